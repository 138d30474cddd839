"""From a question to a `Query`: follow-ups made to stand alone, comparisons halved, filters narrowed."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from meetingqa.domain import Filters, Query
from meetingqa.facts.calendar import find_moments
from meetingqa.facts.people import find_offices
from meetingqa.question_words import ASKING, PROVINCE
from meetingqa.questions import content_terms, read_question
from meetingqa.shorthand import write_out
from meetingqa.text import UPPER, fold, normalize

_PRONOUNS = frozenset("ai giữ chức đó đấy này ông bà ấy năm ngày tháng từ thì".split())
_FOLLOW_UP = re.compile(
    r"^(?:con|the con|vay con|the|vay|thi sao|ai nua|bao nhieu\b.{0,12}$)|\b(?:do|ay|nay|tren|vua roi|"
    r"ong ay|ba ay|dong chi ay|hoi nghi do|ky hop do|cuoc hop do|nam do|con so do|thi sao)\s*\??\b"
)


def is_follow_up(question: str) -> bool:
    """Whether a question leans on the turn before it ("Còn năm 2023?", "Ông ấy giữ chức gì?")."""
    folded = fold(normalize(question)).strip(" ?")
    return len(folded.split()) <= 4 or _FOLLOW_UP.search(folded) is not None


def build_query(
    question: str,
    *,
    filters: Filters | None = None,
    history: Sequence[str] = (),
    provinces: Iterable[str] = (),
) -> Query:
    """A `Query` from a question. A follow-up is made to stand alone with the last asked question."""
    question = normalize(question)
    names = tuple(provinces)
    standalone = write_out(question, names)
    if history and is_follow_up(standalone):
        standalone = _carry_over(write_out(normalize(history[-1]), names), standalone)
    return Query(
        question=question,
        standalone=standalone,
        filters=filters or Filters(),
        asked=read_question(standalone, names),
    )


def narrow_filters(query: Query) -> Filters:
    """The query's filters with the province and the years that the question itself names.

    A meeting that reports on a year is held in it or by March of the next.
    """
    asked, filters = query.asked, query.filters
    years = {
        *asked.years,
        *asked.meeting_years,
        *(d[0] for d in (*asked.dates, *asked.as_of) if d[0]),
    }
    changes: dict[str, object] = {}
    if asked.provinces and not filters.provinces:
        changes["provinces"] = asked.provinces
    if years and not (filters.held_from or filters.held_to):
        changes["held_from"] = date(min(years), 1, 1)
        changes["held_to"] = date(max(years) + 1, 3, 31)
    return filters.model_copy(update=changes)


def _carry_over(previous: str, question: str) -> str:
    """The previous question with what the follow-up replaces: a year, a province, an office, or a tail."""
    rest = re.sub(r"^(?:thế còn|vậy còn|còn|thế|vậy)\s+", "", question, flags=re.IGNORECASE)
    rest = re.sub(r"\s*(?:thì sao|thì thế nào)?\s*\?*$", "", rest, flags=re.IGNORECASE)
    years = r"(?:19|20)\d\d"
    if re.fullmatch(rf"(?:(?:trong|vào|của)\s+)?năm\s+{years}", rest, re.IGNORECASE):
        year = re.search(years, rest)
        if year and re.search(years, previous):
            return re.sub(years, year.group(), previous)
    dates = find_moments(rest), find_moments(previous)
    if dates[0] and dates[1] and len(set(content_terms(rest)) - _PRONOUNS) <= 5:
        kept = previous.rstrip(" ?")
        for moment in reversed(dates[1]):
            kept = (kept[: moment.start].rstrip() + " " + kept[moment.end :].lstrip()).strip()
        kept = re.sub(
            r"^(?:(?:vào|cuối|đầu|giữa|trong|từ|đến|hồi)\s+)+,?\s*", "", kept, flags=re.IGNORECASE
        )
        first, last = dates[0][0], dates[0][-1]
        return f"{kept} {rest[first.start : last.end]}?"
    offices = find_offices(rest), find_offices(previous)
    if offices[0] and offices[1]:
        new, old_office = offices[0][0], offices[1][0]
        more = re.sub(r"^\s*(?:thì sao)?[\s,]*", "", rest[new.end :])
        asks_more = ASKING.search(fold(more)) and not more.startswith("là ")
        more = f", {more}" if asks_more else ""
        kept = previous[old_office.end :].rstrip(" ?")
        return f"{previous[: old_office.start]}{new.text}{kept}{more}?"
    place = re.fullmatch(
        rf"(?:ở\s+|của\s+|tại\s+)?((?:tỉnh\s+)?[{UPPER}]\w+(?:\s+[{UPPER}]\w+){{1,3}})", rest
    )
    if place and (old := PROVINCE.search(previous)):
        return previous.replace(old[1], place[1].removeprefix("tỉnh "))
    return f"{previous.rstrip(' ?')}. {question}"
