"""The values that pass between the parts: frozen, with no behaviour beyond simple checks.

Every `start`/`end` is a half-open range of code points of the article's canonical text.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

Status = Literal["answered", "partial", "not_found"]
SearchMode = Literal["hybrid", "dense", "keyword"]


class Value(BaseModel):
    """Base of all shared types: immutable and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(Value):
    """One news article. `text` is canonical (NFC, cleaned) and never changes under its id."""

    article_id: str
    title: str
    text: str
    source: str
    content_hash: str
    external_id: str | None = None
    url: str | None = None
    author: str | None = None
    published_on: date | None = None
    held_on: date | None = None
    province: str | None = None
    body: str | None = None
    session: str | None = None
    chair: str | None = None


class ListedArticle(Value):
    """An article without its text, and how many chunks it has."""

    article_id: str
    external_id: str | None
    title: str
    source: str
    url: str | None
    author: str | None
    published_on: date | None
    held_on: date | None
    province: str | None
    body: str | None
    session: str | None
    chair: str | None
    chunks: int


class Sentence(Value):
    """Where one sentence stands in a text."""

    start: int
    end: int


class Chunk(Value):
    """Whole sentences of an article, as stored and embedded: `article.text[start:end] == text`."""

    chunk_id: str
    article_id: str
    ordinal: int
    start: int
    end: int
    text: str
    tokens: int


class Filters(Value):
    """What a question or a caller restricts the search to. Dates are inclusive.

    `date_from`/`date_to` accept an article held or published in that period; the pairs named
    after one date look at that date only. Everything given must hold; within a tuple, any one.
    """

    date_from: date | None = None
    date_to: date | None = None
    published_from: date | None = None
    published_to: date | None = None
    held_from: date | None = None
    held_to: date | None = None
    provinces: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()


AnswerKind = Literal[
    "number", "date", "person", "office", "place", "document", "list", "yesno", "reason", "manner", "text"
]


class Asked(Value):
    """What a question wants and what binds its answer.

    `kind` decides the answer's form, `kinds` holds all that a question with several parts asks.
    `terms` are the content syllables (canonical, without question words), `focus` those of them that
    do not merely locate the meeting, `core` those that name no person or office either. The rest are facts that an answer's article or sentence must share:
    `years` an indicator is asked for, `meeting_years` and `dates` of the meeting itself, `as_of` days that
    figures are asked for ("đến 30/9/2024"), ordinals ("lan 13")
    of the meeting, other ordinals `mentioned`, spans ("quy 2", "6 thang"), documents, persons, offices, provinces.
    """

    kind: AnswerKind = "text"
    kinds: tuple[AnswerKind, ...] = ()
    unit: str = ""
    count: int = 0
    terms: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    meeting_years: tuple[int, ...] = ()
    dates: tuple[tuple[int | None, int | None, int | None], ...] = ()
    as_of: tuple[tuple[int | None, int | None, int | None], ...] = ()
    ordinals: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    whole_year: bool = False
    documents: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    holder: bool = False
    groups: bool = False
    provinces: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    refusal: bool = False
    accented: bool = True


class Query(Value):
    """A question as asked, its standalone form, what it asks, and the filters that apply."""

    question: str
    standalone: str
    filters: Filters = Filters()
    asked: Asked = Asked()


class Passage(Value):
    """A chunk found for a query. `signals` holds the scores it was ranked by, by name."""

    chunk: Chunk
    article: Article
    rank: int
    score: float
    signals: dict[str, float]


class Evidence(Value):
    """One sentence (or clause of a long one) handed to a writer under a number."""

    number: int
    article: Article
    start: int
    end: int
    text: str
    score: float

    @model_validator(mode="after")
    def _exact(self) -> "Evidence":
        if self.article.text[self.start : self.end] != self.text:
            raise ValueError("evidence text is not the article's words at its offsets")
        return self


class DraftStatement(Value):
    """One sentence a writer claims, and the evidence numbers it names for it."""

    text: str
    evidence: tuple[int, ...]


class Draft(Value):
    """What a writer says before anything is proven."""

    statements: tuple[DraftStatement, ...] = ()
    missing: str | None = None
    model: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0


class Citation(Value):
    """The article's exact words that prove a statement: `article.text[start:end] == quote`."""

    marker: int
    article: Article
    start: int
    end: int
    quote: str

    @model_validator(mode="after")
    def _exact(self) -> "Citation":
        if self.article.text[self.start : self.end] != self.quote:
            raise ValueError("a quote is not the article's words at its offsets")
        return self


class Statement(Value):
    """One proven sentence and the markers of the citations that prove it."""

    text: str
    citations: tuple[int, ...]


class Dropped(Value):
    """A claim that was not shown, and why."""

    text: str
    reason: str


class Nearest(Value):
    """An article close to a question that could not be answered."""

    article_id: str
    title: str


class Trace(Value):
    """How an answer came about."""

    writer: str
    model: str | None = None
    prompts: dict[str, str] = {}
    seconds: dict[str, float] = {}
    input_tokens: int = 0
    output_tokens: int = 0
    confidence: float | None = None
    dropped: tuple[Dropped, ...] = ()


class Answer(Value):
    """What is shown for a question: proven statements only, or `not_found` with what came nearest."""

    question: str
    standalone: str
    status: Status
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    missing: str | None = None
    nearest: tuple[Nearest, ...] = ()
    trace: Trace


class Duplicate(Value):
    """A source whose text is already in the store under another source."""

    source: str
    of_article_id: str


class Rejection(Value):
    """A source that could not be taken, and why."""

    source: str
    reason: str


class Taken(Value):
    """A source that is in the store after an ingest."""

    article_id: str
    source: str


class IngestReport(Value):
    """What one ingest did."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: tuple[Duplicate, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    articles: tuple[Taken, ...] = ()
    chunks: int = 0
    seconds: float = 0.0


class Manifest(Value):
    """What a store was built with; a reader that differs must refuse it."""

    schema_version: int
    embedder: str
    dimensions: int
    chunk_max_tokens: int
    text_version: int
    generation: int = 1
    calibration: dict[str, float] = {}
