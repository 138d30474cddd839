"""Times the harness itself: a run of 1,000 retrieval cases, and scoring 1,000 recorded answers.

    python benchmarks/evaluation.py
    python benchmarks/evaluation.py --score RUN    # scoring alone, of a run that is there

The cases are the sample's questions and their typed twins, all different. Seconds are wall clock, with
the processor's beside them: on a busy machine only the latter tell of the harness.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from meetingqa.evaluation.bench import Bench
from meetingqa.evaluation.collecting import Asked, Request, collect
from meetingqa.evaluation.records import Task
from meetingqa.evaluation.runner import plan_run, run_suite
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.scoring import score_run
from meetingqa.evaluation.suites import Suite
from meetingqa.evaluation.twins import Kind
from meetingqa.settings import load_settings

CASES = 1_000
TYPED: tuple[Kind, ...] = ("no_diacritics", "nfd", "typo", "tone_marks", "planted_instruction")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long the body took."""
    wall, busy = time.perf_counter(), time.process_time()
    yield
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    print(f"{what}: {wall:.1f} s, {busy:.1f} s of CPU", flush=True)


def first(groups: Sequence[Asked], count: int) -> list[Asked]:
    """The groups with so many cases in all."""
    kept = []
    for group in groups:
        kept.append(group._replace(cases=group.cases[:count]))
        count -= len(kept[-1].cases)
    return [group for group in kept if group.cases]


def main() -> None:
    """Run both, in a scratch folder."""
    print(f"{len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f} at the start")
    tasks: tuple[Task, ...] = ("retrieval", "qa")
    with (
        Bench.opened(load_settings(), with_llm=False) as bench,
        tempfile.TemporaryDirectory() as scratch,
    ):
        for task in tasks:
            suite = Suite(
                name=task, datasets=("sample",), task=task, twins=TYPED, metrics=("right",)
            )
            plan = plan_run(Request(suite=suite, system="meetingqa", writer="extractive"), bench)
            plan = plan._replace(groups=first(plan.groups, CASES))
            asked = sum(len(group.cases) for group in plan.groups)
            run = RunFolder(Path(scratch) / task)
            with timed(f"run of {asked} cases ({task}), with ingest where the store is new"):
                run_suite(plan, run, bench, workers=2)
        # In a process of its own: this one has read every text already.
        subprocess.run([sys.executable, __file__, "--score", str(run.path)], check=True)


def score(run: RunFolder) -> None:
    """Score a run's recorded answers once more, and say how long it took."""
    predictions = run.predictions()
    groups = collect(Request.model_validate(run.manifest().settings["request"]))
    with timed(f"scoring {len(predictions)} recorded answers"):
        scores = score_run(groups, predictions)
    print(f"{len(scores):,} scores")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--score"]:
        score(RunFolder(Path(sys.argv[2])))
    else:
        main()
