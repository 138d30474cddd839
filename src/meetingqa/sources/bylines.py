"""Who wrote an article: the byline's form, and what of it is a name."""

import re

from meetingqa.language.text import LOWER, UPPER

_LABEL = (
    r"(?:Tin|Bài|Ảnh|Video|Clip|Đồ họa|Tin bài|Bài viết|Tác giả|Thực hiện|Người viết|Phóng viên|PV|"
    r"Biên tập|Nguồn|Nguồn tin)"
)
_LABELS = rf"{_LABEL}(?:\s*(?:[,&/+–-]|và)\s*{_LABEL})*"
_LABELLED = re.compile(
    rf"(?P<label>{_LABELS})\s*:\s*(?P<name>[^:]{{2,60}}?)"
    rf"(?=\s*[.;,|–-]?\s*{_LABELS}\s*:|\s*\.?\s*$)",
    re.IGNORECASE,
)
_WRITES = re.compile(r"tin|bài|tác giả|thực hiện|người viết|phóng viên|pv", re.IGNORECASE)
_WORD = rf"(?:[{UPPER}]['’.])*[{UPPER}][{LOWER}{UPPER}]*(?:\.[{UPPER}][{LOWER}{UPPER}]*)*\.?"
_NAME = rf"{_WORD}(?:\s{_WORD}){{0,3}}"
_REMARK = rf"\s*\((?:tổng hợp|thực hiện|t ?/ ?h|th|ghi|lược ghi|[{UPPER}]{{2,6}})\)"
_NAMES = re.compile(
    rf"\(?(?:{_NAME}|Nhóm (?:PV|phóng viên))(?:\s*(?:[-–,&/]|và)\s*{_NAME}){{0,3}}\)?"
    rf"(?:{_REMARK})?"
)
_OFFICE = re.compile(
    r"(?:Văn phòng|Phòng|Ban biên tập|Ban Biên tập|BBT|Trung tâm|Ban Tuyên giáo|Cổng TTĐT|"
    r"Ban Tổ chức)(?:\s[^.,:;]{1,50})?"
)
_CREDIT_LINE = re.compile(r"\(?(?:Theo|Nguồn:?)\s+[^.:;,]{2,80}?(?:\.(?:vn|gov\.vn|com))?\)?")
_AFTER_END = re.compile(r"^(?P<body>.*(?:\./\.|[.!?…][\"”]?))\s+(?P<name>\S.*)$", re.DOTALL)
# Offices and places that stand alone on a line and would pass for a name.
_NOT_NAMES = re.compile(
    r"(?:Khối|Ban|Sở|UBND|HĐND|Tỉnh|Thành|Huyện|Đảng|Nghị|Quyết|Hội|Phường|Xã|Công|Phòng|Danh|"
    r"Trường|Quỹ|"
    r"Ủy|Uỷ|Báo|Tin|Bài|Các|Những|Về|Theo|TP|Đoàn|Viện|Bệnh|Toàn|Quang)(?:\s|\.|$)"
)


def read_label(line: str) -> tuple[bool, str | None]:
    """Whether a line is a labelled byline ("Tin: A – Ảnh: B"), and its writers' names if any."""
    if len(line) > 140:
        return False, None
    inner = line.strip().removeprefix("(").removesuffix(")")
    position, writers = 0, []
    for match in _LABELLED.finditer(inner):
        if inner[position : match.start()].strip(" .;,|–-"):
            return False, None
        position = match.end()
        if _WRITES.search(match["label"]) and _is_short(match["name"]):
            writers.append(match["name"].strip(" .;,|–-"))
        elif not _is_short(match["name"]):
            return False, None
    if position == 0 or inner[position:].strip(" .;,|–-"):
        return False, None
    return True, "; ".join(dict.fromkeys(writers)) or None


def is_name_line(line: str) -> bool:
    """Whether a line is nothing but one or more names as a byline gives them."""
    words = line.split()
    return len(words) <= 10 and bool(_NAMES.fullmatch(line)) and not _NOT_NAMES.match(line)


def is_office_line(line: str) -> bool:
    """Whether a line is nothing but the office that wrote the piece ("Văn phòng Tỉnh ủy")."""
    return len(line.split()) <= 8 and bool(_OFFICE.fullmatch(line))


def is_agency_credit(line: str) -> bool:
    """A closing "Theo TTXVN": where the piece was taken from, no author."""
    return len(line.split()) <= 14 and bool(_CREDIT_LINE.fullmatch(line.strip()))


def split_trailing(line: str) -> tuple[str, str | None]:
    """A last paragraph and the byline glued to its end after the full stop, if there is one.

    A bare name is taken only after "./.", the sign by which papers end an article.
    """
    match = _AFTER_END.match(line)
    if not match:
        return line, None
    labelled = re.search(rf"\s\(?{_LABELS}\s*:[^:]{{2,40}}$", line)
    if labelled and re.search(r"[.!?…][\"”]?$", line[: labelled.start()].rstrip()):
        found, name = read_label(labelled.group().strip())
        if found and name:
            return line[: labelled.start()].rstrip(), name
    if match["body"].endswith("./.") and is_name_line(match["name"]):
        return match["body"], match["name"]
    return line, None


def tidy(name: str) -> str:
    """A byline's name without brackets and remarks ("(tổng hợp)")."""
    return re.sub(rf"{_REMARK}$", "", name.strip()).strip("() .;,")


def _is_short(name: str) -> bool:
    return len(name.split()) <= 8 and name.strip()[:1].isupper()
