"""Which years a text reports on, which it compares with, and which it only aims at."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from meetingqa.facts.calendar import SPAN, find_moments, find_periods
from meetingqa.language.text import key

_COMPARED = re.compile(
    r"(?:so với|cùng kỳ|bằng|hơn)\s+(?:(?:cùng kỳ|cuối|đầu|trước|giữa|thời điểm)\s+)*(?:năm\s+)?$",
    re.IGNORECASE,
)
_AIMED = re.compile(
    r"(?:giai đoạn|kế hoạch|mục tiêu|nhiệm kỳ|tầm nhìn|phấn đấu|(?:đến|vào)\s+(?:trước\s+)?)"
    r"\s*(?:năm\s+)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


_TIME_OF = re.compile(r"(\w+ \w+) (?:ngày )?((?:năm (?:19|20)\d\d|\d{1,2}[/-]\d{1,2}))(?![/-]?\d)")


class _Year(NamedTuple):
    value: int
    before: str
    of_span: bool


def governing_years(text: str) -> set[int]:
    """The years a text reports on: not those it compares with ("so với năm 2020"), aims at, or
    names as the span of a programme ("giai đoạn 2022 - 2025")."""
    return set(_governing(text))


def last_governing_year(text: str) -> int | None:
    """The year a text was reporting on when it ended: the last that governs; None without one."""
    years = _governing(text)
    return years[-1] if years else None


def spoken_years(text: str) -> set[int]:
    """The years a text says something of itself, targets included, comparisons not."""
    return {year.value for year in _plain_years(text) if not _COMPARED.search(year.before)}


def other_times(statement: str, quotes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Years and days of a statement that quotes give otherwise after the same words ("nhiệm vụ năm
    2022"), and theirs."""
    told: dict[str, list[str]] = {}
    for quote in quotes:
        for words, time in _times(quote):
            told.setdefault(words, []).append(time)
    for words, time in _times(statement):
        if words in told and time not in told[words]:
            yield f"{words} {time}", "; ".join(told[words])


def _times(text: str) -> list[tuple[str, str]]:
    return [(words, time.replace("-", "/")) for words, time in _TIME_OF.findall(key(text))]


def _governing(text: str) -> list[int]:
    return [
        year.value
        for year in _plain_years(text)
        if not (year.of_span or _COMPARED.search(year.before) or _AIMED.search(year.before))
    ]


@lru_cache(maxsize=2048)
def _plain_years(text: str) -> list[_Year]:
    """The years written without a month, in order, each with what stands right before it."""
    if not _YEAR.search(text):
        return []
    found = [(m.start, m.year) for m in find_moments(text) if m.year and not m.month]
    # "quý I/2023", "6 tháng/2023"
    found += [
        (label.start, int(label.text[-4:]))
        for label in find_periods(text)
        if re.search(r"/(?:19|20)\d\d$", label.text)
    ]
    spans = [m.span() for m in SPAN.finditer(text)]
    return [
        _Year(year, text[max(0, start - 24) : start], any(a <= start < b for a, b in spans))
        for start, year in sorted(found)
    ]
