"""What the embedded model sends back while it writes, gathered in its thread and read in the caller's."""

import queue
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from meetingqa.errors import ModelError, ModelTimeout

TIMEOUT_HINT = "raise MEETINGQA_LLM_TIMEOUT_S, or ask a shorter question"


@dataclass(frozen=True, slots=True)
class ChatReply:
    """What the model said, and what it cost. `complete` is False when `max_tokens` cut it."""

    text: str
    complete: bool
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    prompt_ms: float
    output_ms: float


class Run:
    """One request: takes the server's chunks in its thread, hands pieces to the caller's."""

    def __init__(self, name: str, timeout_s: float) -> None:
        self._name, self._timeout_s = name, timeout_s
        self._deadline = 0.0
        self.cancelled = threading.Event()
        self._queue: queue.SimpleQueue[str | ChatReply | Exception] = queue.SimpleQueue()
        self._written: list[str] = []
        self._finish_reason = "length"
        self._last: dict[str, Any] = {}
        self._failed = False

    def pieces(self) -> Iterator[str | ChatReply]:
        while True:
            piece = self._queue.get()
            if isinstance(piece, Exception):
                raise piece
            yield piece
            if isinstance(piece, ChatReply):
                return

    def start(self) -> None:
        self._deadline = time.monotonic() + self._timeout_s

    def take(self, chunk: dict[str, Any]) -> bool:
        """One chunk of the server's answer. True stops the generation."""
        if "error" in chunk:
            self.fail(_translate(self._name, chunk["error"]))
        if self.stopped():
            return True
        if "usage" in chunk:
            self._last = chunk
        for choice in chunk.get("choices", ()):
            self._finish_reason = choice.get("finish_reason") or self._finish_reason
            text = choice.get("delta", {}).get("content")
            if text:
                self._written.append(text)
                self._queue.put(text)
        return False

    def stopped(self) -> bool:
        """Whether to stop: nobody listens any more, something failed, or the time is over."""
        if not self._failed and time.monotonic() > self._deadline:
            message = f"{self._name!r} took more than {self._timeout_s:g} s"
            self.fail(ModelTimeout(message, TIMEOUT_HINT))
        return self._failed or self.cancelled.is_set()

    def fail(self, error: Exception) -> None:
        self._failed = True
        self._queue.put(error)

    def finish(self) -> None:
        usage, timings = self._last.get("usage", {}), self._last.get("timings", {})
        self._queue.put(
            ChatReply(
                text="".join(self._written),
                complete=self._finish_reason == "stop",
                input_tokens=usage.get("prompt_tokens", 0),
                cached_tokens=timings.get("cache_n", 0),
                output_tokens=usage.get("completion_tokens", 0),
                prompt_ms=timings.get("prompt_ms", 0.0),
                output_ms=timings.get("predicted_ms", 0.0),
            )
        )


def _translate(name: str, error: Mapping[str, Any]) -> ModelError:
    message = str(error.get("message", error))
    if error.get("type") == "exceed_context_size_error":
        return ModelError(
            f"the prompt does not fit {name!r}: {message}",
            "lower MEETINGQA_EVIDENCE_MAX_TOKENS",
        )
    return ModelError(f"{name!r} refused the request: {message}")
