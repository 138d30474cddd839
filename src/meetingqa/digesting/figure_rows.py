"""The rows of a digest's table of figures: results by province and indicator, each told once."""

import re
from collections.abc import Iterable, Iterator, Sequence

from meetingqa.digesting.conflicts import find_stated
from meetingqa.digesting.row_names import name_place, name_row
from meetingqa.domain import Article, Citation, DigestFigure, FigurePoint, MeetingSummary, Point
from meetingqa.facts.aims import is_aim
from meetingqa.facts.binding import COMMON
from meetingqa.provinces import named_in_question
from meetingqa.text import key, syllables, unify_tone_marks

SAME_FIGURE = 0.6  # of the words of the shorter indicator that another of the same value shares
COUNTRY = "Cả nước"
_COUNTRYWIDE = re.compile(
    r"(?:^|[,;:(]\s*|(?<!\w)trên (?:phạm vi )?)(?:toàn quốc|cả nước)(?!\w)", re.IGNORECASE
)


def list_figures(groups: Sequence[Sequence[MeetingSummary]]) -> Iterator[DigestFigure]:
    """Results with a figure, by province, then indicator, then day; targets are left out.

    What the reports of one meeting tell alike stands once, with each report's quote.
    """
    rows = [row for group in groups for row in _merge_figures(group)]
    yield from sorted(rows, key=lambda r: (r.province or "", key(r.what), str(r.held_on or "")))


def _merge_figures(group: Sequence[MeetingSummary]) -> Sequence[DigestFigure]:
    rows: list[tuple[tuple[str, ...], frozenset[str], DigestFigure]] = []
    for summary in group:
        for figure in _read_results(summary):
            value = measure(figure)
            words = frozenset(syllables(figure.what)) - COMMON
            row = _place(figure, summary.article)
            for number, (other, known, told) in enumerate(rows):
                fewer = max(1, min(len(words), len(known)))
                alike = other == value and len(words & known) >= SAME_FIGURE * fewer
                # One article may well give a common value of several things.
                if alike and (_is_telling(value[0]) or _article_of(told) != _article_of(row)):
                    citations = tuple(number_anew([*told.citations, *row.citations]))
                    rows[number] = (value, known, told.model_copy(update={"citations": citations}))
                    break
            else:
                rows.append((value, words, row))
    return [row for *_, row in rows]


def _read_results(summary: MeetingSummary) -> Iterator[FigurePoint]:
    """The figures that are results and whose name stands alone, and for one of them only."""
    named = list(_name_results(summary))
    values: dict[tuple[str, str, str | None], set[str]] = {}
    for row in named:
        values.setdefault((key(row.what), row.unit, row.period), set()).add(row.value)
    for row in named:
        several = len(values[key(row.what), row.unit, row.period]) > 1
        if not several or row.value in row.what:
            yield row


def _name_results(summary: MeetingSummary) -> Iterator[FigurePoint]:
    """The figures that are results, under the names that they have in a table."""
    begun = True
    for figure in summary.fields.figures:
        quote = figure.citations[-1].quote  # before it may stand the one that names it
        stated = find_stated(figure.value, quote)
        aims = bool(stated) and all(is_aim(quote, q) for q in stated)
        placed = bool(summary.article.province) or bool(_COUNTRYWIDE.search(quote))
        what = "" if aims else name_row(figure, placed=placed)
        kept = bool(what)
        # A change or range without where it begins is none.
        begun = kept and (begun or not figure.what.endswith("(đến)"))
        if begun:
            yield figure.model_copy(update={"what": what})


def _is_telling(value: str) -> bool:
    return len(value.replace(".", "").strip("0")) > 2


def _article_of(point: Point) -> str:
    return point.citations[0].article.article_id


def _place(figure: FigurePoint, article: Article) -> DigestFigure:
    """A figure beside others: of the article's province, if it is not told of the whole country."""
    quote = figure.citations[-1].quote
    before = quote[: max(0, quote.find(figure.value))]
    return DigestFigure(
        **figure.model_dump(exclude={"citations", "what"}),
        what=name_place(figure.what, before),
        citations=figure.citations,
        province=COUNTRY if _COUNTRYWIDE.search(before) else _find_province(figure.what, article),
        held_on=article.held_on,
    )


def _find_province(name: str, article: Article) -> str | None:
    """The province of a figure: its article's, if its name does not name others."""
    named = named_in_question(unify_tone_marks(name))
    if article.province in named or not named:
        return article.province
    return named.pop() if len(named) == 1 and article.province is None else None


def measure(figure: FigurePoint) -> tuple[str, str]:
    """Value and unit, alike for figures that are written differently ("1,2 nghìn", "1.200")."""
    for citation in figure.citations:
        for stated in find_stated(figure.value, citation.quote):
            return f"{stated.value}", stated.unit
    return figure.value, figure.unit


def number_anew(citations: Iterable[Citation]) -> list[Citation]:
    """Citations without repeats, numbered anew."""
    places = {(c.article.article_id, c.start, c.end): c for c in citations}
    return [c.model_copy(update={"marker": i}) for i, c in enumerate(places.values(), start=1)]
