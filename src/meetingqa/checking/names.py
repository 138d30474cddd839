"""The proper names of a statement, and whether they stand in the texts that are to prove it."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from meetingqa.language.abbreviations import expand
from meetingqa.language.text import UPPER, fold, syllables

PROPER = re.compile(rf"(?<![\w/.-])[{UPPER}][\w’']*(?:[ -][{UPPER}][\w’']*)*")
_COUNTRY = ["việt", "nam"]  # where the articles are of
_ABBREVIATED = re.compile(r"[bcdđghklmnpqrstvx]{2,}")


def names_held(statement: str, texts: Iterable[str], besides: Iterable[str] = ()) -> bool:
    """Whether every proper name of a statement but those `besides` stands in one of the texts."""
    joined = " | ".join(texts)
    held = f" {' '.join(_single(joined))} "
    alone = {m.group() for m in PROPER.finditer(joined)}
    rest = without(statement, besides)
    for match in PROPER.finditer(rest):
        words = _single(match.group())
        opens = match.start() == 0 or rest[: match.start()].rstrip()[-1:] in '.!?;:“"'
        if words == _COUNTRY or len(words) == 1 and (opens or match.group().islower()):
            continue
        # A sentence's first word may be capital only for that: "Huyện Lắk", but not "Hà Nội".
        bare = opens and (len(words) > 2 or match.group().split(" ")[-1] in alone)
        phrases = [words, words[1:]] if bare else [words]
        if any(_held_in_parts(phrase, held) for phrase in phrases if phrase):
            continue
        pairs = [list(pair) for pair in pairwise(words)][opens:]
        if not pairs or not all(f" {' '.join(pair)} " in held for pair in pairs):
            return False
    return True


def _held_in_parts(words: Sequence[str], held: str) -> bool:
    """Whether a run of capitals stands there, whole or as names side by side ("An Thuận Chu Văn Đĩnh")."""
    if f" {' '.join(words)} " in held:
        return True
    return any(
        f" {' '.join(words[:i])} " in held and _held_in_parts(words[i:], held)
        for i in range(1 if _ABBREVIATED.fullmatch(words[0]) else 2, len(words) - 1)
    )


def same_place(statement: str, provinces: Sequence[str], own: str | None, texts: str) -> bool:
    """Whether a statement names no province but the article's own and those in `texts`."""
    said = fold(statement)
    named = [name for name in provinces if name in statement or fold(name) == said]
    return all(name == own or name in texts for name in named)


def without(text: str, parts: Iterable[str]) -> str:
    """A text with each of these parts blanked out, longest first."""
    for part in sorted(set(parts), key=len, reverse=True):
        text = text.replace(part, " , ")
    return text


def _single(text: str) -> list[str]:
    """Syllables without the joins that only numbers and labels have ("II/2024", "Covid-19")."""
    return [part for word in syllables(expand(text)) for part in re.split("[/.,-]", word)]
