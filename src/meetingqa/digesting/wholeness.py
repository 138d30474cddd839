"""Whether the name of a figure is a whole phrase of its sentence.

Its words run on to the figure and behind it, from where a part of the sentence begins to where one
ends; or they are an earlier figure's name, and what tells this one apart.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from meetingqa.facts import read_facts
from meetingqa.facts.indicators import ATTRIBUTE, INDICATOR
from meetingqa.text import key

MAX_LEAD = 3  # words that a name leaves out before it or before its figure ("Trong đó", "đạt gần")
PART = re.compile(r"[,;:…)]\s|[.!?]\s|[(“\"]|\s[–-]\s")  # behind it a part of a sentence begins
_ITEM = re.compile(r"[;:!?…]\s|\.\s")  # and one that leans on none before
_GOES_ON = re.compile(
    r"\s*(?:[,;:.!?…()”\"]|[–-](?!\s*\d)|$|(?:so với|tăng|giảm|vượt|đạt|chiếm|gồm|với|để|do|vì|nhờ|"
    r"nhưng|thì|cao hơn|thấp hơn|và (?:tăng|giảm|vượt|\d))(?!\w))"
)
KIND = re.compile(r"(?:diện tích|công suất|kinh phí|thời gian) ")  # a summary's own word
_VOTE = re.compile(r"(?:tỷ lệ )?phiếu bầu ")  # and whom its sentence elects
# What tells a figure apart from an earlier one of the same name.
_APART = re.compile(r",\s+| (?=(?:tăng|giảm|vượt|chiếm|so với|cao hơn|thấp hơn|bằng)(?!\w))")
# Sizes that anything may have: they say not of what, or not without more words.
_SIZE = re.compile(
    rf"(?!vốn đầu tư (?:công|toàn))(?:{ATTRIBUTE}|vốn|mức|chi phí)(?!\w)|"
    r"(?:số|lượng|giá trị|nợ|độ|tổng(?! thu| chi| sản phẩm))(?:\s+\w+){0,2}(?:$|\s\d)",
    re.IGNORECASE,
)
# What may stand between a name and its figure and be left out of the name.
_WEAK_TEXT = """
đạt là có còn ước khoảng gần hơn trên chỉ đã được mới tới đến lên xuống gồm cả vẫn cũng tính đang
bằng các những một
"""
_WEAK = frozenset(_WEAK_TEXT.split())
_WORD = re.compile(r"\w+(?:[.,/-]\w+)*")


class Place(NamedTuple):
    """Where a figure stands in its sentence: its numeral, and where its unit ends."""

    start: int
    numeral: int
    end: int


class _Token(NamedTuple):
    """A word of a sentence, and whether it belongs to a period, and not to the day of something."""

    start: int
    end: int
    word: str
    timed: bool


def is_indicator(words: str) -> bool:
    """Whether words begin with an indicator that is a place's own, as its revenue or growth."""
    return bool(INDICATOR.match(words)) and not _SIZE.match(words)


def is_whole(name: str, quote: str, place: Place, before: str) -> bool:
    """Whether a name is whole in the quote; the quote `before` may hold the earlier figure's name."""
    plain = KIND.sub("", name, count=1)
    if _VOTE.match(name) or any(_stands(n, quote, place) for n in (name, plain)):
        return True
    for cut in _APART.finditer(name):
        rest, part = name[cut.end() :], cut.group() == " "
        rests = (rest, rest.removeprefix("so với "))
        if any(_stands(r, quote, place, part=part) for r in rests) and (
            _names_earlier(name[: cut.start()], f"{before} {quote[: place.start]}")
        ):
            return True
    return False


def _stands(name: str, quote: str, place: Place, *, part: bool = False) -> bool:
    """Whether a name's words run on around the figure, and are whole unless a `part` is asked for."""
    if not part and ("," in name or name.count('"') % 2):
        return False
    words, tokens = _words(name), _tokens(quote)
    for at in range(len(words), -1, -1):
        ahead, behind = words[:at], words[at:]
        for after in (place.numeral, place.end):
            following = [token for token in tokens if token.start >= after][: len(behind)]
            if [token.word for token in following] != behind:
                continue
            if ahead and behind and not part and _is_size(quote, place, behind[0]):
                continue  # "dài 54 km đang được sửa": without its figure it says nothing
            last = max(place.end, following[-1].end if following else 0)
            for first in _find_ahead(ahead, quote, place.start) if ahead else [place.start]:
                if (part or _opens(name, quote, first)) and _GOES_ON.match(quote, last):
                    return True
    return False


def _is_size(quote: str, place: Place, following: str) -> bool:
    """Whether a figure has a unit that the name leaves out, other than a share."""
    unit = _words(quote[place.numeral : place.end])
    return bool(unit) and unit[0] != following


def _find_ahead(words: list[str], quote: str, start: int) -> Iterator[int]:
    """Where words begin that run on up to a figure, but for periods and a few words before it."""
    told = [token for token in _tokens(quote) if token.end <= start]
    untimed = [token for token in told if not token.timed]
    for tokens in (told, untimed):
        for left_out in range(MAX_LEAD + 1):
            run = tokens[: len(tokens) - left_out][-len(words) :]
            if [token.word for token in run] != words:
                continue
            between = _bare(quote, run[-1].end, start)
            if not re.search(r"[,;()\d]", between) and _WEAK.issuperset(_words(between)):
                yield run[0].start


def _names_earlier(name: str, text: str) -> bool:
    """Whether a text names an earlier figure so, from where a part of it begins."""
    words = _words(KIND.sub("", name, count=1))
    tokens = [t for t in _tokens(text) if not (t.word[0].isdigit() or t.timed)]
    return any(
        [token.word for token in tokens[at : at + len(words)]] == words
        and _opens(name, text, tokens[at].start)
        for at in range(len(tokens) - len(words) + 1)
    )


def _opens(name: str, text: str, at: int) -> bool:
    """Whether a name at `at` begins where a sentence does, save for words that lead to it, or an
    indicator where a part does."""
    marks = (_ITEM, PART) if is_indicator(name) else (_ITEM,)
    for mark in marks:
        begin = max((m.end() for m in mark.finditer(text, 0, at)), default=0)
        lead = _bare(text, begin, at)
        if len(lead.split()) <= MAX_LEAD and not re.search(r"\d", lead):
            return True
    return False


def _bare(text: str, begin: int, end: int) -> str:
    """The words of a stretch without its periods and days."""
    facts = read_facts(text)
    spans = [(p.start, p.end) for p in facts.periods] + [(m.start, m.end) for m in facts.moments]
    words = text[begin:end]
    for first, last in spans:
        if begin <= first and last <= end:
            words = words[: first - begin] + " " * (last - first) + words[last - begin :]
    return words


def _words(text: str) -> list[str]:
    return [key(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=512)  # every figure of a sentence asks for its words
def _tokens(text: str) -> tuple[_Token, ...]:
    facts = read_facts(text)
    spans = [(p.start, p.end) for p in facts.periods]
    spans += [(m.start, m.end) for m in facts.moments if m.day is None]
    return tuple(
        _Token(m.start(), m.end(), key(m.group()), any(a <= m.start() < b for a, b in spans))
        for m in _WORD.finditer(text)
    )
