"""The facts of a text that can be proven: figures, dates, documents, ordinals, persons, offices."""

from functools import cached_property, lru_cache

from meetingqa.facts.calendar import (
    Label,
    Moment,
    find_documents,
    find_moments,
    find_ordinals,
    find_periods,
)
from meetingqa.facts.people import Holding, Office, Person, find_holdings, find_offices, find_people
from meetingqa.facts.quantities import Quantity, find_quantities

__all__ = [
    "Facts",
    "Holding",
    "Label",
    "Moment",
    "Office",
    "Person",
    "Quantity",
    "read_facts",
]


class Facts:
    """Everything checkable in one NFC text, each with its offsets in that text.

    Each kind is read when it is first asked for: of a whole article mostly its dates are wanted.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def documents(self) -> list[Label]:
        """Documents by number."""
        return find_documents(self._text)

    @cached_property
    def ordinals(self) -> list[Label]:
        """Which session, term or meeting it was."""
        return find_ordinals(self._text)

    @cached_property
    def periods(self) -> list[Label]:
        """Quarters and spans of months or years."""
        return find_periods(self._text)

    @cached_property
    def moments(self) -> list[Moment]:
        """Dates."""
        return find_moments(self._text, self._labelled())

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Figures. A stretch is read once: "36/NQ-HĐND" yields no figure 36."""
        dated = [(moment.start, moment.end) for moment in self.moments]
        return find_quantities(self._text, [*self._labelled(), *dated])

    @cached_property
    def people(self) -> list[Person]:
        """Persons by name."""
        return find_people(self._text)

    @cached_property
    def offices(self) -> list[Office]:
        """Offices, whoever holds them."""
        return find_offices(self._text, self.people)

    @cached_property
    def holdings(self) -> list[Holding]:
        """Persons with their offices."""
        return find_holdings(self._text, self.people, self.offices)

    def _labelled(self) -> list[tuple[int, int]]:
        labels = [*self.documents, *self.ordinals, *self.periods]
        return [(label.start, label.end) for label in labels]


@lru_cache(maxsize=2048)  # the same sentences are scored, quoted and proven many times over
def read_facts(text: str) -> Facts:
    """The facts of an NFC text, shared between callers: do not change the lists."""
    return Facts(text)
