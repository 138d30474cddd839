"""What a list says of one item, told by a statement of another item, or of one alone of what it says of all."""

import re
from collections.abc import Callable, Sequence

from meetingqa.checking.names import without
from meetingqa.facts import read_facts
from meetingqa.facts.compare import Mismatch
from meetingqa.facts.mismatches import Kind
from meetingqa.language.text import UPPER, key, syllables

_TITLED = re.compile(rf"đồng chí ((?:[{UPPER}][\w’']* ){{2,3}}[{UPPER}][\w’']*)")
_AGENCY = re.compile(
    rf"(?<!\w)(?:Sở|Cục|Chi cục|Ban|Chánh)\s+[{UPPER}][\w&]*(?:\s+[{UPPER}&][\w&]*)*|Sở [^\W\d_]+ [^\W\d_]+"
)

_NAME = rf"[{UPPER}][\w’']*(?: [{UPPER}][\w’']*)*"
_JOINED = re.compile(rf"{_NAME}(?:(?:, | và |, và ){_NAME})+")
_BRACKET = re.compile(r"(\w+) \(([^()]+)\)")


def find_unlisted(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Figures of several names told of some of them, and brackets behind other words than theirs."""
    said, strays = key(statement), []
    for quote in quotes if read_facts(statement).quantities else []:
        facts = read_facts(quote)
        held = [(p.start, p.end) for p in facts.people] + [(o.start, o.end) for o in facts.offices]
        for run in _JOINED.finditer(quote):
            if any(start < run.end() and run.start() < end for start, end in held):
                continue
            names = [key(name) for name in re.split(", và | và |, ", run.group())]
            told = [n for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", said)]
            if told and len(told) < len(names):
                left = next(name for name in names if name not in told)
                strays.append(Mismatch("missing", told[0], left))
    before: dict[str, set[str]] = {}
    for match in (m for quote in quotes for m in _BRACKET.finditer(key(quote))):
        before.setdefault(match[2], set()).add(match[1])
    return strays + [
        Mismatch("missing", match.group(), "")
        for match in _BRACKET.finditer(said)
        if match[1] not in before.get(match[2], {match[1]})
    ]


def find_other_item(statement: str, quote: str) -> list[Mismatch]:
    """The day, department or person of one item of a list that the statement gives to another item."""
    items = [item for item in re.split(r"[;:]\s|\(\d\)", quote) if item.strip()]
    strays = []
    readers: dict[Kind, Callable[[str], dict[str, str]]]
    readers = {"date": _days, "missing": _agencies, "name": _persons}
    for kind, read in readers.items():
        mine = {k: text for k, text in read(statement).items() if kind != "name" or k in key(quote)}
        if len(items) < 2 or not mine or (kind == "date" and len(mine) > 1):
            continue
        words = set(syllables(without(statement, mine.values())))
        nearest = max(items, key=lambda item: len(words & set(syllables(item))))
        theirs = read(nearest)
        if theirs and not any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs):
            strays.append(Mismatch(kind, min(mine.values()), min(theirs.values())))
    return strays


def _days(text: str) -> dict[str, str]:
    return {f"{m.day:02}.{m.month or 0:02}": m.text for m in read_facts(text).moments if m.day}


def _agencies(text: str) -> dict[str, str]:
    return {key(match.group()): match.group() for match in _AGENCY.finditer(text)}


def _persons(text: str) -> dict[str, str]:
    """The persons of a text, foreign names with a title before them included."""
    names = [person.name for person in read_facts(text).people]
    names += [match[1] for match in _TITLED.finditer(text)]
    return {key(name): name for name in names}
