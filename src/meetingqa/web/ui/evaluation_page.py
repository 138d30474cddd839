"""The page of evaluation: start a suite and watch it, open reports, compare runs, hand out items."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from meetingqa.errors import MeetingQAError
from meetingqa.evaluation.comparing import compare
from meetingqa.evaluation.judged import BASELINES, load_judged
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.suites import list_suites
from meetingqa.web.evaluations import list_runs, make_report, open_run, show_run, start_run
from meetingqa.web.security import person_of
from meetingqa.web.service import Service
from meetingqa.web.ui.downloads import File, keep_file, press
from meetingqa.web.ui.evaluation_html import (
    comparison_html,
    job_html,
    report_frame,
    run_html,
    runs_html,
    suite_name,
)
from meetingqa.web.ui.labelling_page import LabellingPart
from meetingqa.web.ui.page_parts import (
    QUIET,
    clicked,
    empty,
    intro,
    notice,
    page_html,
    trouble,
    when_opened,
    working,
)
from meetingqa.web.ui.scope_fields import build_writer
from meetingqa.web.ui.words import Words

_POLL_S = 1.5
_UNDER_WAY = ("waiting", "running")


class EvaluationPage:
    """The page; `build` puts it inside whatever Gradio block is open."""

    def __init__(self, service: Service, words: Words) -> None:
        self._service, self._words = service, words

    def build(self) -> None:
        """Lay the parts out and wire them."""
        words = self._words
        job = gr.State(None)
        page_html(intro(words["evaluation_intro"]))
        with gr.Row(elem_classes="pg-bar"):
            suite = gr.Dropdown(
                choices=[(suite_name(suite, words), suite) for suite in list_suites()], value="smoke",
                label=words["suite"], scale=2, min_width=180, filterable=False, elem_id="pg-suite",
            )  # fmt: skip
            writer = build_writer(words, ("extractive", "llm"))
            limit = gr.Number(
                value=0, precision=0, minimum=0, label=words["limit"], scale=1, min_width=150
            )
            start = gr.Button(
                words["start"], variant="primary", scale=0, min_width=110, elem_id="pg-start"
            )
            stop = gr.Button(
                words["stop"], variant="stop", scale=0, min_width=110, visible=False,
                elem_id="pg-stop",
            )  # fmt: skip
        status = page_html(name="pg-job")
        runs = page_html(name="pg-runs", answers=True)
        with gr.Row(elem_classes="pg-bar"):
            run, other = (
                gr.Dropdown(
                    choices=[], label=words[name], scale=2, min_width=220, elem_id=f"pg-{name}"
                )
                for name in ("run", "compare_with")
            )
        with gr.Row(elem_classes="pg-bar"):
            report = gr.Button(words["open_report"], scale=0, min_width=130, elem_id="pg-report")
            against = gr.Button(words["compare"], scale=0, min_width=110, elem_id="pg-compare")
            items = gr.Button(words["label_items"], scale=0, min_width=165, elem_id="pg-items")
            link = gr.DownloadButton(
                words["download"], elem_classes="pg-away", elem_id="pg-items-download"
            )
            judging = LabellingPart(self._service, words)
        comparison = gr.DownloadButton(
            words["whole_comparison"], visible=False, size="md", elem_classes="pg-fit",
            elem_id="pg-comparison",
        )  # fmt: skip
        view = page_html(
            empty(words["no_report"], words["no_report_do"]), name="pg-evaluation", answers=True
        )
        judging.wire(run, view)
        timer = gr.Timer(_POLL_S, active=False)

        lists = [runs, run, other]
        watched = [status, stop, timer, *lists]
        start.click(self._start, [suite, writer, limit], [job, status, stop, timer], **QUIET)
        stop.click(self._stop, [job], [status], **QUIET)
        timer.tick(self._watch, [job], watched, **QUIET)
        runs.select(self._open, None, [run, view], **QUIET)
        report.click(self._report, [run], [view], **QUIET)
        against.click(self._compare, [run, other], [view, comparison], **QUIET)
        items.click(self._items, [run], [link, view], **QUIET).success(
            None, js=press("pg-items-download"), **QUIET
        )
        when_opened(self._list, None, lists)
        when_opened(self._resume, None, [job, timer])

    def _list(self, request: gr.Request, made: str | None = None) -> tuple[Any, Any, Any]:
        try:
            person_of(request, self._service).require("evaluate")
        except MeetingQAError:
            nothing = gr.Dropdown(choices=[])
            return empty(self._words["evaluators_only"]), nothing, nothing
        found = list_runs()
        complete = [run.id for run in found if run.ended_at]
        baselines = sorted(path.stem for path in BASELINES.glob("*.json"))
        return (
            runs_html(found, self._words),
            gr.Dropdown(choices=complete, value=made)
            if made in complete
            else gr.Dropdown(choices=complete),
            gr.Dropdown(choices=[*baselines, *complete]),
        )

    def _resume(self, request: gr.Request) -> tuple[Any, Any]:
        """An evaluation that is under way is watched again after the page was left."""
        person = person_of(request, self._service)
        for job in self._service.jobs.list(person):
            if job.status.kind == "evaluation" and job.status.state in _UNDER_WAY:
                return job.id, gr.Timer(active=True)
        return gr.skip(), gr.skip()

    def _start(
        self, suite: str, writer: Any, limit: float | None, request: gr.Request
    ) -> tuple[Any, ...]:
        try:
            person = person_of(request, self._service)
            cases = int(limit or 0) or None
            job = start_run(self._service, person, suite, writer=writer, limit=cases)
        except MeetingQAError as error:
            return gr.skip(), trouble(error, self._words), gr.skip(), gr.skip()
        shown = job_html(job.status, self._words)
        return job.id, shown, gr.Button(visible=True), gr.Timer(active=True)

    def _stop(self, job_id: str | None, request: gr.Request) -> str:
        try:
            self._service.jobs.cancel(job_id or "", person_of(request, self._service))
        except MeetingQAError as error:
            return trouble(error, self._words)
        return notice(self._words["stopping"], "warn")

    def _watch(self, job_id: str | None, request: gr.Request) -> tuple[Any, ...]:
        """How far the job is; the lists once it has ended."""
        quiet = (gr.skip(), gr.skip(), gr.skip())
        try:
            job = self._service.jobs.get(job_id or "", person_of(request, self._service)).status
        except MeetingQAError as error:
            return (
                trouble(error, self._words),
                gr.Button(visible=False),
                gr.Timer(active=False),
                *quiet,
            )
        shown = job_html(job, self._words)
        if job.state in _UNDER_WAY:
            return shown, gr.Button(visible=True), gr.skip(), *quiet
        made = str((job.result or {}).get("id", ""))
        return shown, gr.Button(visible=False), gr.Timer(active=False), *self._list(request, made)

    def _open(self, event: gr.EventData, request: gr.Request) -> tuple[Any, str]:
        try:
            person_of(request, self._service).require("evaluate")
            run = show_run(str(clicked(event).get("id", "")))
        except MeetingQAError as error:
            return gr.skip(), trouble(error, self._words)
        return (run.id if run.ended_at else gr.skip()), run_html(run, self._words)

    def _report(self, run: str | None, request: gr.Request) -> Iterator[str]:
        def show(folder: RunFolder) -> str:
            return report_frame(make_report(folder).decode(), self._words)

        yield working(self._words["making_report"])
        yield self._on_run(run, request, show)

    def _compare(
        self, run: str | None, other: str | None, request: gr.Request
    ) -> Iterator[tuple[Any, Any]]:
        """What the gates say and each metric, and the whole report against the other to save."""
        made: list[str] = []

        def show(folder: RunFolder) -> str:
            compared = compare(load_judged(folder.path), load_judged(self._known(other)))
            return comparison_html(compared, self._words)

        def save(folder: RunFolder) -> str:
            name = f"{folder.path.name}-compared.html"
            made.append(keep_file(File(name, make_report(folder, self._known(other)))))
            return ""

        yield working(self._words["making_report"]), gr.DownloadButton(visible=False)
        yield self._on_run(run, request, show), gr.skip()
        self._on_run(run, request, save)  # takes longer; what hinders it was said already
        yield gr.skip(), gr.DownloadButton(value=made[0] if made else None, visible=bool(made))

    def _items(self, run: str | None, request: gr.Request) -> tuple[Any, str]:
        from meetingqa.evaluation.labelling import export_items  # late, for it draws plots

        made: list[str] = []

        def show(folder: RunFolder) -> str:
            with tempfile.TemporaryDirectory() as place:
                export_items(folder, Path(place))
                data = (Path(place) / "items.html").read_bytes()
            made.append(keep_file(File(f"{folder.path.name}-items.html", data)))
            return notice(self._words["label_note"])

        said = self._on_run(run, request, show)
        return (gr.DownloadButton(value=made[0]) if made else gr.skip()), said

    def _known(self, name: str | None) -> Path | str:
        """A run of the list or a baseline by name: what is typed is no path."""
        if name and (BASELINES / f"{name}.json").is_file() and "/" not in name:
            return name
        return open_run(name or "").path

    def _on_run(
        self, run: str | None, request: gr.Request, show: Callable[[RunFolder], str]
    ) -> str:
        try:
            person_of(request, self._service).require("evaluate")
            return show(open_run(run or ""))
        except MeetingQAError as error:
            return trouble(error, self._words)
