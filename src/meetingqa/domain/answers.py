"""Evidence, drafts, answers and verdicts, whose every quote is the article's own words."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from meetingqa.domain.articles import Article, Value

Held = Literal["supported", "contradicted", "unsupported"]
ReasonKind = Literal[
    "number", "unit", "date", "document", "name", "office", "direction", "negation", "missing"
]


Status = Literal["answered", "partial", "not_found"]


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
    province: str | None = None
    held_on: date | None = None


class Trace(Value):
    """How an answer came about."""

    writer: str
    model: str | None = None
    prompts: dict[str, str] = Field(default_factory=dict)
    seconds: dict[str, float] = Field(default_factory=dict)
    input_tokens: int = 0
    output_tokens: int = 0
    confidence: float | None = None
    signals: dict[str, float] = Field(default_factory=dict)  # what the confidence comes from
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


class Reason(Value):
    """One thing a statement says, and what stands in the articles instead ("" when nothing does)."""

    kind: ReasonKind
    said: str
    found: str


class Verdict(Value):
    """A statement held against the articles.

    The citations of a supported one prove it, those of a contradicted one say otherwise, those of
    an unsupported one are empty. `start` and `end` are its place in the text that was checked.
    """

    statement: str
    verdict: Held
    citations: tuple[Citation, ...] = ()
    reasons: tuple[Reason, ...] = ()
    start: int = 0
    end: int = 0
