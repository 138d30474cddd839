"""The rows of a digest's table of figures: results by province and indicator, each told once."""

from collections.abc import Iterable, Iterator, Sequence

from meetingqa.digesting.conflicts import find_stated
from meetingqa.digesting.row_names import name_row
from meetingqa.digesting.row_periods import date_period
from meetingqa.domain import Article, Citation, DigestFigure, FigurePoint, MeetingSummary, Point
from meetingqa.facts.aims import is_aim
from meetingqa.facts.binding import COMMON
from meetingqa.facts.provinces import named_in_question
from meetingqa.language.text import key, syllables, unify_tone_marks

SAME_FIGURE = 0.6  # of the words of the shorter indicator that another of the same value shares


def list_figures(groups: Sequence[Sequence[MeetingSummary]]) -> Iterator[DigestFigure]:
    """Results with a figure, by province, then indicator, then day; targets are left out.

    What the reports of one meeting tell alike stands once, with each report's quote.
    """
    rows = [row for group in groups for row in _merge_figures(group)]
    yield from sorted(rows, key=lambda r: (r.province or "", key(r.what), str(r.held_on or "")))


def _merge_figures(group: Sequence[MeetingSummary]) -> Sequence[DigestFigure]:
    rows: list[tuple[tuple[str, ...], frozenset[str], DigestFigure]] = []
    for summary in group:
        for row in _read_results(summary):
            value = measure(row)
            words = frozenset(syllables(row.what)) - COMMON
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


def _read_results(summary: MeetingSummary) -> Iterator[DigestFigure]:
    """The figures that are results of a known place, with a name that stands for one of them only."""
    rows = list(filter(None, (_read_row(f, summary.article) for f in summary.fields.figures)))
    values: dict[tuple[str, str, str | None], set[str]] = {}
    for row in rows:
        values.setdefault((key(row.what), row.unit, row.period), set()).add(row.value)
    for row in rows:
        several = len(values[key(row.what), row.unit, row.period]) > 1
        if not several or row.value in row.what:
            yield row


def _read_row(figure: FigurePoint, article: Article) -> DigestFigure | None:
    """A figure beside others, under the name that it has in a table; None of an aim, or of no place."""
    quote = figure.citations[-1].quote  # before it may stand the one that names it
    stated = find_stated(figure.value, quote)
    aims = bool(stated) and all(is_aim(quote, q) for q in stated)
    what = "" if aims else name_row(figure)
    # Another's figure stands in the article, too.
    away = named_in_question(unify_tone_marks(what)) - {article.province}
    if away or not (what and article.province):
        return None
    return DigestFigure(
        **figure.model_dump(exclude={"citations", "what", "period"}),
        what=what,
        period=date_period(figure, article),
        citations=figure.citations,
        province=article.province,
        held_on=article.held_on,
    )


def _is_telling(value: str) -> bool:
    return len(value.replace(".", "").strip("0")) > 2


def _article_of(point: Point) -> str:
    return point.citations[0].article.article_id


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
