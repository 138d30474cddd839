"""Follow-ups that ask what became of a task, promise or deadline told in the turn before."""

import re
from collections.abc import Sequence

from meetingqa.facts.calendar import find_moments
from meetingqa.language.text import has_diacritics
from meetingqa.questions.locators import find_locators
from meetingqa.questions.placing import OPENING, OWN_TERMS, topic_of
from meetingqa.questions.referents import Earlier
from meetingqa.questions.words import content_terms

_TOLD_TO = re.compile(
    r"(?<!\w)(?:(?<!bàn )(?<!phân )giao(?! thông)|yêu cầu|chỉ đạo|đề nghị|hứa|cam kết|đề ra|phải|nhận|(?:ra|đặt|có) hạn|gia hạn|cho lùi)(?!\w)",
    re.IGNORECASE,
)
_TASK_ASKED = re.compile(
    r"(?:(?:làm|thực hiện|hoàn thành)\s+)?(?:những |các )?(?:việc|nhiệm vụ|điều)?\s*(?<!\w)(?:gì|nào)(?:\s+về)?(?!\w)|(?<!\w)bao nhiêu(?!\w)",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?<!\w)(?:(?:đã|được) [^?]{2,30}(?:chưa|không)|ra sao|xong|kịp|hoàn thành|đúng hạn|đúng hẹn|(?:đến|tới) đâu|kết quả|tiến độ|thực hiện|làm được|trễ|chậm)(?!\w)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"(?:[,\s]*(?<!\w)(?:sau đó|rốt cuộc|cuối cùng|rồi|họ|(?:các |những )?(?:việc|nhiệm vụ|yêu cầu|lời hứa|cam kết|chỉ đạo)\s+(?:này|đó|ấy|trên)|cả (?:hai|ba|bốn|năm|sáu|bảy|\d+) [^\W\d_]+ (?:này|đó|ấy))(?!\w))+",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"[\s,(]*(?:xong |hoàn thành )?(?:trước|chậm nhất|muộn nhất|đến hết|trong|vào)\s+(?:(?:là|vào|ngày|tháng|quý|cuối|đầu|hết|mùa)\s+)*"
    r"(?:\d[\d/.-]*|[IVX]+\b)(?:/\d{4})?(?:\s+năm\s+\d{4})?\)?",
    re.IGNORECASE,
)
_GENERAL = frozenset(
    "sau rồi xong kịp hoàn thành đúng hạn hẹn kết quả tiến độ thực hiện làm giờ mới lại còn trễ chậm họ".split()
)
_MARKER = re.compile(r"\s*\[\d+\]")


def ask_outcome(question: str, turn: Earlier, provinces: Sequence[str]) -> str:
    """ "Việc này đến đâu rồi?" after "… giao Sở Y tế việc gì?": what became of the task that the turn
    before told; "" when it told none, or something else is asked."""
    previous = turn.question
    order = list(_TOLD_TO.finditer(previous))
    if not (order and has_diacritics(question) and _OUTCOME.search(question) and turn.answer):
        return ""
    rest = _POINTING.sub("", OPENING.sub("", question)).strip(" ,?")
    terms = content_terms(_OUTCOME.sub("", rest))
    if len([t for t in terms if t not in _GENERAL and not t.isdigit()]) > OWN_TERMS:
        return ""
    whose = _TASK_ASKED.sub(" ", topic_of(previous[order[-1].end() :]))
    told = _DEADLINE.sub("", _clause(turn.answer, previous))
    orders = list(_TOLD_TO.finditer(told))
    told = told[orders[-1].end() :].strip() if orders else told  # not who gave the order, and when
    if set(content_terms(whose)) - {"làm"} <= set(content_terms(told)):
        whose = ""
    place = next((x for x in find_locators(previous, provinces) if x.kind == "place"), None)
    where = previous[place.start : place.end] if place else ""
    province = "Tỉnh " if place and previous[: place.start].lower().endswith("tỉnh ") else ""
    task = " ".join(f"{whose} {told[:1].lower()}{told[1:]}".split()).strip(" .,;:")
    if len(content_terms(task)) < OWN_TERMS:
        return ""
    where = "" if where and where in task else where
    return f"{where and f'{province}{where}: '}{task}, {_dated(rest, previous)}?"


def _clause(answer: str, previous: str) -> str:
    """The clause of an answer that has most of the words of its question."""
    first = _MARKER.sub("", answer.split("\n")[0])
    terms = set(content_terms(previous))
    return max(first.split(";"), key=lambda part: len(terms & set(content_terms(part))))


def _dated(rest: str, previous: str) -> str:
    """A month without its year, in the year of the turn before."""
    years = {m.year for m in find_moments(previous) if m.year}
    bare = [m for m in find_moments(rest) if m.month and not m.year]
    if len(years) != 1 or len(bare) != 1:
        return rest
    written = rest[bare[0].start : bare[0].end]
    joint = "/" if "/" in written else " năm "
    return f"{rest[: bare[0].end]}{joint}{years.pop()}{rest[bare[0].end :]}"
