"""The words beside a figure: cut free of verbs, periods and openers, and joined to a name."""

import re

from meetingqa.facts import read_facts

GLOSS = re.compile(r"\(([^()\d]{1,40})\)")  # "(GRDP)" cuts nothing
_TRAILING = re.compile(
    r"(?:(?:^|(?<=\s))(?:mới(?=\s+(?:đạt|có|bằng|được|chỉ|giải|là|khoảng))|đã|vẫn|chỉ|đang|sẽ|"
    r"phải|cũng|dự ước|"
    r"ước|đều|hiện|tiếp tục|hơn|gần|khoảng|trên|dưới|tối thiểu|tối đa|ít nhất|là|còn|được|đạt|"
    r"có|lên|xuống|"
    r"tới|đến|bằng|chiếm|tổng cộng|thực hiện|khôi phục|dự kiến|với|từ|thêm|cả|gồm|mức|tăng|giảm|"
    r"vượt|gấp|"
    r"cao gấp|cao hơn|thấp hơn|kém|tại|ở|trong|cho|của|và|các|những|bình quân|không|chưa|nay|ra|"
    r"thu được|"
    r"tương ứng|đối|vào|toàn bộ)\s*)+$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:[\s,;:.–\"“”-]|(?:theo đó|tính đến|tính chung|lũy kế|luỹ kế|tính|trong khi|trong đó|"
    r"trong|đến|tại|"
    r"và|hiện nay|hiện|nay|nhưng|song|còn|riêng|ước|chung|cuối|đầu|như vậy|tuy vậy|tuy nhiên|"
    r"ngoài ra|"
    r"đồng thời|cả tỉnh|toàn tỉnh|tỉnh ta|tỉnh|hết|của tỉnh|toàn thành phố|vẫn|là|đã|có|được|"
    r"khi|với|nhờ|"
    r"đưa|nâng|thì|từ|vào|ngày|toàn bộ|đạt)(?!\w))+",
    re.IGNORECASE,
)
_TAIL_STOP = re.compile(
    r"\s(?:và|nhưng|song|để|do|vì|nhờ|bởi|nên|so với|so cùng|trước|với|còn|khiến|trong đó|tăng|"
    r"giảm|đạt(?! chuẩn)|"
    r"gồm|bằng|từ|chiếm|cao hơn|thấp hơn|là)\s|\s[–-]\s|\s*\d|…|[;:()]|\.(?:\s|$)|,(?=[^,;.]*\d)|"
    r",\s+(?=(?:trong|riêng|nhưng|song|tăng|giảm|đạt|bằng|vượt|cao|thấp|gồm|chiếm|còn|đồng thời|"
    r"có|được|phải|"
    r"để|do|vì|nên|nhờ|cùng|kể|chủ yếu|nhất|lần|đưa|nâng|làm|gấp|mức|đứng|xếp|hoàn thành|"
    r"báo cáo)(?!\w))"
)
_TAIL_STOP_LATE = re.compile(
    _TAIL_STOP.pattern.replace(r"|\s*\d|…", "|…").replace(r"|,(?=[^,;.]*\d)", "|,")
)
_PLACES = re.compile(r"^\s*,\s*(?:thị trấn|phường|thị xã|thành phố)(?!\w)")
_TAIL_WORDS = 12


def own_words(part: str) -> str:
    """The words of a stretch that name something: no periods, no verbs of measure, no openers."""
    words = _TRAILING.sub("", _LEADING.sub("", without_periods(part)).rstrip(" ,;:("))
    words = _TRAILING.sub("", _LEADING.sub("", words))
    return words.strip(' ,;:()–-"“”')


def without_periods(text: str) -> str:
    """Words without dates and periods and the prepositions that led to them."""
    facts = read_facts(text)
    spans = [(p.start, p.end) for p in facts.periods] + [(m.start, m.end) for m in facts.moments]
    for start, end in sorted(spans, reverse=True):
        if "cùng kỳ" in text[max(0, start - 12) : start].lower():
            continue
        left = re.sub(
            r"(?:(?<!\w)(?:tính đến|đến|từ|trước|trong|vào|của|cuối|đầu|hết|ngày|năm|tháng|"
            r"\d+ năm)\s*)+$",
            "",
            text[:start],
            flags=re.IGNORECASE,
        )
        text = left + " " + text[end:].lstrip(" /")
    return re.sub(r"\s+", " ", text)


def read_label(part: str) -> str:
    """The comparison that a bracket names ("cùng kỳ 2030"); "" for another."""
    return " ".join(without_periods(part).split()).strip(" ,(:") if "cùng kỳ" in part else ""


def join_label(what: str, label: str) -> str:
    """A name and, after a comma, what tells this figure of it apart."""
    label = label.strip(" ,;")
    return f"{what}, {label}" if label and what else what or label


def qualify(head: str, said: str, compared: str) -> str:
    """The head with its change and what it is held against."""
    if said and not head.lower().endswith(said):
        head = f"{head} {said}"
    if compared and compared.lower() not in head.lower():
        plain = said or re.match(r"so |số|tổng", compared, re.IGNORECASE)
        head = f"{head} {compared}" if plain else f"{head} so với {compared}"
    return head.strip()


def cut_relative(words: str) -> str:
    """What a share is of ("dự toán", "so với cùng kỳ"), up to the next clause."""
    lead = re.match(r"so (?:với )?", words)
    rest = words[lead.end() :] if lead else words
    rest = re.split(
        r"\s(?:và|nhưng|song|do|nhờ|vì|để|trong khi|với|cao nhất|gồm|từ|bởi|là|chủ yếu)\s|…|"
        r"\s[–-]\s",
        rest,
    )[0]
    return " ".join(((lead.group() if lead else "") + rest).split()).strip(" ,;")


def read_tail(text: str, *, numbers: bool = False) -> str:
    """The words after a unit that belong to what is counted ("xã *đạt chuẩn nông thôn mới*")."""
    text = re.sub(r"^(\s*)\([^()]*\)", r"\1", _PLACES.sub("", text))
    text = re.sub(r"^\s*(?:trở lên|trở xuống)?\s*(?:là|cho|của)\s", " ", text)
    if re.match(r"\s+(?:và|nhưng|song|để|do|vì|nhờ|so|trước|tăng|giảm|từ|chiếm)\s", text):
        return ""
    stop = (_TAIL_STOP_LATE if numbers else _TAIL_STOP).search(text)
    return " ".join((text[: stop.start()] if stop else text).split()[:_TAIL_WORDS])


def join_words(*parts: str) -> str:
    """Words one after the other, empty ones left out."""
    said = " ".join(part for part in parts if part)
    return re.sub(r"\s+,", ",", said).strip(" ,;")
