"""An editor's own wording of a summary's entries: proven against the entry's quotes, else flagged."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from meetingqa.answering.verification import describe
from meetingqa.domain import (
    FigurePoint,
    MeetingSummary,
    PersonPoint,
    Point,
    SummaryFields,
    TaskPoint,
)
from meetingqa.facts.proof import article_days, article_frame, find_unproven
from meetingqa.rendering.showing import show_sentence
from meetingqa.summarizing import find_uncovered

MARKED = "[biên tập viên sửa]"
FLAGGED = "[biên tập viên sửa, chưa khớp nguyên văn: {}]"
MAX_CHARS = 2000


class Edit(NamedTuple):
    """An editor's words for one entry; `reason` is why the quotes do not prove them, "" if they do."""

    text: str
    reason: str


Edits = Mapping[str, Edit]


def entries(fields: SummaryFields) -> Iterator[tuple[str, str, Point]]:
    """Every entry as (its key "results:3", its field, itself), in the order of the fields."""
    for field in SummaryFields.model_fields:
        for place, point in enumerate(fields.points(field)):
            yield f"{field}:{place}", field, point


def wording(field: str, point: Point) -> str:
    """What is shown of an entry, as in a file, and what an editor may word anew."""
    if isinstance(point, FigurePoint | TaskPoint):
        return show_sentence(point.what or point.text)
    if isinstance(point, PersonPoint) and field != "personnel" and point.name and point.role:
        return f"{point.name} – {point.role}"
    return show_sentence(point.text)


def make_edit(summary: MeetingSummary, key: str, text: str) -> Edit:
    """An edit of the entry of that key, held against its quotes. Raises KeyError for no such entry."""
    field, point = {name: (field, point) for name, field, point in entries(summary.fields)}[key]
    text = " ".join(text.split())[:MAX_CHARS]
    if text == wording(field, point):
        return Edit(text, "")
    claim = f"{text} {point.value} {point.unit}" if isinstance(point, FigurePoint) else text
    article = summary.article
    mismatches = find_unproven(
        claim,
        [citation.quote for citation in point.citations],
        frames=[article_frame(article)],
        days=article_days(article),
    )
    return Edit(text, describe(mismatches))


def with_edits(summary: MeetingSummary, edits: Edits) -> MeetingSummary:
    """The summary in the editor's words, each marked as the editor's in its own text.

    What an unproven edit says covers no sentence: only proven words can stand for the article's.
    """
    if not edits:
        return summary
    proven = _replace(summary.fields, {k: e for k, e in edits.items() if not e.reason}, marks=False)
    return summary.model_copy(
        update={
            "fields": _replace(summary.fields, edits, marks=True),
            "uncovered": find_uncovered(summary.article, proven),
        }
    )


def _replace(fields: SummaryFields, edits: Edits, *, marks: bool) -> SummaryFields:
    changed: dict[str, list[Point]] = {}
    for key, field, point in entries(fields):
        edit = edits.get(key)
        changed.setdefault(field, []).append(_reword(field, point, edit, marks) if edit else point)
    update = {
        field: tuple(points) if isinstance(getattr(fields, field), tuple) else points[0]
        for field, points in changed.items()
    }
    return fields.model_copy(update=update)


def _reword(field: str, point: Point, edit: Edit, marks: bool) -> Point:
    mark = FLAGGED.format(edit.reason) if edit.reason else MARKED
    text = f"{edit.text} {mark}" if marks else edit.text
    if isinstance(point, FigurePoint | TaskPoint):
        return point.model_copy(update={"text": text, "what": text})
    if isinstance(point, PersonPoint) and field != "personnel":
        return point.model_copy(update={"text": text, "name": "", "role": ""})
    return point.model_copy(update={"text": text})
