"""`ingest` and `articles`: what goes into the store, what is in it, and out again."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meetingqa.cli.options import SCOPE, AsJson, StoreDir, open_assistant, scoped, tell_scope
from meetingqa.cli.output import note, print_json, progress, show
from meetingqa.errors import MeetingQAError

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.domain import Filters

app = typer.Typer(
    help="List, show, delete and export the articles of a store.", rich_markup_mode=None
)


def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Files, folders, globs: .txt .md .html .docx .pdf .jsonl .zip"
        ),
    ],
    workers: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Processor threads for embedding (default: all)."),
    ] = None,
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Take articles into the store.

    What is there already is passed over; a bad file is reported and the rest goes on.
    """
    if workers:
        # Both engines read it when they are loaded, which happens later than this line.
        os.environ["OMP_NUM_THREADS"] = str(workers)
    with open_assistant(store) as assistant, progress("chunks") as tell:
        report = assistant.ingest(paths, lambda read, chunks: tell("ingest", chunks, 0))
    if as_json:
        print_json(report.model_dump(mode="json"))
    for rejected in report.rejected:
        note(f"rejected: {rejected.source}: {rejected.reason}")
    if not as_json:
        for twin in report.duplicates:
            note(f"duplicate: {twin.source} is {twin.of_article_id}")
        typer.echo(
            f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
            f"{len(report.duplicates)} duplicates, {len(report.rejected)} rejected; "
            f"{report.chunks} chunks in {report.seconds:.1f} s"
        )
    if not (report.articles or report.duplicates):
        raise MeetingQAError(
            "nothing was taken",
            "see the reasons above; `meetingqa ingest --help` names the formats",
        )


@app.command("list")
@scoped
def list_articles(
    filters: "Filters" = SCOPE, as_json: AsJson = False, store: StoreDir = None
) -> None:
    """List the articles, newest first."""
    with open_assistant(store) as assistant:
        found = assistant.articles(filters)
        tell_scope(assistant, filters)
    if as_json:
        print_json([article.model_dump(mode="json") for article in found])
        return
    for article in found:
        day = article.held_on or article.published_on or "----------"
        typer.echo(f"{article.article_id}  {day}  {article.province or '-'}  {article.title}")


@app.command("show")
def show_article(
    article_id: Annotated[str, typer.Argument(metavar="ID")],
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Show what is known of an article, and its text."""
    from meetingqa.rendering.records import article_record
    from meetingqa.rendering.terminal import plain_article

    with open_assistant(store) as assistant:
        article = assistant.article(article_id)
        chunks = len(assistant.store().library.article_chunks(article_id))
    show(as_json, article_record(article, chunks), plain_article(article))


@app.command("delete")
def delete_articles(
    article_ids: Annotated[list[str], typer.Argument(metavar="ID...")],
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Delete articles with all that goes with them.

    None of them goes if one of the ids is not there.
    """
    with open_assistant(store) as assistant:
        deleted = assistant.delete(article_ids)
    show(as_json, {"deleted": deleted}, f"{deleted} deleted")


@app.command("export")
def export_articles(
    folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False)],
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Write all articles to DIR/articles.jsonl.

    The file can be ingested again; ids and texts stay what they are.
    """
    from meetingqa.rendering.records import export_record

    with open_assistant(store) as assistant:
        library = assistant.store().library
        target = folder / "articles.jsonl"
        unfinished = target.with_suffix(".partial")
        exported = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("w", encoding="utf-8", errors="backslashreplace") as file:
                for article in library.iter_articles():
                    chunks = len(library.article_chunks(article.article_id))
                    line = json.dumps(export_record(article, chunks), ensure_ascii=False)
                    file.write(line + "\n")
                    exported += 1
            unfinished.replace(target)
        except OSError as error:
            raise MeetingQAError(
                f"cannot write {str(target)!r}: {error.strerror or error}",
                "give another folder, or free some disk space",
            ) from error
    show(as_json, {"file": str(target), "articles": exported}, f"{exported} articles in {target}")
