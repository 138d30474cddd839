"""Claims turned round in words of the statement's own: a fall for a rise, under for over, none for some."""

import re
from collections.abc import Sequence

from meetingqa.facts import read_facts
from meetingqa.facts.compare import Mismatch
from meetingqa.facts.direction import find_directions
from meetingqa.facts.quantities import same_quantity

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
