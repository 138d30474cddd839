"""The vectors of the stored chunks: one Chroma collection on disk, cosine, ids and article ids only.

Chroma logs every change in its SQLite file, which survives a crash, but rewrites its graph files in
place: a process killed in the midst leaves files that crash whoever opens them. So here the graph
is written only in `save`, between two marks in a state file, and a folder whose writer died between
them is never opened again but built anew. Elsewhere a reader replays the log in memory.
"""

import contextlib
import ctypes
import json
import threading
import warnings
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from meetingqa.domain import Chunk
from meetingqa.errors import StoreError
from meetingqa.files import write_whole

_NAME = "chunks"
_STATE = "state.json"
_NEVER, _LEAST = 1_000_000_000, 2  # changes after which Chroma writes its graph
_SAVE_AFTER = 16_384  # changes; a reader replays those that are not saved, about 0.5 ms each
_SAVE_AT_CLOSE_AFTER = 256
_WHERE_IDS = 300  # article ids Chroma filters by; with more, hits are filtered here
_QUICK = 1_000  # hits; more of them take Chroma three times as long
_CHUNKS_EACH = 3  # that an article has, rather fewer than more
_M_ARENA_MAX = -8  # of glibc's malloc.h
_GRAPH: Any = {
    "space": "cosine",
    "max_neighbors": 32,
    "ef_construction": 200,
    "sync_threshold": _NEVER,
}


class VectorIndex:
    """One collection. `loading` is held while graph files are read or written, across processes.

    A reader sees what was there when it opened; only one process may write.
    """

    def __init__(
        self, path: Path, dimensions: int, loading: AbstractContextManager[object], *, write: bool
    ) -> None:
        # Chroma shares one engine a process for each spelling of a path; two would destroy it.
        self._path = path.resolve()
        self._dimensions = dimensions
        self._loading = loading
        self._write = write
        # Saving closes and reopens Chroma under the feet of searches in other threads.
        self._using = threading.RLock()
        with self._translated():
            if write:
                # Two heaps for Chroma's threads, not eight a processor, each with its own holes.
                _ask_allocator("mallopt", _M_ARENA_MAX, 2)
                self._path.mkdir(parents=True, exist_ok=True)
            with loading:
                if is_damaged(self._path):
                    raise StoreError(
                        f"the vector index at {str(path)!r} was being written when its writer died",
                        "run `meetingqa reindex`",
                    )
                self._unsaved = _read_state(self._path)["unsaved"]
                self._open()
                # The graph is read at the first query; later, a writer might be writing it.
                self._query(_any_vector(dimensions), 1)

    def upsert(self, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Put chunks in with unit vectors of shape (len(chunks), dimensions), replacing old ones."""
        if vectors.shape != (len(chunks), self._dimensions):
            raise ValueError(f"{len(chunks)} chunks with vectors of shape {vectors.shape}")
        with self._translated():
            limit = self._client.get_max_batch_size()
            for start in range(0, len(chunks), limit):
                part = chunks[start : start + limit]
                self._note_unsaved(len(part))
                self._collection.upsert(
                    ids=[chunk.chunk_id for chunk in part],
                    embeddings=vectors[start : start + limit],
                    metadatas=[{"article_id": chunk.article_id} for chunk in part],
                )
        give_back_memory()
        # Every save opens Chroma again, which does not free all it held: the larger, the rarer.
        if self._unsaved >= max(_SAVE_AFTER, self.count() // 3):
            self.save()

    def delete(self, chunk_ids: Collection[str]) -> None:
        """Take chunks out; ids that are not there are no error."""
        wanted = list(chunk_ids)
        with self._translated():
            limit = self._client.get_max_batch_size()
            for start in range(0, len(wanted), limit):
                part = wanted[start : start + limit]
                # An unknown id would stay in the log as a change.
                part = self._collection.get(ids=part, include=[])["ids"]
                if part:
                    self._note_unsaved(len(part))
                    self._collection.delete(ids=part)

    def search(
        self,
        vector: NDArray[np.float32],
        limit: int,
        article_ids: Collection[str] | None = None,
    ) -> list[tuple[str, float]]:
        """The nearest chunks as (chunk id, cosine similarity), best first.

        `article_ids` restricts the search to those articles (None: no restriction).
        """
        if limit < 1 or (article_ids is not None and not article_ids):
            return []
        with self._translated():
            if article_ids is None:
                return self._query(vector, limit)
            few = len(article_ids) <= _WHERE_IDS
            # Where so many of all hits should hold enough of theirs, that is faster than to filter.
            fetch = limit + limit * self._size // (_CHUNKS_EACH * len(article_ids))
            likely = fetch <= min(_QUICK, self._size // 4)
            while likely or not few:
                nearest = self._query(vector, fetch)
                found = [hit for hit in nearest if _article_of(hit[0]) in article_ids]
                if len(found) >= limit or len(nearest) < fetch:
                    return found[:limit]
                likely, fetch = False, fetch * 4
            return self._query(vector, limit, {"article_id": {"$in": list(article_ids)}})

    def count(self) -> int:
        with self._translated():
            return int(self._collection.count())

    def save(self) -> None:
        """Write the graph to disk, so that the log need not be replayed."""
        if self._unsaved < _LEAST:
            return
        with self._translated(), self._loading:
            _write_state(self._path, saving=True, unsaved=self._unsaved)
            # Chroma reads the threshold when it opens, and obeys it after replaying the log.
            self._set_threshold(_LEAST)
            self._client.close()
            self._open()
            self._query(_any_vector(self._dimensions), 1)
            self._set_threshold(_NEVER)
            self._client.close()
            self._open()
            self._unsaved = 0
            _write_state(self._path, saving=False, unsaved=0)

    def close(self) -> None:
        """Save if there is much to save, and let go of the folder."""
        if self._write and self._unsaved >= _SAVE_AT_CLOSE_AFTER:
            self.save()
        with self._translated():
            self._client.close()

    def _open(self) -> None:
        options = ChromaSettings(anonymized_telemetry=False)
        self._client: Any = chromadb.PersistentClient(str(self._path), settings=options)
        # Without an embedding function, and always called with vectors, Chroma stays off the net.
        self._collection: Any = self._client.get_or_create_collection(
            _NAME, configuration={"hnsw": _GRAPH}, embedding_function=None
        )
        self._size = self._collection.count()  # about: it grows while it is written

    def _set_threshold(self, changes: int) -> None:
        with warnings.catch_warnings():
            # Chroma warns of its own form of a collection without an embedding function.
            warnings.filterwarnings("ignore", "legacy embedding function", DeprecationWarning)
            self._collection.modify(configuration={"hnsw": {"sync_threshold": changes}})

    def _query(
        self, vector: NDArray[np.float32], limit: int, where: Any = None
    ) -> list[tuple[str, float]]:
        found = self._collection.query(
            query_embeddings=[vector], n_results=limit, where=where, include=["distances"]
        )
        ids, distances = found["ids"][0], found["distances"][0]
        return [(i, 1.0 - distance) for i, distance in zip(ids, distances, strict=True)]

    def _note_unsaved(self, changes: int) -> None:
        self._unsaved += changes
        _write_state(self._path, saving=False, unsaved=self._unsaved)

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            with self._using:
                yield
        except (ChromaError, OSError) as error:
            raise StoreError(
                f"the vector index at {str(self._path)!r} failed: {error}",
                "free disk space if there is none left; otherwise run `meetingqa reindex`",
            ) from error


def is_damaged(path: Path) -> bool:
    """Whether the graph was being written when its writer died: the folder must not be opened."""
    return bool(_read_state(path)["saving"])


def _read_state(path: Path) -> dict[str, int]:
    try:
        return dict(json.loads((path / _STATE).read_text()))
    except FileNotFoundError:
        return {"saving": 0, "unsaved": 0}
    except ValueError:  # torn by a power cut
        return {"saving": 1, "unsaved": 0}


def _write_state(path: Path, *, saving: bool, unsaved: int) -> None:
    state = json.dumps({"saving": int(saving), "unsaved": unsaved})
    write_whole(path / _STATE, state.encode(), durable=saving)


def give_back_memory() -> None:
    """Return freed memory to the system: Chroma's small blocks would keep two thirds too much."""
    _ask_allocator("malloc_trim", 0)


def _ask_allocator(function: str, *values: int) -> None:
    asked = getattr(ctypes.CDLL(None), function, None)  # glibc has it
    if asked is not None:
        asked(*values)


def _article_of(chunk_id: str) -> str:
    """The article's id in a chunk's, as `chunking` makes it: "ARTICLE-HASH-ORDINAL"."""
    return chunk_id.rsplit("-", 2)[0]


def _any_vector(dimensions: int) -> NDArray[np.float32]:
    return np.full(dimensions, dimensions**-0.5, dtype=np.float32)
