"""Serves the embedded GGUF model inside this process, through llama.cpp's own server engine."""

import os
import queue
import threading
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meetingqa.errors import ModelError, ModelTimeout
from meetingqa.models.llama_server import LlamaServer
from meetingqa.models.local_models import require_intact

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


Message = Mapping[str, str]


class EmbeddedModel:
    """One GGUF file, loaded at the first use; one request at a time, the others wait.

    The state after a system prompt is kept, so it is paid for once; messages that go on from the
    last request (more of them, the same so far) are paid for from there. At temperature 0
    the same messages get the same answer, whatever was asked in between.
    """

    def __init__(
        self,
        path: Path,
        *,
        name: str | None = None,
        context_tokens: int = 4096,
        threads: int = 0,
        timeout_s: float = 120.0,
    ) -> None:
        self.path = path
        self.name = name or path.stem
        self.context_tokens = context_tokens
        self.threads = threads or os.cpu_count() or 1
        self.timeout_s = timeout_s
        self._server: LlamaServer | None = None
        self._lock = threading.RLock()

    def load(self) -> LlamaServer:
        """Load the weights if they are not loaded. Raises ModelUnavailable."""
        with self._lock:
            if self._server is None:
                require_intact(self.path)
                self._server = LlamaServer(
                    self.path,
                    name=self.name,
                    context_tokens=self.context_tokens,
                    threads=self.threads,
                )
            return self._server

    def close(self) -> None:
        """Free the weights. The next request loads them again."""
        with self._lock:
            if self._server is not None:
                self._server.close()
                self._server = None

    def stream(
        self,
        messages: Sequence[Message],
        *,
        json_schema: Mapping[str, Any] | None = None,
        max_tokens: int = 512,
        temperature: float = 0.0,
        seed: int = 0,
        stop: Sequence[str] = (),
    ) -> Generator[str | ChatReply, None, None]:
        """Answer `messages` (`role`, `content`): pieces of text, then the ChatReply. Closing it stops
        the model.

        With `json_schema` the text is JSON of that schema (unless cut: see `complete`), on one
        line; an "x-guidance" entry of the schema sets other white space (see llguidance).
        llama.cpp ignores a schema that it cannot turn into a grammar: read the text with care.
        Raises ModelTimeout, ModelUnavailable, or ModelError for a prompt that does not fit.
        """
        request: dict[str, Any] = {
            "messages": [dict(message) for message in messages],
            "max_tokens": max_tokens,
            "temperature": temperature,
            "seed": seed,
            "stop": list(stop),
            "cache_prompt": True,
            "stream": True,
            "stream_options": {"include_usage": True},
            "return_progress": True,  # lets the deadline and a cancel act while the prompt is read
        }
        if temperature == 0.0:
            request["top_k"] = 1
        # The engine runs in a thread of its own: a Ctrl-C in the caller's must not meet C++.
        run = Run(self.name, self.timeout_s)
        worker = threading.Thread(
            target=self._serve, args=(request, json_schema, run), name="embedded-model", daemon=True
        )
        worker.start()
        try:
            yield from run.pieces()
        finally:
            run.cancelled.set()
            worker.join()

    def _serve(
        self, request: dict[str, Any], json_schema: Mapping[str, Any] | None, run: Run
    ) -> None:
        """Run one request to its end; everything that happens goes to `run`."""
        try:
            if not self._lock.acquire(timeout=self.timeout_s):
                raise ModelTimeout(f"{self.name!r} was busy for {self.timeout_s:g} s", TIMEOUT_HINT)
            try:
                server = self.load()
                if json_schema is not None:
                    request["grammar"] = server.grammar(json_schema)
                run.start()
                server.complete(request, run.take, run.stopped)
            finally:
                self._lock.release()
            run.finish()
        except Exception as error:  # noqa: BLE001 - raised again in the caller's thread
            run.fail(error)
