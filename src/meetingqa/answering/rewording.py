"""Whether a model's wording may stand for the quotes that answer: of them alone, and of all they say."""

import re
from collections.abc import Sequence

from meetingqa.domain import Citation, Query, Statement
from meetingqa.facts import read_facts
from meetingqa.facts.people import name_key
from meetingqa.language.matching import words_of
from meetingqa.language.text import syllables

LEAD = 500  # characters of an article that say which meeting it is about
TOLD_SHARE = 0.6  # of the asked words that the quote tells, for a model's wording of it
WHOLE_SHARE = 0.8  # of the words of the quotes that give reasons or answer several parts
LIST_SHARE = 0.95  # of the words of a quoted list that a model's wording of it must keep
_NO = re.compile(r"(?<!\w)(?:không|chưa|sai)(?!\w)", re.IGNORECASE)


def words_quotes(
    statement: Statement, cited: Sequence[Citation], quoted: Sequence[Citation]
) -> bool:
    """Whether a model's statement words the quotes that answer, and no other sentence but the lead."""
    places = {(c.article.article_id, c.start) for c in quoted}
    own = [c for c in cited if c.marker in statement.citations]
    beside = [c for c in own if (c.article.article_id, c.start) not in places]
    return len(beside) < len(own) and all(c.start < LEAD for c in beside)


def find_loss(kept: Sequence[Statement], quoted: Sequence[Statement], query: Query) -> str:
    """What a model's wording leaves out of the quoted statements, as a reason; "" when nothing."""
    if _told(kept, query) < TOLD_SHARE * _told(quoted[:1], query):
        return "nói ít điều được hỏi hơn câu trích"  # another part of the same long sentence
    lost = _left_out(kept, quoted, query)
    return lost and f"thiếu {lost}"


def _told(statements: Sequence[Statement], query: Query) -> int:
    """How many of the asked words statements hold."""
    text = " ".join(statement.text for statement in statements)
    return len(set(query.asked.core) & set(words_of(text, accented=query.asked.accented)))


def _left_out(kept: Sequence[Statement], quoted: Sequence[Statement], query: Query) -> str:
    """A person, office, denial or item that the quoted statements have and the model's leave out."""
    if query.asked.kind == "yesno":
        denied = any(s.text.startswith(("Không.", "Chưa.")) for s in quoted)
        return "" if not denied or any(_NO.search(s.text) for s in kept) else "lời phủ định"
    said = " ".join(statement.text for statement in kept)
    words = set(syllables(said))
    least = LIST_SHARE if query.asked.kind == "list" else WHOLE_SHARE
    if query.asked.kind in ("list", "reason", "manner") or query.asked.parts > 1:
        told = set(syllables(" ".join(s.text for s in quoted)))
        return "" if len(words & told) >= least * len(told) else "một phần của câu trích"
    if query.asked.kind not in ("office", "person"):
        return ""
    facts = read_facts(said)
    names = {name_key(person.name) for person in facts.people}
    for statement in quoted:
        other = read_facts(statement.text)
        for person in other.people:
            if query.asked.kind == "person" and name_key(person.name) not in names:
                return person.name
        for office in other.offices if query.asked.kind == "office" else ():
            if not set(syllables(office.text)) <= words:
                return office.text
    return ""
