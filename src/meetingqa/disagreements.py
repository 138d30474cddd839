"""Another article on the same meeting that gives another figure for the same thing."""

from meetingqa.domain import Query, Statement
from meetingqa.facts import read_facts
from meetingqa.text import syllables
from meetingqa.verification import Verified

OTHERWISE = "Bài khác về cùng cuộc họp ghi"
ALIKE_SHARE = 0.7  # of the words of two sentences, for their later figures to be compared
SAME_SHARE = 0.85  # of the first's coverage, for a sentence to speak of the same thing


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
        if _differ(first.text, other.text):
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


def _led(text: str, figure: int) -> tuple[str, ...]:
    """The two words before a figure, which say what it counts."""
    return tuple(syllables(text[max(0, figure - 40) : figure])[-2:])
