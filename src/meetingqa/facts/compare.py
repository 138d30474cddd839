"""Holds a statement against quoted words: every figure, date, document, name, office and direction.

Deterministic. `find_mismatches` is the one place that decides whether words prove a statement.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from meetingqa.facts import Facts, read_facts
from meetingqa.facts.binding import misbound_figures
from meetingqa.facts.calendar import Moment, same_moment
from meetingqa.facts.direction import direction_of, find_denials, find_verdicts
from meetingqa.facts.people import name_key, same_office
from meetingqa.facts.quantities import find_spelled, same_quantity, whole_of
from meetingqa.facts.reversal import find_denied, find_reversals
from meetingqa.text import key, syllables

Kind = Literal[
    "number", "unit", "date", "document", "name", "office", "direction", "negation", "missing"
]
_WITH_DIGIT = re.compile(r"(?=[^\W\d]*\d)\w+(?:[.,/-]\w+)*|\w+(?:[.,/-]\w+)*[.,/-]\w*\d\w*")
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

    `days` are the article's own dates (held, published): they may supply the year that "27/6"
    lacks. `question` helps to bind a figure to its indicator and year.
    """
    said = read_facts(statement)
    found = [read_facts(quote) for quote in quotes]
    return [
        *_figures(statement, said, quotes, found, question),
        *_spelled(statement, said, quotes, found),
        *_tokens(statement, said, quotes),
        *_dates(said, found, days),
        *_labels(said, found, days),
        *_names(said, quotes, found),
        *_offices(said, found),
        *_denials(statement, quotes),
        *(Mismatch("direction", *turned) for turned in find_reversals(statement, quotes)),
        *(Mismatch("negation", *turned) for turned in find_denied(statement, quotes)),
    ]


def _figures(
    statement: str, said: Facts, quotes: Sequence[str], found: Sequence[Facts], question: str
) -> list[Mismatch]:
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
    return mismatches or _misbound(statement, said, quotes, found, question)


def _misbound(
    statement: str, said: Facts, quotes: Sequence[str], found: Sequence[Facts], question: str
) -> list[Mismatch]:
    """Figures that every quote which holds them gives to something else."""
    wrong = [dict(misbound_figures(question, statement, quote)) for quote in quotes]
    mismatches = []
    for figure in said.quantities:
        own = [
            pairs.get(figure)
            for pairs, facts in zip(wrong, found, strict=True)
            if any(same_quantity(figure, other) for other in facts.quantities)
        ]
        if own and all(own):
            mismatches.append(Mismatch("number", figure.text, own[0].text if own[0] else ""))
    return mismatches


def _spelled(
    statement: str, said: Facts, quotes: Sequence[str], found: Sequence[Facts]
) -> list[Mismatch]:
    """Numbers written as words where the quotes count the same thing otherwise ("ba nghị quyết")."""
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
    """Whatever else holds a digit ("20h30", "Covid-19", a date that is none) stands there as it is."""
    read = [(fact.start, fact.end) for kind in (*said[:5],) for fact in kind]
    found = {word for quote in quotes for word in syllables(quote)}
    return [
        Mismatch("number", match.group(), "")
        for match in _WITH_DIGIT.finditer(key(statement))
        if not any(start < match.end() and match.start() < end for start, end in read)
        and match.group() not in found
    ]


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


def _labels(said: Facts, found: Sequence[Facts], days: Sequence[date]) -> list[Mismatch]:
    mismatches = []
    papers = [label for facts in found for label in facts.documents]
    values = {label.value for label in papers}
    numbers = {value.split("/")[0].split()[-1] for value in values}
    for label in said.documents:
        bare = label.value.split()[-1] if "/" not in label.value else ""
        years = {_year_in(paper.text) for paper in papers if paper.value == label.value}
        year = _year_in(label.text)
        if (label.value not in values and bare not in numbers) or (
            year and years and not {year, ""} & years
        ):
            near = "; ".join(dict.fromkeys(paper.text for paper in papers[:3]))
            mismatches.append(Mismatch("document", label.text, near))
    ordinals = {label.value for facts in found for label in facts.ordinals}
    for label in said.ordinals:
        if label.value not in ordinals:
            mismatches.append(Mismatch("document", label.text, "; ".join(sorted(ordinals)[:3])))
    periods = [label for facts in found for label in facts.periods]
    known = {moment.year for facts in found for moment in facts.moments}
    known |= {day.year for day in days}
    for label in said.periods:
        own = [other for other in periods if label.value in other.value]
        year = _year_in(label.text) if label.value.startswith("quy") else ""
        if not own or (
            year
            and not any(_year_in(other.text) == year for other in own)
            and (all(_year_in(other.text) for other in own) or int(year) not in known)
        ):
            near = "; ".join(other.text for other in periods[:3])
            mismatches.append(Mismatch("date", label.text, near))
    return mismatches


def _year_in(text: str) -> str:
    """The last year written in a label ("quý II/2024", "36/2024/NQ-HĐND"); "" without one."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    return years[-1] if years else ""


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


def _offices(said: Facts, found: Sequence[Facts]) -> list[Mismatch]:
    """Offices that stand in the quotes only one rank or one body away ("Phó Chủ tịch UBND")."""
    held = [office for facts in found for office in facts.offices]
    mismatches = []
    for office in said.offices:
        if any(_same_head(office.key, other.key) for other in held):
            continue
        near = [o.text for o in held if _same_head(_level(office.key), _level(o.key))]
        if near:
            mismatches.append(Mismatch("office", office.text, near[0]))
    return mismatches


def _same_head(said: str, found: str) -> bool:
    shorter, longer = sorted((said, found), key=len)
    return f"{longer} ".startswith(f"{shorter} ")


def _level(office: str) -> str:
    """An office without its rank, and with either council or committee as its body."""
    office = office.replace("hội đồng nhân dân", "ủy ban nhân dân")
    return re.sub(r"^(?:nguyên |quyền )?(?:phó )?", "", office)


def _denials(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    said, found = find_denials(statement), set().union(*(find_denials(quote) for quote in quotes))
    joined = {word for quote in quotes for word in syllables(quote)}
    mismatches = [
        Mismatch("negation", f"không {word}", "") for word in said - found if word in joined
    ]
    verdicts = [find_verdicts(quote) for quote in quotes]
    for word, values in find_verdicts(statement).items():
        stand = set[bool]().union(*(verdict.get(word, set()) for verdict in verdicts))
        if stand and not values <= stand:
            wrong = word if True not in stand else f"không {word}"
            mismatches.append(Mismatch("negation", wrong, ""))
    return mismatches


def content_share(statement: str, quotes: Sequence[str]) -> float:
    """Share (0 to 1) of the statement's distinct syllables that the quotes hold."""
    said = set(syllables(statement))
    found = {word for quote in quotes for word in syllables(quote)}
    return len(said & found) / len(said) if said else 0.0
