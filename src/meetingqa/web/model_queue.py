"""The line before the language model: one call at a time, first come first served, place shown."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from meetingqa.errors import Cancelled

_LOOK_AGAIN_S = 1.0


class Place:
    """One caller's place in the line. Get it from `ModelQueue.place`."""

    def __init__(self, queue: "ModelQueue") -> None:
        self._queue = queue
        self.cancelled = False

    @property
    def ahead(self) -> int:
        """How many are served before this one, the one being served included; 0: it is our turn."""
        return self._queue.ahead_of(self)

    def positions(self) -> Iterator[int]:
        """`ahead` now, whenever it changes and every second, until it is 0 (which is not yielded).

        Who waits for a client that may go away can so stop at any of them. Raises Cancelled after
        `cancel`.
        """
        told = None
        while ahead := self._queue.wait_change(self, told):
            told = ahead
            yield ahead

    def cancel(self) -> None:
        """Give up waiting; a call under way is not stopped."""
        self._queue.cancel(self)


class ModelQueue:
    """Who waits for the model. Thread-safe."""

    def __init__(self) -> None:
        self._line: deque[Place] = deque()
        self._changed = threading.Condition()

    def __len__(self) -> int:
        """How many are served or wait."""
        with self._changed:
            return len(self._line)

    @contextmanager
    def place(self) -> Iterator[Place]:
        """A place at the end of the line, given up at the end of the block.

        Call the model only when `positions` has run out.
        """
        place = Place(self)
        with self._changed:
            self._line.append(place)
        try:
            yield place
        finally:
            with self._changed:
                self._line.remove(place)
                self._changed.notify_all()

    @contextmanager
    def turn(self, check: Callable[[], None] | None = None) -> Iterator[None]:
        """`place` for those who need not know how many are before them: entered when it is their turn.

        `check` is called every second meanwhile; what it raises gives the place up.
        """
        with self.place() as place:
            for _ in place.positions():
                if check:
                    check()
            yield

    def ahead_of(self, place: Place) -> int:
        """How many stand before a place."""
        with self._changed:
            return self._line.index(place)

    def wait_change(self, place: Place, told: int | None) -> int:
        """Wait, a second at most, until other than `told` stand before a place; returns how many do."""
        with self._changed:
            self._changed.wait_for(
                lambda: place.cancelled or self._line.index(place) != told, _LOOK_AGAIN_S
            )
            if place.cancelled:
                raise Cancelled("waiting for the language model was given up")
            return self._line.index(place)

    def cancel(self, place: Place) -> None:
        """Wake a waiting place with Cancelled."""
        with self._changed:
            place.cancelled = True
            self._changed.notify_all()
