"""`eval run`, `score`, `judge`: ask the cases of a suite, score what comes back, write the report."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from meetingqa.cli.evaluation_calibration import Corpus, Limit, Output
from meetingqa.cli.evaluation_tables import plain_judge, plain_verdicts, run_record
from meetingqa.cli.options import AsJson, Writer
from meetingqa.cli.output import note, print_json, progress, show

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.evaluation.judged import Judged
    from meetingqa.evaluation.runs import RunFolder

BELOW = 3  # exit code: below a threshold
RunName = Annotated[str, typer.Argument(metavar="RUN", help="A run's folder, or its id.")]


Judge = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL",
        help="Let this model judge the answers, too: embedded, or as MEETINGQA_LLM.",
    ),
]


System = Literal["meetingqa", "bm25", "stock-langchain", "closed-book"]
"""What is asked."""


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
    split: Annotated[
        list[str] | None,
        typer.Option(metavar="SPLIT", help="Ask this split instead of the suite's (repeatable)."),
    ] = None,
    limit: Limit = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Draws the cases and their twins.")] = 0,
    workers: Annotated[
        int, typer.Option(min=1, metavar="N", help="Cases at once, where no model writes.")
    ] = 1,
    judge: Judge = None,
    corpus: Corpus = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Ask the cases of a suite, score what comes back, write the report into the run's folder.

    A run that was stopped goes on when it is started again with the same arguments. Leaves with 3
    when a hard gate fails. A run of other sets or splits than the suite's has their names in its own.
    """
    from meetingqa.evaluation.bench import Bench
    from meetingqa.evaluation.collecting import Request
    from meetingqa.evaluation.runner import choose_folder, plan_run, run_suite
    from meetingqa.evaluation.runs import RunFolder
    from meetingqa.evaluation.suites import load_suite
    from meetingqa.settings import load_settings

    chosen = load_suite(suite).of(datasets=dataset or (), splits=split or ())
    request = Request(
        suite=chosen,
        system=system or chosen.system,
        writer=writer or chosen.writer,
        limit=limit,
        seed=seed,
        corpus=str(corpus) if corpus else None,
    )
    if workers > 1 and request.uses_llm:
        note("one case at a time: the language model answers one request after the other")
    with Bench.opened(load_settings(), with_llm=request.uses_llm) as bench:
        plan = plan_run(request, bench)
        folder = RunFolder(output) if output else choose_folder(plan)
        note(f"run {folder.path}: {plan.describe()}")
        try:
            with progress("done") as tell:
                run_suite(plan, folder, bench, workers=workers, tell=tell)
        except KeyboardInterrupt:
            note(f"stopped; the same command goes on with {folder.path}")
            raise
    if judge:
        _judge(folder, judge)
    _conclude(folder, as_json=as_json)


def score(run: RunName, judge: Judge = None, as_json: AsJson = False) -> None:
    """Score a run anew by today's metrics and gold, without asking the system anything again."""
    from meetingqa.evaluation.runs import find_run
    from meetingqa.evaluation.scoring import rescore

    folder = find_run(run)
    rescore(folder)
    if judge:
        _judge(folder, judge)
    _conclude(folder, as_json=as_json)


def judge(
    model: Annotated[
        str, typer.Option(metavar="MODEL", help="The judge, as MEETINGQA_LLM names models.")
    ] = "embedded",
    dataset: Annotated[
        str, typer.Option(metavar="SET", help="A data set with judge.jsonl.")
    ] = "sample",
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="So many items, of every label in turn.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Calibrate a model as judge: let it judge labelled items, print its agreement with the labels."""
    from meetingqa.evaluation.datasets import load_dataset
    from meetingqa.evaluation.judging import calibrate_judge, load_items, open_judge
    from meetingqa.settings import load_settings

    drawn = load_items([load_dataset(dataset, articles_needed=False)], limit)
    with open_judge(load_settings(), model) as own, progress("done") as tell:
        found = calibrate_judge(own, drawn, tell)
    show(as_json, found.model_dump(mode="json"), plain_judge(found))


def _judge(folder: "RunFolder", model: str) -> None:
    """Let a model judge a run's answers, after it has judged the labelled items of the same sets."""
    from meetingqa.evaluation.collecting import Request
    from meetingqa.evaluation.judging import (
        calibrate_judge,
        judge_predictions,
        load_labelled,
        open_judge,
    )
    from meetingqa.settings import load_settings

    suite = Request.of(folder.manifest()).suite
    with open_judge(load_settings(), model) as own, progress("done") as tell:
        calibrated = calibrate_judge(own, load_labelled(suite.datasets), tell)
        note(plain_judge(calibrated))
        judge_predictions(folder, own, calibrated, tell)


def _conclude(folder: "RunFolder", *, as_json: bool) -> None:
    """Write the report, beside the accepted baseline if there is one, and print its table."""
    from meetingqa.evaluation.judged import failed_hard_gates, judge_run
    from meetingqa.evaluation.report import find_baseline, write_report
    from meetingqa.evaluation.report.facts import describe_cost

    judged: Judged = judge_run(folder)
    written = write_report(folder, find_baseline(judged))
    if as_json:
        files = {"html": str(written.html), "markdown": str(written.markdown)}
        print_json(run_record(judged, str(folder.path)) | {"report": files})
    else:
        typer.echo(plain_verdicts(written.report))
        cost = describe_cost(judged.manifest)
        if cost:
            note(f"cost: {cost}")
        note(written.report.summary)
        typer.echo(f"{written.html}\n{written.markdown}")
    failed = failed_hard_gates(judged)
    for gate in failed:
        note(f"hard gate {gate.metric!r} is {judged.rows[gate.metric].value:.4f}, not 1")
    if failed:
        raise typer.Exit(BELOW)
