"""Runs a suite: predicts every case that the run's folder does not hold yet, then scores them all.

Predicting and scoring are apart. A case that fails is a recorded error; a run that is stopped, or
killed, goes on from the last line it wrote.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from meetingqa.errors import EvaluationError, ModelUnavailable, SettingsError, StoreError
from meetingqa.evaluation.archives import digest_corpus, open_archive
from meetingqa.evaluation.bench import Bench, Builder, open_system
from meetingqa.evaluation.caching import digest
from meetingqa.evaluation.collecting import Asked, Request, collect
from meetingqa.evaluation.manifests import digest_build, peak_memory_mb, write_manifest
from meetingqa.evaluation.records import Case, Cost, Prediction, RunManifest
from meetingqa.evaluation.runs import MANIFEST, RUNS, RunFolder, Tell
from meetingqa.evaluation.scoring import score_run
from meetingqa.evaluation.systems import System


def sum_costs(predictions: Iterable[Prediction]) -> Cost:
    """Seconds and tokens over a run; cases that failed are left out, as they stopped half-way."""
    whole = [p for p in predictions if p.error is None]
    return Cost(
        cases=len(whole),
        model_cases=sum(bool(p.input_tokens or p.output_tokens) for p in whole),
        worded=sum(p.writer == "llm" and p.status != "not_found" for p in whole),
        seconds=round(sum(p.seconds.get("total", 0.0) for p in whole), 3),
        input_tokens=sum(p.input_tokens for p in whole),
        output_tokens=sum(p.output_tokens for p in whole),
    )


# What goes wrong so for one case goes wrong for all: the run stops, and can be started again.
_FATAL = (ModelUnavailable, SettingsError, StoreError)


class Plan(NamedTuple):
    """A request with its cases, and the manifest of the run that is to be."""

    request: Request
    groups: Sequence[Asked]
    manifest: RunManifest

    def describe(self) -> str:
        """How many cases are asked of what, in a line."""
        cases = sum(len(group.cases) for group in self.groups)
        sets = ", ".join(dict.fromkeys(group.dataset.name for group in self.groups))
        return f"{cases} cases of {sets}, {self.request.name}"


def plan_run(request: Request, bench: Bench) -> Plan:
    """Collect the cases and read what the run depends on. Raises DatasetError, EvaluationError."""
    groups = collect(request)
    manifest = write_manifest(request, groups, bench.settings, bench.embedder.name)
    return Plan(request, groups, manifest)


def choose_folder(plan: Plan, runs: Path = RUNS) -> RunFolder:
    """The latest unfinished run of the same plan, else a new one named by suite, label and time."""
    for path in sorted(runs.glob(f"*/{MANIFEST}"), key=lambda p: -p.stat().st_mtime):
        try:
            before = RunFolder(path.parent).manifest()
        except EvaluationError:  # damaged: no reason to refuse another run
            continue
        if before.ended_at is None and _is_same_run(before, plan.manifest):
            return RunFolder(path.parent)
    name = f"{plan.request.suite.name}-{plan.request.label}-{time.strftime('%Y%m%d-%H%M%S')}"
    return RunFolder(runs / name)


def run_suite(
    plan: Plan,
    run: RunFolder,
    bench: Bench,
    *,
    workers: int = 1,
    tell: Tell | None = None,
    build: Builder = open_system,
) -> RunManifest:
    """Predict what `run` lacks, errors once more, score everything, complete the manifest.

    Raises EvaluationError when the folder holds a run of something else.
    """
    report = tell or (lambda name, done, total: None)
    request, groups, _ = plan
    manifest = _begin(plan, run)
    shared = digest([manifest.settings, manifest.prompts, manifest.models])
    total = sum(len(group.cases) for group in groups)
    with run.appending() as append:
        known = run.predictions()
        run.write_cases([case for group in groups for case in group.cases])
        run.write_manifest(manifest)
        done = 0
        for group in groups:
            keys = _keys(group, shared)
            missing = [c for c in group.cases if not _is_done(known.get(c.id), keys[c.id])]
            done += len(group.cases) - len(missing)
            if not missing:
                continue
            archive = open_archive(
                group.dataset,
                group.overlay,
                bench.settings,
                bench.embedder,
                digest_build(),
                lambda read, chunks: report("ingest", chunks, 0),
            )
            system = build(request, archive, bench)
            try:
                for prediction in _predict(system, missing, keys, request, workers):
                    append(prediction)
                    done += 1
                    report("predict", done, total)
            finally:
                system.close()
    predictions = run.predictions()
    run.write_scores(score_run(groups, predictions))
    asked = (predictions[case.id] for group in groups for case in group.cases)
    told = {"ended_at": _now(), "peak_memory_mb": peak_memory_mb(), "cost": sum_costs(asked)}
    ended = manifest.model_copy(update=told)
    run.write_manifest(ended)
    return ended


def _is_same_run(one: RunManifest, other: RunManifest) -> bool:
    """Whether two manifests tell of the same request, code, settings, prompts, data and models."""
    names = ("settings", "prompts", "data", "models")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _begin(plan: Plan, run: RunFolder) -> RunManifest:
    manifest = plan.manifest.model_copy(update={"run_id": run.path.name, "started_at": _now()})
    if not run.exists():
        return manifest
    before = run.manifest()
    if not _is_same_run(before, manifest):
        raise EvaluationError(
            f"the run {str(run.path)!r} is of another build, data or request",
            "give another folder with --output",
        )
    return manifest.model_copy(update={"started_at": before.started_at})


def _keys(group: Asked, shared: str) -> dict[str, str]:
    """A digest for each case of all that its prediction depends on; what is right is no part."""
    overlay = group.overlay.model_dump(mode="json") if group.overlay else None
    corpus = digest([shared, digest_corpus(group.dataset), overlay])
    keys = {}
    for case in group.cases:
        docs = case.gold.docs if case.task == "summary" else ()
        keys[case.id] = digest([corpus, case.task, case.question, case.turns, docs])
    return keys


def _is_done(prediction: Prediction | None, key: str) -> bool:
    return prediction is not None and not prediction.error and prediction.key == key


def _predict(
    system: System,
    cases: Sequence[Case],
    keys: Mapping[str, str],
    request: Request,
    workers: int,
) -> Iterator[Prediction]:
    def predict(case: Case) -> Prediction:
        try:
            prediction = system.predict(case)
        except _FATAL:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the system raises is its result
            told = f"{type(error).__name__}: {error}"
            prediction = Prediction(id=case.id, system=request.system, status="error", error=told)
        return prediction.model_copy(update={"key": keys[case.id]})

    if workers == 1 or request.uses_llm:
        yield from map(predict, cases)
        return
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(predict, case) for case in cases]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
