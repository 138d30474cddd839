"""Every format holds the same headings, points, quotes and figures, and none breaks on odd input."""

import io
import json
from collections.abc import Callable
from typing import Any, get_args

import docx
import pytest

from exported import (
    ARTICLE,
    LEFT,
    SECOND,
    cite,
    make_answer,
    make_digest,
    make_summary,
    point,
    ranked,
)
from fakes import make_article
from meetingqa.digesting import shorten
from meetingqa.domain import (
    Answer,
    Citation,
    Digest,
    DigestFigure,
    DigestScope,
    FigurePoint,
    MeetingSummary,
    Point,
    Section,
    SummaryFields,
    TaskPoint,
    Trace,
    Uncovered,
)
from meetingqa.rendering.exports import Format, render_answer, render_digest, render_summary
from meetingqa.rendering.showing import show_title
from rendering.reading import Found, read_back, squeeze

SHOWN = ("md", "html", "docx", "pdf")
EXTRACTIVE = Trace(writer="extractive")


def read_all(value: Any) -> dict[str, Found]:
    return {format: read_back(render(value, format), format) for format in SHOWN}


def render(value: Answer | MeetingSummary | Digest, format: Any) -> bytes:
    if isinstance(value, Answer):
        return render_answer(value, format)
    if isinstance(value, Digest):
        return render_digest(value, format)
    return render_summary(value, format)


def quotes_of(value: Answer | MeetingSummary | Digest) -> set[str]:
    """Every quote that a value's JSON holds, and the sentences that cite themselves."""
    found: list[str] = []

    def walk(record: Any) -> None:
        if isinstance(record, dict):
            found.extend(v for k, v in record.items() if k == "quote")
            found.extend(item["text"] for item in record.get("uncovered", ()))
            record = list(record.values())
        for item in record if isinstance(record, list) else ():
            walk(item)

    walk(json.loads(render(value, "json")))
    return {squeeze(quote) for quote in found}


@pytest.mark.parametrize("make", [make_answer, make_summary, make_digest])
def test_headings_and_notes_are_the_same_in_every_format(
    make: Callable[[], Answer | MeetingSummary | Digest],
) -> None:
    value = make()
    found = read_all(value)
    notes, texts = "Dẫn chứng", "Nguyên văn"
    assert found["md"].headings == found["pdf"].headings
    assert found["html"].headings == [*found["md"].headings, texts]
    # Word keeps its notes below each page.
    assert [*found["docx"].headings, notes] == found["md"].headings
    expected = found["md"].quotes
    assert list(expected) == list(range(1, len(expected) + 1))
    assert set(expected.values()) == quotes_of(value)
    mentions = found["md"].mentions
    assert list(dict.fromkeys(mentions)) == list(expected)
    for format in ("html", "docx", "pdf"):
        assert (found[format].quotes, found[format].mentions) == (expected, mentions)


@pytest.mark.parametrize("format", SHOWN)
def test_a_summary_shows_every_entry_figure_and_sentence_left(format: str) -> None:
    summary = make_summary()
    words = read_back(render(summary, format), format).words
    fields = summary.fields
    shown = [
        *(p.text for p in (fields.meeting, fields.held_on) if p),
        *(p.text for p in (*fields.agenda, *fields.results, *fields.decisions)),
        *(p.text for p in (*fields.shortcomings, *fields.conclusions)),
        *(text for f in fields.figures for text in (f.value, f.unit, f.what, f.period or "")),
        *(text for t in fields.tasks for text in (t.who or "", t.what, t.due or "")),
        *(text for p in fields.personnel for text in (p.name, p.role, p.text)),
        *(text for p in fields.attendees for text in (p.name, p.role)),
        *(item.text for item in summary.uncovered),
        "Mô hình qwen viết",
    ]
    missing = [text for text in shown if squeeze(text).lower() not in words.lower()]
    assert missing == []
    assert words.count("khôngnêu") == 1  # the award; the cell of a figure without period is blank


@pytest.mark.parametrize("format", SHOWN)
def test_a_digest_shows_conflicts_side_by_side_and_who_reported(format: str) -> None:
    digest = make_digest()
    words = read_back(render(digest, format), format).words.lower()
    shown = [
        *(p.text for section in digest.sections for p in section.points),
        *(item for c in digest.conflicts for v in c.values for item in (v.value, v.citation.quote)),
        *(a.title for report in digest.duplicates for a in (report.article, *report.others)),
        *(p.text for follow in digest.follow_ups for p in (follow.task, *follow.later)),
        *(text for f in digest.figures for text in (f.province or "", f.value, f.unit)),
        "chưa thấy bài nào sau đó nhắc tới",
        "Lam Xuyên · từ 01/07/2024 đến 30/09/2024",
    ]
    assert [text for text in shown if squeeze(text).lower() not in words] == []


@pytest.mark.parametrize("format", SHOWN)
def test_a_brief_digest_says_of_each_meeting_how_much_is_not_shown(format: str) -> None:
    whole = read_back(render(make_digest(), format), format).words
    words = read_back(render(shorten(make_digest(), 1), format), format).words
    assert squeeze("2 trên 3") in words
    left = words[words.index(squeeze("Câu chưa được đưa vào")) :]
    assert left.index(squeeze(show_title(ARTICLE))) < left.index(squeeze("1 ý khác và 1 câu"))
    for gone in map(squeeze, (SECOND, LEFT)):
        assert words.count(gone) < whole.count(gone)


@pytest.mark.parametrize("format", SHOWN)
def test_points_figures_and_conflicts_stand_in_their_order(format: str) -> None:
    digest = make_digest()
    words = read_back(render(digest, format), format).words.lower()
    parts = (
        [p.text for section in digest.sections for p in section.points],
        [text for f in digest.figures for text in (f.what, f.value, f.unit)],
        [item for c in digest.conflicts for v in c.values for item in (v.value, v.citation.quote)],
        [p.text for follow in digest.follow_ups for p in (follow.task, *follow.later)],
        [a.title for a in digest.articles],
        ["Câu chưa được đưa vào bản tổng hợp", *(p.text for p in digest.uncovered)],
    )
    at = 0
    for text in (squeeze(text).lower() for part in parts for text in part):
        found = words.find(text, at)
        assert found >= at, text
        at = found + len(text)


@pytest.mark.parametrize("format", SHOWN)
def test_a_charts_values_are_told_in_words_too(format: str) -> None:
    words = read_back(render(make_summary(), format), format).words
    told = "6thángđầunăm2022:4.412,5;6thángđầunăm2023:4.870;6thángđầunăm2024:5.318"
    if format == "html":  # drawn of text
        told = "6thángđầunăm20224.412,56thángđầunăm20234.8706thángđầunăm20245.318"
    assert f"Thungânsách(tỷđồng){'' if format == 'html' else ':'}{told}" in words


@pytest.mark.parametrize("format", SHOWN)
def test_an_answer_shows_what_is_missing_and_its_sources(format: str) -> None:
    words = read_back(render(make_answer(), format), format).words
    for text in ("Trả lời một phần", "Năm 2023 đạt 4.870 tỷ đồng.", "Ai báo cáo?", ARTICLE.title):
        assert squeeze(text) in words


BAD = (
    "Đầu \x00\x08\x0b\x1b[2J\ufffe \u202eđảo\u202c <script>alert(1)</script> "
    "<img src=x onerror=alert(1)> & ]]> $x$ ẵặỡợữĐđ₫–“” 中文 😀 | a_b *c* [d](e)"
)
HOSTILE = make_article(
    f"{BAD}\nThu 12.500 tỷ đồng.",
    title=BAD,
    source="javascript:alert(1)",
    url="javascript:alert(1)",
)


def odd_summary() -> MeetingSummary:
    whole = Citation(marker=1, article=HOSTILE, start=0, end=len(HOSTILE.text), quote=HOSTILE.text)
    odd = Point(text=BAD, citations=(whole, cite("12.500", HOSTILE)))
    figure = FigurePoint(text=BAD, value=BAD, unit=BAD, what=BAD, period=BAD, citations=(whole,))
    fields = SummaryFields(
        meeting=odd,
        held_on=Point(text="", citations=()),
        agenda=(odd, Point(text="Không ai chứng minh.", citations=())),
        figures=(figure, figure),
        tasks=(TaskPoint(text=BAD, citations=()),),
    )
    left = Uncovered(start=0, end=9, text=HOSTILE.text[:9], kinds=("figure", "other"))
    return MeetingSummary(article=HOSTILE, fields=fields, uncovered=(left,), trace=EXTRACTIVE)


def endless_summary() -> MeetingSummary:
    long = "Kỳ họp rất dài " * 400
    article = make_article("Văn bản " * 1200, title=long)
    quote = cite(article.text[:9000], article)
    task = TaskPoint(text=long, who=long, what=long, due="x" * 4000, citations=(quote,))
    fields = SummaryFields(place=Point(text="x" * 5000, citations=(quote,)), tasks=(task,))
    return MeetingSummary(article=article, fields=fields, trace=EXTRACTIVE)


def empty_summary() -> MeetingSummary:
    return MeetingSummary(article=make_article("x"), fields=SummaryFields(), trace=EXTRACTIVE)


def empty_digest() -> Digest:
    return Digest(scope=DigestScope(), articles=(), trace=EXTRACTIVE)


@pytest.mark.parametrize("format", get_args(Format))
@pytest.mark.parametrize("make", [odd_summary, endless_summary, empty_summary, empty_digest])
def test_odd_values_become_files_that_can_be_read(make: Callable[[], Any], format: str) -> None:
    value = make()
    data = render(value, format)
    if format == "json":
        assert json.loads(data)["trace"]["writer"] == "extractive"
        return
    found = read_back(data, format)
    assert len(found.headings) >= 6
    expected = set(read_back(render(value, "md"), "md").quotes.values())
    if format == "pdf":  # its fonts have neither
        expected = {quote.replace("中文😀", "□□□") for quote in expected}
    assert set(found.quotes.values()) == expected
    if make is empty_digest:
        assert squeeze("Tất cả các bài trong kho") in found.words
        assert found.words.count("khôngcó") >= 6
    if make is odd_summary:
        assert squeeze("<script>alert(1)</script>") in found.words
        assert squeeze("Không ai chứng minh. (không có dẫn chứng)") in found.words
        assert not {"\x00", "\x08", "\x0b", "\x1b", "\ufffe", "\u202e"} & set(found.words)


def test_a_digest_of_two_hundred_articles_is_whole() -> None:
    articles = tuple(
        make_article(
            f"Bài {i}. Thu mục {i} đạt {i + 100} tỷ đồng.",
            title=f"Kỳ họp số {i}",
            url=f"https://bao{i % 7}.example/{i}",
        )
        for i in range(200)
    )
    said = [f"Thu mục {i} đạt {i + 100} tỷ đồng" for i in range(200)]
    cited = [point(said[i], said[i], article) for i, article in enumerate(articles)]
    figures = tuple(
        DigestFigure(**dict(p), value=str(i + 100), unit="tỷ đồng", what=f"thu mục {i}")
        for i, p in enumerate(cited)
    )
    section = Section(heading="Ngân sách", points=tuple(ranked(1, said) for said in cited))
    digest = Digest(
        scope=DigestScope(),
        articles=articles,
        sections=(section,),
        figures=figures,
        trace=EXTRACTIVE,
    )
    found = read_all(digest)
    for format, read in found.items():
        assert list(read.quotes.values()) == [squeeze(text) for text in said], format
        assert all(squeeze(f"Kỳ họp số {i} (bao{i % 7}.example)") in read.words for i in range(200))


def test_word_opens_what_holds_control_characters() -> None:
    document = docx.Document(io.BytesIO(render(odd_summary(), "docx")))
    assert document.core_properties.title.startswith("Đầu [2J đảo <script>")
