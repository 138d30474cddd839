"""Whether a statement tells what was reached, what is aimed at, or only what was ordered."""

import re

from meetingqa.domain import Asked

# What is told to be done, asked for or planned, and so need not have been.
PLANNED = re.compile(
    r"(?<!\w)(?:(?<!so với )yêu cầu|đề nghị|kiến nghị|quyết tâm|phấn đấu|dự kiến|(?<!ban )(?<!kiến )chỉ đạo|"
    r"(?<!bàn )(?<!phân )(?<!huyện )(?<!xã )(?<!phường )(?<!quận )giao(?! (?:ban|thông|dịch|lưu))|xin|sẽ|phải|trước ngày|trước(?= \d))(?!\w)",
    re.IGNORECASE,
)
_AIMED = re.compile(
    r"(?<!\w)(?:(?<!vượt )(?<!đạt )chỉ tiêu|mục tiêu(?! quốc gia)|phấn đấu|dự kiến|(?<!% )(?<!phần trăm )(?<!so với )kế hoạch(?! số)|quyết nghị|ít nhất|tối thiểu)(?!\w)",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"(?<!\w)(?:\d+/\d+ [^,.;]{0,30}?(?:tán thành|đồng ý|nhất trí|thông qua)|ước|thực hiện được|thực tế|mới (?:được|có(?= \d)|giải ngân|thực hiện)|tương đương|chiếm|đến nay|(?<!thực )(?<!phát )(?<!thể )hiện|đã(?! (?:yêu cầu|đề nghị|đề xuất|chỉ đạo|giao|kiến nghị|xin|quyết định|thống nhất|thông qua|ban hành|đề ra|đặt)(?!\w))(?!\w)|(?:không|chưa) (?:đạt|hoàn thành|xong|kịp)|sớm hơn|vượt|hụt|chậm(?! nhất)|lỡ hẹn|"
    r"đúng hạn|đúng hẹn)",
    re.IGNORECASE,
)
# "Tăng 7,9% (kế hoạch 9%)" tells the result, with the aim beside it.
_BESIDE = re.compile(
    r"(?<=\d%) \((?:kế hoạch|mục tiêu|chỉ tiêu|nghị quyết|dự toán)[^()]*\)", re.IGNORECASE
)
_FIGURE = re.compile(r"(?<!\w)(?:đạt|được) \d", re.IGNORECASE)
_AHEAD = re.compile(r"(?<!\w)(?:phấn đấu|sẽ|phải|nhằm)(?!\w)", re.IGNORECASE)
NOT_REACHED = re.compile(
    r"(?<!\w)(?:(?:không|chưa) (?:đạt|hoàn thành|xong|kịp|đúng hạn)|(?:lỡ|trễ) (?:hẹn|hạn)|quá hạn|hụt|"
    r"(?:thấp|kém|ít) hơn(?: so với)?(?: \w+){0,4}? (?:mục tiêu|kế hoạch|chỉ tiêu|yêu cầu|dự toán)|"
    r"(?:chậm|muộn) (?:\d+ (?:ngày|tháng|năm|tuần)|hơn|so với))(?!\w)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?<!\w)(?:không|chưa)\s+(\w+)", re.IGNORECASE)
_OUTCOMES = frozenset({"number", "place", "date", "yesno", "manner", "text"})


def outcome_conflict(asked: Asked, statement: str) -> str | None:
    """Who asks what was reached is not answered by a target or an order, nor the other way round."""
    reached, aimed = _is_reached(statement), _AIMED.search(_BESIDE.sub(" ", statement))
    if asked.actual and asked.kind in _OUTCOMES and not asked.aimed and not reached:
        if asked.kind in ("number", "yesno") and aimed:
            return "là chỉ tiêu, không phải kết quả"
        denied = any(verb.lower() in asked.core for verb in _DENIED.findall(statement))
        denied = denied or (asked.kind == "yesno" and "chưa" in statement.lower().split())
        if PLANNED.search(statement) and not denied:
            return "là yêu cầu, không phải kết quả"
    if asked.aimed and not asked.actual and asked.kind == "number" and reached and not aimed:
        return "là kết quả, không phải chỉ tiêu"
    return None


def _is_reached(text: str) -> bool:
    """Whether a text tells what was reached: in so many words, or by a figure that nothing puts ahead
    ("phấn đấu đến hết quý III đạt 60%")."""
    figure = _FIGURE.search(text)
    told = figure and not _AHEAD.search(text, 0, figure.start())
    return bool(told or _REACHED.search(text))
