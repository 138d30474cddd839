"""Holds a statement against quoted words: every figure, date, document, name, office and direction.

Deterministic. `find_mismatches` is the one place that decides whether words prove a statement.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from meetingqa.facts import Facts, read_facts
from meetingqa.facts.binding import misbound_figures
from meetingqa.facts.calendar import Moment, same_moment
from meetingqa.facts.direction import direction_of, find_denials, find_verdicts
from meetingqa.facts.people import name_key, same_office
from meetingqa.facts.quantities import Quantity, find_number_words, same_quantity
from meetingqa.text import key, syllables

Kind = Literal[
    "number", "unit", "date", "document", "name", "office", "direction", "negation", "missing"
]
CONTEXT_KINDS = frozenset({"date", "document", "name"})  # what another sentence may supply


class Mismatch(NamedTuple):
    """One thing a statement says that the quotes do not: what was said, what stands there instead."""

    kind: Kind
    said: str
    found: str


def find_mismatches(
    statement: str, quotes: Sequence[str], *, days: Sequence[date] = (), question: str = ""
) -> list[Mismatch]:
    """What `statement` says that `quotes` do not prove; empty when all of it stands there.

    `days` are the article's own dates (held, published): they may supply the year that "27/6" lacks.
    `question` helps to bind a figure to its indicator and year.
    """
    said = read_facts(statement)
    found = [read_facts(quote) for quote in quotes]
    return [
        *_figures(statement, said, quotes, found, question),
        *_dates(said, found, days),
        *_labels(said, found),
        *_names(said, quotes, found),
        *_denials(statement, quotes),
    ]


def _figures(
    statement: str, said: Facts, quotes: Sequence[str], found: Sequence[Facts], question: str
) -> list[Mismatch]:
    mismatches = []
    words = {number for quote in quotes for number in find_number_words(quote)}
    for quantity in said.quantities:
        equal = [
            (quote, other)
            for quote, facts in zip(quotes, found, strict=True)
            for other in facts.quantities
            if other.value == quantity.value
        ]
        matching = [(quote, other) for quote, other in equal if same_quantity(quantity, other)]
        if matching:
            sign = direction_of(statement, quantity.start)
            signs = {direction_of(quote, other.start) for quote, other in matching}
            if sign and -sign in signs and sign not in signs:
                mismatches.append(Mismatch("direction", quantity.text, matching[0][1].text))
        elif equal:
            mismatches.append(Mismatch("unit", quantity.text, equal[0][1].text))
        elif not (quantity.value in words and _small(quantity)):
            near = [q.text for facts in found for q in facts.quantities if q.unit == quantity.unit]
            mismatches.append(Mismatch("number", quantity.text, "; ".join(near[:3])))
    if not mismatches:
        for quote in quotes:
            mismatches += [
                Mismatch("number", wrong.text, right.text)
                for wrong, right in misbound_figures(f"{question} {statement}", statement, quote)
            ]
    return mismatches


def _small(quantity: Quantity) -> bool:
    return quantity.unit not in ("%", "đồng") and 0 < quantity.value <= 10


def _dates(said: Facts, found: Sequence[Facts], days: Sequence[date]) -> list[Mismatch]:
    moments = [moment for facts in found for moment in facts.moments]
    years = {moment.year for moment in moments if moment.year}
    for facts in found:
        for label in facts.periods:
            years |= {
                int(part) for part in label.value.split("-") if part.isdigit() and len(part) == 4
            }
    known = years | {day.year for day in days}
    mismatches = []
    for moment in said.moments:
        if moment.day is None and moment.month is None:
            proven = moment.year in known
        else:
            proven = any(_same_day(moment, other, days) for other in moments)
        if not proven:
            near = "; ".join(other.text for other in moments[:3])
            mismatches.append(Mismatch("date", moment.text, near))
    return mismatches


def _same_day(said: Moment, found: Moment, days: Sequence[date]) -> bool:
    if not same_moment(said, found):
        return False
    if said.year is None or found.year is not None:
        return True
    return any(day.year == said.year and day.month == found.month for day in days)


def _labels(said: Facts, found: Sequence[Facts]) -> list[Mismatch]:
    mismatches = []
    documents = {label.value for facts in found for label in facts.documents}
    numbers = {value.split("/")[0].split()[-1] for value in documents}
    for label in said.documents:
        bare = label.value.split()[-1] if "/" not in label.value else ""
        if label.value not in documents and bare not in numbers:
            mismatches.append(Mismatch("document", label.text, "; ".join(sorted(documents)[:3])))
    ordinals = {label.value for facts in found for label in facts.ordinals}
    spans = {label.value for facts in found for label in facts.periods}
    for label in said.ordinals:
        if label.value not in ordinals:
            mismatches.append(Mismatch("document", label.text, "; ".join(sorted(ordinals)[:3])))
    for label in said.periods:
        if label.value not in spans and not any(label.value in span for span in spans):
            mismatches.append(Mismatch("date", label.text, "; ".join(sorted(spans)[:3])))
    return mismatches


def _names(said: Facts, quotes: Sequence[str], found: Sequence[Facts]) -> list[Mismatch]:
    joined = " \n ".join(key(quote) for quote in quotes)
    mismatches = [
        Mismatch(
            "name", person.name, "; ".join(p.name for facts in found for p in facts.people[:3])
        )
        for person in said.people
        if name_key(person.name) not in joined
    ]
    held: dict[str, set[str]] = {}
    for facts in found:
        for holding in facts.holdings:
            held.setdefault(name_key(holding.person.name), set()).update(
                o.key for o in holding.offices
            )
    missing = {mismatch.said for mismatch in mismatches}
    for holding in said.holdings:
        if holding.person.name in missing:
            continue
        own = held.get(name_key(holding.person.name), set())
        for office in holding.offices:
            if not any(same_office(office.key, other) for other in own):
                mismatches.append(Mismatch("office", office.text, "; ".join(sorted(own)[:3])))
    return mismatches


def _denials(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    said, found = find_denials(statement), set().union(*(find_denials(quote) for quote in quotes))
    joined = {word for quote in quotes for word in syllables(quote)}
    mismatches = [
        Mismatch("negation", f"không {word}", "") for word in said - found if word in joined
    ]
    affirmed, verdicts = find_verdicts(statement), [find_verdicts(quote) for quote in quotes]
    for word, yes in affirmed.items():
        values = {verdict[word] for verdict in verdicts if word in verdict}
        if values and yes not in values:
            mismatches.append(Mismatch("negation", word if yes else f"không {word}", ""))
    return mismatches


def content_share(statement: str, quotes: Sequence[str]) -> float:
    """Share (0 to 1) of the statement's distinct syllables that the quotes hold."""
    said = set(syllables(statement))
    found = {word for quote in quotes for word in syllables(quote)}
    return len(said & found) / len(said) if said else 0.0
