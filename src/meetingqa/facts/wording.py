"""How much of a statement's wording is its quotes'."""

from collections.abc import Sequence

from meetingqa.facts.quantities import SCALES
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import syllables


def content_share(statement: str, quotes: Sequence[str]) -> float:
    """Share (0 to 1) of the statement's distinct syllables that the quotes hold."""
    said, found = _content(statement), _content(*quotes)
    foreign = foreign_words(statement, quotes)
    return len(said & found) / len((said & found) | foreign) if said & found or foreign else 0.0


def foreign_words(statement: str, quotes: Sequence[str]) -> set[str]:
    """The statement's syllables that the quotes do not hold, without figures: those are proven by
    themselves, however they are written."""
    foreign = _content(statement) - _content(*quotes)
    return {word for word in foreign if word not in SCALES and not word[:1].isdigit()}


def _content(*texts: str) -> set[str]:
    return {word for text in texts for word in syllables(expand(text))}
