"""Runs of suites, comparisons and jobs as HTML."""

import math
from collections.abc import Sequence
from datetime import datetime
from html import escape

from meetingqa.evaluation.comparing import Comparison, Delta
from meetingqa.web.evaluations import RunRecord, RunRow
from meetingqa.web.jobs import JobStatus
from meetingqa.web.ui.page_parts import button, empty, notice, table, tag, working
from meetingqa.web.ui.told import explain_note
from meetingqa.web.ui.words import Words

_KINDS = {"failed": "bad", "cancelled": "warn", "done": "good"}


def suite_name(suite: str, words: Words) -> str:
    """A suite's name and, for those that are ours, what it is about."""
    about = words.get(f"suite_{suite}")
    return f"{suite} ({about})" if about else suite


def runs_html(runs: Sequence[RunRow], words: Words) -> str:
    """Every run as a row of a table; pressing its name opens it."""
    if not runs:
        return empty(words["no_runs"], words["no_runs_do"])
    rows = [
        (
            button(run.id, "open", "pg-quiet", id=run.id),
            escape(run.suite),
            escape(words.get(f"writer_{run.label}") or run.label),
            _moment(run.started_at),
            _tag(*(("complete", "good") if run.ended_at else ("incomplete", "warn")), words),
        )
        for run in runs
    ]
    heads = [words[name] for name in ("run", "suite", "writer", "started_at", "state")]
    return table(heads, rows, words["runs"], stack=True)


def run_html(run: RunRecord, words: Words) -> str:
    """One run's metrics with their intervals."""
    if run.metrics is None:
        return notice(f"{run.id}: {words['incomplete']}", "warn")
    rows = [
        (_metric(name, words), _number(row.value), _span(row.low, row.high), str(row.n))
        for name, row in run.metrics.items()
    ]
    heads = [words[name] for name in ("metric", "value", "interval", "cases")]
    return f'<div class="pg-sheet"><h2>{escape(run.id)}</h2>{table(heads, rows, run.id, numeric=1)}</div>'


def comparison_html(comparison: Comparison, words: Words) -> str:
    """Each metric in both runs, the paired difference, and what the gates say."""
    state, kind = ("regressed", "bad") if comparison.regressed else ("not_regressed", "good")
    said = list(comparison.notes)
    if words.language == "vi":
        said = [explain_note(note) for note in said]
    notes = "".join(f"<li>{escape(note)}</li>" for note in said)
    rows = [_delta(delta, words) for delta in comparison.deltas]
    names = ("metric", "here", "there", "difference", "interval", "cases", "verdict")
    return (
        f'<div class="pg-sheet">{notice(words[state], kind)}'
        f"{table([words[name] for name in names], rows, words['compare'])}"
        f"{f'<ul>{notes}</ul>' if notes else ''}</div>"
    )


def job_html(job: JobStatus | None, words: Words) -> str:
    """How far an evaluation is."""
    if job is None:
        return ""
    state = words[f"job_{job.state}"]
    if job.state in ("waiting", "running"):
        progress = job.progress
        step = f"{state}: {progress.step} {progress.done}/{progress.total}".rstrip(" 0/:")
        return working(step if progress.total else state, progress.done, progress.total or None)
    detail = " ".join(filter(None, (job.error, job.hint)))
    if job.result:
        detail = str(job.result.get("id", ""))
    return notice(state, _KINDS[job.state], detail)


def report_frame(html: str, words: Words) -> str:
    """A report in a frame that can neither reach this page nor the network's other pages."""
    return (
        f'<iframe class="pg-frame" sandbox="allow-scripts" title="{escape(words["report"])}" '
        f'srcdoc="{escape(html)}"></iframe>'
    )


def _delta(delta: Delta, words: Words) -> tuple[str, ...]:
    difference = delta.difference
    verdict = _tag(delta.verdict, "good" if delta.verdict == "pass" else "bad", words)
    reason = f'<br><span class="pg-small">{escape(delta.reason)}</span>' if delta.reason else ""
    return (
        _metric(delta.metric, words),
        _number(delta.here),
        _number(delta.there),
        "–" if difference.value is None else f"{difference.value:+.4f}",
        _span(difference.low, difference.high),
        str(difference.n),
        f"{verdict}{reason}" if delta.verdict else "–",
    )


def _metric(name: str, words: Words) -> str:
    """What a metric is called, and its name in suites and reports."""
    told = words.get(f"metric_{name}")
    code = f'<code class="pg-small">{escape(name)}</code>'
    return f"{escape(told)} {code}" if told else code


def _tag(name: str, kind: str, words: Words) -> str:
    return tag(words[name], kind) if name else ""


def _moment(started_at: str) -> str:
    """The day and minute of an ISO time, as people here write them."""
    return f"{datetime.fromisoformat(started_at).astimezone():%d/%m/%Y %H:%M}"


def _number(value: float | None) -> str:
    return "–" if value is None or math.isnan(value) else f"{value:.4f}"


def _span(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{low:.3f} … {high:.3f}"
