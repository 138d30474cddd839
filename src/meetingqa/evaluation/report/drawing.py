"""What a report's plots have in common: matplotlib's SVG in the colours and type of the page.

Text stays text (`svg.fonttype` none), so it can be read aloud, searched and set in the page's font.
Colours are drawn as placeholders and replaced by CSS variables: one picture serves light and dark.
"""

import io
import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, MUTED, GRID, OURS, THEIRS, BAD = (f"#0a0b0{i}" for i in range(1, 7))
_VARIABLES = {
    INK: "var(--ink)",
    MUTED: "var(--muted)",
    GRID: "var(--line)",
    OURS: "var(--ours)",
    THEIRS: "var(--theirs)",
    BAD: "var(--bad)",
}
_WIDTH = 5.6  # inches
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "meetingqa",
    "font.size": 9.5,
    "text.color": INK,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": GRID,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": GRID,
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


def axes_of(height: float = 3.2) -> Axes:
    """Empty axes of a picture that is so many inches high."""
    return Figure(figsize=(_WIDTH, height), layout="constrained").add_subplot()


def row_axes(names: Sequence[str]) -> Axes:
    """Axes with a named row for each of these, the first on top."""
    axes = axes_of(0.9 + 0.34 * len(names))
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    return axes


def name_lines(axes: Axes) -> None:
    """A legend, where more than one line has a name."""
    if len(axes.get_legend_handles_labels()[1]) > 1:
        axes.legend(frameon=False, loc="best")


def finish(name: str, title: str, alt: str, axes: Axes, rows: Sequence[tuple[str, ...]]) -> Plot:
    """The plot as a bare `<svg>`: the page's colours and font, ids of its own, words for readers."""
    buffer = io.StringIO()
    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
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
    return Plot(name, title, alt, f"{opening}>{labels}{rest}".strip(), tuple(rows))
