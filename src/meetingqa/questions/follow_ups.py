"""A follow-up question made to stand alone with the question asked before it."""

import re
from collections.abc import Sequence

from meetingqa.facts.calendar import find_documents, find_moments
from meetingqa.facts.people import find_offices, find_people
from meetingqa.language.text import UPPER, fold, has_diacritics, normalize, syllables
from meetingqa.questions.locators import find_locators, phrase_start
from meetingqa.questions.placing import (
    ASKS,
    CLOSING,
    OPENING,
    OWN_TERMS,
    THEN,
    TIMES,
    placed,
    topic_of,
)
from meetingqa.questions.words import PLACES, PROVINCE, SUBJECT, asks, content_terms

_PRONOUNS = frozenset("còn ai giữ chức đó đấy này ông bà ấy năm ngày tháng từ thì".split())
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
_YEAR = r"(?:19|20)\d\d"
_LEADING = re.compile(r"^(?:(?:vào|cuối|đầu|giữa|trong|từ|đến|hồi)\s+)+,?\s*", re.IGNORECASE)
_PLACE = re.compile(rf"(?:ở\s+|của\s+|tại\s+)?((?:tỉnh\s+)?[{UPPER}]\w+(?:\s+[{UPPER}]\w+){{1,3}})")
_NEXT_YEAR = re.compile(r"(?<!\w)năm (?:sau|tới|kế tiếp|tiếp theo)(?!\w)", re.IGNORECASE)
_OF_YEAR = re.compile(
    r"(?<!\w)(?:cuối|hết|giữa|đầu) năm(?!\s*(?:\d|sau|tới|trước|nay|ngoái|đó|ấy|học|kế|tiếp))(?!\w)",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(
    r"(?<!so với )(?<!với )(?<!hơn )(?<!\w)năm (?:trước(?: đó)?|ngoái)(?!\w)", re.IGNORECASE
)
_INDICATOR = re.compile(
    r"(?<!\w)(?:chỉ tiêu|con số|số liệu|tỷ lệ) (?:đó|này|ấy|đấy|trên)(?!\w)", re.IGNORECASE
)
_AIM = re.compile(r"(?<!\w)(?:mục tiêu|kế hoạch|dự toán|phấn đấu)(?!\w)", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"(?<!\w)cả năm(?!\w)", re.IGNORECASE)
_NAME = re.compile(rf"[{UPPER}]\w*(?:\s(?:[{UPPER}]\w*|\d+))+")
_GENERAL = frozenset(
    "nay làm xong lại hoàn thành kết quả cụ thể lý do nguyên nhân tiếp bắt đầu kết thúc áp dụng hiệu lực".split()
)


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
        return _carry_over(previous, _dated(question, previous), provinces)
    named = find_documents(question) or find_people(question) or SUBJECT.search(question)
    located = {x.kind for x in find_locators(question, provinces)}
    if not named and located and located <= TIMES:  # "Ai chủ trì phiên họp tháng 6?"
        return placed(question, previous, provinces, of={"place"})
    if named or located:
        return question
    return _asked_of(question, previous, provinces)


def _asked_of(question: str, previous: str, provinces: Sequence[str]) -> str:
    """A whole question of the subject before it ("Đến nay xong chưa?"), or with a subject of its own."""
    if len(set(content_terms(question)) - _GENERAL) < OWN_TERMS:
        return f"{topic_of(previous)}: {question.rstrip(' ?')}?"
    return placed(question, previous, provinces)


def _dated(question: str, previous: str) -> str:
    """ "Năm sau", "năm trước" as the year they are, when the question before names one year."""
    years = set(re.findall(_YEAR, previous))
    if len(years) != 1:
        return question
    year = int(years.pop())
    question = _OF_YEAR.sub(rf"\g<0> {year}", question)
    return _LAST_YEAR.sub(f"năm {year - 1}", _NEXT_YEAR.sub(f"năm {year + 1}", question))


def _aimed(rest: str, previous: str, provinces: Sequence[str]) -> str:
    """ "Mục tiêu của chỉ tiêu đó năm 2025?": what the question before counts, as it is aimed at."""
    if not (_INDICATOR.search(rest) and _AIM.search(rest)):
        return ""
    topic = topic_of(previous)
    if {x.kind for x in find_locators(rest, provinces)} & TIMES:
        for x in reversed(find_locators(topic, provinces)):
            if x.kind in TIMES:
                start = phrase_start(topic, x.start)
                topic = f"{topic[:start].rstrip()} {topic[x.end :].lstrip()}"
    return f"{_INDICATOR.sub(topic.strip(' ,'), rest)}?"


def _carry_over(previous: str, question: str, provinces: Sequence[str]) -> str:
    """The previous question with what the follow-up replaces: a year, a province, an office, a subject."""
    rest = CLOSING.sub("", OPENING.sub("", question))
    for replaced in (
        _aimed,
        _other_year,
        _other_day,
        _other_office,
        _other_place,
        _other_name,
        _moved,
    ):
        if whole := replaced(rest, previous, provinces):
            return whole
    own = THEN.sub("", rest).strip(" ,")
    if not _POINTS.search(own):
        if asks(own) or ASKS.search(fold(own)):
            return _asked_of(own, previous, provinces)
        common = own[:1].islower()  # "Thế còn thu ngân sách?", not "Thế còn Phù Lương 7?"
        if common and len(content_terms(own)) >= OWN_TERMS and "bao nhieu" in fold(previous):
            return f"{placed(own, previous, provinces)[:-1].replace(',', '', 1)} là bao nhiêu?"
    return f"{previous.rstrip(' ?')}. {question}"


def _other_year(rest: str, previous: str, provinces: Sequence[str]) -> str:
    """ "Còn năm 2023?": the previous question of that year; "" when that is not all."""
    asked = re.fullmatch(rf"(?:(?:trong|vào|của)\s+)?năm\s+({_YEAR})", rest, re.IGNORECASE)
    return re.sub(_YEAR, asked[1], previous) if asked and re.search(_YEAR, previous) else ""


def _other_day(rest: str, previous: str, provinces: Sequence[str]) -> str:
    """ "Vậy đến giữa năm 2019?": the previous question with its dates taken for these."""
    dates = find_moments(rest)
    old = [x for x in find_locators(previous, provinces) if x.kind in TIMES]
    if not (dates and old) or len(set(content_terms(rest)) - _PRONOUNS) > 5:
        return ""
    start, stop = phrase_start(rest, dates[0].start), dates[-1].end
    beside = f"{rest[:start]} {rest[stop:]}"
    if asks(beside) and set(content_terms(beside)) - _PRONOUNS:
        return ""  # "30/6 không kịp thì hạn mới là ngày nào?" asks for something else
    kept = previous.rstrip(" ?")
    end = len(kept)
    for x in reversed(old):
        kept = (kept[: x.start].rstrip() + " " + kept[min(x.end, end) :].lstrip()).strip()
        end = x.start
    kept = _LEADING.sub("", kept.lstrip(" ,"))
    return f"{kept} {rest[start:stop].strip()}?"


def _other_office(rest: str, previous: str, provinces: Sequence[str]) -> str:
    """ "Còn Phó Chủ tịch thì sao?": the previous question of that office, in its province."""
    offices, old = find_offices(rest), find_offices(previous)
    if not (offices and old):
        return ""
    more = re.sub(r"^\s*(?:thì sao)?[\s,]*", "", rest[offices[0].end :])
    asks_more = asks(more) and not more.startswith("là ")
    more = f", {more}" if asks_more else ""
    kept = previous[old[0].end :].rstrip(" ?")
    asked = f"{previous[: old[0].start]}{offices[0].text}{kept}{more}?"
    has_place = any(x.kind == "place" for x in find_locators(asked, provinces))
    return asked if has_place else placed(asked, previous, provinces)


def _other_place(rest: str, previous: str, provinces: Sequence[str]) -> str:
    """ "Còn tỉnh Cẩm Sa?": the previous question of that province; after a town, "Còn Bến Lim?" is one."""
    place, old, town = _PLACE.fullmatch(rest), PROVINCE.search(previous), PLACES.search(previous)
    if place and town:
        return "" if find_locators(rest, provinces) else previous.replace(town[1], place[1])
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
    kinds = {"time" if x.kind in TIMES else x.kind for x in found}
    kinds |= {"time"} if whole_year else set()
    kinds |= {"district"} if "place" in kinds else set()  # a town of the other province
    kept, end = previous.rstrip(" ?"), len(previous)
    for x in reversed(find_locators(kept, provinces)):
        if ("time" if x.kind in TIMES else x.kind) in kinds and x.start < end:
            start = phrase_start(kept, x.start)
            kept = f"{kept[:start].rstrip()} {kept[min(x.end, end) :].lstrip()}".strip().lstrip(
                " ,"
            )
            end = start
    kept = kept.lstrip(" ,")
    year = re.search(_YEAR, previous)
    told = THEN.sub("", rest).strip(" ,")
    year_kept = "time" in kinds and year and not re.search(_YEAR, told)
    if not (year_kept and year):
        return f"{kept} {told}?"
    return f"{kept} {told.removesuffix(' năm')} năm {year[0]}?"
