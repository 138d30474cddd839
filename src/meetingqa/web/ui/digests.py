"""The page of digests: choose a scope, watch the articles being read, read the digest, export it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import gradio as gr

from meetingqa.digesting import shorten
from meetingqa.domain import Digest
from meetingqa.errors import Cancelled, MeetingQAError
from meetingqa.rendering.exports import Format, render_digest
from meetingqa.web.security import person_of
from meetingqa.web.service import Service
from meetingqa.web.ui import page_parts as kit
from meetingqa.web.ui.downloads import File, build_export
from meetingqa.web.ui.scope_fields import (
    build_finished,
    build_scope,
    build_writer,
    offering,
    read_scope,
    scope_choices,
)
from meetingqa.web.ui.templating import render
from meetingqa.web.ui.words import Words

_MAX_FIGURES = 300  # rows of the table; an exported file holds all
_POINTS = (3, 5, 10)  # of each meeting, to choose from; 0 is all
_FIRST_POINTS = 5


class _Shown(NamedTuple):
    """A digest and how many points of each meeting are shown and exported."""

    digest: Digest
    points: int


class DigestsPage(kit.Page):
    """Makes digests and shows finished ones."""

    def __init__(self, service: Service, words: Words) -> None:
        super().__init__(service, words)
        self._stops = kit.Stops(words)

    def build(self) -> None:
        words = self._words
        state = gr.State(None)
        kit.page_html(kit.intro(words["digest_intro"]))
        # Shown to who may use it, once `offer` knows who it is.
        with gr.Column(visible=False) as making:
            with gr.Row(elem_classes="pg-bar"):
                fields = build_scope(words, "digest")
            with gr.Row(elem_classes="pg-bar"):
                topic = gr.Textbox(
                    label=words["topic"], placeholder=words["topic_example"], scale=3,
                    min_width=220, max_length=200, elem_id="pg-digest-topic",
                )  # fmt: skip
                writer = build_writer(words, ("extractive", "auto", "llm"))
                go = kit.action(words["make_digest"], "digest-go", "primary", 160)
                stop = self._stops.button("digest")
        with gr.Row(elem_classes="pg-bar pg-kept"):
            finished = build_finished(words, "digest")
            points = gr.Dropdown(
                choices=[*((f"{n}", n) for n in _POINTS), (words["all"], 0)],
                value=_FIRST_POINTS, label=words["points"], filterable=False, scale=0,
                min_width=190, elem_id="pg-digest-points",
            )  # fmt: skip
            export = build_export(state, _render, words, "digest")
        status = kit.page_html(name="pg-digest-status")
        view = kit.page_html(name="pg-digest")
        offer = offering(self._service, words, "digest")
        offered = (offer, [finished, state], [making, finished, view])
        finished.input(self._open, [finished, points], [status, view, state, export], **kit.QUIET)
        points.input(self._show, [state, points], [view, state], **kit.QUIET)
        gr.on(
            [go.click, topic.submit],
            self._digest,
            [topic, writer, points, *fields],
            [status, view, state, export, stop],
            concurrency_limit=None,
            **kit.QUIET,
        ).then(*offered, **kit.QUIET)
        stop.click(self._stops.ask, None, [status], concurrency_limit=None, **kit.QUIET)
        for field in fields:
            field.change(self._count, [*fields], [status], trigger_mode="always_last", **kit.QUIET)
        lists = [fields.provinces, fields.bodies]
        kit.when_opened(lambda: scope_choices(self._service), None, lists)
        kit.when_opened(*offered)

    def _show(self, shown: _Shown | None, points: int) -> tuple[Any, Any]:
        if shown is None:
            return gr.skip(), None
        return self._view(shown := shown._replace(points=points)), shown

    def _view(self, shown: _Shown) -> str:
        return digest_html(shorten(shown.digest, shown.points or None), self._words)

    def _open(self, digest_id: str | None, points: int) -> tuple[Any, ...]:
        if not digest_id:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        try:
            shown = _Shown(self._service.finished.digest(digest_id), points)
        except MeetingQAError:
            gone = kit.notice(self._words["finished_changed"], "warn", self._words["finished_redo"])
            return gone, "", None, gr.Row(visible=False)
        return "", self._view(shown), shown, gr.Row(visible=True)

    def _count(self, *scope: Any) -> str:
        """How many articles the scope holds, said before anybody waits for them."""
        try:
            filters = read_scope(self._words, *scope)
            found = len(self._service.articles(filters))
        except MeetingQAError as error:
            return kit.trouble(error, self._words)
        if not found:
            return kit.notice(self._words["in_scope_none"], "warn")
        return kit.notice(self._words["in_scope"].format(found))

    def _digest(
        self, topic: str, writer: Any, points: int, request: gr.Request, *scope: Any
    ) -> Iterator[tuple[Any, ...]]:
        words = self._words
        nothing = (gr.skip(), None, gr.Row(visible=False), gr.Button(visible=False))
        person = person_of(request)
        try:
            filters = read_scope(words, *scope)
        except MeetingQAError as error:
            yield kit.trouble(error, words), *nothing
            return
        done, total = 0, len(self._service.articles(filters))
        if not total:
            yield kit.notice(words["in_scope_none"], "warn"), *nothing
            return
        stopped = self._stops.begin(request)
        yield (
            kit.working(words["digest_progress"].format(0, total), 0, total),
            *nothing[:3],
            gr.Button(visible=True),
        )

        def make(tell: kit.Tell) -> Digest:
            def progress(done: int, of: int) -> None:
                tell(done, of)
                if stopped():
                    raise Cancelled("the digest was stopped")

            return self._service.digest(
                person, filters, topic.strip() or None, writer, progress=progress
            )

        for step in kit.watch(make):
            if isinstance(step, tuple):
                done, of = step
                text = words["digest_progress"].format(done, of)
                yield kit.working(text, done, of), *[gr.skip()] * 4
            elif isinstance(step, Cancelled):
                yield kit.notice(words["digest_stopped"].format(done, total), "warn"), *nothing
            elif isinstance(step, MeetingQAError):
                yield kit.trouble(step, words), *nothing
            else:
                export = gr.Row(visible=bool(step.articles))
                shown = _Shown(step, points)
                yield "", self._view(shown), shown, export, gr.Button(visible=False)


def digest_html(digest: Digest, words: Words) -> str:
    """The whole digest; a part without content is left out."""
    if not digest.articles:
        return kit.empty(words["in_scope_none"])
    return render("digest.html", words, digest=digest, most=_MAX_FIGURES)


def _render(shown: _Shown, format: Format) -> File:
    brief = shorten(shown.digest, shown.points or None)
    return File(f"diem-tin.{format}", render_digest(brief, format))
