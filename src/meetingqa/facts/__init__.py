"""The facts of a text that can be proven: figures, dates, documents, ordinals, persons, offices."""

from functools import lru_cache
from typing import NamedTuple

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


class Facts(NamedTuple):
    """Everything checkable in one text, each with its offsets in that text."""

    documents: list[Label]
    ordinals: list[Label]
    periods: list[Label]
    moments: list[Moment]
    quantities: list[Quantity]
    people: list[Person]
    offices: list[Office]
    holdings: list[Holding]


@lru_cache(maxsize=2048)  # the same sentences are scored, quoted and proven many times over
def read_facts(text: str) -> Facts:
    """The facts of an NFC text. A stretch is read once: "36/NQ-HĐND" yields no figure 36.

    What it returns is shared between callers: do not change the lists.
    """
    documents = find_documents(text)
    ordinals = find_ordinals(text)
    periods = find_periods(text)
    taken = [(label.start, label.end) for label in [*documents, *ordinals, *periods]]
    moments = find_moments(text, taken)
    taken += [(moment.start, moment.end) for moment in moments]
    people = find_people(text)
    offices = find_offices(text, people)
    return Facts(
        documents,
        ordinals,
        periods,
        moments,
        find_quantities(text, taken),
        people,
        offices,
        find_holdings(text, people, offices),
    )
