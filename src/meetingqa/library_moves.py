"""Where articles are read, and which of them others take the place of when a file has changed."""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Connection,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from meetingqa.library_edits import hand_over
from meetingqa.library_tables import aliases, articles, metadata, owner_column

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
