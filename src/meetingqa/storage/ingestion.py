"""Sources into the store: read, tell what is new, chunk, embed, put; one report at the end."""

import os
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from meetingqa.domain import (
    Article,
    ArticleChanges,
    Correction,
    Duplicate,
    IngestReport,
    Rejection,
    Taken,
)
from meetingqa.models.encoders import Embedder
from meetingqa.sources import SourceItem, read_sources
from meetingqa.storage.chunking import Chunker
from meetingqa.storage.indexing import CHUNKS_AT_ONCE, Cut, embed_articles
from meetingqa.storage.library import Alias, Library
from meetingqa.storage.library_edits import Moves
from meetingqa.storage.library_reading import Known
from meetingqa.storage.library_tables import fingerprint, hash_text
from meetingqa.storage.origins import find_superseded, origin_of
from meetingqa.storage.store import Store

Progress = Callable[[int, int], None]


class Ingestor:
    """Fills one store, opened for writing."""

    def __init__(self, store: Store, embedder: Embedder, chunker: Chunker) -> None:
        self._store = store
        self._embedder = embedder
        self._chunker = chunker

    def ingest(
        self, paths: Iterable[str | Path], *, max_bytes: int, progress: Progress | None = None
    ) -> IngestReport:
        """Take every article under `paths`; what cannot be taken is in the report.

        `progress` is told (sources read, chunks stored). Raises `StoreError` when the store cannot
        be written; what was stored before stays, and the same call again goes on from there.
        """
        return self.ingest_items(read_sources(paths, max_bytes=max_bytes), progress)

    def ingest_items(
        self, items: Iterable[SourceItem | Rejection], progress: Progress | None = None
    ) -> IngestReport:
        """Take articles that were read already; otherwise as `ingest`."""
        self._store.settle()
        run = _Run(self._store, self._embedder, self._chunker, progress)
        for item in items:
            run.take(item)
        return run.finish()

    def delete(self, article_ids: Collection[str]) -> int:
        """Delete articles; `ArticleNotFoundError`, and nothing deleted, if one is not there."""
        self._store.settle()
        for article_id in article_ids:
            self._store.library.get_article(article_id)
        return self._store.delete(article_ids)

    def correct(self, article_id: str, changes: ArticleChanges, by: str) -> Article:
        """Put new values into an article's metadata; a value that its source has is no correction.

        Its text stays, its vectors and words are made anew. Raises ArticleNotFoundError.
        """
        self._store.settle()
        library = self._store.library
        article = library.get_article(article_id)
        made = {item.field: item for item in library.list_corrections(article_id)}
        now = article.model_dump(mode="json")
        for field, value in changes.model_dump(mode="json", exclude_unset=True).items():
            read = made[field].read if field in made else now[field]
            if value == read:
                made.pop(field, None)
            elif value != now[field]:
                made[field] = Correction(field=field, value=value, read=read, by=by, at=time.time())
            now[field] = value
        corrected = Article.model_validate(now)
        if corrected != article:
            cut = [(corrected, library.article_chunks(article_id))]
            embedded = embed_articles(cut, self._embedder)
            self._store.put(embedded, corrected={article_id: list(made.values())})
        return corrected


class _Run:
    """One ingest under way: what waits for the next batch, and what the report will say."""

    def __init__(
        self, store: Store, embedder: Embedder, chunker: Chunker, progress: Progress | None
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._chunker = chunker
        self._progress = progress
        self._started = time.monotonic()
        self._read = self._added = self._updated = self._unchanged = self._chunks = 0
        self._duplicates = list[Duplicate]()
        self._rejected = list[Rejection]()
        self._taken = list[Taken]()
        # Waiting: articles with their chunks, other sources, and how to recognise them.
        self._batch = list[Cut]()
        self._size = 0
        self._others = list[Alias]()
        self._waiting = dict[str, Known]()
        self._waiting_texts = dict[str, Known]()
        self._origins, self._superseded = dict[str, str](), dict[str, str]()

    def take(self, item: SourceItem | Rejection) -> None:
        """Decide what a source is, and store a batch when there is enough."""
        self._read += 1
        if isinstance(item, Rejection):
            self._rejected.append(item)
        else:
            # The register tells where an article came from, so the two must agree.
            article = item.article.model_copy(update={"source": item.source})
            self._decide(article)
        if (
            self._size >= CHUNKS_AT_ONCE
            or max(len(self._others), len(self._origins)) >= CHUNKS_AT_ONCE
        ):
            self._flush()
        elif self._progress:
            self._progress(self._read, self._chunks)

    def finish(self) -> IngestReport:
        """Store what still waits, and report."""
        self._flush()
        return IngestReport(
            added=self._added,
            updated=self._updated,
            unchanged=self._unchanged,
            duplicates=tuple(self._duplicates),
            rejected=tuple(self._rejected),
            articles=tuple(self._taken),
            chunks=self._chunks,
            seconds=round(time.monotonic() - self._started, 3),
        )

    def _decide(self, article: Article) -> None:
        library = self._store.library
        origin = origin_of(article)
        here = library.find_at(origin)
        earlier = find_superseded(library, article, here)
        article = _inherit(library, article, earlier)
        new = Known(
            article_id=article.article_id,
            source=article.source,
            content_hash=article.content_hash,
            text_hash=hash_text(article),
            fingerprint=fingerprint(article),
            url=article.url,
        )
        known = self._waiting.get(new.article_id) or library.find_known(new.article_id)
        if known is None:
            if twin := self._find_twin(new):
                self._note_duplicate(article, twin)
            elif self._enqueue(article, new):
                self._origins[new.article_id] = origin
                self._added += earlier is None
                self._updated += earlier is not None
            else:
                return
            self._supersede(earlier, twin or new)
            return
        self._supersede(earlier, known)
        same_source = _is_same(known.source, new.source)
        if known.text_hash == new.text_hash and not same_source:
            self._note_duplicate(article, known)
            return
        if all(other.article_id != new.article_id for other in here):
            self._origins[new.article_id] = origin
        changed = known.fingerprint != new.fingerprint
        if changed and new.article_id in self._waiting:
            self._flush()
        # What a source says that a later one has replaced is an older state of the article.
        if changed and (same_source or not library.is_alias(new.source, new.content_hash)):
            if self._enqueue(article, new):
                self._updated += 1
                if not same_source:
                    replaced = Alias(
                        known.source, known.article_id, article.url, known.content_hash
                    )
                    self._others.append(replaced)
        else:
            self._unchanged += 1
            self._taken.append(Taken(article_id=new.article_id, source=new.source))

    def _supersede(self, earlier: Known | None, by: Known) -> None:
        if earlier:
            self._superseded[earlier.article_id] = by.article_id

    def _find_twin(self, new: Known) -> Known | None:
        """An article with the same text under another id, as the store will be after this batch."""
        waiting = self._waiting_texts.get(new.text_hash)
        twin = waiting or self._store.library.find_same_text(new.text_hash)
        if twin and self._waiting.get(twin.article_id, twin).text_hash != new.text_hash:
            return None
        return twin

    def _note_duplicate(self, article: Article, of: Known) -> None:
        self._duplicates.append(Duplicate(source=article.source, of_article_id=of.article_id))
        if not self._store.library.is_alias(article.source, article.content_hash):
            self._others.append(
                Alias(article.source, of.article_id, article.url, article.content_hash)
            )

    def _enqueue(self, article: Article, new: Known) -> bool:
        chunks = self._chunker.chunk(article)
        if not chunks:
            self._rejected.append(Rejection(source=article.source, reason="no sentence in it"))
            return False
        self._batch.append((article, chunks))
        self._size += len(chunks)
        self._waiting[new.article_id] = self._waiting_texts[new.text_hash] = new
        self._taken.append(Taken(article_id=new.article_id, source=new.source))
        return True

    def _flush(self) -> None:
        if self._batch or self._others or self._origins or self._superseded:
            embedded = embed_articles(self._batch, self._embedder)
            moves = Moves(self._origins, self._superseded)
            self._store.put(embedded, self._others, moves=moves)
        self._chunks += self._size
        self._size = 0
        for waiting in (self._batch, self._others, self._waiting, self._waiting_texts):
            waiting.clear()
        for noted in (self._origins, self._superseded):
            noted.clear()
        if self._progress:
            self._progress(self._read, self._chunks)


def _inherit(library: Library, article: Article, earlier: Known | None) -> Article:
    """An article with what people corrected in it, or in the one whose place it takes."""
    own = article.article_id
    of = earlier.article_id if earlier else own
    corrected = library.correct(article.model_copy(update={"article_id": of}))
    return corrected.model_copy(update={"article_id": own})


def _is_same(source: str, other: str) -> bool:
    """Whether two spellings name one file."""
    return source == other or os.path.abspath(source) == os.path.abspath(other)
