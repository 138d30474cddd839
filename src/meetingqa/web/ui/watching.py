"""Runs work that tells how far it is, so that a page can show it while it waits."""

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from meetingqa.errors import MeetingQAError

T = TypeVar("T")
Tell = Callable[[int, int], None]


def watch(work: Callable[[Tell], T]) -> Iterator[tuple[int, int] | T | MeetingQAError]:
    """(done, total) as the work tells it, then its result or the handled error that ended it.

    The work runs in a thread and goes on when nobody watches any more. After a bug, which the
    thread reports, nothing more comes.
    """
    told: queue.Queue[Any] = queue.Queue()
    end = object()

    def run() -> None:
        try:
            told.put(work(lambda done, total: told.put((done, total))))
        except MeetingQAError as error:
            told.put(error)
        finally:
            told.put(end)

    threading.Thread(target=run, name="watched", daemon=True).start()
    while (step := told.get()) is not end:
        yield step
