"""What a figure measures: the noun phrase of its clause, in the sentence's own words."""

import re
from typing import NamedTuple

from meetingqa.facts import read_facts

# Where the words that speak for a figure begin anew.
_BOUNDARY = re.compile(
    r"[;:(]|[.!?…]\s|,\s|(?<!\d)\s[–-]\s|(?<!\w)(?:trong đó|riêng|nhưng|song|còn lại|tương đương|đồng thời|"
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
    r"gồm|bằng|từ|chiếm|cao hơn|thấp hơn|là|mà)\s|\s[–-]\s|\s*\d|…|[,;.:()\"”]"
)
_PLACES = re.compile(r"^\s*,\s*(?:thị trấn|phường|thị xã|thành phố)(?!\w)")
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
    inside = bool(re.search(r"\([^()]*$", text[:start]))
    if inside and (not own or _BESIDE.fullmatch(own)):
        opened = stretch.rfind("(")
        if not last.what and opened > 0:
            last = Named(*[_own_words(stretch[_last_cut(stretch, opened) : opened])] * 2)
        if not own and (said or compared):
            return Named(_qualified(last.head or last.what, said, compared), last.head)
        if not own and noun:
            return Named(_phrase(last.what, noun, tail), last.head)
        return Named(_joined(last.what, own or _label(part)), last.head)
    if _BESIDE.fullmatch(own) and last.head:
        return Named(f"{last.head}, {own}", last.head)
    if not own:
        if share or (not noun and not _FRESH.search(part)):
            return Named(_qualified(last.head or tail, said, compared), last.head or tail)
        head = "" if _FRESH.search(part) else last.head
        return Named(_phrase(head, noun, tail) or last.what, head)
    if share:
        plain = compared or len(own.split()) > 2 or _INDICATOR.match(own)
        return Named(_qualified(own if plain else _phrase(own, "", tail), said, compared), own)
    if _INDICATOR.match(own):
        return Named(_qualified(own, said, compared if said else ""), own)
    return Named(_phrase(own, noun, tail), own)


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


def _tail(text: str) -> str:
    """The words after a unit that belong to what is counted ("xã *đạt chuẩn nông thôn mới*")."""
    text = re.sub(r"^(\s*)\([^()]*\)", r"\1", _PLACES.sub("", text))
    if re.match(r"\s+(?:và|nhưng|song|để|do|vì|nhờ|so|trước|tăng|giảm|từ|chiếm)\s", text):
        return ""
    stop = _TAIL_STOP.search(text)
    words = (text[: stop.start()] if stop else text).split()
    return " ".join(words[:9])


def _phrase(*parts: str) -> str:
    return " ".join(part for part in parts if part).strip(" ,;")
