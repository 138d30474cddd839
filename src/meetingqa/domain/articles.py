"""Articles, their pieces, and what a store says of itself."""

import re
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


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


class ArticleChanges(Value):
    """New values for an article's metadata: a field that is not given stays, null empties it.

    The text cannot be changed. Raises ValueError (pydantic's) for an empty title and for days
    outside of 1945 to 2100.
    """

    title: str | None = Field(None, max_length=500)
    author: str | None = Field(None, max_length=200)
    published_on: date | None = Field(None, ge=date(1945, 1, 1), le=date(2100, 12, 31))
    held_on: date | None = Field(None, ge=date(1945, 1, 1), le=date(2100, 12, 31))
    province: str | None = Field(None, max_length=200)
    body: str | None = Field(None, max_length=200)
    session: str | None = Field(None, max_length=200)
    chair: str | None = Field(None, max_length=200)

    @field_validator("title", "author", "province", "body", "session", "chair")
    @classmethod
    def _one_line(cls, value: str | None) -> str | None:
        return " ".join(_CONTROL.sub(" ", value).split()) or None if value else None

    @model_validator(mode="after")
    def _keeps_title(self) -> Self:
        if "title" in self.model_fields_set and self.title is None:
            raise ValueError("the title cannot be empty")
        return self


class Correction(Value):
    """A field of an article as somebody corrected it; days in ISO form, `at` in seconds since 1970.

    `read` is what the article's source says.
    """

    field: str
    value: str | None
    read: str | None
    by: str
    at: float


class ArticleVersion(Value):
    """A text that an article had until `replaced_at` (seconds since 1970)."""

    version_id: int
    article_id: str
    replaced_at: float
    title: str
    source: str
    published_on: date | None
    text: str


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
