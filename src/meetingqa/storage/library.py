"""The register of articles and chunks, the truth of a store (SQLAlchemy Core; SQLite or any URL).

What the derived indexes hold can be rebuilt from here, the vectors included. Their changes are
announced here first and taken as done here last, so that a crash between leaves a trace.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)

from meetingqa.domain import Article, Chunk, Correction
from meetingqa.storage.library_edits import (
    Moves,
    as_corrected,
    find_corrections,
    keep_versions,
    note_read,
    write_corrections,
    write_moves,
)
from meetingqa.storage.library_reading import LibraryReader
from meetingqa.storage.library_tables import (
    aliases,
    article_row,
    articles,
    chunks,
    meta,
    unsettled,
)


@dataclass(frozen=True)
class IndexedArticle:
    """An article with its chunks and their vectors, float32 of shape (len(chunks), dimensions)."""

    article: Article
    chunks: Sequence[Chunk]
    vectors: NDArray[np.float32]


@dataclass(frozen=True)
class Alias:
    """A source that holds an article's text too, or an older state of it (by `content_hash`)."""

    source: str
    article_id: str
    url: str | None
    content_hash: str


class Library(LibraryReader):
    """A register that one process writes to (the store's lock sees to it)."""

    def announce(self, chunk_ids: Collection[str]) -> None:
        """Note chunks that are about to be written to the derived indexes."""
        with self._transaction() as connection:
            _note(connection, chunk_ids)

    def correct(self, article: Article) -> Article:
        """An article as its source has it, with what people corrected; what it says is noted."""
        with self._transaction() as connection:
            note_read(connection, article)
            return as_corrected(article, find_corrections(connection, article.article_id))

    def replace(
        self,
        batch: Sequence[IndexedArticle],
        others: Sequence[Alias] = (),
        corrected: Mapping[str, Collection[Correction]] | None = None,
        moves: Moves | None = None,
    ) -> None:
        """Make announced articles live in one transaction; their old chunks become unsettled.

        Texts that others take the place of are kept as versions. `corrected` are all corrections of
        an article, by its id. Superseded articles go, their versions and corrections do not.
        """
        with self._transaction() as connection:
            rows = [article_row(item.article) for item in batch]
            ids = [row["article_id"] for row in rows]
            found = set(connection.scalars(select(articles.c.article_id).where(_among(ids))))
            if new := [row for row in rows if row["article_id"] not in found]:
                connection.execute(insert(articles), new)
            keep_versions(connection, [i.article for i in batch if i.article.article_id in found])
            if old := [row for row in rows if row["article_id"] in found]:
                condition = articles.c.article_id == bindparam("id")
                changed = [{"id": row.pop("article_id"), **row} for row in old]
                connection.execute(update(articles).where(condition), changed)
            _retire(connection, sorted(found))
            for item in batch:
                _insert_chunks(connection, item, self.generation)
            _forget(connection, [chunk.chunk_id for item in batch for chunk in item.chunks])
            _replace_aliases(connection, [row["source"] for row in rows], others)
            for article_id, made in (corrected or {}).items():
                write_corrections(connection, article_id, made)
            if moves:
                doomed = write_moves(connection, moves, ids)
                _retire(connection, doomed)
                connection.execute(delete(articles).where(_among(doomed)))
            _raise_revision(connection)

    def remove(self, article_ids: Collection[str]) -> int:
        """Delete articles in one transaction; their chunks become unsettled. Returns how many."""
        removed = 0
        with self._transaction() as connection:
            _retire(connection, article_ids)
            for article_id in article_ids:
                gone = delete(articles).where(articles.c.article_id == article_id)
                removed += connection.execute(gone).rowcount
            _raise_revision(connection)
        return removed

    def list_unsettled(self) -> list[str]:
        """Chunks that may stand in the derived indexes without being live."""
        live = select(chunks.c.chunk_id).where(chunks.c.generation == self.generation)
        query = select(unsettled.c.chunk_id).where(unsettled.c.chunk_id.not_in(live))
        return [row["chunk_id"] for row in self._rows(query)]

    def settle(self) -> None:
        """Forget what was unsettled: it has left the derived indexes."""
        with self._transaction() as connection:
            connection.execute(delete(unsettled))

    def iter_batches(self, max_chunks: int) -> Iterator[list[IndexedArticle]]:
        """Every article with its live chunks and kept vectors, about `max_chunks` at a time."""
        batch, size = list[IndexedArticle](), 0
        for article in self.iter_articles():
            found = self.article_chunks(article.article_id)
            kept = self.get_vectors(article.article_id)
            if found:
                vectors = np.stack([kept[chunk.chunk_id] for chunk in found])
                batch.append(IndexedArticle(article, found, vectors))
                size += len(found)
            if size >= max_chunks:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def latest_generation(self) -> int:
        """The highest generation in use, finished or not."""
        return max(self.generation, self._count(select(func.max(chunks.c.generation))))

    def add_generation(self, batch: Sequence[IndexedArticle], generation: int) -> None:
        """Write the chunks of a generation that is not live yet."""
        with self._transaction() as connection:
            for item in batch:
                _insert_chunks(connection, item, generation)

    def drop_other_generations(self) -> None:
        """Delete the chunks of every generation but the live one."""
        with self._transaction() as connection:
            gone = delete(chunks).where(chunks.c.generation != self.generation)
            if connection.execute(gone).rowcount:
                _raise_revision(connection)


def _among(article_ids: Collection[str]) -> ColumnElement[bool]:
    return articles.c.article_id.in_(article_ids)


def _note(connection: Connection, chunk_ids: Collection[str]) -> None:
    _forget(connection, chunk_ids)
    if chunk_ids:
        connection.execute(insert(unsettled), [{"chunk_id": i} for i in set(chunk_ids)])


def _forget(connection: Connection, chunk_ids: Iterable[str]) -> None:
    if rows := [{"id": chunk_id} for chunk_id in chunk_ids]:
        connection.execute(delete(unsettled).where(unsettled.c.chunk_id == bindparam("id")), rows)


def _retire(connection: Connection, article_ids: Collection[str]) -> None:
    for article_id in article_ids:
        of_article = chunks.c.article_id == article_id
        _note(connection, list(connection.scalars(select(chunks.c.chunk_id).where(of_article))))
        connection.execute(delete(chunks).where(of_article))


def _insert_chunks(connection: Connection, item: IndexedArticle, generation: int) -> None:
    # Half precision: the ranks of unit vectors do not change, and the register stays small.
    kept = item.vectors.astype("<f2")
    rows = [
        chunk.model_dump(exclude={"text"}) | {"generation": generation, "vector": vector.tobytes()}
        for chunk, vector in zip(item.chunks, kept, strict=True)
    ]
    if rows:
        connection.execute(insert(chunks), rows)


def _replace_aliases(
    connection: Connection, own_sources: Collection[str], others: Sequence[Alias]
) -> None:
    gone = [{"of": source} for source in {*own_sources, *(alias.source for alias in others)}]
    if gone:
        connection.execute(delete(aliases).where(aliases.c.source == bindparam("of")), gone)
    if last := {alias.source: asdict(alias) for alias in others}:
        connection.execute(insert(aliases), list(last.values()))


def _raise_revision(connection: Connection) -> None:
    higher = cast(cast(meta.c.value, Integer) + 1, Text)
    connection.execute(update(meta).where(meta.c.name == "revision").values(value=higher))
