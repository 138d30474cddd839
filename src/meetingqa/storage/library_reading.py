"""Reading the register of articles and chunks, whose writing side is `Library`."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    bindparam,
    func,
    insert,
    select,
)

from meetingqa.domain import Article, ArticleVersion, Chunk, Correction, Filters, ListedArticle
from meetingqa.errors import ArticleNotFoundError, IndexMismatch
from meetingqa.storage.library_edits import find_corrections, find_versions, origins
from meetingqa.storage.library_tables import (
    aliases,
    article_columns,
    articles,
    chunk_columns,
    chunks,
    connect,
    filter_condition,
    meta,
    metadata,
    transaction,
)

SCHEMA_VERSION = 1

_SLICE = 500  # ids in one IN list: below every database's limit
# Statements that every question sends are built once: that costs more than to run them.
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_GENERATION: BindParameter[int] = bindparam("generation")
_ARTICLES = select(*article_columns)
_ARTICLES_OF = _ARTICLES.where(articles.c.article_id.in_(_IDS))
_LIVE = (
    select(*chunk_columns)
    .join(articles, articles.c.article_id == chunks.c.article_id)
    .where(chunks.c.generation == _GENERATION)
)
_CHUNKS_OF = _LIVE.where(chunks.c.chunk_id.in_(_IDS))
_CHUNKS_IN = _LIVE.where(chunks.c.article_id.in_(_IDS)).order_by(chunks.c.ordinal)
_VECTORS_IN = select(chunks.c.chunk_id, chunks.c.vector).where(
    chunks.c.generation == _GENERATION, chunks.c.article_id.in_(_IDS)
)
_REVISION = select(meta.c.value).where(meta.c.name == "revision")


@dataclass(frozen=True)
class Known:
    """What tells whether an article has changed since it was taken."""

    article_id: str
    source: str
    content_hash: str
    text_hash: str
    fingerprint: str
    url: str | None


_KNOWN = select(*(articles.c[name] for name in Known.__dataclass_fields__))


class LibraryReader:
    """Everything one can ask a register. `generation` selects the chunks that are live.

    Every method is one transaction and thread-safe; a failure of the database is a `StoreError`.
    """

    def __init__(self, url: str, generation: int = 1) -> None:
        self.generation = generation
        self._engine = connect(url)
        with self._transaction() as connection:
            metadata.create_all(connection)
            found = connection.scalar(select(meta.c.value).where(meta.c.name == "schema_version"))
            if found is None:
                first = {"schema_version": str(SCHEMA_VERSION), "revision": "0"}
                rows = [{"name": name, "value": value} for name, value in first.items()]
                connection.execute(insert(meta), rows)
        if found is not None and int(found) > SCHEMA_VERSION:
            self.close()
            raise IndexMismatch(
                f"the register has schema {found}, this version reads up to {SCHEMA_VERSION}",
                "upgrade: `pip install --upgrade meetingqa`",
            )

    def close(self) -> None:
        self._engine.dispose()

    def get_article(self, article_id: str) -> Article:
        """The article of an id; `ArticleNotFoundError` if there is none."""
        found = self.get_articles([article_id])
        if not found:
            raise ArticleNotFoundError(
                f"no article has the id {article_id!r}", "see `meetingqa articles list`"
            )
        return found[article_id]

    def get_articles(self, article_ids: Collection[str]) -> dict[str, Article]:
        """Articles by id; ids that are not there are left out."""
        rows = self._select_in(_ARTICLES_OF, article_ids)
        return {row["article_id"]: Article(**row) for row in rows}

    def get_chunks(self, chunk_ids: Collection[str]) -> dict[str, Chunk]:
        """Live chunks by id; others are left out."""
        rows = self._select_in(_CHUNKS_OF, chunk_ids)
        return {row["chunk_id"]: Chunk(**row) for row in rows}

    def article_chunks(self, article_id: str) -> list[Chunk]:
        """The live chunks of one article, in order."""
        return [Chunk(**row) for row in self._select_in(_CHUNKS_IN, [article_id])]

    def get_vectors(self, article_id: str) -> dict[str, NDArray[np.float32]]:
        """The kept vectors of one article's live chunks by chunk id (rounded to half precision)."""
        rows = self._select_in(_VECTORS_IN, [article_id])
        return {
            row["chunk_id"]: np.frombuffer(row["vector"], "<f2").astype(np.float32) for row in rows
        }

    def list_corrections(self, article_id: str) -> list[Correction]:
        with self._transaction() as connection:
            return find_corrections(connection, article_id)

    def list_versions(self, article_id: str) -> list[ArticleVersion]:
        """The texts an article had before the one of now, the latest first."""
        with self._transaction() as connection:
            return find_versions(connection, article_id)

    def list_articles(self, filters: Filters | None = None) -> list[ListedArticle]:
        """All articles within `filters` without their texts, newest first, undated ones last."""
        live = (chunks.c.article_id == articles.c.article_id) & (
            chunks.c.generation == self.generation
        )
        counted = select(func.count()).where(live).scalar_subquery().label("chunks")
        names = [name for name in ListedArticle.model_fields if name != "chunks"]
        query = select(*(articles.c[name] for name in names), counted)
        condition = filter_condition(filters) if filters else None
        if condition is not None:
            query = query.where(condition)
        found = [ListedArticle(**row) for row in self._rows(query)]
        found.sort(key=lambda a: (a.title, a.article_id))
        found.sort(key=lambda a: str(a.held_on or a.published_on or ""), reverse=True)
        return found

    def list_provinces(self) -> list[str]:
        found = self._rows(select(articles.c.province).distinct())
        return sorted(row["province"] for row in found if row["province"])

    def iter_articles(self) -> Iterator[Article]:
        """Every article with its text, by id, a few at a time."""
        last = ""
        query = _ARTICLES.order_by(articles.c.article_id).limit(100)
        while True:
            page = self._rows(query.where(articles.c.article_id > last))
            found = [Article(**row) for row in page]
            yield from found
            if not found:
                return
            last = found[-1].article_id

    def find_article_ids(self, filters: Filters, meant: Filters | None = None) -> set[str] | None:
        """Ids of the articles within `filters`, and not known to be outside the provinces and held
        days of `meant`; None when they restrict nothing."""
        condition = filter_condition(filters, meant)
        if condition is None:
            return None
        within = self._rows(select(articles.c.article_id).where(condition))
        return {row["article_id"] for row in within}

    def count_articles(self) -> int:
        return self._count(select(func.count()).select_from(articles))

    def count_chunks(self) -> int:
        """How many chunks are live."""
        query = select(func.count()).select_from(chunks)
        return self._count(query.where(chunks.c.generation == self.generation))

    def revision(self) -> int:
        """A number that grows with every change, so that a reader can tell it is behind."""
        return self._count(_REVISION)

    def find_known(self, article_id: str) -> Known | None:
        """What the register remembers of an article, to tell whether another is the same."""
        return self._find_known(articles.c.article_id == article_id)

    def find_same_text(self, text_hash: str) -> Known | None:
        return self._find_known(articles.c.text_hash == text_hash)

    def find_at(self, origin: str) -> list[Known]:
        """The articles that were read there."""
        query = _KNOWN.join(origins, origins.c.article_id == articles.c.article_id)
        query = query.where(origins.c.origin == origin).order_by(articles.c.article_id)
        return [Known(**row) for row in self._rows(query)]

    def is_alias(self, source: str, content_hash: str) -> bool:
        """Whether this source was met before, in this state, as one that is no article of its own."""
        query = select(aliases.c.source).where(
            aliases.c.source == source, aliases.c.content_hash == content_hash
        )
        return bool(self._rows(query))

    def list_aliases(self, article_id: str) -> list[str]:
        """The other sources of an article."""
        query = select(aliases.c.source).where(aliases.c.article_id == article_id)
        return [row["source"] for row in self._rows(query.order_by(aliases.c.source))]

    def _find_known(self, condition: ColumnElement[bool]) -> Known | None:
        query = _KNOWN.where(condition).order_by(articles.c.article_id)
        return next((Known(**row) for row in self._rows(query)), None)

    def _rows(self, query: Select[Any]) -> Sequence[RowMapping]:
        with self._transaction() as connection:
            return connection.execute(query).mappings().all()

    def _count(self, query: Select[Any]) -> int:
        with self._transaction() as connection:
            return int(connection.scalar(query) or 0)

    def _select_in(self, query: Select[Any], ids: Collection[str]) -> list[RowMapping]:
        wanted, rows = list(ids), list[RowMapping]()
        with self._transaction() as connection:
            for start in range(0, len(wanted), _SLICE):
                given = {"ids": wanted[start : start + _SLICE], "generation": self.generation}
                rows += connection.execute(query, given).mappings()
        return rows

    def _transaction(self) -> AbstractContextManager[Connection]:
        return transaction(self._engine)
