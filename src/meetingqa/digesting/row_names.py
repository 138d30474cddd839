"""The names of a table's rows, in their sentence's own words and by one of two patterns.

An indicator of the place begins a clause and runs on to its figure, or to a change that follows it; or a
sentence tells of the place itself, up to where its one figure's part ends. What fits neither has no row,
and its sentence is listed as left out.
"""

import re
from functools import lru_cache

from meetingqa.digesting.standing import loosen
from meetingqa.domain import FigurePoint
from meetingqa.facts import read_facts
from meetingqa.facts.indicators import SECOND_NOUN
from meetingqa.language.text import UPPER, key, syllables

_CHANGE = r"(?:tăng|giảm|vượt|chiếm|so với|cao hơn|thấp hơn|bằng|đạt)(?!\w)"
# Aims, proposals, bounds, duties and conditions are no results.
_NO_RESULT = re.compile(
    r"\(đề xuất\)|(?<!\w)(?<!đạt )(?<!vượt )(?:mục tiêu|phấn đấu|ngưỡng|tiêu chuẩn|đề xuất|kiến nghị|phải|"
    r"sẽ|cần|nếu|dự kiến|không thể|có thể|tối đa|tối thiểu|không quá|trở (?:lên|xuống))(?!\w)",
    re.IGNORECASE,
)
# What a province reports of itself.
_INDICATOR = re.compile(
    r"grdp|gdp|fdi|tổng sản phẩm|(?:tổng )?(?:thu|chi) (?:hút|ngân sách|nsnn|nội địa|tiền|từ|cân đối|nhập)|"
    r"(?:tổng )?(?:kim ngạch|sản lượng|đàn|lượng khách|lượt khách|mức bán lẻ|dư nợ)|chỉ số|tốc độ|tăng trưởng|"
    r"năng suất|doanh thu (?:bán lẻ|từ du lịch|du lịch)|t[ỷỉ] lệ (?:\w+ ){2}|(?:vốn )?đầu tư công|hộ nghèo|"
    r"giải ngân (?:vốn )?đầu tư|số (?:xã|thôn|hộ|đảng viên|lao động|doanh nghiệp) \w+|nợ (?:công|đọng|thuế)|"
    r"(?:khu vực |sản xuất )?(?:công nghiệp|nông nghiệp|dịch vụ)|xuất khẩu|nhập khẩu",
    re.IGNORECASE,
)
# A share in percent is of what the words before it say, or a change.
_SHARE = re.compile(
    rf"t[ỷỉ] lệ|tốc độ|tăng trưởng|chỉ số|.*(?:giải ngân|\s{_CHANGE})", re.IGNORECASE
)
# Of the country, of a place that is not named, of what only a sentence before names.
_ELSEWHERE = re.compile(
    rf"(?<!\w)(?:cả nước|toàn quốc|Việt Nam|"
    rf"(?:địa bàn|của|toàn) (?:huyện|thị xã|quận|xã(?! hội)|phường|dự án|công ty)(?! [{UPPER}])|"
    r"(?<!năm )(?<!kỳ họp )(?<!hội nghị )(?:này|đó|ấy)|(?:nêu|kể) trên|vụ việc|"
    r"(?i:công ty|dự án)(?= (?:đã|còn|được|bị|có|là)))(?!\w)"
)
_PART = re.compile(rf"(?<!\w)(?:huyện|thị xã|quận|phường|thị trấn|TP\.?) [{UPPER}]")
_TIME = "\N{SECTION SIGN}"  # stands for a period in a sentence that is looked through
# What may stand between the words of a name, and between it and its figure. Each such word is one letter
# where names are looked for: the words by themselves, between every two of a name, took a digest's time.
_WEAK_WORDS = (
    *"đạt là có còn dự ước khoảng gần hơn trên chỉ đã được mới tới đến lên xuống cả vẫn cũng tính".split(),
    *"đang bằng trong cuối hết thêm".split(),
    *("ở mức", "thực hiện"),
)
_LETTERS = {word: chr(0xE000 + number) for number, word in enumerate(_WEAK_WORDS)}  # private use
_WORDS = {ord(letter): word for word, letter in _LETTERS.items()}
_WEAK_WORD = re.compile(rf"(?<!\w)(?:{'|'.join(_WEAK_WORDS)})(?!\w)", re.IGNORECASE)
_WEAK = rf"[\s{_TIME}{min(_WORDS):c}-{max(_WORDS):c}]*"


def _shorten(text: str) -> str:
    return _WEAK_WORD.sub(lambda found: _LETTERS[found[0].lower()], text)


_BEGIN = (
    r"(?:^|[,;:.]\s+|\s(?:rằng|cho biết|cho thấy)\s+)"
    rf"(?:(?:{_shorten('Trong')} đó|Riêng|Tuy nhiên|Về [^,;.]+),?\s+)?{_WEAK},?\s*"
)
_SHORT_CHANGE = _shorten(_CHANGE)
_END = rf"(?=\s*(?:{_TIME}\s*)?(?:(?:và )?{_SHORT_CHANGE}|(?:do|vì|nhờ|để|song|nhưng)(?!\w)|[,;:.!…(]|$))"
# The place itself is told of: few words lead to its one figure, and no list goes on behind it.
_PLACE = (
    r"(?:^|[;:]\s|(?:rằng|cho biết|cho thấy|nêu)[,:]?\s)(?P<own>(?:(?!sau khi|khi |để )[^,;:.(]{1,60}, )?"
    r"(?:(?:UBND|HĐND|Công an|Thanh tra|toàn|cả) |)(?:tỉnh|thành phố|đảng bộ)(?!\w)"
)
_BEGUN = re.compile(f"{_PLACE})", re.IGNORECASE)
_OF_PLACE = (
    rf"{_PLACE}(?:\s[^\W\d]+){{1,8}}?\s"
    rf"%s\s[^,;:.()\d]+)(?=[;:.!…(]|$|, (?:{_CHANGE}|trong đó|[^,;:.()\d]*\d))"
)


def name_row(figure: FigurePoint) -> str:
    """The name of a figure in a table of places and periods; "" where none stands alone."""
    quote = figure.citations[-1].quote
    if " | " in quote:
        return figure.what if _tells(figure.what, figure.unit) else ""
    name = figure.what.removesuffix(f" {figure.unit}")
    cut = name.endswith(("thời kỳ", "giai đoạn", "theo chuẩn"))  # before its period
    away = _ELSEWHERE.search(name) or _NO_RESULT.search(name)
    if _INDICATOR.match(name) and not (cut or away):
        share = figure.unit == "%" and not _SHARE.match(name)
        if not share and _stands(name, figure, quote):
            return name
    few = len(re.sub(r"\D", "", figure.value).lstrip("0")) < 2  # "the 4 parties", "3 of them"
    span = re.match(r"(?:giờ|phút|ngày|tuần|tháng|năm)(?!\w)", figure.unit)
    if few or span or not _BEGUN.search(quote):
        return ""
    own = re.search(_OF_PLACE % _value(figure.value, figure.unit), quote, re.IGNORECASE)
    words = loosen(own["own"].strip()) if own and not SECOND_NOUN.match(quote, own.end()) else ""
    return "" if _NO_RESULT.search(words) or _ELSEWHERE.search(words) else words


def _tells(name: str, unit: str) -> bool:
    told = [word for word in syllables(key(name)) if word not in syllables(key(unit))]
    return len(told) > 1 or name.isupper()


def _stands(name: str, figure: FigurePoint, quote: str) -> bool:
    """Whether a name runs on to its figure, or an earlier one's name to a change that follows it."""
    value = _value(figure.value, _shorten(figure.unit))
    patterns = [rf"{_BEGIN}(?P<name>{_words(name)}){_WEAK}{value}{_END}"]
    for cut in re.finditer(rf",? (?={_CHANGE})", name):
        verb, _, what = name[cut.end() :].partition(" ")
        verb = _shorten(verb)
        if verb == "so":
            verb, what = f"(?:{_shorten('bằng|đạt')}|so với)", what.removeprefix("với ")
        after = rf"\s*(?:so với\s+)?{_words(what)}" if what else ""
        between = rf"(?:[^,;.(]|[.,]\d|, (?:và )?(?={_SHORT_CHANGE}))*?(?<!\w)"
        begin = rf"{_BEGIN}(?P<name>{_words(name[: cut.start()])})"
        patterns.append(rf"{begin}{between}{verb}{_WEAK}{value}{after}{_END}")
    quote = re.sub(rf"\(([{UPPER}]{{2,6}})\)", r" \1 ", quote)
    for text in (_shorten(_untimed(quote)), _shorten(quote)):
        for pattern in patterns:
            if found := re.search(pattern, text, re.IGNORECASE):
                before = text[: found.start("name")].translate(_WORDS)
                return not any(p.search(before) for p in (_ELSEWHERE, _PART, _NO_RESULT))
    return False


def _value(value: str, unit: str) -> str:
    words = _WEAK.join(map(re.escape, unit.split()))
    return rf"(?<![\d.,/])(?<!ngày )(?<!đường ){re.escape(value)}(?![.,]?\d)\s*{words}"


def _words(text: str) -> str:
    return _WEAK.join(map(re.escape, _shorten(text).split()))


@lru_cache(maxsize=512)  # every figure of a sentence asks for it
def _untimed(quote: str) -> str:
    facts = read_facts(quote)
    spans = [(p.start, p.end) for p in facts.periods] + [(m.start, m.end) for m in facts.moments]
    for start, end in sorted(spans, reverse=True):
        quote = f"{quote[:start]}{_TIME}{quote[end:]}"
    return quote
