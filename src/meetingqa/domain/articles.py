"""Articles, their pieces, and what a store says of itself."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


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
    calibration: dict[str, float] = Field(default_factory=dict)
