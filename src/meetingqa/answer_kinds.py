"""Whether a text holds the kind of fact that is asked: a figure of a unit, a day, a name, a reason."""

import re

from meetingqa.domain import Asked
from meetingqa.facts import Facts
from meetingqa.facts.people import name_key
from meetingqa.facts.quantities import Quantity, find_number_words
from meetingqa.reading import read_text
from meetingqa.text import UPPER, fold, key

UNIT_DOUBT = 0.2
_RANK = re.compile(
    r"(?:đứng|xếp|hạng|vị trí)\s+(?:thứ\s+)?(?:nhất|nhì|hai|ba|tư|đầu|\d+)|thứ\s+(?:nhất|nhì|hai|ba|tư|năm|\d+)",
    re.IGNORECASE,
)
_CONGRESS = re.compile(r"đại hội[^.;]{0,60}?\b(?:lần|thứ|khóa|khoá|[IVX]{2,})\b", re.IGNORECASE)
_SPANS = ("thang", "quy")
# What no other figure can be read for: an age, votes, a rank, a distance.
_ONLY = frozenset("tuoi phieu bac km tan gio phut mw m2".split())
_PEOPLE = (
    "nguoi",
    "dong chi",
    "dang vien",
    "dai bieu",
    "can bo",
    "ca nhan",
    "hoc sinh",
    "thanh vien",
)
_SAME_UNITS = {
    "nguoi": _PEOPLE,
    "dong": _PEOPLE,
    "dan": ("nguoi", "dan"),
    "cuoc": ("cuoc", "phien", "luot"),
    "lan": ("lan", "cuoc", "phien"),
}
_PAPER = re.compile(
    r"nghị quyết|chỉ thị|quyết định|kết luận|kế hoạch|thông báo|đề án|quy định", re.IGNORECASE
)
_GROUP = re.compile(
    r"(?<!\w)(?:ban|các đồng chí|lãnh đạo|đại biểu|cấp ủy|cán bộ|đảng viên|sở|ngành|cơ quan)(?!\w)",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"(?<!\w)(?:do|vì|bởi|nguyên nhân|nhằm|để|lý do|bắt nguồn|xuất phát)(?!\w)", re.IGNORECASE
)
_PLACE = re.compile(rf"(?<!^)(?<![.!?] )[{UPPER}][^\W\d_]+(?: [{UPPER}][^\W\d_]+)+")
_LOCAL = re.compile(
    rf"(?:[Hh]uyện|[Tt]ỉnh|[Xx]ã|TP\.?|[Tt]hành phố|[Tt]hị xã|[Pp]hường|[Tt]hị trấn)\s+[{UPPER}]\w"
)
_NAME = re.compile(
    rf"[“\"][^”\"]{{2,80}}[”\"]|(?<![.!?] )(?<!^)[{UPPER}]\w*(?: [{UPPER}]\w*)+|[{UPPER}]{{3,}}"
)
_BETWEEN_ITEMS = re.compile(r"[,;:](?!\d)|\.\s|(?<!\w)(?:và|cùng|hay)(?!\w)|[–-]\s")
_MONEY_UNITS = frozenset({"dong", "ty", "trieu", "ty dong", "trieu dong"})


def kind_conflict(asked: Asked, statement: str, said: Facts) -> str | None:
    """Why a statement holds no fact of the asked kind; None when it does."""
    if asked.kind == "number":
        return _number(asked, statement, said)
    if asked.kind == "date" and not _new_dates(asked, said):
        return "không có ngày tháng"
    if asked.kind == "person":
        known = {name_key(name) for name in asked.people}
        named = any(name_key(person.name) not in known for person in said.people)
        if not named and not (asked.groups and _GROUP.search(statement)):
            return "không có tên người"
    if asked.unit == "dia danh" and not holds_kind(asked, statement):
        return "không có địa danh"
    if asked.unit == "ten" and not _new_name(asked, statement):
        return "không có tên"
    if asked.kind == "list" and asked.count > 1 and _items(statement) < asked.count:
        return f"không nêu đủ {asked.count} mục"
    if asked.kind == "office" and not said.offices:
        return "không có chức vụ"
    if asked.kind == "document" and not (
        said.documents or (not asked.unit and _PAPER.search(statement))
    ):
        return "không có số văn bản"
    return None


def doubt(asked: Asked, statement: str) -> float:
    """What to take off the confidence of a statement whose figures count something else than asked."""
    if asked.kind != "number" or asked.unit in (
        "",
        "thu",
        "phan tram",
        "%",
        *_MONEY_UNITS,
        *_SPANS,
    ):
        return 0.0
    said = read_text(statement)
    if "|" in statement or any(q.unit.startswith("/") for q in said.quantities):
        return 0.0
    if any(_counts(asked.unit, statement, q) for q in said.quantities) or _spelled(
        asked.unit, statement
    ):
        return 0.0
    return UNIT_DOUBT


def holds_kind(asked: Asked, text: str) -> bool:
    """Whether a text holds a fact of the asked kind that the question itself does not name."""
    facts = read_text(text)
    if asked.kind == "number":
        return _number(asked, text, facts) is None and not doubt(asked, text)
    if asked.kind == "date":
        return _new_dates(asked, facts)
    if asked.kind == "person":
        known = {name_key(name) for name in asked.people}
        return any(name_key(person.name) not in known for person in facts.people)
    if asked.kind == "office":
        return bool(facts.offices)
    if asked.kind == "document":
        return bool(facts.documents)
    if asked.kind == "reason":
        return _CAUSE.search(text) is not None
    if asked.kind == "place":
        return _LOCAL.search(text) is not None or any(
            m.group().split()[0] not in ("Tỉnh", "Hội") for m in _PLACE.finditer(text)
        )
    return True


def _new_dates(asked: Asked, facts: Facts) -> bool:
    """Whether a text holds a date of the asked fineness that the question does not name itself."""
    known = {(month, day) for _, month, day in asked.dates}
    fine = asked.unit.startswith("ngay")
    if asked.unit == "ngay thang":
        months = {month for _, month, _ in (*asked.dates, *asked.as_of)}
        return any(m.day and m.month in months for m in facts.moments)
    years = {*asked.years, *asked.meeting_years}
    if any((m.month, m.day) not in known and (m.day or not fine) for m in facts.moments if m.month):
        return True
    return not fine and (
        bool(facts.periods) or any(m.year not in years for m in facts.moments if not m.month)
    )


def _new_name(asked: Asked, text: str) -> bool:
    """Whether a text holds a proper name (capitals or quotation marks) that is not the question's."""
    known = " ".join(asked.terms)
    return any(key(m.group().strip('“”"')) not in known for m in _NAME.finditer(text))


def _items(text: str) -> int:
    """How many items a sentence lists at most, by its commas, semicolons and "và"."""
    return 1 + len(_BETWEEN_ITEMS.findall(text))


def _number(asked: Asked, statement: str, said: Facts) -> str | None:
    """Why a statement holds no figure of the asked kind; None when it does."""
    if asked.unit == "thu":  # "lần thứ mấy"
        if {"đại", "hội"} <= set(asked.focus) and not _CONGRESS.search(statement):
            return "không có thứ tự của đại hội"
        return None if said.ordinals or _RANK.search(statement) else "không có thứ tự"
    if asked.unit in ("phan tram", "%"):
        return None if any(q.unit == "%" for q in said.quantities) else "không phải tỷ lệ phần trăm"
    if asked.unit in _MONEY_UNITS:
        money = any("đồng" in q.unit or q.unit == "usd" for q in said.quantities)
        return None if money else "không phải số tiền"
    if any(q.unit.startswith("/") for q in said.quantities) or (
        "|" in statement and said.quantities
    ):
        return None  # "62/65": what is counted stands in the table's head
    if not asked.unit:
        return (
            None if said.quantities or find_number_words(statement) - {1} else "không có con số nào"
        )
    if asked.unit in _SPANS and any(
        label.value.split()[1:2] == [asked.unit] for label in said.periods
    ):
        return None
    if asked.unit in _ONLY:  # an age or a price cannot be read from any other figure
        counted = any(_counts(asked.unit, statement, q) for q in said.quantities)
        return None if counted else f"không tính bằng {asked.unit}"
    if " " in asked.unit and asked.unit not in _PEOPLE and not _tells_count(asked.unit, statement):
        return f"không đếm {asked.unit}"
    if said.quantities or _spelled(asked.unit, statement):
        return None
    return "không có con số nào"


def _tells_count(unit: str, statement: str) -> bool:
    """Whether any figure of a statement, in digits or words, counts what is asked."""
    figures = read_text(statement).quantities
    return any(_counts(unit, statement, q) for q in figures) or _spelled(unit, statement)


def _counts(unit: str, text: str, quantity: Quantity) -> bool:
    """Whether a figure counts what is asked: its noun follows within four words, or stands before it."""
    after = fold(text[quantity.start : quantity.end + 40]).split()[1:7]
    before = fold(text[max(0, quantity.start - 60) : quantity.start])
    wanted = _SAME_UNITS.get(unit, (unit,))
    joined = " ".join(word.strip(",.;:()") for word in after)
    return any(
        re.search(rf"\b{re.escape(u)}\b", joined) or re.search(rf"\bso {re.escape(u)}\b", before)
        for u in wanted
    )


def _spelled(unit: str, text: str) -> bool:
    """A small number in words right before what is counted ("ba nhiệm vụ")."""
    return (
        re.search(rf"\b(?:hai|ba|bon|nam|sau|bay|tam|chin|muoi)\s+{re.escape(unit)}\b", fold(text))
        is not None
    )
