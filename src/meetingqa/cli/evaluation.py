"""`eval`: measures the product and others on question sets, compares runs, blocks regressions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meetingqa.cli import evaluation_data, evaluation_run
from meetingqa.cli.evaluation_calibration import calibrate
from meetingqa.cli.evaluation_run import BELOW, RunName
from meetingqa.cli.evaluation_tables import comparison_record, plain_comparison
from meetingqa.cli.options import AsJson
from meetingqa.cli.output import note, print_json, show

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.evaluation.labelling import Agreement


_DIFFERING = 20  # items shown of those that two labellers judge otherwise


def report(
    run: RunName,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            metavar="RUN|FILE",
            help="Another run, or a file or name in eval/baselines, to set beside it.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE.html",
            dir_okay=False,
            help="The page; the same in Markdown is written beside it (default: in the run's folder).",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a run as one HTML page that needs no network, and the same in Markdown."""
    from meetingqa.evaluation.report import read_side, write_report
    from meetingqa.evaluation.runs import find_run

    if output and output.suffix.lower() not in (".html", ".htm"):
        raise typer.BadParameter(f"{str(output)!r} must end in .html", param_hint="--output")
    written = write_report(find_run(run), read_side(baseline) if baseline else None, output)
    if as_json:
        files = {"html": str(written.html), "markdown": str(written.markdown)}
        print_json({**files, "summary": written.report.summary})
    else:
        note(written.report.summary)
        typer.echo(f"{written.html}\n{written.markdown}")


def label(
    run: RunName,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export", metavar="DIR", file_okay=False, help="Write items.csv and items.html here."
        ),
    ] = None,
    read: Annotated[
        list[Path] | None,
        typer.Option(
            "--import",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Verdicts to read back, CSV, one file a labeller (repeatable).",
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option("--sample", min=1, metavar="N", help="Export so many items, drawn at random."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Draws the sample.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Give a run's items to people, read their verdicts back, and print how far they agree."""
    from meetingqa.evaluation import labelling
    from meetingqa.evaluation.runs import find_run

    if bool(export) == bool(read):
        raise typer.BadParameter("give one of --export DIR and --import FILE")
    folder = find_run(run)
    if export:
        count = labelling.export_items(folder, export, sample=sample, seed=seed)
        if as_json:
            print_json({"items": count, "folder": str(export)})
        else:
            note(f"{count} items; open items.html in a browser, or fill items.csv")
            typer.echo(f"{export / 'items.html'}\n{export / 'items.csv'}")
        return
    labels = labelling.import_labels(folder, read or ())
    people = labelling.compare_labellers(labels)
    measured = labelling.compare_with_scores(folder, labels)
    record = {
        "labels": len(labels),
        "agreement": [pair._asdict() for pair in people],
        "with_scores": [pair._asdict() for pair in measured],
    }
    names = sorted({one.labeller for one in labels})
    head = f"{len(labels)} labels of {len(names)} labellers: {', '.join(names)}"
    show(as_json, record, "\n".join([head, *map(_describe, (*people, *measured))]))


def _describe(pair: "Agreement") -> str:
    if not pair.n:
        return f"{pair.first} and {pair.second}: no item in common"
    measures = f"{pair.n} items, agreement {pair.raw:.3f}, kappa {pair.kappa:.3f}"
    lines = [f"{pair.first} and {pair.second}: {measures}"]
    lines += [f"  {name}: {one} / {other}" for name, one, other in pair.differ[:_DIFFERING]]
    if len(pair.differ) > _DIFFERING:
        lines.append(f"  and {len(pair.differ) - _DIFFERING} more")
    return "\n".join(lines)


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
    show(as_json, comparison_record(comparison), plain_comparison(comparison))
    if comparison.regressed:
        raise typer.Exit(BELOW)


def accept(
    run: RunName,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="DIR",
            file_okay=False,
            help="Where baselines are (default: eval/baselines).",
        ),
    ] = None,
) -> None:
    """Take a run as the baseline that later ones are compared with."""
    from meetingqa.evaluation.judged import BASELINES, failed_hard_gates, judge_run, write_baseline
    from meetingqa.evaluation.runs import find_run

    judged = judge_run(find_run(run))
    for gate in failed_hard_gates(judged):
        note(f"its hard gate {gate.metric!r} fails")
    if limit := judged.request.limit:
        note(f"it asks only {limit} cases of each data set (--limit)")
    typer.echo(str(write_baseline(judged, folder or BASELINES)))


app = typer.Typer(
    help="Measure answers, retrieval and citations on question sets; compare runs.",
    rich_markup_mode=None,
)
# In the order in which they are needed, which is how `--help` lists them.
app.command("run")(evaluation_run.run)
app.command("score")(evaluation_run.score)
app.command("report")(report)
app.command("compare")(compare)
app.command("accept")(accept)
app.command("label")(label)
app.command("calibrate")(calibrate)
app.command("judge")(evaluation_run.judge)
app.command("import")(evaluation_data.import_data)
app.command("verify-data")(evaluation_data.verify_data)
app.command("twins")(evaluation_data.make_twins)
