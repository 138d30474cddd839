"""Holds the figures of a statement against those of the quotes."""

import re
from collections.abc import Sequence

from meetingqa.facts import Facts
from meetingqa.facts.binding import misbound_figures
from meetingqa.facts.direction import direction_of
from meetingqa.facts.mismatches import Mismatch
from meetingqa.facts.quantities import find_spelled, same_quantity, whole_of
from meetingqa.text import syllables, unify_tone_marks

_TOKEN = re.compile(r"\w+(?:[.,/-]\w+)*")


def compare_figures(
    statement: str, said: Facts, quotes: Sequence[str], found: Sequence[Facts], question: str
) -> list[Mismatch]:
    """Figures, numbers in words and other digits that do not stand in the quotes, or stand for
    something else there."""
    mismatches = []
    spelled = [number for quote in quotes for number in find_spelled(quote)]
    stand = [
        (quote, other)
        for quote, facts in zip(quotes, found, strict=True)
        for figure in facts.quantities
        for other in (figure, whole_of(figure))
        if other
    ]
    for quantity in said.quantities:
        equal = [(quote, other) for quote, other in stand if other.value == quantity.value]
        matching = [(quote, other) for quote, other in equal if same_quantity(quantity, other)]
        if matching:
            sign = direction_of(statement, quantity.start)
            signs = {direction_of(quote, other.start) for quote, other in matching}
            if sign and -sign in signs and sign not in signs:
                mismatches.append(Mismatch("direction", quantity.text, matching[0][1].text))
        elif any(
            quantity.value == number and (not quantity.unit or quantity.unit.split()[0] in after)
            for number, after in spelled
        ):
            continue
        elif equal:
            mismatches.append(Mismatch("unit", quantity.text, equal[0][1].text))
        else:
            near = [other.text for _, other in stand if other.unit == quantity.unit]
            mismatches.append(Mismatch("number", quantity.text, "; ".join(near[:3])))
    mismatches = mismatches or _misbound(statement, quotes, question)
    return [
        *mismatches,
        *_spelled(statement, quotes, found),
        *_tokens(statement, said, quotes),
    ]


def _misbound(statement: str, quotes: Sequence[str], question: str) -> list[Mismatch]:
    """Figures that the quotes, read one after the other, give to something else."""
    return [
        Mismatch("number", wrong.text, right.text)
        for wrong, right in misbound_figures(question, statement, "\n".join(quotes))
    ]


def _spelled(statement: str, quotes: Sequence[str], found: Sequence[Facts]) -> list[Mismatch]:
    """Numbers in words where the quotes count the same thing otherwise ("ba nghị quyết")."""
    counts: dict[str, set[int]] = {}
    for quote, facts in zip(quotes, found, strict=True):
        for number, after in find_spelled(quote):
            counts.setdefault(after[0] if after else "", set()).add(number)
        for figure in facts.quantities:
            counts.setdefault(figure.unit.split(" ")[-1], set()).add(int(figure.value))
    return [
        Mismatch("number", f"{number} {after[0]}", "; ".join(map(str, sorted(counts[after[0]]))))
        for number, after in find_spelled(statement)
        if 2 <= number <= 10
        and number != 5
        and after
        and number not in counts.get(after[0], {number})
    ]


def _tokens(statement: str, said: Facts, quotes: Sequence[str]) -> list[Mismatch]:
    """Whatever else holds a digit ("20h30", "Covid-19", a date that is none) stands as it is."""
    kinds = (said.documents, said.ordinals, said.periods, said.moments, said.quantities)
    read = {place for kind in kinds for fact in kind for place in range(fact.start, fact.end)}
    found = {word for quote in quotes for word in syllables(quote)}
    return [
        Mismatch("number", match.group(), "")
        for match in _TOKEN.finditer(unify_tone_marks(statement).lower())
        if any(c.isdigit() and match.start() + i not in read for i, c in enumerate(match.group()))
        and match.group() not in found
    ]
