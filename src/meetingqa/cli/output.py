"""What commands print: results on stdout, progress and errors on stderr."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import typer

from meetingqa.errors import MeetingQAError

_STEPS = 1_000  # a pull of fewer "bytes" counts its steps
_QUIET_S = 10.0  # between two lines of progress where stderr is no terminal


class Tell(Protocol):
    """Told how far a piece of work is: its name, what is done, and of how much (0: not known)."""

    def __call__(self, name: str, done: int, total: int, /) -> None: ...


def print_json(value: object) -> None:
    """One JSON value on stdout, and nothing else."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))


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


def _lines(unit: str) -> Tell:
    last = dict[str, float]()

    def tell(name: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - last.setdefault(name, now) < _QUIET_S:
            return
        last[name] = now
        amount = f"{done / 1e6:,.0f} MB" if unit == "bytes" else f"{done} {unit}"
        if unit == "bytes" and total < _STEPS:
            amount = f"step {done}"
        note(f"{name}: {amount}" + (f", {done / total:.0%}" if total else ""))

    return tell
