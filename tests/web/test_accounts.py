"""Accounts over a real database, with argon2 made cheap."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from meetingqa.errors import Forbidden, SettingsError, SignInFailed, TooManyRequests
from meetingqa.settings import Settings
from meetingqa.web.accounts import Accounts
from meetingqa.web.tables import Database, people, sessions, tokens

PASSWORD = "bốn chữ rất dài"


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def accounts(database: Database, watch: Watch) -> Accounts:
    return Accounts(database, Settings(password_memory_kib=8, password_passes=1), watch)


def test_a_name_and_its_password_sign_in(accounts: Accounts) -> None:
    assert accounts.is_empty()
    made = accounts.create(" Lan.Anh ", PASSWORD, "editor")
    assert accounts.authenticate("lan.anh", PASSWORD) == made
    assert (made.name, made.role) == ("lan.anh", "editor")
    assert not accounts.is_empty()


@pytest.mark.parametrize("name, password", [("lan", "sai mật khẩu rồi"), ("ai đó", PASSWORD)])
def test_anything_else_does_not(accounts: Accounts, name: str, password: str) -> None:
    accounts.create("lan", PASSWORD)
    with pytest.raises(SignInFailed):
        accounts.authenticate(name, password)


def test_no_secret_is_kept(accounts: Accounts, database: Database) -> None:
    person = accounts.create("lan", PASSWORD)
    secrets = {PASSWORD, accounts.open_session(person), accounts.tokens.create("lan")}
    with database.transaction() as connection:
        rows = [
            row
            for table in (people, sessions, tokens)
            for row in connection.execute(table.select())
        ]
    kept = str(rows)
    assert "$argon2id$" in kept
    assert not [secret for secret in secrets if secret in kept]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\nb"])
def test_odd_names_are_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(SettingsError):
        accounts.create(name, PASSWORD)


def test_short_passwords_and_names_in_use_are_refused(accounts: Accounts) -> None:
    with pytest.raises(SettingsError, match="9 characters"):
        accounts.create("lan", "123456789")
    accounts.create("lan", PASSWORD)
    with pytest.raises(SettingsError, match="already"):
        accounts.create("LAN", PASSWORD)


def test_five_failures_of_a_name_shut_it_for_a_quarter_hour(
    accounts: Accounts, watch: Watch
) -> None:
    accounts.create("lan", PASSWORD)
    for _ in range(5):
        with pytest.raises(SignInFailed):
            accounts.authenticate("lan", "không phải thế này", "10.0.0.7")
    with pytest.raises(TooManyRequests) as caught:
        accounts.authenticate("lan", PASSWORD, "10.0.0.8")
    assert 0 < caught.value.retry_after_s <= 901
    watch.at += caught.value.retry_after_s
    assert accounts.authenticate("lan", PASSWORD).name == "lan"


def test_thirty_failures_of_an_address_shut_it_for_every_name(accounts: Accounts) -> None:
    accounts.create("lan", PASSWORD)
    for number in range(30):
        with pytest.raises(SignInFailed):
            accounts.authenticate(f"đoán {number}", PASSWORD, "10.0.0.7")
    with pytest.raises(TooManyRequests):
        accounts.authenticate("lan", PASSWORD, "10.0.0.7")
    assert accounts.authenticate("lan", PASSWORD, "10.0.0.8").name == "lan"


def test_a_session_lasts_from_its_last_use(accounts: Accounts, watch: Watch) -> None:
    person = accounts.create("lan", PASSWORD)
    secret = accounts.open_session(person)
    for _ in range(3):
        watch.at += 11 * 3600
        assert accounts.person_of_session(secret) == person
    watch.at += 12 * 3600 + 1
    assert accounts.person_of_session(secret) is None
    assert accounts.person_of_session("bịa") is None


def test_signing_out_a_new_password_and_disabling_end_sessions(accounts: Accounts) -> None:
    person = accounts.create("lan", PASSWORD)
    left = accounts.open_session(person)
    accounts.close_session(left)
    changed = accounts.open_session(person)
    accounts.set_password("lan", PASSWORD + " mới")
    disabled = accounts.open_session(person)
    token = accounts.tokens.create("lan")
    accounts.set_active("lan", False)
    assert [accounts.person_of_session(s) for s in (left, changed, disabled)] == [None] * 3
    assert accounts.tokens.person_of(token) is None
    with pytest.raises(SignInFailed):
        accounts.authenticate("lan", PASSWORD + " mới")


@pytest.mark.parametrize(
    "role, allowed",
    [
        ("staff", {"ask"}),
        ("editor", {"ask", "edit"}),
        ("evaluator", {"ask", "evaluate"}),
        ("admin", {"ask", "edit", "evaluate", "manage"}),
    ],
)
def test_roles(accounts: Accounts, role: str, allowed: set[str]) -> None:
    person = accounts.create("lan", PASSWORD, role)  # type: ignore[arg-type]
    assert {r for r in ("ask", "edit", "evaluate", "manage") if person.may(r)} == allowed


def test_a_token_is_narrower_than_its_account_and_never_wider(accounts: Accounts) -> None:
    accounts.create("quản trị", PASSWORD, "admin")
    accounts.create("lan", PASSWORD, "staff")
    narrow = accounts.tokens.person_of(accounts.tokens.create("quản trị", scopes=["ask"]))
    wide = accounts.tokens.person_of(accounts.tokens.create("lan", scopes=["ask", "manage"]))
    assert narrow and wide
    assert narrow.may("ask") and not narrow.may("edit")
    assert wide.may("ask") and not wide.may("manage")
    with pytest.raises(Forbidden, match="may not edit"):
        narrow.require("edit")


def test_a_token_is_revoked_under_its_own_account_alone(accounts: Accounts) -> None:
    accounts.create("lan", PASSWORD)
    accounts.create("minh", PASSWORD)
    secret = accounts.tokens.create("minh")
    [token] = accounts.tokens.list()
    with pytest.raises(SettingsError, match=f"'lan' has no token {token.token_id}"):
        accounts.tokens.revoke("lan", token.token_id)
    assert accounts.tokens.person_of(secret)


def test_a_revoked_token_is_worth_nothing(accounts: Accounts) -> None:
    accounts.create("lan", PASSWORD)
    secret = accounts.tokens.create("lan", "báo cáo")
    [token] = accounts.tokens.list()
    assert (token.label, token.scopes, token.revoked) == ("báo cáo", ("ask",), False)
    accounts.tokens.revoke("lan", token.token_id)
    assert accounts.tokens.person_of(secret) is None
    assert accounts.tokens.list()[0].revoked
    with pytest.raises(SettingsError):
        accounts.tokens.revoke("lan", 99)
    with pytest.raises(SettingsError):
        accounts.tokens.create("không có")


def test_the_audit_log_tells_who_did_what(accounts: Accounts, watch: Watch) -> None:
    person = accounts.create("lan", PASSWORD)
    accounts.audit(person, "upload", "0123456789abcdef")
    watch.at += 5
    accounts.audit(person, "delete", "0123456789abcdef")
    told = [(entry.at, entry.name, entry.action) for entry in accounts.audit.list()]
    assert told == [(1_000_005.0, "lan", "delete"), (1_000_000.0, "lan", "upload")]
