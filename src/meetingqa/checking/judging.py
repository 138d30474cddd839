"""Supported, contradicted or neither: what some articles say of one statement."""

import re
from collections.abc import Sequence

from meetingqa.abbreviations import expand
from meetingqa.checking.contradictions import (
    Contradiction,
    find_contradiction,
)
from meetingqa.checking.places import Place, context_of, next_of, rank_places
from meetingqa.checking.strays import find_strays, names_held
from meetingqa.checking.wording import canonical
from meetingqa.domain import Article, Citation, Reason, Verdict
from meetingqa.facts import read_facts
from meetingqa.facts.binding import COMMON
from meetingqa.facts.compare import CONTEXT_KINDS, Mismatch, find_mismatches
from meetingqa.facts.reversal import find_denied
from meetingqa.matching import words_of
from meetingqa.text import syllables
from meetingqa.verification import article_days, article_frame, find_unproven

TRIED = 10  # sentences that are tried as proof or contradiction, best first
LEAD = 3  # first sentences that may be proof together with the one after
MIN_OWN = 0.6  # of a statement's content words in the one sentence that is to prove it
MIN_REPEATED = 8  # syllables of a sentence's beginning that may stand for themselves
MIN_SAID = 2  # content words without which nothing is said
MIN_PART = 5  # content words that let a part of a statement be proven by itself
_PRESIDES = re.compile(r"(?<!\w)(?:chủ trì|chủ to?[aạọ]a?|điều hành|khai mạc)(?!\w)")
_PART = re.compile(
    r"(?:;|\.)\s+|,\s+(?:và\s+)?(?:còn|trong khi(?: đó)?|đồng thời|riêng)\s+|,\s+|\s+và\s+"
)


def judge(
    statement: str, articles: Sequence[Article], provinces: Sequence[str], *, named: bool
) -> Verdict:
    """What `articles` say of one statement. `named`: the statement is meant to be of them."""
    if _content(statement) < MIN_SAID:
        return _verdict(statement, "unsupported", [], _closest(statement, []))
    places = rank_places(statement, articles, provinces, 2 * TRIED)
    proof = _prove(statement, places)
    if proof:
        return _verdict(statement, "supported", proof)
    for text in dict.fromkeys([statement, *_parts(statement)]):
        if text != statement and _prove(text, places):
            continue
        if found := _contradict(text, places, named):
            place, contradiction = found
            return _verdict(statement, "contradicted", [place], contradiction.reasons)
    missing = _closest(statement, places)
    return _verdict(statement, "unsupported", [], missing)


def _verdict(
    statement: str, verdict: str, places: Sequence[Place], reasons: Sequence[Reason] = ()
) -> Verdict:
    citations = [
        Citation(marker=i, article=p.article, start=p.start, end=p.end, quote=p.text)
        for i, p in enumerate(places, start=1)
    ]
    return Verdict(
        statement=statement, verdict=verdict, citations=tuple(citations), reasons=tuple(reasons)
    )


def _prove(statement: str, places: Sequence[Place]) -> list[Place]:
    """The places that prove a statement: one, one with its context, or one for each part."""
    for place in places[:TRIED]:
        if proof := _prove_at(statement, place, places):
            return proof
    parts = _parts(statement)
    if len(parts) < 2 or not all(map(_tells, parts)):
        return []
    proofs = [
        next((p for place in places[:TRIED] if (p := _prove_at(part, place, places))), [])
        for part in parts
    ]
    if not all(proofs):
        return []
    proof = list(dict.fromkeys(place for proof in proofs for place in proof))
    if len({proof[0] for proof in proofs}) < 2 or read_facts(canonical(statement)).people:
        return []  # no proof as a whole, or whose words or deeds they are parts cannot tell
    # The parts must not be put together otherwise than they stand: a person's office, a direction.
    days = [day for place in proof for day in article_days(place.article)]
    quotes = [canonical(place.text) for place in proof]
    return [] if find_mismatches(canonical(statement), quotes, days=days) else proof


def _prove_at(statement: str, place: Place, places: Sequence[Place]) -> list[Place]:
    """The place, alone or with one that supplies what it leaves out, if that proves a statement."""
    if _repeats(statement, place.text):
        return [place]
    mismatches = _unproven(statement, [place])
    proof = [place]
    presides = place.number < LEAD and _PRESIDES.search(statement) is not None
    following = next_of(place) if mismatches and presides else None
    if following and {m.kind for m in mismatches} - CONTEXT_KINDS - {"missing"}:
        named = {person.name for person in read_facts(canonical(statement)).people}
        following = following if names_held("x " + ", ".join(named), [following.text]) else None
    if following and not _unproven(statement, [place, following]):
        return [place, following]  # who met when, and who presided: one sentence in two
    if mismatches:
        if not _may_be_supplied(statement, place, mismatches):
            return []
        for other in context_of(place):
            if _supplies_year(statement, place, other) and not _unproven(statement, [place, other]):
                proof.append(other)
                break
        else:
            return []
    beside = [p.text for p in [*proof, *places] if p.article is place.article]
    said = canonical(statement)
    return [] if find_denied(said, [canonical(text) for text in beside]) else proof


def _unproven(statement: str, places: Sequence[Place]) -> list[Mismatch]:
    """What keeps places of one article from proving a statement."""
    article = places[0].article
    said, quotes = canonical(statement), [canonical(place.text) for place in places]
    frame = canonical(article_frame(article))
    return [
        *find_unproven(said, quotes, frames=[frame], days=article_days(article)),
        *find_strays(said, quotes, frame),
    ]


def _repeats(statement: str, quote: str) -> bool:
    """Whether a statement is a whole sentence, or its beginning up to the end of a clause."""
    said, held = (syllables(canonical(text)) for text in (statement, quote))
    if said == held:
        return True
    if len(said) < MIN_REPEATED or said != held[: len(said)]:
        return False
    cut = [syllables(canonical(quote[: match.start()])) for match in re.finditer("[,;]", quote)]
    return said in cut


def _may_be_supplied(statement: str, place: Place, mismatches: Sequence[Mismatch]) -> bool:
    """Whether what is missing is only of kinds that the sentence itself has nothing of.

    "… do đồng chí A trình bày" must not prove B's words because B stands in the sentence before.
    """
    held = read_facts(canonical(place.text))
    named = not names_held(canonical(place.text), [canonical(statement)])
    ordinals = {label.text for label in read_facts(canonical(statement)).ordinals}
    own = {
        "name": bool(held.people) or named,
        "date": bool(held.moments or held.periods),
        "document": bool(held.documents),
        "ordinal": bool(held.ordinals),
        "missing": named,
    }
    kinds = {"ordinal" if m.said in ordinals else m.kind for m in mismatches}
    said, mine = (frozenset(words_of(canonical(text))) - COMMON for text in (statement, place.text))
    return not any(own.get(kind, True) for kind in kinds) and len(said & mine) >= MIN_OWN * len(
        said
    )


def _supplies_year(statement: str, place: Place, other: Place) -> bool:
    """Whether a context that gives a year the sentence lacks speaks of no other year."""
    said, own, more = (
        {m.year for m in read_facts(text).moments if m.year}
        for text in (statement, place.text, other.text)
    )
    return not said - own or len(more | {day.year for day in article_days(place.article)}) == 1


def _contradict(
    statement: str, places: Sequence[Place], named: bool
) -> tuple[Place, Contradiction] | None:
    """The place that says otherwise of the same thing, and what it says."""
    found = []
    for place in places[:TRIED]:
        contradiction = find_contradiction(
            canonical(statement),
            canonical(place.text),
            [canonical(other.text) for other in context_of(place)],
            canonical(article_frame(place.article)),
            article_days(place.article),
        )
        if contradiction:
            found.append((place, contradiction))
    if not found:
        return None
    place, contradiction = max(found, key=lambda f: (f[1].tied, f[1].share, -len(f[1].reasons)))
    if not named and not contradiction.tied and not _is_pinned(statement, places):
        return None  # such a thing is reported of several meetings
    return place, contradiction


def _is_pinned(statement: str, places: Sequence[Place]) -> bool:
    """Whether a statement says when, or only one meeting may be meant."""
    facts = read_facts(statement)
    meetings = {(p.article.province, p.article.held_on) for p in places}
    return bool(facts.ordinals) or any(m.year or m.day for m in facts.moments) or len(meetings) == 1


def _closest(statement: str, places: Sequence[Place]) -> list[Reason]:
    """What keeps the closest sentence from proving a statement."""
    said = _unproven(statement, places[:1]) if places else []
    facts = dict.fromkeys(m.said for m in said if m.kind != "missing")
    return [Reason(kind="missing", said=text, found="") for text in facts or [statement]]


def _parts(statement: str) -> list[str]:
    """The parts of a statement that each say something of their own, else the statement."""
    bounds = [0]
    for match in _PART.finditer(statement):
        if (
            _content(statement[bounds[-1] : match.start()]) >= MIN_PART
            and _content(statement[match.end() :]) >= MIN_PART
        ):
            bounds.append(match.end())
    ends = [*bounds[1:], len(statement)]
    return [statement[a:b].strip(" ,;") for a, b in zip(bounds, ends, strict=True)]


def _tells(part: str) -> bool:
    """Whether a part says something that is its own: a list of names is not to be taken apart."""
    facts = read_facts(part)
    return bool(facts.quantities or facts.documents or facts.moments)


def _content(text: str) -> int:
    return len({w for w in syllables(expand(text)) if not w[0].isdigit()} - COMMON)
