"""The tables of docs/evaluation.md: metrics and suites from the code, results from accepted baselines.

`python -m meetingqa.documentation [--check]` puts them into the page, so that CI sees a stale one.
"""

from collections.abc import Sequence
from pathlib import Path

from meetingqa.evaluation.judged import Judged, Row, read_baseline
from meetingqa.evaluation.report.legend import explain
from meetingqa.evaluation.report.pages import number
from meetingqa.evaluation.report.sides import is_lower_better, is_share
from meetingqa.evaluation.scorers import SCORERS
from meetingqa.evaluation.suites import Gate, Suite, load_suite

SYSTEMS = ("extractive", "llm", "stock-langchain", "bm25", "closed-book")
_NAMES = {"llm": "embedded LLM"}


def build_parts(eval_dir: Path) -> dict[str, str]:
    """Every generated part of the page by its marker's name, from the checkout's `eval` folder."""
    suites = [load_suite(path) for path in sorted((eval_dir / "suites").glob("*.toml"))]
    found = [read_baseline(path) for path in sorted((eval_dir / "baselines").glob("*.json"))]
    return {
        "metrics": describe_metrics(),
        "suites": describe_suites(suites),
        "baselines": "\n\n".join(describe_results(suite, found) for suite in suites),
    }


def describe_metrics() -> str:
    """Each metric with its formula, as a Markdown table."""
    lines = ["| metric | family | better | what it is |", "| --- | --- | --- | --- |"]
    for name in SCORERS:
        family, about = explain(name)
        better = "lower" if is_lower_better(name) else "higher"
        lines.append(f"| `{name}` | {family} | {better} | {about} |")
    return "\n".join(lines)


def describe_suites(suites: Sequence[Suite]) -> str:
    """Each suite with its data and gates, as a Markdown table."""
    lines = ["| suite | what it asks | data | gates |", "| --- | --- | --- | --- |"]
    for suite in suites:
        data = ", ".join(suite.datasets) + "".join(f" ({split})" for split in suite.splits)
        if suite.twins:
            data += f", {len(suite.twins)} kinds of twins"
        gates = map(_rule, suite.gates)
        lines.append(f"| `{suite.name}` | {suite.about} | {data} | {', '.join(gates)} |")
    return "\n".join(lines)


def _rule(gate: Gate) -> str:
    if gate.hard:
        return f"`{gate.metric}` = 1"
    return f"`{gate.metric}` −{gate.margin:g}" if gate.margin else f"`{gate.metric}` no worse"


def describe_results(suite: Suite, baselines: Sequence[Judged]) -> str:
    """A suite's metrics, one column a system; "not run" where no baseline was accepted."""
    own = {judged.label: judged for judged in baselines if judged.manifest.suite == suite.name}
    labels = [*SYSTEMS, *(label for label in own if label not in SYSTEMS)]
    names = [_NAMES.get(label, label) for label in labels]
    lines = [f"### {suite.name}", ""]
    if not own:
        return "\n".join([*lines, f"Not run yet: `meetingqa eval run {suite.name}`."])
    lines += [f"| metric | {' | '.join(names)} |", "| --- |" + " --- |" * len(labels)]
    for metric in suite.metrics:
        cells = [_cell(metric, own.get(label)) for label in labels]
        lines.append(f"| `{metric}` | {' | '.join(cells)} |")
    lines += [
        "",
        *(_origin(_NAMES.get(label, label), own[label]) for label in labels if label in own),
    ]
    return "\n".join(lines)


def _cell(metric: str, judged: Judged | None) -> str:
    if judged is None:
        return "not run"
    row = judged.rows.get(metric)
    if row is None or row.value is None:
        return "–"
    if row.p50 is not None and row.p95 is not None:
        return f"p50 {row.p50:.3g}, p95 {row.p95:.3g} (n {row.n})"
    return f"{number(row.value, is_share(metric))}{_span(row, is_share(metric))} (n {row.n})"


def _span(row: Row, share: bool) -> str:
    if row.low is None or row.high is None:
        return ""
    scale = 100 if share else 1
    return f" [{scale * row.low:.1f}, {scale * row.high:.1f}]"


def _origin(name: str, judged: Judged) -> str:
    manifest = judged.manifest
    code = (manifest.commit or "not known")[:10] + ", changed files" * manifest.dirty
    models = ", ".join(f"{kind} {model.split(' ')[0]}" for kind, model in manifest.models.items())
    clusters = len(set(judged.clusters.values()))
    cases = f"{len(judged.clusters)} cases in {clusters} clusters"
    return f"- {name}: run `{manifest.run_id}`, commit {code}; {cases}; {models}"
