"""`digest`: many meetings in one report, by theme, with figures, conflicts and follow-ups."""

from pathlib import Path
from typing import Annotated

import typer

from meetingqa.cli.options import (
    ArticleIds,
    Bodies,
    DateFrom,
    DateTo,
    ExportFormat,
    Format,
    HouseTemplate,
    Provinces,
    Sessions,
    StoreDir,
    Writer,
    WriterChoice,
    open_assistant,
    read_filters,
    require_weights,
)
from meetingqa.cli.output import check_export, note, progress, write_export


def digest(
    topic: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only what the articles say of this.")
    ] = None,
    provinces: Provinces = None,
    bodies: Bodies = None,
    sessions: Sessions = None,
    date_from: DateFrom = None,
    date_to: DateTo = None,
    article_ids: ArticleIds = None,
    writer: WriterChoice = Writer.extractive,
    format: ExportFormat = Format.json,
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
    check_export(format.value, output)
    filters = read_filters(provinces, bodies, sessions, date_from, date_to, article_ids)
    if topic is not None and not topic.strip():
        raise typer.BadParameter("the topic is empty")
    from meetingqa.rendering import load_template, render_digest

    house = load_template("digest", template) if template else None
    with open_assistant(store) as assistant:
        if writer is Writer.llm:
            require_weights(assistant.settings)
        with progress("articles") as tell:
            made = assistant.digest(
                filters=filters,
                topic=topic,
                writer=writer.value,
                progress=lambda done, total: tell("summaries", done, total),
            )
    if not made.articles:
        note("no article fits; the digest is empty")
    write_export(render_digest(made, format.value, house), output)
