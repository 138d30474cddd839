"""Lays a report out: one HTML file that loads nothing from elsewhere, and the same in Markdown."""

import math
import re
from collections.abc import Sequence
from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from meetingqa.evaluation.judged import Row
from meetingqa.evaluation.report.highlighting import Segment
from meetingqa.evaluation.report.model import Report, anchor
from meetingqa.evaluation.statistics import Difference, Interval

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def render_html(report: Report) -> str:
    """The report as one page: styles, script and pictures inside."""
    return render_page("report.html.j2", report=report, version=version("meetingqa"))


def render_page(template: str, **values: object) -> str:
    """A page from one of this package's templates, with the style that they share."""
    environment = _environment(escape=True)
    css = Markup(files(__package__).joinpath("templates/report.css").read_text(encoding="utf-8"))
    return environment.get_template(template).render(css=css, **values)


def render_markdown(report: Report) -> str:
    """The report as GitHub's Markdown; the plots are given as their tables."""
    text = _environment(escape=False).get_template("report.md.j2").render(report=report)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _environment(*, escape: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("meetingqa.evaluation.report"),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "anchor": anchor,
        "card": _card,
        "chance": _chance,
        "delta": _delta,
        "interval": interval,
        "marked": _marked,
        "md": lambda text: _SPECIAL.sub(r"\\\1", str(text)),
        "number": number,
        "percent": lambda value: f"{100 * min(max(value, 0.0), 1.0):.2f}%",
        "plain": lambda value: "–" if value is None else f"{value:.4g}",
        "seconds": lambda value: f"{value:.1f} s" if value >= 1 else f"{1000 * value:.0f} ms",
        "signed": lambda value: f"{value:+.2f}".replace("-", "−"),
        "span": _span,
    }
    return environment


def number(value: float, share: bool) -> str:
    """A share as a percentage, anything else with three significant digits; a dash for no number."""
    if math.isnan(value):
        return "–"
    if share:
        return f"{100 * value:.1f} %"
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def interval(mean: Interval | Row, share: bool) -> str:
    """The ends of an interval, as `number` without its sign; empty where there are none."""
    if mean.low is None or mean.high is None:
        return ""
    return f"[{number(mean.low, share)}, {number(mean.high, share)}]".replace(" %", "")


def _delta(value: float, share: bool) -> str:
    if not value:
        return "0"
    text = f"{100 * value:+.1f} points" if share else f"{value:+.3g}"
    return text.replace("-", "−")


def _span(delta: Difference, share: bool) -> str:
    if delta.low is None or delta.high is None:
        return ""
    low, high = (f"{100 * end:+.1f}" if share else f"{end:+.3g}" for end in (delta.low, delta.high))
    return f"[{low}, {high}]".replace("-", "−")


def _chance(p: float | None) -> str:
    if p is None:
        return "–"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _marked(segments: Sequence[Segment]) -> str:
    """Segments as Markdown: cited words bold with their markers, gold words in italics."""
    parts = []
    for segment in segments:
        text = _SPECIAL.sub(r"\\\1", " ".join(segment.text.split("\n")))
        core = text.strip()
        if core and (segment.markers or segment.gold):
            mark = "**" * bool(segment.markers) + "*" * segment.gold
            notes = "".join(f" [{marker}]" for marker in segment.closes)
            text = text.replace(core, f"{mark}{core}{mark[::-1]}{notes}", 1)
        parts.append(text)
    return "".join(parts)


def _card(text: str) -> Markup:
    """A data card's Markdown as HTML, without raw HTML, pictures or links that lead out."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return Markup(reader.disable(["link", "image", "autolink"]).render(text))
