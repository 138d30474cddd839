"""Whom or what a follow-up's pronoun means: the person, document, thing or meeting of a turn before it.

A turn's answer is only read for names: what is replied is proven from articles as ever. Where more than
one could be meant, nothing is named.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from meetingqa.domain import Answer, Article
from meetingqa.facts.calendar import Label, find_documents, find_ordinals
from meetingqa.facts.people import find_holdings, find_people, name_key, same_office
from meetingqa.language.text import UPPER, fold, has_diacritics, key
from meetingqa.questions.asked import read_question
from meetingqa.questions.things import ONE, named_things, pointed_at
from meetingqa.questions.words import content_terms

_REACH = 3  # turns before a question in which a pronoun's person is looked for
_TITLE = "đồng chí|ông|bà|anh|chị|cô|vị|người|đại biểu"
_PERSON = re.compile(rf"{ONE}({_TITLE})\s+(?:ấy|đó|này|đấy)(?!\w)", re.IGNORECASE)
_UNMARKED_PERSON = re.compile(rf"{fold(ONE)}({fold(_TITLE)}) (?:ay|do|nay)\b(?! hoi)")
# "Ông được bầu ngày nào?"
_BARE = re.compile(
    r"^(Đồng chí|Ông|Bà)(?=\s+(?:được|là|giữ|có|sinh|thay|nói|đề nghị|yêu cầu|giao|trước|làm|từng|"
    r"cho biết|phát biểu|nhấn mạnh|hứa|cam kết|ký|kế nhiệm)(?!\w))"
)
_SHORT = re.compile(
    rf"(?<!\w)((?i:{_TITLE}))\s+([{UPPER}][^\W\d_]*)(?!\w)(?!\s+[{UPPER}])"  # "bà Nhạn"
)
_MAN, _WOMAN = frozenset({"ông", "anh"}), frozenset({"bà", "chị", "cô"})
_CODES = {
    "nghị quyết": "nq", "quyết định": "qd", "chỉ thị": "ct", "kết luận": "kl", "thông báo": "tb",
    "nghị định": "nd", "kế hoạch": "kh", "chương trình": "ctr", "tờ trình": "ttr", "công văn": "cv",
}  # fmt: skip
_DOCUMENT = re.compile(
    rf"{ONE}({'|'.join(_CODES)}|văn bản)\s+(?:đó|này|ấy|đấy|nói trên|trên)(?!\w)", re.IGNORECASE
)
_MEETING = re.compile(
    rf"{ONE}(?:cuộc họp|buổi họp|hội nghị|kỳ họp|phiên họp)\s+(?:đó|này|ấy|đấy|trên)(?!\w)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?<!\w)(?:các|những|số)\s+([^\W\d_]+)\s+(?:đó|ấy|đấy|này|nói trên)(?!\w)", re.IGNORECASE
)
_ASKS_DAY = re.compile(r"\b(?:ngay nao|khi nao|bao gio|hom nao|thoi gian nao|luc nao)\b")


class Earlier:
    """A question asked before, standing alone. Its answer is the one that was given, if it is known;
    else `recall` finds it again, when it is wanted."""

    def __init__(
        self, question: str, answer: str = "", recall: Callable[[str], Answer] | None = None
    ) -> None:
        self.question = question
        self._answer = answer
        self._recall = recall

    @cached_property
    def _recalled(self) -> Answer | None:
        found = self._recall(self.question) if self._recall else None
        return found if found and found.statements else None

    @property
    def answer(self) -> str:
        """What was answered; "" when nothing was."""
        return self._answer or (self._recalled.text if self._recalled else "")

    @property
    def articles(self) -> list[Article]:
        """The articles that prove the answer."""
        return [c.article for c in self._recalled.citations] if self._recalled else []


def name_referents(question: str, earlier: Sequence[Earlier], provinces: Sequence[str]) -> str:
    """A question with names for its pronouns, as far as the turns before (the oldest first) leave one
    choice."""
    if not earlier:
        return question
    question = _name_person(question, earlier, provinces)
    question = _name_document(question, earlier[-1])
    question = _name_thing(question, earlier)
    question = _name_counted(question, earlier[-1])
    return _name_meeting(question, earlier[-1])


def _name_person(question: str, earlier: Sequence[Earlier], provinces: Sequence[str]) -> str:
    if short := _SHORT.search(question):
        named = _people(f"{earlier[-1].question}\n{earlier[-1].answer}")
        alike = [name for name in named if key(name).split()[-1] == key(short[2])]
        if len(alike) == 1:
            return _put(question, short.span(2), alike[0])
    said = _PERSON.search(question) or _BARE.search(question)
    if not has_diacritics(question):
        said = _UNMARKED_PERSON.search(fold(question))
    if not said:
        return question
    title = said[1]
    for turn in reversed(earlier[-_REACH:]):
        if meant := _meant(turn, title, provinces):
            one = len(meant) == 1
            return _put(question, said.span(), f"{title} {meant[0]}") if one else question
    return question


def _meant(turn: Earlier, title: str, provinces: Sequence[str]) -> list[str]:
    """The persons of a turn whom a title may mean; those who hold the asked office, where it is asked
    who does."""
    asked = read_question(turn.question, provinces)
    told = turn.question
    if asked.kind == "person" or not find_people(told):
        told = f"{told}\n{turn.answer}"
    named = [name for name in _people(told) if _may_be(title, name, told)]
    if len(named) > 1 and asked.kind == "person" and asked.offices:
        held = {
            name_key(h.person.name)
            for h in find_holdings(turn.answer)
            if any(same_office(wanted, o.key) for wanted in asked.offices for o in h.offices)
        }
        named = [name for name in named if name_key(name) in held] or named
    return named


def _people(text: str) -> list[str]:
    """The persons that a text names, each once."""
    return list({name_key(person.name): person.name for person in find_people(text)}.values())


def _may_be(title: str, name: str, text: str) -> bool:
    """Whether a title suits a person: by the title that stands before the name, else by its "Thị"."""
    titles = {
        m[1].lower() for m in re.finditer(rf"({_TITLE})\s+{re.escape(name)}", text, re.IGNORECASE)
    }
    woman = bool(titles & _WOMAN) or (" Thị " in name and not titles & _MAN)
    man = bool(titles & _MAN) or (" Văn " in name and not woman)
    said = {fold(title.lower())}
    return not (woman and said & set(map(fold, _MAN)) or man and said & set(map(fold, _WOMAN)))


def _name_document(question: str, turn: Earlier) -> str:
    said = _DOCUMENT.search(question)
    if not said:
        return question
    noun = said[1].lower()
    code = _CODES.get(noun, "")
    for told in (turn.question, turn.answer):
        found = [x for x in find_documents(told) if not code or _is_kind(x, noun, code)]
        if meant := _best(found, told, turn.question):
            name = f"{said[1]} số {meant.text}" if meant.text[0].isdigit() else meant.text
            return _put(question, said.span(), name)
        if found:
            break
    return question


def _name_thing(question: str, earlier: Sequence[Earlier]) -> str:
    """ "Dự án đó", "ban ấy": the one that the last turn with any asked about, else that it told of."""
    said = pointed_at(question)
    if not said:
        return question
    for turn in reversed(earlier[-_REACH:]):
        if named := named_things(said[1], turn.question) or named_things(said[1], turn.answer):
            name = said[1] + named[0][len(said[1]) :]
            return _put(question, said.span(), name) if len(named) == 1 else question
    return question


def _name_counted(question: str, turn: Earlier) -> str:
    """ "Các hộ đó" after "… còn bao nhiêu hộ …?": as many as the answer counts ("318 hộ")."""
    said = _COUNTED.search(question)
    if not said or not re.search(rf"(?:bao nhiêu|mấy) {said[1]}(?!\w)", turn.question.lower()):
        return question
    told = set(re.findall(rf"(?<![\w.,/])(\d[\d.,]*) {said[1]}(?!\w)", turn.answer.lower()))
    return _put(question, said.span(), f"{told.pop()} {said[1]}") if len(told) == 1 else question


def _is_kind(label: Label, noun: str, code: str) -> bool:
    """Whether a number is one of such a document: "36/NQ-HĐND" or "Nghị quyết 36" of a "nghị quyết"."""
    number, _, letters = label.value.partition("/")
    return letters.split("-")[0] == code if letters else number.startswith(fold(noun))


def _best(found: Sequence[Label], text: str, asked: str) -> Label | None:
    """The one document, or the one whose own words hold most of what was asked."""
    terms = set(content_terms(asked))
    ends = [*(x.start for x in found), len(text)][1:]
    said = [re.split(r"[;\n]", text[x.start : end])[0] for x, end in zip(found, ends, strict=True)]
    scores = [len(terms & set(content_terms(words))) for words in said]
    most = max(scores, default=0)
    best = {x.value: x for x, score in zip(found, scores, strict=True) if score == most}
    return next(iter(best.values())) if len(best) == 1 else None


def _name_meeting(question: str, turn: Earlier) -> str:
    """ "Hội nghị đó": the one that the answer's articles report, unless another was asked about."""
    said = _MEETING.search(question)
    held = {(a.province, a.held_on): a for a in turn.articles} if said else {}
    if not said or len(held) != 1:
        return question
    [article] = held.values()
    asked = {x.value for x in find_ordinals(turn.question)}
    if asked - {x.value for x in find_ordinals(article.session or "")}:
        return question
    name = _meeting_name(article, said[0].rsplit(" ", 1)[0], fold(question))
    return _put(question, said.span(), name) if name else question


def _meeting_name(article: Article, noun: str, folded: str) -> str:
    """What a meeting is called: by its ordinal, else by its day (by its month where the day is asked)."""
    whose = " ".join(x for x in (article.body, article.province) if x)
    if article.session and find_ordinals(article.session):
        session, _, term = article.session.partition(" khóa ")
        name = f"{session[0].lower()}{session[1:]} {whose}"
        return f"{name} khóa {term}" if term else name
    day = article.held_on
    if not (day and article.province):
        return ""
    when = f"tháng {day:%-m/%Y}" if _ASKS_DAY.search(folded) else f"ngày {day:%-d/%-m/%Y}"
    return f"{noun} {when} {whose}"


def _put(text: str, span: tuple[int, int], words: str) -> str:
    return f"{text[: span[0]]}{words}{text[span[1] :]}"
