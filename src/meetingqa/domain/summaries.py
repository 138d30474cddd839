"""Summaries of one meeting and digests of many: points that each stand on exact quotes."""

from datetime import date

from meetingqa.domain.answers import Citation, Trace
from meetingqa.domain.articles import Article, Value
from meetingqa.domain.queries import Filters


class Point(Value):
    """One thing an article says, and the quotes that prove it. Markers are unique in a document."""

    text: str
    citations: tuple[Citation, ...]


class FigurePoint(Point):
    """A figure as written ("12.500"), its unit ("tỷ đồng"), what it measures, and for which period."""

    value: str
    unit: str = ""
    what: str = ""
    period: str | None = None


class PersonPoint(Point):
    """A person and the role the article gives; `name` is empty for a body that took part."""

    name: str = ""
    role: str = ""


class TaskPoint(Point):
    """Who is to do what by when; None where the article does not say."""

    who: str | None = None
    what: str = ""
    due: str | None = None


class SummaryFields(Value):
    """The contract's fields. None or empty means that the article does not speak of it."""

    meeting: Point | None = None
    held_on: Point | None = None
    place: Point | None = None
    chair: PersonPoint | None = None
    attendees: tuple[PersonPoint, ...] = ()
    agenda: tuple[Point, ...] = ()
    results: tuple[Point, ...] = ()
    figures: tuple[FigurePoint, ...] = ()
    shortcomings: tuple[Point, ...] = ()
    conclusions: tuple[Point, ...] = ()
    tasks: tuple[TaskPoint, ...] = ()
    decisions: tuple[Point, ...] = ()
    personnel: tuple[PersonPoint, ...] = ()
    awards: tuple[Point, ...] = ()

    def points(self, name: str) -> tuple[Point, ...]:
        """The entries of a field: none, one or many."""
        value = getattr(self, name)
        return value if isinstance(value, tuple) else (value,) if value else ()


class Uncovered(Value):
    """A sentence with a figure, decision, name or task that no entry of the summary represents."""

    start: int
    end: int
    text: str
    kinds: tuple[str, ...]  # of "figure", "decision", "name", "task"


class MeetingSummary(Value):
    """What one article says of its meeting, and what the fields leave out."""

    article: Article
    fields: SummaryFields
    uncovered: tuple[Uncovered, ...] = ()
    trace: Trace


class DigestScope(Value):
    """What a digest is made over."""

    filters: Filters = Filters()
    topic: str | None = None


class DigestPoint(Point):
    """A point and its rank among its meeting's: 1 says most, 0 is not known."""

    rank: int = 0


class Section(Value):
    """Points of one theme."""

    heading: str
    points: tuple[DigestPoint, ...]


class DigestFigure(FigurePoint):
    """A figure beside those of other provinces and periods."""

    province: str | None = None
    held_on: date | None = None


class ConflictingValue(Value):
    """One of the values that sources give for the same thing."""

    value: str
    citation: Citation


class Conflict(Value):
    """The same thing with different figures, side by side."""

    what: str
    values: tuple[ConflictingValue, ...]


class DuplicateReport(Value):
    """Articles that report one meeting: the one the digest is written from, and the others."""

    article: Article
    others: tuple[Article, ...]


class FollowUp(Value):
    """A task that an earlier meeting set, and what later articles say of it."""

    task: Point
    later: tuple[Point, ...]


class Digest(Value):
    """Many meetings by theme; every point is cited to article and sentence."""

    scope: DigestScope
    articles: tuple[Article, ...]
    sections: tuple[Section, ...] = ()
    omitted: tuple[Section, ...] = ()  # the points that a brief digest does not show
    figures: tuple[DigestFigure, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    duplicates: tuple[DuplicateReport, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    # Sentences with a figure, decision or task that no other part tells.
    uncovered: tuple[Point, ...] = ()
    trace: Trace
