"""Keeps what is slow to make twice, language-model outputs and vectors of passages, on disk by content.

One SQLite file; several threads and processes may use it. A key is a digest of all that the value
depends on, so nothing is ever stale.
"""

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meetingqa.models.encoders import Embedder
from meetingqa.models.llm import Completion, LanguageModel
from meetingqa.models.provider_errors import translated


def digest(value: object) -> str:
    """SHA-256 (hex) of a value's JSON, keys sorted."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class Cache:
    """Bytes by key in one file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, timeout=60, check_same_thread=False)
        with self._lock, self._connection:
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB NOT NULL)"
            )

    def get(self, key: str) -> bytes | None:
        """The value of a key; None where it is not kept."""
        with self._lock:
            rows = self._connection.execute("SELECT value FROM kept WHERE key = ?", (key,))
            return next((value for (value,) in rows), None)

    def put(self, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep values, in one transaction."""
        with self._lock, self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", items)

    def close(self) -> None:
        self._connection.close()


class CachedModel(LanguageModel):
    """A language model that writes each thing once. One thread at a time, as models are asked.

    `identity` is all that tells this model from others. `saved_s` adds up the seconds that outputs
    from the cache took when they were made, so that a latency can be told as if they were new.
    """

    def __init__(self, model: LanguageModel, cache: Cache, identity: Mapping[str, Any]) -> None:
        self._model = model
        self._cache = cache
        self._identity = dict(identity)
        self.chat_model = model.chat_model
        self.name = model.name
        self.saved_s = 0.0

    def draft(
        self,
        messages: Sequence[tuple[str, str]],
        schema: Mapping[str, Any],
        *,
        max_tokens: int,
        on_text: Callable[[str], None] | None = None,
    ) -> Completion:
        """As `LanguageModel.draft`, from the cache where the same was asked before."""
        asked = {"messages": list(messages), "schema": schema, "max_tokens": max_tokens}
        make = partial(self._model.draft, messages, schema, max_tokens=max_tokens, on_text=on_text)
        completion = self._recall(asked, make)
        if on_text is not None:
            on_text(completion.text)
        return completion

    def write(self, messages: Sequence[tuple[str, str]], *, max_tokens: int) -> Completion:
        """Free text, as plain chains ask for it; `data` is empty. Raises ModelError."""

        def make() -> Completion:
            with translated(self.name, 0.0):
                message = self.chat_model.bind(max_tokens=max_tokens).invoke(list(messages))
            used: Mapping[str, Any] = message.usage_metadata or {}
            tokens = (used.get("input_tokens", 0), used.get("output_tokens", 0))
            return Completion(message.text, {}, *tokens, self.name)

        return self._recall({"messages": list(messages), "text": max_tokens}, make)

    def close(self) -> None:
        """Nothing: the model goes on to serve other stores; who made it closes it."""

    def _recall(self, asked: Mapping[str, Any], make: Callable[[], Completion]) -> Completion:
        key = digest({"model": self._identity, **asked})
        kept = self._cache.get(key)
        if kept is not None:
            record: dict[str, Any] = json.loads(kept)
            self.saved_s += record.pop("seconds")
            return Completion(**record)
        began = time.perf_counter()
        made = make()
        record = {**asdict(made), "seconds": time.perf_counter() - began}
        self._cache.put([(key, json.dumps(record, ensure_ascii=False).encode())])
        return made


class CachedEmbedder:
    """An embedder that embeds each passage once. Questions are embedded anew: their time counts."""

    def __init__(self, embedder: Embedder, cache: Cache) -> None:
        self._embedder = embedder
        self._cache = cache
        self.name = embedder.name
        self.dimensions = embedder.dimensions

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self._embedder.embed_query(text)

    def similarity(self, question: str, text: str) -> float:
        return self._embedder.similarity(question, text)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        keys = [digest([self.name, text]) for text in texts]
        found = {key: value for key in keys if (value := self._cache.get(key)) is not None}
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if new:
            vectors = self._embedder.embed_passages(list(new.values()), progress)
            made = {key: row.tobytes() for key, row in zip(new, vectors, strict=True)}
            self._cache.put(made.items())
            found |= made
        rows = [np.frombuffer(found[key], dtype=np.float32) for key in keys]
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), dtype=np.float32)
