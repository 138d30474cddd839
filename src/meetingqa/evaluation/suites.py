"""A suite: which cases are asked of what, which metrics are shown, and which of them are gates.

about = "…"                  # one line
datasets = ["sample"]        # names or folders
splits = ["test"]            # none: all cases; likewise `answerable`
task = "qa"                  # what is asked of the system: qa, retrieval or summary
system, writer               # defaults of `eval run`
twins = ["typo"]             # perturbed twins asked as well
limit = 24                   # cases of each data set, drawn by `--seed`
metrics = ["right", …]
[[gates]]
metric = "quotes_exact"
hard = true                  # must be 1.0
[[gates]]
metric = "right"
margin = 0.02                # at most this much worse than the baseline
"""

import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from meetingqa.errors import EvaluationError
from meetingqa.evaluation.datasets import shipped
from meetingqa.evaluation.judge import JUDGED
from meetingqa.evaluation.records import Record, Task
from meetingqa.evaluation.scorers import SCORERS, scorer_of
from meetingqa.evaluation.twins import Kind

SystemName = Literal["meetingqa", "bm25", "stock-langchain", "closed-book"]
Writer = Literal["auto", "llm", "extractive"]
_EXAMPLE = "see eval/suites/smoke.toml"


class Gate(Record):
    """A rule for one metric: hard (the mean must be 1), or not worse than a baseline by `margin`."""

    metric: str
    hard: bool = False
    margin: float | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _one_rule(self) -> "Gate":
        if self.hard == (self.margin is not None):
            raise ValueError("a gate has either `hard = true` or a `margin`")
        return self


class Suite(Record):
    """What one kind of run asks, and how it is judged."""

    name: str
    about: str = ""
    datasets: tuple[str, ...] = Field(min_length=1)
    splits: tuple[str, ...] = ()
    answerable: bool | None = None
    task: Task = "qa"
    system: SystemName = "meetingqa"
    writer: Writer = "extractive"
    twins: tuple[Kind, ...] = ()
    limit: int | None = Field(None, ge=1)
    metrics: tuple[str, ...] = Field(min_length=1)
    gates: tuple[Gate, ...] = ()

    def of(self, *, datasets: Sequence[str] = (), splits: Sequence[str] = ()) -> "Suite":
        """The same over other sets or splits, if any are given, with their names in its own: what
        it gives is no answer to what the suite asks."""
        given = {"datasets": tuple(datasets), "splits": tuple(splits)}
        other = {k: v for k, v in given.items() if v and v != getattr(self, k)}
        told = [Path(name).name for names in other.values() for name in names]
        return self.model_copy(update={**other, "name": "-".join([self.name, *told])})


def load_suite(name: str | Path) -> Suite:
    """The suite in a TOML file, or of that name in `eval/suites`. Raises EvaluationError."""
    path = _find(name)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        suite = Suite.model_validate({"name": path.stem, **raw}, extra="forbid")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        what = first["msg"].removeprefix("Value error, ")
        raise EvaluationError(f"suite {str(path)!r}: {where}: {what}", _EXAMPLE) from error
    except (OSError, ValueError) as error:
        raise EvaluationError(f"cannot read the suite {str(path)!r}: {error}", _EXAMPLE) from error
    known = {*SCORERS, *JUDGED}
    for metric in (*suite.metrics, *(gate.metric for gate in suite.gates)):
        if metric not in known:
            near = get_close_matches(metric, known, n=1) or sorted(known)
            raise EvaluationError(
                f"suite {str(path)!r}: there is no metric {metric!r}",
                f"did you mean {near[0]!r}?" if len(near) == 1 else f"one of: {', '.join(near)}",
            )
    for gate in suite.gates:
        if gate.margin is not None and not scorer_of(gate.metric).paired:
            raise EvaluationError(
                f"suite {str(path)!r}: {gate.metric!r} has no margin to a baseline: on the same cases "
                "it is the same for every system",
                "gate 'false_refusal' and 'false_answer'",
            )
    return suite


def list_suites() -> list[str]:
    """Names of the suites there are."""
    return sorted({path.stem for folder in shipped("suites") for path in folder.glob("*.toml")})


def _find(name: str | Path) -> Path:
    for path in (Path(name), *(folder / f"{name}.toml" for folder in shipped("suites"))):
        if path.suffix == ".toml" and path.is_file():
            return path
    raise EvaluationError(
        f"no suite {str(name)!r}", f"give a .toml file, or one of: {', '.join(list_suites())}"
    )
