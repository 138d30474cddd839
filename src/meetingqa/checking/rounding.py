"""Rounded figures of a statement ("gần 1,9 tỷ USD") put back to the quote's figure that rounds so."""

import re
from collections.abc import Sequence
from decimal import Decimal

from meetingqa.facts import read_facts
from meetingqa.facts.mismatches import Mismatch
from meetingqa.facts.quantities import Quantity, same_quantity
from meetingqa.facts.units import units_agree

MAX_OFF = Decimal("0.15")  # of a rounded figure that the exact one may lie away from it
_ABOUT = re.compile(
    r"(?<!\w)(?:(?P<less>gần|ngót)|(?P<more>(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?<!lớn )(?<!kém )"
    r"(?:hơn|trên))|khoảng|chừng|xấp xỉ)\s+$",
    re.IGNORECASE,
)


def with_exact(statement: str, quote: str) -> str:
    """A statement with its rounded figures as the quote has them, where it has one that fits."""
    figures = read_facts(quote).quantities
    for said in reversed(read_facts(statement).quantities):
        about = _ABOUT.search(statement[: said.start])
        if about is None or any(same_quantity(said, figure) for figure in figures):
            continue
        exact = next((f for f in figures if _rounds(f, said, about)), None)
        if exact:
            statement = statement[: about.start()] + exact.text + statement[said.end :]
    return statement


def find_bent(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Figures said to be nearly reached or exceeded ("gần 110") that no quote bends that way."""
    told = [
        (other, _ABOUT.search(quote[: other.start]))
        for quote in quotes
        for other in read_facts(quote).quantities
    ]
    strays = []
    for figure in read_facts(statement).quantities:
        said = _ABOUT.search(re.sub(r"trên\s+$", "", statement[: figure.start]))
        own = [about for other, about in told if same_quantity(figure, other)]
        side = "less" if said and said["less"] else "more"
        if said and own and said[side] and not any(about and about[side] for about in own):
            strays.append(Mismatch("missing", f"{said.group()}{figure.text}", ""))
    return strays


def rounds_to(exact: Quantity, said: Quantity) -> bool:
    """Whether a figure is another one said with fewer digits ("842 tỷ" for 842,2 tỷ)."""
    if units_agree(said.unit, exact.unit) is False or abs(exact.value) < 10:
        return False
    step = Decimal(1).scaleb(int(said.value.normalize().as_tuple().exponent))
    return abs(exact.value - said.value) < step and exact.value % step != 0


def _rounds(exact: Quantity, said: Quantity, about: re.Match[str]) -> bool:
    """Whether a figure rounds to the one said: up for "gần", down for "hơn", else to the nearest."""
    if units_agree(said.unit, exact.unit) is False or bool(said.unit) != bool(exact.unit):
        return False
    step = Decimal(1).scaleb(int(said.value.normalize().as_tuple().exponent))
    over = exact.value - said.value
    if abs(over) > MAX_OFF * abs(said.value):
        return False
    if about["less"]:
        return -step < over <= 0
    if about["more"]:
        return 0 <= over < step
    return abs(over) <= step / 2
