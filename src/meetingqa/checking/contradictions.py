"""Whether a sentence of an article speaks of the same thing as a statement, but says otherwise."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from meetingqa.checking.listed import find_other_item
from meetingqa.checking.names import PROPER, names_held, without
from meetingqa.checking.strays import find_strays, tied
from meetingqa.checking.supplied import without_supplied
from meetingqa.checking.wording import canonical
from meetingqa.domain import Article, Reason
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.binding import COMMON, figure_words
from meetingqa.facts.compare import Mismatch, find_mismatches
from meetingqa.facts.direction import find_denials
from meetingqa.facts.proof import article_days, article_frame
from meetingqa.facts.quantities import Quantity, same_quantity
from meetingqa.facts.reversal import find_replaced
from meetingqa.facts.units import units_agree
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import key, syllables

MIN_SAME = 0.8  # of a statement's words beside what differs that the sentence and its frame hold
MIN_OWN = 0.6  # of them that the sentence itself holds
MIN_DENIED = 0.95  # the same where only a denial differs
MAX_KINDS = 2  # of facts that may differ in one thing told otherwise
MIN_IDENTITY = 0.85  # the same where only the year, period or session differs


class Contradiction(NamedTuple):
    """What a sentence says instead, the share (0 to 1) of the rest it shares, and whether a fact
    that stands in both ties the two together."""

    reasons: tuple[Reason, ...]
    share: float
    tied: bool


def find_contradiction(
    statement: str, quote: str, context: Sequence[str], article: Article
) -> Contradiction | None:
    """What `quote` says instead of what `statement` says of the same thing; None if it does not.

    `context` are sentences that may supply what the quote leaves out (its lead, the one before),
    all in canonical wording. A statement of another place, period or meeting is no contradiction,
    nor one whose subject the quote does not name.
    """
    if _whole_year(statement, quote):
        return None
    frame, days = canonical(article_frame(article)), article_days(article)
    mismatches = find_mismatches(statement, [quote], days=days)
    mismatches += [m for m in find_strays(statement, [quote], frame) if m.kind != "missing"]
    mismatches = _beyond_context(mismatches, statement, quote, context, article)
    mismatches = [m for m in mismatches if m.kind != "missing"]
    mismatches = mismatches or [m for m in find_other_item(statement, quote) if m.kind == "date"]
    differs = {word for m in mismatches for word in syllables(m.said)}
    replaced = find_replaced(statement, [quote])
    if not mismatches or any(not differs & set(other.split()) for other, _ in replaced):
        return None
    said, held = read_facts(statement), read_facts(quote)
    if not names_held(statement, [quote, *context, frame], [m.said for m in mismatches]):
        return None
    reasons = [_reason(m, statement, said, quote, held) for m in mismatches]
    if len(kinds := {m.kind for m in mismatches}) > MAX_KINDS:
        return None  # another thing of the same sort: other figure, other name, other office
    if any(reason is None for reason in reasons) or _of_another(statement, quote, mismatches):
        return None
    texts = [m.said for m in mismatches]
    differing = {(m.day, m.month) for m in said.moments if m.day and m.text in texts}
    if differing & {(m.day, m.month) for m in read_facts(article.text).moments}:
        return None  # the article gives that day too, of something
    rest = _words(without(statement, texts)) - {"không", "chưa", "chẳng", "chỉ"}
    around = context if kinds == {"direction"} else []  # its figure ties it to the quote
    own, wide = _words(quote), _words(" ".join([quote, frame, *around]))
    share = len(rest & wide) / len(rest) if rest else 0.0
    same = tied(said, held, texts)
    identity = [m for m in mismatches if _is_identity(m, said)]
    if share < MIN_SAME or len(rest & own) < (MIN_DENIED if "negation" in kinds else MIN_OWN) * len(
        rest
    ):
        return None
    if identity and (len(identity) < len(mismatches) or share < MIN_IDENTITY or not same):
        return None  # another year, period or meeting
    return Contradiction(_shortest(reason for reason in reasons if reason), share, same)


def _of_another(statement: str, quote: str, mismatches: Sequence[Mismatch]) -> bool:
    """Whether only a denial differs, and each place that affirms it does so of another name."""
    if any(m.kind != "negation" for m in mismatches):
        return False
    verbs = [key(m.said).removeprefix("không ") for m in mismatches]
    own = [c for c in re.split(r"[,;(]\s?", statement) if any(verb in key(c) for verb in verbs)]
    names = [key(m.group()) for m in PROPER.finditer(", ".join(own)) if " " in m.group()]
    clauses: list[str] = []
    for part in re.split("[;(]", quote):
        for i, clause in enumerate(part.split(",")):  # without a name: of the name before
            alone = i == 0 or PROPER.search(clause)
            clauses.append(key(clause if alone else f"{clauses[-1]} {clause}"))
    telling = [clause for clause in clauses if any(verb in clause for verb in verbs)]
    named = [name for name in names if name in key(quote)]
    return bool(named and telling) and not any(n in clause for n in named for clause in telling)


def _whole_year(statement: str, quote: str) -> bool:
    """Whether a statement of a whole year is held against a quote of a part of one."""
    said, held = read_facts(statement), read_facts(quote)
    years = [m for m in said.moments if m.year and not m.month]
    return bool(years) and not said.periods and any("thang" in p.value for p in held.periods)


def _shortest(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """One reason for each thing said: the one that says most briefly what stands instead."""
    best: dict[tuple[str, str], Reason] = {}
    for reason in reasons:
        place = (reason.kind, reason.said)
        if place not in best or len(reason.found) < len(best[place].found):
            best[place] = reason
    bare = {p for p, r in best.items() if r.kind == "direction" and r.said == r.found}
    phrased = any(place[0] == "direction" for place in best.keys() - bare)
    return tuple(r for place, r in best.items() if not (phrased and place in bare))


def _beyond_context(
    mismatches: list[Mismatch],
    statement: str,
    quote: str,
    context: Sequence[str],
    article: Article,
) -> list[Mismatch]:
    """The mismatches but those that the article supplies, or the context where the quote has nothing."""
    held = read_facts(quote)
    own = {
        "date": any(moment.day for moment in held.moments) or bool(held.periods),
        "document": bool(held.documents or held.ordinals),
        "name": bool(held.people),
    }
    texts = [quote, *context]
    wide = find_mismatches(statement, texts, days=article_days(article))
    said = {(m.kind, m.said) for m in without_supplied(wide, statement, texts, article)}
    kept = without_supplied(mismatches, statement, [quote], article)
    return [m for m in kept if own.get(m.kind, True) or (m.kind, m.said) in said]


def _reason(
    mismatch: Mismatch, statement: str, said: Facts, quote: str, held: Facts
) -> Reason | None:
    """The mismatch with what stands in the quote in its place; None when nothing does."""
    kind, text, found = mismatch
    if kind in ("number", "unit"):
        if kind == "number" and not any(q.text == text for q in said.quantities):
            return Reason(kind=kind, said=text, found=found) if found else None
        found = _counterpart(text, statement, said, quote, held)
    elif kind == "date":
        found = _other_date(text, said, held)
    elif kind == "document":
        found = _other_label(text, said, held)
    elif kind == "name":
        if not any(person.name == text for person in said.people):
            return None  # a deed of another's, not another name
        if key(text.split(" ", 1)[-1]) in key(quote):
            return None  # a lake ("hồ"), not a person of that surname
        named = {key(person.name) for person in said.people}
        others = [p.name for p in held.people if key(p.name) not in named]
        others = others or [
            run.group()
            for run in PROPER.finditer(quote)
            if " " in run.group()
            and not names_held(f"x {run.group()}", [statement])
            and not any(office.start <= run.start() < office.end for office in held.offices)
        ]
        found = "; ".join(dict.fromkeys(others)) or ("" if held.people else found)
    elif kind == "negation":
        found = found or _affirmed(text, quote)
    elif kind == "missing":
        return None
    return Reason(kind=kind, said=text, found=found) if found else None


def _counterpart(text: str, statement: str, said: Facts, quote: str, held: Facts) -> str:
    """The figure of the quote that stands where the statement's figure does; "" without one."""
    figures = said.quantities
    at = next(i for i, figure in enumerate(figures) if figure.text == text)
    mine, words = figures[at], figure_words(statement, figures)[at]
    best, found = 0.0, ""
    for other, near in zip(held.quantities, figure_words(quote, held.quantities), strict=True):
        if other.value != mine.value and not _same_measure(mine, other):
            continue
        if any(same_quantity(figure, other) for figure in figures):
            continue
        shared = len(words & near) / max(1, len(words))
        score = shared + 0.1 * (mine.unit == other.unit) + 0.1 * (mine.previous == other.previous)
        if shared >= 0.4 and score > best or not words and score > best:
            best, found = score, other.text
    return found


def _same_measure(mine: Quantity, other: Quantity) -> bool:
    if mine.unit.startswith("/") or other.unit.startswith("/"):
        return mine.unit.split()[1:] == other.unit.split()[1:]
    return mine.unit == other.unit or units_agree(mine.unit, other.unit) is True


def _other_date(text: str, said: Facts, held: Facts) -> str:
    moment = next((m for m in said.moments if m.text == text), None)
    if moment is None:
        return "; ".join(label.text for label in held.periods)
    named = {(m.day, m.month, m.year) for m in said.moments}
    others = [m for m in held.moments if (m.day, m.month, m.year) not in named]
    shape = (moment.day is None, moment.month is None)
    alike = [m for m in others if (m.day is None, m.month is None) == shape]
    return "; ".join(dict.fromkeys(m.text for m in alike))


def _other_label(text: str, said: Facts, held: Facts) -> str:
    ordinal = next((label for label in said.ordinals if label.text == text), None)
    if ordinal is not None:
        kind = ordinal.value.split()[0]
        known = {label.value for label in said.ordinals}
        return "; ".join(
            label.text
            for label in held.ordinals
            if label.value.split()[0] == kind and label.value not in known
        )
    known = {label.value for label in said.documents}
    others = [label for label in held.documents if label.value not in known]
    return "; ".join(dict.fromkeys(label.text for label in others)) or "; ".join(
        label.text for label in held.documents if label.text != text
    )


def _affirmed(text: str, quote: str) -> str:
    word = key(text).removeprefix("không ")
    place = re.search(rf"(?:(?:không|chưa)\s+(?:\w+\s+)?)?{re.escape(word)}.{{0,40}}", key(quote))
    return place.group() if place else "; ".join(sorted(find_denials(quote)))


def _is_identity(mismatch: Mismatch, said: Facts) -> bool:
    """Whether what differs is the year, the period or the ordinal: which meeting is meant."""
    if mismatch.kind == "date":
        return not any(m.text == mismatch.said and m.day for m in said.moments)
    return mismatch.kind == "document" and any(
        label.text == mismatch.said for label in said.ordinals
    )


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(syllables(expand(text))) - COMMON
