"""Holds the figures of a statement against those of the quotes."""

import re
from collections.abc import Sequence

from meetingqa.facts import Facts
from meetingqa.facts.binding import misbound_figures
from meetingqa.facts.direction import direction_of, reading_of
from meetingqa.facts.mismatches import Mismatch
from meetingqa.facts.quantities import Quantity, find_spelled, same_quantity, whole_of
from meetingqa.facts.reversal import run
from meetingqa.language.text import key, syllables, unify_tone_marks

_TIMES = ("ngày", "tháng", "năm", "giờ")  # "đợt 1 ngày 24/6" counts no days
_DONE = frozenset({"đạt", "hoàn", "vượt", "được"})
_FRACTION = re.compile(r"\d\s*/\s*\d")
_EACHES = re.compile(r"(?:\s*(?:/|(?:cho |trên |đối với )?mỗi\s|một\s)\s*[^\W\d_]+)*")
_EACH = re.compile(r"(?:/|mỗi\s|một\s)\s*([^\W\d_]+)")
_TOKEN = re.compile(r"\w+(?:[.,/-]\w+)*")


def compare_figures(
    statement: str, said: Facts, quotes: Sequence[str], found: Sequence[Facts], question: str
) -> list[Mismatch]:
    """Figures, numbers in words and other digits that do not stand in the quotes, or stand for
    something else there."""
    mismatches = []
    spelled = [number for quote in quotes for number in find_spelled(quote)]
    stand = [
        (quote, other)
        for quote, facts in zip(quotes, found, strict=True)
        for figure in facts.quantities
        for other in (figure, whole_of(figure))
        if other
    ]
    for quantity in said.quantities:
        equal = [(quote, other) for quote, other in stand if other.value == quantity.value]
        matching = [
            (quote, other)
            for quote, other in equal
            if same_quantity(quantity, other)
            and not _is_share(statement, quantity, quote, other)
            and not _each_differs(statement, quantity, quote, other)
        ]
        if matching and not any(_unit_of(other) == quantity.unit for _, other in matching):
            # "118 bị can" of "118 vụ với 205 bị can": what is counted has a figure of its own.
            matching = [] if _counts(quantity.unit, stand) else matching
        if matching:
            sign = direction_of(statement, quantity.start)
            signs = {direction_of(quote, other.start) for quote, other in matching}
            told = reading_of(statement, quantity.start, quantity.end)
            others = {reading_of(quote, other.start, other.end) for quote, other in matching}
            turned = sign and -sign in signs and sign not in signs
            # "tăng lên 4 lần" is both a rise by and a level, "vượt 7/9 chỉ tiêu" neither.
            level = told and quantity.unit != "lần" and not quantity.unit.startswith("/")
            if turned or (level and not others & {told, ""}):
                mismatches.append(Mismatch("direction", quantity.text, matching[0][1].text))
        elif any(
            quantity.value == number and (not quantity.unit or quantity.unit.split()[0] in after)
            for number, after in spelled
        ):
            continue
        elif equal:
            mismatches.append(Mismatch("unit", quantity.text, equal[0][1].text))
        else:
            near = [other.text for _, other in stand if other.unit == quantity.unit]
            mismatches.append(Mismatch("number", quantity.text, "; ".join(near[:3])))
    mismatches = mismatches or _misbound(statement, quotes, question)
    return [
        *mismatches,
        *_spelled(statement, quotes, found),
        *_tokens(statement, said, quotes),
    ]


def _unit_of(figure: Quantity) -> str:
    return figure.unit.split(" ")[-1] if figure.unit.startswith("/") else figure.unit


def _counts(unit: str, stand: Sequence[tuple[str, Quantity]]) -> bool:
    return unit not in ("", *_TIMES) and any(_unit_of(other) == unit for _, other in stand)


def _is_share(statement: str, said: Quantity, quote: str, whole: Quantity) -> bool:
    """Whether a whole ("110" of "61/110 xã đạt chuẩn") is told as what the share is told as."""
    if not _FRACTION.search(whole.text) or said.unit.startswith("/"):
        return False
    if said.value != whole.value or whole.unit.startswith("/"):
        return False
    after = syllables(statement[said.start :])[1:]
    shared = after[: run(after, syllables(quote[whole.end :]))]
    return said.previous == "đạt" or not _DONE.isdisjoint(shared)


def _each_differs(statement: str, said: Quantity, quote: str, found: Quantity) -> bool:
    """Whether two figures are given for each of different things ("mỗi hộ", "/người")."""
    one, other = (
        {key(word) for word in _EACH.findall(_EACHES.match(text, figure.end)[0])}  # type: ignore[index]
        for text, figure in ((statement, said), (quote, found))
    )
    return bool(one and other and not one & other)


def _misbound(statement: str, quotes: Sequence[str], question: str) -> list[Mismatch]:
    """Figures that the quotes, read one after the other, give to something else."""
    return [
        Mismatch("number", wrong.text, right.text)
        for wrong, right in misbound_figures(question, statement, "\n".join(quotes))
    ]


def _spelled(statement: str, quotes: Sequence[str], found: Sequence[Facts]) -> list[Mismatch]:
    """Numbers in words where the quotes count the same thing otherwise ("ba nghị quyết")."""
    counts: dict[str, set[int]] = {}
    for quote, facts in zip(quotes, found, strict=True):
        for number, after in find_spelled(quote):
            counts.setdefault(after[0] if after else "", set()).add(number)
        for figure in facts.quantities:
            counts.setdefault(figure.unit.split(" ")[-1], set()).add(int(figure.value))
    return [
        Mismatch("number", f"{number} {after[0]}", "; ".join(map(str, sorted(counts[after[0]]))))
        for number, after in find_spelled(statement)
        if 2 <= number <= 10
        and number != 5
        and after
        and number not in counts.get(after[0], {number})
    ]


def _tokens(statement: str, said: Facts, quotes: Sequence[str]) -> list[Mismatch]:
    """Whatever else holds a digit ("20h30", "Covid-19", a date that is none) stands as it is."""
    kinds = (said.documents, said.ordinals, said.periods, said.moments, said.quantities)
    read = {place for kind in kinds for fact in kind for place in range(fact.start, fact.end)}
    found = {word for quote in quotes for word in syllables(quote)}
    return [
        Mismatch("number", match.group(), "")
        for match in _TOKEN.finditer(unify_tone_marks(statement).lower())
        if any(c.isdigit() and match.start() + i not in read for i, c in enumerate(match.group()))
        and match.group() not in found
    ]
