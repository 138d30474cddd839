"""What a summary leaves out, and taking it in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetingqa.domain import MeetingSummary, SummaryFields, Trace
from meetingqa.errors import SentenceNotFoundError
from meetingqa.facts import read_facts
from meetingqa.summarizing import add_uncovered, entries_of, find_uncovered, write_fields
from meetingqa.summarizing.body import read_body
from summarizing_reports import AWARDS, CAPTION, CLOSING, DECISIONS, FAULTS, RESULTS, make_report

SENTENCES = [
    *(RESULTS, FAULTS, DECISIONS, AWARDS, CLOSING, CAPTION),
    "Có 12 đại biểu vắng mặt.",
    "Mô hình 3 không được nhân rộng.",
    "Đồng chí Lý Văn Tám, Bí thư Huyện ủy Suối Đá nêu 2 ý kiến.",
    "Trời mưa.",
    "a | 12 | b",
]


def summary_of(fields: SummaryFields, text: str | None = None) -> MeetingSummary:
    article = make_report(text) if text else make_report()
    return MeetingSummary(
        article=article,
        fields=fields,
        uncovered=find_uncovered(article, fields),
        trace=Trace(writer="extractive"),
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.booleans(), st.data())
def test_every_figure_is_cited_or_uncovered_whatever_the_fields_hold(
    parts: list[str], lines: bool, data: st.DataObject
) -> None:
    article = make_report(("\n\n" if lines else " ").join(parts))
    full = write_fields(article)
    kept = data.draw(st.sets(st.sampled_from(sorted(SummaryFields.model_fields))))
    fields = SummaryFields(**{name: getattr(full, name) for name in kept})
    cited = {c.start for entry in entries_of(fields) for c in entry.citations}
    told = cited | {item.start for item in find_uncovered(article, fields)}
    for sentence in read_body(article):
        if read_facts(sentence.text).quantities:
            assert sentence.start in told
    for entry in entries_of(fields):
        for citation in entry.citations:
            assert article.text[citation.start : citation.end] == citation.quote


def test_the_rules_leave_out_only_the_caption() -> None:
    summary = summary_of(write_fields(make_report()))
    assert [(u.text, u.kinds) for u in summary.uncovered] == [(CAPTION, ("figure",))]


def test_what_an_empty_summary_leaves_out_is_named_by_kind() -> None:
    kinds = {u.text: u.kinds for u in summary_of(SummaryFields()).uncovered}
    assert kinds[AWARDS] == ("figure",)
    assert kinds[DECISIONS] == ("figure", "decision")
    assert (
        kinds[CLOSING.split(". Đồng chí")[0] + "."] == ("name", "task")
        or "task" in kinds[CLOSING.split(". Đồng chí")[0] + "."]
    )
    assert "name" in kinds[next(text for text in kinds if "chủ trì kỳ họp" in text)]


@pytest.mark.parametrize(
    ("words", "field"),
    [(AWARDS, "awards"), (DECISIONS, "decisions"), (FAULTS, "shortcomings"), (CAPTION, "results")],
)
def test_an_uncovered_sentence_goes_into_the_field_of_its_kind(words: str, field: str) -> None:
    summary = summary_of(SummaryFields())
    item = next(u for u in summary.uncovered if u.text == words)
    more = add_uncovered(summary, item.start, item.end)
    added = getattr(more.fields, field)
    assert [c.quote for point in added for c in point.citations][:1] == [words]
    assert all(u.text != words for u in more.uncovered)
    assert len(more.uncovered) < len(summary.uncovered)


def test_adding_twice_adds_no_figure_twice() -> None:
    summary = summary_of(SummaryFields())
    item = next(u for u in summary.uncovered if u.text == AWARDS)
    once = add_uncovered(summary, item.start, item.end)
    twice = add_uncovered(once, item.start, item.end)
    assert twice.fields.figures == once.fields.figures


def test_only_a_whole_sentence_can_be_added() -> None:
    with pytest.raises(SentenceNotFoundError, match="1:9"):
        add_uncovered(summary_of(SummaryFields()), 1, 9)
