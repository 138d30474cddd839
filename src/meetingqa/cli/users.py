"""`users`: who may use the service, and the tokens of programs."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from meetingqa.cli.options import AsJson, StoreDir
from meetingqa.cli.output import note, print_json

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.settings import Settings
    from meetingqa.web.accounts import Accounts
    from meetingqa.web.people import Right

app = typer.Typer(help="Accounts and tokens of the service.", no_args_is_help=True)


Role = Literal["staff", "editor", "evaluator", "admin"]
"""What an account may do: ask; upload and delete too; start evaluations too; everything."""


class Scope(StrEnum):  # typer takes no list of literals
    """What a token may do, within what its account may."""

    ask = "ask"
    edit = "edit"
    evaluate = "evaluate"
    manage = "manage"


Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name.")]
Password = Annotated[
    str,
    typer.Option(
        "--password",
        metavar="WORDS",
        envvar="MEETINGQA_NEW_PASSWORD",
        show_envvar=False,
        prompt=True,
        hide_input=True,
        confirmation_prompt=True,
        help="Asked for where it is not given, which keeps it out of the shell's history.",
    ),
]


@app.command("add")
def add(
    name: Name,
    password: Password,
    role: Annotated[Role, typer.Option(help="What the account may do.")] = "staff",
    store: StoreDir = None,
) -> None:
    """Add an account.

    `staff` asks; `editor` uploads, corrects and deletes too; `evaluator` starts evaluations too;
    `admin` may everything.
    """
    with _open_accounts(store) as accounts:
        person = accounts.create(name, password, role)
    typer.echo(f"added {person.name} ({person.role})")


@app.command("list")
def list_users(as_json: AsJson = False, store: StoreDir = None) -> None:
    """List accounts and tokens."""
    with _open_accounts(store) as accounts:
        people, tokens = accounts.list(), accounts.tokens.list()
    if as_json:
        print_json(
            {
                "accounts": [account.model_dump(mode="json") for account in people],
                "tokens": [token.model_dump(mode="json") for token in tokens],
            }
        )
        return
    if not people:
        note("no account yet; `meetingqa users add NAME` makes one")
    for account in people:
        typer.echo(f"{account.name:<24} {account.role:<10} {'' if account.active else 'disabled'}")
    for token in tokens:
        state = "revoked" if token.revoked else ""
        scopes = ",".join(token.scopes)
        typer.echo(f"token {token.token_id:<4} {token.name:<24} {scopes:<24} {token.label} {state}")


@app.command("role")
def role(
    name: Name,
    role: Annotated[Role, typer.Argument(metavar="ROLE", help="The new role.")],
    store: StoreDir = None,
) -> None:
    """Give an account another role."""
    with _open_accounts(store) as accounts:
        accounts.set_role(name, role)


@app.command("disable")
def disable(
    name: Name,
    undo: Annotated[bool, typer.Option("--undo", help="Let the account in again.")] = False,
    store: StoreDir = None,
) -> None:
    """Shut an account out: its sign-ins end, its tokens do nothing, its history stays."""
    with _open_accounts(store) as accounts:
        accounts.set_active(name, undo)


@app.command("passwd")
def passwd(name: Name, password: Password, store: StoreDir = None) -> None:
    """Give an account another password; its sign-ins end."""
    with _open_accounts(store) as accounts:
        accounts.set_password(name, password)


@app.command("token")
def token(
    name: Name,
    scopes: Annotated[
        list[Scope] | None,
        typer.Option("--scope", help="What it may do (repeatable). Default: `ask`."),
    ] = None,
    label: Annotated[str, typer.Option(metavar="TEXT", help="What it is for.")] = "",
    revoke: Annotated[
        int | None, typer.Option(metavar="N", help="Revoke the token of this number instead.")
    ] = None,
    store: StoreDir = None,
) -> None:
    """Make an API token of an account and print it, this once; or revoke one."""
    from meetingqa.web.people import Person
    from meetingqa.web.tokens import clean_name

    with _open_accounts(store) as accounts:
        if revoke is not None:
            accounts.tokens.revoke(name, revoke)
            return
        wanted: list[Right] = [scope.value for scope in scopes or [Scope.ask]]
        secret = accounts.tokens.create(name, label, wanted)
        role = next(a.role for a in accounts.list() if a.name == clean_name(name))
        person = Person(account_id=0, name=name, role=role)
        if idle := [right for right in wanted if not person.may(right)]:
            note(f"the role {role} may not {', '.join(idle)}, so this token may not either")
        typer.echo(secret)


@contextmanager
def open_accounts(settings: "Settings") -> Iterator["Accounts"]:
    """The accounts of the store that the settings name."""
    from meetingqa.web.accounts import Accounts
    from meetingqa.web.tables import Database

    with closing(Database(settings.store_dir)) as database:
        yield Accounts(database, settings)


def _open_accounts(store: Path | None) -> AbstractContextManager["Accounts"]:
    from meetingqa.settings import load_settings

    return open_accounts(load_settings(store_dir=store))
