"""The figures of one sentence as an editor's table wants them: value, unit, what, period.

Values and units are the sentence's own words. What a figure measures is the noun phrase of its
clause; a figure that only compares (", tăng 8,2%") measures what the figure before it does.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from meetingqa.facts import Quantity, read_facts
from meetingqa.summarizing.indicators import Named, name_indicator
from meetingqa.summarizing.periods import find_period
from meetingqa.summarizing.units import read_written_unit
from meetingqa.text import key

_RANGE = re.compile(r"\s*(?:[-–]|đến)\s*")
_DIGITS = re.compile(r"-?\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?(?<=\d)")
# Ages, stars and spans of time qualify what is counted; they are no figures of their own.
_QUALIFIERS = frozenset("tuổi sao năm tháng ngày tuần quý".split())
_NUMBERING = re.compile(r"(?:(?<!\w)số|covid\s*[-–]?|[A-ZĐ]{2,}-)\s*$", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}\s*(?:giờ|h)\s*$")
# An indicator that is counted without a unit ("số đại biểu chính thức 350").
_BARE = re.compile(
    r"(?:^|[\s(])(?:tổng )?(?:số|hệ số|mức|điểm|chỉ số)\s[^,;:()\d]{0,40}$", re.IGNORECASE
)
_CHANGED = re.compile(r"\s*(?:xuống|lên|còn)(?:\s+còn)?\s*")
_OF_WHOLE = re.compile(r"\s*trong (?:tổng )?(?:số )?\d[\d.]*")
_MEASURED = re.compile(
    r"[%/]|điểm|(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng|ha|km|m[23²³]?|kg|tấn|tạ|lít|usd|mét)(?!\w)",
    re.IGNORECASE,
)


class Figure(NamedTuple):
    """A figure of a text: as written, what it measures, for which period, and where it stands."""

    value: str
    unit: str
    what: str
    period: str | None
    start: int
    end: int


@lru_cache(maxsize=2048)
def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a sentence (NFC) that have a unit, or an indicator that needs none.

    Dates, document numbers, ordinals, spans of time and numbers in names are none. A range
    ("7,8 - 8%") is one figure.
    """
    quantities = [q for q in read_facts(text).quantities if not _is_no_figure(text, q)]
    found: list[Figure] = []
    named = Named("", "")
    at = before = 0
    while at < len(quantities):
        first = last = quantities[at]
        if at + 1 < len(quantities) and _RANGE.fullmatch(
            text, _digits_end(text, first), quantities[at + 1].start
        ):
            last = quantities[at + 1]
            at += 1
        at += 1
        after = _digits_end(text, last)
        unit, end = read_written_unit(text, after)
        if not unit and (whole := _OF_WHOLE.match(text, after)):
            unit = read_written_unit(text, whole.end())[0]  # "66 trong tổng số 68 đại biểu"
        if (
            not unit
            and not _BARE.search(text[: first.start])
            and not (
                found
                and not found[-1].unit
                and _CHANGED.fullmatch(text, found[-1].end, first.start)
            )
        ):
            continue
        following = quantities[at].start if at < len(quantities) else len(text)
        named = name_indicator(text, before, first.start, after, end, following, named)
        before = end if _MEASURED.match(unit) else after
        found.append(
            Figure(
                value=" ".join(text[first.start : after].split()),
                unit=unit,
                what=named.what,
                period=find_period(text, first.start, end),
                start=first.start,
                end=end,
            )
        )
    return tuple(found)


def has_figure(text: str) -> bool:
    """Whether a sentence holds any number that counts or measures, with a unit or without."""
    return any(not _is_name(text, quantity) for quantity in read_facts(text).quantities)


def _digits_end(text: str, quantity: Quantity) -> int:
    match = _DIGITS.match(text, quantity.start)
    return match.end() if match else quantity.end


def _is_name(text: str, quantity: Quantity) -> bool:
    return bool(re.search(r"covid\s*[-–]?\s*$", text[: quantity.start], re.IGNORECASE))


def _is_no_figure(text: str, quantity: Quantity) -> bool:
    before = text[max(0, quantity.start - 24) : quantity.start]
    if _NUMBERING.search(before) and not quantity.unit.startswith("/"):
        return True
    unit = key(read_written_unit(text, _digits_end(text, quantity))[0])
    if unit in _QUALIFIERS:
        return True
    if unit in ("giờ", "phút"):
        clock = unit == "giờ" and bool(
            re.search(r"(?:lúc|đúng|từ|đến|vào|hồi|khoảng)\s*$|^$", before, re.IGNORECASE)
        )
        return clock or bool(_CLOCK.search(before))
    return False
