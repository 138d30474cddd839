"""A follow-up question made to stand alone with the question asked before it."""

import re
from collections.abc import Container, Sequence

from meetingqa.facts.calendar import find_documents, find_moments
from meetingqa.facts.people import find_offices, find_people
from meetingqa.language.text import UPPER, fold, has_diacritics, normalize, syllables
from meetingqa.questions.locators import find_locators, phrase_start
from meetingqa.questions.words import ASKING, PROVINCE, SUBJECT, content_terms

_PRONOUNS = frozenset("ai giữ chức đó đấy này ông bà ấy năm ngày tháng từ thì".split())
_FOLLOW_UP = re.compile(
    r"^(?:con|the con|vay con|the|vay|thi sao|ai nua|bao nhieu\b.{0,12}$)|\bthi sao\b"
)
# What points to the turn before. "Trên địa bàn", "…, trong đó …", "do ai" and "đến nay" do not.
_POINTS = re.compile(
    r"(?<!\w)(?:(?<!, trong )(?<!\w trong )đó|đấy|ấy|này|vừa rồi|trên(?=\s+(?:là|có|đạt|được|do|thì|ra|đã|sẽ)\b|[\s?,.;]*$))(?!\w)",
    re.IGNORECASE,
)
_UNMARKED = re.compile(
    r"\b(?:vua roi|ay|(?<!den )(?<!hien )(?<!hom )nay|"
    r"(?:luc|khi|nam|hoi nghi|ky hop|phien hop|cuoc hop|con so|tinh|noi|ong|ba|viec|du an) (?:do|tren)(?! (?:ai|dia ban)\b)|"
    r"(?:do|tren)$)\b"
)
_OPENING = re.compile(r"^(?:thế còn|vậy còn|còn|thế|vậy)\s+", re.IGNORECASE)
_CLOSING = re.compile(r"\s*(?:thì sao|thì thế nào)?\s*\?*$", re.IGNORECASE)
# "Lúc đó …", "… ở kỳ họp đó": the time, place or meeting of the question before.
_THEN = re.compile(
    r"[,\s]*(?<!\w)(?:(?:vào|tại|ở|trong|cũng|đến|của)\s+)*(?:lúc|khi|hồi|năm|thời điểm|dịp|hội nghị|kỳ họp|"
    r"phiên họp|cuộc họp|tỉnh|nơi|đợt|kỳ)\s+(?:đó|ấy|này|đấy|trên)(?!\w),?",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\bden dau\b|\b(?:khong|chua)\s*$")
_YEAR = r"(?:19|20)\d\d"
_LEADING = re.compile(r"^(?:(?:vào|cuối|đầu|giữa|trong|từ|đến|hồi)\s+)+,?\s*", re.IGNORECASE)
_PLACE = re.compile(rf"(?:ở\s+|của\s+|tại\s+)?((?:tỉnh\s+)?[{UPPER}]\w+(?:\s+[{UPPER}]\w+){{1,3}})")
_WHOLE_YEAR = re.compile(r"(?<!\w)cả năm(?!\w)", re.IGNORECASE)
_NAME = re.compile(rf"[{UPPER}]\w*(?:\s(?:[{UPPER}]\w*|\d+))+")
_TIMES = frozenset({"date", "quy", "thang"})
_LOCATING = _TIMES | {"place", "ordinal", "term"}
_GENERAL = frozenset("nay làm xong lại hoàn thành kết quả cụ thể lý do nguyên nhân tiếp".split())
_BEFORE_ASKING = re.compile(
    r"(?:[\s,]+(?:thì|hạn|là|được|đạt|có|gồm|do|vào|trong|ngày|tăng|giảm|còn|những|các|khoảng|với|chốt|tổng cộng))+\s*$",
    re.IGNORECASE,
)
OWN_TERMS = 3  # content syllables with which a question has a subject of its own


def is_follow_up(question: str) -> bool:
    """Whether a question leans on the turn before it ("Còn năm 2023?", "Ông ấy giữ chức gì?")."""
    folded = fold(normalize(question)).strip(" ?")
    pointing = _POINTS.search(question) if has_diacritics(question) else _UNMARKED.search(folded)
    return bool(len(folded.split()) <= 4 or pointing or _FOLLOW_UP.search(folded))


def stand_alone(question: str, previous: str, provinces: Sequence[str]) -> str:
    """A question with what it leaves to the (standing alone) one before it; itself when nothing, or
    when it has no word ("?!")."""
    if not previous or not syllables(question):
        return question
    if is_follow_up(question):
        return _carry_over(previous, question, provinces)
    named = find_documents(question) or find_people(question) or SUBJECT.search(question)
    located = {x.kind for x in find_locators(question, provinces)}
    if not named and located and located <= _TIMES:  # "Ai chủ trì phiên họp tháng 6?"
        return _placed(question, previous, provinces, of={"place"})
    if named or located:
        return question
    return _asked_of(question, previous, provinces)


def _asked_of(question: str, previous: str, provinces: Sequence[str]) -> str:
    """A whole question of the subject before it ("Đến nay xong chưa?"), or with a subject of its own."""
    if len(set(content_terms(question)) - _GENERAL) < OWN_TERMS:
        return f"{_topic(previous)}: {question.rstrip(' ?')}?"
    return _placed(question, previous, provinces)


def _topic(question: str) -> str:
    """What a question is about, without what it asks of it ("… đến 25/6 được bao nhiêu phần trăm?")."""
    asks = ASKING.search(fold(question))
    if not asks:
        return question.rstrip(" ?")
    before = _BEFORE_ASKING.sub("", question[: asks.start()]).strip(" ,")
    after = question[asks.end() :].strip(" ?,")
    return f"{before} {after}" if len(content_terms(after)) >= OWN_TERMS else before or after


def _carry_over(previous: str, question: str, provinces: Sequence[str]) -> str:
    """The previous question with what the follow-up replaces: a year, a province, an office, a subject."""
    rest = _CLOSING.sub("", _OPENING.sub("", question))
    for replaced in (_other_year, _other_day, _other_office, _other_place, _other_name, _moved):
        if whole := replaced(rest, previous, provinces):
            return whole
    own = _THEN.sub("", rest).strip(" ,")
    if not _POINTS.search(own):
        if ASKING.search(fold(own)) or _ASKS.search(fold(own)):
            return _asked_of(own, previous, provinces)
        common = own[:1].islower()  # "Thế còn thu ngân sách?", not "Thế còn Phù Lương 7?"
        if common and len(content_terms(own)) >= OWN_TERMS and "bao nhieu" in fold(previous):
            return f"{_placed(own, previous, provinces)[:-1].replace(',', '', 1)} là bao nhiêu?"
    return f"{previous.rstrip(' ?')}. {question}"


def _other_year(rest: str, previous: str, provinces: Sequence[str]) -> str:
    """ "Còn năm 2023?": the previous question of that year; "" when that is not all."""
    asked = re.fullmatch(rf"(?:(?:trong|vào|của)\s+)?năm\s+({_YEAR})", rest, re.IGNORECASE)
    return re.sub(_YEAR, asked[1], previous) if asked and re.search(_YEAR, previous) else ""


def _other_day(rest: str, previous: str, provinces: Sequence[str]) -> str:
    """ "Vậy đến giữa năm 2019?": the previous question with its dates taken for these."""
    dates, old = find_moments(rest), find_moments(previous)
    if not (dates and old) or len(set(content_terms(rest)) - _PRONOUNS) > 5:
        return ""
    kept = previous.rstrip(" ?")
    for moment in reversed(old):
        kept = (kept[: moment.start].rstrip() + " " + kept[moment.end :].lstrip()).strip()
    kept = _LEADING.sub("", kept)
    return f"{kept} {rest[phrase_start(rest, dates[0].start) : dates[-1].end].strip()}?"


def _other_office(rest: str, previous: str, provinces: Sequence[str]) -> str:
    """ "Còn Phó Chủ tịch thì sao?": the previous question of that office, in its province."""
    offices, old = find_offices(rest), find_offices(previous)
    if not (offices and old):
        return ""
    more = re.sub(r"^\s*(?:thì sao)?[\s,]*", "", rest[offices[0].end :])
    asks_more = ASKING.search(fold(more)) and not more.startswith("là ")
    more = f", {more}" if asks_more else ""
    kept = previous[old[0].end :].rstrip(" ?")
    asked = f"{previous[: old[0].start]}{offices[0].text}{kept}{more}?"
    placed = any(x.kind == "place" for x in find_locators(asked, provinces))
    return asked if placed else _placed(asked, previous, provinces)


def _other_place(rest: str, previous: str, provinces: Sequence[str]) -> str:
    """ "Còn tỉnh Cẩm Sa?": the previous question of that province."""
    place, old = _PLACE.fullmatch(rest), PROVINCE.search(previous)
    return previous.replace(old[1], place[1].removeprefix("tỉnh ")) if place and old else ""


def _other_name(rest: str, previous: str, provinces: Sequence[str]) -> str:
    """ "Còn Phù Lương 7?": the previous question of the name that is like it."""
    name = _NAME.fullmatch(rest)
    alike = _like(name[0], previous) if name else ""
    return previous.replace(alike, name[0]) if name and alike else ""


def _like(name: str, text: str) -> str:
    """A name of a text that begins as the given one and is as long ("Phù Lương 1" to "Phù Lương 7")."""
    first, length = name.split()[0], len(name.split())
    found = (m[0] for m in _NAME.finditer(text))
    runs = (
        " ".join(run.split()[run.split().index(first) :][:length])
        for run in found
        if first in run.split()
    )
    return next((run for run in runs if len(run.split()) == length), "")


def _moved(rest: str, previous: str, provinces: Sequence[str]) -> str:
    """The previous question at another place and time, when a follow-up says no more than these."""
    found = find_locators(rest, provinces)
    left = rest
    for x in reversed(found):
        left = left[: phrase_start(left, x.start)] + left[x.end :]
    whole_year = _WHOLE_YEAR.search(left)
    if not (found or whole_year) or set(content_terms(left)) - _PRONOUNS:
        return ""
    kinds = {"time" if x.kind in _TIMES else x.kind for x in found}
    kinds |= {"time"} if whole_year else set()
    kept, end = previous.rstrip(" ?"), len(previous)
    for x in reversed(find_locators(kept, provinces)):
        if ("time" if x.kind in _TIMES else x.kind) in kinds and x.start < end:
            start = phrase_start(kept, x.start)
            kept = f"{kept[:start].rstrip()} {kept[min(x.end, end) :].lstrip()}".strip()
            end = start
    year = re.search(_YEAR, previous)
    told = _THEN.sub("", rest).strip(" ,")
    year_kept = "time" in kinds and year and not re.search(_YEAR, told)
    if not (year_kept and year):
        return f"{kept} {told}?"
    return f"{kept} {told.removesuffix(' năm')} năm {year[0]}?"


def _placed(
    question: str, previous: str, provinces: Sequence[str], of: Container[str] = _LOCATING
) -> str:
    """A question with the meeting, time and place of the one before it, as far as it names none."""
    named = {x.kind for x in find_locators(question, provinces)}
    phrases: list[str] = []
    end = 0
    for locator in find_locators(previous, provinces):
        if locator.end <= end or locator.kind in named or locator.kind not in of:
            continue
        if locator.start < end:  # the year of "6 tháng đầu năm 2023"
            phrases[-1] += previous[end : locator.end]
        else:
            start = max(end, phrase_start(previous, locator.start))
            phrases.append(previous[start : locator.end].strip(" ,()"))
        end = locator.end
    question, place = question.rstrip(" ?"), " ".join(phrases)
    if place and _ASKS.search(fold(question)):  # what ends a yes/no question stays at its end
        return f"{place[0].upper()}{place[1:]}, {question}?"
    return f"{question}, {place}?" if place else f"{question}?"
