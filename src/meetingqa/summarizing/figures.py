"""The figures of one sentence as an editor's table wants them: value, unit, what, period.

Values and units are the sentence's own words. What a figure measures is the noun phrase of its
clause; a figure that only compares (", tăng 8,2%") measures what the figure before it does.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from meetingqa.facts import Quantity, read_facts
from meetingqa.language.text import LOWER, UPPER, key
from meetingqa.summarizing.clauses import read_clause
from meetingqa.summarizing.figure_names import tidy_name
from meetingqa.summarizing.frames import frame
from meetingqa.summarizing.indicators import NOTHING, name_indicator
from meetingqa.summarizing.periods import find_period
from meetingqa.summarizing.units import MEASURES, read_written_unit

_RANGE = re.compile(r"\s*(?:[-–]|đến|và|lên|xuống)(?:\s+(?:còn|dưới|trên|tới))?\s*", re.IGNORECASE)
_TO = re.compile(r"\s*(?:[-–]|đến)\s*", re.IGNORECASE)
# The second end of a change: "từ 118 xã (xuống) còn 112 xã".
_CHANGED = re.compile(
    r"(?:,\s+[^\W\d_]+ [^\W\d_]+)?\s*(?:xuống|lên|còn|thành)(?:\s+(?:còn|dưới|trên|tới|hơn|gần))*\s*",
    re.IGNORECASE,
)
# The time of its first end: "từ 118 xã năm 2030 xuống còn 112 xã" tells none of the 112.
_BEGUN = re.compile(
    r"(?<!\w)từ\s+(?:khoảng\s+|hơn\s+|gần\s+)?\d[\d.,/]*(?:%|\s[^,;:()\d]{1,30}?)?(?P<time>\s"
    r"(?:hồi|vào|của|ở|cuối|đầu|giữa|năm|tháng|quý)\s[^,;:()%]{1,30}?)(?=\s(?:xuống|lên|còn|thành)\s)",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<!\w)từ\s+(?:khoảng\s+|hơn\s+|gần\s+)?$", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?<!\w)(?<!hệ )(?<!tổng )(?<!biển )số(?! lượng| tiền| "
    r"vốn)(?P<noun>\s+[^\W\d_]+[^,;:.()\d]{0,60}?(?:“[^”]{1,20}”)?)\s(?:giảm |tăng |rút |"
    r"đưa )?(?:còn |là )?(?:từ\s+)?(?:\d[\d.]*\s+(?:xuống|lên)(?:\s+(?:còn|dưới|trên))?\s+)?$",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?<!\w)(?:tới|quá|trên|dưới|hơn|gần|(?<!dành )(?<!diễn ra )khoảng|(?:chậm|trễ|kéo dài|sớm|sau(?=\s+\S+\s+\S+\s+làm việc)|xuống còn|"
    r"thiếu|suốt|mất|ngưng|ngừng|dừng|làm việc|diễn ra trong)(?:\s+\S+){0,4}?)\s+(?:(?P<first>\d{1,3})\s*[-–]\s*)?(?P<digits>\d{1,3}(?:,\d)?)\s+(?:tuổi|(?:ngày|tháng|năm|tuần)(?!\s+(?:tăng|giảm|đạt|ước)))"
    r"(?!\s+(?:đầu|cuối|tuổi|\d|sau|tới|nay|trước|qua|năm|gần|vừa)|\s*/)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"-?\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?(?<=\d)")
# Ages, stars and spans of time qualify what is counted; they are no figures of their own.
_QUALIFIERS = frozenset("tuổi sao năm tháng ngày tuần quý châu".split())
_NUMBERING = re.compile(
    r"(?:(?<!\w)(?<!tổng )(?<!trong )(?<!dân )(?<!quân )(?<!doanh )số|trung ương|khoản|điều|mức độ|cấp độ|phương án|(?<!\w)G\s?-?|"
    r"covid\s*[-–]?|vụ trưởng vụ|[^\W\d_][-–]|(?<!\w)(?:quận|quốc lộ|khu phố|lớp))\s*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"]$")  # tàu “3 không”
_QUOTE_ENDS = re.compile(r"\s[^\d”\"]{1,20}[”\"]")
_AT = re.compile(r"(?:lúc|đúng|từ|đến|vào|hồi|trước|khoảng)\s*$|^$", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}\s*(?:giờ|h)\s*$")
_MODEL = re.compile(rf"(?<!\w)[{UPPER}][\w]*\s$")
_BELOW_ZERO = re.compile(r"\s?(?:%|điểm|độ(?!\w))")
_RANK = re.compile(
    r"(?<!\w)(?:thứ|hạng|(?:lên|xuống|ở|đứng) vị trí)(?:\s+\S+\s+(?:trong|trên)(?: tổng)?(?: số)?)?\s*$",
    re.IGNORECASE,
)
# "khu Tả Khang 2", "Thủy điện Tà Sơn 1"
_NAMED = re.compile(rf"[{UPPER}][{LOWER}]+\s+[{UPPER}][{LOWER}]+\s+$|(?:giai đoạn|đợt|bước)\s+$")
# An indicator that is counted without a unit ("số đại biểu chính thức 350").
_BARE = re.compile(
    r"(?:^|[\s(])(?:tổng )?(?:số|mức|chỉ số)\s[^,;:()\d]{0,40}$",
    re.IGNORECASE,
)
# "4 tàu với 29 ngư dân bị bắt giữ": what is told of the second is told of both.
_COUPLED = re.compile(
    r"(?:,?\s+(?!bị|được|chưa|không|phải|đã|đang)[^\W\d_]+){0,4}?\s+(?:và|với)\s+"
    r"(?:khoảng |gần |hơn |trên )?|(?:\s+[^\W\d_]+){0,3},\s+(?:chiếm|đạt)(?:\s+t[ỷỉ] lệ)?\s+"
)
_TOLD_OF_BOTH = re.compile(
    r"(?:\s+[^\W\d_]+){0,6}?\s+(?P<told>(?:(?<!chuẩn )bị|chưa|được|không|phải|đang|tán thành)\s[^,;.()\d]{3,50})"
)
_OF_WHOLE = re.compile(r"\s*trong (?:tổng )?(?:số )?\d[\d.]*")
_MEASURED = re.compile(rf"[%/]|^(?:điểm|(?:{MEASURES}|ngày|tháng|năm|tuần)(?!\w))", re.IGNORECASE)
_PLATE = re.compile(r"\s?[A-Z]\d?\s?[-–]\s?\d")  # of a car: "17 A-0412"
_SIZED = re.compile(r"(?![%/])(?:" + _MEASURED.pattern + ")", re.IGNORECASE)


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

    Dates, document numbers, ordinals, ranks, deadlines and numbers in names are none. Both ends of a
    range or a change ("từ 20 xuống 14 cơ quan") are figures.
    """
    numbers = [q for q in read_facts(text).quantities if not _is_no_figure(text, q)]
    places = sorted(
        [(_digits_start(text, q), _digits_end(text, q)) for q in numbers] + _find_spans(text)
    )
    found: list[Figure] = []
    timeless = _BEGUN.sub(lambda m: m[0].removesuffix(m["time"]) + " " * len(m["time"]), text)
    named = NOTHING
    before = 0
    for at, (start, after) in enumerate(places):
        unit, end, told = _unit_of(text, places, at, found)
        if not unit and not _BARE.search(text[:start]):
            continue
        ends = (
            bool(found)
            and found[-1].start == places[at - 1][0]
            and _ends(timeless, found[-1], start)
        )
        if ends:  # a range or change: it measures the same
            found[-1] = found[-1]._replace(what=f"{found[-1].what} (từ)")
        else:
            far, reach = (
                (after, end) if told == at else (places[told][1], _end_of(text, places[told]))
            )
            following = places[told + 1][0] if told + 1 < len(places) else len(text)
            clause = read_clause(timeless, before, start, far, reach, following, unit)
            named = name_indicator(clause, named)
        before = end if _MEASURED.search(unit) else after
        if ends:
            what = found[-1].what.removesuffix(" (từ)")
        else:
            what = frame(text, start, end, unit, tidy_name(named.what, unit))
        found.append(
            Figure(
                value=" ".join(text[start:after].split()),
                unit=unit,
                what=f"{what} (đến)" if ends else what,
                period=find_period(
                    timeless if ends else text, start, end, measured=bool(_SIZED.match(unit))
                ),
                start=start,
                end=end,
            )
        )
    return _share_predicates(text, found)


def _share_predicates(text: str, found: list[Figure]) -> tuple[Figure, ...]:
    """The figures, the first of two coupled counts told what is said after the second."""
    for at, (first, second) in enumerate(pairwise(found)):
        limit = found[at + 2].start if at + 2 < len(found) else len(text)
        told = _TOLD_OF_BOTH.match(text, second.end, limit)
        if told and _COUPLED.fullmatch(text, first.end, second.start):
            words = " ".join(told["told"].split())
            if words.split()[0] not in first.what.split():
                found[at] = first._replace(what=f"{first.what} {words}")
    return tuple(found)


def _ends(text: str, first: Figure, start: int) -> bool:
    """Whether the number at `start` is the other end of a range or change that `first` begins."""
    between = text[first.start + len(first.value) : start]
    if _TO.fullmatch(between) or _TO.fullmatch(text, first.end, start):
        return True
    begun = bool(_FROM.search(text[: first.start]))
    return begun and any(map(_CHANGED.fullmatch, (between, text[first.end : start])))


def _unit_of(
    text: str, places: list[tuple[int, int]], at: int, found: list[Figure]
) -> tuple[str, int, int]:
    """The unit of a number, where it ends, and the place of the number that what is counted stands
    behind: the number's own, that of the other end ("5-7 dự án"), of the whole ("6 trong 7 phương
    án"). Else what is counted stands before it ("số xã giảm từ 20 xuống 14").
    """
    start, after = places[at]
    unit, end = read_written_unit(text, after)
    if unit:
        return unit, end, at
    last = at + 1 == len(places)
    if not last and _RANGE.fullmatch(text, after, places[at + 1][0]):
        other, _, told = _unit_of(text, places, at + 1, found)
        return other, after, at if _MEASURED.search(other) else told
    if whole := _OF_WHOLE.match(text, after):
        unit = read_written_unit(text, whole.end())[0]
        return unit, after, at + (not last and places[at + 1][1] == whole.end())
    if counted := _COUNTED.search(text[:start]):
        return read_written_unit(text, counted.start("noun"))[0], after, at
    return "", after, at


def _end_of(text: str, place: tuple[int, int]) -> int:
    return read_written_unit(text, place[1])[1]


def _find_spans(text: str) -> list[tuple[int, int]]:
    """Numerals of spans of time that measure something ("chậm 24 ngày", "kéo dài 8 tháng")."""
    found = [match.span(end) for match in _SPAN.finditer(text) for end in ("first", "digits")]
    return [span for span in found if span[0] >= 0]


def has_figure(text: str) -> bool:
    """Whether a sentence holds any number that counts or measures, with a unit or without."""
    return any(not _is_name(text, quantity) for quantity in read_facts(text).quantities)


def _digits_start(text: str, quantity: Quantity) -> int:
    """Where the numeral begins: the dash of a range ("8,3% -8,5%") is no sign."""
    ranged = text[quantity.start] == "-" and text[: quantity.start].rstrip()[-1:] in "%0123456789"
    return quantity.start + 1 if ranged and text[: quantity.start].strip() else quantity.start


def _digits_end(text: str, quantity: Quantity) -> int:
    match = _DIGITS.match(text, quantity.start)
    return match.end() if match else quantity.end


def _is_name(text: str, quantity: Quantity) -> bool:
    return bool(re.search(r"covid\s*[-–]?\s*$", text[: quantity.start], re.IGNORECASE))


def _is_no_figure(text: str, quantity: Quantity) -> bool:
    before = text[max(0, quantity.start - 40) : quantity.start]
    if before[-1:].isalpha():
        return True  # "SARS-CoV-2"
    end = _digits_end(text, quantity)
    unit = key(read_written_unit(text, end)[0])
    if (
        unit in _QUALIFIERS
        or _RANK.search(before)
        or _PLATE.match(text, end)
        or (text[quantity.start : end] == "1" and unit.startswith("số "))
    ):
        return True
    if _QUOTED.search(before) and _QUOTE_ENDS.match(text, end):
        return True
    if _NUMBERING.search(before) and not (unit and quantity.unit.startswith("/")):
        return True
    if _NAMED.search(before) and len(text[quantity.start : end]) == 1 and unit != "%":
        return True
    if text[quantity.start] == "-" and _MODEL.search(before) and not _BELOW_ZERO.match(text, end):
        return True  # "con tàu TS -48031"
    clock = (unit == "giờ" and _AT.search(before)) or (unit == "phút" and _CLOCK.search(before))
    return bool(clock or re.match(r"\s*h(?!\w)", text[end:]))  # "từ 9 h - 22 h"
