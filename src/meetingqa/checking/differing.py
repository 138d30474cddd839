"""For each kind of fact, whether a quote gives another one in the place of the one said.

Not its like beside it: a figure of something else, the day of a paper, another person's office.
"""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from meetingqa.abbreviations import expand
from meetingqa.checking.places import Place, places_of
from meetingqa.checking.rounding import rounds_to
from meetingqa.checking.wording import canonical
from meetingqa.domain import Reason
from meetingqa.facts import read_facts
from meetingqa.facts.binding import COMMON, figure_words
from meetingqa.facts.compare import same_post
from meetingqa.facts.direction import direction_of, find_denials
from meetingqa.facts.people import name_key, office_key, same_office
from meetingqa.facts.quantities import Quantity, whole_of
from meetingqa.facts.units import units_agree
from meetingqa.proof import article_days, article_frame
from meetingqa.text import key, syllables

FEW = 4  # syllables beside a name
MIN_BESIDE = 0.6  # of the words beside a figure that stand beside the other figure too
_REST = re.compile(r"[^,.;]*(?<!\w)(?:khác|còn lại|nữa)(?!\w)")
_DEED = re.compile(r"(?<!\w)(?:chủ trì|trình bày|khai mạc|bế mạc|điều hành)(?!\w)")
_OF_PAPER = re.compile(
    r"(?:số|quyết định|nghị quyết|chỉ thị|kết luận|/[A-ZĐ-]+)\W.{0,30}$", re.IGNORECASE
)


class Claim(NamedTuple):
    """What is said (a part of `whole`), the quote it is held against, both in canonical wording, and
    whether the two are the same but for what differs."""

    said: str
    whole: str
    quote: str
    place: Place
    near: bool


def differs(reason: Reason, claim: Claim) -> bool:
    """Whether the quote of a claim surely says this otherwise."""
    check = _CHECKS.get(reason.kind)
    return check(reason, claim) if check else claim.near


def content_words(text: str) -> frozenset[str]:
    """The content syllables of a text, for telling whether two speak of the same thing."""
    return frozenset(syllables(expand(text))) - COMMON


def _other_figure(reason: Reason, claim: Claim) -> bool:
    """Whether the figure said stands for nothing in the article, and the other one in its place."""
    figures = read_facts(claim.said).quantities
    at = next((i for i, q in enumerate(figures) if q.text == reason.said), None)
    held = read_facts(claim.quote).quantities
    theirs = [q for q in held if q.text == reason.found]
    if at is None or not theirs:
        return claim.near
    mine, words = figures[at], figure_words(claim.said, figures)[at]
    if reason.kind == "unit" and units_agree(mine.unit, theirs[0].unit) is None:
        return False  # another word for what is counted
    if any(rounds_to(q, mine) for q in theirs) or _adds_up(mine, held):
        return False
    if _REST.match(claim.quote, theirs[0].end):
        return False  # "còn 4 điểm khác"
    beside = figure_words(claim.quote, held)[held.index(theirs[0])]
    words = words - content_words(canonical(article_frame(claim.place.article)))
    words = frozenset(word for word in words if not word.isdigit())
    if not claim.near and len(words & beside) < MIN_BESIDE * len(words):
        return False
    context = content_words(claim.whole)
    return len(beside & context) > _best_elsewhere(mine, context, claim.place)


def _adds_up(mine: Quantity, held: Sequence[Quantity]) -> bool:
    """Whether a figure is the sum or the difference of two that the quote gives."""
    alike = [q.value for q in held if units_agree(q.unit, mine.unit) is not False]
    return any(mine.value in (a + b, abs(a - b)) for a, b in combinations(alike, 2))


def _best_elsewhere(mine: Quantity, context: frozenset[str], place: Place) -> int:
    """How many of the statement's words stand beside its figure where the article has it; -1 if nowhere."""
    best = -1
    for other in places_of(place.article):
        text = canonical(other.text)
        held = read_facts(text).quantities
        for figure, words in zip(held, figure_words(text, held), strict=True):
            if any(
                q and q.value == mine.value and units_agree(mine.unit, q.unit) is not False
                for q in (figure, whole_of(figure))
            ):
                best = max(best, len(words & context))
    return best


def _other_day(reason: Reason, claim: Claim) -> bool:
    """Whether a day is told otherwise of the same thing, and is no day of the article at all."""
    start = claim.quote.find(reason.found.split("; ")[0])
    if not claim.near or start >= 0 and _OF_PAPER.search(claim.quote[:start]):
        return False
    moments = read_facts(claim.said).moments
    days = {(m.day, m.month) for m in moments if m.text == reason.said and m.day}
    told: set[tuple[int | None, int | None]] = {
        (day.day, day.month) for day in article_days(claim.place.article)
    }
    for other in places_of(claim.place.article):
        told |= {(m.day, m.month) for m in read_facts(canonical(other.text)).moments}
    return not days & told


def _other_name(reason: Reason, claim: Claim) -> bool:
    """Whether another person stands in the quote in the same office, or in the same words."""
    held = read_facts(claim.quote)
    if not any(p.name in reason.found for p in held.people):
        return False
    mine, theirs = (
        [o.key for h in facts.holdings if h.person.name in name for o in h.offices]
        for facts, name in ((read_facts(claim.said), reason.said), (held, reason.found))
    )
    if mine and theirs:
        unnamed = name_key(reason.said) not in key(claim.place.article.text)
        return (claim.near or unnamed) and any(same_office(a, b) for a in mine for b in theirs)
    beside = [_beside(claim.quote, p.name) for p in held.people if p.name in reason.found]
    if len(beside) == 1 and (deed := _DEED.search(claim.said)) and deed.group() in claim.quote:
        return claim.near
    return claim.near and any(_beside(claim.said, reason.said) & words for words in beside)


def _beside(text: str, name: str) -> frozenset[str]:
    """The few content words on either side of a name: what the person did or is."""
    before, _, after = text.partition(name)
    words = [*syllables(before)[-FEW:], *syllables(after)[:FEW]]
    return frozenset(words) - COMMON - {"đồng", "chí"}


def _other_office(reason: Reason, claim: Claim) -> bool:
    """Whether the quote gives a person of the statement an office one rank or body away."""
    people = {name_key(person.name) for person in read_facts(claim.whole).people}
    named = {name_key(person.name) for person in read_facts(claim.quote).people} & people
    if people and not named or not people and not claim.near:
        return False
    said, found = office_key(reason.said), [office_key(text) for text in reason.found.split("; ")]
    if any(f"{a} ".startswith(f"{b} ") for o in found for a, b in ((said, o), (o, said))):
        return False
    head = said.split()[:3]  # "giám đốc sở …" of another department
    other = bool({"sở", "ban", "cục"} & set(head)) and any(o.split()[:3] == head for o in found)
    return other or any(same_post(said, office) for office in found)


def _other_way(reason: Reason, claim: Claim) -> bool:
    """Whether one side says of a figure that it rose and the other that it fell."""
    mine, theirs = (
        {direction_of(text, q.start) for q in read_facts(text).quantities if q.text in named}
        for text, named in ((claim.said, {reason.said}), (claim.quote, {reason.said, reason.found}))
    )
    return not mine or any(sign and -sign in theirs for sign in mine)  # else words turned round


def _other_act(reason: Reason, claim: Claim) -> bool:
    """Whether one side denies just what the other affirms, in the same two words, or says the
    contrary beside the same word."""
    if not claim.near or find_denials(claim.said) and find_denials(claim.quote):
        return False
    said, quote = syllables(claim.said), syllables(claim.quote)
    verb, other = (key(t).removeprefix("không ").split()[:1] for t in (reason.said, reason.found))
    if other and other != verb and not set(verb) & set(key(reason.found).split()):
        return bool(_next_to(verb[0], said) & _next_to(other[0], quote) - COMMON)
    told = [pair for pair in pairwise(said) if verb and verb[0] in pair]
    return any(pair in set(pairwise(quote)) for pair in told)


def _next_to(word: str, words: Sequence[str]) -> frozenset[str]:
    """The syllables right before and after a word."""
    places = [i for i, other in enumerate(words) if other == word]
    return frozenset(w for i in places for w in (*words[max(0, i - 1) : i], *words[i + 1 : i + 2]))


_CHECKS = {
    "number": _other_figure,
    "unit": _other_figure,
    "date": _other_day,
    "name": _other_name,
    "office": _other_office,
    "direction": _other_way,
    "negation": _other_act,
}
