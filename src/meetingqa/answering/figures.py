"""Whether a text holds a figure of what is asked: of its unit, counting the same thing."""

import re
from functools import lru_cache
from itertools import pairwise

from meetingqa.domain import Asked
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.quantities import Quantity, find_number_words, find_spelled
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import fold, key, syllables

_RANK = re.compile(
    r"(?:đứng|xếp|hạng|vị trí)\s+(?:thứ\s+)?(?:nhất|nhì|hai|ba|tư|đầu|\d+)|thứ\s+(?:nhất|nhì|hai|ba|tư|năm|sáu|bảy|\d+)",
    re.IGNORECASE,
)
_CONGRESS = re.compile(r"đại hội[^.;]{0,60}?\b(?:lần|thứ|khóa|khoá|[IVX]{2,})\b", re.IGNORECASE)
# "Sư đoàn 3" is a name, no count
_DESIGNATES = re.compile(
    r"(?:đoàn|án|hoạch|quyết|thị|luật|khu|lộ|đường|số|tổ|thôn|khối|khoản|điều|quận|phường)\s+$",
    re.IGNORECASE,
)
_SPANS = ("thang", "quy")
_CLOCK = re.compile(r"(?<![\w.,])[0-2]?\d\s?(?:h|g|giờ)(?:\s?[0-5]\d)?(?!\w)")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_BREAK = re.compile(r"[,;:]\s")  # what stands after it is not counted ("4,5%/năm, đồng chí X")
_ALL = re.compile(r"(?<!\w)(?:cả|tất cả|toàn bộ)\s+\d", re.IGNORECASE)
# What no other figure can be read for: an age, a rank, a distance; votes are told as "62/65", too.
_MEASURES = frozenset("tuoi bac km ha tan gio phut mw m2".split())
_PEOPLE = (
    "nguoi",
    "dong chi",
    "dang vien",
    "dai bieu",
    "can bo",
    "ca nhan",
    "hoc sinh",
    "thanh vien",
    "uy vien",
    "hoi vien",
    "doan vien",
    "giao vien",
    "cu tri",
)
_SAME_UNITS = {
    "nguoi": _PEOPLE,
    "dong": _PEOPLE,
    "dong chi": _PEOPLE,
    "dai bieu": ("dai bieu", "nguoi", "dong chi", "vi"),
    "can bo": ("can bo", "nguoi", "dong chi", "cong chuc", "vien chuc"),
    "dang vien": ("dang vien", "nguoi", "dong chi"),
    "ca nhan": ("ca nhan", "nguoi", "dong chi"),
    "hoc sinh": ("hoc sinh", "em", "nguoi"),
    "thanh vien": ("thanh vien", "nguoi", "dong chi", "dai bieu"),
    "dan": ("nguoi", "dan"),
    "uy vien": ("uy vien", "nguoi", "dong chi", "vi"),
    "cuoc": ("cuoc", "phien", "luot"),
    "lan": ("lan", "cuoc", "phien"),
}
_LOCAL_UNITS = frozenset("xa huyen phuong thon ban truong ho tau nha".split())
_NARROWING = frozenset({"nghèo", "nữ", "trẻ"})  # "hộ nghèo" are not any households
_AFTER_SHARE = frozenset("dat la co va duoc phieu dong tan so nhat".split())
_CHANGE_ASKED = frozenset({"tăng", "giảm"})
_CHANGED = re.compile(
    r"(?<!\w)(?:tăng|giảm|trưởng|tốc độ|vượt|âm|chỉ số|so với|cùng kỳ|GRDP|thêm)(?!\w)|\|",
    re.IGNORECASE,
)
# A table's row, bare or under the words of its head
_CELL = re.compile(r"\||; [^:;]+: [\d(]")
_PERCENT_CELL = re.compile(r"\((?:%|tỷ lệ %)\): [\d]", re.IGNORECASE)
# A cell of money, by its label's unit, or by its thing where the unit stands above the table
_MONEY_CELL = re.compile(
    r"(?:; |^)(?![^:;]*(?:%|tỷ lệ))[^:;]*(?<!\w)(?:đồng|usd|ngân sách|dự toán|vốn|kinh phí|kim ngạch|doanh thu)"
    r"(?!\w)[^:;]*: [\d(]",
    re.IGNORECASE,
)
_MONEY_UNITS = frozenset({"dong", "ty", "trieu", "ty dong", "trieu dong"})
# "Tổng cộng bao nhiêu đảng viên?" is not asked of those who joined.
_ALL_THERE = re.compile(r"(?<!\w)(?:tổng cộng|tổng số|hiện|hiện nay)(?!\w)")
_JOINS = re.compile(
    r"(?<!\w)(?:kết nạp|thành lập|tuyển(?: dụng)?|bổ sung|phát triển|xóa tên|khai trừ|giảm|tăng)(?!\w)(?P<last>(?: được| thêm| mới)*\s$)?",
    re.IGNORECASE,
)
# Kinds of the same thing that a figure must not be taken for one another.
_QUALIFIERS = ("nâng cao", "kiểu mẫu")


def number_conflict(asked: Asked, statement: str, said: Facts) -> str | None:
    """Why a statement holds no figure of the asked kind; None when it does."""
    if _repeats(asked, statement, said):
        return "chỉ nhắc lại con số của câu hỏi"
    if other := _otherwise_qualified(asked, statement):
        return f"không phải {other}"
    narrowed = [
        b
        for a, b in pairwise(asked.terms)
        if asked.unit and fold(a) == asked.unit.split()[-1] and b in _NARROWING
    ]
    narrowed += [asked.narrowed] if asked.narrowed else []
    if any(fold(word) not in fold(statement) for word in narrowed):
        return f"không nói về {asked.unit} {narrowed[0]}"
    if _counts_joining(asked, statement, said):
        return "số mới thêm, không phải tổng số"
    if asked.unit == "thu":  # "lần thứ mấy"
        if {"đại", "hội"} <= set(asked.focus) and not _CONGRESS.search(statement):
            return "không có thứ tự của đại hội"
        return None if said.ordinals or _RANK.search(statement) else "không có thứ tự"
    if asked.unit in ("phan tram", "%"):
        if not any(q.unit == "%" for q in said.quantities) and not _PERCENT_CELL.search(statement):
            return "không phải tỷ lệ phần trăm"
        changed = not _CHANGE_ASKED & set(asked.terms) or _CHANGED.search(statement)
        return None if changed else "không nói mức tăng giảm"
    if asked.unit in _MONEY_UNITS:
        money = any("đồng" in q.unit or q.unit == "usd" for q in said.quantities)
        return None if money or _MONEY_CELL.search(statement) else "không phải số tiền"
    if asked.unit == "gio" and _CLOCK.search(statement):
        return None
    if asked.unit in _MEASURES and not (
        asked.parts > 1
        or any(_counts(asked.unit, statement, q) for q in said.quantities)
        or re.search(rf"\({asked.unit}\): \d", fold(statement))
    ):
        return f"không tính bằng {asked.unit}"
    shares = [q for q in said.quantities if q.unit.startswith("/")]
    if any(_may_count(asked.unit, statement, q) for q in shares) or (
        _CELL.search(statement) and said.quantities
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
    if (" " in asked.unit or asked.unit in _PEOPLE[1:]) and not _tells_count(asked.unit, statement):
        return f"không đếm {asked.unit}"
    if not (said.quantities or _spelled(asked.unit, statement)):
        return "không có con số nào"
    named = asked.unit in syllables(fold(expand(statement))) or asked.unit in _SAME_UNITS
    strict = asked.places or asked.unit in _LOCAL_UNITS
    return None if named or not strict else f"không đếm {asked.unit}"


def _repeats(asked: Asked, statement: str, said: Facts) -> bool:
    """Whether all figures of a statement are the question's own ("trong 20 dự án có bao nhiêu …")."""
    told = [
        _FIGURE.search(statement, q.start, q.end)
        for q in said.quantities
        if not _DESIGNATES.search(statement, max(0, q.start - 12), q.start)
    ]
    return (
        bool(told)
        and all(figure and figure[0] in asked.terms for figure in told)
        and not (find_number_words(statement) - {1} or _ALL.search(statement))
    )


def _counts_joining(asked: Asked, statement: str, said: Facts) -> bool:
    """Whether a statement counts only those who came or left where it is asked how many there are."""
    whole = " ".join(asked.terms)
    if not (asked.unit and _ALL_THERE.search(whole)) or _JOINS.search(whole):
        return False
    counted = [q for q in said.quantities if _counts(asked.unit, statement, q)]
    return bool(counted) and any(_joins(statement[: q.start]) for q in counted)


def _joins(before: str) -> bool:
    """Whether words before a figure end by saying that so many came or left."""
    return any(m["last"] for m in _JOINS.finditer(before))


def _otherwise_qualified(asked: Asked, statement: str) -> str:
    """The qualifier asked for ("kiểu mẫu") when a figure is told of another one only."""
    question = " ".join(asked.terms)
    wanted = [q for q in _QUALIFIERS if (q if asked.accented else fold(q)) in question]
    if len(wanted) != 1:
        return ""
    other = next(q for q in _QUALIFIERS if q != wanted[0])
    told = [
        key(expand(statement[q.end : q.end + 90])).split(";")[0]
        for q in read_facts(statement).quantities
    ]
    near = [text for text in told if other in text or wanted[0] in text]
    return wanted[0] if near and not any(wanted[0] in text for text in near) else ""


def _tells_count(unit: str, statement: str) -> bool:
    """Whether any figure of a statement, in digits or words, counts what is asked."""
    figures = read_facts(statement).quantities
    return any(_counts(unit, statement, q) for q in figures) or _spelled(unit, statement)


@lru_cache(maxsize=4096)  # asked of a sentence when it is scored, chosen and proven
def _counts(unit: str, text: str, quantity: Quantity) -> bool:
    """Whether a figure counts what is asked: its noun follows within four words, or stands before it."""
    named = _BREAK.split(text[quantity.start : quantity.end + 40])[0]
    after = fold(expand(named)).split()[1:9]
    before = fold(text[max(0, quantity.start - 60) : quantity.start])
    wanted = _SAME_UNITS.get(unit, (unit,))
    joined = " ".join(word.strip(",.;:()") for word in after)
    if not quantity.unit and any(
        re.search(rf"\b{re.escape(u)}\b[^,;:.]{{0,25}}$", before) for u in wanted
    ):
        return True  # "Doanh nghiệp thành lập mới 418"
    return any(
        re.search(rf"\b{re.escape(u)}\b", joined) or re.search(rf"\bso {re.escape(u)}\b", before)
        for u in wanted
    )


def _may_count(unit: str, text: str, share: Quantity) -> bool:
    """Whether a share ("58/138") counts what is asked: it names nothing else right after it."""
    if not unit or _counts(unit, text, share):
        return True
    after = re.match(r"\s*(\w+)", text[share.end :])
    return after is None or fold(after[1]) in _AFTER_SHARE or after[1][0].isdigit()


def _spelled(unit: str, text: str) -> bool:
    """A small number in words right before what is counted ("ba nhiệm vụ")."""
    return any(
        number > 1 and f"{fold(' '.join(after))} ".startswith(f"{unit} ")
        for number, after in find_spelled(text)
    )
