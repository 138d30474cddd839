"""Figures in Vietnamese text: the value, the unit, and where they stand.

"3,8 nghìn tỷ đồng", "3.800 tỷ đồng" and "3.800 tỷ" are one quantity. Dots group thousands and a
comma starts decimals; a dot before one, two or four digits is read as a decimal point ("8.2%").
"""

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from meetingqa.facts.units import GLUED, UNIT, read_unit, units_agree
from meetingqa.language.text import key, syllables

SCALES = {
    "trăm": 100,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
NUMBER_WORDS = {
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
_DIGITS = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_SCALE_WORD = r"\s*(?:nghìn|ngàn|vạn|trăm|triệu|tỷ|tỉ)\b"
_SCALE = re.compile(rf"(?P<scale>(?:{_SCALE_WORD}){{1,2}})", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?<![\w.,/:])(?<![^\W\d_]-)(?P<sign>-)?(?P<digits>{_DIGITS})"
    rf"(?!(?!{GLUED})\w|/\s*\d|[.,:]\d)"
    rf"(?P<scale>(?:{_SCALE_WORD}){{0,2}})"
    r"(?:\s*(?P<percent>%|phần trăm))?",
    re.IGNORECASE,
)
_FRACTION = re.compile(rf"(?<![\w.,/-])({_DIGITS})\s*/\s*({_DIGITS})(?![\w/]|[.,-]\d)")
_PREVIOUS = re.compile(r"([^\W\d_]+)\W*$")
_BETWEEN = re.compile(r"\s*(?:[-–]|đến|lên|xuống)\s*")  # "6,5 - 7%", "từ 310 lên 480 tỷ đồng"
_COUNTED = 4  # syllables after a number word in which its unit may stand
_BEFORE_YEAR = frozenset("đầu cuối giữa cả hết trong mỗi hàng từng một nửa qua nhiều".split())
_YEARLY = frozenset("nay qua trước sau học tới là đạt đến và".split()) | {""}


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
        scale, after = _SCALE.match(text, end), end
        factor = 1
        if scale:
            factor, after = _factor(scale["scale"]), scale.end()
        following = UNIT.match(text, after)
        dated = all(part.isdigit() for part in match.groups())
        dated = dated and int(match[1]) <= 31 and int(match[2]) <= 12
        if (dated and not following) or not _free(taken, start, end):
            continue
        unit = read_unit(following["unit"]) if following else ""
        unit = unit or ("đồng" if factor >= SCALES["tỷ"] else "")
        whole = f"{read_number(match[2]) * factor:f}".replace(".", ",")
        unit = f"/{whole} {unit}".rstrip()
        taken.append((start, end))
        value = (read_number(match[1]) * factor).normalize()
        found.append(Quantity(value, unit, _word_before(text, start), start, end, match.group()))
    found += [
        _read_quantity(text, match)
        for match in _NUMBER.finditer(text)
        if _free(taken, *match.span())
    ]
    found.sort(key=lambda quantity: quantity.start)
    for i, (first, second) in enumerate(pairwise(found)):
        between = text[first.end : second.start]
        if not first.unit and _BETWEEN.fullmatch(between) and second.unit[:1] != "/":
            scale = None if _SCALE.search(first.text) else _SCALE.search(second.text)
            value = first.value * (_factor(scale["scale"]) if scale else 1)
            found[i] = first._replace(value=value.normalize(), unit=second.unit)
    return found


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return not any(start < t_end and t_start < end for t_start, t_end in taken)


def _factor(words: str) -> int:
    factor = 1
    for word in words.lower().split():
        factor *= SCALES[word]
    return factor


def _word_before(text: str, start: int) -> str:
    before = _PREVIOUS.search(text[max(0, start - 40) : start])
    return key(before[1]) if before else ""


def _read_quantity(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    factor = _factor(match["scale"])
    value = read_number(match["digits"]) * factor
    if match["sign"]:
        value = -value
    unit = "%" if match["percent"] else ""
    if not unit and (following := UNIT.match(text, end)):
        unit = read_unit(following["unit"])
        end = following.end("unit") if unit else end
    if not unit and factor >= SCALES["tỷ"]:
        unit = "đồng"
    before = _word_before(text, start)
    return Quantity(value.normalize(), unit, before, start, end, text[start:end])


def find_number_words(text: str) -> set[int]:
    """Small numbers written as words ("ba nhiệm vụ"), which may stand for a digit."""
    words = [word.strip(".;:?!…”)") for word in key(text).replace(",", " ").split()]
    # "năm 2021", "năm nay", "đầu năm" are years; "năm" is five only before what is counted.
    return {
        NUMBER_WORDS[word]
        for before, word, following in zip(["", *words], words, [*words[1:], ""], strict=False)
        if word in NUMBER_WORDS
        and not (
            word == "năm"
            and (following[:1].isdigit() or following in _YEARLY or before in _BEFORE_YEAR)
        )
    }


def find_spelled(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """Numbers written as words, each with the few syllables after it ("ba nhiệm vụ")."""
    words = syllables(text)
    return [
        (NUMBER_WORDS[word], tuple(words[i + 1 : i + 1 + _COUNTED]))
        for i, word in enumerate(words)
        if word in NUMBER_WORDS
    ]


def whole_of(quantity: Quantity) -> Quantity | None:
    """The whole that a share is of ("11/14 chỉ tiêu" is of 14 "chỉ"), as a figure; else None."""
    if not quantity.unit.startswith("/"):
        return None
    whole, _, unit = quantity.unit[1:].partition(" ")
    return quantity._replace(value=read_number(whole).normalize(), unit=unit)


def same_quantity(said: Quantity, found: Quantity) -> bool:
    """Whether a stated figure is the found one: equal values, and units that do not disagree.

    Money, percent and other sure units must agree; another count agrees by the word after it or
    before it (the value with an adjacent word flags 97 % of changed digits in press text).
    """
    if said.value != found.value:
        return False
    if said.unit.startswith("/"):
        whole, other = whole_of(said), whole_of(found)
        if whole is None or other is None or whole.value != other.value:
            return False
        return units_agree(whole.unit, other.unit) is not False
    if found.unit.startswith("/"):  # "11 chỉ tiêu" of "11/14 chỉ tiêu"
        return said.unit in ("", found.unit.split()[-1])
    agree = units_agree(said.unit, found.unit)
    if agree is None:
        return not said.unit or not found.unit or said.previous == found.previous != ""
    return agree
