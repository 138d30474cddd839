"""What a figure measures: the noun phrase of its clause, in the sentence's own words."""

import re
from typing import NamedTuple

from meetingqa.summarizing.phrases import (
    GLOSS,
    cut_relative,
    join_label,
    join_words,
    own_words,
    qualify,
    read_label,
    read_tail,
    without_periods,
)

# Where the words that speak for a figure begin anew.
_BOUNDARY = re.compile(
    r"[;:(]|(?<!TP)(?<!Tp)(?<!TX)[.!?…]\s|,\s|(?<!\w)(?:trong đó|riêng|nhưng|song|còn lại|"
    r"tương đương|đồng thời|"
    r"trong khi|nghĩa là|thì)(?:\s|,)|(?<=[\d%)])\s+và\s+|\s+và\s+(?=tăng|giảm|vượt|bằng|"
    r"cao hơn|thấp hơn)",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"(?<!\w)(tăng|giảm|vượt|hụt|cao hơn|thấp hơn|chiếm)(?:\s+(?:thêm|lên|xuống|gần|hơn|khoảng|"
    r"tới|trên|là))*"
    r"\s*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\s*(so (?:với )?[^,;.()]*|(?:số )?(?:dự toán|kế hoạch|chỉ tiêu|cùng kỳ|mục tiêu|"
    r"nghị quyết|số|tổng|"
    r"bình quân|quy mô|GRDP|nhu cầu|công suất)(?!\w)[^,;.()]*)",
    re.IGNORECASE,
)
_FRESH = re.compile(r"(?<!\w)(?:có|còn|gồm|toàn tỉnh|cả tỉnh)(?!\w)", re.IGNORECASE)
_INDICATOR = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tốc độ|số|tổng|thu(?! hút| hồi)|chi|kim ngạch|grdp|gdp|sản lượng|giá trị|"
    r"diện tích|chỉ số|năng suất|"
    r"vốn|doanh thu|lượng|mức|kinh phí|dư nợ|nợ|giải ngân|tăng trưởng|thu nhập|huy động|cơ cấu|độ|"
    r"khu vực|công nghiệp|dịch vụ|xuất khẩu|nhập khẩu|hộ nghèo|quy mô|công suất|bội chi)(?!\w)",
    re.IGNORECASE,
)
# Words that only say what the figure before is held against: "(kế hoạch 9%)", "trong khi cùng kỳ".
_BESIDE = re.compile(
    r"(?:(?:không|chưa) đạt |thấp hơn |cao hơn |vượt |bằng |so với )?(?:mức )?(?:kế hoạch|"
    r"kịch bản|cùng kỳ|dự toán|"
    r"năm trước|năm ngoái|mục tiêu|chỉ tiêu|đầu kỳ|chiếm|đầu năm|cuối năm)(?:\s+\S+){0,3}",
    re.IGNORECASE,
)
_HELD_AGAINST = re.compile(r"cùng kỳ|kế hoạch|dự toán|năm trước|năm ngoái", re.IGNORECASE)
_AIMED = re.compile(
    r"(?:phấn đấu|dự kiến|đến cuối năm|cuối năm|hiện|bình quân)(?!\w)", re.IGNORECASE
)
_PART_OF = re.compile(r"(?:riêng|trong đó)\W*$", re.IGNORECASE)
_MEASURED = re.compile(
    r"(?:[%/]|(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng|ha|km|m[23²³]?|kg|tấn|tạ|lít|usd|mét|lần|"
    r"điểm phần)(?!\w))",
    re.IGNORECASE,
)


class Named(NamedTuple):
    """What a figure measures, and the head that a later figure without one of its own takes over."""

    what: str
    head: str


def name_indicator(
    text: str,
    before: int,
    start: int,
    after: int,
    end: int,
    following: int,
    unit: str,
    last: Named,
) -> Named:
    """What the figure at `start` measures.

    `before` is where the words of the previous figure end (0: none), `after` where the numeral ends
    and `end` where its `unit` does, `following` where the next figure begins, `last` what the
    previous figure was named.
    """
    stretch = GLOSS.sub(r" \1 ", text[before:start])
    cuts = [match.end() for match in _BOUNDARY.finditer(stretch)]
    part = stretch[cuts[-1] if cuts else 0 :]
    own = own_words(part)
    if (
        len(own.split()) == 1
        and not own.isupper()
        and len(cuts) > 1
        and stretch[cuts[-1] - 2] == ","
    ):
        own = own_words(stretch[cuts[-2] :])
    noun = " ".join(text[after:end].split())
    noun = "" if _MEASURED.match(noun) else noun
    share = unit.startswith(("%", "điểm phần", "điểm %", "phần trăm"))
    direction = _DIRECTION.search(without_periods(part).rstrip())
    said = direction[1].lower() if direction else ""
    relative = _RELATIVE.match(text, end, following)
    compared = cut_relative(relative[1]) if relative else ""
    # A unit that is taken from elsewhere leaves nothing behind the numeral.
    tail = read_tail(text[end:following]) if end > after or not unit else ""
    if noun and not own and re.fullmatch(r"(?:\s+[^\W\d_]+){1,6}\s", text[end:following]):
        tail = read_tail(text[end:], numbers=True)  # "thôn có dưới 3 đảng viên"
    opened = stretch.rfind("(")
    if re.search(r"\([^()]*$", text[:start]):
        base = own_words(stretch[_last_cut(stretch, opened) : opened]) if opened > 0 else ""
        if base and last.head and _HELD_AGAINST.search(base):
            base = f"{last.head}, {base}"
        base = base if len(base.split()) >= 2 else last.what
        label = own or read_label(part)
        what = join_label(base, label) if not noun else join_words(base, label, noun, tail)
        return Named(qualify(what, said, compared), last.head or base)
    if _BESIDE.fullmatch(own) and last.head:
        return Named(f"{last.head}, {own}", last.head)
    context = _context(stretch, cuts, last)
    if _AIMED.match(own) and last.head:
        return Named(qualify(f"{last.head}, {own}", said, compared), last.head)
    if not own:
        if said and noun and not tail:
            return Named(qualify(last.what, said, compared), last.head)
        if share or (not noun and not _FRESH.search(part)):
            named = last.head or context or tail
            added = "" if compared or said else tail
            return Named(qualify(join_label(named, added), said, compared), named)
        head = "" if _FRESH.search(part) else last.head
        return Named(join_words(head, noun, tail) or last.what, head)
    short = len(own.split()) <= 3
    if share:
        named = own if compared or said else join_words(own, "", tail)
        if short or _PART_OF.search(stretch[: cuts[-1]] if cuts else ""):
            named = join_label(context, named)
        return Named(qualify(named, said, compared), own)
    if _INDICATOR.match(own):
        named = join_label(context, own) if short else own
        return Named(qualify(join_words(named, noun, tail), said, compared if said else ""), own)
    named = join_words(own, noun, tail)
    if short and len(named.split()) <= 6:
        named = join_label(context, named)
    return Named(named, own)


def _context(stretch: str, cuts: list[int], last: Named) -> str:
    """What the figure's clause goes on with: what the figure before measures, else the words before
    the last cut of the same part of the sentence."""
    if last.what:
        return last.head or last.what
    if len(cuts) < 1 or stretch[cuts[-1] - 1 : cuts[-1]] in ";.":
        return ""
    previous = stretch[cuts[-2] if len(cuts) > 1 else 0 : cuts[-1]]
    return " ".join(own_words(previous.rstrip(" ,:;(–-")).split()[-12:])


def _last_cut(stretch: str, end: int) -> int:
    return max((match.end() for match in _BOUNDARY.finditer(stretch, 0, end)), default=0)
