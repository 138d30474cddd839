"""Questions about two meetings, years or places, as one question for each."""

import re
from collections.abc import Iterable, Sequence

from meetingqa.language.text import UPPER, normalize, unify_tone_marks
from meetingqa.questions.dates import find_bases
from meetingqa.questions.locators import Locator, find_locators, is_sure, phrase_start
from meetingqa.questions.time_pairs import split_times
from meetingqa.questions.words import asks, content_terms

_TAIL = re.compile(
    r"[\s,]+(?:thì\s+)?(?P<tail>(?:lần lượt\s+)?(?:là|có|đạt|do|gồm|tăng|giảm|ở|họp|(?:được )?tổ chức|bắt đầu|diễn ra|ai\b)?\s*(?:hội nghị\s+|kỳ họp\s+)?"
    r"(?:những ai|ai|bao nhiêu|những gì|gì|nào|lần thứ mấy|ngày nào|khi nào|như thế nào|ra sao|thế nào)\b.*)$",
    re.IGNORECASE,
)
_TAIL_EXTRA = re.compile(r"lần lượt\s+|[,;].*$")
_SIDE = "(?:con số|bên|tỉnh|nơi|năm|kỳ|địa phương|số|cái|huyện|xã|phường)"
_WHICH_MORE = re.compile(
    rf"[\s,]+(?:thì\s+)?(?:(?:{_SIDE} nào|ai)\s+(?:(?:có|đạt|là)\s+)?(?P<thing>(?:\w+\s+){{0,4}}?)(?:đạt\s+)?"
    r"(?:cao|lớn|nhiều|đông|thấp|nhỏ|ít|nhanh|chậm)\s+hơn|khác nhau|chênh(?: lệch)?|hơn kém|"
    r"mỗi (?:bên|năm|nơi|tỉnh|huyện|xã|phường|kỳ|ông|bà|người) (?:là )?bao nhiêu)\b.*$",
    re.IGNORECASE,
)
_HOW = re.compile(r"(?:khác nhau|chênh(?: lệch)?) (?:thế nào|như thế nào|ra sao)", re.IGNORECASE)
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
_BETWEEN = re.compile(r"(?<!\w)giữa\s+(?=[^?]*\s(?:và|với)\s+(?!đầu|giữa|cuối))", re.IGNORECASE)
_LED_BY = re.compile(rf"\s+(?:của|do) (?:ông|bà|đồng chí)(?: [{UPPER}]\w+)+")
_LISTED = re.compile(
    r"(?:\s*,)?\s*(?:(?:và|với|hay|hoặc|rồi|đến|ở|tại|của|tỉnh|năm|quý|tháng|ngày|kỳ họp|hội nghị|lần)\s+)*",
    re.IGNORECASE,
)
_LED = re.compile(r"(?:giữa|cuối|đầu|hết)\s+$", re.IGNORECASE)
_PLURAL = re.compile(
    r"(?:(?:các|những|mấy)(?: mốc| năm)?|(?:hai|ba|bốn|năm|sáu|\d) )\s*(?:tỉnh\s+|kỳ\s+)?$",
    re.IGNORECASE,
)
_ITS_YEAR = re.compile(r"(?<=[\dIVX])\s+năm\s+(?:19|20)\d\d$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ASKED = re.compile(r"(?:bao nhiêu|mấy)(?!\w)")
_SPANS = frozenset({"quy", "thang"})
NEXT_BY = 8  # characters from a conjunction to the place that it joins to another one
MOST_LISTED = 6  # of the meetings, years or places that one question lists
_SUBJECTLESS = frozenset(
    "còn có đạt tăng giảm tới phiên họp hội nghị kỳ ngày tháng năm sáng chiều cuối đầu giữa hết vào "
    "tỉnh ủy ban thường vụ chấp hành hội đồng nhân dân đảng bộ tới lúc đợt lần".split()
)
_BESIDE_PLACE = frozenset("tỉnh tăng giảm đạt cho thì tinh tang giam dat cho".split())


def split_question(question: str, provinces: Iterable[str] = ()) -> list[str]:
    """A question about several meetings, years or places as one question for each; else just itself.

    "A năm 2020 và năm 2021 lần lượt là bao nhiêu?" becomes "A năm 2020 là bao nhiêu?" and the same
    for 2021. Both parts must say by a date, ordinal, period or province which one they mean: in the
    same way, or each of a meeting that it names.
    """
    text = unify_tone_marks(normalize(question)).rstrip(" ?.")
    names = list(provinces)
    if all(map(asks, text.rsplit(". ", 1)[::-1][:2])) and ". " in text:
        return [question]  # a follow-up after the turn before
    if each_time := split_times(text, names):
        return each_time
    for base in reversed(find_bases(text)):
        text = (text[: base.start()] + text[base.end() :]).lstrip(" ,")
    text, comparing = _COMPARING.subn("", text)
    if comparing:
        text = _BETWEEN.sub("", text)
    if listed := _listed(text, names):
        return listed
    if more := _WHICH_MORE.search(text):
        thing = (more["thing"] or "").strip()
        head = text[: more.start()]
        how = "là bao nhiêu" if thing or not _HOW.search(more[0]) else "thế nào"
        asked = "" if asks(head) else f"{thing} {how}".strip()
        text, comparing = f"{head} {asked}".strip(), 1
    if two := _two_questions(text, names) or _swapped(text, names):
        return two
    each = _EACH.search(text) or _TAIL.search(text)
    comparing = comparing or int(each is not None and each.re is _EACH)
    comparing = comparing or not asks(text)  # "GRDP tỉnh A: 2019 với 2020?"
    body = text[: each.start()] if each else text
    halves = _halves(text, body, names, comparing=bool(comparing))
    if each and not halves:  # "… được đánh giá thế nào ở hội nghị A và ở hội nghị B?"
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
    """Two questions from the sides of a conjunction in `body`; `text` asks after it, or before."""
    for conjunction in _CONJUNCTION.finditer(body):
        left, right = body[: conjunction.start()], body[conjunction.end() :]
        first, second = find_locators(left, names), find_locators(right, names)
        if not first or not second or second[0].start > 60:
            continue
        if asked_before and not asks(left):
            continue
        if conjunction[0].strip() == "," and not (comparing or asks(left)):
            continue  # "Dự án duyệt năm 2019, đến 6/2023 giải ngân bao nhiêu?": one time asked
        meetings = _MEETING.search(left) and _MEETING.search(right)
        kinds = {x.kind for x in first}, {x.kind for x in second}
        alike = kinds[0] & kinds[1] - {"term"}
        if all(
            own & _SPANS and _YEAR.search(x) for own, x in zip(kinds, (left, right), strict=True)
        ):
            alike |= _SPANS  # "9 tháng năm 2022 và quý I/2023"
        alike_opening = " ".join(right.split()[:2]) in left  # "Bí thư A … với Bí thư B …"
        if conjunction.group().strip() == "với" and not (comparing or alike_opening):
            continue  # "hợp nhất A với B"
        shared = {(x.kind, x.value) for x in first} & {(x.kind, x.value) for x in second}
        if shared and comparing:  # "GRDP tỉnh A năm 2017 và tỉnh B năm 2017"
            alike, meetings = alike - {kind for kind, _ in shared}, None
        if not (alike or meetings) or (shared and not comparing):
            continue
        end = conjunction.end() + max(x.end for x in second)
        end = max([end, *(m.end() for m in [_LED_BY.match(text, end)] if m)])
        rest = "" if asked_before else _EACH.sub("", text[end:] + " ").lstrip(" ,)–-")
        tail = _TAIL_EXTRA.sub("", rest).strip()
        right = text[conjunction.end() : end] + (")" if text[end : end + 1] == ")" else "")
        start = next((x.start for x in first if x.kind in alike), first[0].start)
        start = phrase_start(left, start)
        left = _with_year(left, first, second)
        head = left[:start].strip(" ,:–-")
        own = set(content_terms(right)) & set(content_terms(head)[:3])
        second_question = right if own or not head else f"{head} {right}"
        place = [text[conjunction.end() :][x.start : x.end] for x in second if x.kind == "place"]
        if place and not own and not any(is_sure(x) for x in first):
            left = f"{left} ({place[0]})"  # "năm 2022 và năm 2023 của tỉnh X"
        elif {x.kind for x in first} == {"place"} == {second[0].kind} and second[0].start < NEXT_BY:
            left += right[second[0].end :]  # "của tỉnh X và tỉnh Y năm 2023"
        return [f"{half} {tail}".strip() + "?" for half in (left, second_question)]
    return []


def _with_year(left: str, first: Sequence[Locator], second: Sequence[Locator]) -> str:
    """The left side with the right one's year for a day that has none ("đến 22/4 và 25/6/2024")."""
    day, other = (next((x for x in side if x.kind == "date"), None) for side in (first, second))
    if not (day and other and day.value.startswith("None-") and not other.value.startswith("None")):
        return left
    if any(x.kind == "date" and not x.value.startswith("None") for x in first):
        return left
    written = left[day.start : day.end]
    joint = "/" if "/" in written else "-" if "-" in written else " năm "
    return f"{left[: day.end]}{joint}{other.value.split('-')[0]}{left[day.end :]}"


def _listed(text: str, provinces: Sequence[str]) -> list[str]:
    """One question for each of three or more places, years, periods or ordinals that stand in a row."""
    found = find_locators(text, provinces)
    for kind in ("place", "date", "ordinal", "quy", "thang"):
        alike = [x._replace(start=_with_lead(text, x.start)) for x in found if x.kind == kind]
        alike = list({x.start: x for x in alike}.values())
        for first in range(len(alike)):
            row = alike[first : first + 1]
            for after in alike[first + 1 :]:
                if not _LISTED.fullmatch(text, row[-1].end, after.start):
                    break
                row.append(after)
            if 3 <= len(row) <= MOST_LISTED and len({x.value for x in row}) == len(row):
                opening = _PLURAL.sub("", text[: row[0].start])
                return [f"{opening}{_alone(text, x, row)}{text[row[-1].end :]}?" for x in row]
    return []


def _with_lead(text: str, start: int) -> int:
    """Where a date starts with what leads it ("giữa năm 2019")."""
    led = _LED.search(text, 0, start)
    return led.start() if led else start


def _alone(text: str, locator: Locator, row: Sequence[Locator]) -> str:
    """A listed locator as it stands alone: "năm 2018" of "các năm 2017, 2018 và 2019", "quý I năm 2022"
    of "quý I và quý II năm 2022"."""
    own = text[locator.start : locator.end].split()
    if locator.kind == "place":
        return " ".join(own)
    year = _ITS_YEAR.search(text[row[-1].start : row[-1].end])
    more = year[0].split() if year and not _ITS_YEAR.search(" ".join(own)) else []
    bare = own[0].lower() == "thứ" or not own[0].isalpha()
    led = text[row[0].start : row[0].end].split()[: -len(own)] if bare else []
    return " ".join([*led, *own, *more])


def _two_questions(text: str, provinces: Sequence[str]) -> list[str]:
    """Two whole questions joined by "và" or "còn", each about a meeting or place of its own."""
    opening = re.match(r"[^,:?]{3,60}[,:]\s+", text)
    shared = opening.group() if opening and not asks(opening.group()) else ""
    for conjunction in _CONJUNCTION.finditer(text, len(shared)):
        halves = text[len(shared) : conjunction.start()], text[conjunction.end() :]
        first, second = (find_locators(half, provinces) for half in halves)
        if not (first and second and all(asks(half) for half in halves)):
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
    first, second = find_locators(left, provinces), find_locators(right, provinces)
    beside = right
    for x in second:
        beside = beside.replace(right[x.start : x.end], " ")
    if set(content_terms(beside)) - _SUBJECTLESS:
        return right
    if (asked := _ASKED.match(right)) and asked[0] in left:
        return left.partition(asked[0])[0] + right  # "… bao nhiêu % năm A và bao nhiêu % năm B"
    alike = [x.start for x in first if x.kind in {y.kind for y in second}]
    return f"{left[: min(alike)].strip()} {right}" if alike else right


def _swapped(text: str, provinces: Sequence[str]) -> list[str]:
    """A whole question and, after a comma or "so với", just another place for the same question."""
    for joint in _JOINT.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        if not asks(left):
            continue
        first, second = (
            [x for x in find_locators(half, provinces) if x.kind == "place"]
            for half in (left, right)
        )
        if len(first) != 1 or len(second) != 1 or first[0].value == second[0].value:
            continue
        beside = right[: second[0].start] + right[second[0].end :]
        if len([t for t in content_terms(beside) if t not in _BESIDE_PLACE]) > 0:
            continue
        place = right[second[0].start : second[0].end]
        return [f"{left}?", f"{left[: first[0].start]}{place}{left[first[0].end :]}?"]
    return []
