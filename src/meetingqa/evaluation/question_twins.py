"""Questions typed otherwise: without diacritics, decomposed, other tone marks, one syllable mistyped.

The articles and the right answer stay; what a case's history asks changes along, except by a typo. In
a near miss the question asks of a document, meeting, person or year that no article speaks of.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence

from meetingqa.evaluation.records import Case, Turn
from meetingqa.facts.people import find_people
from meetingqa.language.text import has_diacritics, unify_tone_marks

_LOWER_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]{3,}(?![\w'’-])")
# A slip here would ask something else: negations, and what belongs to a figure.
_KEPT = frozenset(
    "không chưa đã sẽ triệu nghìn trăm phần năm tháng ngày quý lần thứ khóa khoá".split()
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def strip_marks(text: str) -> str:
    """Without any diacritics, letters and case kept: "Đảng bộ" becomes "Dang bo"."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))


def _move_marks() -> dict[str, str]:
    moved = {}
    for pair in ("oa", "oe", "uy"):
        for tone in _TONES:
            new = pair[0] + unicodedata.normalize("NFC", pair[1] + tone)
            for written in (new, new.capitalize(), new.upper()):
                moved[unify_tone_marks(written)] = written
    return moved


_MOVED = _move_marks()
_OLD_STYLE = re.compile(rf"(?<![qQ])(?:{'|'.join(_MOVED)})(?!\w)")


def switch_tone_marks(text: str) -> str:
    """The other placement of tone marks: "hòa" becomes "hoà"; text that has "hoà" gets "hòa"."""
    text = unicodedata.normalize("NFC", text)
    unified = unify_tone_marks(text)
    if unified != text:
        return unified
    return _OLD_STYLE.sub(lambda match: _MOVED[match.group()], text)


def mistype(text: str, rng: random.Random) -> str:
    """One lower-case syllable mistyped: two letters swapped, one dropped, doubled or with another
    tone. Names (capitals), figures and negations stay. The text itself where nothing is left."""
    text = unicodedata.normalize("NFC", text)
    words = [
        match
        for match in _LOWER_WORD.finditer(text)
        if match.group().islower() and match.group() not in _KEPT
    ]
    rng.shuffle(words)
    for word in words:
        wrong = _slip(word.group(), rng)
        if wrong != word.group():
            return text[: word.start()] + wrong + text[word.end() :]
    return text


def _slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    kind = rng.choice(("swap", "drop", "double", "tone"))
    if kind == "swap":
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    for at, letter in enumerate(word):
        parts = unicodedata.normalize("NFD", letter)
        for tone in _TONES:
            if tone in parts:
                bare = unicodedata.normalize("NFC", parts.replace(tone, ""))
                other = rng.choice([mark for mark in _TONES if mark != tone])
                return word[:at] + unicodedata.normalize("NFC", bare + other) + word[at + 1 :]
    return word + word[-1]


def retype(case: Case, change: Callable[[str], str], *, history: bool = True) -> Case | None:
    """The case with its question (and earlier ones) changed; None where the question stays or was
    typed without diacritics already."""
    question = change(case.question)
    if question == case.question or not has_diacritics(case.question):
        return None
    turns = case.history
    if history:
        turns = tuple(Turn(question=change(turn.question)) for turn in turns)
    return case.model_copy(update={"question": question, "history": turns})


_NUMBER = re.compile(r"(?<=\bsố )\d{1,3}(?=[/ ,?]|-)")
_ORDINAL = re.compile(r"(?<=\bthứ )\d{1,2}(?!\d)")
_YEAR = re.compile(r"(?<![\d/–-])(?<![–-] )20[12]\d(?![\d–-]| [–-] \d)")
_STRANGER = "Hoàng Bá Thạch"
# Other answers than a refusal may be right: one half, a denial, a question that leans on another.
_LENIENT = frozenset({"comparison", "yesno", "conflict", "followup"})


def miss(case: Case, texts: Sequence[str]) -> Case | None:
    """The same question of another document, meeting, person or year, whichever it names first in this
    order, of which none of the `texts` speaks: must refuse. None where it names none of them just once."""
    if case.kind in _LENIENT or case.history:
        return None
    text = case.question

    def free(number: str, context: str) -> bool:
        return not any(re.search(rf"{context}{number}(?!\d)", t, re.IGNORECASE) for t in texts)

    for pattern, shifts, context in (
        (_NUMBER, range(300, 330), r"số "),
        (_ORDINAL, range(40, 50), r"thứ "),
        (_YEAR, range(-9, -15, -1), r"(?<!\d)"),
    ):
        found = pattern.findall(text)
        if len(found) == 1:
            for other in (str(int(found[0]) + shift) for shift in shifts):
                if free(other, context):
                    return case.unanswerable(question=pattern.sub(other, text))
    people = find_people(text)
    if len(people) == 1 and not any(_STRANGER in t for t in texts):
        return case.unanswerable(question=text.replace(people[0].name, _STRANGER))
    return None
