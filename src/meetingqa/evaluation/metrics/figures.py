"""Figures held against sources, both ways: what is said stands there, what stands there is said.

Two figures are one by equal value and an agreeing unit or adjacent word. Small numbers stand
somewhere in any long text, so a statement is held against its own quotes, not the whole article.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from meetingqa.evaluation.metrics.values import states_quantity, states_value
from meetingqa.evaluation.records import GoldValue
from meetingqa.facts import Quantity, read_facts


def figures_of(text: str) -> list[Quantity]:
    """The figures of a text: numbers with units, without dates, ordinals and document numbers."""
    return list(read_facts(unicodedata.normalize("NFC", text)).quantities)


def unsupported_figures(text: str, sources: Iterable[str]) -> list[str]:
    """Figures of `text`, as written, that no source states."""
    composed = [unicodedata.normalize("NFC", source) for source in sources]
    return [
        figure.text
        for figure in figures_of(text)
        if not any(states_quantity(source, figure) for source in composed)
    ]


def figure_recall(text: str, wanted: Sequence[GoldValue]) -> float | None:
    """Share of the wanted numbers that a text states in their unit; None where none is wanted.

    Labelled values, not wordings: "7.480" alone would ask for a figure without a unit.
    """
    numbers = [value for value in wanted if value.type == "number"]
    if not numbers:
        return None
    return sum(states_value(text, value) for value in numbers) / len(numbers)
