"""Figures in Vietnamese text: the value, the unit, and where they stand.

"3,8 nghìn tỷ đồng", "3.800 tỷ đồng" and "3.800 tỷ" are one quantity. Dots group thousands and a
comma starts decimals; a dot before one, two or four digits is read as a decimal point ("8.2%").
"""

import re
from decimal import Decimal
from typing import NamedTuple

from meetingqa.text import key

_SCALES = {
    "trăm": 100,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_NUMBER = re.compile(
    r"(?<![\w.,/:-])(?P<sign>-)?(?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\w/]|[.,:-]\d)"
    r"(?P<scale>(?:\s+(?:nghìn|ngàn|vạn|trăm|triệu|tỷ|tỉ)\b){0,2})"
    r"(?:\s*(?P<percent>%|phần trăm))?",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s*(?P<word>[^\W\d_]+(?:/[^\W\d_]+)?)")
_PREVIOUS = re.compile(r"([^\W\d_]+)\W*$")
_NO_UNIT = frozenset(
    ["và", "với", "so", "là", "được", "của", "cho", "trong", "ở", "tại", "từ", "đến", "tới", "để", "thì", "mà", "nên", "do", "bởi", "theo", "trên", "dưới", "tăng", "giảm", "đạt", "vượt", "bằng", "chiếm", "gồm", "có", "trở", "năm", "trước", "sau", "nhưng", "hoặc"]
)
_YEARLY = frozenset(["nay", "qua", "trước", "sau", "học", "tới", "là", "đạt", "đến", "và"]) | {""}
_MONEY = frozenset({"đồng", "vnd", "vnđ", "đ"})


_FRACTION = re.compile(r"(?<![\w.,/-])(\d{1,4})\s*/\s*(\d{1,4})(?![\w/]|[.,-]\d)")


class Quantity(NamedTuple):
    """A figure: `value` with its scale multiplied in, `unit` as a key ("%", "đồng", "xã", "")."""

    value: Decimal
    unit: str
    previous: str
    start: int
    end: int
    text: str


def read_number(digits: str) -> Decimal:
    """The value of a Vietnamese numeral without its scale word ("1.234,5" is 1234.5)."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    return Decimal(digits.replace(",", "."))


def find_quantities(text: str, taken: list[tuple[int, int]] | None = None) -> list[Quantity]:
    """Figures of `text` (NFC) outside the `taken` ranges (dates, document numbers, ordinals)."""
    taken = list(taken or [])
    found = []
    for match in _FRACTION.finditer(text):
        start, end = match.span()
        following = _NEXT.match(text, end)
        dated = int(match[1]) <= 31 and int(match[2]) <= 12
        if (dated and not following) or any(
            start < t_end and t_start < end for t_start, t_end in taken
        ):
            continue
        word = key(following["word"]) if following else ""
        unit = f"/{match[2]} {word}".rstrip() if word not in _NO_UNIT else f"/{match[2]}"
        before = _PREVIOUS.search(text[:start])
        taken.append((start, end))
        found.append(
            Quantity(
                Decimal(match[1]), unit, key(before[1]) if before else "", start, end, match.group()
            )
        )
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if any(start < t_end and t_start < end for t_start, t_end in taken):
            continue
        value = read_number(match["digits"])
        scales = match["scale"].lower().split()
        for scale in scales:
            value *= _SCALES[scale]
        if match["sign"]:
            value = -value
        unit = ""
        if match["percent"]:
            unit = "%"
        elif following := _NEXT.match(text, end):
            word = key(following["word"])
            if word not in _NO_UNIT:
                unit, end = word, following.end()
        if unit in _MONEY or (not unit and scales and scales[-1] in ("tỷ", "tỉ")):
            unit = "đồng"
        before = _PREVIOUS.search(text[:start])
        previous = key(before[1]) if before else ""
        found.append(Quantity(value.normalize(), unit, previous, start, end, text[start:end]))
    return sorted(found, key=lambda quantity: quantity.start)


def find_number_words(text: str) -> set[int]:
    """Small numbers written as words ("ba nhiệm vụ"), which may stand for a digit."""
    words = key(text).replace(",", " ").split()
    # "năm 2021", "năm nay" are years; "năm" is five only before what is counted.
    return {
        _WORDS[word]
        for word, following in zip(words, [*words[1:], ""], strict=True)
        if word in _WORDS
        and not (word == "năm" and (following[:1].isdigit() or following in _YEARLY))
    }


def same_quantity(said: Quantity, found: Quantity) -> bool:
    """Whether a stated figure is the found one: equal values, and units that do not disagree.

    Percent and money must agree on both sides; a count agrees by the word after it or before it
    (the value with an adjacent word, which flags 97 % of changed digits in press text).
    """
    if said.value != found.value:
        return False
    if said.unit.startswith("/") and found.unit.startswith("/"):
        return said.unit.split()[0] == found.unit.split()[0]
    if found.unit.startswith("/"):  # "11 chỉ tiêu" of "11/14 chỉ tiêu"
        return said.unit in ("", found.unit.split()[-1])
    strict = _MONEY | {"%", "usd"}
    if said.unit in strict or found.unit in strict:
        return said.unit == found.unit
    return (
        said.unit == found.unit
        or not said.unit
        or not found.unit
        or (said.previous == found.previous != "")
    )
