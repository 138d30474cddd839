"""Structured summaries against labelled ones: fields, figures, persons with roles, what is missed.

Fields are those of the contract's JSON. An entry is {"text", …}; a label may be the bare text: the
key words that a right entry must hold. A field that a label does not name at all was not labelled
and is not scored.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, get_origin

import numpy as np

from meetingqa.domain import SummaryFields
from meetingqa.evaluation.metrics.answers import answer_tokens, token_f1
from meetingqa.evaluation.metrics.values import (
    read_quantity,
    states_quantity,
    unsupported_figures,
)
from meetingqa.facts import read_facts
from meetingqa.facts.people import name_key, office_key, same_office
from meetingqa.facts.quantities import same_quantity

Entry = Mapping[str, Any]
Fields = Mapping[str, Any]

MIN_F1 = 0.6  # token F1 from which two texts are one entry
MIN_KEY = 0.8  # or share of a label's tokens that an entry holds: sentences are longer than labels
MIN_WHAT = 0.6  # share of an indicator's name that the other name of it holds, beside equal figures
PEOPLE = ("chair", "attendees", "personnel")
_TEXTS = ("text", "name", "role", "who", "what", "value", "unit", "period", "due")
_LISTS = {n for n, f in SummaryFields.model_fields.items() if get_origin(f.annotation) is tuple}


class Match(NamedTuple):
    """Entries of one field: pairs found, entries said, entries wanted."""

    pairs: int
    said: int
    wanted: int


def entries(fields: Fields, name: str) -> list[Entry]:
    """The entries of a field, none, one or many, as mappings."""
    value = fields.get(name)
    several = value if isinstance(value, list | tuple) else [] if value is None else [value]
    return [item if isinstance(item, Mapping) else {"text": str(item)} for item in several]


def entry_text(entry: Entry) -> str:
    """The words of an entry: its text, or its parts one after the other."""
    if entry.get("text"):
        return str(entry["text"])
    return " ".join(str(entry[part]) for part in _TEXTS if entry.get(part))


def match_fields(said: Fields, wanted: Fields) -> dict[str, Match]:
    """One-to-one matches of every labelled field, the assignment of most similarity (Kuhn 1955).

    Figures match by equal value, unit and `what`; persons by name; dates by day; other entries by
    token F1 of at least 0.6 or 0.8 of the label's tokens, and all the label's figures.
    """
    return {
        name: Match(len(match_entries(name, own, gold)), len(own), len(gold))
        for name in SummaryFields.model_fields
        if name in wanted
        for own, gold in [(entries(said, name), entries(wanted, name))]
    }


def field_f1(matches: Mapping[str, Match]) -> float | None:
    """2 · pairs / (said + wanted) over all fields together; None where neither has an entry."""
    total = sum(match.said + match.wanted for match in matches.values())
    return 2 * sum(match.pairs for match in matches.values()) / total if total else None


def match_entries(
    name: str, said: Sequence[Entry], wanted: Sequence[Entry]
) -> list[tuple[int, int]]:
    """Places in `said` and `wanted` of the entries that are one."""
    if not said or not wanted:
        return []
    likeness = np.array([[_likeness(name, own, gold) for gold in wanted] for own in said])
    # Imported here: half a second of the service's start.
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    rows, columns = linear_sum_assignment(likeness, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if likeness[i, j] > 0]


def _likeness(name: str, said: Entry, wanted: Entry) -> float:
    """Similarity of two entries of a field, 0 where they are not one."""
    if name == "figures" and wanted.get("value"):
        return _figure_likeness(said, wanted)
    if name in PEOPLE and wanted.get("name"):
        return float(name_key(str(said.get("name", ""))) == name_key(str(wanted["name"])))
    own, gold = entry_text(said), entry_text(wanted)
    if name == "held_on" and (days := _days(gold)):
        return float(bool(days & _days(own)))
    if unsupported_figures(gold, [own]):
        return 0.0
    f1, held = token_f1(own, gold), held_share(gold, own)
    return f1 + held if f1 >= MIN_F1 or held >= MIN_KEY else 0.0


def _figure_likeness(said: Entry, wanted: Entry) -> float:
    if not _same_value(said, wanted):
        return 0.0
    own, gold = (str(entry.get("what") or "") for entry in (said, wanted))
    held = held_share(gold, own)
    return token_f1(own, gold) + held if held >= MIN_WHAT else 0.0


def _same_value(said: Entry, wanted: Entry) -> bool:
    try:
        own, gold = (
            read_quantity(str(e["value"]), str(e.get("unit") or "")) for e in (said, wanted)
        )
    except (KeyError, ValueError):
        return False
    return same_quantity(gold, own)


def _days(text: str) -> set[tuple[int | None, int | None]]:
    moments = read_facts(unicodedata.normalize("NFC", text)).moments
    return {(moment.month, moment.day) for moment in moments if moment.day}


def figure_precision(figures: Sequence[Entry]) -> float | None:
    """Share of the figures whose own quotes state value and unit, and hold most of `what`.

    None without figures.
    """
    return sum(map(_is_proven, figures)) / len(figures) if figures else None


def _is_proven(figure: Entry) -> bool:
    quotes = [str(citation.get("quote", "")) for citation in figure.get("citations", ())]
    text = unicodedata.normalize("NFC", "\n".join(quotes))
    value, unit = str(figure.get("value", "")), str(figure.get("unit") or "")
    try:
        stated = states_quantity(text, read_quantity(value, unit))
    except ValueError:
        return False
    stated = stated and ("/" not in unit or unit in text)  # "triệu đồng/hộ" is not "/người"
    stated = stated or bool(unit) and _writes(text, value, unit)
    return stated and held_share(str(figure.get("what") or ""), text) >= MIN_WHAT


def _writes(text: str, value: str, unit: str) -> bool:
    """Whether a text writes a value with its unit where facts read no figure: a span of time
    ("chậm 24 tháng" reads as a period), the first end of a range ("150 đến 400 triệu đồng"), what is
    counted before it ("số tàu từ 512 xuống dưới 50"), an end behind a dash ("8,3% -8,5%"), a cell
    whose head names the unit in brackets.
    """
    number, measure = (r"\s+".join(map(re.escape, part.split())) for part in (value, unit))
    after = rf"(?:\s*(?:[-–]|đến|và|lên|xuống|xuống còn)\s*\d[\d.,]*)?\s*{measure}(?!\w)"
    cell = rf"(?:^|\|)\s*{number}\s*(?:\||$)"
    return bool(
        re.search(rf"(?:(?<![\w.,/-])|(?<=% -)|(?<=%-)){number}{after}", text)
        or re.search(rf"(?i)(?<!\w)số {measure}\s[^.;]{{0,60}}\s{number}(?![\w.,/])", text)
        or (f"({unit})" in text and re.search(cell, text, re.MULTILINE))
    )


def held_share(text: str, source: str) -> float:
    """Share of a text's distinct tokens that a source holds; 1 for an empty text."""
    tokens = set(answer_tokens(text))
    return len(tokens & set(answer_tokens(source))) / len(tokens) if tokens else 1.0


def figure_recall(said: Fields, wanted: Fields) -> float | None:
    """Share of the labelled figures that are said with value, unit and `what`; None without any."""
    gold = entries(wanted, "figures")
    found = match_entries("figures", entries(said, "figures"), gold)
    return len(found) / len(gold) if gold else None


def value_recall(said: Fields, wanted: Fields) -> float | None:
    """Share of the labelled figures whose value and unit are said, whatever of; None without any."""
    own, gold = entries(said, "figures"), entries(wanted, "figures")
    return sum(any(_same_value(e, f) for e in own) for f in gold) / len(gold) if gold else None


def role_recall(said: Fields, wanted: Fields) -> float | None:
    """Share of the labelled persons who are named with their role: at least one office given, and
    none that the label does not know. None where no label has name and role."""
    gold = [e for name in PEOPLE for e in entries(wanted, name) if e.get("name") and e.get("role")]
    own = [entry for name in PEOPLE for entry in entries(said, name) if entry.get("name")]
    if not gold:
        return None
    return sum(any(_same_holder(entry, person) for entry in own) for person in gold) / len(gold)


def _same_holder(said: Entry, wanted: Entry) -> bool:
    if name_key(str(said["name"])) != name_key(str(wanted["name"])):
        return False
    own, gold = (_offices(str(entry.get("role") or "")) for entry in (said, wanted))
    return bool(own) and all(any(same_office(a, b) for b in gold) for a in own)


def _offices(role: str) -> list[str]:
    parts = re.split(r"[,;]|\skiêm\s", role)  # "Bí thư Tỉnh ủy kiêm Chủ tịch HĐND tỉnh" is two
    return [
        office_key(unicodedata.normalize("NFC", part.strip())) for part in parts if part.strip()
    ]


def silently_missed(
    said: Fields, wanted: Fields, uncovered: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Labelled entries that no entry of their field is, that the text of no entry of any field
    says, and that no sentence listed as uncovered says: what a reader could not know to be missing.
    """
    shown = [entry_text(entry) for name in said for entry in entries(said, name)]
    shown += [str(sentence.get("text", "")) for sentence in uncovered]
    missed = []
    for name in SummaryFields.model_fields:
        gold = entries(wanted, name)
        found = {j for _, j in match_entries(name, entries(said, name), gold)}
        for j, entry in enumerate(gold):
            text = entry_text(entry)
            if j not in found and not any(_says(sentence, text) for sentence in shown):
                missed.append(f"{name}: {text}")
    return missed


def _says(sentence: str, label: str) -> bool:
    return held_share(label, sentence) >= MIN_KEY and not unsupported_figures(label, [sentence])


def schema_faults(fields: Fields) -> list[str]:
    """What a record lacks of the contract's form; empty when it is whole."""
    names = SummaryFields.model_fields.keys()
    faults = [f"unknown field {name!r}" for name in fields if name not in names]
    faults += [f"no field {name!r}" for name in names if name not in fields]
    for name in names & fields.keys():
        value = fields[name]
        if isinstance(value, list | tuple) is not (name in _LISTS):
            faults.append(f"{name!r} holds {type(value).__name__}")
        for entry in entries(fields, name):
            if not entry.get("text") or not entry.get("citations"):
                faults.append(f"an entry of {name!r} without text or citations")
    return faults
