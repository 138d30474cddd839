"""Direction and negation: whether something rose or fell, passed or failed, was done or not."""

import re
from typing import NamedTuple

from meetingqa.language.text import UPPER, key

_CHANGES = {
    "tăng": 1, "vượt": 1, "cao hơn": 1, "nhiều hơn": 1,
    "giảm": -1, "hụt": -1, "thấp hơn": -1, "ít hơn": -1,
}  # fmt: skip
_CHANGE = re.compile(rf"(?<!\w)({'|'.join(_CHANGES)})(?!\w)", re.IGNORECASE)
_NAMED = re.compile(rf"Tăng [{UPPER}]")  # "thị trấn Tăng Bạt Hổ"
# What a figure came to, as against by how much it changed.
_LEVEL = re.compile(
    r"(?<!\w)(?:còn|xuống|lên|chiếm|hoàn thành|duy trì|ổn định|giữ|(?P<told>đạt|bằng|là|mức|từ|được))(?!\w)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\s*(?:so với\s+)?(?:kế hoạch|dự toán|chỉ tiêu|tổng số|tổng vốn)(?!\w)", re.IGNORECASE
)
_GROWTH = re.compile(
    r"(?<!\w)(?:tăng trưởng|tốc độ|(?:mức|tỷ lệ|độ|đà|chỉ số) (?:tăng|giảm))(?!\w)"
)
_YEAR = re.compile(r"năm (?:19|20)\d\d(?!\d)")
_BREAK = re.compile(r"[;.]\s|;|\n")
_SIGNS = {1: "rise", -1: "fall"}
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
        Direction(_CHANGES[key(match[1])], match.start(), match.end())
        for match in _CHANGE.finditer(text)
        if not _NAMED.match(text, match.start())
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


def reading_of(text: str, start: int, end: int) -> str:
    """How the figure `text[start:end]` is told: "rise", "fall", "level", or "" where words leave it open.

    "đạt 52,3%", "giảm còn 2,1%" and "52,3% kế hoạch" are levels; "tăng trưởng đạt 8,2%" is open.
    """
    before = _YEAR.sub("năm", text[max(0, start - 90) : start])
    window = re.split(r"[;.]\s|;|\n|\d", before)[-1]
    changes = find_directions(window)
    levels = list(_LEVEL.finditer(window))
    last = levels[-1] if levels else None
    if changes and (last is None or changes[-1].start > last.start()):
        between = window[changes[-1].end :]
        return "" if "," in between or len(between) > 40 else _SIGNS[changes[-1].sign]
    if last is None:
        return "level" if _SHARE.match(text, end) else ""
    if _GROWTH.search(key(window)):
        return ""
    if changes and last["told"] and "," not in window[changes[-1].end : last.start()]:
        return ""
    return "level"


_IF = re.compile(r"(?<!\w)nếu\s+(?:vẫn\s+)?$", re.IGNORECASE)


def find_denials(text: str) -> set[str]:
    """What a text denies: the syllable after "không" or "chưa" ("không thông qua": "thông"). A
    condition ("nếu không …") denies nothing."""
    return {
        key(match["verb"]).split()[0]
        for match in _NEGATION.finditer(text)
        if key(match["verb"]).split()[0] not in _NOT_DENIAL
        and not _IF.search(text, 0, match.start())
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
