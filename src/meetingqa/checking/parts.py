"""The parts of a statement that each say something of their own."""

import re

from meetingqa.facts import read_facts
from meetingqa.facts.binding import COMMON
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import syllables

MIN_PART = 5  # content words that let a part of a statement be proven by itself
_PART = re.compile(
    r"(?:;|\.)\s+|,\s+(?:và\s+)?(?:còn|trong khi(?: đó)?|đồng thời|riêng)\s+|,\s+|\s+và\s+"
)
_ALONE = re.compile(r"(?:;|\.)\s+")


def split_parts(statement: str, *, alone: bool = False) -> list[str]:
    """The parts of a statement that each say something of their own, else the statement.

    With `alone` only those that could be sentences of their own.
    """
    bounds = [0]
    for match in (_ALONE if alone else _PART).finditer(statement):
        if (
            count_content(statement[bounds[-1] : match.start()]) >= MIN_PART
            and count_content(statement[match.end() :]) >= MIN_PART
        ):
            bounds.append(match.end())
    ends = [*bounds[1:], len(statement)]
    return [statement[a:b].strip(" ,;") for a, b in zip(bounds, ends, strict=True)]


def tells(part: str) -> bool:
    """Whether a part says something that is its own: a list of names is not to be taken apart."""
    facts = read_facts(part)
    return bool(facts.quantities or facts.documents or facts.moments)


def count_content(text: str) -> int:
    """How many different words of content a text has, figures left out."""
    return len({w for w in syllables(expand(text)) if not w[0].isdigit()} - COMMON)
