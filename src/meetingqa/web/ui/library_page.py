"""The archive's page: upload articles, find them, see what was read from them, delete them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from meetingqa.errors import MeetingQAError, WrongScope
from meetingqa.web.security import person_of
from meetingqa.web.ui import page_parts as kit
from meetingqa.web.ui.archive_search import Typed, find_articles
from meetingqa.web.ui.article_html import (
    article_html,
    form_html,
    read_changes,
    version_html,
)
from meetingqa.web.ui.library_html import list_html, report_html
from meetingqa.web.ui.scope_fields import build_scope, named, read_scope, scope_choices
from meetingqa.web.ui.source_panel import read_place

# Lists one after the other, or an older answer could come last and stand.
_IN_TURN: dict[str, Any] = {"concurrency_id": "archive-list", "concurrency_limit": 1}


class ArchivePage(kit.Page):
    """Every article of the archive."""

    def build(self) -> None:
        words = self._words
        kit.page_html(kit.intro(words["archive_intro"]))
        with gr.Accordion(
            words["upload"], open=False, visible=False, elem_id="pg-upload"
        ) as upload:
            # Without `file_types`: for one file of another kind Gradio refuses them all, in English.
            files = gr.File(
                label=words["files_kinds"], file_count="multiple", height=150,
                elem_id="pg-upload-files",
            )  # fmt: skip
            put = gr.Button(
                words["put_in"], variant="primary", size="md", elem_id="pg-upload-go",
                elem_classes="pg-fit",
            )  # fmt: skip
            outcome = kit.page_html(name="pg-upload-outcome", answers=True)
        with gr.Row(elem_classes="pg-bar"):
            text = gr.Textbox(
                label=words["filter_words"], scale=2, min_width=180, max_length=200,
                elem_id="pg-archive-words",
            )  # fmt: skip
            fields = build_scope(words, "archive")
        with gr.Row(elem_classes="pg-two"):
            listed = kit.page_html(name="pg-archive-list", answers=True)
            detail = kit.page_html(name="pg-archive-detail", answers=True)
        asked = [text, *fields]
        put.click(
            self._upload, [files], [outcome, files], concurrency_limit=None, **kit.QUIET
        ).then(self._list, asked, [listed], **kit.QUIET, **_IN_TURN)
        text.submit(self._list, asked, [listed], **kit.QUIET, **_IN_TURN)
        for field in (text, *fields):
            field.change(
                self._list, asked, [listed], trigger_mode="always_last", **kit.QUIET, **_IN_TURN
            )
        for shown in (listed, outcome):
            shown.select(self._act, None, [detail], **kit.QUIET)
        detail.select(self._act, None, [detail], **kit.QUIET).then(
            self._list, asked, [listed], **kit.QUIET, **_IN_TURN
        )
        lists = [fields.provinces, fields.bodies]
        kit.when_opened(lambda: scope_choices(self._service), None, lists)
        kit.when_opened(self._list, asked, [listed], **_IN_TURN)
        kit.when_opened(self._allow, None, [upload])

    def _allow(self, request: gr.Request) -> Any:
        """The upload is offered to who may add articles."""
        return gr.Accordion(visible=person_of(request).may("edit"))

    def _list(self, text: str | None, request: gr.Request, *scope: Any) -> str:
        words, service = self._words, self._service
        try:
            filters = read_scope(words, *scope)
            every = service.articles(None)
            found, near = find_articles(service, person_of(request), text or "", filters)
        except MeetingQAError as error:
            return kit.trouble(error, words)
        if not every:
            return kit.empty(words["empty_store"], words["empty_store_do"])
        if not found:
            return kit.empty(words["no_match"], words["no_match_do"])
        return list_html(found, len(every), words, Typed(text or ""), near=near)

    def _upload(
        self, files: Sequence[str] | None, request: gr.Request
    ) -> Iterator[tuple[Any, Any]]:
        words = self._words
        if not files:
            yield kit.notice(words["choose_files_first"], "warn"), gr.skip()
            return
        paths = [Path(file) for file in files]
        text = words["uploading"].format(len(files))
        yield kit.working(text, 0, len(files)), gr.skip()
        person = person_of(request)
        for step in kit.watch(lambda tell: self._service.upload(person, paths, tell)):
            if isinstance(step, tuple):
                yield kit.working(text, *step), gr.skip()
            elif isinstance(step, MeetingQAError):
                yield kit.trouble(step, words), gr.skip()
            else:
                titles = {a.article_id: a.title for a in self._service.articles(None)}
                yield report_html(step, [path.name for path in paths], words, titles), None

    def _act(self, event: gr.EventData, request: gr.Request) -> Any:
        """Opens an article or an earlier text of it, corrects it, deletes it."""
        words, service = self._words, self._service
        asked = kit.clicked(event)
        article_id, do, said = str(asked.get("id", "")), asked.get("do"), ""
        try:
            person = person_of(request)
            if do == "close":
                return ""
            if do == "delete":
                service.delete(person, [article_id])
                return kit.notice(words["deleted"], "good")
            article = service.article(article_id)
            if do == "version":
                version = service.version(article_id, _number(asked.get("version")))
                return version_html(article, version, words)
            if do == "correct_yes":
                typed = asked.get("fields")
                changes = read_changes(typed if isinstance(typed, dict) else {}, words)
                article = service.correct(person, article_id, changes)
                said = kit.notice(words["correction_saved"], "good")
            made = service.corrections(article_id)
            if do == "correct":
                return form_html(article, made, {}, words, self._known())
            return article_html(
                article,
                made,
                service.versions(article_id),
                words,
                may_edit=person.may("edit"),
                said=said,
                place=read_place(asked),
            )
        except WrongScope as error:  # what was typed stays there to be mended
            typed = {name: str(value) for name, value in asked["fields"].items()}
            said = kit.notice(error.message, "bad", error.hint)
            made = service.corrections(article_id)
            return form_html(article, made, typed, words, self._known(), said)
        except MeetingQAError as error:
            return kit.trouble(error, words)

    def _known(self) -> dict[str, list[str]]:
        """The values that other articles have, to choose from."""
        listed = self._service.articles(None)
        return {
            field: [value for _, value in named(listed, field)] for field in ("province", "body")
        }


def _number(given: Any) -> int:
    return int(given) if str(given).isdecimal() else 0
