"""Which articles report one and the same meeting."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from meetingqa.domain import Article
from meetingqa.facts.calendar import find_ordinals
from meetingqa.facts.people import name_key
from meetingqa.reading import facts_of

MAX_DAYS = 3  # between the days that two outlets give for one meeting
MIN_SHARED = 3  # telling facts in common where the session is not named by both
MIN_SHARED_ANYWHERE = 8  # where a province or day is not known either


def group_reports(articles: Sequence[Article]) -> list[list[Article]]:
    """Articles grouped by the meeting they report; most groups hold one.

    An article of no known place or day joins nothing that is of two places or days.
    """
    groups: list[list[Article]] = []
    for article in articles:
        for group in groups:
            same = any(is_same_meeting(article, other) for other in group)
            if same and not any(_are_apart(article, other) for other in group):
                group.append(article)
                break
        else:
            groups.append([article])
    return groups


def is_same_meeting(first: Article, second: Article) -> bool:
    """Whether two articles report one meeting: same place, days and body, and session or facts.

    The number and term of a session tell a body's meeting from every other, also without a day.
    """
    if _are_apart(first, second):
        return False
    sessions = _session(first), _session(second)
    shared = count_shared(first, second)
    placed = bool(first.province and second.province)
    bodies = bool(first.body and second.body)
    if placed and bodies and sessions[0] == sessions[1] and len(sessions[0]) > 1:
        return shared > 0
    if not (placed and _day(first) and _day(second)):
        return shared >= MIN_SHARED_ANYWHERE
    if sessions[0] and sessions[1]:
        return sessions[0] == sessions[1] and shared > 0
    return shared >= MIN_SHARED


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
