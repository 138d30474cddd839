"""The tables of docs/evaluation.md and docs/answers.md, from the code and the accepted baselines.

`python tools/documentation.py [--check]` puts them into the pages, so that CI sees a stale one.
"""

from collections.abc import Sequence
from pathlib import Path

from meetingqa.evaluation.datasets import ARTICLES, CORPUS
from meetingqa.evaluation.judge import JUDGED
from meetingqa.evaluation.judged import Judged, Row, read_baseline
from meetingqa.evaluation.report.facts import describe_cost
from meetingqa.evaluation.report.legend import explain
from meetingqa.evaluation.report.pages import interval, number
from meetingqa.evaluation.scorers import SCORERS, scorer_of
from meetingqa.evaluation.statistics import Interval, mean_interval
from meetingqa.evaluation.suites import Gate, Suite, load_suite

# Columns, and what each is asked with.
SYSTEMS = {
    "extractive": "--writer extractive",
    "llm": "--writer llm",
    "stock-langchain": "--system stock-langchain",
    "bm25": "--system bm25",
    "closed-book": "--system closed-book",
}
_BY_TASK = {
    "qa": tuple(SYSTEMS),
    "retrieval": ("extractive", "stock-langchain", "bm25"),
    "summary": ("extractive", "llm"),
}
MISSING = "not measured"
# Suites of docs/answers.md with their headings: the one to expect first.
_ANSWERS = {
    "press": "Press articles, held",
    "press-test": "Press articles, test",
    "press-dev": "Press articles, dev",
    "answers": "Sample articles, test",
    "answers-dev": "Sample articles, dev",
}
_RATES = {
    "right_answerable": "right, of those with an answer",
    "proven": "right and proven by the cited words, of all",
    "false_refusal": "wrongly refused",
    "refusal_recall": "refused, of those without an answer",
    "quotes_exact": "answers whose quotes are exact",
    "figures_supported": "answers with figures whose figures are supported",
}


def build_parts(eval_dir: Path) -> dict[str, str]:
    """Every generated part of docs/evaluation.md by its marker's name, from the checkout's `eval`."""
    suites = [load_suite(path) for path in sorted((eval_dir / "suites").glob("*.toml"))]
    found = _read_baselines(eval_dir)
    return {
        "metrics": describe_metrics(),
        "suites": describe_suites(suites),
        "baselines": "\n\n".join(
            [
                describe_headlines(suites, found),
                *(describe_results(s, found, _brings_articles(s, eval_dir)) for s in suites),
            ]
        ),
    }


def build_answers(eval_dir: Path) -> dict[str, str]:
    """The generated part of docs/answers.md: how many answers are right, by set and system."""
    found = _read_baselines(eval_dir)
    return {
        "answers": "\n\n".join(
            describe_answers(name, title, found) for name, title in _ANSWERS.items()
        )
    }


def _brings_articles(suite: Suite, eval_dir: Path) -> bool:
    folders = [eval_dir / "datasets" / name for name in suite.datasets]
    return all((f / ARTICLES).is_dir() or (f / CORPUS).is_file() for f in folders)


def _read_baselines(eval_dir: Path) -> list[Judged]:
    return [read_baseline(path) for path in sorted((eval_dir / "baselines").glob("*.json"))]


def describe_metrics() -> str:
    """Each metric with its formula, as a Markdown table."""
    lines = ["| metric | family | better | what it is |", "| --- | --- | --- | --- |"]
    for name in (*SCORERS, *JUDGED):
        family, about = explain(name)
        better = "lower" if scorer_of(name).lower else "higher"
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


def describe_headlines(suites: Sequence[Suite], baselines: Sequence[Judged]) -> str:
    """The first metric of each suite, one column a system."""
    names = [_called(label) for label in SYSTEMS]
    lines = [
        f"| suite | metric | {' | '.join(names)} |",
        "| --- | --- |" + " --- |" * len(SYSTEMS),
    ]
    for suite in suites:
        own, metric = _of_suite(suite.name, baselines), suite.metrics[0]
        cells = [
            _cell(metric, own.get(label)) if label in _BY_TASK[suite.task] else "–"
            for label in SYSTEMS
        ]
        lines.append(f"| [{suite.name}](#{suite.name}) | `{metric}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def describe_results(
    suite: Suite, baselines: Sequence[Judged], brings_articles: bool = True
) -> str:
    """A suite's metrics, one column a system that was measured, and the command of each system."""
    own = _of_suite(suite.name, baselines)
    labels = [
        *(label for label in _BY_TASK[suite.task] if label in own),
        *(label for label in own if label not in SYSTEMS),
    ]
    lines = [f"### {suite.name}", ""]
    if labels:
        names = [_called(label) for label in labels]
        lines += [f"| metric | {' | '.join(names)} |", "| --- |" + " --- |" * len(labels)]
        for metric in suite.metrics:
            cells = [_cell(metric, own[label]) for label in labels]
            lines.append(f"| `{metric}` | {' | '.join(cells)} |")
        lines += ["", *(_origin(_called(label), own[label]) for label in labels), ""]
        for label in labels:
            if rows := _twins(own[label]):
                lines += [f"Twins by change, {_called(label)}:", "", *rows, ""]
    elsewhere = "" if brings_articles else " --corpus DIR"
    for label in _BY_TASK[suite.task]:
        remark = "" if label in own else f"  # {MISSING} yet"
        if label in own and (limit := own[label].request.limit):
            remark = f" --limit {limit}"
        lines.append(f"    meetingqa eval run {suite.name}{elsewhere} {SYSTEMS[label]}{remark}")
    return "\n".join(lines)


def _twins(judged: Judged) -> list[str]:
    """Twins by kind of change: how many are right, and of those whose original is right. Nothing for
    a baseline that keeps no outcomes of twins."""
    right = judged.values.get("right", {})
    if not any("~" in case for case in right):
        return []
    parts = {
        k.replace("_", " "): [i for i in right if i.endswith(f"~{k}")] for k in judged.suite.twins
    }
    parts["all"] = [i for i in right if "~" in i]
    lines = ["| change | right | of those whose original is right | 95 % |", "|" + " --- |" * 4]
    for name, twins in parts.items():
        kept = {i: right[i] for i in twins if right.get(i.rpartition("~")[0]) == 1}
        span = _per_cent(mean_interval(kept, judged.clusters))
        hits, held = sum(right[i] for i in twins), sum(kept.values())
        lines.append(
            f"| {name} | {hits:.0f} of {len(twins)} | {held:.0f} of {len(kept)} | {span} |"
        )
    return lines


def describe_answers(name: str, title: str, baselines: Sequence[Judged]) -> str:
    """The rates of a suite's answers and the right ones by kind, a table for each system."""
    own = _of_suite(name, baselines)
    parts = []
    for label in (label for label in SYSTEMS if label in own or label in ("extractive", "llm")):
        head = f"### {title}, {_called(label)}"
        judged = own.get(label)
        parts.append(f"{head}\n\n{_rates(judged) if judged else f'{MISSING.capitalize()}.'}")
    return "\n\n".join(parts)


def _rates(judged: Judged) -> str:
    lines = ["| | n | rate | 95 % |", "| --- | --- | --- | --- |"]
    for metric, about in _RATES.items():
        row = judged.rows.get(metric)
        if row is None or row.value is None:
            continue
        span = _per_cent(row)
        hits = round(row.value * row.n)
        lines.append(f"| {about} | {hits} of {row.n} | {row.value:.1%} | {span} |")
    seconds, cost = judged.rows.get("seconds"), judged.manifest.cost
    if seconds and seconds.p50 is not None and seconds.p95 is not None:
        worded = f"Worded by the model: {cost.worded} of {cost.cases}. " if cost else ""
        times = f"median {seconds.p50:.1f}, 95th percentile {seconds.p95:.1f}"
        lines += ["", f"{worded}Seconds an answer: {times}."]
    right: dict[str, list[float]] = {}
    for case, value in judged.values.get("right", {}).items():
        if kind := judged.kinds.get(case):
            right.setdefault(kind, []).append(value)
    if right:
        lines += ["", "| kind | right |", "| --- | --- |"]
        lines += [f"| {k} | {sum(v):.0f} of {len(v)} |" for k, v in sorted(right.items())]
    return "\n".join([*lines, "", _origin("this", judged)])


def _called(label: str) -> str:
    return "embedded LLM" if label == "llm" else label


def _of_suite(name: str, baselines: Sequence[Judged]) -> dict[str, Judged]:
    return {judged.request.label: judged for judged in baselines if judged.manifest.suite == name}


def _cell(metric: str, judged: Judged | None) -> str:
    if judged is None:
        return MISSING
    row = judged.rows.get(metric)
    if row is None or row.value is None:
        return "–"
    if row.p50 is not None and row.p95 is not None:
        return f"p50 {row.p50:.3g}, p95 {row.p95:.3g} (n {row.n})"
    share = scorer_of(metric).share
    return " ".join(filter(None, (number(row.value, share), interval(row, share), f"(n {row.n})")))


def _per_cent(found: Row | Interval | None) -> str:
    if found is None or found.low is None or found.high is None:
        return ""
    return f"{found.low:.1%}–{found.high:.1%}"


def _origin(name: str, judged: Judged) -> str:
    manifest = judged.manifest
    code = (manifest.commit or "not known")[:10] + ", changed files" * manifest.dirty
    models = ", ".join(f"{kind} {model.split(' ')[0]}" for kind, model in manifest.models.items())
    clusters = len(set(judged.clusters.values()))
    cases = f"{len(judged.clusters)} cases in {clusters} clusters"
    cost = describe_cost(manifest)
    told = f"; {cost}" if cost else ""
    return f"- {name}: run `{manifest.run_id}`, commit {code}; {cases}; {models}{told}"
