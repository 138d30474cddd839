"""Whether a statement puts a quote's words together as the quote does, and not across its clauses.

Every word of a false statement may stand in the sentence that is to prove it: the figure of the
whole beside the verb of a part, what is planned told as done. So each figure's neighbours in the
statement must not be those that the quote gives to another figure.
"""

import itertools
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from meetingqa.checking.doers import find_other_doers
from meetingqa.checking.listed import find_other_item, find_unlisted
from meetingqa.checking.names import PROPER
from meetingqa.checking.unsaid import LIGHT, meaning_words
from meetingqa.facts import read_facts
from meetingqa.facts.binding import COMMON
from meetingqa.facts.compare import Mismatch
from meetingqa.facts.direction import find_denials
from meetingqa.facts.quantities import Quantity, same_quantity, whole_of
from meetingqa.language.text import UPPER, key, syllables

_BREAK = re.compile(r"[,;:](?=\s)|(?<=\S)\.\s|(?<!\w)(?:và|trong đó|còn|nhưng|riêng)(?!\w)")
MIN_BESIDE = (
    0.2  # of a statement's words that the clause of its figure, or one beside it, must hold
)
_LIMIT = re.compile(
    r"(?<!\w)(?:không (?:quá|dưới|ít hơn|vượt)|tối (?:đa|thiểu)|ít nhất|nhiều nhất|"
    r"chưa (?:đến|tới|đầy)|dưới|công suất|sức chứa)(?: là| thiết kế)? *$"
)
_TURNS = frozenset("bị được do bởi".split())  # after which who does it may stand last
_REMAINS = re.compile(r"[^,;.\d]{0,20}(?<!\w)còn lại(?!\w)")
_OUT_OF = re.compile(r"(?<!\w)(?:trong|trên) (?:tổng )?số *$")
_NARROWED = re.compile(
    rf"(\w+ \w+) (?:của|thuộc|tại) (?=[{UPPER}])((?:[{UPPER}]\w*|và|&)(?: (?:[{UPPER}]\w*|và|&))*)"
)
_LEFT = re.compile(r"(?<!\w)(?:còn|chưa|không|thiếu|tồn|nốt)(?!\w)")


class _Clause(NamedTuple):
    words: frozenset[str]
    figures: tuple[Quantity, ...]
    start: int
    end: int


def find_misaligned(statement: str, quotes: Sequence[str], frame: str) -> list[Mismatch]:
    """What a statement puts together that its quotes keep apart. All in canonical wording.

    `frame` holds for the whole article.
    """
    return [
        *_rivals(statement, quotes, frame),
        *find_other_item(statement, quotes[0]),
        *find_unlisted(statement, quotes),
        *find_other_doers(statement, quotes),
        *_inverted(statement, quotes),
        *_widened(statement, quotes, frame),
        *_figures_apart(statement, quotes, frame),
    ]


def _clauses(text: str) -> list[_Clause]:
    """The clauses of a text: no comma of a figure parts one."""
    figures = read_facts(text).quantities
    taken = [(f.start, f.end) for f in figures]
    cuts = [m.end() for m in _BREAK.finditer(text) if not any(a < m.end() < b for a, b in taken)]
    bounds = [0, *cuts, len(text)]
    return [
        _Clause(
            meaning_words(text[a:b]),
            tuple(f for f in figures if a <= f.start < b),
            a,
            b,
        )
        for a, b in pairwise(bounds)
    ]


def _is_said(figure: Quantity, figures: Sequence[Quantity]) -> bool:
    whole = whole_of(figure)
    return any(
        same_quantity(figure, said) or (whole is not None and same_quantity(said, whole))
        for said in figures
    )


def _rivals(statement: str, quotes: Sequence[str], frame: str) -> list[Mismatch]:
    """Figures beside words that the quotes tell only of figures the statement does not give."""
    said = read_facts(statement).quantities
    if not said:
        return []
    open_words = set(syllables(frame))
    closed: list[tuple[str, frozenset[str]]] = []
    for quote in quotes:
        before = True
        for clause in _clauses(quote):
            at, units = clause.start, set[str]()
            ends = [*(figure.start for figure in clause.figures[1:]), clause.end]
            for figure, end in zip(clause.figures, ends, strict=False):
                ahead, after = (
                    meaning_words(quote[at : figure.start]),
                    meaning_words(quote[figure.end : end]),
                )
                if _is_said(figure, said):
                    open_words |= ahead | after
                    units = set()
                else:  # "13 tỷ đồng (0,6 triệu USD) vay của …": told of both
                    units.add(figure.unit)
                    open_words |= ahead if before else frozenset()
                    closed += [(unit, after if before else ahead | after) for unit in units]
                at, before = end, False
            if not clause.figures:
                open_words |= clause.words
    strays = []
    for clause in _clauses(statement):
        units = {figure.unit for figure in clause.figures}
        rival = set().union(*(words for unit, words in closed if unit in units)) & clause.words
        if rival := rival - open_words:
            strays.append(Mismatch("number", clause.figures[0].text, " ".join(sorted(rival))))
    return strays


def _inverted(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Who does and to whom it is done, turned round: all before the verb stands behind it."""
    names = {w for match in PROPER.finditer(statement) for w in syllables(match.group())}
    strays = []
    for quote in quotes:
        words = _telling(quote)
        places = {word: [j for j, w in enumerate(words) if w == word] for word in words}
        for clause in re.split(r"[,;]\s", statement):
            said = _telling(clause)
            if _TURNS & set(syllables(clause)) - set(syllables(quote)):
                continue
            for i, before, size, after in itertools.product(
                range(1, len(said)), (1, 2), (1, 2), (1, 2)
            ):
                left, verb = said[max(0, i - before) : i], said[i : i + size]
                right = said[i + size :][:after]
                at = [j for j in places.get(verb[0], ()) if words[j : j + size] == verb]
                parts = [len(left) == before, len(right) == after, before + size + after == 5]
                if not all(parts) or len(at) != 1 or right[0] not in names:
                    continue
                if all(w in places for w in [*left, *right]) and (
                    min(places[w][0] for w in left) > at[0] > max(places[w][-1] for w in right)
                ):
                    strays.append(Mismatch("missing", " ".join(verb), ""))
    return strays


def _telling(text: str) -> list[str]:
    """The words of a text that tell one thing from another, in order."""
    words = syllables(text.replace("đồng chí ", ""))
    return [w for w in words if w not in COMMON | LIGHT and not w[0].isdigit()]


def _widened(statement: str, quotes: Sequence[str], frame: str) -> list[Mismatch]:
    """Words of a statement with figures that the quotes have only of a name that it leaves out."""
    said, strays = key(statement), []
    known = f"{said} {key(frame)}"
    for quote in quotes if read_facts(statement).quantities else []:
        for match in _NARROWED.finditer(quote):
            words, name = key(match[1]), key(match[2])
            if words in said and name not in known and key(quote).count(words) == 1:
                strays.append(Mismatch("missing", words, name))
    return strays


def _figures_apart(statement: str, quotes: Sequence[str], frame: str) -> list[Mismatch]:
    """Figures said without what the quotes say with them: "còn", a denial, their own words."""
    said = read_facts(statement).quantities
    strays = []
    for figure in said:
        words = meaning_words(statement)
        told = [
            (quote, clause, other)
            for quote in quotes
            for clause in _clauses(quote)
            for other in clause.figures
            if same_quantity(figure, other)
        ]
        if not told:
            continue
        bounded = [_LIMIT.search(q[: f.start]) for q, _, f in told]
        if all(bounded) and not _LIMIT.search(statement[: figure.start]):
            strays.append(Mismatch("number", figure.text, "giới hạn"))
        if all(_OUT_OF.search(q[: f.start]) for q, _, f in told) and not _OUT_OF.search(
            statement[: figure.start]
        ):
            strays.append(Mismatch("number", figure.text, "trong tổng số"))
        if all(_REMAINS.match(q, f.end) for q, _, f in told) and not _LEFT.search(statement):
            strays.append(Mismatch("number", figure.text, "còn"))
        denied = [find_denials(quote[c.start : c.end]) & words for quote, c, _ in told]
        if all(denied) and not find_denials(statement):
            strays.append(Mismatch("negation", figure.text, min(denied[0])))
        if len(said) == 1 and all(_is_far(q, c, words - set(syllables(frame))) for q, c, _ in told):
            strays.append(Mismatch("number", figure.text, ""))
        if all(_is_others(q, f, words, said) for q, _, f in told):
            strays.append(Mismatch("number", figure.text, ""))
    return strays


def _is_far(quote: str, own: _Clause, words: frozenset[str]) -> bool:
    """Whether the clause of a figure holds hardly a word of a statement, nor is it beside the clause
    of its sentence that holds most of them."""
    clauses = _clauses(quote)
    most = max(clauses, key=lambda clause: len(words & clause.words))
    held = words & frozenset().union(*(clause.words for clause in clauses))
    begin, end = min(own.start, most.start), max(own.end, most.end)
    apart = sum(begin <= clause.start < end for clause in clauses) > 2
    return (
        apart and len(own.words & words) < MIN_BESIDE * len(held) and ". " not in quote[begin:end]
    )


def _is_others(
    quote: str, figure: Quantity, words: frozenset[str], said: Sequence[Quantity]
) -> bool:
    """Whether all that is said with a figure is said with another of its unit, nothing of its own."""
    own, others = frozenset[str](), frozenset[str]()
    for clause in _clauses(quote):
        if any(f.start == figure.start for f in clause.figures):
            own |= clause.words
        elif any(f.unit == figure.unit and not _is_said(f, said) for f in clause.figures):
            others |= clause.words
    return bool(own - others) and not (own - others) & words and bool((others - own) & words)
