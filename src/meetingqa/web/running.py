"""Counts what is being answered, so that a stopping service can let it finish."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from meetingqa.errors import ServiceClosing


class Running:
    """How much is under way. Thread-safe."""

    def __init__(self) -> None:
        self.closing = False
        self._count = 0
        self._changed = threading.Condition()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Something is under way for as long as the block lasts. Raises ServiceClosing."""
        with self._changed:
            if self.closing:
                raise ServiceClosing("the service is shutting down", "ask again in a minute")
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    def drain(self, timeout_s: float) -> bool:
        """Let nothing new begin and wait for the rest; whether it ended in time."""
        with self._changed:
            self.closing = True
            return self._changed.wait_for(lambda: self._count == 0, timeout_s)
