"""API tokens: shown once when made, kept as a hash, narrowed to scopes, revocable."""

import hashlib
import secrets
import unicodedata
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Connection, RowMapping, insert, select, update

from meetingqa.errors import SettingsError
from meetingqa.web.people import RIGHTS, Person, Right, Token
from meetingqa.web.tables import Database, people, tokens

_ASKING: tuple[Right, ...] = ("ask",)
_MARK = "mqa_"  # lets a scanner of leaked secrets know ours


class Tokens:
    """The API tokens of one service. Thread-safe."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def create(self, name: str, label: str = "", scopes: Collection[Right] = _ASKING) -> str:
        """A new token of an account, returned this once. Raises SettingsError."""
        if not scopes or (wrong := [scope for scope in scopes if scope not in RIGHTS]):
            raise SettingsError(
                f"{(wrong if scopes else [''])[0]!r} is no scope", f"take of {', '.join(RIGHTS)}"
            )
        secret = _MARK + secrets.token_urlsafe(32)
        with self._database.transaction() as connection:
            row = {
                "secret_hash": digest(secret),
                "account_id": find_account(connection, name),
                "label": label,
                "scopes": " ".join(right for right in RIGHTS if right in scopes),
                "created_at": self._clock(),
            }
            connection.execute(insert(tokens).values(row))
        return secret

    def person_of(self, secret: str) -> Person | None:
        """Whose token this is, narrowed to its scopes, if it still holds."""
        ours = (tokens.c.secret_hash == digest(secret), tokens.c.revoked_at.is_(None))
        joined = select(people, tokens.c.scopes).join_from(
            tokens, people, people.c.account_id == tokens.c.account_id
        )
        for row in self._database.rows(joined.where(*ours, people.c.active)):
            return person_in(row).model_copy(update={"scopes": tuple(row["scopes"].split())})
        return None

    def list(self) -> Sequence[Token]:
        """Every token, revoked ones too, in the order they were made."""
        joined = select(tokens, people.c.name).join_from(
            tokens, people, people.c.account_id == tokens.c.account_id
        )
        rows = self._database.rows(joined.order_by(tokens.c.token_id))
        return [
            Token(
                scopes=tuple(row["scopes"].split()),
                revoked=row["revoked_at"] is not None,
                **{name: row[name] for name in ("token_id", "name", "label", "created_at")},
            )
            for row in rows
        ]

    def revoke(self, name: str, token_id: int) -> None:
        """Make a token worthless. Raises SettingsError where that account has none of this number."""
        with self._database.transaction() as connection:
            ours = tokens.c.account_id == find_account(connection, name)
            gone = update(tokens).where(ours, tokens.c.token_id == token_id)
            if not connection.execute(gone.values(revoked_at=self._clock())).rowcount:
                raise SettingsError(
                    f"{clean_name(name)!r} has no token {token_id}", "see `meetingqa users list`"
                )


def clean_name(name: str) -> str:
    """An account's name as it is kept. Raises SettingsError."""
    name = unicodedata.normalize("NFC", name).strip().lower()
    if not 0 < len(name) <= 80 or not name.isprintable():
        raise SettingsError(f"{name[:90]!r} is no account name", "take 1 to 80 letters or digits")
    return name


def find_account(connection: Connection, name: str) -> int:
    """The account of that name. Raises SettingsError."""
    name = clean_name(name)
    found: int | None = connection.scalar(select(people.c.account_id).where(people.c.name == name))
    if found is None:
        raise SettingsError(f"there is no account {name!r}", "see `meetingqa users list`")
    return found


def person_in(row: RowMapping) -> Person:
    """The person of a row of `people`."""
    return Person(account_id=row["account_id"], name=row["name"], role=row["role"])


def digest(secret: str) -> str:
    """SHA-256 of a secret, in hex. Our secrets are random, so a slow hash would add nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()
