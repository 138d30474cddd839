"""Figures said of something else than the quotes say them of: another place, another count, a capacity."""

import re
from collections.abc import Sequence

from meetingqa.facts import read_facts
from meetingqa.facts.binding import COMMON
from meetingqa.facts.compare import Mismatch
from meetingqa.facts.quantities import Quantity, same_quantity
from meetingqa.text import UPPER, key, syllables

MIN_TAIL = 2  # words after a figure that show what it counts
PROPER = re.compile(rf"(?<![\w/.-])[{UPPER}][\w’']*(?:[ -][{UPPER}][\w’']*)*")
_LEVEL = re.compile(r"^(?:huyện|xã|phường|thị xã|thị trấn|thành phố|tỉnh) ")
_CAPACITY = re.compile(r"(?<!\w)(?:công suất|sức chứa)(?!\w)", re.IGNORECASE)


def find_misowned(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Figures of a statement that belong to something else in its quotes. Both in canonical wording."""
    return [
        *_misowned(statement, quotes),
        *_counted_otherwise(statement, quotes),
        *_placed_otherwise(statement, quotes),
        *_able(statement, quotes),
    ]


def _misowned(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Figures said of one named place that the quotes give to another named there."""
    strays = []
    owners = [(_owner(quote, q), q) for quote in quotes for q in read_facts(quote).quantities]
    for figure in read_facts(statement).quantities:
        mine = _owner(statement, figure)
        theirs = {name for name, other in owners if name and same_quantity(figure, other)}
        if mine and theirs and mine not in theirs and mine in {name for name, _ in owners}:
            found = [q.text for name, q in owners if name == mine]
            strays.append(Mismatch("number", figure.text, "; ".join(found[:2])))
    return strays


def _owner(text: str, figure: Quantity) -> str:
    """The last proper name of two words before a figure in its clause; "" without one."""
    begin = max((text.rfind(mark, 0, figure.start) for mark in (";", ". ", "\n")), default=-1) + 1
    names = [m.group() for m in PROPER.finditer(text, begin, figure.start) if " " in m.group()]
    return _LEVEL.sub("", key(names[-1])) if names else ""


def _counted_otherwise(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Figures followed by the words that the quotes count with another figure of that unit.

    "Kiểm tra 11 xã, 5 xã vắng lãnh đạo" does not tell of "11 xã vắng lãnh đạo".
    """
    tails = [(q, _tail(quote, q)) for quote in quotes for q in read_facts(quote).quantities]
    figures = read_facts(statement).quantities
    strays = []
    for figure in figures:
        words = _tail(statement, figure)
        own = set().union(*(tail for q, tail in tails if same_quantity(figure, q)))
        for other, tail in tails:
            alike = other.unit == figure.unit and other.value != figure.value
            told = any(same_quantity(said, other) for said in figures)
            apart = not words & own if own else words <= tail
            if alike and not told and len(words & tail) >= MIN_TAIL and apart:
                strays.append(Mismatch("number", figure.text, other.text))
                break
    return strays


def _placed_otherwise(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Figures with a name after them that the quotes have after another figure of that unit.

    "Trồng 40 ha, gồm 25 ha ở Gò Sậy" does not tell of "40 ha ở Gò Sậy".
    """
    told = [(q, _names_after(quote, q)) for quote in quotes for q in read_facts(quote).quantities]
    figures = read_facts(statement).quantities
    strays = []
    for figure in figures:
        names = _names_after(statement, figure)
        own = set().union(*(after for q, after in told if same_quantity(figure, q)))
        for other, after in told:
            alike = other.unit == figure.unit and other.value != figure.value
            if alike and names & after - own and not any(same_quantity(f, other) for f in figures):
                strays.append(Mismatch("number", figure.text, other.text))
                break
    return strays


def _names_after(text: str, figure: Quantity) -> set[str]:
    """The names between a figure and the next figure or the end of its clause."""
    after = re.split(r"[,;()\d]", text[figure.end :], maxsplit=1)[0]
    return {key(m.group()) for m in PROPER.finditer(after) if " " in m.group()}


def _tail(text: str, figure: Quantity) -> set[str]:
    """The content words after a figure up to the next figure or the end of its clause."""
    after = re.split(r"[,;.()\d]", text[figure.end :], maxsplit=1)[0]
    return set(syllables(after)) - COMMON


def _able(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Figures of what a thing is built for that the statement says of what it does."""
    if _CAPACITY.search(statement):
        return []
    built = [
        (q, _CAPACITY.search(re.split(r"[,;\d]", quote[: q.start])[-1]))
        for quote in quotes
        for q in read_facts(quote).quantities
    ]
    return [
        Mismatch("missing", figure.text, "công suất")
        for figure in read_facts(statement).quantities
        if (fitting := [able for q, able in built if same_quantity(figure, q)]) and all(fitting)
    ]
