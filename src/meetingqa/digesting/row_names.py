"""The names of a table's rows, which say by themselves, without their sentence, what is told.

The name that a summary gives a figure stands where it is a whole phrase of its sentence; otherwise
the sentence's own words stand for it, from its beginning through the figure's part. What still does
not say of when, where or whom it is gets no name, and its sentence is listed as left out.
"""

import re
from collections.abc import Iterator

from meetingqa.digesting.standing import leans, loosen, pair_marks
from meetingqa.digesting.wholeness import KIND, MAX_LEAD, PART, Place, is_indicator, is_whole
from meetingqa.domain import FigurePoint
from meetingqa.facts import read_facts
from meetingqa.facts.binding import read_figures
from meetingqa.facts.indicators import SECOND_NOUN
from meetingqa.text import LOWER, UPPER, key, syllables

MAX_WORDS = 34  # of a sentence's own words as a name
MIN_OWN = 8  # fewer are but the first of a list
MIN_NAME = 2  # words of a name besides its unit
_BREAK = re.compile(r"[,;:…]\s|\)(?=[\s,;.])|[.!?…”\"]*$")
# What follows is what somebody tells.
_TOLD = re.compile(r"(?<!\w)(?:rằng|cho biết|cho thấy|cho hay|nêu rõ)(?: thêm)?[,:]?\s")
# What points to a sentence before; the meeting and the year at hand are known.
_ABOVE = re.compile(
    r"(?<!\w)(?:nêu|nói|kể) trên(?!\w)|trên(?=,|$)|"
    r"(?<!họp )(?<!nghị )(?<!dịp )(?<!đợt )(?<!năm )(?<!lần )này(?!\w)"
)
_TO = re.compile(r"\s*(?:[-–]|đến)\s*")
_LABEL = re.compile(r" \((?:từ|đến)\)$")
# Aims, proposals, bounds, duties and conditions are no results.
_NO_RESULT = re.compile(
    r"^(?:[Mm]ục tiêu|[Nn]gưỡng|[Cc]hỉ tiêu)(?!\w)|\(đề xuất\)|"
    r"(?<!\w)(?:phải|sẽ|cần|nếu|dự kiến|tối đa|tối thiểu|không quá)(?!\w)"
)
# What only opens a sentence and says nothing.
_OPENING = re.compile(
    r"(?!.*\s(?:đã|có|được|đạt|bị)\s)(?:tại|với|đối với|theo|sau|khi|để|nhờ|do|từ|ngoài|về|ở|trong|"
    r"trên|của|cho) (?:[^,]|,(?=\d))*",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\s+trở (?:lên|xuống)(?!\w)")
_SCALE = re.compile(r"(?:nghìn|ngàn|triệu|tỷ|tỉ)(?: (?:triệu|tỷ|tỉ))?", re.IGNORECASE)
_RATE = re.compile(r"t[ỷỉ] lệ ", re.IGNORECASE)
_SPAN = re.compile(r"(?:giờ|phút|ngày|tuần|tháng|quý|năm)(?: làm việc)?")
_UNITLESS = re.compile(r"(?:tổng )?(?:số|chỉ số|mức|điểm) ", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?<!\w)(?!(?:Tại|Theo|Trong|Với|Từ|Đến|Do|Riêng|Về|Cùng|Sau|Trước|Các) |Việt Nam)"
    rf"(?:[{UPPER}]\w* [{UPPER}][{LOWER}]|(?:TP\.?|tỉnh|huyện|xã) [{UPPER}])"
)
# A place or body that is known by the article's place, and one of which it is not said which.
_HERE = re.compile(
    rf"(?<!\w)(?:(?i:tỉnh|thành phố|các (?:huyện|xã|cấp)|địa bàn|đảng bộ|cả nước)|"
    rf"(?!USD|VND|EUR)[{UPPER}]{{3,}})(?!\w)"
)
_UNKNOWN = re.compile(
    rf"(?<!\w)(?:địa bàn|của|toàn) (?:huyện|thị xã|quận|xã(?! hội)|phường)(?! [{UPPER}])(?!\w)"
)
_AT_HOME = re.compile(rf"(?<!\w)(?:của|toàn) (?:tỉnh|thành phố)(?! [{UPPER}])(?!\w)")
_SOURCE = re.compile(r"Theo [^,]*, ")  # who tells it is not who it is told of
# Whose figures the sentence gives: "Báo cáo của UBND huyện Suối Đá cho thấy, …".
_PART_OF = re.compile(
    rf"(?:UBND|HĐND|địa bàn|[Tt]oàn) ((?:huyện|thị xã|quận|xã|phường|thị trấn) "
    rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)*)[^;]*$"
)
_PROPER = re.compile(rf"\s[{UPPER}][{LOWER}]")


def name_row(figure: FigurePoint, *, placed: bool) -> str:
    """The name of a figure in a table of places and periods; "" where none stands alone.

    Unless it is known of what place the figure is (`placed`), its name must hold a proper one.
    """
    aim = _NO_RESULT.search(figure.what)
    if aim and aim.group() != figure.unit:
        return ""
    if " | " in figure.citations[-1].quote:
        return figure.what if _tells(figure.what, figure.unit) else ""
    rate = _RATE.match(figure.what) and not figure.unit.startswith(("%", "phần", "điểm"))
    unnamed = not figure.unit and not _UNITLESS.match(figure.what)
    if rate or unnamed or _SCALE.fullmatch(figure.unit):
        return ""
    names = _offer_names(figure)
    return next((n for n in names if placed or (_NAMED.search(n) and not _AT_HOME.search(n))), "")


def name_place(what: str, before: str) -> str:
    """A figure's name with the part of the province that the words before it report of."""
    part = _PART_OF.search(before)
    return f"{what}, {part[1]}" if part and not _PROPER.search(what) else what


def _tells(name: str, unit: str) -> bool:
    told = [word for word in syllables(key(name)) if word not in syllables(key(unit))]
    return len(told) >= MIN_NAME or name.isupper()


def _is_anchored(name: str, period: str | None) -> bool:
    """Whether a name says of when, where or whom it is, or is an indicator."""
    facts = read_facts(name)
    timed = (period and re.search(r"\d", period)) or facts.periods or facts.moments
    anchored = (
        timed or is_indicator(name) or _HERE.search(_SOURCE.sub("", name)) or _NAMED.search(name)
    )
    opens = _OPENING.fullmatch(_SOURCE.sub("", name))
    return bool(anchored) and not opens and not _UNKNOWN.search(name)


def _offer_names(figure: FigurePoint) -> Iterator[str]:
    """The names that a figure may have: its own where it is whole, then its sentence's words."""
    quote = figure.citations[-1].quote
    before = figure.citations[0].quote if len(figure.citations) > 1 else ""
    label = _LABEL.search(figure.what)
    suffix = label.group() if label else ""
    name = _without_unit(_LABEL.sub("", figure.what), figure.unit)
    places = list(_find_places(figure, quote))
    whole = _tells(name, figure.unit) and any(is_whole(name, quote, p, before) for p in places)
    kind = KIND.match(name)
    own = name if kind and kind.group().strip() in quote.lower() else KIND.sub("", name, count=1)
    if whole and _is_anchored(own, figure.period):
        yield name + suffix
    told = len(places) == 1 and not _SPAN.fullmatch(figure.unit)  # a span needs its own name
    words = _own_words(quote, places[0]) if told else ""
    if words and _is_anchored(words, figure.period):
        yield words + suffix


def _without_unit(name: str, unit: str) -> str:
    """A name without the noun that the column of units has, where it ends with it."""
    rest = name.removesuffix(f" {unit}").rstrip(" :,") if unit else name
    return rest if len(rest.split()) > MAX_LEAD and not rest.endswith(" số") else name


def _find_places(figure: FigurePoint, quote: str) -> Iterator[Place]:
    value = re.compile(rf"(?<![\d.,])(?<!\d\s)(?<!\d[./]\s){re.escape(figure.value)}(?![.,]?\d)")
    unit = re.compile(rf"\s*{re.escape(figure.unit)}")
    for match in value.finditer(quote):
        told = unit.match(quote, match.end())
        end = told.end() if told else match.end()
        if not _BOUND.match(quote, end):
            yield Place(match.start(), match.end(), end)


def _own_words(quote: str, place: Place) -> str:
    """The sentence's words from its beginning, or from the last indicator, through the figure's part;
    "" where they are too many or lean on what stands before."""
    end = place.end
    following = [figure for figure in read_figures(quote) if figure.start >= end]
    while following and _TO.fullmatch(quote, end, following[0].start):
        end = following.pop(0).end  # a range is told with both its ends
    stop = _find_stop(quote, end, [figure.start for figure in following])
    if quote[stop : stop + 1] == ":":
        return ""  # the list that follows belongs to it
    for begin in _find_begins(quote, place.start):
        words = quote[begin:stop].strip(" ,;.–-")
        words = pair_marks(loosen(words + ")" * (words.count("(") - words.count(")"))))
        few = len(words.split()) < MIN_OWN and not is_indicator(words)
        long = len(words.split()) > MAX_WORDS or quote.rstrip().endswith("?")
        away = leans(words) or _ABOVE.search(words)
        if not (few or long or away or _NO_RESULT.search(words)):
            return words
    return ""


def _find_stop(quote: str, end: int, following: list[int]) -> int:
    """Where the figure's part ends: before the part of the next figure, if there is one; within no
    bracket that opens behind the figure."""
    inside = [m.span() for m in re.finditer(r"\([^()]*\)", quote) if m.start() >= end]
    breaks = [
        m
        for m in _BREAK.finditer(quote, end)
        if not any(first < m.start() < last for first, last in inside)
        and not SECOND_NOUN.match(quote, m.start())
    ]
    for limit in (*following, len(quote)):
        before = [m for m in breaks if m.start() < limit]
        if before:
            last = next((m for m in before if m.group()[0] in ";:"), before[-1])
            return last.end() if last.group() == ")" else last.start()
    return len(quote)


def _find_begins(quote: str, start: int) -> Iterator[int]:
    """Where the words before a figure may begin and be whole."""
    parts = [m.end() for m in PART.finditer(quote, 0, start) if m.group()[0] in ",;:"]
    yield from [at for at in parts if is_indicator(quote[at:])][-1:]
    yield 0
    yield from (match.end() for match in _TOLD.finditer(quote, 0, start))
    items = (m.end() for m in re.finditer(r"[;:]\s", quote[:start]))
    yield from (at for at in items if "," not in quote[at:start])
