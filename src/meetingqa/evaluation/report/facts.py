"""What a report says of the run itself: its title, its facts, how it ended, and the sentence on top."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from meetingqa.evaluation.records import RunManifest
from meetingqa.evaluation.report.model import Verdict
from meetingqa.evaluation.report.sides import Side
from meetingqa.evaluation.scorers import GIVEN_ORIGINAL

_STATUSES = ("answered", "partial", "not_found", "error")


def describe_run(here: Side, baseline: Side | None) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """Title, facts and the whole manifest of a run."""
    manifest = here.manifest
    title = f"{manifest.suite}: {here.name}" + (f" against {baseline.name}" if baseline else "")
    facts = [
        ("run", manifest.run_id),
        ("started", _times(manifest)),
        ("commit", f"{manifest.commit or 'not known'}{', changed files' * manifest.dirty}"),
        ("models", _pairs(manifest.models)),
        ("data", _pairs({name: digest[:12] for name, digest in manifest.data.items()})),
        ("index", (manifest.index or "")[:12]),
        ("prompts", _pairs({name: digest[:8] for name, digest in manifest.prompts.items()})),
        ("versions", _pairs(manifest.versions)),
        ("machine", _pairs(manifest.machine)),
        ("cost", describe_cost(manifest)),
        ("judge", describe_judge(manifest)),
        ("peak memory", f"{manifest.peak_memory_mb:,.0f} MB" if manifest.peak_memory_mb else ""),
    ]
    if baseline:
        other = baseline.manifest
        facts.append(("baseline", f"{other.run_id}, commit {other.commit or 'not known'}"))
    kept = tuple((name, value) for name, value in facts if value)
    return title, kept, manifest.model_dump_json(indent=2)


def describe_cost(manifest: RunManifest) -> str:
    """Seconds and tokens of a run in a line; empty for a run that did not record them."""
    cost = manifest.cost
    if cost is None or not cost.cases:
        return ""
    each = cost.seconds / cost.cases
    text = f"{cost.seconds:,.0f} s for {cost.cases} cases ({each:.3g} s a case)"
    if cost.model_cases:
        text += (
            f"; the model was asked in {cost.model_cases}: {cost.input_tokens:,} tokens read, "
            f"{cost.output_tokens:,} written"
        )
    return text


def describe_judge(manifest: RunManifest) -> str:
    """The judge of a run and its agreement with labels, in a line; empty where none graded it."""
    if manifest.judge is None:
        return ""
    told = [
        f"{task}: kappa {found['kappa']:.2f} on {found['n']} labels"
        for task, found in sorted(manifest.judge["calibrations"].items())
    ]
    return f"{manifest.judge['pin']}; {'; '.join(told)}"


def count_statuses(here: Side) -> tuple[tuple[str, int, str], ...]:
    """How many cases, and how many ended in which status; anchors lead to the lists."""
    counts = Counter[str](here.predictions[case.id].status for case in here.cases)
    rows = [("cases", len(here.cases), "items")]
    rows += [(s.replace("_", " "), counts[s], "metric-status") for s in _STATUSES if counts[s]]
    clusters = len({case.cluster for case in here.cases})
    return (*rows, ("clusters", clusters, ""))


def summarise(verdicts: Sequence[Verdict], headline: str, baseline: str, cases: int) -> str:
    """The sentences that an evaluator in a hurry reads."""
    parts = []
    found = next((v for v in verdicts if v.metric == headline), None)
    if found:
        value = (
            f"{100 * found.here.value:.1f} %" if found.scorer.share else f"{found.here.value:.3g}"
        )
        ends = found.here
        if ends.low is not None and ends.high is not None and found.scorer.share:
            value += f" (95 %: {100 * ends.low:.1f} to {100 * ends.high:.1f})"
        parts.append(f"{found.metric} is {value} over {found.here.n} of {cases} cases.")
    twins = next((v for v in verdicts if v.metric == GIVEN_ORIGINAL and v.shown), None)
    if twins:
        kept = f"{100 * twins.here.value:.1f} %"
        parts.append(f"Of {twins.here.n} twins whose original is right, {kept} are right, too.")
    gates = Counter(v.gate for v in verdicts if v.gate)
    broken = [v.metric for v in verdicts if v.gate == "fail"]
    if broken:
        parts.append(f"Broken gates ({len(broken)} of {gates.total()}): {', '.join(broken)}.")
    elif gates["pass"] == gates.total() > 0:
        parts.append(f"All {gates.total()} gates hold.")
    elif gates:
        held = f"{gates['pass']} hold, " if gates["pass"] else ""
        parts.append(f"Of {gates.total()} gates {held}{gates['open']} wait for a baseline.")
    else:
        parts.append("No gate applies.")
    if baseline:
        sure = [v for v in verdicts if v.sure]
        for better in (True, False):
            if names := [v.metric for v in sure if v.better is better]:
                word = "better" if better else "worse"
                parts.append(f"Surely {word} than {baseline}: {', '.join(names)}.")
        if not sure:
            parts.append(f"Nothing is surely different from {baseline}.")
    return " ".join(parts)


def _pairs(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def _times(manifest: RunManifest) -> str:
    began = datetime.fromisoformat(manifest.started_at)
    told = f"{began:%Y-%m-%d %H:%M:%S}"
    if not manifest.ended_at:
        return f"{told}, not finished"
    seconds = (datetime.fromisoformat(manifest.ended_at) - began).total_seconds()
    return f"{told}, took " + (f"{seconds / 60:.1f} min" if seconds >= 90 else f"{seconds:.0f} s")
