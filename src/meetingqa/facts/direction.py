"""Direction and negation: whether something rose or fell, passed or failed, was done or not."""

import re
from typing import NamedTuple

from meetingqa.text import key

_PAIRS = {
    "tăng": 1, "vượt": 1, "cao hơn": 1, "nhiều hơn": 1, "lớn hơn": 1, "hơn": 1, "trên": 1,
    "giảm": -1, "thấp hơn": -1, "ít hơn": -1, "hụt": -1, "dưới": -1, "nhỏ hơn": -1, "kém": -1,
}  # fmt: skip
_CHANGE = re.compile(
    r"(?<!\w)(tăng|giảm|vượt|hụt|cao hơn|thấp hơn|nhiều hơn|ít hơn)(?!\w)", re.IGNORECASE
)
_BREAK = re.compile(r"[;.]\s|;|\n")
_NEGATION = re.compile(
    r"(?<!\w)(?:không|chưa|chẳng)\s+(?:(?:được|thể|kịp|hề|còn|bao giờ)\s+)*"
    r"(?P<verb>[^\W\d_]+(?:\s+[^\W\d_]+)?)",
    re.IGNORECASE,
)
# "không chỉ", "không ngừng", "không gian" deny nothing.
_NOT_DENIAL_TEXT = """
chỉ ngừng gian khí những khói dây chuyên bao tặc có quân lưu
"""
_NOT_DENIAL = frozenset(_NOT_DENIAL_TEXT.split())
_VERDICTS = (
    "thông qua",
    "đồng ý",
    "nhất trí",
    "tán thành",
    "phê duyệt",
    "chấp thuận",
    "hoàn thành",
    "đạt",
)


class Direction(NamedTuple):
    """A change word ("tăng" is +1, "giảm" is -1) and where it stands."""

    sign: int
    start: int
    end: int


def find_directions(text: str) -> list[Direction]:
    """The change words of a text, in order."""
    return [
        Direction(_PAIRS[key(match[1])], match.start(), match.end())
        for match in _CHANGE.finditer(text)
    ]


def direction_of(text: str, start: int) -> int:
    """The sign of the change word that governs the figure at `start`: the last shortly before it.

    0 when none stands in the same part of the sentence within 40 characters.
    """
    window = text[max(0, start - 40) : start]
    cut = list(_BREAK.finditer(window))
    if cut:
        window = window[cut[-1].end() :]
    found = find_directions(window)
    if not found or re.search(r"\d", window[found[-1].end :]):
        return 0  # another figure stands between the word and this one
    return found[-1].sign


def find_denials(text: str) -> set[str]:
    """What a text denies: the syllable after "không" or "chưa" ("không thông qua": "thông")."""
    return {
        key(match["verb"]).split()[0]
        for match in _NEGATION.finditer(text)
        if key(match["verb"]).split()[0] not in _NOT_DENIAL
    }


def find_verdicts(text: str) -> dict[str, set[bool]]:
    """Verdict words, each with whether it is affirmed, denied or both ("chưa đạt": {False})."""
    lowered = key(text)
    verdicts: dict[str, set[bool]] = {}
    for word in _VERDICTS:
        for match in re.finditer(rf"(?<!\w){word}(?!\w)", lowered):
            before = lowered[: match.start()].split()[-2:]
            denied = any(syllable in ("không", "chưa", "chẳng") for syllable in before)
            verdicts.setdefault(word, set()).add(not denied)
    return verdicts
