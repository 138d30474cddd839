"""The audit log: who signed in, asked, uploaded, deleted, and when. It is only ever added to."""

from collections.abc import Callable, Sequence

from sqlalchemy import insert, select

from meetingqa.web.people import Entry, Person
from meetingqa.web.tables import Database, audit_log


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
        with self._database.transaction() as connection:
            rows = connection.execute(query).mappings()
            return [Entry.model_validate(dict(row)) for row in rows]
