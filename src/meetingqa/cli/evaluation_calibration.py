"""`eval calibrate`: how sure an answer must be; and the options that it shares with `eval run`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from meetingqa.cli.evaluation_tables import calibration_record, plain_calibration
from meetingqa.cli.options import AsJson, StoreDir
from meetingqa.cli.output import note, print_json, progress


class Writer(StrEnum):
    """Who words the answers."""

    auto = "auto"
    llm = "llm"
    extractive = "extractive"


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
    fit_split: Annotated[str, typer.Option(metavar="SPLIT", help="Fits the threshold.")] = "dev",
    report_split: Annotated[
        str, typer.Option(metavar="SPLIT", help="Shows what the threshold does.")
    ] = "test",
    writer: Annotated[Writer, typer.Option(help="Who words the answers.")] = Writer.extractive,
    limit: Limit = None,
    corpus: Corpus = None,
    output: Output = None,
    save: Annotated[
        bool, typer.Option("--save", help="Let the store refuse below the fitted threshold.")
    ] = False,
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Fit the confidence below which a question is refused on one split, report it on another."""
    from meetingqa.evaluation.bench import Bench
    from meetingqa.evaluation.calibrating import calibrate as fit
    from meetingqa.evaluation.calibrating import current_calibration, read_outcomes, save_threshold
    from meetingqa.evaluation.collecting import Request
    from meetingqa.evaluation.runner import choose_folder, plan_run, run_suite
    from meetingqa.evaluation.runs import RunFolder
    from meetingqa.evaluation.suites import Suite
    from meetingqa.settings import load_settings

    request = Request(
        suite=Suite(name="calibrate", datasets=(dataset,), metrics=("right",)),
        system="meetingqa",
        writer=writer.value,
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
        if save:
            save_threshold(settings, bench.embedder, calibration.threshold)
            note(f"saved in the store {str(settings.store_dir)!r}")
    if as_json:
        print_json(calibration_record(calibration))
    else:
        typer.echo(plain_calibration(calibration))
