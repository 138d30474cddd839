"""Whether a quote answers a yes/no question with "Có.", "Không." or "Chưa."."""

import re
from collections.abc import Sequence

from meetingqa.domain import Citation, Query, Statement
from meetingqa.facts.compare import find_mismatches
from meetingqa.outcomes import NOT_REACHED, PLANNED
from meetingqa.text import syllables

_SUPPOSED = frozenset({"number", "unit", "office", "direction"})
_DENIAL = re.compile(
    r"(?<!\w)(?:không|chưa)\s+(?!chỉ|ngừng|những)(\w+)(?:\s+(\w+))?(?:\s+(\w+))?", re.IGNORECASE
)


def with_verdict(statement: Statement, citations: Sequence[Citation], query: Query) -> Statement:
    """ "Có." or "Không." before a quoted sentence that answers a yes/no question.

    "Không." when the quote denies what was asked, or holds another figure, office or direction than
    the question supposes. No word at all when the quote only tells of an order or a plan that the
    question does not ask for: what was ordered need not have been done.
    """
    if query.asked.kind != "yesno":
        return statement
    focus = set(query.asked.focus)
    denied = any(focus & set(syllables(m.group())[1:]) for m in _DENIAL.finditer(statement.text))
    denied = denied or (query.asked.actual and NOT_REACHED.search(statement.text) is not None)
    quotes = [c.quote for c in citations if c.marker in statement.citations]
    days = [d for c in citations for d in (c.article.held_on, c.article.published_on) if d]
    supposed = find_mismatches(query.standalone, quotes, days=days)
    if any(mismatch.kind in _SUPPOSED for mismatch in supposed):
        denied = True
    planned = {word.lower() for word in PLANNED.findall(statement.text)}
    if planned and not denied and not planned & set(PLANNED.findall(query.standalone.lower())):
        return statement
    word = ("Chưa." if "chưa" in syllables(statement.text) else "Không.") if denied else "Có."
    return statement.model_copy(update={"text": f"{word} {statement.text}"})
