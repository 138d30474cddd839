"""Figures that articles give differently for the same thing: same indicator, place, period, meeting.

Only results count, not aims, and only figures that the other article does not hold anywhere: an
article that gives both of two figures speaks of two things.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from meetingqa.domain import (
    Article,
    Citation,
    Conflict,
    ConflictingValue,
    FigurePoint,
    MeetingSummary,
)
from meetingqa.facts.aims import is_aim
from meetingqa.facts.binding import COMMON, read_figures
from meetingqa.facts.quantities import Quantity, same_quantity
from meetingqa.language.abbreviations import expand
from meetingqa.language.sentences import split_sentences
from meetingqa.language.text import syllables
from meetingqa.questions.reading import facts_of

MIN_SAME = 0.6  # of the words of the shorter name of an indicator that both names share
MAX_RATIO = Decimal("1.3")  # between two values that may be meant for one thing
ROUNDING = Decimal("0.01")  # values nearer than this share of them are one, differently rounded
_CORRECTS = re.compile(r"(?<!\w)(?:chính thức|đính chính|con số ước|số ước|số liệu cũ)(?!\w)")
_CHANGE = re.compile(r"(?<!\w)(?:tăng|giảm|vượt|hụt)(?!\w)")
_SHARE = re.compile(r"(?<!\w)(?:so với|bằng|chiếm|tỷ lệ)(?!\w)")
_EMPTY = COMMON | frozenset(
    "được mới cả các toàn là nhà nước địa bàn trên kỳ cùng thành phố".split()
)
_MORE_DIGITS = re.compile(r"[.,]?\d")


class _Said(NamedTuple):
    """A figure of an article as a result, and the words of what it measures."""

    article: Article
    point: FigurePoint
    figure: Quantity
    words: frozenset[str]


class _Line(NamedTuple):
    """A sentence that may correct a figure, with its results and words."""

    citation: Citation
    figures: tuple[Quantity, ...]
    words: frozenset[str]


def find_conflicts(groups: Sequence[Sequence[MeetingSummary]]) -> list[Conflict]:
    """Conflicts between the reports of one meeting (a group), and corrections by later meetings."""
    found: list[Conflict] = []
    said = [[list(_read_results(summary)) for summary in group] for group in groups]
    for reports in said:
        for first, second in combinations(reports, 2):
            found += _compare(first, second)
    corrected = [list(_read_corrections(group)) for group in groups]
    for group, reports in zip(groups, said, strict=True):
        for other, lines in zip(groups, corrected, strict=True):
            if lines and _is_later(group[0].article, other[0].article):
                found += _corrections([one for report in reports for one in report], lines)
    return list({tuple(v.value for v in c.values): c for c in found}.values())


def _read_results(summary: MeetingSummary) -> Iterator[_Said]:
    for point in summary.fields.figures:
        for citation in point.citations[:1]:
            figure = _locate(point, citation.quote)
            # Place and unit are compared by themselves, and are no sign of the same thing.
            usual = _EMPTY | set(syllables(f"{summary.article.province or ''} {point.unit}"))
            words = frozenset(syllables(expand(point.what))) - usual
            if figure and words and not is_aim(citation.quote, figure):
                yield _Said(summary.article, point, figure, words)


def _locate(point: FigurePoint, quote: str) -> Quantity | None:
    """The figure of a point in its quote, within the clause the point was taken from."""
    begin = max(0, quote.find(point.text.rstrip(".")))
    figures = find_stated(point.value, quote)
    return next((q for q in figures if q.start >= begin), figures[0] if figures else None)


def find_stated(value: str, quote: str) -> list[Quantity]:
    """The figures of a quote that are written as `value` ("6" is not in "61 tỷ đồng")."""
    stated = [q for q in read_figures(quote) if q.text.startswith(value)]
    return [q for q in stated if not _MORE_DIGITS.match(q.text, len(value))]


def _compare(first: Sequence[_Said], second: Sequence[_Said]) -> Iterator[Conflict]:
    for a in first:
        for b in second:
            if _differ(a.figure, b.figure) and _same_thing(a, b) and not _both_known(a, b):
                yield Conflict(what=_name(a), values=(_value(a.point), _value(b.point)))


def _differ(a: Quantity, b: Quantity) -> bool:
    """Whether two figures are of one unit and size, and not one figure rounded differently."""
    if a.unit != b.unit or a.value == b.value or min(a.value, b.value) <= 0:
        return False
    ratio = max(a.value, b.value) / min(a.value, b.value)
    if not ratio <= MAX_RATIO or a.unit.startswith("/"):
        return False
    shorter, longer = sorted((a.value, b.value), key=lambda v: -int(v.as_tuple().exponent or 0))
    return not (
        ratio - 1 < ROUNDING and round(longer, -int(shorter.as_tuple().exponent)) == shorter
    )


def _same_thing(a: _Said, b: _Said) -> bool:
    kinds = [
        (bool(_CHANGE.search(said.point.what)), bool(_SHARE.search(said.point.what)))
        for said in (a, b)
    ]
    periods = [set(re.findall(r"\d{4}|quý \w+", said.point.period or "")) for said in (a, b)]
    if periods[0] and periods[1] and not periods[0] & periods[1]:
        return False
    fewer = min(len(a.words), len(b.words))
    return kinds[0] == kinds[1] and fewer > 1 and len(a.words & b.words) >= MIN_SAME * fewer


def _both_known(a: _Said, b: _Said) -> bool:
    """Whether either article holds the other's figure too."""
    return any(
        same_quantity(said.figure, other)
        for said, article in ((a, b.article), (b, a.article))
        for other in facts_of(article).quantities
    )


def _read_corrections(group: Sequence[MeetingSummary]) -> Iterator[_Line]:
    """The sentences of a meeting's articles that speak of a figure given before."""
    for article in (summary.article for summary in group):
        for sentence in split_sentences(article.text):
            text = article.text[sentence.start : sentence.end]
            if _CORRECTS.search(text):
                citation = Citation(
                    marker=1, article=article, start=sentence.start, end=sentence.end, quote=text
                )
                figures = tuple(q for q in read_figures(text) if not is_aim(text, q))
                yield _Line(citation, figures, frozenset(syllables(expand(text))))


def _corrections(earlier: Sequence[_Said], lines: Sequence[_Line]) -> Iterator[Conflict]:
    """Figures of an earlier meeting that a later article names and says to be others."""
    for line in lines:
        for said in earlier:
            named = [q for q in line.figures if same_quantity(q, said.figure)]
            new = [q for q in line.figures if _differ(q, said.figure)]
            close = len(said.words & line.words) >= MIN_SAME * len(said.words)
            if named and new and close and _CORRECTS.search(line.citation.quote[: named[0].start]):
                value = ConflictingValue(value=new[0].text, citation=line.citation)
                yield Conflict(what=_name(said), values=(_value(said.point), value))


def _name(said: _Said) -> str:
    """What the values are of, with place and period."""
    article = said.article
    day = article.held_on or article.published_on
    known = f"{'họp' if article.held_on else 'đăng'} {day:%d/%m/%Y}" if day else None
    about = ", ".join(filter(None, (article.province, said.point.period or known)))
    return f"{said.point.what} ({about})" if about else said.point.what


def _value(point: FigurePoint) -> ConflictingValue:
    unit = point.unit if point.unit == "%" else f" {point.unit}".rstrip()
    return ConflictingValue(value=f"{point.value}{unit}", citation=point.citations[0])


def _is_later(earlier: Article, later: Article) -> bool:
    days = [a.held_on or a.published_on for a in (earlier, later)]
    same = earlier.province is not None and earlier.province == later.province
    return same and bool(days[0] and days[1] and days[0] < days[1])
