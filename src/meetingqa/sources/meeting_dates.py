"""When a meeting was held and an article published, from the article's own words; None in doubt."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meetingqa.language.text import key
from meetingqa.sources.cleaning import Cleaned
from meetingqa.sources.page_noise import names_publication

_FULL_DATE = re.compile(
    r"(?<![\d./-])(?P<d>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<m>\d{1,2})"
    r"(?:\s*[/.-]\s*|\s*,?\s+năm\s+)(?P<y>\d{4})(?!\d|[/.-]\d)"
)
_SEP = r"\s*[/.-]\s*"
_YEAR = rf"(?:(?:{_SEP}|\s*,?\s*năm\s+)(?P<y>\d{{4}}))?"
_MONTH = r"(?:\s*[/.-]\s*|\s+tháng\s+)(?P<m>\d{1,2})"
_END = r"(?!\d|[/.-]\d|%|,\d)"
_PART = (
    r"(?:(?:đầu giờ |cuối giờ )?(?:sáng|chiều|trưa|tối|đêm)(?: (?:nay|qua))?"
    r"(?:(?: và|,) (?:sáng|chiều|tối))?|hôm nay)"
)
# "từ ngày 4 đến 6-7", "trong hai ngày 6-7/3", "ngày 9 và 10/12": the first day is the one kept.
_RANGE = re.compile(
    rf"(?:ngày(?: làm việc| họp)?|"
    rf"{_PART})\s*[,(]?\s*(?:từ\s+)?(?:ngày\s+)?(?P<d>\d{{1,2}})(?:[/-](?P<m1>\d{{1,2}}))?"
    rf"(?:\s*(?:-|–|,)\s*|\s+(?:và|đến|tới)\s+(?:(?:hết|sáng|chiều|trưa|"
    rf"\d+ giờ(?: \d+)?) )?(?:ngày\s+)?)(?P<d2>\d{{1,2}}){_MONTH}{_YEAR}{_END}"
)
_SINGLE = re.compile(
    rf"(?P<part>{_PART})?(?:\s*,)?\s*(?P<open>\()?(?P<day>ngày\s+)?"
    rf"(?P<d>\d{{1,2}}){_MONTH}{_YEAR}{_END}"
)
_TODAY = re.compile(
    r"(?P<today>(?:sáng|chiều|trưa|tối) nay|hôm nay|(?P<past>(?:chiều|tối|"
    r"hôm) qua))(?!\s*\(?\s*(?:ngày )?\d)"
)
_MEETING = re.compile(
    r"(?<!\w)(?:hội nghị|kỳ họp|phiên|họp(?! báo)|giao ban|đại hội|khai mạc|bế mạc|làm việc với|"
    r"gặp mặt|hội thảo|buổi|lễ|"
    r"tiếp xúc cử tri|diễn ra|(?<!các )(?<!ban )tổ chức|hội đàm|tọa đàm|tổng kết|sơ kết)(?!\w)"
)
_SESSION = re.compile(
    r"(?<!\w)(?:hội nghị|kỳ họp|phiên họp|cuộc họp|khai mạc|bế mạc|họp(?! báo))(?!\w)"
)
# What stands before a date that is not the meeting's own.
_OTHER_DATE = re.compile(
    r"(?:số|nghị quyết|quyết định|chỉ thị|kết luận|thông báo|luật|công văn|văn bản|kế hoạch|"
    r"tờ trình|thông tư|nghị định)"
    r"[^.;]{0,45}$|(?:kỷ niệm|ngày (?:giải phóng|thành lập|sinh)|sinh|tính đến|đến(?: hết)?|trước|"
    r"kể từ|hạn|dự kiến|so với)"
    r"(?: ngày)?[\s(]*$|\d{4}\s*[-–]\s*$"
)
_OPENING = 60  # characters: a date here is the day of the event, whatever it is called
_ANNIVERSARY = re.compile(
    r"\(\d{1,2}[./]\d{1,2}[./]\d{4}\s*[-–]\s*\d{1,2}[./](?P<m>\d{1,2})[./](?P<y>\d{4})\)"
)
# The end of "(30.4.1975 - 30.4.2025)", of "từ ngày 20.4 đến nay".
_IN_SPAN = re.compile(r"\s*[-–]\s*\d{1,2}[./]\d|\s+đến nay")
_HEAD = 3  # paragraphs in which an article says when the meeting was


@dataclass(frozen=True)
class _Day:
    """A day as written: the year may be missing. `part` of the day or "ngày" stood before it."""

    day: int
    month: int
    year: int | None


def find_published(cleaned: Cleaned, declared: date | None) -> date | None:
    """The date of publication: the declared one, else the article's stamp.

    A bare date above the title is the page's clock; it counts only when it names itself a date of
    publication, or lies within a week after the day that the first paragraph reports.
    """
    if declared:
        return declared
    stamps = [day for line in cleaned.stamps if (day := _full_date(line))]
    if stamps:
        return stamps[0]
    for line in cleaned.clocks:
        day = _full_date(line)
        if day and (names_publication(line) or _fits(day, _reported(cleaned))):
            return day
    return None


def find_held(cleaned: Cleaned, published: date | None) -> date | None:
    """The day of the meeting, its first one where it took several; None without a sure year."""
    low_title = key(cleaned.title or "")
    for paragraph in [*_head(cleaned), low_title]:
        if published and (today := _find_today(paragraph)):
            return published - timedelta(days=1 if today["past"] else 0)
    reported = _reported(cleaned)
    if reported is None:
        return None
    if reported.year:
        return _make(reported.year, reported)
    if published:
        return _year_before(reported, published)
    year = _year_from_words(reported.month, " ".join([low_title, *_head(cleaned)]))
    return _make(year, reported) if year else None


def find_reported(title: str, text: str) -> tuple[int, int] | None:
    """Day and month of the meeting as the first paragraphs give them, the year left out; or None."""
    day = _reported(Cleaned(title=title, text=text))
    return (day.day, day.month) if day and not day.year else None


def _head(cleaned: Cleaned) -> list[str]:
    """The first paragraphs in lower case, without the full stops that end no sentence ("tp. "
    "hcm")."""
    return [
        re.sub(r"(?<!\w)(tp|tx)\. ", r"\1 ", key(p)) for p in cleaned.text.split("\n\n")[:_HEAD]
    ]


def _find_today(paragraph: str) -> re.Match[str] | None:
    match = _TODAY.search(paragraph)
    told = match and match.start() < _OPENING and _near_meeting(paragraph, *match.span())
    return match if told else None


def _reported(cleaned: Cleaned) -> _Day | None:
    """The day the first paragraphs report, else the title."""
    title = key(cleaned.title or "")
    of_session = bool(_SESSION.search(title))
    for at, paragraph in enumerate([*_head(cleaned), title]):
        for start, end, day in _days(paragraph):
            if _OTHER_DATE.search(paragraph[:start]) or _IN_SPAN.match(paragraph, end):
                continue
            opens = of_session and start < _OPENING
            if opens or _near_meeting(paragraph, start, end, _MEETING if at == 0 else _SESSION):
                return day
    return None


def _near_meeting(
    paragraph: str, start: int, end: int, meeting: re.Pattern[str] = _MEETING
) -> bool:
    """Whether the sentence around a date speaks of a meeting or event."""
    left = max(paragraph.rfind(". ", 0, start), paragraph.rfind("; ", 0, start), 0)
    right = paragraph.find(". ", end)
    return bool(meeting.search(paragraph[left : right if right > 0 else len(paragraph)]))


def _days(text: str) -> Iterable[tuple[int, int, _Day]]:
    """Days written in lower-case text, in order, with their place; ranges by their first day."""
    found: list[tuple[int, int, _Day]] = []
    for match in _RANGE.finditer(text):
        month = int(match["m1"] or match["m"])
        if _is_day(int(match["d"]), month) and _is_day(int(match["d2"]), int(match["m"])):
            year = int(match["y"]) if match["y"] else None
            if match["m1"] and month > int(match["m"]) and year:
                year -= 1
            found.append((match.start(), match.end(), _Day(int(match["d"]), month, year)))
    taken = [(start, end) for start, end, _ in found]
    for match in _SINGLE.finditer(text):
        closed = match["open"] and match["y"] and text[match.end() :].startswith(")")
        announced = match["part"] or match["day"] or closed
        inside = any(start <= match.start("d") < end for start, end in taken)
        if announced and not inside and _is_day(int(match["d"]), int(match["m"])):
            year = int(match["y"]) if match["y"] else None
            found.append((match.start(), match.end(), _Day(int(match["d"]), int(match["m"]), year)))
    return sorted(found, key=lambda item: item[0])


def _year_before(day: _Day, published: date) -> date | None:
    """The year that puts the day at most half a year before publication, or a month after it."""
    for year in (published.year, published.year - 1, published.year + 1):
        held = _make(year, day)
        if held and -31 <= (published - held).days <= 183:
            return held
    return None


def _year_from_words(month: int, head: str) -> int | None:
    """The year that the head's own periods fix for a meeting of this month; None if they differ."""
    years: set[int] = set()

    def add(pattern: str, months: Sequence[int], shift: int = 0) -> None:
        if month in months:
            years.update(int(m.group("y")) + shift for m in re.finditer(pattern, head))

    for match in _ANNIVERSARY.finditer(head):
        # "kỷ niệm 50 năm … (30.4.1975 - 30.4.2025)" is written in the days around that day.
        if abs(int(match["m"]) - month) <= 1:
            years.add(int(match["y"]))
    year = r"(?:,? năm |/)(?P<y>20\d\d)(?!\d|\s*[-–]\s*20)"
    add(rf"(?:6|sáu) tháng đầu{year}", (6, 7, 8))
    add(rf"(?:6|sáu) tháng cuối{year}", (6, 7, 8))
    add(rf"(?:9|chín) tháng(?: đầu)?{year}", (9, 10, 11))
    add(rf"(?:3|ba) tháng(?: đầu)?{year}", (3, 4, 5))
    add(rf"những tháng cuối{year}", range(5, 12))
    add(rf"quý (?:i|1){year}", (3, 4, 5))
    add(rf"quý (?:ii|2){year}", (4, 5, 6, 7, 8))
    add(rf"quý (?:iii|3){year}", (7, 8, 9, 10, 11))
    add(rf"quý (?:iv|4){year}", (9, 10, 11, 12))
    add(rf"tháng 0?{month}{year}", (month,))
    pair = (
        r"năm (?P<y>20\d\d)[^.]{0,90}?(?:phương hướng|nhiệm vụ|kế hoạch|triển khai|mục tiêu)"
        r"[^.]{0,60}?năm (?P<next>20\d\d)"
    )
    for match in re.finditer(pair, head):
        if int(match["next"]) == int(match["y"]) + 1 and month in (11, 12, 1, 2):
            years.add(int(match["y"]) if month >= 11 else int(match["next"]))
    if month in (1, 2) and not years:
        add(
            r"triển khai[^.]{0,60}?(?:nhiệm vụ|kế hoạch|"
            r"công tác)[^.]{0,60}? năm (?P<y>20\d\d)(?!\s*[-–])",
            (1, 2),
        )
    return years.pop() if len(years) == 1 else None


def _full_date(text: str) -> date | None:
    match = _FULL_DATE.search(key(text))
    return _make(int(match["y"]), _Day(int(match["d"]), int(match["m"]), None)) if match else None


def _fits(published: date, day: _Day | None) -> bool:
    if day is None or (day.year and day.year != published.year):
        return False
    held = _make(published.year, day) or _make(published.year - 1, day)
    return held is not None and 0 <= (published - held).days <= 7


def _is_day(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def _make(year: int, day: _Day) -> date | None:
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return None
