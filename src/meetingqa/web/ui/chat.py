"""The page where people ask: each event changes the talk and says which parts are drawn anew."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from meetingqa.domain import Answer, Filters
from meetingqa.errors import ArticleNotFoundError, ConversationNotFoundError
from meetingqa.rendering.exports import Format, render_answer, render_conversation
from meetingqa.web.people import Person
from meetingqa.web.security import person_of
from meetingqa.web.service import Service
from meetingqa.web.ui.answer_html import show_conversations, show_talk, show_welcome
from meetingqa.web.ui.downloads import File, keep_file, press
from meetingqa.web.ui.page_parts import QUIET
from meetingqa.web.ui.source_panel import SourceReader, panel_html
from meetingqa.web.ui.talk import Asking, Exchange, Talk, restore_answer
from meetingqa.web.ui.templating import render
from meetingqa.web.ui.understood import without
from meetingqa.web.ui.words import Words

_REMEMBERED = "(talk, _) => [talk, sessionStorage.getItem('meetingqa.conversation') || '']"
Shown = dict[str, Any]
"""Which part of the page becomes what: history, talk, composer, source (HTML), file (a path)."""


class Talking:
    """Answers the events of the page. Holds nothing of anyone: that is in each tab's `Talk`."""

    def __init__(self, service: Service, words: Words) -> None:
        self._service = service
        self._words = words
        self._asking = Asking(service, words)
        self._sources = SourceReader(service, words)

    def start(self, person: Person, talk: Talk, remembered: str) -> Shown:
        """The page as it opens: with the conversation this tab had before it was loaded again."""
        listed = self._service.articles()
        talk.provinces = tuple(sorted({item.province for item in listed if item.province}))
        talk.bodies = tuple(sorted({item.body for item in listed if item.body}))
        if remembered:
            try:
                self._open(person, talk, remembered)
            except ConversationNotFoundError:
                talk.conversation_id = None
        return self._all(person, talk)

    def act(self, person: Person, talk: Talk, said: dict[str, str]) -> Iterator[Shown]:
        """One event, by its `act`. What a page could not have sent changes nothing."""
        act = said.get("act", "")
        if act in ("ask", "reask"):
            yield from self._ask(person, talk, said, anew=act == "reask")
            return
        exchange = talk.exchange(said.get("turn", ""))
        try:
            if act in _ON_TALK:
                if exchange is not None:
                    yield self._on_exchange(person, talk, exchange, said)
            elif act in ("cite", "article", "close"):
                yield self._sources.show(talk, said) | {"talk": self._talk(talk)}
            elif act in ("filter", "unfilter"):
                talk.filter(said.get("name", ""), said.get("value", ""), add=act == "filter")
                yield {"composer": self._composer(talk)}
            elif act in ("new", "open", "delete", "find", "save"):
                yield self._on_history(person, talk, said)
        except (ArticleNotFoundError, ConversationNotFoundError) as error:
            yield {"source": self._sources.missing(error)}

    def _ask(
        self, person: Person, talk: Talk, said: dict[str, str], *, anew: bool
    ) -> Iterator[Shown]:
        question = said.get("text", "").strip()
        busy = any(not exchange.finished for exchange in talk.exchanges)
        if not question or busy:
            return
        if (edited := talk.exchange(said.get("turn", ""))) is not None:
            edited.editing = None
        exchange = Exchange(question, talk.filters)
        before = () if anew else talk.history()
        talk.exchanges.append(exchange)
        yield {"talk": self._talk(talk), "composer": self._composer(talk, busy=True)}
        for _ in self._asking.ask(person, talk, exchange, before):
            yield {"talk": self._talk(talk)}
        yield {
            "talk": self._talk(talk),
            "composer": self._composer(talk),
            "history": self._history(person, talk),
        }

    def _on_exchange(
        self, person: Person, talk: Talk, exchange: Exchange, said: dict[str, str]
    ) -> Shown:
        act, answer = said["act"], exchange.answer
        if answer is None:
            return {}
        if act == "export":
            format: Format = "pdf" if said.get("format") == "pdf" else "docx"
            return {"file": keep_file(File(f"tra-loi.{format}", render_answer(answer, format)))}
        if act in ("edit", "edit-close"):
            exchange.editing = answer.standalone if act == "edit" else None
        elif act == "unname":
            exchange.editing = without(answer.standalone, said.get("words", ""))
        elif act == "why":
            exchange.why_open = not exchange.why_open
            if exchange.why_open and not exchange.passages:
                self._asking.look_up(person, exchange)
        elif exchange.turn_id is not None:
            self._rate(person, exchange, exchange.turn_id, said)
        return {"talk": self._talk(talk)}

    def _rate(self, person: Person, exchange: Exchange, turn_id: int, said: dict[str, str]) -> None:
        rate: Callable[..., None] = self._service.history.rate
        if said["act"] == "reason":
            exchange.reason = said.get("text", "")
            exchange.asks_reason = False
            rate(person, turn_id, -1, exchange.reason)
            return
        thumb = 1 if said["act"] == "up" else -1
        exchange.rating = None if exchange.rating == thumb else thumb
        exchange.asks_reason = exchange.rating == -1
        rate(person, turn_id, exchange.rating)

    def _on_history(self, person: Person, talk: Talk, said: dict[str, str]) -> Shown:
        act, key = said["act"], said.get("id", "")
        if act == "save" and key:
            kept = self._service.history.get(person, key)
            answers = [self._restored(turn.answer) for turn in kept.turns]
            return {"file": keep_file(File("hoi-dap.docx", render_conversation(answers, "docx")))}
        if act == "save":
            record = self._service.history.export(person)
            data = json.dumps(record, ensure_ascii=False, indent=2)
            return {"file": keep_file(File("lich-su.json", data.encode()))}
        if act == "find":
            return {"history": self._history(person, talk, found_by=said.get("text", ""))}
        if act == "delete":
            self._service.history.delete(person, key)
            if key != talk.conversation_id:
                return {"history": self._history(person, talk)}
        if act == "open":
            self._open(person, talk, key)
        else:
            _clear(talk)
        return self._all(person, talk) | {"source": ""}

    def _open(self, person: Person, talk: Talk, conversation_id: str) -> None:
        kept = self._service.history.get(person, conversation_id)
        _clear(talk)
        talk.conversation_id = conversation_id
        for turn in kept.turns:
            answer = self._restored(turn.answer)
            exchange = Exchange(
                turn.question, Filters(), answer=answer, finished=True, turn_id=turn.turn_id
            )
            exchange.rating, exchange.reason = turn.rating, turn.reason or ""
            talk.exchanges.append(exchange)

    def _restored(self, record: dict[str, Any]) -> Answer:
        return restore_answer(record, self._service.article, self._words)

    def _all(self, person: Person, talk: Talk) -> Shown:
        return {
            "history": self._history(person, talk),
            "talk": self._talk(talk),
            "composer": self._composer(talk),
        }

    def _talk(self, talk: Talk) -> str:
        if talk.exchanges:
            return show_talk(talk, self._words)
        return show_welcome(self._service.articles(), self._words)

    def _composer(self, talk: Talk, busy: bool = False) -> str:
        return render("composer.html", self._words, talk=talk, busy=busy)

    def _history(self, person: Person, talk: Talk, found_by: str = "") -> str:
        listed = self._service.history.list(person, found_by)
        return show_conversations(
            listed, self._words, current=talk.conversation_id, found_by=found_by
        )


_ON_TALK = frozenset({"export", "edit", "edit-close", "unname", "why", "up", "down", "reason"})


def _clear(talk: Talk) -> None:
    talk.conversation_id = None
    talk.exchanges = []
    talk.filters = Filters()
    talk.cited = None


def build_chat(service: Service, words: Words, blocks: gr.Blocks) -> None:
    """The page, inside whatever Gradio block is open."""
    talking = Talking(service, words)
    state = gr.State(Talk())
    parts: dict[str, Any] = {}
    with gr.Row(elem_id="qa-page", equal_height=False):
        with gr.Column(elem_id="qa-left", min_width=0):
            parts["history"] = panel_html("qa-history", "history")
        with gr.Column(elem_id="qa-middle", min_width=0):
            parts["talk"] = panel_html("qa-talk", "talk")
            parts["composer"] = panel_html("qa-composer", "composer")
        with gr.Column(elem_classes="qa-right", min_width=0):
            parts["source"] = panel_html("qa-source", "source")
    panels = list(parts.values())
    remembered = gr.Textbox(visible=False)
    parts["file"] = file = gr.State(None)
    download = gr.DownloadButton(visible="hidden", elem_id="qa-download")

    def update(shown: Shown) -> dict[Any, Any]:
        return {parts[name]: value for name, value in shown.items()}

    def act(held: Talk, request: gr.Request, event: gr.EventData) -> Iterator[dict[Any, Any]]:
        said = {key: str(value) for key, value in event._data.items()}
        for shown in talking.act(person_of(request), held, said):
            yield update(shown)

    def start(held: Talk, remembered: str, request: gr.Request) -> dict[Any, Any]:
        return update(talking.start(person_of(request), held, remembered))

    blocks.load(start, [state, remembered], list(parts.values()), js=_REMEMBERED, **QUIET)
    for part in panels:
        part.click(act, [state], list(parts.values()), trigger_mode="multiple", **QUIET)
    file.change(lambda path: gr.DownloadButton(value=path), [file], [download], **QUIET).success(
        None, js=press("qa-download"), **QUIET
    )
