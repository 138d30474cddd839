"""Figures over time: those of one thing in one unit over comparable periods, as charts."""

import re
from collections.abc import Sequence

from meetingqa.domain import DigestFigure, FigurePoint
from meetingqa.facts.calendar import find_moments, find_periods
from meetingqa.facts.quantities import read_number
from meetingqa.language.text import key
from meetingqa.rendering.document import Bar, Chart
from meetingqa.rendering.showing import show_line, show_sentence

_NUMERAL = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:[.,]\d+)?")
_MAX_BARS = 24  # more do not fit a page; the table has them all


def chart_figures(figures: Sequence[FigurePoint]) -> tuple[Chart, ...]:
    """A chart for each figure that stands for two or more periods of one kind.

    Halves are charted with halves and quarters with quarters, never a half beside a full year; a
    figure with two values for one period is left to the table.
    """
    groups: dict[tuple[str, ...], list[tuple[tuple[int, int], FigurePoint]]] = {}
    for figure in figures:
        if not figure.what or not figure.period or not _NUMERAL.fullmatch(figure.value.strip()):
            continue
        kind, order = _read_period(figure.period)
        group = (key(figure.what), key(figure.unit), key(_province(figure)), kind)
        groups.setdefault(group, []).append((order, figure))
    charts = []
    for members in groups.values():
        values = {(order, read_number(figure.value.strip())) for order, figure in members}
        by_period = dict(reversed(members))  # the first one told stands
        if 2 <= len(by_period) == len(values) <= _MAX_BARS:
            charts.append(_draw([by_period[order] for order in sorted(by_period)]))
    return tuple(charts)


def _draw(figures: Sequence[FigurePoint]) -> Chart:
    first = figures[0]
    what = ", ".join(filter(None, (show_line(first.what), show_line(_province(first)))))
    unit = f" ({show_line(first.unit)})" if first.unit else ""
    return Chart(
        title=f"{show_sentence(what)}{unit}",
        bars=tuple(
            Bar(
                label=show_line(figure.period or ""),
                value=float(read_number(figure.value.strip())),
                shown=show_line(figure.value),
            )
            for figure in figures
        ),
    )


def _province(figure: FigurePoint) -> str:
    return (figure.province or "") if isinstance(figure, DigestFigure) else ""


def _read_period(period: str) -> tuple[str, tuple[int, int]]:
    """What kind of period it is ("quy", "6 thang dau", "nam"), and its year and part."""
    moment = next((m for m in find_moments(period) if m.year), None)
    year = moment.year if moment and moment.year else 0
    labels = find_periods(period)
    if not labels:
        if moment and moment.month:
            kind = "ngay" if moment.day else "thang"
            return kind, (year, moment.month * 32 + (moment.day or 0))
        return "nam" if year else key(period), (year, 0)
    name, _, rest = labels[0].value.partition(" ")
    if name == "quy":
        found = re.search(r"(?:19|20)\d\d", labels[0].text)
        return "quy", (int(found.group()) if found else year, int(rest))
    return labels[0].value, (year, 0)
