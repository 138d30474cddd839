"""The line before the language model: one call at a time, first come first served, place shown."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK_AGAIN_S = 1.0


class Place:
    """One caller's place in the line. Get it from `ModelQueue.place`."""

    def __init__(self, queue: "ModelQueue") -> None:
        self._queue = queue

    def positions(self) -> Iterator[int]:
        """How many are served before this one, the one being served included: now, whenever it changes
        and every second, until it is 0 (which is not yielded).

        Who waits for a client that may go away can so stop at any of them.
        """
        told = None
        while ahead := self._queue.wait_change(self, told):
            told = ahead
            yield ahead


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

    def wait_change(self, place: Place, told: int | None) -> int:
        """Wait, a second at most, until other than `told` stand before a place; returns how many do."""
        with self._changed:
            self._changed.wait_for(lambda: self._line.index(place) != told, _LOOK_AGAIN_S)
            return self._line.index(place)
