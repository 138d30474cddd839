"""The report's plots, drawn by matplotlib as SVG that takes its colours and type from the page.

Text stays text (`svg.fonttype` none), so it can be read aloud, searched and set in the page's font.
Colours are drawn as placeholders and replaced by CSS variables: one picture serves light and dark.
"""

import io
import re
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

_INK, _MUTED, _GRID, _OURS, _THEIRS, _BAD = (f"#0a0b0{i}" for i in range(1, 7))
_VARIABLES = {
    _INK: "var(--ink)",
    _MUTED: "var(--muted)",
    _GRID: "var(--line)",
    _OURS: "var(--ours)",
    _THEIRS: "var(--theirs)",
    _BAD: "var(--bad)",
}
_WIDTH = 5.6  # inches
_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "meetingqa",
    "font.size": 9.5,
    "text.color": _INK,
    "axes.labelcolor": _MUTED,
    "axes.edgecolor": _GRID,
    "xtick.color": _MUTED,
    "ytick.color": _MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": _GRID,
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
}


class Plot(NamedTuple):
    """A picture with its title, what it says in words, and its numbers."""

    name: str
    title: str
    alt: str
    svg: str
    rows: tuple[tuple[str, ...], ...]  # the same numbers as a table, head first


class Curve(NamedTuple):
    """A named line; `low` and `high` are its interval, empty for none."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


class Bar(NamedTuple):
    """A row of the forest or of the latencies: its middle, and the two ends of its line."""

    name: str
    value: float
    low: float
    high: float
    bad: bool = False


def draw_hits(curves: Sequence[Curve]) -> str:
    """hit@k over k, one line a system, intervals as bands."""

    def draw(axes: Axes) -> None:
        for curve, colour, marker in zip(curves, (_OURS, _THEIRS), "os", strict=False):
            axes.plot(curve.x, curve.y, color=colour, marker=marker, ms=5, lw=1.8, label=curve.name)
            if curve.low:
                axes.fill_between(curve.x, curve.low, curve.high, color=colour, alpha=0.14, lw=0)
        axes.set_xticks(sorted({k for curve in curves for k in curve.x}))
        axes.set(xlabel="k documents", ylabel="share of cases with a gold document")
        _fit_shares(axes, [y for curve in curves for y in (*curve.y, *curve.low)])
        _name_lines(axes, curves)

    return _draw(draw)


def draw_risk(curves: Sequence[Curve], threshold: tuple[float, float, float] | None) -> str:
    """Risk over coverage; `threshold` is (confidence, coverage there, risk there)."""

    def draw(axes: Axes) -> None:
        for curve, colour in zip(curves, (_OURS, _THEIRS), strict=False):
            axes.plot(curve.x, curve.y, color=colour, lw=1.8, label=curve.name)
        if threshold:
            confidence, coverage, risk = threshold
            axes.plot([coverage], [risk], "D", color=_BAD, ms=6, zorder=5)
            left = coverage > 0.5
            axes.annotate(
                f"threshold {confidence:.2f}",
                (coverage, risk),
                xytext=(-8 if left else 8, 10),
                textcoords="offset points",
                ha="right" if left else "left",
                color=_BAD,
            )
        top = max([y for curve in curves for y in curve.y] or [0.0])
        axes.set_xlim(0, 1.02)
        axes.set_ylim(-0.03 * max(top, 0.1), max(0.1, min(1.05, top * 1.25)))
        axes.set(xlabel="coverage: share answered", ylabel="risk: share wrong of those")
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
        _name_lines(axes, curves)

    return _draw(draw)


def draw_reliability(curve: Curve) -> str:
    """Share right over confidence, beside the diagonal on which a confidence is a probability."""

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=_MUTED, lw=1, ls="--")
        axes.plot(curve.x, curve.y, color=_OURS, marker="o", ms=5, lw=1.8)
        axes.set(xlim=(-0.02, 1.02), ylim=(-0.04, 1.04))
        axes.set(xlabel="confidence", ylabel="share right")

    return _draw(draw)


def draw_latency(bars: Sequence[Bar], unit: str) -> str:
    """One row a stage: a dot at the median, a line to the 95th percentile."""

    def draw(axes: Axes) -> None:
        rows = range(len(bars))
        axes.hlines(
            rows, [b.low for b in bars], [b.high for b in bars], color=_OURS, lw=5, alpha=0.3
        )
        axes.plot([b.value for b in bars], rows, "o", color=_OURS, ms=6)
        axes.plot([b.high for b in bars], rows, "|", color=_OURS, ms=10, mew=2)
        _label_rows(axes, [b.name for b in bars])
        axes.set_xlim(left=0)
        axes.set_xlabel(unit)

    return _draw(draw, height=0.9 + 0.34 * len(bars))


def draw_forest(bars: Sequence[Bar]) -> str:
    """One row a metric: this run less the baseline, with its interval, around a line at 0."""

    def draw(axes: Axes) -> None:
        axes.axvline(0, color=_MUTED, lw=1)
        for row, bar in enumerate(bars):
            colour = _BAD if bar.bad else _OURS
            axes.hlines(row, 100 * bar.low, 100 * bar.high, color=colour, lw=2)
            axes.plot([100 * bar.value], [row], "s", color=colour, ms=5.5)
        _label_rows(axes, [b.name for b in bars])
        reach = max([1.0, *(abs(100 * end) for b in bars for end in (b.low, b.high))]) * 1.1
        axes.set_xlim(-reach, reach)
        axes.locator_params(axis="x", nbins=6)
        axes.set_xlabel("points: this run less the baseline, 95 % interval")

    return _draw(draw, height=0.9 + 0.34 * len(bars))


def _draw(draw: Callable[[Axes], None], height: float = 3.2) -> str:
    with matplotlib.rc_context(_STYLE):  # type: ignore[arg-type]
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        draw(figure.add_subplot())
        buffer = io.StringIO()
        figure.savefig(
            buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
        )
    return buffer.getvalue()


def finish(svg: str, name: str, title: str, alt: str) -> str:
    """The bare `<svg>` of a drawing: the page's colours and font, ids of its own, words for readers."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    for placeholder, variable in _VARIABLES.items():
        svg = svg.replace(placeholder, variable)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
    svg = re.sub(r'xlink:href="#([^"]+)"', rf'href="#{name}-\1"', svg)
    svg = re.sub(r"font: (\d+(?:\.\d+)?)px [^;\"]*", r"font-size: \1px", svg)
    svg = re.sub(r"font-family: [^;\"]*;?", "", svg)
    head, rest = svg.split(">", 1)
    box = re.search(r'viewBox="[^"]+"', head)
    labels = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
    opening = f'<svg role="img" aria-label="{escape(title)}" {box.group() if box else ""}'
    return f"{opening}>{labels}{rest}".strip()


def _fit_shares(axes: Axes, values: Sequence[float]) -> None:
    low = min([*values, 0.9])
    axes.set_ylim(0 if low < 0.4 else max(0.0, low - 0.08), 1.02)
    axes.yaxis.set_major_formatter(PercentFormatter(1))


def _label_rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0, labelcolor=_INK)


def _name_lines(axes: Axes, curves: Sequence[Curve]) -> None:
    if len(curves) > 1:
        axes.legend(frameon=False, loc="best")
