"""The part of the evaluation page where people judge answers: of a run, or those somebody disliked."""

import json
from html import escape
from typing import Any

import gradio as gr

from meetingqa.errors import MeetingQAError
from meetingqa.rendering.showing import show_line, show_text
from meetingqa.web.evaluations import open_run
from meetingqa.web.labelling import (
    MAX_CHARS,
    Item,
    disliked_items,
    judge_disliked,
    judge_run_item,
    run_items,
    verdicts,
)
from meetingqa.web.people import Person
from meetingqa.web.security import person_of
from meetingqa.web.service import Service
from meetingqa.web.ui.downloads import File, keep_file, press
from meetingqa.web.ui.page_parts import QUIET, clicked, empty, notice, trouble
from meetingqa.web.ui.words import Words

DISLIKED = ""  # stands where a run's id would


def item_html(items: list[Item], at: int, run: str, words: Words, said: str = "") -> str:
    """The item at that place, and the way to those before and after it."""
    if not items:
        return empty(words["no_disliked"], words["no_disliked_do"])
    item = items[at]
    done = sum(bool(other.verdict) for other in items)
    where = words["judged_so_far"].format(at + 1, len(items), done)
    earlier = "".join(f'<p class="pg-note">{escape(show_line(text))}</p>' for text in item.earlier)
    quotes = "".join(
        f"<blockquote>{escape(show_text(quote))}<cite>[{marker}] {escape(show_line(source))}</cite>"
        "</blockquote>"
        for marker, source, quote in item.quotes
    )
    place = f'data-run="{escape(run)}" data-item="{escape(item.id)}" data-at="{at}"'
    buttons = "".join(
        f'<button type="button" class="pg-button" data-do="judge" data-verdict="{verdict}" {place} '
        f'aria-pressed="{str(item.verdict == verdict).lower()}">{escape(words[f"verdict_{verdict}"])}'
        "</button>"
        for verdict in verdicts()
    )
    label = words["right_answer"] if run == DISLIKED else words["label_note_field"]
    return (
        f'<div class="pg-sheet pg-judge" data-form><h2>{escape(run or words["disliked"])}</h2>{said}'
        f'<div class="pg-working"><span>{escape(where)}</span>'
        f'<progress value="{done}" max="{len(items)}" aria-label="{escape(where)}"></progress></div>'
        f'{earlier}<p class="pg-asked">{escape(show_line(item.question))}</p>'
        f'<p class="pg-tag">{escape(words[f"status_{item.status}"])}</p>'
        f'<div class="pg-answered">{escape(show_text(item.answer)) or "–"}</div>'
        f"{_reason(item, words)}{quotes}{_right(item, words)}"
        f'<div class="pg-row"><label for="pg-said">{escape(label)}</label><input type="text" id="pg-said"'
        f' data-field="said" maxlength="{MAX_CHARS}" autocomplete="off" value="{escape(item.said)}"></div>'
        f'<div class="pg-acts pg-verdicts pg-gap" role="group" aria-label="{escape(words["verdict"])}">'
        f'{buttons}</div><div class="pg-acts pg-gap">{_step(run, at - 1, len(items), words["previous"])}'
        f"{_step(run, at + 1, len(items), words['next'])}</div></div>"
    )


def _reason(item: Item, words: Words) -> str:
    if not item.reason:
        return ""
    return f'<p class="pg-note pg-gap">{escape(words["disliked_because"].format(item.reason))}</p>'


def _right(item: Item, words: Words) -> str:
    if not item.right:
        return ""
    shown = "".join(f"<li>{escape(show_line(text))}</li>" for text in item.right)
    return f'<details class="pg-gap"><summary>{escape(words["right_answers"])}</summary><ul>{shown}</ul></details>'


def _step(run: str, at: int, total: int, label: str) -> str:
    off = "" if 0 <= at < total else " disabled"
    return (
        f'<button type="button" class="pg-button" data-do="item" data-run="{escape(run)}" '
        f'data-at="{at}"{off}>{escape(label)}</button>'
    )


class LabellingPart:
    """Buttons, inside the row that is open, that put an answer to judge into the page's view."""

    def __init__(self, service: Service, words: Words) -> None:
        self._service = service
        self._words = words
        self._parts = (
            gr.Button(words["label_here"], scale=0, min_width=170, elem_id="pg-label"),
            gr.Button(words["disliked"], scale=0, min_width=170, elem_id="pg-disliked"),
            gr.Button(words["save_cases"], scale=0, min_width=170, elem_id="pg-cases"),
            gr.DownloadButton(
                words["download"], elem_classes="pg-away", elem_id="pg-cases-download"
            ),
        )

    def wire(self, run: gr.Dropdown, view: gr.HTML) -> None:
        """Have the buttons show the items of the chosen run in `view`, which answers clicks."""
        label, disliked, cases, link = self._parts
        label.click(self._of_run, [run], [view], **QUIET)
        disliked.click(self._of_disliked, None, [view], **QUIET)
        cases.click(self._save, None, [link, view], **QUIET).success(
            None, js=press("pg-cases-download"), **QUIET
        )
        view.select(self._act, None, [view], **QUIET)

    def _of_run(self, run: str | None, request: gr.Request) -> str:
        return self._shown(request, run or "?", None)

    def _of_disliked(self, request: gr.Request) -> str:
        return self._shown(request, DISLIKED, None)

    def _act(self, event: gr.EventData, request: gr.Request) -> Any:
        """A verdict, or a step to another item."""
        asked = clicked(event)
        run, at = str(asked.get("run", "?")), str(asked.get("at", ""))
        place = int(at) if at.isdecimal() else 0
        if asked.get("do") == "item":
            return self._shown(request, run, place)
        if asked.get("do") != "judge":
            return gr.skip()
        fields = asked.get("fields")
        said = str(fields.get("said", "")) if isinstance(fields, dict) else ""
        item, verdict = str(asked.get("item", "")), str(asked.get("verdict", ""))
        try:
            person = person_of(request, self._service)
            if run == DISLIKED:
                judge_disliked(self._service.history, person, item, verdict, said)
            else:
                judge_run_item(open_run(run), person, item, verdict, said)
        except MeetingQAError as error:
            return trouble(error, self._words)
        return self._shown(request, run, place + 1, notice(self._words["judged"], "good"))

    def _shown(self, request: gr.Request, run: str, at: int | None, said: str = "") -> str:
        """The item at a place, or the first without a verdict."""
        try:
            items = self._items(run, person_of(request, self._service))
        except MeetingQAError as error:
            return trouble(error, self._words)
        open_ones = (place for place, item in enumerate(items) if not item.verdict)
        place = next(open_ones, 0) if at is None else min(at, len(items) - 1)
        return item_html(items, place, run, self._words, said)

    def _items(self, run: str, person: Person) -> list[Item]:
        if run == DISLIKED:
            return disliked_items(self._service.history, person)
        person.require("evaluate")
        return run_items(open_run(run), person)

    def _save(self, request: gr.Request) -> tuple[Any, str]:
        try:
            person_of(request, self._service).require("evaluate")
        except MeetingQAError as error:
            return gr.skip(), trouble(error, self._words)
        found = list(self._service.history.candidate_cases())
        lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in found)
        path = keep_file(File("cases.jsonl", lines.encode()))
        said = notice(self._words["cases_saved"].format(len(found)), "good")
        return gr.DownloadButton(value=path), said
