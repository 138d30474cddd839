"""A store on disk: register, vectors and words under one lock and one manifest, safe from crashes.

A change is announced in the register, made in the derived indexes, and made live by one register
transaction; what a killed process leaves is taken out at the next writable open. Readers need no
lock: they ignore what the register does not hold live.
"""

import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Self, TypeVar

import numpy as np

from meetingqa.domain import Correction, Manifest
from meetingqa.errors import IndexMismatch, IndexMissing, StoreError, StoreLocked
from meetingqa.models.encoders import Embedder
from meetingqa.settings import Settings
from meetingqa.storage.keyword import KeywordIndex
from meetingqa.storage.library import Alias, IndexedArticle, Library
from meetingqa.storage.library_edits import Moves
from meetingqa.storage.store_files import (
    LoadingGate,
    WriterLock,
    check_manifest,
    chroma_dir,
    disk_errors,
    drop_leftovers,
    find_directory,
    keyword_dir,
    new_manifest,
    open_library,
    read_manifest,
    write_manifest,
)
from meetingqa.storage.vectors import VectorIndex, is_damaged

_REBUILD_BATCH = 1_000  # chunks
_Part = TypeVar("_Part", VectorIndex, KeywordIndex)


class Store:
    """An open store; a context manager. `open` it, do not construct it."""

    def __init__(
        self, directory: Path, manifest: Manifest, library: Library, *, writable: bool
    ) -> None:
        self.directory = directory
        self.manifest = manifest
        self.library = library
        self.writable = writable
        self._held = ExitStack()
        self._chroma_dir = chroma_dir(directory, manifest.generation)
        self._keyword_dir = keyword_dir(directory, manifest.generation)
        # Read before the parts are opened: what changes meanwhile makes this store stale.
        self._revision = library.revision()
        self.vectors = self._open_part(self._open_vectors, self._chroma_dir)
        try:
            self.keyword = self._open_part(self._open_keyword, self._keyword_dir)
        except StoreError:
            self.vectors.close()
            raise

    @classmethod
    def open(
        cls, settings: Settings, *, write: bool = False, embedder: Embedder | None = None
    ) -> "Store":
        """Open the store of `settings`, for writing with the lock held; then create it if need be.

        Raises `IndexMissing` where nothing was ingested, `IndexMismatch` where it was built
        otherwise, `StoreLocked` (at once) where another process writes, `StoreError` else.
        A new store needs the `embedder` it is for.
        """
        directory = find_directory(settings)
        if not write:
            return cls._open_to_read(directory, settings, embedder)
        with ExitStack() as held:
            held.enter_context(WriterLock(directory))
            manifest = read_manifest(directory)
            library = open_library(settings, directory, manifest)
            held.callback(library.close)
            if manifest is None:
                if library.count_articles():
                    raise IndexMismatch(
                        f"the store {str(directory)!r} has lost its manifest",
                        "run `meetingqa reindex`",
                    )
                if embedder is None:
                    raise _nothing_in(directory)
                manifest = new_manifest(settings, embedder)
                write_manifest(directory, manifest)
            check_manifest(manifest, settings, embedder)
            store = cls(directory, manifest, library, writable=True)
            store._held = held.pop_all()
        try:
            store._recover()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _open_to_read(
        cls, directory: Path, settings: Settings, embedder: Embedder | None
    ) -> "Store":
        manifest = read_manifest(directory)
        if manifest is None:
            raise _nothing_in(directory)
        check_manifest(manifest, settings, embedder)
        folder = chroma_dir(directory, manifest.generation)
        if is_damaged(folder) or not folder.is_dir():
            # Its writer died while saving, and we mend it; or it is saving still, and we wait.
            try:
                cls.open(settings, write=True, embedder=embedder).close()
            except StoreLocked:
                with LoadingGate(directory):
                    pass
            manifest = read_manifest(directory) or manifest
        with ExitStack() as held:
            library = open_library(settings, directory, manifest)
            held.callback(library.close)
            if not library.count_articles():
                raise _nothing_in(directory)
            store = cls(directory, manifest, library, writable=False)
            store._held = held.pop_all()
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every part and give the lock back."""
        with self._held:
            self.keyword.close()
            self.vectors.close()

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        """The provinces that the register knew when they were first asked for."""
        return tuple(self.library.list_provinces())

    def is_stale(self) -> bool:
        """Whether another process has changed the store since this one was opened; then reopen."""
        if self.writable:
            return False
        manifest = read_manifest(self.directory)
        if manifest is None or manifest.generation != self.manifest.generation:
            return True
        return self.library.revision() != self._revision

    def save_manifest(self, manifest: Manifest) -> None:
        write_manifest(self.directory, manifest)
        self.manifest = manifest

    def put(
        self,
        batch: Sequence[IndexedArticle],
        others: Sequence[Alias] = (),
        corrected: Mapping[str, Collection[Correction]] | None = None,
        moves: Moves | None = None,
    ) -> None:
        """Add or replace articles: each appears with all its chunks, vectors and words or not at all."""
        chunks = [chunk for item in batch for chunk in item.chunks]
        if chunks:
            self.library.announce([chunk.chunk_id for chunk in chunks])
            self.vectors.upsert(chunks, np.concatenate([item.vectors for item in batch]))
            for item in batch:
                self.keyword.add(item.article, item.chunks)
            self.keyword.commit()
        self.library.replace(batch, others, corrected, moves)
        self.settle()

    def delete(self, article_ids: Collection[str]) -> int:
        """Take articles out; ids that are not there are passed over. Returns how many went."""
        removed = self.library.remove(article_ids)
        self.settle()
        return removed

    def settle(self) -> None:
        """Take out of the derived indexes what is not live, such as an interrupted batch left."""
        doomed = self.library.list_unsettled()
        if doomed:
            self.vectors.delete(doomed)
            self.keyword.delete(doomed)
            self.keyword.commit()
        self.library.settle()

    def _recover(self) -> None:
        drop_leftovers(self.directory, self.library)
        self.settle()
        live = self.library.count_chunks()
        if self.vectors.count() != live:
            self._rebuild_vectors()
        if self.keyword.count() != live:
            self._rebuild_keyword()

    def _rebuild_vectors(self) -> None:
        self.vectors.close()
        with disk_errors(self.directory):
            shutil.rmtree(self._chroma_dir)
        self.vectors = self._open_vectors()
        for batch in self.library.iter_batches(_REBUILD_BATCH):
            chunks = [chunk for item in batch for chunk in item.chunks]
            self.vectors.upsert(chunks, np.concatenate([item.vectors for item in batch]))
        self.vectors.save()

    def _rebuild_keyword(self) -> None:
        self.keyword.close()
        with disk_errors(self.directory):
            shutil.rmtree(self._keyword_dir)
        self.keyword = self._open_keyword()
        for batch in self.library.iter_batches(_REBUILD_BATCH):
            for item in batch:
                self.keyword.add(item.article, item.chunks)
        self.keyword.commit()

    def _open_vectors(self) -> VectorIndex:
        gate = LoadingGate(self.directory)
        return VectorIndex(self._chroma_dir, self.manifest.dimensions, gate, write=self.writable)

    def _open_keyword(self) -> KeywordIndex:
        return KeywordIndex(self._keyword_dir)

    def _open_part(self, build: Callable[[], _Part], folder: Path) -> _Part:
        try:
            return build()
        except StoreError:
            if not self.writable:
                raise
            # The register holds all it takes to build it anew, which recovery does.
            with disk_errors(self.directory):
                shutil.rmtree(folder)
            return build()


def _nothing_in(directory: Path) -> IndexMissing:
    return IndexMissing(
        f"nothing was ingested into the store {str(directory)!r}", "run `meetingqa ingest PATH`"
    )
