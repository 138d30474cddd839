"""A run, or the baseline accepted from one, as values by metric and case: what comparisons start from.

A baseline is one JSON file in `eval/baselines`: the run's manifest, a row for every metric of its suite,
and the values of the gated ones case by case.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from pydantic import ValidationError

from meetingqa.errors import EvaluationError
from meetingqa.evaluation.collecting import Request
from meetingqa.evaluation.judge import JUDGED
from meetingqa.evaluation.records import Record, RunManifest
from meetingqa.evaluation.runs import RunFolder, find_run
from meetingqa.evaluation.scorers import by_metric, counted, scorer_of
from meetingqa.evaluation.statistics import mean_interval
from meetingqa.evaluation.suites import Gate, Suite
from meetingqa.files import write_whole

BASELINES = Path("eval/baselines")
_DIGITS = 4
_Value = TypeVar("_Value", float, float | None)


class Row(Record):
    """A metric over a run's cases, with its 95 % interval by clusters; percentiles for seconds."""

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    clusters: int = 0
    p50: float | None = None
    p95: float | None = None


class Judged(Record):
    """A scored run. `clusters` and `kinds` name those of each case, `values` what each case counts
    with in each metric; in a baseline only those of gates are kept."""

    manifest: RunManifest
    clusters: dict[str, str]
    kinds: dict[str, str]
    rows: dict[str, Row]
    values: dict[str, dict[str, float]]

    @property
    def request(self) -> Request:
        return Request.of(self.manifest)

    @property
    def suite(self) -> Suite:
        """The suite as it was when the run was made."""
        return self.request.suite

    @property
    def name(self) -> str:
        """Suite and label, as `answers-llm`."""
        return f"{self.manifest.suite}-{self.request.label}"


def judge_run(run: RunFolder) -> Judged:
    """The values of a scored run. Raises EvaluationError where cases have none."""
    manifest = run.manifest()
    if manifest.ended_at is None:
        raise EvaluationError(
            f"the run {str(run.path)!r} is not complete",
            "start it again with the same arguments: it goes on where it stopped",
        )
    cases, scores = run.cases(), by_metric(run.scores())
    if not cases or not scores:
        raise EvaluationError(
            f"the run {str(run.path)!r} has no {'scores' if cases else 'cases'}",
            f"score it anew: `meetingqa eval score {run.path}`",
        )
    clusters = {case.id: case.cluster for case in cases}
    if lost := clusters.keys() - run.predictions().keys():
        # Left out unsaid, they would let every gate hold.
        raise EvaluationError(
            f"the run {str(run.path)!r} lacks the answers to {len(lost)} of its {len(cases)} cases",
            "run the suite again: what was asked before is in the cache",
        )
    kinds = {case.id: case.kind for case in cases}
    values = {name: _rounded(counted(own)) for name, own in scores.items()}
    suite = Request.of(manifest).suite
    wanted = dict.fromkeys((*suite.metrics, *(gate.metric for gate in suite.gates), *JUDGED))
    rows = {name: describe(name, values[name], clusters) for name in wanted if name in values}
    return Judged(manifest=manifest, clusters=clusters, kinds=kinds, rows=rows, values=values)


def describe(metric: str, values: Mapping[str, float], clusters: Mapping[str, str]) -> Row:
    """Mean and interval of one metric, and percentiles of what is no share."""
    share = scorer_of(metric).share
    interval = mean_interval(values, clusters, share=share)
    if interval is None:
        return Row(value=None)
    row = Row(**interval._asdict())
    if share:
        return row
    p50, p95 = np.percentile(list(values.values()), (50, 95))
    return row.model_copy(update={"p50": float(p50), "p95": float(p95)})


def load_judged(name: str | Path) -> Judged:
    """A baseline file, a baseline of that name, or a run. Raises EvaluationError."""
    found = find_side(name)
    return read_baseline(found) if isinstance(found, Path) else judge_run(found)


def find_side(name: str | Path) -> Path | RunFolder:
    """The file of a baseline, or a run, which may be called alike: a name is the baseline's first.
    Raises EvaluationError where there is neither."""
    for path in (Path(name), BASELINES / f"{name}.json"):
        if path.suffix == ".json" and path.is_file():
            return path
    try:
        return find_run(name)
    except EvaluationError as error:
        known = ", ".join(sorted(path.stem for path in BASELINES.glob("*.json")))
        hint = f"give a run's folder, or one of: {known}" if known else error.hint
        raise EvaluationError(f"no run or baseline {str(name)!r}", hint) from error


def write_baseline(judged: Judged, folder: Path = BASELINES) -> Path:
    """Write `<folder>/<suite>-<label>.json`, one line a part so that changes can be read; its path.

    Of a corpus only the folder's name is kept: where it lay on one machine says nothing on another.
    """
    gated = {gate.metric for gate in judged.suite.gates}
    ids = sorted(judged.clusters)
    manifest = judged.manifest.model_dump(mode="json")
    request = manifest["settings"]["request"]
    if request.get("corpus"):
        request["corpus"] = Path(request["corpus"]).name
    parts: dict[str, object] = {
        "manifest": manifest,
        "rows": {k: _rounded(row.model_dump(mode="json")) for k, row in judged.rows.items()},
        "ids": ids,
        "clusters": [judged.clusters[i] for i in ids],
        "kinds": [judged.kinds[i] for i in ids],
    }
    lines = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in parts.items()]
    columns = {
        name: [own.get(i) for i in ids]
        for name, own in sorted(judged.values.items())
        if name in gated
    }
    rows = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in columns.items())
    text = "{\n" + ",\n".join([*lines, f'"values": {{\n{rows}\n}}']) + "\n}\n"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{judged.name}.json"
    write_whole(path, text.encode())
    return path


def read_baseline(path: Path) -> Judged:
    """The baseline in a file. Raises EvaluationError."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        ids = raw["ids"]
        return Judged(
            manifest=RunManifest.model_validate(raw["manifest"]),
            clusters=dict(zip(ids, raw["clusters"], strict=True)),
            kinds=dict(zip(ids, raw["kinds"], strict=True)),
            rows={name: Row.model_validate(row) for name, row in raw["rows"].items()},
            values={name: _column(ids, own) for name, own in raw["values"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise EvaluationError(
            f"{str(path)!r} is no baseline: {error}", "make it with `meetingqa eval accept RUN`"
        ) from error


def failed_hard_gates(judged: Judged) -> list[Gate]:
    """Hard gates whose metric is not 1 in every case it applies to."""
    hard = [gate for gate in judged.suite.gates if gate.hard]
    return [g for g in hard if any(v < 1 for v in judged.values.get(g.metric, {}).values())]


def _column(ids: Sequence[str], values: Iterable[float | None]) -> dict[str, float]:
    return {i: v for i, v in zip(ids, values, strict=True) if v is not None}


def _rounded(values: Mapping[str, _Value]) -> dict[str, _Value]:
    """Values as a baseline keeps them, so that a run agrees with its own baseline to the digit."""
    return {k: round(v, _DIGITS) if isinstance(v, float) else v for k, v in values.items()}
