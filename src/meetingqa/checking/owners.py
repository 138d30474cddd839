"""Figures said of something else than the quotes say them of: another place, a capacity."""

import re
from collections.abc import Sequence

from meetingqa.facts import read_facts
from meetingqa.facts.compare import Mismatch
from meetingqa.facts.quantities import Quantity, same_quantity
from meetingqa.text import UPPER, key

PROPER = re.compile(rf"(?<![\w/.-])[{UPPER}][\w’']*(?:[ -][{UPPER}][\w’']*)*")
_LEVEL = re.compile(r"^(?:huyện|xã|phường|thị xã|thị trấn|thành phố|tỉnh) ")
_CAPACITY = re.compile(r"(?<!\w)(?:công suất|sức chứa)(?!\w)", re.IGNORECASE)


def find_misowned(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Figures of a statement that belong to something else in its quotes. Both in canonical wording."""
    return [*_misowned(statement, quotes), *_able(statement, quotes)]


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
