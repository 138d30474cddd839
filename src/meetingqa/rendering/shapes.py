"""The JSON that other programs read, as types: records are checked by them, schemas made from them."""

from datetime import date
from typing import Any

from pydantic import AliasPath, ConfigDict, Field

from meetingqa.domain import (
    DigestScope,
    Filters,
    Nearest,
    Reason,
    Statement,
    Status,
    Trace,
    Uncovered,
    Value,
)
from meetingqa.domain.answers import Held


class Shape(Value):
    """Base of what is published: takes from a wider value what its form has."""

    model_config = ConfigDict(extra="ignore", from_attributes=True, validate_by_name=True)


def _of(owner: str, name: str) -> Any:  # a field that the value has in one of its parts
    return Field(validation_alias=AliasPath(owner, name))


class CitationRecord(Shape):
    """A citation of an answer, under the marker that its text shows."""

    marker: int
    article_id: str = _of("article", "article_id")
    source: str = _of("article", "source")
    title: str = _of("article", "title")
    start: int
    end: int
    quote: str
    url: str | None = _of("article", "url")


class AnswerRecord(Shape):
    """An answer: `text` with `[1]` markers, and the statements it is made of."""

    question: str
    standalone: str
    status: Status
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[CitationRecord, ...]
    missing: str | None
    nearest: tuple[Nearest, ...]
    trace: Trace


class PassageRecord(Shape):
    """A stretch of an article that was found."""

    rank: int
    article_id: str = _of("article", "article_id")
    source: str = _of("article", "source")
    title: str = _of("article", "title")
    start: int = _of("chunk", "start")
    end: int = _of("chunk", "end")
    text: str = _of("chunk", "text")
    score: float
    signals: dict[str, float]


class SearchRecord(Shape):
    """What was looked for and what was found."""

    question: str
    standalone: str
    filters: Filters
    passages: list[PassageRecord]
    seconds: float


class QuoteRecord(Shape):
    """The article's exact words that prove an entry: code points `start` to `end` of its text."""

    article_id: str = _of("article", "article_id")
    start: int
    end: int
    quote: str


class EntryRecord(Shape):
    """One thing that an article says, and what proves it."""

    text: str
    citations: tuple[QuoteRecord, ...]


class FigureRecord(EntryRecord):
    """A figure as written, its unit, what it measures, and for which period."""

    value: str
    unit: str
    what: str
    period: str | None


class PersonRecord(EntryRecord):
    """A person and the role that the article gives."""

    name: str
    role: str


class TaskRecord(EntryRecord):
    """Who is to do what by when; null where the article does not say."""

    who: str | None
    what: str
    due: str | None


class FieldsRecord(Shape):
    """The fields of a summary; null or empty where the article does not speak of one."""

    meeting: EntryRecord | None
    held_on: EntryRecord | None
    place: EntryRecord | None
    chair: PersonRecord | None
    attendees: tuple[PersonRecord, ...]
    agenda: tuple[EntryRecord, ...]
    results: tuple[EntryRecord, ...]
    figures: tuple[FigureRecord, ...]
    shortcomings: tuple[EntryRecord, ...]
    conclusions: tuple[EntryRecord, ...]
    tasks: tuple[TaskRecord, ...]
    decisions: tuple[EntryRecord, ...]
    personnel: tuple[PersonRecord, ...]
    awards: tuple[EntryRecord, ...]


class SummaryRecord(Shape):
    """What one article says of its meeting, and the sentences that no field represents."""

    article_id: str = _of("article", "article_id")
    title: str = _of("article", "title")
    fields: FieldsRecord
    uncovered: tuple[Uncovered, ...]
    trace: Trace


class SourceRecord(Shape):
    """An article that a digest is made over."""

    article_id: str
    title: str
    source: str
    url: str | None
    published_on: date | None
    held_on: date | None
    province: str | None
    body: str | None
    session: str | None


class MeetingPointRecord(EntryRecord):
    """A point, and what its meeting is called: place, session and day; null in a digest of one."""

    meeting: str | None


class RankedPointRecord(MeetingPointRecord):
    """A point with its rank among its meeting's: 1 says most, 0 where it is not known."""

    rank: int


class SectionRecord(Shape):
    """The points of one theme."""

    heading: str
    points: tuple[RankedPointRecord, ...]


class DigestFigureRecord(FigureRecord):
    """A figure with the province and the meeting's day."""

    province: str | None
    held_on: date | None


class ConflictingValueRecord(Shape):
    """One of the values given for the same thing."""

    value: str
    citation: QuoteRecord


class ConflictRecord(Shape):
    """The same thing with different figures."""

    what: str
    values: tuple[ConflictingValueRecord, ...]


class DuplicateRecord(SourceRecord):
    """An article that stands for a meeting, and the others that report it."""

    others: tuple[SourceRecord, ...]


class FollowUpRecord(Shape):
    """A task of an earlier meeting, and what later articles say of it."""

    task: EntryRecord
    later: tuple[EntryRecord, ...]


class DigestRecord(Shape):
    """Many meetings by theme."""

    scope: DigestScope
    articles: tuple[SourceRecord, ...]
    sections: tuple[SectionRecord, ...]
    omitted: tuple[SectionRecord, ...]
    figures: tuple[DigestFigureRecord, ...]
    conflicts: tuple[ConflictRecord, ...]
    duplicates: tuple[DuplicateRecord, ...]
    follow_ups: tuple[FollowUpRecord, ...]
    uncovered: tuple[MeetingPointRecord, ...]
    trace: Trace


class VerdictCitationRecord(QuoteRecord):
    """The article's exact words that support a statement or say otherwise."""

    source: str = _of("article", "source")
    title: str = _of("article", "title")


class VerdictRecord(Shape):
    """An editor's statement held against the archive; `start` and `end` are its place in the draft."""

    id: str | int
    statement: str
    verdict: Held
    citations: tuple[VerdictCitationRecord, ...]
    reasons: tuple[Reason, ...]
    start: int
    end: int
