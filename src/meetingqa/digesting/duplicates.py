"""Which articles report one and the same meeting."""

from collections.abc import Sequence

from meetingqa.domain import Article
from meetingqa.facts.calendar import find_ordinals
from meetingqa.facts.people import name_key
from meetingqa.reading import facts_of

MAX_DAYS = 3  # between the days that two outlets give for one meeting
MIN_SHARED = 3  # telling facts in common where the session is not named by both
MIN_SHARED_ANYWHERE = 8  # where a province or day is not known either


def group_reports(articles: Sequence[Article]) -> list[list[Article]]:
    """Articles grouped by the meeting they report; most groups hold one."""
    groups: list[list[Article]] = []
    for article in articles:
        for group in groups:
            if any(is_same_meeting(article, other) for other in group):
                group.append(article)
                break
        else:
            groups.append([article])
    return groups


def is_same_meeting(first: Article, second: Article) -> bool:
    """Whether two articles report one meeting: same place, days and body, and session or facts."""
    for a, b in ((first.province, second.province), (first.body, second.body)):
        if a and b and a != b:
            return False
    days = [article.held_on or article.published_on for article in (first, second)]
    if days[0] and days[1] and abs((days[0] - days[1]).days) > MAX_DAYS:
        return False
    shared = count_shared(first, second)
    if not (first.province and second.province and days[0] and days[1]):
        return shared >= MIN_SHARED_ANYWHERE
    sessions = [{o.value for o in find_ordinals(a.session or "")} for a in (first, second)]
    if sessions[0] and sessions[1]:
        return sessions[0] == sessions[1] and shared > 0
    return shared >= MIN_SHARED


def count_shared(first: Article, second: Article) -> int:
    """How many telling facts two articles have in common: figures of two digits, names, papers."""
    return len(_telling(first) & _telling(second))


def _telling(article: Article) -> frozenset[tuple[str, str]]:
    facts = facts_of(article)
    figures = {
        (f"{q.value}", q.unit) for q in facts.quantities if len(q.value.as_tuple().digits) > 1
    }
    names = {(name_key(person.name), "") for person in facts.people}
    return frozenset(figures | names | {(paper.value, "") for paper in facts.documents})
