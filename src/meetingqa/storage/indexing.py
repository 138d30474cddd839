"""Articles cut into chunks to articles with vectors, many articles' chunks embedded at once."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from meetingqa.domain import Article, Chunk
from meetingqa.models.encoders import Embedder
from meetingqa.storage.chunking import embedding_text
from meetingqa.storage.library import IndexedArticle
from meetingqa.storage.vectors import give_back_memory

CHUNKS_AT_ONCE = 256  # what one batch embeds, writes and commits; the embedder batches within

Cut = tuple[Article, Sequence[Chunk]]


def embed_articles(
    batch: Sequence[Cut],
    embedder: Embedder,
    kept: Mapping[str, NDArray[np.float32]] | None = None,
) -> list[IndexedArticle]:
    """Articles with the vectors of their chunks; those in `kept`, by chunk id, are not made anew."""
    kept = kept or {}
    wanted = [
        (chunk.chunk_id, embedding_text(article, chunk))
        for article, chunks in batch
        for chunk in chunks
        if chunk.chunk_id not in kept
    ]
    made: dict[str, NDArray[np.float32]] = dict(kept)
    # A book of an article is one batch, which the embedder need not hold at once.
    for start in range(0, len(wanted), CHUNKS_AT_ONCE):
        part = wanted[start : start + CHUNKS_AT_ONCE]
        # Torch's blocks are seldom of a size again: kept from batch to batch, they would pile up.
        vectors = embedder.embed_passages(
            [text for _, text in part], lambda _done, _total: give_back_memory()
        )
        made |= zip((chunk_id for chunk_id, _ in part), vectors, strict=True)
    return [
        IndexedArticle(article, chunks, np.stack([made[chunk.chunk_id] for chunk in chunks]))
        for article, chunks in batch
    ]
