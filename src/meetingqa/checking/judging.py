"""Supported, contradicted or neither: what some articles say of one statement."""

import re
from collections.abc import Sequence

from meetingqa.checking.alignment import find_misaligned
from meetingqa.checking.contradictions import Contradiction, find_contradiction
from meetingqa.checking.names import PROPER, names_held, without
from meetingqa.checking.parts import count_content, split_parts, tells
from meetingqa.checking.places import (
    Place,
    context_of,
    rank_places,
    with_joined,
)
from meetingqa.checking.rounding import find_bent, with_exact
from meetingqa.checking.strays import find_strays, tied
from meetingqa.checking.supplied import supplies_year, without_supplied
from meetingqa.checking.unsaid import find_unsaid
from meetingqa.checking.wording import canonical
from meetingqa.domain import Article, Citation, Reason, Verdict
from meetingqa.facts import read_facts
from meetingqa.facts.binding import COMMON
from meetingqa.facts.compare import Mismatch, find_mismatches
from meetingqa.facts.proof import MIN_CONTENT_SHARE, article_days, article_frame, find_unproven
from meetingqa.facts.reversal import find_denied, find_exchanged
from meetingqa.facts.wording import content_share
from meetingqa.language.matching import words_of
from meetingqa.language.text import key, syllables

TRIED = 10  # sentences that are tried as proof or contradiction, best first
MIN_OWN = 0.6  # of a statement's content words in the one sentence that is to prove it
MIN_REPEATED = 8  # syllables of a sentence's beginning that may stand for themselves
MIN_SAID = 2  # content words without which nothing is said


def judge(
    statement: str, articles: Sequence[Article], provinces: Sequence[str], *, named: bool
) -> Verdict:
    """What `articles` say of one statement. `named`: the statement is meant to be of them."""
    if count_content(statement) < MIN_SAID:
        return _verdict(statement, "unsupported", [], _closest(statement, []))
    places = with_joined(rank_places(statement, articles, provinces, 2 * TRIED))
    proof = _prove(statement, places)
    if proof:
        return _verdict(statement, "supported", proof)
    if found := _contradict(statement, places, named):
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
    parts = split_parts(statement)
    if not all(map(tells, parts)):
        parts = split_parts(statement, alone=True)
    if len(parts) < 2:
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
    mismatches = find_mismatches(canonical(statement), quotes, days=days)
    for article in {place.article.article_id: place.article for place in proof}.values():
        mismatches = without_supplied(mismatches, canonical(statement), quotes, article)
    return [] if mismatches else proof


def _prove_at(statement: str, place: Place, places: Sequence[Place]) -> list[Place]:
    """The place, alone or with one that supplies what it leaves out, if that proves a statement."""
    if _repeats(statement, place.text):
        return [place]
    mismatches = _unproven(statement, [place])
    proof = [place]
    if mismatches:
        if not _may_be_supplied(statement, place, mismatches) or (
            any(m.kind == "missing" for m in mismatches) and not _lacks_names(statement, place)
        ):
            return []
        for other in context_of(place):
            people = {key(person.name) for person in read_facts(other.text).people}
            if len(people) != 1 and any(m.kind == "name" for m in mismatches):
                continue  # whose words these are is not told
            if supplies_year(statement, place, other) and not _unproven(statement, [place, other]):
                proof.append(other)
                break
        else:
            return []
    said, quotes = canonical(statement), [canonical(p.text) for p in proof]
    beside = [canonical(p.text) for p in places if p.article is place.article]
    province = key(place.article.province or "")  # which every sentence may be told of
    others = [mine for mine, _ in find_exchanged(said, quotes, beside) if mine != province]
    return [] if others or find_denied(said, quotes + beside) else proof


def _unproven(statement: str, places: Sequence[Place]) -> list[Mismatch]:
    """What keeps places of one article from proving a statement."""
    article = places[0].article
    exact = with_exact(statement, " ".join(place.text for place in places))
    said, quotes = canonical(exact), [canonical(place.text) for place in places]
    frame = canonical(article_frame(article))
    days = article_days(article)

    free = len(places) == 1 and tied(read_facts(said), read_facts(quotes[0]), [])
    free = free and all(
        content_share(clause, [*quotes, frame]) >= MIN_CONTENT_SHARE
        for clause in re.split(r"[,;]\s", said)
        if not tells(clause)  # a figure beside it proves nothing of a cause without one
    )

    def hold(text: str) -> list[Mismatch]:
        found = find_unproven(text, quotes, frames=[frame], days=days, free=free)
        return [*found, *find_strays(text, quotes, frame)]

    found = hold(said) or find_bent(said, quotes)
    kept = without_supplied(found, said, quotes, article)
    if found and not kept:  # what the article supplies must not hide what else is unproven
        kept = hold(without(said, [mismatch.said for mismatch in found]))
    return kept or find_misaligned(said, quotes, frame) or find_unsaid(said, quotes, frame, days)


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
    rest = without(canonical(statement), [m.said for m in mismatches if m.kind != "missing"])
    said, mine = (frozenset(words_of(text)) - COMMON for text in (rest, canonical(place.text)))
    said -= frozenset(words_of(canonical(article_frame(place.article)))) - mine
    return not any(own.get(kind, True) for kind in kinds) and len(said & mine) >= MIN_OWN * len(
        said
    )


def _lacks_names(statement: str, place: Place) -> bool:
    """Whether a place proves a statement but for names: other words are not put together from two."""
    said, held = canonical(statement), canonical(place.text)
    names = [m.group() for m in PROPER.finditer(said) if not names_held(f"x {m.group()}", [held])]
    return bool(names) and not _unproven(without(said, names), [place])


def _contradict(
    statement: str, places: Sequence[Place], named: bool
) -> tuple[Place, Contradiction] | None:
    """The place that says otherwise of the same thing, and what it says."""
    found = []
    for place in places[:TRIED]:
        contradiction = find_contradiction(
            canonical(with_exact(statement, place.text)),
            canonical(place.text),
            [canonical(other.text) for other in context_of(place)],
            place.article,
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
