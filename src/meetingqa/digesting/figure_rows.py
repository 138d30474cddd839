"""The rows of a digest's table of figures: results by province and indicator, each told once."""

import re
from collections.abc import Iterable, Iterator, Sequence

from meetingqa.digesting.conflicts import find_stated
from meetingqa.digesting.standing import name_place, names_alone
from meetingqa.domain import Article, Citation, DigestFigure, FigurePoint, MeetingSummary, Point
from meetingqa.facts.aims import is_aim
from meetingqa.facts.binding import COMMON
from meetingqa.text import key, syllables

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
    """The figures that are results and whose name stands alone."""
    begun = True
    for figure in summary.fields.figures:
        quote = figure.citations[-1].quote  # before it may stand the one that names it
        stated = find_stated(figure.value, quote)
        aims = bool(stated) and all(is_aim(quote, q) for q in stated)
        kept = not aims and names_alone(figure.what, figure.unit)
        # A change or range without where it begins is none.
        begun = kept and (begun or not figure.what.endswith("(đến)"))
        if begun:
            yield figure


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
        province=COUNTRY if _COUNTRYWIDE.search(before) else article.province,
        held_on=article.held_on,
    )


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
