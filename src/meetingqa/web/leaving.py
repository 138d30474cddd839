"""Work for a client that may leave: it is given up then, so that it keeps no place in the model's line."""

import asyncio
import threading
from collections.abc import Callable, Generator
from typing import TypeVar

import anyio
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.requests import Request

from meetingqa.domain import Answer
from meetingqa.errors import Cancelled
from meetingqa.web.events import AskEvent, Done

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


async def until_left(request: Request, work: Callable[[], T], stop: Callable[[], None]) -> T:
    """The result of work done in a thread; `stop` asks it to end once the client has left.

    Raises what the work raises, Cancelled where it was stopped.
    """
    ended = threading.Event()

    def run() -> T:
        try:
            return work()
        finally:
            ended.set()

    async def look() -> None:
        while not ended.is_set():
            if await request.is_disconnected():
                stop()
                return
            await asyncio.sleep(_LOOK_EVERY_S)

    looking = asyncio.create_task(look())
    try:
        return await run_in_threadpool(run)
    finally:
        stop()
        looking.cancel()
