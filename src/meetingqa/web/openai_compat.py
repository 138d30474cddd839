"""An OpenAI-compatible `/v1`: other programs' chat clients ask the archive, and get citations."""

import json
import re
import time
import uuid
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from meetingqa.answering.answerer import WriterName
from meetingqa.domain import Answer, EarlierTurn
from meetingqa.errors import MeetingQAError
from meetingqa.rendering.records import answer_record
from meetingqa.rendering.showing import show_line, show_nearest, show_place, show_title, show_url
from meetingqa.web.api.asking import UntilSent
from meetingqa.web.api.rights import Asking
from meetingqa.web.errors import RESPONSES, close_off
from meetingqa.web.events import AskEvent, Done, Waiting, Writing
from meetingqa.web.examples import CHAT, taken
from meetingqa.web.leaving import last_answer
from meetingqa.web.schemas import MAX_ANSWER, AskBody, AskedBefore
from meetingqa.web.service import Service

_HISTORY = 20  # earlier turns that a follow-up is read with
_SOURCES, _NEAREST = "\n\nNguồn:\n", "\n\nBài gần nhất:\n"  # what follows the answer's own text
_MARKER = re.compile(r"\[(\d+)\]")


MODELS: dict[str, WriterName] = {
    "meetingqa": "auto",
    "meetingqa-llm": "llm",
    "meetingqa-extractive": "extractive",
}
Record = dict[str, Any]  # as OpenAI documents it


class _Open(BaseModel):
    """Base of what clients send: settings of other services are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class TextPart(_Open):
    """A part of a message; those without a text (images) are passed over."""

    type: str
    text: str = ""


class ChatMessage(_Open):
    """A turn of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(_Open):
    """What a stream holds beside the answer."""

    include_usage: bool = False


class ChatBody(_Open):
    """A conversation: its last message is the question, earlier ones are what a follow-up refers to.
    System messages and sampling settings do not change what is proven, so they are passed over."""

    model: str = Field("meetingqa", max_length=100, description=", ".join(MODELS))
    messages: list[ChatMessage] = Field(min_length=1, max_length=500)
    stream: bool = False
    stream_options: StreamOptions | None = None


def router(service: Service) -> APIRouter:
    """The routes under `/v1`."""
    # Errors have OpenAI's own form here, so the schema of ours is left out.
    responses = {code: {"description": said["description"]} for code, said in RESPONSES.items()}
    routes = APIRouter(prefix="/v1", tags=["OpenAI-compatible"], responses=responses)

    @routes.get("/models")
    def models(person: Asking) -> Record:
        """The names to give as `model`: they differ in who words the answer."""
        data = [
            {"id": name, "object": "model", "created": 0, "owned_by": "meetingqa"}
            for name in MODELS
        ]
        return {"object": "list", "data": data}

    @routes.post("/chat/completions", response_model=Record)
    async def complete(
        request: Request,
        body: Annotated[ChatBody, taken(CHAT)],
        person: Asking,
        until_sent: UntilSent,
    ) -> Any:
        """Answer the last message from the archive: a chat completion, and with it what only we have, the
        `status` and the `citations` with exact quotes."""
        question, history = _read(body.messages)
        if body.model not in MODELS:
            raise HTTPException(404, f"no model {body.model!r}: give one of {', '.join(MODELS)}")
        events = service.ask(person, question, None, history, MODELS[body.model], keep=False)
        if not body.stream:
            return _completion(body.model, await last_answer(request, events))
        until_sent.callback(events.close)
        wants_usage = body.stream_options is not None and body.stream_options.include_usage
        return StreamingResponse(
            _chunks(body.model, events, wants_usage), media_type="text/event-stream"
        )

    close_off(routes)
    return routes


def _read(messages: Sequence[ChatMessage]) -> tuple[str, list[EarlierTurn]]:
    """The question and the turns before it. Raises HTTPException when nothing is asked."""
    *before, last = messages
    if last.role != "user" or not last.text.strip():
        raise HTTPException(
            422, "the last message asks nothing: it must be the user's, with a text"
        )
    turns = list[tuple[str, str]]()
    for message in before:
        if message.role == "user" and message.text.strip():
            turns.append((message.text, ""))
        elif message.role == "assistant" and turns:
            turns[-1] = (turns[-1][0], _told(message.text))
    try:
        earlier = [AskedBefore(question=asked, answer=told) for asked, told in turns[-_HISTORY:]]
        body = AskBody(question=last.text, history=earlier)
    except ValidationError as error:
        raise HTTPException(422, f"a message cannot be read: {error.errors()[0]['msg']}") from error
    return body.question, body.turns


def _told(content: str) -> str:
    """The answer in what `_content` wrote; "" for a refusal, whose nearest articles may name people."""
    said, sources, _ = content.partition(_SOURCES)
    return "" if _NEAREST in content and not sources else said[:MAX_ANSWER]


def _content(answer: Answer) -> str:
    """The answer and, for clients that show nothing else, what its markers refer to."""
    lines = [
        f'[{c.marker}] {show_title(c.article)} ({show_place(c)}): "{show_line(c.quote)}"'
        + (f" {url}" if (url := show_url(c.article)) else "")
        for c in answer.citations
    ]
    near = [f"- {show_nearest(item)}" for item in answer.nearest]
    sources = _SOURCES + "\n".join(lines) if lines else ""
    return answer.text + sources + (_NEAREST + "\n".join(near) if near else "")


def _annotations(answer: Answer) -> list[Record]:
    """Where citations stand in the content; only articles that have an address can be told so."""
    by_marker = {citation.marker: citation.article for citation in answer.citations}
    found = []
    for marker in _MARKER.finditer(answer.text):  # the content begins with the text
        article = by_marker.get(int(marker[1]))
        if article is not None and (url := show_url(article)):
            place = {"start_index": marker.start(), "end_index": marker.end()}
            cited = {**place, "title": show_title(article), "url": url}
            found.append({"type": "url_citation", "url_citation": cited})
    return found


def _completion(model: str, answer: Answer) -> Record:
    spent, written = answer.trace.input_tokens, answer.trace.output_tokens
    reply = {
        "role": "assistant",
        "content": _content(answer),
        "annotations": _annotations(answer),
    }
    return {
        "id": _new_id(),
        "object": "chat.completion",
        "created": int(time.time()),
        "model": model,
        "choices": [{"index": 0, "message": reply, "finish_reason": "stop"}],
        "usage": {
            "prompt_tokens": spent,
            "completion_tokens": written,
            "total_tokens": spent + written,
        },
        "status": answer.status,
        "citations": answer_record(answer)["citations"],
    }


def _chunks(model: str, events: Iterator[AskEvent], wants_usage: bool) -> Iterator[bytes]:
    """The completion as server-sent events. What is not proven is not sent, so the text comes whole;
    comments say meanwhile how many come before."""
    head = {"id": _new_id(), "object": "chat.completion.chunk", "created": int(time.time())}

    def chunk(choices: list[Record], **more: Any) -> bytes:
        data = {**head, "model": model, "choices": choices, **more}
        return format_sse_event(data_str=json.dumps(data, ensure_ascii=False))

    def delta(finish: str | None = None, **said: Any) -> list[Record]:
        return [{"index": 0, "delta": said, "finish_reason": finish}]

    yield chunk(delta(role="assistant", content=""))
    try:
        for event in events:
            if isinstance(event, Waiting):
                yield format_sse_event(comment=f"waiting: {event.position}")
            elif isinstance(event, Writing):
                yield format_sse_event(comment=f"writing: {event.words} words")
            elif isinstance(event, Done):
                made = _completion(model, event.answer)
                reply = made["choices"][0]["message"]
                yield chunk(delta(content=reply["content"], annotations=reply["annotations"]))
                extra = {"status": made["status"], "citations": made["citations"]}
                yield chunk(delta("stop"), **extra)
                if wants_usage:
                    yield chunk([], usage=made["usage"])
    except MeetingQAError as error:
        said = {"message": error.message, "type": "server_error", "param": None, "code": None}
        yield format_sse_event(data_str=json.dumps({"error": said}, ensure_ascii=False))
    yield format_sse_event(data_str="[DONE]")


def _new_id() -> str:
    return f"chatcmpl-{uuid.uuid4().hex}"
