"""`summarize` and `digest`: the structured summary of one meeting, or many meetings in one report."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meetingqa.cli.options import (
    SCOPE,
    ExportFormat,
    Format,
    HouseTemplate,
    StoreDir,
    Writer,
    WriterChoice,
    open_assistant,
    scoped,
)
from meetingqa.cli.output import check_export, note, progress, report_error, write_export
from meetingqa.errors import MeetingQAError, ModelUnavailable, SettingsError

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.assistant import Assistant
    from meetingqa.domain import Filters, MeetingSummary
    from meetingqa.rendering.house import Template


@scoped
def digest(
    topic: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only what the articles say of this.")
    ] = None,
    points: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="At most N points of each meeting, those that say most; the others are counted.",
        ),
    ] = None,
    filters: "Filters" = SCOPE,
    writer: WriterChoice = "extractive",
    format: ExportFormat = "json",
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to; else stdout.")
    ] = None,
    template: HouseTemplate = None,
    store: StoreDir = None,
) -> None:
    """Gather the meetings of a period, province, body or topic into one report.

    Reports of one meeting are merged, figures that differ stand side by side, and tasks meet what
    later articles say of them. A rerun takes the summaries that are there.
    """
    check_export(format, output)
    if topic is not None and not topic.strip():
        raise typer.BadParameter("the topic is empty")
    from meetingqa.digesting import shorten
    from meetingqa.rendering.exports import render_digest
    from meetingqa.rendering.house import load_template

    house = load_template("digest", template) if template else None
    with open_assistant(store, writer) as assistant, progress("articles") as tell:
        made = assistant.digest(
            filters=filters,
            topic=topic,
            writer=writer,
            progress=lambda done, total: tell("summaries", done, total),
        )
    if not made.articles:
        note("no article fits; the digest is empty")
    write_export(render_digest(shorten(made, points), format, house), output)


def summarize(
    article_id: Annotated[
        str | None, typer.Argument(metavar="ARTICLE_ID", help="The article (see `articles list`).")
    ] = None,
    writer: WriterChoice = "auto",
    format: ExportFormat = "json",
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to (a folder with --all); else stdout."),
    ] = None,
    template: HouseTemplate = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            metavar="START:END", help="Take in an uncovered sentence by its place (repeatable)."
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every article; files that are there are left alone.")
    ] = False,
    store: StoreDir = None,
) -> None:
    """Summarize a meeting: every entry with its quotes, and the sentences it leaves out.

    With --all, one file an article in the folder --output; a rerun goes on where it stopped.
    """
    places = [_read_place(text) for text in add or ()]
    _check_usage(article_id, everything, output, format, places)
    from meetingqa.rendering.exports import render_summary
    from meetingqa.rendering.house import load_template
    from meetingqa.summarizing import add_uncovered

    house = load_template("summary", template) if template else None
    with open_assistant(store, writer) as assistant:
        if everything and output:
            _write_all(assistant, writer, format, house, output)
        elif article_id:
            summary = _summarize(assistant, article_id, writer)
            for start, end in places:
                summary = add_uncovered(summary, start, end)
            write_export(render_summary(summary, format, house), output)


def _check_usage(
    article_id: str | None,
    everything: bool,
    output: Path | None,
    format: Format,
    places: list[tuple[int, int]],
) -> None:
    if everything == (article_id is not None):
        raise typer.BadParameter("give an ARTICLE_ID, or --all with --output DIR")
    if everything and output is None:
        raise typer.BadParameter("--all needs --output DIR")
    if everything and output and output.exists() and not output.is_dir():
        raise typer.BadParameter(f"--output {str(output)!r} is a file; --all needs a folder")
    if everything and places:
        raise typer.BadParameter("--add goes with one article")
    if not everything:
        check_export(format, output)


def _read_place(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d+):(\d+)", text)
    if match is None or int(match[1]) >= int(match[2]):
        raise typer.BadParameter(f"{text!r} is no START:END")
    return int(match[1]), int(match[2])


def _summarize(assistant: "Assistant", article_id: str, writer: Writer) -> "MeetingSummary":
    """The last summary of the stream; on a terminal, says that the model is still at it."""
    stream = assistant.stream_summary(article_id, writer=writer)
    summary = next(stream)
    for step, summary in enumerate(stream, 1):
        if sys.stderr.isatty():
            note(f"step {step}: {summary.trace.writer}")
    return summary


def _write_all(
    assistant: "Assistant", writer: Writer, format: Format, house: "Template | None", folder: Path
) -> None:
    from meetingqa.rendering.exports import render_summary

    listed = assistant.articles()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MeetingQAError(
            f"cannot make the folder {str(folder)!r}: {error.strerror or error}",
            "give another --output",
        ) from error
    there = written = failed = 0
    with progress("articles") as tell:
        for done, article in enumerate(listed, 1):
            target = folder / f"{article.article_id}.{format}"
            if target.exists():
                there += 1
                continue
            try:
                summary = assistant.summarize(article.article_id, writer=writer)
                write_export(render_summary(summary, format, house), target)
                written += 1
            except MeetingQAError as error:
                if isinstance(error, ModelUnavailable | SettingsError):
                    raise  # so it would be for every other article
                note(f"error: {article.article_id}: not summarized")
                report_error(error)
                failed += 1
            tell(folder.name, done, len(listed))
    note(f"{written} written to {folder}, {there} already there, {failed} failed")
    if failed and not written and not there:
        raise typer.Exit(1)
