"""Finds the passages for a query: dense and keyword candidates, fused by the sum of z-scores.

The methods and weights were chosen by docs/retrieval.md. A question typed without diacritics is
outside what the encoder knows, so the keyword leg answers it alone.
"""

import math
from collections.abc import Collection, Mapping

from meetingqa.domain import Passage, Query, SearchMode
from meetingqa.encoders import Embedder
from meetingqa.keyword import KeywordIndex
from meetingqa.library import Library
from meetingqa.text import has_diacritics, normalize
from meetingqa.vectors import VectorIndex

CANDIDATES = 50
DENSE_WEIGHT = 0.7


class Retriever:
    """Searches one store. Thread-safe as far as its parts are."""

    def __init__(
        self, library: Library, vectors: VectorIndex, keyword: KeywordIndex, embedder: Embedder
    ) -> None:
        self._library = library
        self._vectors = vectors
        self._keyword = keyword
        self._embedder = embedder

    def retrieve(
        self, query: Query, *, limit: int = 10, mode: SearchMode = "hybrid"
    ) -> list[Passage]:
        """The best `limit` passages for `query.standalone` within its filters, best first.

        `signals` holds "dense" (cosine) and "keyword" (BM25) where that leg found the chunk, and
        "fused", which is also the score. Chunks the register does not hold live are left out.
        """
        text = normalize(query.standalone)
        if not text or limit < 1:
            return []
        within = self._library.find_article_ids(query.filters)
        if within is not None and not within:
            return []
        # More than asked for, as the derived indexes may still hold chunks that were retired.
        wanted = max(CANDIDATES, 2 * limit)
        legs: dict[str, dict[str, float]] = {}
        if mode != "dense":
            legs["keyword"] = dict(self._keyword.search(text, wanted, within))
        needed = dense_leg_helps(text) or not legs.get("keyword")
        if mode == "dense" or (mode == "hybrid" and needed):
            legs["dense"] = self._search_dense(text, wanted, within)
        fused = fuse(legs)
        return self._as_passages(fused, legs, limit)

    def _search_dense(
        self, text: str, limit: int, within: Collection[str] | None
    ) -> dict[str, float]:
        return dict(self._vectors.search(self._embedder.embed_query(text), limit, within))

    def _as_passages(
        self, fused: Mapping[str, float], legs: Mapping[str, Mapping[str, float]], limit: int
    ) -> list[Passage]:
        chunks = self._library.get_chunks(list(fused))
        live = [chunk_id for chunk_id in fused if chunk_id in chunks][:limit]
        articles = self._library.get_articles({chunks[i].article_id for i in live})
        return [
            Passage(
                chunk=chunks[chunk_id],
                article=articles[chunks[chunk_id].article_id],
                rank=rank,
                score=fused[chunk_id],
                signals={name: leg[chunk_id] for name, leg in legs.items() if chunk_id in leg}
                | {"fused": fused[chunk_id]},
            )
            for rank, chunk_id in enumerate(live, start=1)
        ]


def dense_leg_helps(text: str) -> bool:
    """Whether the encoder understands a query: not when it was typed without diacritics."""
    return has_diacritics(text)


def fuse(
    legs: Mapping[str, Mapping[str, float]], dense_weight: float = DENSE_WEIGHT
) -> dict[str, float]:
    """Candidates of all legs with their weighted sums of z-scores, best first.

    Each leg's scores are standardised over its own candidates; one it did not find gets the lowest
    z-score it gave. Equal scores keep the order of the chunk ids.
    """
    sums: dict[str, float] = dict.fromkeys((i for leg in legs.values() for i in leg), 0.0)
    for name, leg in legs.items():
        if not leg:
            continue
        weight = dense_weight if name == "dense" else 1.0
        mean = math.fsum(leg.values()) / len(leg)
        spread = math.sqrt(math.fsum((s - mean) ** 2 for s in leg.values()) / len(leg)) or 1.0
        lowest = (min(leg.values()) - mean) / spread
        for chunk_id in sums:
            z = (leg[chunk_id] - mean) / spread if chunk_id in leg else lowest
            sums[chunk_id] += weight * z
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))
