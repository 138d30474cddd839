"""Claims turned round in words of the statement's own: a fall for a rise, under for over, none for some."""

import re
from collections.abc import Sequence
from itertools import pairwise

from meetingqa.checking.unsaid import LIGHT
from meetingqa.facts import read_facts
from meetingqa.facts.binding import COMMON
from meetingqa.facts.compare import Mismatch
from meetingqa.facts.direction import find_directions
from meetingqa.facts.quantities import same_quantity
from meetingqa.text import syllables

_OVER = frozenset({"hơn", "trên", "lên"})
_UNDER = frozenset({"gần", "ngót", "dưới", "xuống"})
# What tells of a rise or a fall beside the change words themselves.
_ALSO = {
    1: re.compile(
        r"(?<!\w)(?:lên|nâng|thêm|cải thiện|hơn|trội|dôi|mở rộng|đội|gấp)(?!\w)", re.IGNORECASE
    ),
    -1: re.compile(
        r"(?<!\w)(?:xuống|còn|hạ|bớt|dưới|kém|thiếu|âm|cắt|mất|thu hẹp|chưa|không)(?!\w)",
        re.IGNORECASE,
    ),
}
_TURNS = frozenset("bị được do bởi của".split())  # after which who does it may stand last
_NONE = re.compile(r"(?<!\w)(?:không|chưa) có(?! thể)(?!\w)", re.IGNORECASE)
_DENIAL = re.compile(r"(?<!\w)(?:không|chưa|chẳng|thiếu|hết|vắng|trắng)(?!\w)", re.IGNORECASE)


def find_turned(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Directions and denials of a statement of which its quotes have none at all."""
    told = {d.sign for quote in quotes for d in find_directions(quote)}
    strays = [
        Mismatch("missing", statement[d.start : d.end], "")
        for d in find_directions(statement)
        if d.sign not in told and not any(map(_ALSO[d.sign].search, quotes))
    ]
    held = [other for quote in quotes for other in read_facts(quote).quantities]
    for figure in read_facts(statement).quantities:
        before = {q.previous for q in held if same_quantity(figure, q)}
        turned = _UNDER if figure.previous in _OVER else _OVER
        if not before or figure.previous not in _OVER | _UNDER or figure.previous in before:
            continue
        if figure.previous == "dưới" or before <= turned:
            said = f"{figure.previous} {figure.text}"
            strays.append(Mismatch("direction", said, f"{min(before)} {figure.text}".strip()))
    none = _NONE.search(statement)
    if none and not any(map(_DENIAL.search, quotes)):
        strays.append(Mismatch("missing", none.group(), ""))
    return strays


def find_inverted(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Who does and to whom it is done, of a statement that exchanges them. In canonical wording."""
    return [*_inverted(statement, quotes), *_headed_otherwise(statement, quotes)]


def _inverted(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Who does and to whom it is done, turned round: all before the verb stands behind it."""
    strays = []
    for words in map(_untitled, quotes):
        places = _places(words)
        for said in map(_untitled, re.split(r"[,;]\s", statement)):
            for i, size in ((i, size) for i in range(1, len(said)) for size in (1, 2)):
                verb = said[i : i + size]
                at = [j for j in places.get(verb[0], ()) if words[j : j + size] == verb]
                if len(at) != 1 or not all(map(_means, verb)):
                    continue
                for before, after in [(2, 2)] if size == 1 else [(2, 1), (1, 2)]:
                    left, right = said[max(0, i - before) : i], said[i + size :][:after]
                    if len(left) < before or len(right) < after:
                        continue
                    if all(w in places and _means(w) for w in [*left, *right]) and (
                        min(places[w][0] for w in left) > at[0] > max(places[w][-1] for w in right)
                    ):
                        strays.append(Mismatch("missing", " ".join(verb), ""))
    return strays


def _headed_otherwise(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Who a statement opens with, where the quote has them only behind all that is said of them."""
    said = _untitled(re.split(r"[,;]\s", statement)[0])
    if _TURNS & set(said):
        return []
    strays = []
    for words in map(_untitled, quotes):
        places = _places(words)
        for i, head in enumerate(pairwise(said[:4])):
            at = [j for j in range(len(words) - 1) if (words[j], words[j + 1]) == head]
            if not at or not all(map(_means, head)):
                continue
            rest = [w for w in said[i + 2 :] if w in places and _means(w)][:4]
            turned = any(_TURNS & {*words[max(0, j - 3) : j]} for j in at)
            if len(rest) > 2 and not turned and at[0] > max(places[w][-1] for w in rest):
                strays.append(Mismatch("missing", " ".join(head), ""))
            break
    return strays


def _untitled(text: str) -> list[str]:
    """The syllables of a text in canonical wording without titles before names."""
    return syllables(text.replace("đồng chí ", ""))


def _places(words: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        found.setdefault(word, []).append(i)
    return found


def _means(word: str) -> bool:
    return word not in COMMON and word not in LIGHT and not word[0].isdigit()
