"""Whether words name the members of a group that a question counts ("18 đơn vị nào được thưởng?")."""

import re

from meetingqa.domain import Asked
from meetingqa.facts.quantities import NUMBER_WORDS
from meetingqa.language.text import UPPER, fold

# Folded, "năm" is a year and the south as well.
_WORDS = {fold(word): n for word, n in NUMBER_WORDS.items() if n > 1 and word != "năm"}
_COUNT = r"(?<!so )(?<!quyet )(?<!luan )(?<!thi )(?<!thu )(?<!khoa )(?<!/)(?P<number>\d+|{})(?:/\d+)? (?:(?:dong chi|ong|ba|vi) )?(?P<noun>[^\W\d_]+)"
_COUNTED = re.compile(rf"\b{_COUNT.format('|'.join(_WORDS))}")
_NO_MEMBERS = frozenset(
    "thang nam ngay quy lan gio tuan phan ty trieu nghin dong ha km tuoi cua va o tai".split()
)
# What asks for members: an order to name them, or the question's last words.
_NAME_THEM = re.compile(
    r"\b(?:ke ten|neu ten|liet ke)\b|"
    r"\b(?:la|gom|bao gom|do|:) (?:(?:cac|nhung) )?(?:\w+ ){0,4}?(?:(?<!khi )nao|gi|ai)\s*\??$"
)
_NAMED = re.compile(
    rf"[:(]|(?<!\w)(?:gồm|như|là|đó là|cụ thể)(?!\w)|[{UPPER}]\w+ [{UPPER}]\w+[^.;]*?(?:,|và) [{UPPER}]"
)
_NARROWED = re.compile(
    r"(?:bao nhiêu|mấy|bao nhieu|may)\s+(?:\w+\s+){1,3}[“\"'‘]([^“”\"'‘’]{2,40})[”\"'’]",
    re.IGNORECASE,
)
_LED = re.compile(r"(?:là|gồm)\s+(?:cả\s+)?$")
REACH = 120  # characters after the count in which its members are named


def counted_members(question: str) -> tuple[int, str] | None:
    """How many of what a question wants named, by the first syllable ("18 don vi")."""
    folded = fold(question)
    asks = _NAME_THEM.search(folded)
    for count in _COUNTED.finditer(folded) if asks else ():
        written = question[slice(*count.span("number"))].lower()
        # "Hải Dương" and "Bà Rịa" are no two and no three.
        if count["noun"] not in _NO_MEMBERS and written in (count["number"], *NUMBER_WORDS):
            return _value(count["number"]), count["noun"]
    return None


def narrowing_quote(question: str) -> str:
    """The quoted words by which a question counts only some ("bao nhiêu hộ “ba không”"); "" if none."""
    found = _NARROWED.search(question)
    return found[1] if found else ""


def listing_conflict(asked: Asked, statement: str) -> str | None:
    """Why a statement does not name the members that are asked for: it only repeats how many."""
    if asked.members is None:
        return None
    number, noun = asked.members
    folded = fold(statement)
    if len(folded) != len(statement):
        return None
    for count in _COUNTED.finditer(folded):
        if (_value(count["number"]), count["noun"]) == (number, noun):
            after = statement[count.end() : count.end() + REACH]
            if not (_NAMED.search(after) or _LED.search(statement[: count.start()])):
                return f"chỉ nêu số lượng {count.group()}"
    return None


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _WORDS[number]
