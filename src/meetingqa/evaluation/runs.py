"""A run's folder: manifest, cases, predictions and scores; appended line by line, safe from kills.

manifest.json       what the run depends on; `ended_at` when it is complete
cases.jsonl         what was asked, in order
predictions.jsonl   one line a case, written through to the disk
scores.jsonl        written whole, whenever the run is scored
labels.jsonl        verdicts of people, where there are any
"""

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from meetingqa.errors import EvaluationError
from meetingqa.evaluation.records import Case, Label, Prediction, Record, RunManifest, Score
from meetingqa.files import write_whole

RUNS = Path("eval/runs")
MANIFEST, CASES = "manifest.json", "cases.jsonl"
PREDICTIONS, SCORES, LABELS = "predictions.jsonl", "scores.jsonl", "labels.jsonl"
# Told how far a run is: the step's name, what is done, and of how much.
Tell = Callable[[str, int, int], None]
_MENDED = {
    CASES: "`meetingqa eval score RUN` writes it anew",
    PREDICTIONS: "take the line out, then start the run again: the case is predicted again",
    SCORES: "`meetingqa eval score RUN` writes it anew",
}
_R = TypeVar("_R", bound=Record)


class RunFolder:
    """One run on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        return (self.path / MANIFEST).is_file()

    def manifest(self) -> RunManifest:
        """What the run depends on. Raises EvaluationError when no run is here, or it is damaged."""
        path = self.path / MANIFEST
        try:
            return RunManifest.model_validate_json(path.read_bytes())
        except OSError as error:
            raise EvaluationError(
                f"no run in {str(self.path)!r}", "give the folder that `meetingqa eval run` made"
            ) from error
        except ValidationError as error:
            raise EvaluationError(
                f"{str(path)!r} is damaged: {error.errors()[0]['msg']}",
                "delete the run's folder, and run the suite again",
            ) from error

    def write_manifest(self, manifest: RunManifest) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        write_whole(self.path / MANIFEST, f"{manifest.model_dump_json(indent=2)}\n".encode())

    def cases(self) -> list[Case]:
        """What was asked, in order."""
        return list(_read(self.path / CASES, Case))

    def write_cases(self, cases: Sequence[Case]) -> None:
        write_whole(self.path / CASES, _lines(cases))

    def predictions(self) -> dict[str, Prediction]:
        """What was predicted so far, by case; of several for a case, the last."""
        return {p.id: p for p in _read(self.path / PREDICTIONS, Prediction)}

    @contextmanager
    def appending(self) -> Iterator[Callable[[Prediction], None]]:
        """Adds predictions, by this process alone, each on the disk before the next. Raises
        EvaluationError."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / PREDICTIONS).open("a+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise EvaluationError(
                    f"another process is adding to the run {str(self.path)!r}",
                    "wait for it, or give another folder with --output",
                ) from error
            file.seek(0)
            file.truncate(file.read().rfind(b"\n") + 1)  # a kill may have torn the last line

            def append(prediction: Prediction) -> None:
                file.write(_lines([prediction]))
                file.flush()
                os.fsync(file.fileno())

            yield append

    def scores(self) -> list[Score]:
        """The scores of the last scoring; none before."""
        return list(_read(self.path / SCORES, Score))

    def write_scores(self, scores: Iterable[Score]) -> None:
        write_whole(self.path / SCORES, _lines(scores))

    def labels(self) -> list[Label]:
        """The verdicts of people; none before the first."""
        return list(_read(self.path / LABELS, Label))

    def write_labels(self, labels: Iterable[Label]) -> None:
        write_whole(self.path / LABELS, _lines(labels))


def find_run(name: str | Path) -> RunFolder:
    """The run in a folder, or of that id in `eval/runs`. Raises EvaluationError."""
    for path in (Path(name), RUNS / name):
        if RunFolder(path).exists():
            return RunFolder(path)
    known = sorted(path.parent.name for path in RUNS.glob(f"*/{MANIFEST}"))
    raise EvaluationError(
        f"no run {str(name)!r}",
        f"give a run's folder, or one of: {', '.join(known[-5:])}"
        if known
        else "make one with `meetingqa eval run smoke`",
    )


def _read(path: Path, kind: type[_R]) -> Iterator[_R]:
    """The records of a file; a last line that a kill tore is passed over."""
    if not path.exists():
        return
    lines = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines[:-1], start=1):
        try:
            yield kind.model_validate_json(line)
        except ValidationError as error:
            raise EvaluationError(
                f"{str(path)!r} line {number} is not a {kind.__name__.lower()}: "
                f"{error.errors()[0]['msg']}",
                _MENDED.get(path.name, "take the line out"),
            ) from error


def _lines(records: Iterable[Record]) -> bytes:
    lines = (record.model_dump_json(exclude_defaults=True) + "\n" for record in records)
    return "".join(lines).encode()
