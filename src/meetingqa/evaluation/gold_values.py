"""What typed values the gold answers of a case are, as its spans write them."""

import re
from collections.abc import Sequence

from meetingqa.evaluation.metrics.values import states_value
from meetingqa.evaluation.records import Case, GoldValue
from meetingqa.facts import Moment, Quantity, read_facts
from meetingqa.facts.people import name_key
from meetingqa.language.text import key

_NUMERAL = re.compile(r"-?\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?(?<=\d)")


def suggest_values(case: Case) -> tuple[GoldValue, ...]:
    """The groups of a case that are a number, a date or a person, as its spans write them.

    A number keeps its unit, and a share ("71/118") its whole, where every alternative does; a date
    has the year that is written. A group that is none of these gives no value.
    """
    values = []
    for group in case.gold.answers:
        found = (_read_value(group[0], span.text) for span in case.gold.spans)
        value = next((value for value in found if value), None)
        if value and value.type == "number":
            bare = GoldValue(type="number", value=value.value.partition("/")[0])
            value = next((v for v in (value, bare) if _all_state(group, v)), None)
        if value:
            values.append(value)
    return tuple(values)


def _all_state(group: Sequence[str], value: GoldValue) -> bool:
    """Whether each alternative states the value; one may leave the last words of the unit out."""
    tails = ["", *(" ".join(value.unit.split()[at:]) for at in range(len(value.unit.split())))]
    return all(any(states_value(f"{text} {tail}", value) for tail in tails) for text in group)


def _read_value(answer: str, said: str) -> GoldValue | None:
    """The fact that an answer begins with in a sentence that holds it."""
    if not (match := re.search(rf"(?<![\w.,]){re.escape(key(answer))}(?!\w)", said.lower())):
        return None
    start, end = match.span()
    facts = read_facts(said)
    for moment in facts.moments:
        if moment.start <= start < moment.end and end <= moment.end:
            return GoldValue(type="date", value=_iso(moment))
    for quantity in facts.quantities:
        if quantity.start == start and not any(map(str.isdigit, said[quantity.end : end])):
            return _number(quantity)
    for person in facts.people:
        if person.start == start and name_key(said[start : person.end]) == name_key(answer):
            return GoldValue(type="name", value=answer)
    return None


def _number(quantity: Quantity) -> GoldValue | None:
    if not (numeral := _NUMERAL.match(quantity.text)):
        return None
    # The text of a share ends with its whole; its unit is "/118 xã".
    share = quantity.unit.startswith("/")
    unit = quantity.unit.partition(" ")[2] if share else quantity.text[numeral.end() :].strip()
    return GoldValue(type="number", value=numeral.group(), unit=unit)


def _iso(moment: Moment) -> str:
    year = f"{moment.year:04d}" if moment.year else "-"
    month = f"-{moment.month:02d}" if moment.month else ""
    return year + month + (f"-{moment.day:02d}" if moment.day else "")
