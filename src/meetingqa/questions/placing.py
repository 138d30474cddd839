"""A question put at the meeting, time and place of the one before it, and what that one is about."""

import re
from collections.abc import Container, Sequence

from meetingqa.language.text import fold
from meetingqa.questions.locators import find_locators, phrase_start
from meetingqa.questions.words import ASKING, content_terms

OPENING = re.compile(r"^(?:thế còn|vậy còn|còn|thế|vậy)\s+", re.IGNORECASE)
CLOSING = re.compile(r"\s*(?:thì sao|thì thế nào)?\s*\?*$", re.IGNORECASE)
# "Lúc đó …", "… ở kỳ họp đó": the time, place or meeting of the question before.
THEN = re.compile(
    r"[,\s]*(?<!\w)(?:(?:vào|tại|ở|trong|cũng|đến|của)\s+)*(?:lúc|khi|hồi|năm|thời điểm|dịp|hội nghị|kỳ họp|"
    r"phiên họp|cuộc họp|tỉnh|nơi|đợt|kỳ)\s+(?:đó|ấy|này|đấy|trên)(?!\w),?",
    re.IGNORECASE,
)
ASKS = re.compile(r"\bden dau\b|\b(?:khong|chua)\s*$")
_OTHER_TIME = re.compile(r"(?<!\w)(?:[Tt]rước|sau|nay|[Hh]iện|[Bb]ây giờ|từng)(?!\w)")
_ELSE = re.compile(r"(?<![Tt]rước )(?<![Ss]au )(?<![Tt]ừ )(?<!do )(?<!\w)(?:đó|đấy|ấy)(?!\w)")
TIMES = frozenset({"date", "quy", "thang"})
_LOCATING = TIMES | {"place", "district", "ordinal", "term"}
_BEFORE_ASKING = re.compile(
    r"(?:[\s,]+(?:thì|hạn|là|được|đạt|có|gồm|do|vào|trong|ngày|tăng|giảm|còn|những|các|khoảng|với|chốt|tổng cộng))+\s*$",
    re.IGNORECASE,
)
OWN_TERMS = 3  # content syllables with which a question has a subject of its own


def points_on(question: str) -> bool:
    """Whether a question leans on the one before it for more than its time and meeting ("việc đó")."""
    return _ELSE.search(THEN.sub("", question)) is not None


def located(question: str, previous: str, provinces: Sequence[str]) -> str:
    """A follow-up that names whom or what it means, at the place and time of the question before it;
    the time goes where it asks of another ("trước đó", "hiện nay")."""
    rest = CLOSING.sub("", OPENING.sub("", question))
    own = THEN.sub("", rest).strip(" ,")
    named = {x.kind for x in find_locators(own, provinces)}
    other_time = named & {*TIMES, "ordinal"} or (own == rest and _OTHER_TIME.search(own))
    found = {x.kind: x for x in reversed(find_locators(previous, provinces))}  # the first of each
    words = []
    if (place := found.get("place")) and "place" not in named:
        before = "tỉnh " if previous[: place.start].lower().endswith("tỉnh ") else ""
        words.append(before + previous[place.start : place.end])
    if (day := found.get("date")) and not other_time:
        words.append(previous[day.start].lower() + previous[day.start + 1 : day.end])
    return f"{own}, {' '.join(words)}?" if words else f"{own}?"


def topic_of(question: str) -> str:
    """What a question is about, without what it asks of it ("… đến 25/6 được bao nhiêu phần trăm?")."""
    asks = ASKING.search(fold(question))
    if not asks:
        return question.rstrip(" ?")
    before = _BEFORE_ASKING.sub("", question[: asks.start()]).strip(" ,")
    after = question[asks.end() :].strip(" ?,")
    return f"{before} {after}" if len(content_terms(after)) >= OWN_TERMS else before or after


def placed(
    question: str, previous: str, provinces: Sequence[str], of: Container[str] = _LOCATING
) -> str:
    """A question with the meeting, time and place of the one before it, as far as it names none."""
    named = {x.kind for x in find_locators(question, provinces)}
    named |= {"district"} if "place" in named else set()  # a town of the one is not of the other
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
    if place and ASKS.search(fold(question)):  # what ends a yes/no question stays at its end
        return f"{place[0].upper()}{place[1:]}, {question}?"
    return f"{question}, {place}?" if place else f"{question}?"
