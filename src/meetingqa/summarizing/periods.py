"""The period a figure is given for, in the sentence's own words: "6 tháng đầu năm 2017"."""

import re

from meetingqa.facts import read_facts
from meetingqa.facts.aims import is_assigned

_COMPARED = re.compile(
    r"(?:so với|so|cùng kỳ|bằng|hơn|thay cho|từ)\s+"
    r"(?:cùng kỳ\s+|cuối\s+|đầu\s+|của\s+|mức\s+)*(?:năm\s+)?$",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"(?:tính\s+)?đến\s+(?:hết\s+|cuối\s+|nay\s+)?(?:ngày\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"từ (?:ngày )?\d{1,2}(?:[/.-]\d{1,2})?\s$")
_ALSO = re.compile(
    r"(?<!\w)(?:cả năm|(?:sáu|chín|ba) tháng(?: đầu năm| cuối năm)?|năm nay|(?<!\d )năm qua|năm học"
    r"(?=\s+\d{4})|đến nay|(?<!phát )(?<!thực )(?<!biểu )(?<!thể )(?<!xuất )hiện(?: nay| tại)?(?! (?:lên|ra|rõ|hữu|thực|đại|hành|trạng))|nửa đầu năm)(?!\w)",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:/|,|của|năm|-)?\s*")
_NEXT = re.compile(r"\s*và\s", re.IGNORECASE)  # what follows is the next figure's
_HELD_AGAINST = re.compile(r"(?<!\w)so (?:với )?")
_HAPPENED = re.compile(r"(?<!\w)(?:được|đã|khởi công|khánh thành|hoàn thành|thành lập)(?!\w)")
_HAPPENED_THEN = re.compile(_HAPPENED.pattern + r"(?:\s\S+){0,4}\s$")
_BY = re.compile(r"(?:tính )?đến (?!nay)", re.IGNORECASE)
_HAS = re.compile(r",?\s+(?:có|với)\s")
_BREAK = re.compile(r"[;.]\s")


def find_period(text: str, start: int, end: int, *, measured: bool = False) -> str | None:
    """The period that governs the figure at `text[start:end]`; None when the sentence gives none.

    The one right after the figure comes first, then the last before it; what is compared with
    ("so với năm 2016") governs nothing, nor does the day of what is told of a thing that is
    `measured` ("9 ha được trồng tháng 5/2031").
    """
    spans = _spans(text)
    opened = text.rfind("(", 0, start)
    if (
        opened >= 0
        and ")" not in text[opened:start]
        and re.match(r"\(\s*(?:cùng kỳ|năm|đầu|cuối)", text[opened:start])
    ):  # "(cùng kỳ 2019 tăng 8,1%)"
        said = re.match(r"\(\s*(cùng kỳ(?:\s+năm)?(?:\s+\d{4})?|năm \w+)", text[opened:start])
        if not _NEXT_ONE.search(text, opened, start):  # "(năm 2016 đạt 70%; năm 2017 đạt 72%)"
            return said[1] if said else None
    stop = _BREAK.search(text, end)
    limit = stop.start() if stop else len(text)
    comma = text.find(",", end)
    near = min(limit, comma if comma >= 0 else limit)
    digit = re.search(r"\d", text[end:near])
    for first, last in spans:
        if end <= first < near and first - end < 40 and not _COMPARED.search(text[end:first]):
            between = text[end:first]
            if _NEXT.match(between) or _HELD_AGAINST.search(between):
                continue
            if measured and _HAPPENED.search(between):
                continue
            if digit is None or not re.search(r"\d", between):
                return " ".join(text[first:last].split())
    before = [span for span in spans if span[1] <= start]
    for first, last in reversed(before):
        if ";" in text[last:start] and not _opens(text, first, last):
            continue
        clause = text[text.rfind(",", 0, first) + 1 : first]
        if measured and _HAS.match(text, last) and _HAPPENED_THEN.search(clause):
            continue
        led = text[max(0, first - 45) : first]
        since = _SPANNED.search(text, first, last) and led.lower().rstrip().endswith(
            ("từ", "từ năm")
        )
        if since or not _COMPARED.search(led):
            return " ".join(text[first:last].split())
    return None


def _opens(text: str, first: int, last: int) -> bool:
    """Whether a period stands for the clauses after its own too: before its figures, and no time set
    for somebody's task ("; Sở Y tế bảo đảm đến 30/9 tiêm 70%")."""
    lead = text[max(text.rfind(";", 0, first), text.rfind(",", 0, first)) + 1 : first]
    if any(char.isdigit() for char in lead) or is_assigned(text, 0, first):
        return False
    return not (lead.strip() and _BY.match(text, first, last))


# "bản đồ tỷ lệ 1/2000" is no January, "nhiệm kỳ 2021 - 2026" whose term it is.
_NO_PERIOD = re.compile(
    r"(?:t[ỷỉ] lệ|nhiệm kỳ|khóa|khoá|nghị định|nghị quyết|quyết định|thông tư|luật|kết luận|"
    r"công văn)\s+$",
    re.IGNORECASE,
)
# "số 08/2032", "số 1997 ngày 4/5/2032", but "dân số năm 2032", "tổng số 6 tháng".
_NUMBERED = re.compile(r"(?<!\w)số\s+$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?!\d|\s+(?:tháng|năm|tuần)(?!\w))")
# "suốt 8 tháng qua", "từ 6-8 tháng": how long, not when.
_LASTED = re.compile(
    r"(?:(?<!\w)(?:suốt|sau|chậm|kéo dài|quá|mất|khoảng|vòng)(?: hơn| gần)?\s+|\d\s*[-–]\s*)$",
    re.IGNORECASE,
)
_NEXT_ONE = re.compile(r"[;,]\s+(?:cùng kỳ|năm|quý|tháng|cả năm)\s")
_UNTIL = re.compile(r"\s+đến (?:hết )?")
_SPANNED = re.compile(r"\d\s*[-–]\s*\d|\sđến\s")
_LENGTH = re.compile(r"\d+ (?:ngày|tuần|tháng|năm)", re.IGNORECASE)


def _spans(text: str) -> list[tuple[int, int]]:
    """Periods and dates, those written together joined ("quý II" + "/2024"), in order."""
    facts = read_facts(text)
    spans = [
        (label.start, label.end)
        for label in facts.periods
        if not _names_other(text, label.start)
        and not (_LENGTH.fullmatch(label.text) and _LASTED.search(text, 0, label.start))
    ]
    for moment in facts.moments:
        if _names_other(text, moment.start):
            continue
        if moment.day is None:
            spans.append((moment.start, moment.end))
        elif (as_of := _AS_OF.search(text, 0, moment.start)) and not _FROM.search(
            text, 0, as_of.start()
        ):
            spans.append((as_of.start(), moment.end))
    spans += [match.span() for match in _ALSO.finditer(text)]
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        elif (
            joined
            and _UNTIL.fullmatch(text, joined[-1][1], first)
            and text[: joined[-1][0]].lower().endswith("từ ")
        ):
            joined[-1] = (joined[-1][0], last)  # "từ năm 2016 đến năm 2018"
        elif (
            joined
            and not re.search(r"\d{4}", text[slice(*joined[-1])])
            and _JOIN.fullmatch(text, joined[-1][1], first)
        ):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _names_other(text: str, start: int) -> bool:
    """Whether what looks like a time is the number of a document, a scale or a term of office."""
    numbered = _NUMBERED.search(text, 0, start) and _NUMBER.match(text, start)
    return bool(numbered or _NO_PERIOD.search(text, 0, start))
