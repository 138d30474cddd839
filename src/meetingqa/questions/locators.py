"""The words of a question that say which meeting, period or place is meant, and where they stand."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from meetingqa.facts.calendar import find_moments, find_ordinals, find_periods
from meetingqa.facts.people import find_people
from meetingqa.facts.provinces import find_spelled
from meetingqa.language.text import fold
from meetingqa.questions.words import OF_LEADER, PLACES, PROVINCE

_LOCATED = re.compile(
    r"(?:(?:nêu|báo cáo|công bố|tham gia|chủ trì)\s+)*(?:(?:trong|tại|ở|của|theo|vào|tính đến|đến|tới|từ|hết)\s+)?"
    r"(?:(?:hội nghị|kỳ họp|phiên họp|giao ban)\b[^,;]{0,40})?(?:(?:năm|ngày|sáng|chiều|tỉnh|cuối|đầu|giữa|cả|chỉ|riêng)\s+)*$",
    re.IGNORECASE,
)


class Locator(NamedTuple):
    """Words that say which meeting, year, period or place is meant."""

    start: int
    end: int
    kind: str
    value: str


def is_sure(locator: Locator) -> bool:
    """Whether a locator alone says which meeting is meant: a place, an ordinal, a day or month."""
    return locator.kind in ("place", "ordinal") or (
        locator.kind == "date" and "None" not in locator.value.split("-")[1]
    )


def find_locators(text: str, provinces: Sequence[str]) -> list[Locator]:
    """The locators of a text in order."""
    found = [
        Locator(x.start, x.end, "term" if x.value.startswith("khoa") else "ordinal", x.value)
        for x in find_ordinals(text)
    ]
    taken = [(x.start, x.end) for x in find_ordinals(text)]
    periods = find_periods(text)
    spans = [x for x in periods if "-" in x.value]  # "giai đoạn 2016 - 2018" is one time
    taken += [(x.start, x.end) for x in spans]
    found += [
        Locator(x.start, x.end, "date", f"{x.value.replace('-', '–')}-None-None") for x in spans
    ]
    found += [
        Locator(m.start, m.end, "date", f"{m.year}-{m.month}-{m.day}")
        for m in find_moments(text, taken)
    ]
    found += [
        Locator(x.start, x.end, "thang" if "thang" in x.value else "quy", x.value)
        for x in periods
        if x not in spans
    ]
    folded = fold(text)
    places = [
        (m.span(), name)
        for name in map(fold, provinces)
        if name in folded  # few are, and a pattern for each would cost more than all the rest
        for m in re.finditer(rf"\b{re.escape(name)}\b", folded)
    ]
    places += [(span, fold(name)) for name in provinces for span in find_spelled(name, text)]
    places += [(m.span(1), fold(m[1])) for m in PROVINCE.finditer(text)]
    places += [
        ((led.start(), p.end), fold(p.name))
        for p in find_people(text)
        if (led := OF_LEADER.search(text, 0, p.start))
    ]
    districts = [m for m in PLACES.finditer(text) if fold(m[1]) not in {n for _, n in places}]
    found += [Locator(*m.span(), "district", fold(m.group())) for m in districts]
    return sorted([*found, *(Locator(*span, "place", name) for span, name in places)])


def phrase_start(text: str, locator: int) -> int:
    """Where the phrase that leads to a locator begins ("… tại hội nghị lần thứ 8": at "tại")."""
    found = _LOCATED.search(text, 0, locator)
    return found.start() if found else locator
