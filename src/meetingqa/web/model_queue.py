"""The line before the language model: one call at a time, first come first served, place shown."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK_AGAIN_S = 1.0


class ModelQueue:
    """Who waits for the model. Thread-safe."""

    def __init__(self) -> None:
        self._line: deque[object] = deque()
        self._changed = threading.Condition()

    def __len__(self) -> int:
        """How many are served or wait."""
        with self._changed:
            return len(self._line)

    @contextmanager
    def place(self) -> Iterator[Iterator[int]]:
        """A place at the end of the line, given up at the end of the block: how many are served before
        it, the one being served included, now, whenever that changes and every second.

        Who waits for a client that may go away can so stop at any of them. Call the model only when
        they have run out: then it is this place's turn.
        """
        place = object()
        with self._changed:
            self._line.append(place)
        try:
            yield self._positions(place)
        finally:
            with self._changed:
                self._line.remove(place)
                self._changed.notify_all()

    @contextmanager
    def turn(self, check: Callable[[], None] | None = None) -> Iterator[None]:
        """`place` for those who need not know how many are before them: entered when it is their turn.

        `check` is called every second meanwhile; what it raises gives the place up.
        """
        with self.place() as positions:
            for _ in positions:
                if check:
                    check()
            yield

    def _positions(self, place: object) -> Iterator[int]:
        told = None
        while ahead := self._wait_change(place, told):
            told = ahead
            yield ahead

    def _wait_change(self, place: object, told: int | None) -> int:
        """Wait, a second at most, until other than `told` stand before a place; returns how many do."""
        with self._changed:
            self._changed.wait_for(lambda: self._line.index(place) != told, _LOOK_AGAIN_S)
            return self._line.index(place)
