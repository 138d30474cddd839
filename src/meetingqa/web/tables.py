"""The service's own database, `service.sqlite3` in the store's folder: accounts and conversations."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    MetaData,
    RowMapping,
    Select,
    String,
    Table,
    Text,
)

from meetingqa.storage.library_tables import connect, sqlite_url, transaction
from meetingqa.storage.store_files import disk_errors

# Times are seconds since 1970 (UTC). Account 0 is the one person of a service without accounts.
metadata = MetaData()

people = Table(
    "people",
    metadata,
    Column("account_id", Integer, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", Float, nullable=False),
)

# The cookie's and the token's values are secrets: only their SHA-256 are kept.
sessions = Table(
    "sessions",
    metadata,
    Column("secret_hash", String(64), primary_key=True),
    Column("account_id", Integer, nullable=False, index=True),
    Column("expires_at", Float, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("token_id", Integer, primary_key=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("account_id", Integer, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("revoked_at", Float),
)

failures = Table(
    "failures",
    metadata,
    Column("failure_id", Integer, primary_key=True),
    Column("name", String(80), nullable=False, index=True),
    Column("address", String(80), nullable=False, index=True),
    Column("at", Float, nullable=False),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("entry_id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("account_id", Integer, nullable=False),
    Column("name", String(80), nullable=False),
    Column("action", String(40), nullable=False),
    Column("detail", Text, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("account_id", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    Index("conversations_of_person", "account_id", "updated_at"),
)

turns = Table(
    "turns",
    metadata,
    Column("turn_id", Integer, primary_key=True),
    Column("conversation_id", String(32), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),  # the contract's JSON
    Column("words", Text, nullable=False),  # question and answer, folded, for the search
    Column("created_at", Float, nullable=False),
    Column("rating", Integer),  # 1 or -1
    Column("reason", Text),
)

# Finished summaries and digests. A summary has its article's id.
documents = Table(
    "documents",
    metadata,
    Column("document_id", String(32), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("articles", Text, nullable=False),  # their ids, each between blanks
    Column("made_by", String(80), nullable=False),
    Column("made_at", Float, nullable=False),
    Column("record", Text, nullable=False),
    Column("edits", Text, nullable=False),  # an editor's wordings: {entry: [text, reason]}
)


class Database:
    """The service's database, created where it is missing. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        with disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        self._engine = connect(sqlite_url(folder / "service.sqlite3"))
        with self.transaction() as connection:
            metadata.create_all(connection)

    def transaction(self) -> AbstractContextManager[Connection]:
        """One transaction; a failure of the database is a `StoreError`."""
        return transaction(self._engine)

    def rows(self, query: Select[Any]) -> Sequence[RowMapping]:
        """What a query finds, by the names of its columns."""
        with self.transaction() as connection:
            return connection.execute(query).mappings().all()

    def close(self) -> None:
        self._engine.dispose()


def now() -> float:
    """Seconds since 1970, the service's clock where no other is given."""
    return datetime.now(UTC).timestamp()
