"""Dates, periods, ordinals and document numbers in Vietnamese text.

A date keeps only what is written: "27/6" has no year, "tháng 6/2017" no day, "năm 2017" neither.
"""

import re
from typing import NamedTuple

from meetingqa.facts.counted import is_count
from meetingqa.language.text import fold, has_diacritics

_D, _M, _Y = r"(?P<d>[0-3]?\d)", r"(?P<m>0?[1-9]|1[0-2])", r"(?P<y>(?:19|20)\d\d)"
_DAY_WORDS = "ngày|sáng|chiều|tối|trưa|đêm|từ|đến|trước|hết"
# The last day of "ngày 8-9/12"; a figure before the hyphen that is no day leaves the date unread.
_LAST = r"(?:(?<=ngày \d[-–])|(?<=ngày \d\d[-–])|(?<=từ \d[-–])|(?<=từ \d\d[-–]))"
_DATE_PATTERNS = [
    rf"(?<!\d)(?<!số )(?:ngày\s+)?{_D}\s+tháng\s+{_M}(?!\d)(?:\s*(?:,|năm|/|-)?\s*(?:năm\s+)?{_Y})?",
    rf"(?<![\w/.,-]){_D}(?P<sep>[/.-]){_M}(?P=sep){_Y}(?![\w/])",
    rf"tháng\s+{_M}\s*(?:/|-|\.|\s+năm\s+|,\s*năm\s+){_Y}(?!\d)",
    rf"(?<![\w/.,-]){_M}/{_Y}(?![\w/])",
    rf"{_LAST}{_D}/{_M}(?:/{_Y})?(?![\w/%]|[-.,]\d|\s*(?:%|tỷ|triệu))",
    rf"(?<![\w/.,-]){_D}(?:/|-){_M}(?![\w/%]|[-.,]\d|\s*(?:%|tỷ|triệu))",
    rf"(?:{_DAY_WORDS})\s+{_D}\.{_M}(?![\w/%]|[-.,]\d|\s*(?:%|tỷ|triệu))",
    rf"tháng\s+{_M}(?!\d|/\d|[.,]\d)",
    rf"(?:năm|nam)\s+{_Y}(?!\d|\s*[-–]\s*(?:19|20)\d\d)",
    rf"(?<![\w/.,-]){_Y}(?![\w/]|[.,]\d|\s*[-–]\s*(?:19|20)\d\d|-\d)",
]
_DATES = [re.compile(pattern, re.IGNORECASE) for pattern in _DATE_PATTERNS]
_DIGIT = re.compile(r"\d")
SPAN = re.compile(r"(?<![\d.,/])((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)(?!\d)")
_QUARTER = re.compile(
    r"\bqu[ýy]\s+(IV|I{1,3}|[1-4])\b(?:\s*(?:/|-|năm|nam)?\s*((?:19|20)\d\d))?", re.IGNORECASE
)
_MONTHS = re.compile(
    r"(?<!\d[.,])\b(\d{1,2}|ba|sáu|chín|mười một)\s+th[áa]ng(?!\s+\d{1,2}\b(?![.,]\d))(?:\s+([đd][ầa]u|cu[ốo]i)(?:\s+n[ăa]m)?)?\b",
    re.IGNORECASE,
)
# "Nợ từ 3 tháng trở lên" is how long, no period of a year.
_LONG_BEFORE = re.compile(
    r"(?<!\w)(?:từ|quá|hơn|trên|dưới|vòng|thời hạn|tối đa|tối thiểu)\s+$", re.IGNORECASE
)
_GRID = re.compile(r"(?<!\w)VN[- ]$", re.IGNORECASE)  # the coordinate system VN-2000
_HALF = re.compile(r"(?<!\w)n[ửu]a\s+([đd][ầa]u|cu[ốo]i)\s+n[ăa]m(?!\w)", re.IGNORECASE)
_ORDINAL_WORDS = {
    "nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "mười ba": 13, "mười bốn": 14,
    "mười lăm": 15, "mười sáu": 16, "mười bảy": 17, "mười tám": 18, "mười chín": 19,
    "hai mươi": 20,
}  # fmt: skip
_FOLDED_ORDINALS = {fold(word): number for word, number in _ORDINAL_WORDS.items()}
_WORDS = "|".join(sorted(_FOLDED_ORDINALS, key=len, reverse=True))
_ORDINAL = re.compile(
    r"\b(lan thu|ky hop thu|phien(?: hop)? thu|thu|lan|dai hoi(?= [ivxl]{2}))\s+"
    rf"(\d{{1,3}}|[ivxl]+|{_WORDS})\b(?![.,/]\d|\s*%)"
)
_TERM = re.compile(r"\b(khoa|nhiem ky)\s+(\d{1,2}|[ivxl]+)\b")
_DOCUMENT = re.compile(
    r"(?<![\w/.-])(\d{1,5})\s*(?:/(?:19|20)\d\d)?\s*[-/]\s*"
    r"((?:NQ|CT|QĐ|QD|KL|TB|TTr|TT|NĐ|ND|KH|CTr|BC|ĐA|HD|QC|QyĐ|CV|CĐ)(?:[-/.][A-ZĐ]{1,8}\d*)*)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(nghị quyết|chỉ thị|quyết định|kết luận|thông báo|nghị định|kế hoạch|quy định)\s+"
    r"(?:của\s+)?(?:(hội nghị\s+)?trung ương\s+|số\s+)?(\d{1,5})(?![\d/.,-]|\s*(?:%|tỷ|triệu|ha\b))",
    re.IGNORECASE,
)


# The days before the last of "từ ngày 6 đến 8/12", "các ngày 7, 8 và 9/12/2017".
_EARLIER = re.compile(
    r"(?:ngày|từ)\s+((?:\d{1,2}\s*,\s*)*\d{1,2})\s*(?:đến|và|tới|-|–|,)\s*(?:(?:hết\s+)?ngày\s+)?$",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\d{1,2}")
# "7/9 chỉ tiêu" is a share of nine, not the seventh of September.
_COUNTED = re.compile(
    r"\s+(?:trong\s+)?(?:chỉ tiêu|tiêu chí|mục tiêu|nhiệm vụ|xã|huyện|phường|thôn|bản|"
    r"ấp|đơn vị|sở|ngành|địa phương|"
    r"tỉnh|thành|đại biểu|thành viên|phiếu|trường|hộ|dự án|đảng bộ|chi bộ|cơ sở|"
    r"công trình|số|nội dung|đồng chí|"
    r"khu|điểm|nước|quốc gia|hợp tác|doanh nghiệp|lĩnh vực|nhóm|loại|sản phẩm|người|đảng viên)\b"
)


class Moment(NamedTuple):
    """A date as far as it is written."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    text: str


class Label(NamedTuple):
    """A normalised label: a period ("quy 3"), an ordinal ("thu 13"), a document ("36/nq-hdnd")."""

    value: str
    start: int
    end: int
    text: str


def _roman(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    total = 0
    for this, following in zip(numeral, numeral[1:] + " ", strict=True):
        value = values[this]
        total += -value if following in values and values[following] > value else value
    return total


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return not any(start < t_end and t_start < end for t_start, t_end in taken)


def find_documents(text: str) -> list[Label]:
    """Document numbers: "36/NQ-HĐND", "05-CT/TW", "Nghị quyết Trung ương 4", "Nghị quyết số 18"."""
    found = []
    for match in _DOCUMENT.finditer(text):
        value = f"{int(match[1])}/{fold(match[2]).replace('/', '-').replace('.', '-')}"
        found.append(Label(value, *match.span(), match.group()))
    taken = [(label.start, label.end) for label in found]
    for match in _TITLED.finditer(text):
        # "kế hoạch 2021" is the year's plan, "Kế hoạch số 2021" a document.
        year = not match[2] and re.fullmatch(r"(?:19|20)\d\d", match[3])
        if not year and _free(taken, match.start(3), match.end(3)):
            found.append(Label(f"{fold(match[1])} {int(match[3])}", *match.span(), match.group()))
    return found


def find_ordinals(text: str) -> list[Label]:
    """Ordinals of meetings and terms: "lần thứ tám" is "lan 8", "khóa XX" is "khoa 20"."""
    folded = fold(text)
    accented = has_diacritics(text)
    found = []
    for match in _ORDINAL.finditer(folded):
        word = match[2]
        meeting = folded.endswith("hoi nghi ", 0, match.start())
        if match[1] == "thu" and not (word.isdigit() or meeting):
            continue  # "thứ hai", "thứ tư" alone are weekdays
        if accented and not re.search(
            "lần|thứ|đại hội", text[match.start(1) : match.end(1)].lower()
        ):
            continue  # "thu 3.800 tỷ" is revenue, "thứ 3" an ordinal
        written = text[match.start(2) : match.end(2)].lower()
        if accented and written not in (word, *_ORDINAL_WORDS):
            continue  # "mấy lần vì" is no "VI"
        if written in ("tu", "sau") and accented:
            continue  # "lần tu bổ", "lần sau"
        number = _FOLDED_ORDINALS[word] if word in _FOLDED_ORDINALS else _roman(word)
        kind = match[1].removesuffix(" thu")
        span = slice(*match.span())
        value = f"{'lan' if kind in ('thu', 'dai hoi') else kind} {number}"
        found.append(Label(value, *match.span(), text[span]))
    for match in _TERM.finditer(folded):
        span = slice(*match.span())
        found.append(Label(f"khoa {_roman(match[2])}", *match.span(), text[span]))
    return found


def find_periods(text: str) -> list[Label]:
    """Periods that are no single date: "quý III", "2021-2025", "9 tháng", "6 tháng đầu năm"."""
    found = []
    for match in _QUARTER.finditer(text):
        number = _roman(match[1].lower())
        found.append(Label(f"quy {number}", *match.span(), match.group()))
    for match in SPAN.finditer(text):
        if is_count(text, *match.span()):
            continue
        found.append(Label(f"{match[1]}-{match[2]}", *match.span(), match.group()))
    for match in _MONTHS.finditer(text):
        if not match[2] and _LONG_BEFORE.search(text, max(0, match.start() - 12), match.start()):
            continue
        half = f" {fold(match[2])}" if match[2] else ""
        months = _ORDINAL_WORDS.get(match[1].lower(), match[1])
        found.append(Label(f"{months} thang{half}", *match.span(), match.group()))
    for match in _HALF.finditer(text):
        found.append(Label(f"6 thang {fold(match[1])}", *match.span(), match.group()))
    return found


def find_moments(text: str, taken: list[tuple[int, int]] | None = None) -> list[Moment]:
    """Dates of `text` outside the `taken` ranges, in order."""
    taken = list(taken or [])
    found: list[Moment] = []
    if not _DIGIT.search(text):
        return found
    months = "tháng" in text.lower()
    for pattern in _DATES:
        if not months and "tháng" in pattern.pattern:
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if not _free(taken, start, end):
                continue
            group = match.groupdict()
            day = int(group["d"]) if group.get("d") else None
            if day is not None and not 1 <= day <= 31:
                continue
            month = int(group["m"]) if group.get("m") else None
            bare = match.group()[:1].isdigit() and day is not None and not group.get("y")
            if bare and "tháng" not in match.group() and _COUNTED.match(text, end):
                continue
            if match.group().isdigit() and is_count(text, start, end):
                continue
            if _GRID.search(text, 0, start):
                continue
            year = int(group["y"]) if group.get("y") else None
            taken.append((start, end))
            found.append(Moment(year, month, day, start, end, match.group()))
            earlier = _EARLIER.search(text, max(0, start - 30), start) if day else None
            for other in _SHORT.finditer(text, *earlier.span(1)) if earlier else ():
                if 1 <= int(other[0]) <= 31 and _free(taken, *other.span()):
                    taken.append(other.span())
                    found.append(Moment(year, month, int(other[0]), *other.span(), other[0]))
    return sorted(found, key=lambda moment: moment.start)


def same_moment(said: Moment, found: Moment) -> bool:
    """Whether the parts that both dates have are equal, and the found one has day and month too."""
    pairs = ((said.day, found.day), (said.month, found.month), (said.year, found.year))
    if said.day is not None and found.day is None or said.month is not None and found.month is None:
        return False
    return all(a is None or b is None or a == b for a, b in pairs)
