"""From a question to a `Query`: follow-ups made to stand alone, comparisons halved, filters narrowed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from meetingqa.domain import Answer, EarlierTurn, Filters, Query
from meetingqa.language.shorthand import write_out
from meetingqa.language.text import has_diacritics, normalize, unmark
from meetingqa.questions.asides import read_aside
from meetingqa.questions.asked import read_question
from meetingqa.questions.follow_ups import stand_alone
from meetingqa.questions.locators import find_locators
from meetingqa.questions.placing import located, points_on
from meetingqa.questions.referents import Earlier, name_referents
from meetingqa.questions.task_turns import ask_outcome
from meetingqa.questions.words import AGREEMENT, SOURCES_FIRST, asks


def build_query(
    question: str,
    *,
    filters: Filters | None = None,
    history: Sequence[str | EarlierTurn] = (),
    provinces: Iterable[str] = (),
    recall: Callable[[str], Answer] | None = None,
) -> Query:
    """A `Query` from a question. A follow-up is made to stand alone with the turns before it, the oldest
    first; `recall` answers a question again whose answer is not known but wanted."""
    question = normalize(question)
    names = tuple(provinces)
    earlier: list[Earlier] = []
    for turn in history:
        asked, answer = (turn, "") if isinstance(turn, str) else (turn.question, turn.answer)
        if read_aside(asked):
            continue
        asked = _stand_alone(write_out(normalize(asked)), earlier, names)
        earlier.append(Earlier(asked, normalize(answer), recall))
    standalone = _of_any_source(_stand_alone(write_out(question), earlier, names), names)
    return Query(
        question=question,
        standalone=standalone,
        filters=filters or Filters(),
        asked=read_question(standalone, names),
    )


def _stand_alone(question: str, earlier: Sequence[Earlier], provinces: Sequence[str]) -> str:
    before = earlier[-1].question if earlier else ""
    if earlier and (outcome := ask_outcome(question, earlier[-1], provinces)):
        return outcome
    named = name_referents(question, earlier, provinces)
    if named != question and not points_on(named):
        whole = located(named, before, provinces)
        return (
            whole if has_diacritics(question) else unmark(whole)
        )  # marks are restored to all of it
    return stand_alone(named, before, provinces)


def _of_any_source(question: str, provinces: Sequence[str]) -> str:
    """A question without asking whether its sources agree: where they do not, both are shown anyway."""
    if first := SOURCES_FIRST.match(question):
        rest = f"{first['thing'][0].upper()}{first['thing'][1:]}"
        places = {x.value: x for x in find_locators(question, provinces) if x.kind == "place"}
        told = {x.value for x in find_locators(rest, provinces)}
        # "Báo Lam Giang và đài tỉnh đưa …": the source's name says where.
        rest += "".join(
            f" của {question[x.start : x.end]}" for v, x in places.items() if v not in told
        )
    elif sources := AGREEMENT.search(question):
        rest = question[: sources.start()].rstrip(" ,;–-")
    else:
        return question
    return f"{rest}?" if asks(rest) else f"{rest} là bao nhiêu?"


def narrow_filters(query: Query) -> Filters:
    """The query's filters with the province and the years that the question itself names.

    A meeting that reports on a year is held in it or by March of the next; what is aimed at or promised
    for it may be told in the December before.
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
        changes["held_from"] = date(min(years) - 1, 12, 1)
        changes["held_to"] = date(max(years) + 1, 3, 31)
    return filters.model_copy(update=changes)
