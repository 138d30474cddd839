"""The page of summaries: choose an article, read its meeting beside its text, edit, export."""

from collections.abc import Iterator, Mapping
from typing import Any

import gradio as gr

from meetingqa.domain import ListedArticle, MeetingSummary
from meetingqa.errors import MeetingQAError
from meetingqa.rendering.exports import Format, render_summary
from meetingqa.rendering.showing import show_day, show_line
from meetingqa.summarizing import WriterName, add_uncovered, entries_of
from meetingqa.web.editing import Edit, make_edit, with_edits
from meetingqa.web.security import person_of
from meetingqa.web.ui import page_parts as kit
from meetingqa.web.ui.downloads import File, build_export
from meetingqa.web.ui.scope_fields import build_finished, build_writer, offering
from meetingqa.web.ui.summary_html import summary_html

Shown = tuple[MeetingSummary, dict[str, Edit]]


def choose_article(articles: list[ListedArticle]) -> list[tuple[str, str]]:
    """Articles as choices: title, day, body; the value is the id."""
    choices = []
    for article in articles:
        day = article.held_on or article.published_on
        about = [show_line(article.title) or article.source, show_day(day) if day else ""]
        choices.append((" · ".join(filter(None, about)), article.article_id))
    return choices


class SummariesPage(kit.Page):
    """Makes summaries, lets them be edited, shows finished ones."""

    def build(self) -> None:
        words = self._words
        state = gr.State(None)
        kit.page_html(kit.intro(words["summary_intro"]))
        # Shown to who may use it, once `offer` knows who it is.
        with gr.Row(elem_classes="pg-bar", visible=False) as making:
            article = gr.Dropdown(
                choices=[], label=words["article"], scale=4, min_width=260, value=None,
                elem_id="pg-summary-article",
            )  # fmt: skip
            writer = build_writer(words, ("auto", "extractive", "llm"))
            go = kit.action(words["summarize"], "summary-go", "primary", 120)
        with gr.Row(elem_classes="pg-bar pg-kept"):
            finished = build_finished(words, "summary")
            export = build_export(state, _render, words, "summary")
        status = kit.page_html(name="pg-summary-status")
        view = kit.page_html(name="pg-summary", answers=True)
        offer = offering(self._service, words, "summary")
        offered = (offer, [finished, state], [making, finished, view])
        go.click(
            self._summarize,
            [article, writer],
            [status, view, state, export],
            concurrency_limit=None,
            **kit.QUIET,
        ).then(*offered, **kit.QUIET)
        finished.input(self._open, [finished], [status, view, state, export], **kit.QUIET)
        view.select(
            self._change, [state], [status, view, state], concurrency_limit=None, **kit.QUIET
        )
        kit.when_opened(self._choices, [article], [article])
        kit.when_opened(*offered)

    def _choices(self, chosen: str | None) -> Any:
        try:
            choices = choose_article(self._service.articles(None))
        except MeetingQAError:
            choices = []
        value = chosen if chosen in {value for _, value in choices} else None
        return gr.Dropdown(choices=choices, value=value)

    def _open(self, article_id: str | None, request: gr.Request) -> tuple[Any, ...]:
        """A finished summary, to be changed by who may."""
        if not article_id:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        try:
            shown = self._service.finished.summary(article_id)
        except MeetingQAError:
            gone = kit.notice(self._words["finished_changed"], "warn", self._words["finished_redo"])
            return gone, "", None, gr.Row(visible=False)
        may = person_of(request).may("edit")
        return "", summary_html(*shown, self._words, editable=may), shown, gr.Row(visible=True)

    def _summarize(
        self, article_id: str | None, writer: WriterName, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        words = self._words
        if not article_id:
            text = words["choose_article"]
            yield kit.notice(text, "warn"), gr.skip(), gr.skip(), gr.skip()
            return
        yield kit.working(words["reading_article"]), gr.skip(), None, gr.Row(visible=False)
        summary: MeetingSummary | None = None
        try:
            person = person_of(request)
            for summary in self._service.summarize(person, article_id, writer):
                count = len(list(entries_of(summary.fields)))
                view = summary_html(summary, {}, words, editable=False)
                text = kit.working(words["model_writing"].format(count))
                yield text, view, gr.skip(), gr.skip()
        except MeetingQAError as error:
            said = kit.trouble(error, words)
            if summary is None:
                yield said, kit.empty(words["no_summary"]), None, gr.skip()
                return
        else:
            assert summary is not None  # the rules' comes at once
            said = self._done(summary)
        shown: Shown = (summary, {})
        yield said, summary_html(summary, {}, words), shown, gr.Row(visible=True)

    def _change(
        self, shown: Shown | None, request: gr.Request, event: gr.EventData
    ) -> tuple[Any, ...]:
        """An entry worded anew or given back, or sentences taken in."""
        if shown is None:
            return gr.skip(), gr.skip(), gr.skip()
        asked = kit.clicked(event)
        try:
            said, changed = self._changed(shown, asked)
            self._service.keep_edited(person_of(request), *changed)
        except MeetingQAError as error:
            return kit.trouble(error, self._words), gr.skip(), gr.skip()
        except (KeyError, ValueError):  # an entry or place that a page drawn since no longer has
            return gr.skip(), gr.skip(), gr.skip()
        return said, summary_html(changed[0], changed[1], self._words), changed

    def _changed(self, shown: Shown, asked: Mapping[str, Any]) -> tuple[str, Shown]:
        words = self._words
        summary, edits = shown
        if asked.get("do") == "take":
            places = [str(place) for place in asked.get("places", ())]
            if not places:
                return kit.notice(words["tick_first"], "warn"), shown
            for place in places:
                start, _, end = place.partition(":")
                summary = add_uncovered(summary, int(start), int(end))
            return kit.notice(words["taken_in"].format(len(places)), "good"), (summary, edits)
        key = str(asked.get("key", ""))
        if asked.get("do") == "restore":
            return "", (summary, {k: edit for k, edit in edits.items() if k != key})
        text = str(asked.get("text", "")).strip()
        if not text:
            return kit.notice(words["edit_empty"], "warn"), shown
        edit = make_edit(summary, key, text)
        changed = (summary, {**edits, key: edit})
        if edit.reason:
            return kit.notice(words["edit_flagged"], "warn", edit.reason), changed
        return kit.notice(words["edit_saved"], "good"), changed

    def _done(self, summary: MeetingSummary) -> str:
        count, left = len(list(entries_of(summary.fields))), len(summary.uncovered)
        seconds = summary.trace.seconds.get("total", 0.0)
        text = self._words["summary_done"].format(count, left)
        spent = self._words.seconds(seconds) if seconds >= 0.1 else ""
        return kit.notice(text, "good", spent)


def _render(shown: Shown, format: Format) -> File:
    summary, edits = shown
    data = render_summary(with_edits(summary, edits), format)
    return File(f"tom-tat-{summary.article.article_id}.{format}", data)
