"""The language model's part of an answer, told step by step, and given up when nobody listens."""

import queue
import threading
import time
from collections.abc import Generator, Iterator
from contextvars import copy_context

from meetingqa.domain import Answer
from meetingqa.errors import Cancelled
from meetingqa.redrafting import Begun, watching_drafts
from meetingqa.web.events import Writing

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
