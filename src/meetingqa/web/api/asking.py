"""`ask` as JSON and as server-sent events, `search` and `check`."""

import json
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from meetingqa.errors import MeetingQAError
from meetingqa.rendering.records import answer_record, search_record, verdict_record
from meetingqa.rendering.shapes import AnswerRecord, SearchRecord, VerdictRecord
from meetingqa.web.api.rights import Asking
from meetingqa.web.errors import BESIDE_A_STREAM, hint_of
from meetingqa.web.events import AskEvent, Done, Drafted, Proven, Waiting, Writing
from meetingqa.web.examples import ANSWER, ASK, CHECK, EVENTS, SEARCH, taken
from meetingqa.web.leaving import last_answer
from meetingqa.web.people import Person
from meetingqa.web.schemas import AskBody, CheckBody, SearchBody
from meetingqa.web.service import Service


def _until_sent() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


UntilSent = Annotated[ExitStack, Depends(_until_sent)]
"""Closed when the response was sent or its client is gone: only then is a stream surely closed."""


def router(service: Service) -> APIRouter:
    """The routes that answer questions."""
    routes = APIRouter(tags=["questions"])

    def events(person: Person, body: AskBody) -> Generator[AskEvent, None, None]:
        # Programs keep their own history; a person's is of what was asked on the page.
        return service.ask(person, body.question, body.filters, body.turns, body.writer, keep=False)

    @routes.post(
        "/ask",
        response_model=AnswerRecord,
        responses={200: {"content": {"application/json": {"example": ANSWER}}}},
    )
    async def ask(
        request: Request, body: Annotated[AskBody, taken(ASK)], person: Asking
    ) -> dict[str, Any]:
        """The answer to a question, every statement proven by the articles' exact words."""
        return answer_record(await last_answer(request, events(person, body)))

    @routes.post(
        "/ask/stream",
        response_class=EventSourceResponse,
        responses={**BESIDE_A_STREAM, 200: {"content": {"text/event-stream": {"example": EVENTS}}}},
    )
    def ask_stream(
        body: Annotated[AskBody, taken(ASK)], person: Asking, until_sent: UntilSent
    ) -> Iterator[ServerSentEvent]:
        """The same as events: `waiting` (how many come before; every second), `draft` (the articles' own words, at
        once), `writing` (which statement the model drafts, how many words, and those that the draft's quotes
        prove so far, which may yet be taken back), `proven` (the model's statements that are proven so
        far), `answer` (final), or `error`; the last two end the stream."""
        try:
            asked = events(person, body)
            until_sent.callback(asked.close)
            for event in asked:
                yield _as_sent(event)
        except MeetingQAError as error:
            yield _sent("error", {"error": error.message, "hint": hint_of(error)})

    @routes.post("/search", response_model=SearchRecord)
    def search(body: Annotated[SearchBody, taken(SEARCH)], person: Asking) -> dict[str, Any]:
        """The passages that fit a question best."""
        began = time.perf_counter()
        query, passages = service.search(person, body.question, body.filters, body.limit, body.mode)
        return search_record(query, passages, time.perf_counter() - began)

    @routes.post("/check", response_model=list[VerdictRecord])
    def check(body: Annotated[CheckBody, taken(CHECK)], person: Asking) -> list[dict[str, Any]]:
        """What the articles say of each sentence of a draft: supported, contradicted or unsupported."""
        verdicts = service.check_draft(person, body.text, body.filters, body.source)
        return [verdict_record(verdict, number) for number, verdict in enumerate(verdicts, start=1)]

    return routes


def _as_sent(event: AskEvent) -> ServerSentEvent:
    match event:
        case Waiting():
            return _sent("waiting", {"position": event.position})
        case Writing():
            return _sent("writing", event.model_dump())
        case Proven():
            return _sent("proven", answer_record(event.answer))
        case Drafted():
            return _sent("draft", answer_record(event.answer))
        case Done():
            return _sent("answer", answer_record(event.answer))


def _sent(name: str, record: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(event=name, raw_data=json.dumps(record, ensure_ascii=False))
