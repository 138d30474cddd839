"""The register's database: its tables, its engine and errors, rows of values, filters in SQL."""

import hashlib
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    ColumnElement,
    Connection,
    Date,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    and_,
    create_engine,
    event,
    func,
    or_,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from meetingqa.domain import Article, Chunk, Filters
from meetingqa.errors import SettingsError, StoreError
from meetingqa.language.filter_words import body_words, match_words, province_words

metadata = MetaData()

meta = Table("meta", metadata, Column("name", String(40), primary_key=True), Column("value", Text))


def owner_column(**options: Any) -> Column[str]:
    """The column by which a row belongs to an article, and goes with it."""
    owner = ForeignKey("articles.article_id", ondelete="CASCADE")
    return Column("article_id", String(64), owner, **options)


articles = Table(
    "articles",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("external_id", Text),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("url", Text),
    Column("author", Text),
    Column("published_on", Date),
    Column("held_on", Date),
    Column("province", Text),
    Column("body", Text),
    Column("session", Text),
    Column("chair", Text),
    # What filters compare: folded words between spaces.
    Column("province_words", Text),
    Column("body_words", Text),
    Column("session_words", Text),
    # Of the text alone, to find the same article elsewhere; of all fields but the source.
    Column("text_hash", String(64), nullable=False, index=True),
    Column("fingerprint", String(64), nullable=False),
    Column("text", Text, nullable=False),
)
# All that filters read: without it each filtered question reads through every article's text.
_filtered = "province_words held_on published_on session_words body_words article_id".split()
Index("articles_filtered", *(articles.c[name] for name in _filtered))

# A generation is one building of the derived indexes; the manifest says which one is live. The
# vector stands last, so that reading the other columns does not touch its pages.
chunks = Table(
    "chunks",
    metadata,
    Column("chunk_id", String(96), primary_key=True),
    Column("generation", Integer, primary_key=True),
    owner_column(nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("tokens", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Index("chunks_of_article", "article_id", "generation", "ordinal"),
)

# Sources that are not an article of their own: the same text elsewhere, or an older state of it.
aliases = Table(
    "aliases",
    metadata,
    Column("source", Text, primary_key=True),
    owner_column(nullable=False, index=True),
    Column("url", Text),
    Column("content_hash", String(64), nullable=False),
)

# Chunks that may stand in the derived indexes without being live: announced before they are
# written there, retired before they are taken out.
unsettled = Table("unsettled", metadata, Column("chunk_id", String(96), primary_key=True))

_ARTICLE_FIELDS = tuple(Article.model_fields)
article_columns = [articles.c[name] for name in _ARTICLE_FIELDS]
chunk_columns = [
    *(chunks.c[name] for name in Chunk.model_fields if name != "text"),
    # SQL counts code points from 1, as Python does from 0.
    func.substr(articles.c.text, chunks.c.start + 1, chunks.c.end - chunks.c.start).label("text"),
]

_BUSY_S = 30


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def hash_text(article: Article) -> str:
    """SHA-256 of the canonical text alone: equal for one text under two sources or titles."""
    return _hash(article.text)


def fingerprint(article: Article) -> str:
    """SHA-256 of every field but the source: equal if nothing about the article changed."""
    return _hash(article.model_dump_json(exclude={"source"}))


def article_row(article: Article) -> dict[str, Any]:
    """All columns of `articles` for one article."""
    return article.model_dump() | {
        "province_words": match_words(article.province),
        "body_words": match_words(article.body),
        "session_words": match_words(article.session),
        "text_hash": hash_text(article),
        "fingerprint": fingerprint(article),
    }


def filter_condition(filters: Filters, meant: Filters | None = None) -> ColumnElement[bool] | None:
    """The condition on `articles` that `filters` means; None when they restrict nothing.

    Of the provinces and held days of `meant` it leaves out only articles known to be of others.
    """
    a, conditions = articles.c, list[ColumnElement[bool]]()
    if meant and meant.provinces:
        named = (_has_words(a.province_words, province_words(p)) for p in meant.provinces)
        conditions.append(or_(a.province_words.is_(None), *named))
    if meant and (meant.held_from or meant.held_to):
        day = func.coalesce(a.held_on, a.published_on)
        conditions.append(or_(day.is_(None), _within(day, meant.held_from, meant.held_to)))
    for columns, start, end in (
        ((a.published_on, a.held_on), filters.date_from, filters.date_to),
        ((a.published_on,), filters.published_from, filters.published_to),
        ((a.held_on,), filters.held_from, filters.held_to),
    ):
        if start or end:
            conditions.append(or_(*(_within(column, start, end) for column in columns)))
    for column, values in (
        (a.province_words, [province_words(value) for value in filters.provinces]),
        (a.session_words, [match_words(value) or " " for value in filters.sessions]),
    ):
        if values:
            conditions.append(or_(*(_has_words(column, value) for value in values)))
    if filters.bodies:
        conditions.append(or_(*(_is_body(a.body_words, value) for value in filters.bodies)))
    if filters.article_ids:
        conditions.append(a.article_id.in_(sorted(set(filters.article_ids))))
    return and_(*conditions) if conditions else None


def _within(
    column: ColumnElement[Any], start: date | None, end: date | None
) -> ColumnElement[bool]:
    bounds: Collection[ColumnElement[bool]] = [
        *([column >= start] if start else []),
        *([column <= end] if end else []),
    ]
    return and_(*bounds)


def _is_body(column: Column[Any], value: str) -> ColumnElement[bool]:
    held, equal = body_words(value)
    return or_(*(_has_words(column, words) for words in held), column.in_(equal))


def _has_words(column: Column[Any], words: str) -> ColumnElement[bool]:
    """The words stand in the column in a row ("thứ 1" is not in "thứ 15")."""
    return column.contains(words, autoescape=True)


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite file, whatever characters are in its path."""
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def connect(url: str) -> Engine:
    """An engine for a database URL; `SettingsError` if the URL or its driver is no use."""
    try:
        engine = create_engine(url, hide_parameters=True)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise SettingsError(
            f"setting 'library_url' cannot be used: {error}",
            "set MEETINGQA_LIBRARY_URL to an SQLAlchemy URL and install its driver",
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # WAL lets readers go on while a batch is written; FULL keeps a commit through a power cut.
    connection.execute(f"PRAGMA busy_timeout={_BUSY_S * 1000}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction; a failure of the database is a `StoreError`."""
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise _translate(error) from error


def _translate(error: SQLAlchemyError) -> StoreError:
    reason = str(getattr(error, "orig", None) or error)
    if "full" in reason or "disk I/O" in reason:
        hint = "free some disk space and run the command again; nothing stored is lost"
    elif "not a database" in reason or "malformed" in reason:
        hint = "bring back a backup with `meetingqa restore FILE`, or ingest into a new --store"
    elif "readonly" in reason or "unable to open" in reason:
        hint = "make the store folder writable for this user"
    elif "locked" in reason:
        hint = "another process is busy with this store: try again"
    else:
        hint = "see `meetingqa doctor`"
    return StoreError(f"the register failed: {reason}", hint)
