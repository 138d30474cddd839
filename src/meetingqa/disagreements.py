"""Another article on the same meeting that gives another figure for the same thing."""

import math

from meetingqa.domain import Asked, Query, Statement
from meetingqa.facts import read_facts
from meetingqa.facts.quantities import Quantity
from meetingqa.matching import words_of
from meetingqa.periods import stated_periods
from meetingqa.text import syllables
from meetingqa.verification import Verified

OTHERWISE = "Bài khác về cùng cuộc họp ghi"
ALIKE_SHARE = 0.7  # of the words of two sentences, for their later figures to be compared
SAME_SHARE = 0.7  # of the first's coverage, for a sentence to speak of the same thing
ASKED_SHARE = 0.5  # of what is asked, that must stand before a figure for it to be the asked one


def find_contradicting(
    first: Statement, verified: Verified, sure: dict[Statement, float], query: Query
) -> Statement | None:
    """A sentence of another article on the same meeting that gives another figure for the same thing."""
    if query.asked.kind not in ("number", "yesno"):
        return None
    cited = {c.marker: c.article for c in verified.citations}
    home = cited[first.citations[0]]
    for other in verified.statements:
        article = cited[other.citations[0]]
        if article.article_id == home.article_id or sure.get(other, 0.0) < SAME_SHARE * sure[first]:
            continue
        if not (
            home.held_on and home.held_on == article.held_on and home.province == article.province
        ):
            continue
        if _differ(first.text, other.text) or _told_otherwise(first.text, other.text, query.asked):
            return other.model_copy(update={"text": f"{OTHERWISE}: {other.text}"})
    return None


def _differ(text: str, other: str) -> bool:
    """Whether the first figures of two sentences differ, or any two in the same place of nearly the
    same words."""
    ours, theirs = read_facts(text).quantities, read_facts(other).quantities
    if not ours or not theirs:
        return False
    if ours[0].unit == theirs[0].unit and ours[0].value != theirs[0].value:
        return True
    said, found = set(syllables(text)), set(syllables(other))
    if len(said & found) < ALIKE_SHARE * min(len(said), len(found)):
        return False
    placed = {(q.unit, *_led(other, q.start)): q.value for q in theirs}
    return any(placed.get((q.unit, *_led(text, q.start)), q.value) != q.value for q in ours)


def _told_otherwise(text: str, other: str, asked: Asked) -> bool:
    """Whether two sentences give other figures, of one unit and for one period, right after the words
    that are asked for ("tổng thu ngân sách 7.840 tỷ đồng", "thu ngân sách đạt 7.480 tỷ đồng")."""
    ours, theirs = _asked_figure(text, asked), _asked_figure(other, asked)
    if not ours or not theirs or ours.unit != theirs.unit:
        return False
    spans = [set(stated_periods(read_facts(t).periods)) for t in (text, other)]
    return ours.value != theirs.value and (not all(spans) or bool(spans[0] & spans[1]))


def _asked_figure(text: str, asked: Asked) -> Quantity | None:
    """The first figure in whose clause, before it, most of what is asked stands; None without one."""
    least = max(2, math.ceil(ASKED_SHARE * len(asked.core)))
    end = 0
    for figure in read_facts(text).quantities:
        clause = max(end, *(text.rfind(mark, 0, figure.start) + 1 for mark in ";:,("))
        words = set(words_of(text[clause : figure.start], accented=asked.accented))
        if len(words & set(asked.core)) >= least:
            return figure
        end = figure.end
    return None


def _led(text: str, figure: int) -> tuple[str, ...]:
    """The two words before a figure, which say what it counts."""
    return tuple(syllables(text[max(0, figure - 40) : figure])[-2:])
