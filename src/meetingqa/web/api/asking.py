"""`ask` as JSON and as server-sent events, and `search`."""

import time
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.sse import EventSourceResponse, ServerSentEvent

from meetingqa.domain import Answer
from meetingqa.errors import MeetingQAError
from meetingqa.rendering import answer_record, search_record
from meetingqa.rendering.shapes import AnswerRecord
from meetingqa.web.api.rights import Asking
from meetingqa.web.events import AskEvent, Done, Drafted, Waiting
from meetingqa.web.examples import ANSWER, EVENTS, json_example
from meetingqa.web.people import Person
from meetingqa.web.schemas import AskBody, ErrorRecord, SearchBody, SearchRecord, WaitingRecord
from meetingqa.web.service import Service


def router(service: Service) -> APIRouter:
    """The routes that answer questions."""
    routes = APIRouter(tags=["questions"])

    def events(person: Person, body: AskBody) -> Iterator[AskEvent]:
        # Programs keep their own history; a person's is of what was asked on the page.
        return service.ask(
            person, body.question, body.filters, body.history, body.writer, keep=False
        )

    @routes.post("/ask", response_model=AnswerRecord, responses={200: json_example(ANSWER)})
    def ask(body: AskBody, person: Asking) -> dict[str, Any]:
        """The answer to a question, every statement proven by the articles' exact words."""
        return answer_record(last_answer(events(person, body)))

    @routes.post(
        "/ask/stream",
        response_class=EventSourceResponse,
        responses={200: {"content": {"text/event-stream": {"example": EVENTS}}}},
    )
    def ask_stream(body: AskBody, person: Asking) -> Iterator[ServerSentEvent]:
        """The same as events: `waiting` (how many come before), `draft` (the articles' own words, at
        once), `answer` (final), or `error`; the last two end the stream."""
        try:
            for event in events(person, body):
                yield _as_sent(event)
        except MeetingQAError as error:
            record = ErrorRecord(error=error.message, hint=error.hint)
            yield ServerSentEvent(event="error", data=record)

    @routes.post("/search", response_model=SearchRecord)
    def search(body: SearchBody, person: Asking) -> dict[str, Any]:
        """The passages that fit a question best."""
        began = time.perf_counter()
        query, passages = service.search(person, body.question, body.filters, body.limit, body.mode)
        return search_record(query, passages, time.perf_counter() - began)

    return routes


def last_answer(events: Iterator[AskEvent]) -> Answer:
    """The final answer of a question's events."""
    *_, last = (event.answer for event in events if isinstance(event, Done))
    return last


def _as_sent(event: AskEvent) -> ServerSentEvent:
    match event:
        case Waiting():
            record = WaitingRecord(position=event.position)
            return ServerSentEvent(event="waiting", data=record)
        case Drafted():
            return ServerSentEvent(event="draft", data=answer_record(event.answer))
        case Done():
            return ServerSentEvent(event="answer", data=answer_record(event.answer))
