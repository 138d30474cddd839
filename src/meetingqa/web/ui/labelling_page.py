"""The part of the evaluation page where people judge the answers of a run."""

from typing import Any

import gradio as gr

from meetingqa.errors import MeetingQAError
from meetingqa.evaluation.runs import RunFolder
from meetingqa.web.evaluations import open_run
from meetingqa.web.people import Person
from meetingqa.web.security import person_of
from meetingqa.web.service import Service
from meetingqa.web.ui.page_parts import QUIET, clicked, notice, trouble
from meetingqa.web.ui.templating import render
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
    from meetingqa.evaluation.labelling import WORDS, list_items  # late, for it draws plots

    person.require("evaluate")
    items = list_items(run)
    own = {label.id: label for label in run.labels() if label.labeller == person.name}
    if at is None:
        at = next((place for place, item in enumerate(items) if item["id"] not in own), 0)
    item = items[at := min(at, len(items) - 1)]
    return render(
        "label.html",
        words,
        run=run.path.name,
        item=item,
        label=own.get(item["id"]),
        at=at,
        total=len(items),
        judged=len(own),
        verdicts=WORDS,
        max_chars=_MAX_CHARS,
        said=said,
    )
