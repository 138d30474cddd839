"""What is aimed at, set as a task, planned or proposed, and so not done."""

import re

from meetingqa.facts.binding import read_figures
from meetingqa.facts.quantities import Quantity

AIM = re.compile(
    r"(?<!\w)(?:(?i:phấn đấu|mục tiêu|dự kiến|sẽ|(?:đặt|giao) chỉ tiêu|yêu cầu|kiến nghị|đề xuất|"
    r"đề nghị|trước ngày|chậm nhất)|phải|cần|xin|(?:(?<!bàn )giao|^Giao) (?!thông|dịch|lưu|ban)|^Cần)"
)  # a person may be called Giao or Xin
DEADLINE = re.compile(r"(?<!\w)(?:trước (?:ngày |tháng |quý )?\d|trước (?:quý|Tết)|chậm nhất)")
_REASON = re.compile(r", (?:bởi|vì|do)(?: vì)? ")  # why something is asked for is a fact
DONE = re.compile(r"(?<!\w)(?:đã|được|mới|vẫn)(?!\w)", re.IGNORECASE)
_LISTED = re.compile(
    r"(?<!\w)(?:mục tiêu|chỉ tiêu|phấn đấu|kế hoạch)[^.;:%\d]{0,60}(?:năm 20\d\d)?:", re.IGNORECASE
)
# Who gives out work, after which every clause of the sentence says what is to be done.
_ASSIGNS = re.compile(
    r"(?<!\w)(?:yêu cầu|giao|đề nghị|chỉ đạo)(?: nhiệm vụ)?:? (?:\(1\) )?"
    r"(?:Sở|UBND|Ủy ban|Uỷ ban|ủy ban|Ban|ban|thị xã|huyện|các|thành phố)(?!\w)"
)


def is_assigned(text: str, begin: int, end: int) -> bool:
    """Whether the clause at `begin` to `end` is one of several tasks that its sentence gives out."""
    first = max(text.rfind(mark, 0, begin) for mark in (". ", "\n")) + 1
    return bool(_ASSIGNS.search(text, first, end)) and not DONE.search(text, begin, end)


def is_aim(text: str, figure: Quantity) -> bool:
    """Whether a figure is an aim: the word for it stands before it in its clause, or a deadline after."""
    begin = max((text.rfind(mark, 0, figure.start) for mark in (";", ". ", "\n")), default=-1) + 1
    reasons = list(_REASON.finditer(text, begin, figure.start))
    begin = reasons[-1].end() if reasons else begin
    stop = min(
        (i for mark in (";", ". ", "\n") if (i := text.find(mark, figure.end)) > 0),
        default=len(text),
    )
    listed = _LISTED.search(text, 0, figure.start)
    if AIM.match(text) or (listed and not re.search(r"[.!?]\s", text[listed.end() : figure.start])):
        return True
    if not reasons and is_assigned(text, begin, figure.start):
        return True
    deadline = DEADLINE.search(text, figure.end, stop)
    if deadline and not DONE.search(text, begin, deadline.start()):
        return True
    before = [q.end for q in read_figures(text) if begin < q.end <= figure.start]
    aims = [match.start() for match in AIM.finditer(text, begin, figure.start)]
    opens = text[begin:].lstrip()[:1] and AIM.match(text[begin : figure.start].lstrip())
    return bool(aims) and (not before or aims[-1] > before[-1] or bool(opens))
