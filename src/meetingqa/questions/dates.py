"""The dates of a question by what they bind: the meeting, or the figures that are asked for."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from meetingqa.facts.calendar import Label, Moment

# A date is the meeting's own only near a word for one; else it is a day something is told of.
MEETING_DAY = re.compile(
    r"(?:hội nghị|kỳ họp|phiên họp|cuộc họp|giao ban|họp|hoi nghi|ky hop|phien hop)[^;?]{0,60}$",
    re.IGNORECASE,
)
_MEETING_YEAR = re.compile(
    r"(?:hội nghị|kỳ họp|phiên họp|cuộc họp|giao ban|tổng kết|sơ kết|họp báo)(?:(?!bao nhiêu|,|;|là).){0,80}?"
    r"năm\s+((?:19|20)\d\d)",
    re.IGNORECASE,
)
# What a change is measured from: "so với cùng kỳ năm 2022", "so với tháng 4".
BASE = re.compile(
    r"\s*,?\s*(?<!\w)so với\s+(?:(?:cùng kỳ|thời điểm|mức|của|hồi|đầu|giữa|cuối|hết|năm|tháng|quý|ngày)\s+)*"
    r"\d[\d/.-]*(?:\s+năm\s+\d{4})?(?![\w%]|\s*(?:%|tỷ|triệu|xã|huyện))",
    re.IGNORECASE,
)
# "… so với năm 2019 ra sao" asks for both years.
_CHANGE = re.compile(
    r"^(?=.*(?<!\w)(?:tăng|giảm|cắt|bớt|thêm|gấp|hụt|hơn|kém)(?!\w))(?!.*(?:ra sao|thế nào)[\s?.]*$)",
    re.IGNORECASE,
)
_OF_QUARTER = re.compile(r"^qu[ýy].*?((?:19|20)\d\d)$", re.IGNORECASE)
_MIDDLE = re.compile(r"(?:giữa|giua)\s+$", re.IGNORECASE)  # "giữa năm 2019": at the end of June


class Dates(NamedTuple):
    """A question's dates by what they bind: figures (`years`, `as_of`), what they are compared with
    (`bases`), or the meeting."""

    years: list[int]
    meeting_years: list[int]
    days: list[Moment]
    as_of: list[Moment]
    bases: list[int]


def find_bases(text: str) -> list[re.Match[str]]:
    """Where a question about a change says what it is measured from: that time is not asked about."""
    return list(BASE.finditer(text)) if _CHANGE.search(text) else []


def read_dates(text: str, moments: Sequence[Moment], periods: Sequence[Label]) -> Dates:
    """The years and days of a question; "giữa năm 2019" is a day that figures are asked for."""
    located = {match.start(1) for match in _MEETING_YEAR.finditer(text)}
    dates = Dates([], [], [], [], [])
    bases = [m.span() for m in find_bases(text)]
    based = [m for m in moments if any(start <= m.start < end for start, end in bases)]
    if len(based) < len(moments) or periods:
        dates.bases.extend(m.year for m in based if m.year)
        moments = [m for m in moments if m not in based]
    for moment in moments:
        before = text[: moment.start]
        if moment.month:
            (dates.days if MEETING_DAY.search(before[-90:]) else dates.as_of).append(moment)
        elif moment.year:
            halfway = _MIDDLE.search(before) is not None
            if moment.end - 4 in located:
                dates.meeting_years.append(moment.year)
            elif not halfway:
                dates.years.append(moment.year)
            if halfway:
                dates.as_of.append(moment)
    dates.years.extend(int(year) for p in periods for year in _OF_QUARTER.findall(p.text))
    return dates
