"""A summary beside its article as HTML: entries lead to their words, words to their entries."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from meetingqa.domain import (
    FigurePoint,
    MeetingSummary,
    PersonPoint,
    Point,
    SummaryFields,
    TaskPoint,
    Uncovered,
)
from meetingqa.rendering.showing import cut_text, show_text
from meetingqa.web.editing import Edit, Edits, entries, with_edits, wording
from meetingqa.web.ui.templating import render
from meetingqa.web.ui.words import Words


class Entry(NamedTuple):
    """An entry as it is shown: its wording, what that does not say, and an editor's change of it.

    `value` is a figure's, None for what is none.
    """

    key: str
    text: str
    beside: Sequence[str | None]
    value: str | None
    edit: Edit | None


def summary_html(
    summary: MeetingSummary, edits: Edits, words: Words, *, editable: bool = True
) -> str:
    """Both panes. `editable` offers to edit entries and to take sentences in."""
    left_out = with_edits(summary, edits).uncovered
    found: dict[str, list[Entry]] = {name: [] for name in SummaryFields.model_fields}
    for key, field, point in entries(summary.fields):
        found[field].append(_entry(key, field, point, edits.get(key)))
    return render(
        "summary.html",
        words,
        summary=summary,
        fields=list(found.items()),
        left_out=left_out,
        pieces=_marked(summary, left_out),
        editable=editable,
    )


def _entry(key: str, field: str, point: Point, edit: Edit | None) -> Entry:
    text = edit.text if edit else wording(field, point)
    if isinstance(point, FigurePoint):
        return Entry(key, text, (point.period,), f"{point.value} {point.unit}".strip(), edit)
    parts: tuple[str | None, ...] = ()
    if isinstance(point, TaskPoint):
        parts = (point.who, point.due)
    elif isinstance(point, PersonPoint) and field == "personnel":
        parts = (point.name, point.role)
    return Entry(key, text, [part for part in parts if part and part not in text], None, edit)


def _marked(
    summary: MeetingSummary, left_out: tuple[Uncovered, ...]
) -> Iterator[tuple[str, str, list[str]]]:
    """The article's text in pieces, each with its mark and what it proves: entries, or a sentence left
    out."""
    spans = [
        (citation.start, citation.end, key)
        for key, _, point in entries(summary.fields)
        for citation in point.citations
    ]
    spans += [(item.start, item.end, f"u:{item.start}:{item.end}") for item in left_out]
    text = show_text(summary.article.text)
    for start, end, keys in cut_text(text, spans):
        cited = any(not key.startswith("u:") for key in keys)
        yield text[start:end], "pg-cited" if cited else "pg-missed", keys
