"""Which figure of a sentence belongs to which indicator and year.

A figure's own words stand before it, back to the figure before, and after it up to the next comma;
a year governs all that follows until the next year. A statement that repeats a figure is misbound
when nothing that tells the figures apart speaks for it and something speaks for another of the
same unit.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from meetingqa.facts import read_facts
from meetingqa.facts.calendar import find_moments
from meetingqa.facts.quantities import Quantity, same_quantity
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import syllables

MIN_HELD = 0.6  # of the words beside a figure that its quotes or their article hold
_TAIL = re.compile(r"[^,;.()]*")
_JOINED = re.compile(r"[,;]|(?<!\w)(?:và|nhưng|song|đồng thời)(?!\w)", re.IGNORECASE)
_COMMON_TEXT = """
và của là đạt được ước tăng giảm so với cùng kỳ năm trước các những có trong ở tại về cho đến từ
trên hơn gần khoảng còn xuống lên tốc độ trưởng tổng số bằng vượt kế hoạch thực hiện đồng tỷ triệu nghìn bao nhiêu % tỉnh đã
toàn
"""
# Words that tell no indicator from another.
COMMON = frozenset(_COMMON_TEXT.split())


def read_figures(text: str) -> list[Quantity]:
    """The figures of a text without its dates, document numbers and ordinals."""
    return read_facts(text).quantities


def figure_words(
    text: str, figures: list[Quantity], *, handed_on: bool = True
) -> list[frozenset[str]]:
    """The words that speak for each figure: its own, and the year that governs it.

    A figure without a word of its own before it ("…, tăng 8,2%", "… dự toán và tăng 8,2%") is said of
    what stands before the figure before it, unless words are not `handed_on`.
    """
    moments = [moment for moment in find_moments(text) if moment.year]
    words: list[frozenset[str]] = []
    heads: list[frozenset[str]] = []
    for i, figure in enumerate(figures):
        begin = figures[i - 1].end if i else 0
        sentence = max(text.rfind(mark, 0, figure.start) for mark in (". ", "; ", "\n"))
        begin = max(begin, sentence + 1)
        tail = _TAIL.match(text, figure.end)
        end = tail.end() if tail else figure.end
        if i + 1 < len(figures):
            end = min(end, figures[i + 1].start)
        own = set(_words(text[begin : figure.start] + " " + text[figure.end : end]))
        if not any(begin <= moment.start < end for moment in moments):
            before = [moment for moment in moments if moment.end <= figure.start]
            own |= {str(before[-1].year)} if before else set()
        ahead = text[begin : figure.start]
        follows = handed_on and i > 0 and begin == figures[i - 1].end
        head = frozenset(_content(_JOINED.split(ahead)[-1] if follows else ahead))
        bare = follows and not head
        if bare and _content(ahead):  # what lies between belongs to the figure before
            own -= _content(ahead) - _content(text[figure.end : end])
        heads.append(heads[-1] if bare else head)
        words.append(frozenset(own - COMMON) | (heads[-1] if bare else frozenset()))
    return words


def misbound_figures(question: str, statement: str, quote: str) -> list[tuple[Quantity, Quantity]]:
    """Figures of `statement` whose place in `quote` speaks of something else: (stated, better).

    A statement that is a stretch of the quote binds its figures itself: then only the question
    counts. Else its words count too, those beside a figure more than the rest.
    """
    figures = read_figures(quote)
    if len(figures) < 2:
        return []
    handed, own_words = (figure_words(quote, figures, handed_on=on) for on in (True, False))
    stated = read_figures(statement)
    verbatim = " ".join(syllables(statement)) in " ".join(syllables(quote))
    asked = _content(question if verbatim else f"{question} {statement}")
    beside = [frozenset[str]()] * len(stated)
    if not verbatim:
        beside = figure_words(statement, stated, handed_on=False)
    clauses = _clause_heads(quote, figures)
    wrong = []
    for said, near in zip(stated, beside, strict=True):
        own = [i for i, figure in enumerate(figures) if same_quantity(said, figure)]
        if other := None if verbatim else _other_clause(near, own, figures, clauses):
            wrong.append((said, other))
            continue
        for i, other in enumerate(figures) if own else ():
            if i in own or other.unit != figures[own[0]].unit:
                continue
            told = any(same_quantity(s, other) for s in stated)
            if told and verbatim:
                continue
            words, context = (own_words, near) if told and near else (handed, asked)
            speaking = frozenset[str]().union(*(words[i] for i in own))
            if not (words[i] - speaking) & context:
                continue
            # "Kim ngạch xuất khẩu đạt 12; nhập khẩu đạt 21": all that tells 21 is said, and not
            # all that tells 12, though the head noun stands with 12 alone.
            beside_it = near or context
            elided = words[i] <= beside_it and bool(speaking - beside_it)
            if elided or not (speaking - words[i]) & context:
                wrong.append((said, other))
                break
    return wrong


def _clause_heads(text: str, figures: list[Quantity]) -> list[tuple[int, frozenset[str]]]:
    """For each figure where its clause begins, and the words there before the clause's first figure."""
    heads: dict[int, frozenset[str]] = {}
    clauses = []
    for figure in figures:
        begin = max(text.rfind(mark, 0, figure.start) for mark in ("; ", ". ", "\n")) + 1
        heads.setdefault(begin, frozenset(_content(text[begin : figure.start])))
        clauses.append((begin, heads[begin]))
    return clauses


def _other_clause(
    near: frozenset[str],
    own: list[int],
    figures: list[Quantity],
    clauses: list[tuple[int, frozenset[str]]],
) -> Quantity | None:
    """The first figure of another clause whose whole head is said, and nothing of the own clauses'."""
    mine = {clauses[i] for i in own}
    for figure, clause in zip(figures, clauses, strict=True):
        head = clause[1]
        said = bool(head) and clause not in mine and head <= near
        if said and mine and all(words and not (words - head) & near for _, words in mine):
            return figure
    return None


def _content(text: str) -> set[str]:
    return set(_words(text) - COMMON)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(syllables(expand(text)))


def foreign_figures(
    statement: str, quotes: Sequence[str], frame: Iterable[str], least: float = MIN_HELD
) -> list[str]:
    """Figures of whose words in a statement the quotes and `frame` texts hold less than `least`.

    The question is no frame: its indicator beside another one's figure is what is to be found.
    """
    held = set(syllables(expand(" ".join([*quotes, *frame]))))
    held |= {part for word in held for part in re.split("[/-]", word)}  # "đồng/kg" holds "kg"
    figures = read_figures(statement)
    words = figure_words(statement, figures, handed_on=False)
    return [
        figure.text
        for figure, own in zip(figures, words, strict=True)
        if len(own & held) < least * len(own)
    ]
