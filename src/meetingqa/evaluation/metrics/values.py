"""Typed answers: a number in its unit, a date as far as it is written, a person's name.

Deterministic and without tolerance: "3,8 nghìn tỷ" is 3.800 tỷ đồng, "22.4" after "ngày" is a date
and no figure, "15/9" may stand for 15/9/2024 but not for 15/9/2023. Small numbers stand somewhere in any
long text, so a statement's figures are held against its own quotes, not the whole article.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from meetingqa.evaluation.records import GoldValue
from meetingqa.facts import Moment, Quantity, read_facts
from meetingqa.facts.people import name_key
from meetingqa.facts.quantities import find_quantities, find_spelled, same_quantity, whole_of
from meetingqa.language.text import key

_ISO = re.compile(r"(?P<y>\d{4}|-)(?:-(?P<m>\d{2}))?(?:-(?P<d>\d{2}))?")


def states_value(text: str, gold: GoldValue) -> bool:
    """Whether a text states a typed gold value. Raises ValueError for a value of no such type."""
    text = unicodedata.normalize("NFC", text)
    if gold.type == "date":
        wanted = read_iso(gold.value)
        return any(_same_date(wanted, moment) for moment in read_facts(text).moments)
    if gold.type == "name":
        name = re.escape(name_key(gold.value))
        return re.search(rf"(?<!\w){name}(?!\w)", key(text)) is not None
    return states_quantity(text, read_quantity(gold.value, gold.unit), any_unit=not gold.unit)


def read_quantity(value: str, unit: str = "") -> Quantity:
    """The figure that a value and its unit say ("3,8", "nghìn tỷ đồng"); ValueError if none."""
    written = unicodedata.normalize("NFC", f"{value} {unit}").strip()
    quantities = find_quantities(written)
    if len(quantities) != 1:
        raise ValueError(f"{written!r} is not one figure")
    return quantities[0]


def states_quantity(text: str, wanted: Quantity, *, any_unit: bool = False) -> bool:
    """Whether an NFC text states a figure: equal value, and a unit (or a word beside it) that
    agrees unless `any_unit` will do. "ba nghị quyết" states 3 nghị quyết."""
    quantities = read_facts(text).quantities
    if wanted.unit and 1900 <= wanted.value < 2100:  # "2000 hộ", which facts take for a year
        quantities = [quantity for quantity in find_quantities(text) if quantity.unit]
    for quantity in quantities:
        for found in (quantity, whole_of(quantity)):
            if found is None or found.value != wanted.value:
                continue
            if any_unit or same_quantity(wanted, found):
                return True
    return any(
        wanted.value == number and (not wanted.unit or wanted.unit.split()[0] in after)
        for number, after in find_spelled(text)
    )


def read_iso(value: str) -> Moment:
    """A date as far as it is known: "2024", "2024-09", "2024-09-15", "--09-15" (any year)."""
    match = _ISO.fullmatch(value)
    if match is None or (match["y"] == "-" and not match["m"]):
        raise ValueError(f"{value!r} is no ISO date")
    year = None if match["y"] == "-" else int(match["y"])
    month, day = (int(match[part]) if match[part] else None for part in ("m", "d"))
    return Moment(year, month, day, 0, len(value), value)


def _same_date(wanted: Moment, found: Moment) -> bool:
    if wanted.month is None:
        return found.year == wanted.year
    if (found.month, wanted.day) != (wanted.month, found.day if wanted.day else None):
        return False
    return found.year is None or wanted.year is None or found.year == wanted.year


def figures_of(text: str) -> list[Quantity]:
    """The figures of a text: numbers with units, without dates, ordinals and document numbers."""
    return list(read_facts(unicodedata.normalize("NFC", text)).quantities)


def unsupported_figures(text: str, sources: Iterable[str]) -> list[str]:
    """Figures of `text`, as written, that no source states."""
    composed = [unicodedata.normalize("NFC", source) for source in sources]
    return [
        figure.text
        for figure in figures_of(text)
        if not any(states_quantity(source, figure) for source in composed)
    ]


def figure_recall(text: str, wanted: Sequence[GoldValue]) -> float | None:
    """Share of the wanted numbers that a text states in their unit; None where none is wanted.

    Labelled values, not wordings: "7.480" alone would ask for a figure without a unit.
    """
    numbers = [value for value in wanted if value.type == "number"]
    if not numbers:
        return None
    return sum(states_value(text, value) for value in numbers) / len(numbers)
