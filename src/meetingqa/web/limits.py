"""Limits of what one person may send: requests a minute, bytes of a body."""

import threading
import time
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive

from meetingqa.errors import TooManyRequests

_KEPT = 10_000  # callers that are remembered


class RateLimit:
    """A bucket a caller that fills up within a minute. Thread-safe."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}  # what is left, and when

    def take(self, caller: str) -> None:
        """Count one request. Raises TooManyRequests when the caller's bucket is empty."""
        if not self._size:
            return
        now, a_second = self._clock(), self._size / 60
        with self._lock:
            left, before = self._buckets.pop(caller, (float(self._size), now))
            left = min(self._size, left + (now - before) * a_second)
            if len(self._buckets) >= _KEPT:
                del self._buckets[next(iter(self._buckets))]  # who has not asked for longest
            self._buckets[caller] = (max(0.0, left - 1), now) if left >= 1 else (left, now)
        if left < 1:
            wait_s = int((1 - left) / a_second) + 1
            raise TooManyRequests(
                f"more than {self._size} requests a minute", f"wait {wait_s} s", wait_s
            )


class TooLarge(HTTPException):
    """A body beyond its limit: 413 wherever in the application it shows."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(413, f"the body has more than {max_bytes} bytes")


def limited(request: Request, receive: Receive, max_bytes: int) -> Receive:
    """`receive`, but raising TooLarge past `max_bytes`; at once where the length is declared."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > max_bytes:
        raise TooLarge(max_bytes)
    taken = 0

    async def receive_limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > max_bytes:
            raise TooLarge(max_bytes)
        return message

    return receive_limited
