"""The options that several commands share, and how their values are read."""

import inspect
import os
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from meetingqa.cli.output import note

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.assistant import Assistant
    from meetingqa.domain import Filters


Writer = Literal["auto", "llm", "extractive"]
"""Who words what is shown."""


Format = Literal["json", "md", "html", "docx", "pdf"]
"""The kinds of file a summary or digest can be."""


def _read_day(text: str) -> date:
    from meetingqa.rendering.showing import parse_day

    try:
        return parse_day(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; give YYYY-MM-DD or D/M/YYYY") from error


StoreDir = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        help="The store's folder (else MEETINGQA_STORE_DIR, else `vectorstore`).",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value on stdout.")]


def _several(option: str, metavar: str, which: str) -> Any:
    told = typer.Option(option, metavar=metavar, help=f"Only this {which} (repeatable).")
    return Annotated[list[str] | None, told]


def _day(option: str, side: str) -> Any:
    told = f"Only articles held or published on this day or {side}."
    return Annotated[date | None, typer.Option(option, metavar="DATE", parser=_read_day, help=told)]


_SCOPE = {
    "provinces": _several("--province", "NAME", "province"),
    "bodies": _several("--body", "NAME", "body, as `HĐND`"),
    "sessions": _several("--session", "NAME", "session"),
    "date_from": _day("--from", "later"),
    "date_to": _day("--to", "earlier"),
    "article_ids": _several("--article", "ID", "article"),
}
WriterChoice = Annotated[
    Writer, typer.Option("--writer", help="`llm` insists on a model, `extractive` uses none.")
]
ExportFormat = Annotated[Format, typer.Option("--format", help="What to write.")]
HouseTemplate = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Your own headings and their order: a TOML file (see docs/cli.md).",
    ),
]
BatchInput = Annotated[
    Path | None,
    typer.Option(
        "--input",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help='Questions, one a line: {"id", "question", "history"?}. Needs --output.',
    ),
]
BatchOutput = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="FILE",
        dir_okay=False,
        help="Results, one a line, in order; a rerun skips the ids that are there.",
    ),
]


SCOPE: Any = None  # stands for the options of a scope where a `scoped` command takes its filters


def scoped(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a scope in the place of its parameter `filters`."""
    own = inspect.signature(command)
    parameters: list[inspect.Parameter] = []
    for parameter in own.parameters.values():
        if parameter.name == "filters":
            parameters += (
                parameter.replace(name=name, default=None, annotation=kind)
                for name, kind in _SCOPE.items()
            )
        else:
            parameters.append(parameter)

    @wraps(command)
    def run(**given: Any) -> None:
        filters = _read_filters({name: given.pop(name) for name in _SCOPE})
        command(**given, filters=filters)

    run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _read_filters(given: dict[str, Any]) -> "Filters":
    from meetingqa.domain import Filters

    first, last = given["date_from"], given["date_to"]
    if first and last and first > last:
        raise typer.BadParameter(f"--from {first} is after --to {last}")
    named = {name: tuple(map(_as_utf8, given[name] or ())) for name in given if name[:4] != "date"}
    return Filters(date_from=first, date_to=last, **named)


def check_question(question: str) -> str:
    """A question that can be asked; a usage error otherwise."""
    question = _as_utf8(question)
    if not question.strip():
        raise typer.BadParameter("the question is empty")
    return question


def _as_utf8(text: str) -> str:
    """Words of the command line, which Python has read as ASCII where the locale says so."""
    try:
        return os.fsencode(text).decode("utf-8")
    except UnicodeError as error:
        raise typer.BadParameter(f"{text!r} is not valid UTF-8") from error


def tell_scope(assistant: "Assistant", filters: "Filters") -> None:
    """Say so where filters leave no article: "not found" alone would not tell."""
    if filters.model_dump(exclude_defaults=True) and not assistant.articles(filters):
        note("no article fits these filters; `meetingqa articles list` shows what there is")


def check_mode(what: str, given: object, source: Path | None, target: Path | None) -> None:
    """A usage error unless one thing is given, or a batch: --input with --output."""
    batch = source is not None and target is not None
    if (given is None) != batch or (source is None) != (target is None):
        raise typer.BadParameter(f"give {what}, or --input FILE with --output FILE")


def open_assistant(store: Path | None, writer: Writer = "auto") -> "Assistant":
    """The assistant of the store named on the command line, else of the settings. Who asks for the
    model gets it or an error, not quotes instead."""
    from meetingqa.assistant import Assistant
    from meetingqa.models.local_models import DEFAULT_MODEL, model_path, require_intact
    from meetingqa.settings import load_settings

    settings = load_settings(store_dir=store)
    if writer == "llm" and settings.llm == "embedded":
        require_intact(model_path(DEFAULT_MODEL, settings.cache_dir))
    return Assistant(settings)
