"""Adds up the seconds that each step of an answer takes."""

import time


class Clock:
    """Adds up the seconds of each step."""

    def __init__(self) -> None:
        self._begun = time.perf_counter()
        self._spent = dict.fromkeys(("understand", "retrieve", "draft", "verify"), 0.0)
        self._step = ""

    def __call__(self, step: str) -> "Clock":
        self._step = step
        return self

    def __enter__(self) -> None:
        self._started = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._spent[self._step] += time.perf_counter() - self._started

    def seconds(self) -> dict[str, float]:
        total = time.perf_counter() - self._begun
        return {step: round(s, 4) for step, s in [*self._spent.items(), ("total", total)]}
