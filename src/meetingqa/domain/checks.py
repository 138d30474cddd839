"""What the archive says of an editor's own sentences."""

from typing import Literal

from meetingqa.domain.answers import Citation
from meetingqa.domain.articles import Value

Held = Literal["supported", "contradicted", "unsupported"]
ReasonKind = Literal[
    "number", "unit", "date", "document", "name", "office", "direction", "negation", "missing"
]


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
