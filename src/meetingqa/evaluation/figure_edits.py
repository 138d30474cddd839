"""Figures changed in articles, everywhere they stand and to something plausible, and what of a case
follows: its answers, spans and values, and the old figure as a wrong answer."""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from meetingqa.evaluation.datasets import Document
from meetingqa.evaluation.gold_values import suggest_values
from meetingqa.evaluation.metrics.answers import holds
from meetingqa.evaluation.records import Case, GoldSpan
from meetingqa.facts import read_facts
from meetingqa.facts.quantities import read_number

# Of one document: what is written ("1.146"; a small number with its unit, "9 hộ") to what replaces it.
Edits = Mapping[str, str]
Groups = Sequence[tuple[str, ...]]
_S = TypeVar("_S", bound=GoldSpan)
_NUMERAL = re.compile(r"\d[\d.,]*(?:/\d[\d.,]*)?(?<=\d)")
_NEXT_WORD = re.compile(r"\s?(?:%|[^\W\d_]+)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_POINT = re.compile(r"\d+\.\d{1,2}")  # "3.5", which reads as 3,5
_SHORT = re.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d+)?(?![\w/]|[.,]\d)")
_PLAIN = r"(?<![\w.,/-])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
_TRIES = 40
_ROUNDED = Decimal("0.06")  # percentages are given to one digit


def choose_edits(
    cases: Iterable[Case], documents: Mapping[str, Document], seed: str
) -> dict[str, dict[str, str]]:
    """For each case one figure of its answer to change, by document. Not one that the question names,
    nor one that another article of the province says too."""
    edits: dict[str, dict[str, str]] = {}
    for case in cases:
        docs = [doc for doc in case.gold.docs if doc in documents]
        rng = random.Random(f"{seed}:{case.id}")
        found = list(_figures(case))
        rng.shuffle(found)
        for old in found:
            saying = [doc for doc in docs if _pattern(old).search(documents[doc].whole)]
            known = {edits.get(doc, {}).get(old) for doc in saying} - {None}
            if len(known) > 1 or _asked(old, case) or _elsewhere(old, docs, documents):
                continue
            taken = _taken(case, docs, documents)
            new = known.pop() if known else _plausible(old, taken, _rivals(old, case), rng)
            if new:
                for doc in saying:
                    edits.setdefault(doc, {})[old] = new
                break
    return edits


def _figures(case: Case) -> Iterator[str]:
    """The figures that answers begin with, as the gold spans write them."""
    for group in case.gold.answers:
        numeral = _NUMERAL.match(group[0])
        if numeral is None or _YEAR.fullmatch(numeral.group()):
            continue
        for span in case.gold.spans:
            starts = {quantity.start for quantity in read_facts(span.text).quantities}
            places = _pattern(numeral.group()).finditer(span.text)
            place = next((m for m in places if m.start() in starts), None)
            if place is None:
                continue
            old = place.group()
            if _told_as_percentage(old, span.text):
                continue
            if sum(map(str.isdigit, old)) < 3 and not re.search("[,/]", old):
                word = _NEXT_WORD.match(span.text, place.end())
                if not word:
                    continue
                old += word.group()
            yield old
            break


def _told_as_percentage(share: str, said: str) -> bool:
    """Whether the same share stands there as a percentage, too, which would belie another one."""
    part, slash, whole = share.partition("/")
    if not slash or not read_number(whole):
        return False
    percentage = 100 * read_number(part) / read_number(whole)
    return any(abs(read_number(m.group()) - percentage) < _ROUNDED for m in _SHORT.finditer(said))


def rewrite(document: Document, edits: Edits) -> Document:
    """The document with its figures changed, in title and text."""
    title, text = rewrite_text(document.title, edits), rewrite_text(document.text, edits)
    return document.model_copy(update={"title": title, "text": text})


def rewrite_case(
    case: Case, documents: Mapping[str, Document], edits: Mapping[str, Edits]
) -> Case | None:
    """The case as the changed articles answer it; None where no answer changed or it is unclear."""
    own: dict[str, str] = {}
    for doc in case.gold.docs:
        for old, new in edits.get(doc, {}).items():
            if own.setdefault(old, new) != new:
                return None
    for old in own:
        unchanged = (doc for doc in case.gold.docs if old not in edits.get(doc, {}))
        if any(_pattern(old).search(documents[doc].text) for doc in unchanged):
            return None
    groups = change_answers(case.gold.answers, own)
    both = zip(case.gold.answers, groups, strict=True)
    old_words = [was[0] for was, now in both if was[0] not in now]
    if not old_words or any(_asked(old, case) for old in own):
        return None
    forbidden = (*case.forbidden, *old_words)
    said = [" ; ".join(group) for group in groups]
    spans = tuple(_move(span, documents[span.doc], edits) for span in case.gold.spans)
    if any(holds(text, [[word]]) for word in forbidden for text in said):
        return None
    if not holds("\n".join(span.text for span in spans), groups):
        return None
    also = tuple(_move(place, documents[place.doc], edits) for place in case.gold.also)
    changed = case.with_gold(answers=groups, spans=spans, also=also)
    return revalue(changed.model_copy(update={"forbidden": forbidden}))


def revalue(case: Case) -> Case:
    """The case with its numbers read anew from its spans; dates and names stay as labelled."""
    labelled = [value for value in case.gold.values if value.type != "number"]
    numbers = [value for value in suggest_values(case) if value.type == "number"]
    return case.with_gold(values=(*labelled, *numbers))


def change_answers(groups: Groups, edits: Edits) -> Groups:
    """Answer groups after the edits. Of a changed group only the alternatives that are written in
    figures stay; "1146" and "52.3" are read as 1.146 and 52,3."""
    spelled = dict(edits)
    for old, new in edits.items():
        if "." in old:
            spelled[old.replace(".", "")] = new.replace(".", "")
        elif "," in old:
            spelled[old.replace(",", ".")] = new.replace(",", ".")
    changed = []
    for group in groups:
        now = tuple(rewrite_text(text, spelled) for text in group)
        kept = tuple(text for text, was in zip(now, group, strict=True) if text != was)
        changed.append(kept or group)
    return tuple(changed)


def _move(span: _S, document: Document, edits: Mapping[str, Edits]) -> _S:
    own = edits.get(span.doc, {})
    start = len(rewrite_text(document.text[: span.start], own))
    text = rewrite_text(span.text, own)
    return span.model_copy(update={"start": start, "end": start + len(text), "text": text})


def rewrite_text(text: str, edits: Edits) -> str:
    """A text with its figures changed."""
    if not edits:
        return text
    longest_first = sorted(edits, key=lambda old: (-len(old), old))
    pattern = re.compile("|".join(_pattern(old).pattern for old in longest_first))
    return pattern.sub(lambda match: edits[match.group()], text)


def _pattern(old: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,/-]){re.escape(old)}(?!\w|[.,/-]\d)")


def _asked(old: str, case: Case) -> bool:
    return _pattern(old).search(case.asked) is not None


def _elsewhere(old: str, docs: Sequence[str], documents: Mapping[str, Document]) -> bool:
    near = {documents[doc].metadata.get("province") for doc in docs}
    return any(
        _pattern(old).search(document.whole)
        for name, document in documents.items()
        if name not in docs and document.metadata.get("province") in near
    )


def _taken(case: Case, docs: Sequence[str], documents: Mapping[str, Document]) -> set[str]:
    """Numerals that the new one must not be: those of the articles and the known wrong answers."""
    texts = [*case.forbidden, *(documents[doc].whole for doc in docs)]
    return {numeral for text in texts for numeral in _NUMERAL.findall(text)}


def _rivals(old: str, case: Case) -> set[Decimal]:
    """Other figures of the same unit beside the old one, which sentences may set against it."""
    rivals = set[Decimal]()
    for span in case.gold.spans:
        for place in _pattern(old).finditer(span.text):
            word = _NEXT_WORD.search(old) or _NEXT_WORD.match(span.text, place.end())
            unit = re.escape(word.group()) if word else r"(?!\w)"
            rivals |= {read_number(m[1]) for m in re.finditer(_PLAIN + unit, span.text)}
    return rivals


def _plausible(old: str, taken: set[str], rivals: set[Decimal], rng: random.Random) -> str | None:
    """Another figure of the same form within a quarter of the old one, on the same side of its
    `rivals` ("8,1%, short of the planned 8,5%" stays short of it); None when none is free."""
    numeral = _NUMERAL.match(old)
    if numeral is None:
        return None
    first, slash, whole = numeral.group().partition("/")
    point = "." if _POINT.fullmatch(first) else ","
    value, decimals = read_number(first), len(first.partition(point)[2])
    step = 10.0**-decimals
    limit = float(read_number(whole)) if whole else 100.0 if old.endswith("%") else float("inf")
    for _ in range(_TRIES):
        by = rng.choice((-1, 1))  # by enough that no rounding makes the two one
        changed = float(value) * (1 + by * rng.uniform(0.05, 0.25)) + by * step
        new = f"{changed:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
        if point == "." or "." not in first:
            new = new.replace(".", "").replace(",", point)
        free = new != first and new + slash + whole not in taken
        free = free and all((read_number(new) > r) == (value > r) for r in rivals - {value})
        if free and 0 < changed <= limit and read_number(new) > 0:
            return new + slash + whole + old[numeral.end() :]
    return None
