"""What the REST service takes and gives, where `rendering.shapes` does not say it already."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from meetingqa.answering.answerer import WriterName
from meetingqa.domain import (
    ArticleVersion,
    Correction,
    EarlierTurn,
    Filters,
    ListedArticle,
    SearchMode,
)
from meetingqa.rendering.shapes import Shape
from meetingqa.web import examples
from meetingqa.web.text_changes import Piece, compare_texts

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MAX_VALUES = 100
MAX_DRAFT = 50_000  # characters
MAX_ANSWER = 20_000


def _readable(text: str) -> str:
    cleaned = _CONTROL.sub(" ", text).strip()
    if not cleaned:
        raise ValueError("nothing to read in it")
    return cleaned


def check_filters(filters: Filters) -> Filters:
    """The same filters. Raises ValueError for a period that ends before it starts, or too many values."""
    for name, value in filters:
        if isinstance(value, tuple) and len(value) > _MAX_VALUES:
            raise ValueError(f"{name} holds more than {_MAX_VALUES} values")
    for period in ("date", "published", "held"):
        start, end = getattr(filters, f"{period}_from"), getattr(filters, f"{period}_to")
        if start and end and start > end:
            raise ValueError(f"{period}_from is after {period}_to")
    return filters


Text = Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(_readable)]
Draft = Annotated[str, Field(min_length=1, max_length=MAX_DRAFT)]
Scope = Annotated[Filters, AfterValidator(check_filters)]
Points = Annotated[
    int | None,
    Field(ge=1, le=1_000, description="at most so many points of each meeting; null for all"),
]


class Body(BaseModel):
    """Base of what is taken: a misspelt field is refused, not passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AskedBefore(Body):
    """An earlier question with what was answered. The answer only says whom or what a pronoun means: it
    proves nothing, and without it the question is answered again."""

    question: Text
    answer: str = Field(default="", max_length=MAX_ANSWER)


class AskBody(Body):
    """A question; `history` holds the questions asked before it, the oldest first, with their answers
    where the caller has them."""

    question: Text
    filters: Scope = Filters()
    history: list[Text | AskedBefore] = Field(default=[], max_length=50)
    writer: WriterName = "auto"

    @property
    def turns(self) -> list[EarlierTurn]:
        """The history with every question as a turn."""
        return [
            EarlierTurn(question=x)
            if isinstance(x, str)
            else EarlierTurn(question=x.question, answer=x.answer)
            for x in self.history
        ]


class SearchBody(Body):
    """What to look for."""

    question: Text
    filters: Scope = Filters()
    limit: int = Field(10, ge=1, le=100)
    mode: SearchMode = "hybrid"


class CheckBody(Body):
    """A draft to hold against the articles, sentence by sentence; with `source` (an article's id,
    source or address) only that article counts."""

    text: Draft
    filters: Scope = Filters()
    source: Text | None = None


class ArticleQuery(Body):
    """Which articles to list; a name may be given several times. `from` and `to` are of the meeting
    or of the publication."""

    province: list[str] = Field(default=[], max_length=_MAX_VALUES)
    body: list[str] = Field(default=[], max_length=_MAX_VALUES)
    session: list[str] = Field(default=[], max_length=_MAX_VALUES)
    date_from: date | None = Field(None, alias="from")
    date_to: date | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _check(self) -> Self:
        check_filters(self.filters)
        return self

    @property
    def filters(self) -> Filters:
        return Filters(
            provinces=tuple(self.province),
            bodies=tuple(self.body),
            sessions=tuple(self.session),
            date_from=self.date_from,
            date_to=self.date_to,
        )


class SummaryBody(Body):
    """Which article to summarize."""

    article_id: Text
    writer: WriterName = "auto"


class DigestBody(Body):
    """What to make a digest over."""

    filters: Scope = Filters()
    topic: Text | None = None
    points: Points = None
    writer: WriterName = "auto"


class RunBody(Body):
    """Which suite to run; what is not given is as the suite says."""

    suite: Text
    writer: WriterName | None = None
    limit: int | None = Field(None, ge=1, le=100_000)
    seed: int = Field(0, ge=0, le=2**31)


class ErrorRecord(Shape):
    """What went wrong, and what mends it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ERROR]})

    error: str
    hint: str = ""


class ArticleRecord(ListedArticle):
    """An article with its canonical text, which all offsets count code points of; its metadata is
    as corrected."""

    text: str
    corrections: list[Correction]


class VersionRecord(Shape):
    """A text that an article had before; `replaced_at` in seconds since 1970."""

    version_id: int
    replaced_at: float
    title: str
    source: str
    published_on: date | None
    characters: int


class VersionText(VersionRecord):
    """An earlier text, and the way from it to the article's text of now."""

    text: str
    changes: list[Piece]


class DeletedRecord(Shape):
    """How many articles were deleted."""

    deleted: int


def version_record(version: ArticleVersion) -> VersionRecord:
    """A version without its text."""
    known = version.model_dump(exclude={"article_id", "text"})
    return VersionRecord(**known, characters=len(version.text))


def version_text(version: ArticleVersion, now: str) -> VersionText:
    """A version with its text, held against the article's text of now."""
    changes = compare_texts(version.text, now)
    known = version_record(version).model_dump()
    return VersionText(**known, text=version.text, changes=changes)
