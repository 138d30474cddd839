"""Who may use the service: accounts, sign-ins, API tokens, what they may do, and what they did."""

import secrets
from collections.abc import Callable, Sequence

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from meetingqa.errors import SettingsError, SignInFailed, TooManyRequests
from meetingqa.settings import Settings
from meetingqa.web.people import Account, Entry, Person, Role
from meetingqa.web.tables import Database, audit_log, failures, now, people, sessions
from meetingqa.web.tokens import Tokens, clean_name, digest, find_account, person_in


class AuditLog:
    """Call it to write an entry. Thread-safe."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def __call__(self, person: Person, action: str, detail: str = "") -> None:
        """Note what a person did. `detail` names articles or counts, never a question's words."""
        row = {
            "at": self._clock(),
            "account_id": person.account_id,
            "name": person.name,
            "action": action,
            "detail": detail[:2000],
        }
        with self._database.transaction() as connection:
            connection.execute(insert(audit_log).values(row))

    def list(self, limit: int = 200) -> Sequence[Entry]:
        """The latest entries, newest first."""
        columns = [audit_log.c[field] for field in Entry.model_fields]
        query = select(*columns).order_by(audit_log.c.entry_id.desc()).limit(limit)
        return [Entry(**row) for row in self._database.rows(query)]


MIN_PASSWORD = 10  # characters
_TRY_AGAIN_S = 15 * 60
_FAILURES_OF_NAME, _FAILURES_OF_ADDRESS = 5, 30  # within that time


class Accounts:
    """The accounts of one service, with their `tokens` and the audit log `audit`. Thread-safe."""

    def __init__(
        self, database: Database, settings: Settings, clock: Callable[[], float] = now
    ) -> None:
        self.tokens = Tokens(database, clock)
        self.audit = AuditLog(database, clock)
        self._database = database
        self._clock = clock
        self._session_s = settings.session_hours * 3600
        self._hasher = PasswordHasher(
            time_cost=settings.password_passes,
            memory_cost=settings.password_memory_kib,
            parallelism=1,
        )
        # Verified for names that nobody has, so that these take as long as others.
        self._nobody = self._hasher.hash(secrets.token_hex())

    def is_empty(self) -> bool:
        """Whether nobody can sign in."""
        return not any(account.active for account in self.list())

    def create(self, name: str, password: str, role: Role = "staff") -> Person:
        """A new account. Raises SettingsError for a name in use or a password too short."""
        name = clean_name(name)
        row = {
            "name": name,
            "role": role,
            "password_hash": self._hash(password),
            "active": True,
            "created_at": self._clock(),
        }
        with self._database.transaction() as connection:
            try:
                made = connection.execute(insert(people).values(row)).inserted_primary_key
            except IntegrityError as error:
                raise SettingsError(
                    f"there is an account {name!r} already", "see `meetingqa users list`"
                ) from error
        assert made is not None
        return Person(account_id=made[0], name=name, role=role)

    def list(self) -> Sequence[Account]:
        columns = [people.c[field] for field in Account.model_fields]
        rows = self._database.rows(select(*columns).order_by(people.c.name))
        return [Account(**row) for row in rows]

    def set_role(self, name: str, role: Role) -> None:
        self._change(name, role=role)

    def set_active(self, name: str, active: bool) -> None:
        """Let an account in, or not any more: its sign-ins end and its tokens do nothing."""
        self._change(name, active=active)

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password; its sign-ins end."""
        self._change(name, password_hash=self._hash(password))

    def authenticate(self, name: str, password: str, address: str = "") -> Person:
        """The person of a name and password. Raises SignInFailed, or TooManyRequests after 5 failures
        of a name or 30 of an address within 15 minutes."""
        name = clean_name(name)
        self._throttle(name, address)
        row = next(iter(self._database.rows(select(people).where(people.c.name == name))), None)
        known = row["password_hash"] if row else self._nobody
        try:
            self._hasher.verify(known, password)
        except (VerificationError, InvalidHashError):
            row = None
        let_in = row is not None and row["active"]
        with self._database.transaction() as connection:
            if let_in:
                connection.execute(delete(failures).where(failures.c.name == name))
            else:
                failure = {"name": name, "address": address, "at": self._clock()}
                connection.execute(insert(failures).values(failure))
        if row is None or not let_in:  # told outside, or the failure would be rolled back
            raise SignInFailed("name or password is wrong", "try again, or ask for a new one")
        return Person(account_id=row["account_id"], name=name, role=row["role"])

    def open_session(self, person: Person) -> str:
        """The secret of a new sign-in, for a cookie."""
        secret = secrets.token_urlsafe(32)
        row = {"secret_hash": digest(secret), "account_id": person.account_id}
        with self._database.transaction() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires_at < self._clock()))
            expires_at = self._clock() + self._session_s
            connection.execute(insert(sessions).values({**row, "expires_at": expires_at}))
        return secret

    def person_of_session(self, secret: str) -> Person | None:
        """Whose sign-in a cookie is, if it still holds; using it prolongs it."""
        ours = sessions.c.secret_hash == digest(secret)
        with self._database.transaction() as connection:
            joined = select(people, sessions.c.expires_at).join_from(
                sessions, people, people.c.account_id == sessions.c.account_id
            )
            row = connection.execute(joined.where(ours, people.c.active)).mappings().first()
            if row is None or row["expires_at"] < self._clock():
                return None
            expires_at = self._clock() + self._session_s
            # A write a request would be dear: only when a twentieth of the time has gone.
            if expires_at - row["expires_at"] > self._session_s / 20:
                connection.execute(update(sessions).where(ours).values(expires_at=expires_at))
        return person_in(row)

    def close_session(self, secret: str) -> None:
        with self._database.transaction() as connection:
            gone = sessions.c.secret_hash == digest(secret)
            connection.execute(delete(sessions).where(gone))

    def _throttle(self, name: str, address: str) -> None:
        since = self._clock() - _TRY_AGAIN_S
        limits = [(failures.c.name == name, _FAILURES_OF_NAME)]
        if address:
            limits.append((failures.c.address == address, _FAILURES_OF_ADDRESS))
        with self._database.transaction() as connection:
            connection.execute(delete(failures).where(failures.c.at <= since))
            for condition, limit in limits:
                count = select(func.count()).select_from(failures).where(condition)
                if (connection.scalar(count) or 0) >= limit:
                    first = connection.scalar(select(func.min(failures.c.at)).where(condition))
                    wait_s = int((first or 0) - since) + 1
                    raise TooManyRequests(
                        "too many failed sign-ins", f"try again in {wait_s // 60 + 1} min", wait_s
                    )

    def _change(self, name: str, **values: object) -> None:
        with self._database.transaction() as connection:
            found = find_account(connection, name)
            connection.execute(update(people).where(people.c.account_id == found).values(values))
            connection.execute(delete(sessions).where(sessions.c.account_id == found))

    def _hash(self, password: str) -> str:
        if len(password) < MIN_PASSWORD:
            raise SettingsError(
                f"the password has {len(password)} characters",
                f"take at least {MIN_PASSWORD}; a few words together are good",
            )
        return self._hasher.hash(password)
