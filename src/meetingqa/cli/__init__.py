"""The command line: commands parse, call `Assistant` and print; errors become a line, a hint, a code.

Exit codes: 0 done, 1 a handled error, 2 usage, 3 below a threshold, 130 interrupted. The modules of
this package import only typer and light parts of ours at their top: `--help` must not wait for torch,
chromadb or langchain, so everything else is imported inside the functions that need it.
"""

import errno
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from meetingqa.cli import (
    articles,
    ask,
    care,
    check,
    demo,
    evaluation,
    models,
    serve,
    summarize,
    users,
)
from meetingqa.cli.output import report_error
from meetingqa.errors import MeetingQAError

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

# Without rich's panels: help is plain, the same everywhere, and there 0.1 s sooner. A bug keeps its
# own traceback.
app = typer.Typer(
    name="meetingqa",
    help="Questions and answers with proven citations over Vietnamese meeting articles.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
)
app.command("ingest")(articles.ingest)
app.add_typer(articles.app, name="articles")
app.command("search")(ask.search)
app.command("ask")(ask.ask)
app.command("digest")(summarize.digest)
app.command("check")(check.check)
app.command("summarize")(summarize.summarize)
app.command("serve")(serve.serve)
app.add_typer(users.app, name="users")
app.add_typer(models.app, name="models")
app.command("doctor")(care.doctor)
app.command("demo")(demo.demo)
app.command("reindex")(care.reindex)
app.command("backup")(care.backup)
app.command("restore")(care.restore)
app.add_typer(evaluation.app, name="eval")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"meetingqa {version('meetingqa')}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Questions and answers with proven citations over Vietnamese meeting articles."""


def main(args: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    _fill_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # Vietnamese must come out whatever the locale says. A byte of a file name that is no UTF-8
        # becomes \udcXX, which is what JSON calls it too.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(args=args, prog_name="meetingqa")
    except MeetingQAError as error:
        report_error(error)
        sys.exit(1)
    except OSError as error:
        if error.errno in _DISK_FULL:
            # What could not be printed stands in the buffer still, and Python would try it once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            reason = f"the output cannot be written: {error.strerror}"
            hint = "free disk space, then run the command again"
        elif error.filename:
            reason = f"cannot use {error.filename!r}: {error.strerror}"
            hint = "check that its folder is there and may be written to"
        else:
            raise
        report_error(MeetingQAError(reason, hint))
        sys.exit(1)


def _fill_closed_streams() -> None:
    """Give a closed stdout or stderr (`>&-`) the null device: else the next file opened, a database
    perhaps, would get its number, and what is printed."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - for as long as we run
