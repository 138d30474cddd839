"""Which articles report one and the same meeting."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from meetingqa.domain import Article
from meetingqa.facts.binding import COMMON
from meetingqa.facts.calendar import find_ordinals
from meetingqa.facts.people import name_key
from meetingqa.language.text import syllables
from meetingqa.questions.reading import facts_of

MAX_DAYS = 3  # between the days that two outlets give for one meeting
MIN_SHARED = 3  # telling facts in common where the session is not named by both
MIN_SHARED_ANYWHERE = 8  # where a province or day is not known either
ALIKE, AKIN = 0.5, 0.25  # share of a title's words in the other's that counts for more facts


def group_reports(articles: Sequence[Article]) -> list[list[Article]]:
    """Articles grouped by the meeting they report; most groups hold one.

    An article of no known place or day joins nothing that is of two places or days.
    """
    groups: list[list[Article]] = []
    for article in articles:
        joined = [article]
        apart = []
        for group in groups:
            same = any(is_same_meeting(article, other) for other in group)
            if same and not any(_are_apart(one, other) for one in joined for other in group):
                joined = [*group, *joined]
            else:
                apart.append(group)
        groups = [*apart, joined]
    return groups


def is_same_meeting(first: Article, second: Article) -> bool:
    """Whether two articles report one meeting: same place, days and body, and session or facts.

    The number and term of a session tell a body's meeting from every other, also without a day; its
    number does within days. A council holds one session at a time.
    """
    if _are_apart(first, second):
        return False
    sessions = _session(first), _session(second)
    shared = count_shared(first, second)
    near = bool(_day(first) and _day(second))
    placed = bool(first.province and second.province)
    if placed and first.body and second.body:
        if near and sessions[0] & sessions[1]:
            return True
        if sessions[0] == sessions[1] and len(sessions[0]) > 1:
            return shared > 0
        if first.body.startswith("HĐND") and first.held_on and first.held_on == second.held_on:
            return True
    if not near:
        return shared >= MIN_SHARED_ANYWHERE
    if sessions[0] and sessions[1]:
        return placed and bool(sessions[0] & sessions[1]) and shared > 0
    titles = _compare_titles(first, second)
    if titles >= ALIKE:
        return shared > 0
    return shared >= (MIN_SHARED if placed or titles >= AKIN else MIN_SHARED_ANYWHERE)


def _compare_titles(first: Article, second: Article) -> float:
    """Share (0 to 1) of the shorter title's words that the other has."""
    words = [frozenset(syllables(article.title)) - COMMON for article in (first, second)]
    return len(words[0] & words[1]) / max(1, min(map(len, words)))


def _are_apart(first: Article, second: Article) -> bool:
    """Whether place, body, day or session of two articles are of two meetings."""
    for a, b in ((first.province, second.province), (first.body, second.body)):
        if a and b and a != b:
            return True
    days = _day(first), _day(second)
    if days[0] and days[1] and abs((days[0] - days[1]).days) > MAX_DAYS:
        return True
    sessions = _session(first), _session(second)
    return any(a[1] != b[1] for a in sessions[0] for b in sessions[1] if a[0] == b[0])


def _day(article: Article) -> date | None:
    return article.held_on or article.published_on


@lru_cache(maxsize=1024)
def _session(article: Article) -> frozenset[tuple[str, str]]:
    """The ordinals of a session by what they count: ("khoa", "9")."""
    return frozenset(
        (kind, number)
        for kind, _, number in (
            o.value.rpartition(" ") for o in find_ordinals(article.session or "")
        )
    )


def count_shared(first: Article, second: Article) -> int:
    """How many telling facts two articles have in common: figures of two digits, names, papers."""
    return len(_telling(first) & _telling(second))


@lru_cache(maxsize=1024)
def _telling(article: Article) -> frozenset[tuple[str, str]]:
    facts = facts_of(article)
    figures = {
        (f"{q.value}", q.unit) for q in facts.quantities if len(q.value.as_tuple().digits) > 1
    }
    names = {(name_key(person.name), "") for person in facts.people}
    return frozenset(figures | names | {(paper.value, "") for paper in facts.documents})
