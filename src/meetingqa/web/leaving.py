"""Work for whoever may leave: told step by step, and given up then, so that it keeps no place in a line."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextvars import copy_context
from typing import TypeVar

import anyio
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.requests import Request

from meetingqa.answering.redrafting import Begun, watching_drafts
from meetingqa.domain import Answer
from meetingqa.errors import Cancelled
from meetingqa.web.events import AskEvent, Done, Writing
from meetingqa.web.jobs import Job
from meetingqa.web.people import Person

_TELL_EVERY_S = 0.25


def watch_drafting(stream: Iterator[Answer]) -> Generator[Writing | Answer, None, None]:
    """What is left of an answer's stream, and between its answers how far the model is.

    It runs in a thread of its own. Closing the generator stops the model at its next word, and waits
    for that. Raises what the stream raises.
    """
    told: queue.Queue[Writing | Answer | BaseException | None] = queue.Queue()
    left = threading.Event()

    def listen(begun: Begun) -> None:
        if left.is_set():
            raise Cancelled("whoever asked has left")
        told.put(Writing.model_validate(begun._asdict()))

    def run() -> None:
        try:
            with watching_drafts(listen):
                for answer in stream:
                    told.put(answer)
        except BaseException as error:  # noqa: BLE001 - raised again where it is listened to
            told.put(error)
        else:
            told.put(None)

    thread = threading.Thread(target=copy_context().run, args=(run,), name="draft", daemon=True)
    thread.start()
    try:
        last, due = Writing(), 0.0
        while True:
            try:
                step = told.get(timeout=_TELL_EVERY_S)
            except queue.Empty:
                step = last  # whoever listens may leave between any two
            if step is None:
                return
            if isinstance(step, BaseException):
                raise step
            if isinstance(step, Writing):
                last = step
                if time.monotonic() < due:
                    continue
                due = time.monotonic() + _TELL_EVERY_S
            yield step
    finally:
        left.set()
        thread.join()


T = TypeVar("T")
_LOOK_EVERY_S = 0.5


async def last_answer(request: Request, events: Generator[AskEvent, None, None]) -> Answer:
    """The final answer of a question's events. Raises Cancelled once the client has left."""
    try:
        async for event in iterate_in_threadpool(events):
            if isinstance(event, Done):
                return event.answer
            if await request.is_disconnected():
                raise Cancelled("whoever asked has left")
        raise AssertionError("the events of a question end with Done")
    finally:
        with anyio.CancelScope(shield=True):
            await run_in_threadpool(events.close)


async def until_left(request: Request, kind: str, person: Person, work: Callable[[Job], T]) -> T:
    """The result of work done in a thread, as a job that is cancelled once the client has left.

    Raises what the work raises, Cancelled where it was stopped.
    """
    job, ended = Job(kind, person), threading.Event()

    def run() -> T:
        try:
            return work(job)
        finally:
            ended.set()

    async def look() -> None:
        while not ended.is_set():
            if await request.is_disconnected():
                job.stop()
                return
            await asyncio.sleep(_LOOK_EVERY_S)

    looking = asyncio.create_task(look())
    try:
        return await run_in_threadpool(run)
    finally:
        job.stop()
        looking.cancel()
