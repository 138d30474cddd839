"""`eval`: measures the product and others on question sets, compares runs, blocks regressions."""

from pathlib import Path
from typing import Annotated

import typer

from meetingqa.cli import evaluation_data, evaluation_report, evaluation_run
from meetingqa.cli.evaluation_calibration import calibrate
from meetingqa.cli.evaluation_run import BELOW, RunName
from meetingqa.cli.evaluation_tables import comparison_record, plain_comparison
from meetingqa.cli.options import AsJson
from meetingqa.cli.output import note, print_json

app = typer.Typer(
    help="Measure answers, retrieval and citations on question sets; compare runs.",
    rich_markup_mode=None,
)
app.command("import")(evaluation_data.import_data)
app.command("verify-data")(evaluation_data.verify_data)
app.command("twins")(evaluation_data.make_twins)
app.command("report")(evaluation_report.report)
app.command("label")(evaluation_report.label)
app.command("calibrate")(calibrate)
app.command("run")(evaluation_run.run)
app.command("score")(evaluation_run.score)
app.command("judge")(evaluation_run.judge)


@app.command("compare")
def compare(
    run: RunName,
    baseline: Annotated[
        str,
        typer.Argument(
            metavar="BASELINE", help="A file or name in eval/baselines, or another run."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Compare a run with a baseline, case by case; leaves with 3 on a regression."""
    from meetingqa.evaluation.comparing import compare as compare_runs
    from meetingqa.evaluation.judged import load_judged

    comparison = compare_runs(load_judged(run), load_judged(baseline))
    if as_json:
        print_json(comparison_record(comparison))
    else:
        typer.echo(plain_comparison(comparison))
    if comparison.regressed:
        raise typer.Exit(BELOW)


@app.command("accept")
def accept(
    run: RunName,
    folder: Annotated[
        Path | None,
        typer.Option("--output", metavar="DIR", help="Where baselines are (eval/baselines)."),
    ] = None,
) -> None:
    """Take a run as the baseline that later ones are compared with."""
    from meetingqa.evaluation.judged import BASELINES, failed_hard_gates, judge_run, write_baseline
    from meetingqa.evaluation.runs import find_run

    judged = judge_run(find_run(run))
    for gate in failed_hard_gates(judged):
        note(f"its hard gate {gate.metric!r} fails")
    typer.echo(str(write_baseline(judged, folder or BASELINES)))
