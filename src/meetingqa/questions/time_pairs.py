"""Questions that hold one thing of two years against each other, as one question for each."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from meetingqa.facts.calendar import find_ordinals
from meetingqa.questions.locators import find_locators
from meetingqa.questions.placing import TIMES
from meetingqa.questions.words import asks, content_terms

_YEAR = re.compile(r"(?:19|20)\d\d")
_GAP = re.compile(r"[\s,/]*(?:(?:đầu|cuối|của)\s+)?(?:năm\s+)?", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?<!\w)(?:tính|kể|đến|tới|trong|vào|hết|hồi|thời điểm|cuối|đầu|giữa|nửa|trọn|cả|năm|quý|tháng|ngày)\s+)+$",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"(?:\s+(?:cao|thấp|nhiều|ít)(?=\s+hơn))?[\s,]*(?<!\w)(?:nếu )?(?P<word>so với|hơn|với|và)"
    r"(?:\s+(?:đợt|lúc|hồi|mức|số|con số)(?:\s\w+)?)?\s+$",
    re.IGNORECASE,
)
# What asks how one time stands to the other: each is then asked for what it had.
_TREND = re.compile(
    r"[\s,]*(?:có\s+)?(?:(?:thay đổi|biến động|chênh(?: lệch)?|khác(?: nhau)?|chuyển biến|tăng giảm|tăng|giảm)\s+)?"
    r"(?:(?:như )?thế nào|ra sao|từ (?:bao nhiêu|đâu|mấy)(?:\s\w+){0,2}?\s(?:xuống|lên|thành|sang|đến)"
    r"(?: còn)? (?:bao nhiêu|đâu|mấy)(?:\s\w+){0,2})\s*$",
    re.IGNORECASE,
)
_HOW_FAR = re.compile(r"(?:đến|tới) đâu$", re.IGNORECASE)
_EACH = re.compile(r"[\s,]*(?:ra sao,\s*)?(?<!\w)mỗi (?:năm|kỳ|lúc|thời điểm)(?!\w)", re.IGNORECASE)


class _Time(NamedTuple):
    start: int
    end: int
    year: int
    within: bool  # a quarter or months of the year


def split_times(text: str, provinces: Sequence[str] = ()) -> list[str]:
    """One question for each of two years of which a question asks how they stand to each other
    ("A năm 2024 so với năm 2018 thay đổi thế nào"); none where only a change since then is asked."""
    times = _find_times(text)
    if len(times) != 2 or times[0].year == times[1].year:
        return []
    first, second = times
    joint = _JOINT.search(text, first.end, second.start)
    if not joint or "cùng kỳ" in text[joint.start() : second.end].lower():
        return []
    head, tail = text[: joint.start()], text[second.end :]
    # "Năm 2022 và năm 2020, …": what is asked comes after both times.
    bare = joint.start() == first.end and not content_terms(head[: first.start])
    if not bare and (
        find_locators(tail, provinces) or find_ordinals(text[first.end : joint.start()])
    ):
        return []  # each has a place or meeting of its own
    each = _EACH.search(tail)
    against = joint["word"].lower() in ("so với", "hơn")
    later = against and second.year > first.year  # nothing is measured from what comes after it
    if not (_TREND.search(tail) or (each and against) or later or (bare and not against)):
        return []
    tail = _TREND.sub("", tail[: each.start()] + tail[each.end() :] if each else tail)
    tail = tail.strip(" ,")
    if not (asks(f"{head} {tail}") or _HOW_FAR.search(head)):
        tail = f"{tail} là bao nhiêu".strip()
    other = text[second.start : second.end]
    if first.within and not second.within and other.lower().startswith("năm "):
        other = _YEAR.sub(str(second.year), text[first.start : first.end])
    swapped = f"{head[: first.start]}{other}{head[first.end :]}"
    return [
        f"{half[:1].upper()}{half[1:].rstrip(' ,')} {tail}".rstrip() + "?"
        for half in (head, swapped)
    ]


def _find_times(text: str) -> list[_Time]:
    """The times of a text that have a year, each with the words that lead to it."""
    found: list[_Time] = []
    for x in find_locators(text, ()):
        if x.kind not in TIMES:
            continue
        last = found[-1] if found else None
        if last and last.year and x.start < last.end:
            continue  # the year within "quý I năm 2022"
        if (
            last
            and not last.year
            and (x.start < last.end or _GAP.fullmatch(text, last.end, x.start))
        ):
            found.pop()
            start, within = last.start, True
        else:
            led = _LEAD.search(text, found[-1].end if found else 0, x.start)
            start, within = led.start() if led else x.start, x.kind != "date"
        years = _YEAR.findall(text[start : x.end])
        found.append(_Time(start, x.end, int(years[-1]) if years else 0, within))
    return [time for time in found if time.year]
