"""Finds the passages for a query: dense and keyword candidates, fused by the sum of z-scores.

The method and the weights were chosen by docs/retrieval.md. The encoder does not know Vietnamese
without diacritics, so a question typed that way gets its marks back from the passages the keyword
leg found before the dense leg sees it.
"""

import math
from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from meetingqa.domain import Filters, Passage, Query, SearchMode
from meetingqa.language.restoring import restore_marks
from meetingqa.language.text import normalize
from meetingqa.models.encoders import Embedder
from meetingqa.questions.understanding import narrow_filters
from meetingqa.storage.keyword import KeywordIndex, lacks_marks
from meetingqa.storage.library import Library
from meetingqa.storage.vectors import VectorIndex

CANDIDATES = 50  # of each leg
DENSE_WEIGHT = 0.8  # of the dense leg's z-scores; the keyword leg's count 1
RESTORE_FROM = 5  # passages a question without diacritics is restored from
SPARE = 5  # candidates beyond those wanted, should some have been retired


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
        self,
        query: Query,
        *,
        meant: Filters | None = None,
        limit: int = 10,
        mode: SearchMode = "hybrid",
    ) -> list[Passage]:
        """The best `limit` passages for `query.standalone` within its filters, best first, but for
        articles known to be of another province or time than `meant`.

        `signals` holds "dense" (cosine) and "keyword" (BM25) where that leg scored the chunk, and
        "fused", which is also the score: a sum of z-scores, comparable within one query only.
        Chunks the register does not hold live are left out.
        """
        text = normalize(query.standalone)
        if not text or limit < 1:
            return []
        within = self._library.find_article_ids(query.filters, meant)
        if within is not None and not within:
            return []
        # More than asked for, as the derived indexes may still hold chunks that were retired.
        wanted = max(CANDIDATES, 2 * limit)
        legs: dict[str, dict[str, float]] = {}
        if mode != "dense":
            legs["keyword"] = dict(self._keyword.search(text, wanted, within))
        if mode != "keyword":
            readable = self._restore(text, legs.get("keyword", {}))
            legs["dense"] = self._search_dense(readable, wanted, within)
        legs = complete(legs, wanted)
        return self._as_passages(fuse(legs), legs, limit)

    def retrieve_meant(
        self, query: Query, *, limit: int = 10, mode: SearchMode = "hybrid"
    ) -> list[Passage]:
        """As `retrieve`, passages of the meetings first that the question itself names.

        Scores are comparable among passages of equally near meetings only.
        """
        found: dict[str, Passage] = {}
        for filters, meant in _narrowing(query):
            if len(found) < limit:
                within = query.model_copy(update={"filters": filters})
                for passage in self.retrieve(within, meant=meant, limit=limit, mode=mode):
                    found.setdefault(passage.chunk.chunk_id, passage)
        first = list(found.values())[:limit]
        return [p.model_copy(update={"rank": rank}) for rank, p in enumerate(first, start=1)]

    def similarity(self, query: Query, text: str) -> float:
        """How near in meaning a text is to a query: their cosine."""
        return self._embedder.similarity(query.standalone, text)

    def _search_dense(
        self, text: str, limit: int, within: Collection[str] | None
    ) -> dict[str, float]:
        return dict(self._vectors.search(self._embedder.embed_query(text), limit, within))

    def _restore(self, text: str, found: Mapping[str, float]) -> str:
        """The text with its diacritics, if it was typed without and passages show them."""
        if not found or not lacks_marks(text):
            return text
        return restore_marks(text, self._read_chunks(list(found)[:RESTORE_FROM]))

    def _read_chunks(self, chunk_ids: Sequence[str]) -> list[str]:
        """Words of chunks and of their articles' titles, best chunk first."""
        chunks = self._library.get_chunks(chunk_ids)
        articles = self._library.get_articles({chunk.article_id for chunk in chunks.values()})
        titles = [article.title for article in articles.values()]
        return [chunks[i].text for i in chunk_ids if i in chunks] + titles

    def _as_passages(
        self, fused: Mapping[str, float], legs: Mapping[str, Mapping[str, float]], limit: int
    ) -> list[Passage]:
        # Nearly all are live: to read no more than these saves half of the register's work.
        first = list(fused)[: limit + SPARE]
        chunks = self._library.get_chunks(first)
        if len(chunks) < min(limit, len(first)):
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


def _narrowing(query: Query) -> list[tuple[Filters, Filters | None]]:
    """The filters to search within, narrowest first: the very session or day that the question
    names, its province and years, which an article need not say, and what the caller gave, which
    nothing here widens."""
    asked, named = query.asked, narrow_filters(query)
    exact: dict[str, object] = {}
    if asked.ordinals and not named.sessions:
        exact["sessions"] = tuple(f"thứ {label.rsplit(' ', 1)[1]}" for label in asked.ordinals)
    days = [date(y, m, d) for y, m, d in asked.dates if y and m and d and _is_day(y, m, d)]
    if days and not (query.filters.held_from or query.filters.held_to):
        exact |= {"held_from": min(days), "held_to": max(days)}
    steps: list[tuple[Filters, Filters | None]] = []
    if exact:
        steps.append((named.model_copy(update=exact), None))
    if named != query.filters:
        steps.append((query.filters, named))
    return [*steps, (query.filters, None)]


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def complete(legs: Mapping[str, dict[str, float]], wanted: int) -> dict[str, dict[str, float]]:
    """The legs with the scores that are known though not listed.

    A keyword leg that found fewer than it was asked for has listed every chunk with a word of the
    query: the BM25 of all others is zero.
    """
    keyword, dense = legs.get("keyword"), legs.get("dense")
    if keyword is None or dense is None or len(keyword) >= wanted:
        return dict(legs)
    return {"keyword": dict.fromkeys(dense, 0.0) | keyword, "dense": dense}


def fuse(
    legs: Mapping[str, Mapping[str, float]], dense_weight: float = DENSE_WEIGHT
) -> dict[str, float]:
    """Candidates of all legs with their weighted sums of z-scores, best first.

    Each leg's scores are standardised over its own candidates; one it did not find gets the lowest
    z-score it gave. Equal sums are ordered by chunk id.
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
