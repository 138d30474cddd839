"""Questions about two meetings, years or places, as one question for each."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from meetingqa.facts.calendar import find_moments, find_ordinals, find_periods
from meetingqa.facts.people import find_people
from meetingqa.question_words import ASKING, OF_LEADER, PROVINCE
from meetingqa.questions import content_terms
from meetingqa.text import fold, normalize, unify_tone_marks

_TAIL = re.compile(
    r"[\s,]+(?:thì\s+)?(?P<tail>(?:lần lượt\s+)?(?:là|có|đạt|do|gồm|tăng|giảm|ở|họp|(?:được )?tổ chức|bắt đầu|diễn ra|ai\b)?\s*(?:hội nghị\s+|kỳ họp\s+)?"
    r"(?:những ai|ai|bao nhiêu|những gì|gì|nào|lần thứ mấy|ngày nào|khi nào|như thế nào|ra sao|thế nào)\b.*)$",
    re.IGNORECASE,
)
_TAIL_EXTRA = re.compile(r"lần lượt\s+|[,;].*$")
_HAS_MORE = re.compile(
    r"(?<!\w)(được|có|đạt)\s+(?:nhiều|ít)\s+([^,;?]{3,40}?)\s+hơn(?!\w).*$", re.IGNORECASE
)
_WHICH_MORE = re.compile(
    r"[\s,]+(?:thì\s+)?(?:(?:con số|bên|tỉnh|nơi|năm|kỳ|địa phương|số|cái) nào\s+(?:\w+\s+){0,2}?"
    r"(?:cao|lớn|nhiều|thấp|nhỏ|ít|nhanh|chậm)\s+hơn|khác nhau|chênh(?: lệch)?|hơn kém|"
    r"mỗi (?:bên|năm|nơi|tỉnh|kỳ|ông|bà|người) (?:là )?bao nhiêu)\b.*$",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"^(?:so sánh|đối chiếu|so(?=\s+giúp))\s+(?:giúp(?: (?:tôi|mình|em|anh|chị|với))?\s*:?\s*)?",
    re.IGNORECASE,
)
_MEETING = re.compile(r"hội nghị|kỳ họp|phiên họp|cuộc họp|giao ban", re.IGNORECASE)
_CONJUNCTION = re.compile(
    r"\s*(?:,|;)?\s+(?:và|với|so với|hay|hoặc|còn)\s+|\s*;\s*|,\s+(?=(?:đến|tới|sang)\s)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*,\s+(?:còn\s+)?|\s+(?:và|còn|so với)\s+", re.IGNORECASE)
_EACH = re.compile(r"[\s,]+mỗi (?:bên|nơi|tỉnh|năm|kỳ|ông|bà|người|hội nghị)\s", re.IGNORECASE)
_SUBJECTLESS = frozenset(
    "còn có đạt tăng giảm tới phiên họp hội nghị kỳ ngày tháng năm sáng chiều cuối đầu giữa hết".split()
)
_BESIDE_PLACE = frozenset("tỉnh tăng giảm đạt cho thì tinh tang giam dat cho".split())
_LOCATED = re.compile(
    r"(?:(?:nêu|báo cáo|công bố|tham gia|chủ trì)\s+)*(?:(?:trong|tại|ở|của|theo|vào)\s+)?"
    r"(?:(?:hội nghị|kỳ họp|phiên họp|giao ban)\b[^,;]{0,40})?(?:(?:năm|ngày|sáng|chiều|tỉnh|cuối|đầu|giữa)\s+)*$",
    re.IGNORECASE,
)


def split_question(question: str, provinces: Iterable[str] = ()) -> list[str]:
    """A question about two meetings, years or places as one question for each; else just itself.

    "A năm 2020 và năm 2021 lần lượt là bao nhiêu?" becomes "A năm 2020 là bao nhiêu?" and the same
    for 2021. Both parts must say by a date, ordinal, period or province which one they mean: in the
    same way, or each of a meeting that it names.
    """
    text = unify_tone_marks(normalize(question)).rstrip(" ?.")
    names = list(provinces)
    text, comparing = _COMPARING.subn("", text)
    text = _HAS_MORE.sub(r"\1 bao nhiêu \2", text)
    if more := _WHICH_MORE.search(text):
        text, comparing = f"{text[: more.start()]} là bao nhiêu", 1
    if two := _two_questions(text, names) or _swapped(text, names):
        return two
    asks = _EACH.search(text) or _TAIL.search(text)
    comparing = comparing or int(asks is not None and asks.re is _EACH)
    body = text[: asks.start()] if asks else text
    halves = _halves(text, body, names, comparing=bool(comparing))
    if asks and not halves:  # "… được đánh giá thế nào ở hội nghị A và ở hội nghị B?"
        halves = _halves(text, text, names, asked_before=True)
    return halves or [question]


def _halves(
    text: str,
    body: str,
    names: Sequence[str],
    *,
    comparing: bool = False,
    asked_before: bool = False,
) -> list[str]:
    """Two questions from the two sides of a conjunction in `body`; what `text` asks comes after it,
    or was `asked_before` it."""
    for conjunction in _CONJUNCTION.finditer(body):
        left, right = body[: conjunction.start()], body[conjunction.end() :]
        first, second = _locators(left, names), _locators(right, names)
        if not first or not second or second[0].start > 60:
            continue
        if asked_before and not ASKING.search(fold(left)):
            continue
        meetings = _MEETING.search(left) and _MEETING.search(right)
        alike = {x.kind for x in first} & {x.kind for x in second} - {"term"}
        if conjunction.group().strip() == "với" and not (comparing or _of_one_form(left, right)):
            continue  # "hợp nhất A với B"
        if not (alike or meetings) or {x.value for x in first} & {x.value for x in second}:
            continue
        end = conjunction.end() + max(x.end for x in second)
        rest = "" if asked_before else _EACH.sub("", text[end:] + " ").lstrip(" ,)–-")
        tail = _TAIL_EXTRA.sub("", rest).strip()
        right = text[conjunction.end() : end] + (")" if text[end : end + 1] == ")" else "")
        start = next((x.start for x in first if x.kind in alike), first[0].start)
        head = left[: _phrase_start(left, start)].strip(" ,:–-")
        own = set(content_terms(right)) & set(content_terms(head)[:3])
        second_question = right if own or not head else f"{head} {right}"
        place = [text[conjunction.end() :][x.start : x.end] for x in second if x.kind == "place"]
        if place and not own and not any(_is_sure(x) for x in first):
            left = f"{left} ({place[0]})"  # "năm 2022 và năm 2023 của tỉnh X"
        return [f"{half} {tail}".strip() + "?" for half in (left, second_question)]
    return []


def _of_one_form(left: str, right: str) -> bool:
    """Whether both sides open alike ("Chủ tịch UBND tỉnh A … với Chủ tịch UBND tỉnh B …")."""
    return " ".join(right.split()[:2]) in left


class _Locator(NamedTuple):
    """Words that say which meeting, year, period or place is meant."""

    start: int
    end: int
    kind: str
    value: str


def _is_sure(locator: _Locator) -> bool:
    """Whether a locator alone says which meeting is meant: a place, an ordinal, a day or month."""
    return locator.kind in ("place", "ordinal") or (
        locator.kind == "date" and "None" not in locator.value.split("-")[1]
    )


def _two_questions(text: str, provinces: Sequence[str]) -> list[str]:
    """Two whole questions joined by "và" or "còn", each about a meeting or place of its own."""
    opening = re.match(r"[^,:?]{3,60}[,:]\s+", text)
    shared = opening.group() if opening and not ASKING.search(fold(opening.group())) else ""
    for conjunction in _CONJUNCTION.finditer(text, len(shared)):
        halves = text[len(shared) : conjunction.start()], text[conjunction.end() :]
        first, second = (_locators(half, provinces) for half in halves)
        if not (first and second and all(ASKING.search(fold(half)) for half in halves)):
            continue
        alike = {x.kind for x in first} & {x.kind for x in second}
        trailing = second[-1].end == len(halves[1].rstrip())
        if trailing and not alike and "còn" not in conjunction.group():
            continue  # "tỉnh A họp bao nhiêu phiên và ra mấy kết luận trong năm 2023": one year
        if not {x.value for x in first} & {x.value for x in second}:
            return [f"{shared}{half}?" for half in (halves[0], _with_subject(*halves, provinces))]
    return []


def _with_subject(left: str, right: str, provinces: Sequence[str]) -> str:
    """The second of two questions, with the first one's subject when it names none of its own."""
    first, second = _locators(left, provinces), _locators(right, provinces)
    beside = right
    for x in second:
        beside = beside.replace(right[x.start : x.end], " ")
    if set(content_terms(beside)) - _SUBJECTLESS:
        return right
    alike = [x.start for x in first if x.kind in {y.kind for y in second}]
    return f"{left[: min(alike)].strip()} {right}" if alike else right


def _swapped(text: str, provinces: Sequence[str]) -> list[str]:
    """A whole question and, after a comma or "so với", just another place for the same question."""
    for joint in _JOINT.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        if not ASKING.search(fold(left)):
            continue
        first, second = (
            [x for x in _locators(half, provinces) if x.kind == "place"] for half in (left, right)
        )
        if len(first) != 1 or len(second) != 1 or first[0].value == second[0].value:
            continue
        beside = right[: second[0].start] + right[second[0].end :]
        if len([t for t in content_terms(beside) if t not in _BESIDE_PLACE]) > 0:
            continue
        place = right[second[0].start : second[0].end]
        return [f"{left}?", f"{left[: first[0].start]}{place}{left[first[0].end :]}?"]
    return []


def _locators(text: str, provinces: Sequence[str]) -> list[_Locator]:
    """The locators of a text in order."""
    found = [
        _Locator(x.start, x.end, "term" if x.value.startswith("khoa") else "ordinal", x.value)
        for x in find_ordinals(text)
    ]
    taken = [(x.start, x.end) for x in find_ordinals(text)]
    found += [
        _Locator(m.start, m.end, "date", f"{m.year}-{m.month}-{m.day}")
        for m in find_moments(text, taken)
    ]
    found += [
        _Locator(x.start, x.end, "thang" if "thang" in x.value else "quy", x.value)
        for x in find_periods(text)
        if "-" not in x.value
    ]
    folded = fold(text)
    places = [
        (m.span(), fold(name))
        for name in provinces
        for m in re.finditer(rf"\b{re.escape(fold(name))}\b", folded)
    ]
    places += [(m.span(1), fold(m[1])) for m in PROVINCE.finditer(text)]
    places += [
        ((led.start(), p.end), fold(p.name))
        for p in find_people(text)
        if (led := OF_LEADER.search(text, 0, p.start))
    ]
    return sorted([*found, *(_Locator(*span, "place", name) for span, name in places)])


def _phrase_start(text: str, locator: int) -> int:
    """Where the phrase that leads to a locator begins ("… tại hội nghị lần thứ 8": at "tại")."""
    found = _LOCATED.search(text, 0, locator)
    return found.start() if found else locator
