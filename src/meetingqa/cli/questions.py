"""Questions from files: a batch that is answered line by line and resumed, and a conversation so far."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import typer

from meetingqa.cli.options import check_question
from meetingqa.cli.output import note, progress, report_error
from meetingqa.errors import ArticleNotFoundError, MeetingQAError, ModelError, ModelUnavailable

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.domain import EarlierTurn

_BEGIN = b'{"id": '  # of every line that we write


class Asking(NamedTuple):
    """One line of a batch. `history` holds the turns before it, `source` names the one article that a
    statement is to be held against."""

    line: int
    id: str | int
    question: str
    history: "tuple[EarlierTurn, ...]" = ()
    source: str | None = None


def run_batch(
    source: Path,
    target: Path,
    field: str,
    answer: Callable[[Asking], dict[str, Any]],
    asked: str = "question",
) -> None:
    """Write `answer` of every line of `source` to `target`, one line each, in order.

    Lines have an id and what is `asked`, results a `field`. Ids that `target` holds are skipped, a torn last line of it is written again. A bad line is
    reported and the rest goes on; leaves with exit code 1 when nothing could be answered.
    """
    if target.exists() and source.samefile(target):
        raise typer.BadParameter("--input and --output are the same file")
    lines = list(_read_lines(source, asked))
    failed = sum(isinstance(line, str) for line in lines)
    with _appending(target, field) as (file, known), progress(f"{asked}s") as tell:
        there = sum(isinstance(line, Asking) and line.id in known for line in lines)
        written = 0
        for line in lines:
            if isinstance(line, str):
                note(f"error: {source}:{line}")
            elif line.id not in known:
                try:
                    record = answer(line)
                except (ModelError, ArticleNotFoundError) as error:
                    if isinstance(error, ModelUnavailable):
                        raise  # so it would be for every other question
                    note(f"error: {source}:{line.line}: not answered")
                    report_error(error)
                    failed += 1
                    continue
                _append(file, target, {"id": line.id, **record})
                written += 1
                tell(target.name, there + written, len(lines))
    note(f"{written} written to {target}, {there} already there, {failed} bad")
    if failed and not written and not there:
        raise typer.Exit(1)


def read_history(path: Path) -> "tuple[EarlierTurn, ...]":
    """The turns of a conversation file, oldest first.

    A JSON list of turns: strings, {"question", "answer"?}, or {"role", "content"} of a chat.
    """
    try:
        return _read_turns(json.loads(path.read_text(encoding="utf-8-sig")))
    except (ValueError, TypeError, OSError) as error:
        raise typer.BadParameter(f"{str(path)!r} holds no conversation: {error}") from error


def _read_turns(turns: object) -> "tuple[EarlierTurn, ...]":
    if not isinstance(turns, list):
        raise TypeError("a JSON list of turns is wanted")
    from meetingqa.domain import EarlierTurn

    read = list[EarlierTurn]()
    for turn in turns:
        question, answer = turn, None
        if isinstance(turn, dict) and isinstance(turn.get("role"), str):
            if turn["role"] == "assistant" and read and isinstance(turn.get("content"), str):
                read[-1] = read[-1].model_copy(update={"answer": turn["content"]})
            if turn["role"] != "user":
                continue
            question = turn.get("content")
        elif isinstance(turn, dict):
            question, answer = turn.get("question"), turn.get("answer")
        if not isinstance(question, str):
            raise TypeError('a turn is a string, {"question", "answer"?} or {"role", "content"}')
        if question.strip():
            told = answer if isinstance(answer, str) else ""
            read.append(EarlierTurn(question=question, answer=told))
    return tuple(read)


def _read_lines(path: Path, asked: str) -> Iterator[Asking | str]:
    """Every question of a file, or `N: what is wrong with line N`."""
    seen = dict[str | int, int]()
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip(b" \t\r\n\xef\xbb\xbf"):
                continue
            try:
                asking = _read_line(number, raw, asked)
            except (ValueError, TypeError, RecursionError, typer.BadParameter) as error:
                yield f"{number}: {_reason(error)}"
                continue
            if (first := seen.setdefault(asking.id, number)) != number:
                yield f"{number}: id {asking.id!r} stands on line {first} already"
            else:
                yield asking


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at column {error.colno}"
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)


def _read_line(number: int, raw: bytes, asked: str) -> Asking:
    record = json.loads(raw.decode("utf-8-sig"))
    if not isinstance(record, dict):
        raise TypeError(f'give one {{"id", "{asked}"}} a line')
    name, question, source = record.get("id"), record.get(asked), record.get("source")
    if not isinstance(name, str | int) or isinstance(name, bool):
        raise TypeError(f"'id' is {name!r:.60}, not a string or number")
    if not isinstance(question, str):
        raise TypeError(f"{asked!r} is {question!r:.60}, not a string")
    if source is not None and not isinstance(source, str):
        raise TypeError(f"'source' is {source!r:.60}, not a string")
    history = _read_turns(record.get("history") or [])
    return Asking(number, name, check_question(question), history, source)


@contextmanager
def _appending(target: Path, field: str) -> Iterator[tuple[BinaryIO, set[str | int]]]:
    """The output, ready for the next line, and the ids it holds. One process at a time."""
    try:
        file = target.open("a+b")
    except OSError as error:
        raise _unwritable(target, error) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise MeetingQAError(
                f"another process is writing to {str(target)!r}", "wait for it to end"
            ) from error
        yield file, _resume(file, target, field)


def _resume(file: BinaryIO, target: Path, field: str) -> set[str | int]:
    known, keep = set[str | int](), 0
    file.seek(0)
    lines = file.readlines()
    whole = not lines or lines[-1].endswith(b"\n")
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
            known.add(record["id"])
            record[field]
        except (ValueError, KeyError, TypeError) as error:
            ours = line.startswith(_BEGIN) or _BEGIN.startswith(line)
            if number == len(lines) and not whole and ours:
                break  # torn by a crash: the question is answered again
            raise typer.BadParameter(
                f"--output {str(target)!r} holds other things (line {number}); it is left alone"
            ) from error
        keep += len(line)
    else:
        if not whole:
            file.write(b"\n")  # only the line's end was torn off
        return known
    file.truncate(keep)
    return known


def _append(file: BinaryIO, target: Path, record: dict[str, Any]) -> None:
    try:
        file.write(
            json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        )
        file.flush()
        os.fsync(file.fileno())
    except OSError as error:
        raise _unwritable(target, error) from error


def _unwritable(target: Path, error: OSError) -> MeetingQAError:
    return MeetingQAError(
        f"cannot write {str(target)!r}: {error.strerror or error}",
        "mend that and run the same command: it goes on where it stopped",
    )
