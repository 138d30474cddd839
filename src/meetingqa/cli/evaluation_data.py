"""`eval import`, `eval verify-data`, `eval twins`: question sets brought in, checked and perturbed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from meetingqa.cli.options import AsJson
from meetingqa.cli.output import note, print_json, show
from meetingqa.errors import DatasetError

if TYPE_CHECKING:
    from meetingqa.evaluation.verifying import Census, Finding

CorpusDir = Annotated[
    Path | None,
    typer.Option(
        "--corpus", metavar="PATH", help="Folder or corpus.jsonl with the articles, if elsewhere."
    ),
]
_SHOWN = 20  # findings of one level that are printed; --json has all


def import_data(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", exists=True, help="File or folder of the set.")
    ],
    form: Annotated[
        Literal["squad", "passages", "beir", "titles"],
        typer.Option(
            "--format",
            help="squad: JSON; passages: passages.jsonl and qa.jsonl; beir: corpus.jsonl, "
            "queries.jsonl, qrels; titles: articles, each title to find its own body.",
        ),
    ],
    output: Annotated[Path, typer.Option(metavar="DIR", file_okay=False, help="Folder to write.")],
    name: Annotated[
        str, typer.Option(metavar="NAME", help="Name in reports (default: the folder's).")
    ] = "",
    licence: Annotated[
        str, typer.Option(metavar="TEXT", help="Licence of the questions, for the card.")
    ] = "",
    ask: Annotated[
        str,
        typer.Option(
            metavar="PATTERN",
            help="titles: only files of this pattern are asked, all are searched.",
        ),
    ] = "*",
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Draw so many questions.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Turn a foreign question set into a data set folder, offsets checked."""
    from meetingqa.evaluation.importing import import_dataset

    report = import_dataset(path, form, output, name=name, licence=licence, ask=ask, limit=limit)
    if as_json:
        print_json(report._asdict())
        return
    typer.echo(f"{report.cases} cases over {report.documents} documents in {str(output)!r}")
    if report.lost or report.merged or report.dropped:
        note(
            f"left out: {report.lost} documents without text, {report.merged} that repeat another, "
            f"{report.dropped} cases; see its CARD.md"
        )


def verify_data(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME...]", help="Names or folders (default: all in eval/datasets)."
        ),
    ] = None,
    corpus: CorpusDir = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write BEIR files and digests anew, then check.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check digests, spans, golds, duplicates and clusters of data sets; exit 1 on a defect."""
    from meetingqa.evaluation.datasets import list_datasets, load_dataset
    from meetingqa.evaluation.derived_files import write_derived
    from meetingqa.evaluation.verifying import count, verify

    results: list[tuple[Census, list[Finding]]] = []
    for name in names or list_datasets():
        dataset = load_dataset(name, corpus=corpus, articles_needed=corpus is not None)
        if write:
            write_derived(dataset)
        results.append((count(dataset), verify(dataset)))
    wrong = sum(finding.level == "error" for _, found in results for finding in found)
    if as_json:
        sets = [
            {**census._asdict(), "findings": [finding._asdict() for finding in found]}
            for census, found in results
        ]
        print_json({"ok": not wrong, "datasets": sets})
    else:
        for census, found in results:
            _print_census(census, found)
    if wrong:
        raise DatasetError(
            f"{wrong} defects in {len(results)} data sets",
            "mend them, or write derived files anew with `meetingqa eval verify-data --write`",
        )


def make_twins(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name or folder of the data set.")],
    output: Annotated[
        Path,
        typer.Option(
            metavar="DIR", file_okay=False, help="Folder to write: a data set of its own."
        ),
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="Kinds of change (default: all; repeatable)."),
    ] = None,
    seed: Annotated[
        int, typer.Option(metavar="N", help="What is drawn: syllables, figures, places.")
    ] = 0,
    corpus: CorpusDir = None,
    as_json: AsJson = False,
) -> None:
    """Write the perturbed twins of a data set, to look at; runs make them on their own."""
    from meetingqa.evaluation.datasets import load_dataset
    from meetingqa.evaluation.twins import KINDS, write_twins

    if unknown := sorted({*(kind or ())} - {*KINDS}):
        raise typer.BadParameter(f"{unknown[0]!r} is none of {', '.join(KINDS)}")
    dataset = load_dataset(name, corpus=corpus)
    counts = write_twins(dataset, [k for k in KINDS if not kind or k in kind], output, seed=seed)
    lines = [f"{number:6} {made}" for made, number in counts.items()]
    lines.append(f"{sum(counts.values()):6} twins of {dataset.name!r} in {str(output)!r}")
    record = {"output": str(output), "seed": seed, "cases": counts}
    show(as_json, record, "\n".join(lines))


def _print_census(census: "Census", found: "list[Finding]") -> None:
    documents = "?" if census.documents is None else census.documents
    typer.echo(
        f"{census.name}: {census.cases} cases ({census.answerable} answerable) over {documents} "
        f"documents, {census.clusters} clusters (largest {census.largest_cluster})"
    )
    typer.echo("  kinds   " + ", ".join(f"{kind} {n}" for kind, n in census.kinds.items()))
    typer.echo(
        "  splits  " + ", ".join(f"{split or '-'} {n}" for split, n in census.splits.items())
    )
    for level in ("error", "warning"):
        own = [finding for finding in found if finding.level == level]
        for finding in own[:_SHOWN]:
            typer.echo(f"  {level:<7} {finding.where}: {finding.what}")
        if len(own) > _SHOWN:
            typer.echo(f"  {level:<7} and {len(own) - _SHOWN} more (--json has all)")
    if not any(finding.level == "error" for finding in found):
        typer.echo("  ok")
