"""The page of the draft check: paste a draft or take a file, see each sentence held against the articles."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from meetingqa.checking import find_statements
from meetingqa.domain import Filters, Held, Verdict
from meetingqa.errors import MeetingQAError
from meetingqa.rendering.terminal import REASON_KINDS, plain_verdicts
from meetingqa.sources import read_draft
from meetingqa.web.schemas import MAX_DRAFT
from meetingqa.web.security import person_of
from meetingqa.web.service import Service
from meetingqa.web.ui import page_parts as kit
from meetingqa.web.ui.scope_fields import build_scope, read_scope, scope_choices
from meetingqa.web.ui.source_panel import SourceReader, panel_html, show_where
from meetingqa.web.ui.templating import render
from meetingqa.web.ui.words import Words

_SIGNS: dict[Held, str] = {"supported": "good", "contradicted": "bad", "unsupported": "warn"}


class CheckingPage(kit.Page):
    """Holds a draft against the articles."""

    def __init__(self, service: Service, words: Words) -> None:
        super().__init__(service, words)
        self._sources = SourceReader(service, words)
        self._stops = kit.Stops(words)

    def build(self) -> None:
        words = self._words
        kit.page_html(kit.intro(words["check_intro"]))
        with gr.Row(elem_classes="pg-bar"):
            # Without `max_length`, which would cut what is pasted in silence.
            draft = gr.Textbox(
                label=words["draft"], placeholder=words["draft_example"], lines=7, max_lines=16,
                elem_id="pg-check-draft",
            )  # fmt: skip
        with gr.Row(elem_classes="pg-bar"):
            fields = build_scope(words, "check")
            file = gr.UploadButton(
                words["draft_file"], scale=0, min_width=130, elem_id="pg-check-file"
            )
            go = kit.action(words["check_go"], "check-go", "primary", 130)
            stop = self._stops.button("check")
        status = kit.page_html(name="pg-check-status")
        with gr.Row(elem_classes="qa-beside", equal_height=False):
            with gr.Column(min_width=0):
                view = panel_html("pg-checked", "checked", kit.empty(words["check_none"]))
            with gr.Column(min_width=0, elem_classes="qa-right"):
                source = panel_html("pg-check-source", "source")
        file.upload(self._read, [file], [draft, status], **kit.QUIET)
        go.click(
            self._check,
            [draft, *fields],
            [status, view, source, stop],
            concurrency_limit=None,
            **kit.QUIET,
        )
        stop.click(self._stops.ask, None, [status], concurrency_limit=None, **kit.QUIET)
        for part in (view, source):
            part.click(self._open, None, [source], **kit.QUIET)
        lists = [fields.provinces, fields.bodies]
        kit.when_opened(lambda: scope_choices(self._service), None, lists)

    def _read(self, path: str | None) -> tuple[Any, str]:
        """The text of a file, to be seen and changed before it is checked."""
        words = self._words
        if not path:
            return gr.skip(), ""
        file = Path(path)
        try:
            text = read_draft(
                file.suffix.lower(), file.read_bytes(), self._service.settings.max_file_bytes
            )
        except MeetingQAError as error:
            return gr.skip(), kit.trouble(error, words)
        return text, self._too_long(text) or kit.notice(words["draft_read"].format(file.name))

    def _too_long(self, text: str) -> str:
        if len(text) <= MAX_DRAFT:
            return ""
        words = self._words
        lengths = (words.counted(n, "one_character") for n in (len(text), MAX_DRAFT))
        return kit.notice(words["draft_long"].format(*lengths), "warn", words["draft_long_do"])

    def _check(
        self, draft: str | None, request: gr.Request, *scope: Any
    ) -> Iterator[tuple[Any, ...]]:
        words = self._words
        text = draft or ""
        nothing = (gr.skip(), gr.skip(), gr.Button(visible=False))
        verdicts: list[Verdict] = []
        try:
            filters = read_scope(words, *scope)
            if said := self._unfit(text, filters):
                yield said, *nothing
                return
            total = len(find_statements(text))
            stopped = self._stops.begin(request)
            yield self._told(0, total), "", "", gr.Button(visible=True)
            for verdict in self._service.check_draft(person_of(request), text, filters):
                verdicts.append(verdict)
                if stopped():
                    break
                yield self._told(len(verdicts), total), gr.skip(), gr.skip(), gr.skip()
        except MeetingQAError as error:
            yield kit.trouble(error, words), *nothing
            return
        kinds = [verdict.verdict for verdict in verdicts]
        counts = [kinds.count(kind) for kind in _SIGNS]
        if len(verdicts) < total:
            text = text[: verdicts[-1].end]  # what was not looked at is not shown as if it had been
            told = kit.notice(words["check_stopped"].format(len(verdicts), total, *counts), "warn")
        else:
            sign = "good" if counts[0] == total else "warn"
            told = kit.notice(words["check_done"].format(total, *counts), sign)
        yield told, checked_html(text, verdicts, words), *nothing[1:]

    def _told(self, done: int, total: int) -> str:
        return kit.working(self._words["check_progress"].format(done, total), done, total)

    def _unfit(self, text: str, filters: Filters) -> str:
        """Why there is nothing to check, or nothing to check it against."""
        words = self._words
        if not text.strip():
            return kit.notice(words["draft_empty"], "warn")
        if said := self._too_long(text):
            return said
        if not find_statements(text):
            return kit.notice(words["draft_says_nothing"], "warn", words["draft_says_nothing_do"])
        if not self._service.articles(None):
            return kit.notice(words["empty_store"], "warn", words["empty_store_do"])
        if not self._service.articles(filters):
            return kit.notice(words["in_scope_none"], "warn")
        return ""

    def _open(self, event: gr.EventData) -> str:
        said = {key: str(value) for key, value in event._data.items()}
        try:
            return self._sources.open(said)
        except MeetingQAError as error:
            return self._sources.missing(error)


def checked_html(draft: str, verdicts: Sequence[Verdict], words: Words) -> str:
    """The draft in order: each statement with what was found of it, and what stands between them."""
    return render(
        "checked.html",
        words,
        pieces=_pieces(draft, verdicts),
        signs=_SIGNS,
        kinds=REASON_KINDS,
        report=plain_verdicts(verdicts),
        mixed=len({verdict.verdict == "supported" for verdict in verdicts}) > 1,
        show_where=show_where,
    )


def _pieces(draft: str, verdicts: Sequence[Verdict]) -> Iterator[tuple[str, Verdict | None]]:
    at = 0
    for verdict in (*verdicts, None):
        for line in draft[at : verdict.start if verdict else None].splitlines():
            if any(map(str.isalnum, line)):  # a heading; not a bullet or a ruled line
                yield line.strip(" \t#*-–•+"), None
        if verdict:
            yield verdict.statement, verdict
            at = verdict.end
