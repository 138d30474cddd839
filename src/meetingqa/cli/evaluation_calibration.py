"""`eval calibrate`: how sure answers are and must be; and the options it shares with `eval run`."""

from pathlib import Path
from typing import Annotated

import typer

from meetingqa.cli.evaluation_tables import calibration_record, plain_calibration
from meetingqa.cli.options import AsJson, StoreDir, Writer
from meetingqa.cli.output import note, progress, show

Limit = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Draw so many cases of each data set.")
]
Corpus = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH", exists=True, help="The articles, where the data set has none beside it."
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", file_okay=False, help="The run's folder (default: a new one in eval/runs)."
    ),
]


def calibrate(
    dataset: Annotated[
        str, typer.Option(metavar="SET", help="Questions, some of them without an answer.")
    ] = "sample",
    fit_split: Annotated[str, typer.Option(metavar="SPLIT", help="Fits them.")] = "dev",
    report_split: Annotated[
        str, typer.Option(metavar="SPLIT", help="Shows what they do on other questions.")
    ] = "test",
    writer: Annotated[Writer, typer.Option(help="Who words the answers.")] = "extractive",
    limit: Limit = None,
    corpus: Corpus = None,
    output: Output = None,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Write them into the store: it refuses by them from now on."),
    ] = False,
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Fit the weights of confidence and the threshold below which a question is refused, on one split.

    What they do on another split is printed beside what is in use, with how true the confidences are;
    the run's report draws the latter. With too few questions without an answer the weights stay.
    """
    from meetingqa.evaluation.bench import Bench
    from meetingqa.evaluation.calibrating import calibrate as fit
    from meetingqa.evaluation.calibrating import (
        current_calibration,
        read_outcomes,
        save_calibration,
    )
    from meetingqa.evaluation.collecting import Request
    from meetingqa.evaluation.report import write_report
    from meetingqa.evaluation.runner import choose_folder, plan_run, run_suite
    from meetingqa.evaluation.runs import RunFolder
    from meetingqa.evaluation.suites import Suite
    from meetingqa.settings import load_settings

    request = Request(
        suite=Suite(name="calibrate", datasets=(dataset,), metrics=("right",)),
        system="meetingqa",
        writer=writer,
        limit=limit,
        corpus=str(corpus) if corpus else None,
        threshold=0.0,
    )
    settings = load_settings(store_dir=store)
    with Bench.opened(settings, with_llm=request.uses_llm) as bench:
        plan = plan_run(request, bench)
        folder = RunFolder(output) if output else choose_folder(plan)
        note(f"run {folder.path}: {plan.describe()}, threshold 0")
        with progress("done") as tell:
            run_suite(plan, folder, bench, tell=tell)
        current = current_calibration(settings, bench.embedder)
        calibration = fit(read_outcomes(folder), fit_split, report_split, current)
        if accept:
            save_calibration(settings, bench.embedder, calibration.fitted)
            note(f"saved in the store {str(settings.store_dir)!r}")
    written = write_report(folder)
    show(
        as_json,
        calibration_record(calibration),
        f"{plain_calibration(calibration)}\n{written.html}",
    )
