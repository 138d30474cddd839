"""Whether a quote answers a yes/no question with "Có.", "Không." or "Chưa."."""

import re
from collections.abc import Sequence

from meetingqa.domain import Citation, Query, Statement
from meetingqa.facts.compare import find_mismatches
from meetingqa.facts.opposites import find_opposed
from meetingqa.facts.outcomes import NOT_REACHED, PLANNED
from meetingqa.facts.quantities import read_number
from meetingqa.language.matching import words_of
from meetingqa.language.text import syllables
from meetingqa.language.thesaurus import find_equivalents, likened
from meetingqa.questions.words import content_terms

_DEED = re.compile(
    r"(?<!\w)có\s+(?:(?:đúng|phải)(?: là)?\s+)?((?:\w+\s+){1,3}\w+)|(?<!\w)đã\s+(\w+(?:\s+\w+){0,2})\s+(?:hay )?chưa",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?<!\w)(?:toàn bộ|tất cả|mọi|100%|cả(?= \d))", re.IGNORECASE)
_OF_ALL = re.compile(r"(?<![\d/.,])(\d{1,4})/(\d{1,4})(?![\d/])\s+(\w+(?:\s\w+)?)")
_REACHING = frozenset("đạt vượt chỉ mục tiêu kế hoạch hoàn thành xong giảm tăng".split())
_GIVEN = re.compile(r"(?:Có|Không|Chưa)\. ")
_SAID = re.compile(r"(?:Có|Không|Chưa|Đã|Rồi|Đúng)(?:[.,]| )")
_SUPPOSED = frozenset({"number", "unit", "office", "direction"})
_AIM = re.compile(r"(?:mục tiêu|chỉ tiêu)\s[^,;?]{0,40}?(\d[\d.,]*\s?%?)", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?<![\d.,])(\d+(?:,\d+)?)% \((?:kế hoạch|mục tiêu|chỉ tiêu)[^\d()]{0,12}(\d+(?:,\d+)?)%\)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:đạt|bằng|được) (\d+(?:,\d+)?)% (?:kế hoạch|mục tiêu|chỉ tiêu|dự toán)", re.IGNORECASE
)
_LESS_IS_MORE = re.compile(
    r"(?<!\w)(?:còn|giảm|hạ|kéo|dưới|nghèo|thất nghiệp|nợ|bội chi|tử vong|giá tiêu dùng)(?!\w)",
    re.IGNORECASE,
)
WHOLE = 100  # percent
_NONE = re.compile(r"\W*(?:không|chưa) có(?!\w)", re.IGNORECASE)
_DENIAL = re.compile(
    r"(?<!\w)(?:không|chưa)\s+(?!chỉ|ngừng|những)(\w+)(?:\s+(\w+))?(?:\s+(\w+))?", re.IGNORECASE
)


def with_verdict(statement: Statement, citations: Sequence[Citation], query: Query) -> Statement:
    """ "Có." or "Không." before a quoted sentence that answers a yes/no question.

    "Không." when the quote denies what was asked, or holds another figure, office or direction than
    the question supposes. No word at all when the quote only tells of an order or a plan that the
    question does not ask for (what was ordered need not have been done), or has no word of the deed.
    """
    if query.asked.kind != "yesno":
        return statement
    focus = set(query.asked.focus)
    about = focus - _REACHING
    told = max(statement.text.split(";"), key=lambda part: len(about & set(syllables(part))))
    denied = _denies(told, query)
    denied = denied or _NONE.match(told) is not None
    denied = denied or (query.asked.actual and NOT_REACHED.search(told) is not None)
    denied = denied or _falls_short(told, query)
    denied = denied or bool(find_opposed(query.standalone, [told]))
    quotes = [c.quote for c in citations if c.marker in statement.citations]
    days = [d for c in citations for d in (c.article.held_on, c.article.published_on) if d]
    supposed = find_mismatches(query.standalone, quotes, days=days)
    aims = [aim[1] for aim in _AIM.finditer(query.standalone)]  # of which no direction is told
    supposed = [m for m in supposed if m.kind != "direction" or m.said not in aims]
    if any(mismatch.kind in _SUPPOSED for mismatch in supposed):
        denied = True
    if reaching := _reaches(told, query):
        return statement.model_copy(update={"text": f"{reaching} {statement.text}"})
    if reaching == "" and not denied:
        return statement
    planned = {word.lower() for word in PLANNED.findall(told)}
    asked_so = planned & set(PLANNED.findall(query.standalone.lower()))
    if planned and not denied and (query.asked.actual or not asked_so):
        return statement
    if not denied and ("chưa" in syllables(told) or not _tells_deed(told, query)):
        return statement
    word = ("Chưa." if "chưa" in syllables(told) else "Không.") if denied else "Có."
    return statement.model_copy(update={"text": f"{word} {statement.text}"})


def keep_verdict(statement: Statement, quoted: Statement) -> Statement:
    """A model's wording after the word that the quotes gave, unless it begins with such a word itself."""
    word = _GIVEN.match(quoted.text)
    if not word or _SAID.match(statement.text):
        return statement
    return statement.model_copy(update={"text": f"{word.group()}{statement.text}"})


def _denies(text: str, query: Query) -> bool:
    """Whether a text denies what is asked; what it denies of another thing while it tells the deed
    ("không đạt mục tiêu mà hội nghị **giữ nguyên**" to "có **giữ** mục tiêu không?") is no denial."""
    focus = set(query.asked.focus)
    denials = [m for m in _DENIAL.finditer(text) if focus & set(syllables(m.group())[1:])]
    deed = set(_deed(query))
    told = set(words_of(_DENIAL.sub(" ", text)))
    return any(not deed & told or deed & set(syllables(m.group())[1:]) or not deed for m in denials)


def _reaches(text: str, query: Query) -> str | None:
    """Whether a plan was reached by the figures of a text: "Có." or "Không." where the aim stands beside
    ("tăng 7,9% (kế hoạch 9%)"); "" for a share of it ("đạt 82,6% kế hoạch"), which may still grow, and
    for what is to get less ("hộ nghèo còn 3% (kế hoạch 4%)")."""
    if not _REACHING.intersection(_deed(query)):
        return None
    if beside := _BESIDE.search(text):
        if _LESS_IS_MORE.search(text):
            return ""
        return "Có." if read_number(beside[1]) >= read_number(beside[2]) else "Không."
    share = _SHARE.search(text)
    return "" if share and read_number(share[1]) < WHOLE else None


def _deed(query: Query) -> list[str]:
    """The content words of what is asked to have been done ("có **giữ nguyên** … không?")."""
    asked = _DEED.search(query.standalone)
    return content_terms(asked[1] or asked[2])[:2] if asked else []


def _falls_short(text: str, query: Query) -> bool:
    """Whether a text tells a part of what is asked to be whole ("17/18 chỉ tiêu" of "toàn bộ chỉ tiêu")."""
    if not _WHOLE.search(query.standalone):
        return False
    parts = (m for m in _OF_ALL.finditer(text) if int(m[1]) < int(m[2]))
    return any(set(syllables(m[3])) & set(query.asked.focus) for m in parts)


def _tells_deed(text: str, query: Query) -> bool:
    """Whether a text has a word of the deed that is asked for ("có **chấp nhận** … không?"), or of one
    that means nearly the same."""
    deed = _deed(query)
    words = words_of(text)
    alike = likened(words, find_equivalents(tuple(query.asked.terms)))
    return not deed or any(word in words or word in alike for word in deed)
