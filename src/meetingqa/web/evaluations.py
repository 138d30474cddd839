"""Evaluation runs of a serving process: the suites and runs there are, and new ones as jobs."""

import tempfile
from pathlib import Path
from typing import Any

from meetingqa.domain import Value
from meetingqa.errors import EvaluationError, RunNotFoundError
from meetingqa.evaluation.bench import Bench
from meetingqa.evaluation.collecting import Request
from meetingqa.evaluation.judged import Row, judge_run
from meetingqa.evaluation.records import RunManifest
from meetingqa.evaluation.runner import choose_folder, plan_run, run_suite
from meetingqa.evaluation.runs import MANIFEST, RUNS, RunFolder
from meetingqa.evaluation.suites import Writer, list_suites, load_suite
from meetingqa.models.llm import Completion, LanguageModel
from meetingqa.web.jobs import Job
from meetingqa.web.model_queue import ModelQueue
from meetingqa.web.people import Person
from meetingqa.web.service import Service


class RunRow(Value):
    """A run of a suite. `ended_at` is null while it is under way, or when it was stopped."""

    id: str
    suite: str
    label: str
    started_at: str
    ended_at: str | None


class RunRecord(RunRow):
    """A run with its manifest and, once it is complete, its metrics with 95 % intervals."""

    manifest: RunManifest
    metrics: dict[str, Row] | None


def list_runs() -> list[RunRow]:
    """Every run, the latest first; what cannot be read is passed over."""
    found = []
    for path in RUNS.glob(f"*/{MANIFEST}"):
        try:
            found.append(RunRow(**_row(RunFolder(path.parent))))
        except (EvaluationError, KeyError):
            continue
    return sorted(found, key=lambda row: row.started_at, reverse=True)


def open_run(run_id: str) -> RunFolder:
    """A run's folder. Raises RunNotFoundError for an id that `list_runs` does not give."""
    if run_id not in {path.parent.name for path in RUNS.glob(f"*/{MANIFEST}")}:  # ids are no paths
        raise RunNotFoundError(f"no run {run_id!r}", "GET /api/v1/eval/runs lists them")
    return RunFolder(RUNS / run_id)


def show_run(run_id: str) -> RunRecord:
    """One run. Raises RunNotFoundError."""
    folder = open_run(run_id)
    manifest = folder.manifest()
    metrics = judge_run(folder).rows if manifest.ended_at else None
    return RunRecord(**_row(folder), manifest=manifest, metrics=metrics)


def make_report(folder: RunFolder, other: Path | str | None = None) -> bytes:
    """The report of a run as one HTML page, held against another run or baseline if one is given.
    Who only reads changes no file beside the run. Raises EvaluationError."""
    # Imported here: it loads matplotlib, which is no part of the service's start.
    from meetingqa.evaluation.report import read_side, write_report

    with tempfile.TemporaryDirectory() as place:
        against = read_side(other) if other else None
        return write_report(folder, against, Path(place) / "report.html").html.read_bytes()


def start_run(
    service: Service,
    person: Person,
    suite: str,
    *,
    writer: Writer | None = None,
    limit: int | None = None,
    seed: int = 0,
) -> Job:
    """Run a suite in the background; the same run that was stopped goes on.

    The job's result is the `RunRecord`. Raises Forbidden, and EvaluationError for a suite that is
    not one of ours.
    """
    person.require("evaluate")
    if suite not in list_suites():  # names only: a path would read any file
        raise EvaluationError(f"no suite {suite!r}", f"give one of: {', '.join(list_suites())}")
    chosen = load_suite(suite)
    request = Request(
        suite=chosen, system=chosen.system, writer=writer or chosen.writer, limit=limit, seed=seed
    )
    return service.jobs.start("evaluation", person, lambda job: _run(service, request, job))


def _run(service: Service, request: Request, job: Job) -> dict[str, Any]:
    assistant = service.assistant
    model = assistant.language_model if request.uses_llm else None
    with Bench.opened(
        service.settings,
        with_llm=request.uses_llm,
        embedder=assistant.embedder,
        language_model=model and _QueuedModel(model, service.model_queue, job),
    ) as bench:
        plan = plan_run(request, bench)
        folder = choose_folder(plan)
        run_suite(plan, folder, bench, tell=job.tell)
    return show_run(folder.path.name).model_dump(mode="json")


def _row(folder: RunFolder) -> dict[str, Any]:
    manifest = folder.manifest()
    return {
        "id": folder.path.name,
        "suite": manifest.suite,
        "label": str(manifest.settings["label"]),
        "started_at": manifest.started_at,
        "ended_at": manifest.ended_at,
    }


class _QueuedModel(LanguageModel):
    """The service's language model, each call of which stands in line with people's questions."""

    def __init__(self, model: LanguageModel, queue: ModelQueue, job: Job) -> None:
        self._model = model
        self._queue = queue
        self._job = job
        self.chat_model = model.chat_model
        self.name = model.name

    def draft(self, *asked: Any, **options: Any) -> Completion:
        """As `LanguageModel.draft`, when it is this call's turn. Raises Cancelled, too."""
        with self._queue.turn(self._job.check):
            return self._model.draft(*asked, **options)

    def close(self) -> None:
        """Nothing: the service closes its model."""
