"""What commands print: results on stdout, progress and errors on stderr."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from meetingqa.errors import MeetingQAError
from meetingqa.files import write_whole

_STEPS = 1_000  # a pull of fewer "bytes" counts its steps
_QUIET_S = 10.0  # between two lines of progress where stderr is no terminal


# Told how far a piece of work is: its name, what is done, and of how much (0: not known).
Tell = Callable[[str, int, int], None]


def print_json(value: object) -> None:
    """One JSON value on stdout, and nothing else."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))


def show(as_json: bool, value: object, text: str) -> None:
    """What a command found: as one JSON value where that was asked for, else as text."""
    if as_json:
        print_json(value)
    else:
        typer.echo(text)


def check_export(format: str, output: Path | None) -> None:
    """A usage error when a format is no text and a terminal would get it. Call it before the work."""
    if format in ("docx", "pdf") and output is None and sys.stdout.isatty():
        raise typer.BadParameter(f"{format} is no text for a terminal; give --output FILE")
    if output is not None and output.is_dir():
        raise typer.BadParameter(f"--output {str(output)!r} is a folder; name a file")


def write_export(data: bytes, output: Path | None) -> None:
    """A rendered file to `output`, whole or not at all; without one to stdout.

    Raises MeetingQAError when the file cannot be written; what was there before is then kept.
    """
    if output is None:
        typer.echo(data, nl=False)
        return
    try:
        if output.exists() and not output.is_file():
            output.write_bytes(data)  # a pipe or a device keeps its place
        else:
            write_whole(output.resolve(), data)
    except OSError as error:
        raise MeetingQAError(
            f"cannot write {str(output)!r}: {error.strerror or error}",
            "check that its folder is there and may be written to",
        ) from error


def note(text: str) -> None:
    """A line for the person at the terminal, on stderr."""
    typer.echo(text, err=True)


def report_error(error: MeetingQAError) -> None:
    """The `error:` and `hint:` lines of a handled failure, one line each."""
    note(f"error: {' '.join(error.message.split())}")
    if error.hint:
        note(f"hint: {' '.join(error.hint.split())}")


@contextmanager
def progress(unit: str) -> Iterator[Tell]:
    """A bar on a terminal, else a line now and then. `unit` is `bytes` or what is counted."""
    if not sys.stderr.isatty():
        yield _lines(unit)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )

    amount = (
        DownloadColumn()
        if unit == "bytes"
        else TextColumn("{task.completed}{task.fields[of]} " + unit)
    )
    columns = (TextColumn("{task.description}"), BarColumn(), amount, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=None, of="")
            of = f"/{total}" if total else ""
            bars.update(tasks[name], completed=done, total=total or None, of=of)

        yield tell


def describe_time(seconds: float) -> str:
    """A length of time as a person says it: "40 s", "12 min", "2.5 h"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"


def _lines(unit: str) -> Tell:
    last = dict[str, float]()
    begun = dict[str, tuple[float, int]]()

    def tell(name: str, done: int, total: int) -> None:
        now = time.monotonic()
        began, before = begun.setdefault(name, (now, done))
        if now - last.setdefault(name, now) < _QUIET_S:
            return
        last[name] = now
        amount = f"{done / 1e6:,.0f} MB" if unit == "bytes" else f"{done} {unit}"
        if unit == "bytes" and total < _STEPS:
            amount = f"step {done}"
        left = ""
        if total and done > before:
            left = f", {describe_time((now - began) / (done - before) * (total - done))} left"
        note(f"{name}: {amount}" + (f", {done / total:.0%}{left}" if total else ""))

    return tell
