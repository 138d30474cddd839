"""What scorers take and give: one case with its prediction, and a value with its evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from meetingqa.evaluation.metrics.answers import strip_markers
from meetingqa.evaluation.metrics.citations import Texts, exact_quotes, statements_of
from meetingqa.evaluation.records import Case, Cited, Prediction, Said


class Outcome(NamedTuple):
    """A metric's value, None where it does not apply, and what it was judged by."""

    value: float | None
    evidence: str = ""


NOT_APPLICABLE = Outcome(None)


@dataclass(frozen=True)
class Item:
    """A case, what a system made of it, and the texts it stood on; read once for all scorers."""

    case: Case
    prediction: Prediction
    texts: Texts

    @property
    def refused(self) -> bool:
        """Whether the system said that the articles hold no answer."""
        return self.prediction.status == "not_found"

    @cached_property
    def text(self) -> str:
        """The answer without markers; empty for a refusal, whose words answer nothing."""
        return "" if self.refused else strip_markers(self.prediction.text)

    @cached_property
    def statements(self) -> list[Said]:
        """What is stated, with markers; nothing for a refusal."""
        return [] if self.refused else statements_of(self.prediction)

    @cached_property
    def quotes(self) -> dict[int, Cited]:
        """Exact citations by marker; the others prove nothing."""
        return exact_quotes(self.prediction, self.texts)

    def quotes_of(self, said: Said) -> list[str]:
        return [self.quotes[marker].quote for marker in said.citations if marker in self.quotes]


@dataclass(frozen=True)
class Scorer:
    """A metric: the cases it is asked of, how it is measured, and how to read it.

    `measure` may still find that it does not apply (a refusal has no citations). An error counts as
    `wrong`; None leaves it out of the mean. `lower` is better where set. `unit` "" is a share.
    `paired`: two systems may differ on one case; not where the case alone settles the value, and a
    system only whether it counts.
    """

    measure: Callable[[Item], Outcome]
    applies: Callable[[Case], bool] = lambda case: True
    wrong: float | None = 0.0
    lower: bool = False
    unit: str = ""
    paired: bool = True

    @property
    def share(self) -> bool:
        """Whether the metric lies between 0 and 1, so that it reads as per cent."""
        return not self.unit


def faultless(*faults: Sequence[object], labels: Sequence[str] = ("",)) -> Outcome:
    """1 where there is no fault, else 0 with the first few of each kind after their label."""
    told = [f"{label} {listing(f)}".strip() for label, f in zip(labels, faults, strict=True) if f]
    return Outcome(float(not told), "; ".join(told))


def listing(things: Sequence[object], most: int = 5) -> str:
    """The first few things, for evidence."""
    shown = "; ".join(str(thing) for thing in things[:most])
    return shown + (f"; … {len(things) - most} more" if len(things) > most else "")
