"""One run as a page for evaluators: numbers with their intervals, pictures, cases, and what is missing."""

from pathlib import Path
from typing import NamedTuple

from meetingqa.evaluation.report.building import build_report
from meetingqa.evaluation.report.model import Report
from meetingqa.evaluation.report.pages import render_html, render_markdown
from meetingqa.evaluation.report.sides import (
    Side,
    find_baseline,
    read_run,
    read_side,
    tell_apart,
)
from meetingqa.evaluation.runs import RunFolder

__all__ = ["Side", "Written", "find_baseline", "read_side", "write_report"]

NAME = "report.html"


class Written(NamedTuple):
    """The two files of a report, and the report."""

    html: Path
    markdown: Path
    report: Report


def write_report(
    run: RunFolder, baseline: Side | None = None, output: Path | None = None
) -> Written:
    """Write `report.html` and `report.md` into the run's folder, or `output` and its `.md` twin.

    Raises EvaluationError when the run is not complete or shares no case with the baseline.
    """
    here = read_run(run)
    report = build_report(here, tell_apart(here, baseline) if baseline else None)
    html = output or run.path / NAME
    html.parent.mkdir(parents=True, exist_ok=True)
    markdown = html.with_suffix(".md")
    html.write_text(render_html(report), encoding="utf-8")
    markdown.write_text(render_markdown(report), encoding="utf-8")
    return Written(html, markdown, report)
