"""What kind of answer a question asks, and in what unit."""

import re
from collections.abc import Sequence

from meetingqa.domain import AnswerKind
from meetingqa.facts.people import Person, find_offices
from meetingqa.questions.words import (
    CHECKABLE,
    KIND_RES,
    MONEY,
    NAMED_FIRM,
    NAMED_PLACE,
    NAMING,
    NO_UNITS,
    THING_NAMED,
    UNITS,
    asks,
)

_SPOKEN_UNITS = {
    "cay so vuong": "km2", "cay so": "km", "hec-ta": "ha", "hecta": "ha", "hec ta": "ha", "bao nhieu ti ": "bao nhieu ty ", "mau tay": "ha", "bao nhieu khoi ": "bao nhieu m3 ",
}  # fmt: skip
_LONG_QUOTE = re.compile(r"[“\"][^“”\"]{12,}[”\"]")
_TITLE = re.compile(
    r"(?:[^,;]{0,24}(?:hỏi|biết),?\s+)?(?:(?:ông|bà|anh|chị|đồng chí|đ/c|đại tá|thượng tá)\s+)?$",
    re.IGNORECASE,
)


def asking_part(text: str) -> str:
    """The part of a question that asks, the rest blank: not what it quotes ("đại biểu nào hỏi “Bao giờ
    …?”"), and not the turn before, which stands before a follow-up."""
    unquoted = _LONG_QUOTE.sub(lambda m: " " * len(m[0]), text)
    text = unquoted if asks(unquoted) else text
    cut = text.rfind(". ") + 2
    if cut > 1 and asks(text[:cut]) and asks(text[cut:]):
        return " " * cut + text[cut:]
    return text


def read_kind(text: str, folded: str, people: Sequence[Person]) -> AnswerKind:
    """The kind of answer that a question asks; `folded` is its text without diacritics."""
    kind: AnswerKind = next((kind for kind, regex in KIND_RES if regex.search(folded)), "text")
    if kind == "office" and re.search(r"\bai\b|\bnguoi nao\b", folded):
        kind = "person"  # "… là ai, làm chức gì?"
    if kind == "person" and any(_asked_of(person, text) for person in people):
        kind = "office"
    if kind == "person" and THING_NAMED.search(folded):
        kind = "text"
    if (
        kind == "person"
        and not re.search(
            r"\bai\b|nguoi|dong chi|dai bieu nao|cu tri nao|uy vien|can bo|\bong\b|\bba\b", folded
        )
        and not find_offices(text, list(people))
    ):
        kind = "text"  # "tên là gì" of a place or a project
    return kind


def read_kinds(folded: str) -> tuple[AnswerKind, ...]:
    """All kinds of fact that a question asks for; the number of a day ("ngày bao nhiêu") is a date."""
    dayless = re.sub(r"\bco ai\b", "co", folded.replace("ngay bao nhieu", "ngay nao"))
    return tuple(k for k, regex in KIND_RES if k in CHECKABLE and regex.search(dayless))


def _asked_of(person: Person, text: str) -> bool:
    """Whether it is asked who a named person is ("Ông X là ai?")."""
    return _TITLE.match(text[: person.start]) is not None and text[person.end :].startswith(
        " là ai"
    )


def read_unit(kind: AnswerKind, folded: str) -> str:
    """What is counted ("nguoi", "phan tram"), "thu" for an ordinal, "ngay" for a day, "muc dich" for an
    aim; else ""."""
    if kind == "date":
        return (
            "ngay"
            if re.search(
                r"\b(?:ngay(?:,? thang)?(?:,? nam)? (?:nao|may|bao nhieu)|hom nao)\b", folded
            )
            else ""
        )
    if kind == "reason":
        return "muc dich" if re.search(r"\b(?:nham|muc dich|de lam)\b", folded) else ""
    if kind == "place":
        return "dia danh" if NAMED_PLACE.search(folded) else ""
    if kind in ("text", "list"):
        if NAMED_FIRM.search(folded):
            return "doanh nghiep"
        return "ten" if NAMING.search(folded) else ""
    if kind == "document":
        return "so" if re.search(r"\bso (?:may|bao nhieu|hieu|nao)\b", folded) else ""
    if kind != "number":
        return ""
    if re.search(
        r"\b(?:thu|dai hoi|ky hop|(?<!cung )ky|khoa) (?:lan )?(?:thu )?may\b(?! (?:nam|thang|ngay|lan|cuoc)\b)",
        folded,
    ):
        return "thu"
    if re.search(r"\bso may\b", folded):
        return ""
    if MONEY.search(folded) and not re.search(r"phan tram|%", folded):
        return "dong"
    for spoken, written in _SPOKEN_UNITS.items():
        folded = folded.replace(spoken, written)
    unit = UNITS.search(folded)
    noun = (unit[1] or unit[2]) if unit else ""
    return "dong" if noun == "tien" else noun if noun not in NO_UNITS else ""


def without_plural(folded: str) -> str:
    """The question with "mấy" as "những" where another word asks ("mấy mảng nào", "ai … mấy chức")."""
    if "bao nhieu" in folded or not re.search(r"\b(?:nao|gi)\b", folded):
        return folded
    return re.sub(r"(?<!thu )(?<!lan )(?<!nha )\bmay (?=(?!%|phan tram)\w)", "nhung ", folded)
