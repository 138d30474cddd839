"""What a figure measures: the noun phrase of its clause, in the sentence's own words."""

import re
from typing import NamedTuple

from meetingqa.facts import read_facts

# Where the words that speak for a figure begin anew.
_BOUNDARY = re.compile(
    r"[;:(]|(?<!TP)(?<!Tp)(?<!TX)[.!?…]\s|,\s|(?<!\d)\s[–-]\s|(?<!\w)(?:trong đó|riêng|nhưng|song|còn lại|tương đương|đồng thời|"
    r"trong khi|nghĩa là|thì)(?:\s|,)|(?<=[\d%)])\s+và\s+|\s+và\s+(?=tăng|giảm|vượt|bằng|cao hơn|thấp hơn)",
    re.IGNORECASE,
)
_GLOSS = re.compile(r"\(([^()\d]{1,40})\)")  # "(GRDP)" cuts nothing
_TRAILING = re.compile(
    r"(?:(?:^|(?<=\s))(?:mới(?=\s+(?:đạt|có|bằng|được|chỉ|giải|là|khoảng))|đã|vẫn|chỉ|đang|sẽ|phải|cũng|dự ước|"
    r"ước|đều|hiện|tiếp tục|hơn|gần|khoảng|trên|dưới|tối thiểu|tối đa|ít nhất|là|còn|được|đạt|có|lên|xuống|"
    r"tới|đến|bằng|chiếm|tổng cộng|thực hiện|khôi phục|dự kiến|với|từ|thêm|cả|gồm|mức|tăng|giảm|vượt|gấp|"
    r"cao gấp|cao hơn|thấp hơn|kém|tại|ở|trong|cho|của|và|các|những|bình quân|không|chưa|nay|ra|thu được|"
    r"tương ứng|đối|vào|toàn bộ)\s*)+$",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"(?<!\w)(tăng|giảm|vượt|hụt|cao hơn|thấp hơn|chiếm)(?:\s+(?:thêm|lên|xuống|gần|hơn|khoảng|tới|trên|là))*"
    r"\s*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\s*(so (?:với )?[^,;.()]*|(?:số )?(?:dự toán|kế hoạch|chỉ tiêu|cùng kỳ|mục tiêu|nghị quyết|số|tổng|"
    r"bình quân|quy mô|GRDP|nhu cầu|công suất)(?!\w)[^,;.()]*)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:[\s,;:.–\"“”-]|(?:theo đó|tính đến|tính chung|lũy kế|luỹ kế|tính|trong khi|trong đó|trong|đến|tại|"
    r"và|hiện nay|hiện|nay|nhưng|song|còn|riêng|ước|chung|cuối|đầu|như vậy|tuy vậy|tuy nhiên|ngoài ra|"
    r"đồng thời|cả tỉnh|toàn tỉnh|tỉnh ta|tỉnh|hết|của tỉnh|toàn thành phố|vẫn|là|đã|có|được|khi|với|nhờ|"
    r"đưa|nâng|thì|từ|vào|ngày|toàn bộ|đạt)(?!\w))+",
    re.IGNORECASE,
)
_FRESH = re.compile(r"(?<!\w)(?:có|còn|gồm|toàn tỉnh|cả tỉnh)(?!\w)", re.IGNORECASE)
_INDICATOR = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tốc độ|số|tổng|thu(?! hút| hồi)|chi|kim ngạch|grdp|gdp|sản lượng|giá trị|diện tích|chỉ số|năng suất|"
    r"vốn|doanh thu|lượng|mức|kinh phí|dư nợ|nợ|giải ngân|tăng trưởng|thu nhập|huy động|cơ cấu|độ|"
    r"khu vực|công nghiệp|dịch vụ|xuất khẩu|nhập khẩu|hộ nghèo|quy mô|công suất|bội chi)(?!\w)",
    re.IGNORECASE,
)
# Words that only say what the figure before is held against: "(kế hoạch 9%)", "trong khi cùng kỳ".
_BESIDE = re.compile(
    r"(?:(?:không|chưa) đạt |thấp hơn |cao hơn |vượt |bằng |so với )?(?:mức )?(?:kế hoạch|cùng kỳ|dự toán|"
    r"năm trước|năm ngoái|mục tiêu|chỉ tiêu|đầu kỳ|chiếm|đầu năm|cuối năm)(?:\s+\S+){0,3}",
    re.IGNORECASE,
)
_TAIL_STOP = re.compile(
    r"\s(?:và|nhưng|song|để|do|vì|nhờ|bởi|nên|so với|so cùng|trước|với|còn|khiến|trong đó|tăng|giảm|đạt(?! chuẩn)|"
    r"gồm|bằng|từ|chiếm|cao hơn|thấp hơn|là)\s|\s[–-]\s|\s*\d|…|[;:()]|\.(?:\s|$)|,(?=[^,;.]*\d)|"
    r",\s+(?=(?:trong|riêng|nhưng|song|tăng|giảm|đạt|bằng|vượt|cao|thấp|gồm|chiếm|còn|đồng thời|có|được|phải|"
    r"để|do|vì|nên|nhờ|cùng|kể|chủ yếu|nhất|lần|đưa|nâng|làm|gấp|mức|đứng|xếp|hoàn thành|báo cáo)(?!\w))"
)
_TAIL_STOP_LATE = re.compile(
    _TAIL_STOP.pattern.replace(r"|\s*\d|…", "|…").replace(r"|,(?=[^,;.]*\d)", "|,")
)
_PART_OF = re.compile(r"(?:riêng|trong đó)\W*$", re.IGNORECASE)
_PLACES = re.compile(r"^\s*,\s*(?:thị trấn|phường|thị xã|thành phố)(?!\w)")
_TAIL_WORDS = 12
_MEASURED = re.compile(
    r"(?:[%/]|(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng|ha|km|m[23²³]?|kg|tấn|tạ|lít|usd|mét|lần|điểm phần)(?!\w))",
    re.IGNORECASE,
)


class Named(NamedTuple):
    """What a figure measures, and the head that a later figure without one of its own takes over."""

    what: str
    head: str


def name_indicator(
    text: str, before: int, start: int, after: int, end: int, following: int, last: Named
) -> Named:
    """What the figure at `start` measures.

    `before` is where the words of the previous figure end (0: none), `after` where the numeral ends
    and `end` where its unit does, `following` where the next figure begins, `last` what the previous
    figure was named.
    """
    stretch = _GLOSS.sub(r" \1 ", text[before:start])
    cuts = [match.end() for match in _BOUNDARY.finditer(stretch)]
    part = stretch[cuts[-1] if cuts else 0 :]
    own = _own_words(part)
    if (
        len(own.split()) == 1
        and not own.isupper()
        and len(cuts) > 1
        and stretch[cuts[-1] - 2] == ","
    ):
        own = _own_words(stretch[cuts[-2] :])
    noun = " ".join(text[after:end].split())
    noun = "" if _MEASURED.match(noun) else noun
    share = text[after:end].strip().startswith(("%", "điểm", "phần trăm"))
    direction = _DIRECTION.search(_without_periods(part).rstrip())
    said = direction[1].lower() if direction else ""
    relative = _RELATIVE.match(text, end, following)
    compared = _cut(relative[1]) if relative else ""
    tail = _tail(text[end:following])
    if noun and not own and re.fullmatch(r"(?:\s+[^\W\d_]+){1,6}\s", text[end:following]):
        tail = _tail(text[end:], numbers=True)  # "thôn có dưới 3 đảng viên"
    opened = stretch.rfind("(")
    if re.search(r"\([^()]*$", text[:start]):
        base = _own_words(stretch[_last_cut(stretch, opened) : opened]) if opened > 0 else ""
        base = base if len(base.split()) >= 2 else last.what
        label = own or _label(part)
        what = _joined(base, label) if not noun else _phrase(base, label, noun, tail)
        return Named(_qualified(what, said, compared), last.head or base)
    if _BESIDE.fullmatch(own) and last.head:
        return Named(f"{last.head}, {own}", last.head)
    context = _context(stretch, cuts, last)
    if not own:
        if said and noun and not tail:
            return Named(_qualified(last.what, said, compared), last.head)
        if share or (not noun and not _FRESH.search(part)):
            named = last.head or context or tail
            added = "" if compared or said else tail
            return Named(_qualified(_joined(named, added), said, compared), named)
        head = "" if _FRESH.search(part) else last.head
        return Named(_phrase(head, noun, tail) or last.what, head)
    short = len(own.split()) <= 3
    if share:
        named = own if compared or said else _phrase(own, "", tail)
        if short or _PART_OF.search(stretch[: cuts[-1]] if cuts else ""):
            named = _joined(context, named)
        return Named(_qualified(named, said, compared), own)
    if _INDICATOR.match(own):
        named = _joined(context, own) if short else own
        return Named(_qualified(_phrase(named, noun, tail), said, compared if said else ""), own)
    named = _phrase(own, noun, tail)
    if short and len(named.split()) <= 6:
        named = _joined(context, named)
    return Named(named, own)


def _context(stretch: str, cuts: list[int], last: Named) -> str:
    """What the figure's clause goes on with: what the figure before measures, else the words before
    the last cut of the same part of the sentence."""
    if last.what:
        return last.head or last.what
    if len(cuts) < 1 or stretch[cuts[-1] - 1 : cuts[-1]] in ";.":
        return ""
    previous = stretch[cuts[-2] if len(cuts) > 1 else 0 : cuts[-1]]
    return " ".join(_own_words(previous.rstrip(" ,:;(–-")).split()[-12:])


def _last_cut(stretch: str, end: int) -> int:
    return max((match.end() for match in _BOUNDARY.finditer(stretch, 0, end)), default=0)


def _own_words(part: str) -> str:
    """The words of a stretch that name something: no periods, no verbs of measure, no openers."""
    words = _TRAILING.sub("", _LEADING.sub("", _without_periods(part)).rstrip(" ,;:("))
    words = _TRAILING.sub("", _LEADING.sub("", words))
    return words.strip(' ,;:()–-"“”')


def _without_periods(text: str) -> str:
    """Words without dates and periods and the prepositions that led to them."""
    facts = read_facts(text)
    spans = [(p.start, p.end) for p in facts.periods] + [(m.start, m.end) for m in facts.moments]
    for start, end in sorted(spans, reverse=True):
        if "cùng kỳ" in text[max(0, start - 12) : start].lower():
            continue
        left = re.sub(
            r"(?:(?<!\w)(?:tính đến|đến|từ|trước|trong|vào|của|cuối|đầu|hết|ngày|năm|tháng|\d+ năm)\s*)+$",
            "",
            text[:start],
            flags=re.IGNORECASE,
        )
        text = left + " " + text[end:].lstrip(" /")
    return re.sub(r"\s+", " ", text)


def _label(part: str) -> str:
    return " ".join(_without_periods(part).split()).strip(" ,(:") if "cùng kỳ" in part else ""


def _joined(what: str, label: str) -> str:
    label = label.strip(" ,;")
    return f"{what}, {label}" if label and what else what or label


def _qualified(head: str, said: str, compared: str) -> str:
    """The head with its change and what it is held against."""
    if said and not head.lower().endswith(said):
        head = f"{head} {said}"
    if compared and compared.lower() not in head.lower():
        plain = said or re.match(r"so |số|tổng", compared, re.IGNORECASE)
        head = f"{head} {compared}" if plain else f"{head} so với {compared}"
    return head.strip()


def _cut(words: str) -> str:
    lead = re.match(r"so (?:với )?", words)
    rest = words[lead.end() :] if lead else words
    rest = re.split(
        r"\s(?:và|nhưng|song|do|nhờ|vì|để|trong khi|với|cao nhất|gồm|từ|bởi|là|chủ yếu)\s|…|\s[–-]\s",
        rest,
    )[0]
    return " ".join(((lead.group() if lead else "") + rest).split()).strip(" ,;")


def _tail(text: str, *, numbers: bool = False) -> str:
    """The words after a unit that belong to what is counted ("xã *đạt chuẩn nông thôn mới*")."""
    text = re.sub(r"^(\s*)\([^()]*\)", r"\1", _PLACES.sub("", text))
    text = re.sub(r"^\s*(?:trở lên|trở xuống)?\s*(?:là|cho|của)\s", " ", text)
    if re.match(r"\s+(?:và|nhưng|song|để|do|vì|nhờ|so|trước|tăng|giảm|từ|chiếm)\s", text):
        return ""
    stop = (_TAIL_STOP_LATE if numbers else _TAIL_STOP).search(text)
    return " ".join((text[: stop.start()] if stop else text).split()[:_TAIL_WORDS])


def _phrase(*parts: str) -> str:
    said = " ".join(part for part in parts if part)
    return re.sub(r"\s+,", ",", said).strip(" ,;")
