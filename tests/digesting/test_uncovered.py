"""A digest says which sentences of its articles it leaves out, and leaves none out silently."""

from datetime import date
from pathlib import Path
from typing import Any

from fakes import make_article
from meetingqa.digesting import Topic, build_digest
from meetingqa.digesting.digester import MAX_POINTS
from meetingqa.domain import (
    Article,
    Citation,
    Digest,
    DigestScope,
    MeetingSummary,
    Point,
    Uncovered,
)
from meetingqa.sources import SourceItem, read_sources
from meetingqa.summarizing import Summarizer

SAMPLE = Path(__file__).parents[2] / "eval" / "datasets" / "sample" / "articles"
LEAD = "Ngày 9/7/2024, HĐND tỉnh Mai Lĩnh họp kỳ thứ 7. "
REVENUE = "Thu ngân sách nhà nước 6 tháng đạt 3.120 tỷ đồng."
UNNAMED = "Công trình có kinh phí dự kiến là 364 tỷ đồng, xây trong bốn năm."
LEAN = "Bà Lý Thị Mận nói thêm vài lời."
AIM = "Năm 2025, phấn đấu thu ngân sách nhà nước đạt 3.400 tỷ đồng."


def summarize(article: Article) -> MeetingSummary:
    return Summarizer().summarize(article, "extractive")


def report(*sentences: str) -> Article:
    text = LEAD + " ".join(sentences)
    return make_article(
        text, "a.txt", held_on=date(2024, 7, 9), province="Mai Lĩnh", body="HĐND tỉnh"
    )


def digest_of(summary: MeetingSummary, **fields: Any) -> Digest:
    """The digest of one article, some fields of its summary told otherwise."""
    told = summary.fields.model_copy(update=fields)
    changed = summary.model_copy(update={"fields": told})
    return build_digest(DigestScope(), [summary.article], lambda _: changed)


def left_out(digest: Digest) -> list[str]:
    assert all(point.text == point.citations[0].quote for point in digest.uncovered)
    return [point.text for point in digest.uncovered]


def point(article: Article, words: str) -> Point:
    start = article.text.index(words)
    end = start + len(words)
    cited = Citation(marker=1, article=article, start=start, end=end, quote=words)
    return Point(text=words, citations=(cited,))


def test_a_figure_whose_name_does_not_stand_alone_is_left_out_aloud() -> None:
    digest = digest_of(summarize(report(REVENUE, UNNAMED)))
    assert [figure.value for figure in digest.figures] == ["3.120"]
    assert left_out(digest) == [UNNAMED]


def test_a_change_without_where_it_begins_is_no_row() -> None:
    told = "Do đó, phải nâng tổng vốn của chợ Phú Lâm từ 280 tỷ đồng lên 370 tỷ đồng."
    digest = digest_of(summarize(report(REVENUE, told)), results=(), conclusions=(), tasks=())
    assert [figure.value for figure in digest.figures] == ["3.120"]
    assert told in left_out(digest)


def test_whether_a_figure_is_a_target_is_read_in_its_own_sentence() -> None:
    told = "Tỷ lệ che phủ rừng của tỉnh là 41%. Con số này dự kiến đạt 44%."
    digest = digest_of(summarize(report(told)))
    assert [figure.value for figure in digest.figures] == ["41"]


def test_what_a_theme_tells_is_not_left_out() -> None:
    summary = summarize(report(REVENUE, UNNAMED, AIM))
    assert left_out(digest_of(summary)) == [UNNAMED]  # the target is a conclusion
    assert left_out(digest_of(summary, conclusions=())) == [UNNAMED, AIM]
    told = point(summary.article, UNNAMED)
    assert left_out(digest_of(summary, results=(told,))) == []
    half = told.model_copy(update={"text": "Xây trong bốn năm."})
    assert left_out(digest_of(summary, results=(half,))) == [UNNAMED]


def test_points_beyond_what_a_section_takes_are_left_out_aloud() -> None:
    many = [f"{c.upper()}am {c}em {c}im {c}om." for c in "bcdghklmnrstvx"]  # nothing shared
    summary = summarize(report(*many))
    digest = digest_of(summary, results=tuple(point(summary.article, text) for text in many))
    shown = [p.text for section in digest.sections for p in section.points]
    assert len(shown) == MAX_POINTS
    assert left_out(digest) == many[MAX_POINTS:]


def test_what_a_summary_leaves_out_the_digest_leaves_out_too() -> None:
    summary = summarize(report(REVENUE, LEAN))
    at = summary.article.text.index(LEAN)
    items = [
        Uncovered(start=at, end=at + len(LEAN), text=LEAN, kinds=kinds)
        for kinds in (("name", "task"), ("name",))
    ]
    listed, named = (summary.model_copy(update={"uncovered": (item,)}) for item in items)
    assert left_out(digest_of(listed)) == [LEAN]
    assert left_out(digest_of(named)) == []  # a digest does not list who was there
    narrowed = Topic("thu ngân sách").narrow(listed)
    assert narrowed.uncovered == () and narrowed.fields.figures


def test_every_figure_of_the_sample_is_in_a_row_a_point_or_left_out_aloud() -> None:
    items = read_sources([SAMPLE], max_bytes=10_000_000)
    articles = [item.article for item in items if isinstance(item, SourceItem)][:20]
    summaries = {article.article_id: summarize(article) for article in articles}
    digest = build_digest(DigestScope(), articles, lambda a: summaries[a.article_id])
    points = [p for section in digest.sections for p in section.points]
    told = [*points, *digest.figures, *digest.uncovered]
    places = {(c.article.article_id, c.start) for p in told for c in p.citations}
    figures = [f for s in summaries.values() for f in s.fields.figures]
    ends = [f.citations[-1] for f in figures]
    assert len(figures) > 300
    assert [c.quote for c in ends if (c.article.article_id, c.start) not in places] == []
    assert 0 < len(digest.uncovered) < len(articles) * 4
