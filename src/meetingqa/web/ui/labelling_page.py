"""The part of the evaluation page where people judge the answers of a run."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import gradio as gr

from meetingqa.errors import MeetingQAError
from meetingqa.evaluation.records import Label
from meetingqa.evaluation.runs import RunFolder
from meetingqa.rendering.showing import show_line, show_text
from meetingqa.web.evaluations import open_run
from meetingqa.web.people import Person
from meetingqa.web.security import person_of
from meetingqa.web.service import Service
from meetingqa.web.ui.page_parts import QUIET, clicked, notice, trouble
from meetingqa.web.ui.words import Words

_MAX_CHARS = 2000


class LabellingPart:
    """Shows an answer of a run to judge, and keeps what is said of it."""

    def __init__(self, service: Service, words: Words) -> None:
        self._service, self._words = service, words

    def wire(self, button: gr.Button, run: gr.Dropdown, view: gr.HTML) -> None:
        """Have the button show the items of the chosen run in `view`, which answers clicks."""
        button.click(self._label, [run], [view], **QUIET)
        view.select(self._judge, None, [view], **QUIET)

    def _label(self, run: str | None, request: gr.Request) -> str:
        try:
            person = person_of(request)
            return show_item(open_run(run or ""), person, None, self._words)
        except MeetingQAError as error:
            return trouble(error, self._words)

    def _judge(self, event: gr.EventData, request: gr.Request) -> Any:
        """A verdict on the answer that is shown, or a step to another."""
        asked = clicked(event)
        if asked.get("do") not in ("item", "judge"):
            return gr.skip()
        at, said = str(asked.get("at", "")), ""
        place = int(at) if at.isdecimal() else 0
        try:
            person = person_of(request)
            run = open_run(str(asked.get("run", "")))
            if asked["do"] == "judge":
                fields = asked.get("fields")
                note = str(fields.get("said", "")) if isinstance(fields, dict) else ""
                verdict = str(asked.get("verdict", ""))
                judge_item(run, person, str(asked.get("item", "")), verdict, note)
                place, said = place + 1, notice(self._words["judged"], "good")
            return show_item(run, person, place, self._words, said)
        except MeetingQAError as error:
            return trouble(error, self._words)


def judge_item(run: RunFolder, person: Person, item: str, verdict: str, note: str) -> None:
    """Keep a person's verdict beside the run. Raises Forbidden, EvaluationError."""
    from meetingqa.evaluation.labelling import keep_verdict  # late, for it draws plots

    person.require("evaluate")
    keep_verdict(run, item, person.name, verdict, note[:_MAX_CHARS])


def show_item(run: RunFolder, person: Person, at: int | None, words: Words, said: str = "") -> str:
    """The item at a place, or the first without the person's verdict; and the way to those beside
    it. Raises Forbidden, EvaluationError."""
    from meetingqa.evaluation.labelling import list_items  # late, for it draws plots

    person.require("evaluate")
    items = list_items(run)
    own = {label.id: label for label in run.labels() if label.labeller == person.name}
    if at is None:
        at = next((place for place, item in enumerate(items) if item["id"] not in own), 0)
    return said + _item_html(items, own, min(at, len(items) - 1), run.path.name, words)


def _item_html(
    items: Sequence[Mapping[str, Any]],
    own: Mapping[str, Label],
    at: int,
    run: str,
    words: Words,
) -> str:
    from meetingqa.evaluation.labelling import WORDS  # late, for it draws plots

    item = items[at]
    status = words[f"status_{item['status']}"]
    label = own.get(item["id"])
    where = words["judged_so_far"].format(at + 1, len(items), len(own))
    earlier = "".join(f'<p class="pg-note">{escape(show_line(q))}</p>' for q in item["history"])
    quotes = "".join(
        f"<blockquote>{escape(show_text(quote['quote']))}<cite>[{quote['marker']}] "
        f"{escape(show_line(quote['doc']))}</cite></blockquote>"
        for quote in item["quotes"]
    )
    right = "".join(f"<li>{escape(show_line(text))}</li>" for text in item["right_answers"])
    place = f'data-run="{escape(run)}" data-item="{escape(item["id"])}" data-at="{at}"'
    buttons = "".join(
        f'<button type="button" class="pg-button" data-do="judge" data-verdict="{verdict}" {place} '
        f'aria-pressed="{str(label is not None and label.verdict == verdict).lower()}">'
        f"{escape(words[f'verdict_{verdict}'])}</button>"
        for verdict in WORDS
    )
    return (
        f'<div class="pg-sheet pg-judge" data-form><h2>{escape(run)}</h2>'
        f'<div class="pg-working"><span>{escape(where)}</span>'
        f'<progress value="{len(own)}" max="{len(items)}" aria-label="{escape(where)}"></progress></div>'
        f'{earlier}<p class="pg-asked">{escape(show_line(item["question"]))}</p>'
        f'<p class="pg-tag">{escape(status)}</p>'
        f'<div class="pg-answered">{escape(show_text(item["answer"])) or "–"}</div>{quotes}'
        f'<details class="pg-gap"><summary>{escape(words["right_answers"])}</summary><ul>{right}</ul></details>'
        f'<div class="pg-row"><label for="pg-said">{escape(words["label_note_field"])}</label>'
        f'<input type="text" id="pg-said" data-field="said" maxlength="{_MAX_CHARS}" autocomplete="off"'
        f' value="{escape(label.note if label else "")}"></div>'
        f'<div class="pg-acts pg-verdicts pg-gap" role="group" aria-label="{escape(words["verdict"])}">'
        f'{buttons}</div><div class="pg-acts pg-gap">{_step(run, at - 1, len(items), words["previous"])}'
        f"{_step(run, at + 1, len(items), words['next'])}</div></div>"
    )


def _step(run: str, at: int, total: int, label: str) -> str:
    off = "" if 0 <= at < total else " disabled"
    return (
        f'<button type="button" class="pg-button" data-do="item" data-run="{escape(run)}" '
        f'data-at="{at}"{off}>{escape(label)}</button>'
    )
