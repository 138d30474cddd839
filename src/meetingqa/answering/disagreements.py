"""Another article on the same meeting that gives another figure for the same thing."""

from collections.abc import Iterator
from decimal import Decimal

from meetingqa.answering.verification import Verified
from meetingqa.domain import Asked, Query, Statement
from meetingqa.facts import read_facts
from meetingqa.facts.quantities import Quantity
from meetingqa.language.matching import words_of
from meetingqa.language.text import syllables
from meetingqa.questions.periods import stated_periods

OTHERWISE = "Bài khác về cùng cuộc họp ghi"
ALIKE_SHARE = 0.7  # of the words of two sentences, for their later figures to be compared
SAME_SHARE = 0.7  # of the first's coverage, for a sentence to speak of the same thing
SAME_WORDS = 2  # of what is asked, before two figures that are of the same thing
FAR_OFF = 2  # times a figure, that is no longer another telling of it
_BESIDE = frozenset(
    "tổng số là đạt được ước có trên địa bàn nhà nước toàn tỉnh dự án công trình với gồm khoảng hơn gần đã mới "
    "6 tháng đầu năm cả quý".split()
)


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
    if ours[0].unit == theirs[0].unit and _otherwise(ours[0].value, theirs[0].value):
        return True
    said, found = set(syllables(text)), set(syllables(other))
    if len(said & found) < ALIKE_SHARE * min(len(said), len(found)):
        return False
    told = {q.unit: q.value for q in theirs}
    return any(told.get(q.unit, q.value) != q.value for q in ours)


def _otherwise(value: Decimal, other: Decimal) -> bool:
    """Whether two figures can be different tellings of one thing."""
    return value != other and max(value, other) < FAR_OFF * min(value, other)


def _told_otherwise(text: str, other: str, asked: Asked) -> bool:
    """Whether two sentences give other figures of what is asked, of one unit and for one period ("tổng
    thu ngân sách 7.840 tỷ đồng", "thu ngân sách đạt 7.480 tỷ đồng")."""
    spans = [set(stated_periods(read_facts(t).periods)) for t in (text, other)]
    if all(spans) and not spans[0] & spans[1]:
        return False
    return any(
        ours.unit == theirs.unit
        and _otherwise(ours.value, theirs.value)
        and len(told & found & set(asked.core)) >= SAME_WORDS
        and len((told ^ found) - _BESIDE) <= 1
        for ours, told in _leads(text, asked)
        for theirs, found in _leads(other, asked)
    )


def _leads(text: str, asked: Asked) -> Iterator[tuple[Quantity, set[str]]]:
    """Each figure of a text with the words of its clause that stand before it."""
    end = 0
    for figure in read_facts(text).quantities:
        clause = max(end, *(text.rfind(mark, 0, figure.start) + 1 for mark in ";:,("))
        yield figure, set(words_of(text[clause : figure.start], accented=asked.accented))
        end = figure.end
