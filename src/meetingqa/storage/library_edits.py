"""What changed in the register: corrections, earlier texts, and articles that take the place of others."""

import os
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Float,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from meetingqa.domain import Article, ArticleVersion, Correction
from meetingqa.storage.library_tables import aliases, articles, hash_text, metadata, owner_column

# A file by its absolute path, or an entry of one.
origins = Table(
    "origins",
    metadata,
    owner_column(primary_key=True),
    Column("origin", Text, nullable=False, index=True),
)


@dataclass(frozen=True)
class Moves:
    """The origins of articles by their ids, and which articles others take the place of (old id to
    new id)."""

    origins: Mapping[str, str]
    superseded: Mapping[str, str]


def write_moves(connection: Connection, moves: Moves, written: Collection[str]) -> list[str]:
    """Note the moves after the articles `written` beside them. Returns which have to be taken out:
    the superseded ones whose text no other source holds."""
    gone = [old for old in moves.superseded if old not in written]
    _forget(connection, [*gone, *moves.origins])
    if moves.origins:
        rows = [{"article_id": i, "origin": origin} for i, origin in moves.origins.items()]
        connection.execute(insert(origins), rows)
    doomed = [old for old in gone if not _keep_copy(connection, old)]
    for old in doomed:
        if moves.superseded[old] in written:
            hand_over(connection, old, moves.superseded[old])
    return doomed


def _keep_copy(connection: Connection, article_id: str) -> bool:
    """Make another source of an article its own, if one holds its very text."""
    row = articles.c.article_id == article_id
    alike = or_(articles.c.url.is_(None), articles.c.content_hash == aliases.c.content_hash)
    others = select(aliases.c.source).join(articles, row & alike)
    copy = connection.scalar(others.where(aliases.c.article_id == article_id))
    if copy is None:
        return False
    connection.execute(update(articles).where(row).values(source=copy))
    connection.execute(delete(aliases).where(aliases.c.source == copy))
    _forget(connection, [article_id])
    if os.path.isabs(copy):
        connection.execute(insert(origins).values(article_id=article_id, origin=copy))
    return True


def _forget(connection: Connection, article_ids: Collection[str]) -> None:
    if rows := [{"id": article_id} for article_id in article_ids]:
        connection.execute(delete(origins).where(origins.c.article_id == bindparam("id")), rows)


# Days are ISO text here. `read` is what the article's source says, so that it can be put back.
corrections = Table(
    "corrections",
    metadata,
    owner_column(primary_key=True),
    Column("field", String(40), primary_key=True),
    Column("value", Text),
    Column("read", Text),
    Column("by", Text, nullable=False),
    Column("at", Float, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("version_id", Integer, primary_key=True),
    owner_column(nullable=False, index=True),
    Column("replaced_at", Float, nullable=False, default=time.time),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("published_on", Date),
    Column("text", Text, nullable=False),
)


_AS_VERSION = select(*(articles.c[c.name] for c in versions.c if c.name in articles.c))


def as_corrected(article: Article, found: Collection[Correction]) -> Article:
    """An article, as its source has it, with the corrections put in."""
    values = {correction.field: correction.value for correction in found}
    return Article.model_validate(article.model_dump() | values) if values else article


def find_corrections(connection: Connection, article_id: str) -> list[Correction]:
    """An article's corrections, by field."""
    query = select(*(corrections.c[name] for name in Correction.model_fields))
    query = query.where(corrections.c.article_id == article_id).order_by(corrections.c.field)
    return [Correction(**row) for row in connection.execute(query).mappings()]


def write_corrections(
    connection: Connection, article_id: str, found: Collection[Correction]
) -> None:
    """Make these the article's corrections, and no other."""
    of_article = corrections.c.article_id == article_id
    connection.execute(delete(corrections).where(of_article))
    if rows := [{"article_id": article_id, **item.model_dump()} for item in found]:
        connection.execute(insert(corrections), rows)


def note_read(connection: Connection, article: Article) -> None:
    """Remember what an article's source says now of the fields that are corrected."""
    for item in find_corrections(connection, article.article_id):
        says = getattr(article, item.field)
        read = None if says is None else str(says)
        if read != item.read:
            its = (corrections.c.article_id == article.article_id) & (
                corrections.c.field == item.field
            )
            connection.execute(update(corrections).where(its).values(read=read))


def keep_versions(connection: Connection, newer: Sequence[Article]) -> None:
    """Keep the texts that are about to be replaced by others."""
    for article in newer:
        query = _AS_VERSION.where(
            articles.c.article_id == article.article_id,
            articles.c.text_hash != hash_text(article),
        )
        if old := connection.execute(query).mappings().first():
            connection.execute(insert(versions).values(**old))


def find_versions(connection: Connection, article_id: str) -> list[ArticleVersion]:
    """The texts an article had before, the latest first."""
    query = select(*(versions.c[name] for name in ArticleVersion.model_fields))
    query = query.where(versions.c.article_id == article_id).order_by(versions.c.version_id.desc())
    return [ArticleVersion(**row) for row in connection.execute(query).mappings()]


def hand_over(connection: Connection, old_id: str, new_id: str) -> None:
    """Give an article's versions, its text and its corrections to the one that takes its place."""
    for table in (versions, corrections):
        of_old = table.c.article_id == old_id
        connection.execute(update(table).where(of_old).values(article_id=new_id))
    query = _AS_VERSION.where(articles.c.article_id == old_id)
    if old := connection.execute(query).mappings().first():
        connection.execute(insert(versions).values(**{**old, "article_id": new_id}))
