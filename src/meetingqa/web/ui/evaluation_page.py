"""The page of evaluation: start a suite and watch it, read its report alone or beside another, judge answers."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from meetingqa.errors import MeetingQAError
from meetingqa.evaluation.datasets import as_lines
from meetingqa.evaluation.judged import BASELINES
from meetingqa.evaluation.suites import list_suites
from meetingqa.web.evaluations import RunRow, list_runs, make_report, open_run, start_run
from meetingqa.web.jobs import JobStatus
from meetingqa.web.security import person_of
from meetingqa.web.ui import page_parts as kit
from meetingqa.web.ui.downloads import File, keep_file, press
from meetingqa.web.ui.labelling_page import LabellingPart
from meetingqa.web.ui.scope_fields import build_writer
from meetingqa.web.ui.words import Words

_POLL_S = 1.5
_UNDER_WAY = ("waiting", "running")
_KINDS = {"failed": "bad", "cancelled": "warn", "done": "good"}


class EvaluationPage(kit.Page):
    """Runs, reports, comparisons, judged answers."""

    def build(self) -> None:
        words = self._words
        job = gr.State(None)
        kit.page_html(kit.intro(words["evaluation_intro"]))
        with gr.Row(elem_classes="pg-bar"):
            suite = gr.Dropdown(
                choices=[(_suite_name(suite, words), suite) for suite in list_suites()], value="smoke",
                label=words["suite"], scale=2, min_width=180, filterable=False, elem_id="pg-suite",
            )  # fmt: skip
            writer = build_writer(words, ("extractive", "llm"))
            limit = gr.Number(
                value=0, precision=0, minimum=0, label=words["limit"], scale=1, min_width=150
            )
            start = kit.action(words["start"], "start", "primary")
            stop = kit.action(words["stop"], "stop", "stop")
        status = kit.page_html(name="pg-job")
        runs = kit.page_html(name="pg-runs", answers=True)
        with gr.Row(elem_classes="pg-bar"):
            run, other = (
                gr.Dropdown(
                    choices=[], label=words[name], scale=2, min_width=220, elem_id=f"pg-{name}"
                )
                for name in ("run", "compare_with")
            )
            against = kit.action(words["compare"], "compare")
            label = kit.action(words["label_here"], "label", width=170)
            cases = kit.action(words["save_cases"], "cases", width=170)
            link = gr.DownloadButton(
                words["download"], elem_classes="pg-away", elem_id="pg-cases-download"
            )
        view = kit.page_html(
            kit.empty(words["no_report"], words["no_report_do"]), name="pg-evaluation", answers=True
        )
        timer = gr.Timer(_POLL_S, active=False)

        lists = [runs, run, other]
        watched = [status, stop, timer, *lists]
        start.click(self._start, [suite, writer, limit], [job, status, stop, timer], **kit.QUIET)
        stop.click(self._stop, [job], [status], **kit.QUIET)
        timer.tick(self._watch, [job], watched, **kit.QUIET)
        runs.select(self._open, None, [run, view], **kit.QUIET)
        against.click(self._report, [run, other], [view], **kit.QUIET)
        LabellingPart(self._service, words).wire(label, run, view)
        cases.click(self._save_cases, None, [link, view], **kit.QUIET).success(
            None, js=press("pg-cases-download"), **kit.QUIET
        )
        kit.when_opened(self._list, None, lists)
        kit.when_opened(self._resume, None, [job, timer])

    def _list(self, request: gr.Request, made: str | None = None) -> tuple[Any, Any, Any]:
        try:
            person_of(request).require("evaluate")
        except MeetingQAError:
            nothing = gr.Dropdown(choices=[])
            return kit.empty(self._words["evaluators_only"]), nothing, nothing
        found = list_runs()
        complete = [run.id for run in found if run.ended_at]
        baselines = sorted(path.stem for path in BASELINES.glob("*.json"))
        chosen: dict[str, Any] = {"value": made} if made in complete else {}
        return (
            _runs_html(found, self._words),
            gr.Dropdown(choices=complete, **chosen),
            gr.Dropdown(choices=[*baselines, *complete]),
        )

    def _resume(self, request: gr.Request) -> tuple[Any, Any]:
        """An evaluation that is under way is watched again after the page was left."""
        person = person_of(request)
        for job in self._service.jobs.list(person):
            if job.status.kind == "evaluation" and job.status.state in _UNDER_WAY:
                return job.id, gr.Timer(active=True)
        return gr.skip(), gr.skip()

    def _start(
        self, suite: str, writer: Any, limit: float | None, request: gr.Request
    ) -> tuple[Any, ...]:
        try:
            person = person_of(request)
            cases = int(limit or 0) or None
            job = start_run(self._service, person, suite, writer=writer, limit=cases)
        except MeetingQAError as error:
            return gr.skip(), kit.trouble(error, self._words), gr.skip(), gr.skip()
        shown = _job_html(job.status, self._words)
        return job.id, shown, gr.Button(visible=True), gr.Timer(active=True)

    def _stop(self, job_id: str | None, request: gr.Request) -> str:
        try:
            self._service.jobs.cancel(job_id or "", person_of(request))
        except MeetingQAError as error:
            return kit.trouble(error, self._words)
        return kit.notice(self._words["run_stopping"], "warn")

    def _watch(self, job_id: str | None, request: gr.Request) -> tuple[Any, ...]:
        """How far the job is; the lists once it has ended."""
        quiet = (gr.skip(), gr.skip(), gr.skip())
        ended = (gr.Button(visible=False), gr.Timer(active=False))
        try:
            job = self._service.jobs.get(job_id or "", person_of(request)).status
        except MeetingQAError as error:
            return kit.trouble(error, self._words), *ended, *quiet
        shown = _job_html(job, self._words)
        if job.state in _UNDER_WAY:
            return shown, gr.Button(visible=True), gr.skip(), *quiet
        made = str((job.result or {}).get("id", ""))
        return shown, *ended, *self._list(request, made)

    def _open(self, event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, str]]:
        run = str(kit.clicked(event).get("id", ""))
        for shown in self._report(run, None, request):
            yield run, shown

    def _report(self, run: str | None, other: str | None, request: gr.Request) -> Iterator[str]:
        """A run's report, beside another run or a baseline if one is given: what its gates say."""
        yield kit.working(self._words["making_report"])
        try:
            person_of(request).require("evaluate")
            folder = open_run(run or "")
            if folder.manifest().ended_at is None:
                yield kit.notice(f"{run}: {self._words['incomplete']}", "warn")
                return
            page = make_report(folder, _known(other) if other else None)
        except MeetingQAError as error:
            yield kit.trouble(error, self._words)
            return
        # In a frame that can neither reach this page nor the network's other pages.
        yield (
            f'<iframe class="pg-frame" sandbox="allow-scripts" srcdoc="{escape(page.decode())}" '
            f'title="{escape(self._words["report"])}"></iframe>'
        )

    def _save_cases(self, request: gr.Request) -> tuple[Any, str]:
        """Answers that somebody disliked, as a file of cases for evaluation."""
        try:
            person_of(request).require("evaluate")
        except MeetingQAError as error:
            return gr.skip(), kit.trouble(error, self._words)
        found = list(self._service.history.candidate_cases())
        path = keep_file(File("cases.jsonl", as_lines(found).encode()))
        said = kit.notice(self._words["cases_saved"].format(len(found)), "good")
        return gr.DownloadButton(value=path), said


def _known(name: str) -> Path | str:
    """A run of the list or a baseline by name: what is typed is no path."""
    if name in {path.stem for path in BASELINES.glob("*.json")}:
        return name
    return open_run(name).path


def _suite_name(suite: str, words: Words) -> str:
    """A suite's name and, for those that are ours, what it is about."""
    about = words.get(f"suite_{suite}")
    return f"{suite} ({about})" if about else suite


def _runs_html(runs: Sequence[RunRow], words: Words) -> str:
    """Every run as a row of a table; pressing its name opens it."""
    if not runs:
        return kit.empty(words["no_runs"], words["no_runs_do"])
    rows = [
        (
            kit.button(run.id, "open", "pg-quiet", id=run.id),
            escape(run.suite),
            escape(words.get(f"writer_{run.label}") or run.label),
            f"{datetime.fromisoformat(run.started_at).astimezone():%d/%m/%Y %H:%M}",
            kit.tag(words["complete"], "good")
            if run.ended_at
            else kit.tag(words["incomplete"], "warn"),
        )
        for run in runs
    ]
    heads = [words[name] for name in ("run", "suite", "writer", "started_at", "state")]
    return kit.table(heads, rows, words["runs"])


def _job_html(job: JobStatus, words: Words) -> str:
    state = words[f"job_{job.state}"]
    if job.state in _UNDER_WAY:
        progress = job.progress
        step = f"{state}: {progress.step} {progress.done}/{progress.total}".rstrip(" 0/:")
        return kit.working(step if progress.total else state, progress.done, progress.total or None)
    detail = " ".join(filter(None, (job.error, job.hint)))
    if job.result:
        detail = str(job.result.get("id", ""))
    return kit.notice(state, _KINDS[job.state], detail)
