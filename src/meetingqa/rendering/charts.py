"""Charts of figures over periods, as pictures for pages that are printed."""

import io
import textwrap

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from meetingqa.rendering.document import Chart

WIDTH_IN = 6.1
_BAR_IN = 0.36  # of height for each bar
_DPI = 200
_LABEL_CHARS = 30


def draw_chart(chart: Chart) -> tuple[bytes, float]:
    """A chart as PNG, `WIDTH_IN` inches wide, and its height in inches. Bars start at zero."""
    labels = [textwrap.fill(bar.label, _LABEL_CHARS) for bar in chart.bars]
    lines = sum(max(1.0, 0.7 * (label.count("\n") + 1)) for label in labels)
    height = 0.3 + _BAR_IN * lines
    # A "$" in a label is no formula. The font is the one that ships with matplotlib.
    with rc_context({"text.parse_math": False, "font.family": "DejaVu Sans", "font.size": 9.0}):
        figure = Figure(figsize=(WIDTH_IN, height), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        bars = axes.barh(
            range(len(labels)), [bar.value for bar in chart.bars], height=0.55, color="#3b75af"
        )
        axes.bar_label(bars, labels=[bar.shown for bar in chart.bars], padding=4, color="#1d2125")
        axes.set_yticks(range(len(labels)), labels=labels)
        axes.invert_yaxis()
        axes.margins(x=0.12)
        axes.axvline(0, color="#8a939d", linewidth=0.8)
        axes.tick_params(axis="y", length=0, colors="#1d2125")
        axes.xaxis.set_visible(False)
        for side in axes.spines.values():
            side.set_visible(False)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=_DPI, metadata={"Title": chart.title})
    return buffer.getvalue(), height
