"""Builds the derived indexes anew from the register, beside the old ones, and swaps them in."""

from collections.abc import Callable, Iterator
from contextlib import closing

import numpy as np
from numpy.typing import NDArray

from meetingqa.domain import Manifest
from meetingqa.errors import IndexMismatch, IndexMissing, StoreError
from meetingqa.models.encoders import Embedder
from meetingqa.settings import Settings
from meetingqa.storage.chunking import Chunker
from meetingqa.storage.indexing import CHUNKS_AT_ONCE, Cut, embed_articles
from meetingqa.storage.keyword import KeywordIndex
from meetingqa.storage.library import Library
from meetingqa.storage.store_files import (
    LoadingGate,
    WriterLock,
    chroma_dir,
    drop_leftovers,
    find_directory,
    keyword_dir,
    new_manifest,
    open_library,
    read_manifest,
    write_manifest,
)
from meetingqa.storage.vectors import VectorIndex


def reindex(
    settings: Settings,
    embedder: Embedder,
    chunker: Chunker,
    progress: Callable[[int, int], None] | None = None,
) -> Manifest:
    """Chunk, embed and index every article of the register again, for the settings of now.

    Kept vectors serve where embedder and chunk are what they were. The old indexes answer until
    the new ones stand, and stay if this is interrupted. `progress` is told (articles done, all).
    Raises `IndexMissing`, `StoreLocked`, `StoreError`.
    """
    directory = find_directory(settings)
    if not directory.is_dir():
        raise IndexMissing(f"there is no store {str(directory)!r}", "run `meetingqa ingest PATH`")
    with WriterLock(directory):
        try:
            old = read_manifest(directory)
        except IndexMismatch:
            raise
        except StoreError:
            old = None  # unreadable: what it said of the register's vectors is not known
        with closing(open_library(settings, directory, old)) as library:
            generation = library.latest_generation() + 1
            new = new_manifest(settings, embedder, generation)
            reuse = False
            if old is not None:
                drop_leftovers(directory, library)
                reuse = _agree(old, new)
                if reuse and old.chunk_max_tokens == new.chunk_max_tokens:
                    new = new.model_copy(update={"calibration": old.calibration})
            folder, gate = chroma_dir(directory, generation), LoadingGate(directory)
            with (
                closing(VectorIndex(folder, new.dimensions, gate, write=True)) as vectors,
                closing(KeywordIndex(keyword_dir(directory, generation))) as keyword,
            ):
                total, done = library.count_articles(), 0
                for batch in _batches(library, chunker):
                    kept = _kept_vectors(library, batch) if reuse else {}
                    indexed = embed_articles(batch, embedder, kept)
                    library.add_generation(indexed, generation)
                    chunks = [chunk for item in indexed for chunk in item.chunks]
                    vectors.upsert(chunks, np.concatenate([item.vectors for item in indexed]))
                    for item in indexed:
                        keyword.add(item.article, item.chunks)
                    done += len(batch)
                    if progress:
                        progress(done, total)
                keyword.commit()
                vectors.save()
            write_manifest(directory, new)  # from here on the new ones are live
            library.generation = generation
            drop_leftovers(directory, library)
            library.settle()
    return new


def _agree(old: Manifest, new: Manifest) -> bool:
    """Whether vectors of the same chunk are the same."""
    told = ("embedder", "dimensions", "text_version")
    return all(getattr(old, name) == getattr(new, name) for name in told)


def _batches(library: Library, chunker: Chunker) -> Iterator[list[Cut]]:
    batch, size = list[Cut](), 0
    for article in library.iter_articles():
        chunks = chunker.chunk(article)
        if chunks:
            batch.append((article, chunks))
            size += len(chunks)
        if size >= CHUNKS_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _kept_vectors(library: Library, batch: list[Cut]) -> dict[str, NDArray[np.float32]]:
    """Vectors of the chunks that are cut as they were."""
    kept = dict[str, NDArray[np.float32]]()
    for article, chunks in batch:
        before = {
            (chunk.chunk_id, chunk.start, chunk.end)
            for chunk in library.article_chunks(article.article_id)
        }
        vectors = library.get_vectors(article.article_id)
        kept |= {
            chunk.chunk_id: vectors[chunk.chunk_id]
            for chunk in chunks
            if (chunk.chunk_id, chunk.start, chunk.end) in before
        }
    return kept
