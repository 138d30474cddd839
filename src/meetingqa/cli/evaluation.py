"""`eval`: measures the product and others on question sets, compares runs, blocks regressions."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from meetingqa.cli import evaluation_data, evaluation_report
from meetingqa.cli.evaluation_calibration import Corpus, Limit, Output, Writer, calibrate
from meetingqa.cli.evaluation_tables import (
    comparison_record,
    plain_comparison,
    plain_rows,
    run_record,
)
from meetingqa.cli.options import AsJson
from meetingqa.cli.output import note, print_json, progress

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
BELOW = 3  # exit code: below a threshold


class System(StrEnum):
    """What is asked."""

    meetingqa = "meetingqa"
    bm25 = "bm25"
    stock_langchain = "stock-langchain"
    closed_book = "closed-book"


RunName = Annotated[str, typer.Argument(metavar="RUN", help="A run's folder, or its id.")]


@app.command("run")
def run(
    suite: Annotated[
        str, typer.Argument(metavar="SUITE", help="Name of a suite, or a .toml file of one.")
    ],
    system: Annotated[
        System | None, typer.Option(help="What is asked (default: as the suite says).")
    ] = None,
    writer: Annotated[
        Writer | None, typer.Option(help="Who words the answers (default: as the suite says).")
    ] = None,
    dataset: Annotated[
        list[str] | None,
        typer.Option(metavar="SET", help="Ask this data set instead of the suite's (repeatable)."),
    ] = None,
    limit: Limit = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Draws the cases and their twins.")] = 0,
    workers: Annotated[
        int, typer.Option(min=1, metavar="N", help="Cases at once, where no model writes.")
    ] = 1,
    corpus: Corpus = None,
    output: Output = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run of another build.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ask the cases of a suite, score what comes back.

    A run that was stopped goes on when it is started again with the same arguments. Leaves with 3
    when a hard gate fails.
    """
    from meetingqa.evaluation.bench import Bench
    from meetingqa.evaluation.collecting import Request
    from meetingqa.evaluation.judged import failed_hard_gates, judge_run
    from meetingqa.evaluation.runner import choose_folder, plan_run, run_suite
    from meetingqa.evaluation.runs import RunFolder
    from meetingqa.evaluation.suites import load_suite
    from meetingqa.settings import load_settings

    chosen = load_suite(suite)
    if dataset:
        chosen = chosen.model_copy(update={"datasets": tuple(dataset)})
    request = Request(
        suite=chosen,
        system=system.value if system else chosen.system,
        writer=writer.value if writer else chosen.writer,
        limit=limit,
        seed=seed,
        corpus=str(corpus) if corpus else None,
    )
    if workers > 1 and request.uses_llm:
        note("one case at a time: the language model answers one request after the other")
    with Bench.opened(load_settings(), with_llm=request.uses_llm) as bench:
        plan = plan_run(request, bench)
        folder = RunFolder(output) if output else choose_folder(plan, resume=resume)
        note(f"run {folder.path}: {plan.describe()}")
        try:
            with progress("done") as tell:
                run_suite(plan, folder, bench, workers=workers, resume=resume, tell=tell)
        except KeyboardInterrupt:
            note(f"stopped; the same command goes on with {folder.path}")
            raise
    judged = judge_run(folder)
    if as_json:
        print_json(run_record(judged, str(folder.path)))
    else:
        typer.echo(plain_rows(judged))
    failed = failed_hard_gates(judged)
    for gate in failed:
        note(f"hard gate {gate.metric!r} is {judged.rows[gate.metric].value:.4f}, not 1")
    if failed:
        raise typer.Exit(BELOW)


@app.command("score")
def score(run: RunName, as_json: AsJson = False) -> None:
    """Score a run anew by today's metrics and gold, without asking anything again."""
    from meetingqa.evaluation.judged import judge_run
    from meetingqa.evaluation.runs import find_run
    from meetingqa.evaluation.scoring import rescore

    folder = find_run(run)
    rescore(folder)
    judged = judge_run(folder)
    if as_json:
        print_json(run_record(judged, str(folder.path)))
    else:
        typer.echo(plain_rows(judged))


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
