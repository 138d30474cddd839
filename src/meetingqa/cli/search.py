"""`search`: the passages that fit a question, for one question or a batch."""

import time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meetingqa.cli.options import (
    ArticleIds,
    AsJson,
    BatchInput,
    BatchOutput,
    Bodies,
    DateFrom,
    DateTo,
    Provinces,
    Sessions,
    StoreDir,
    check_mode,
    check_question,
    open_assistant,
    read_filters,
    tell_scope,
)
from meetingqa.cli.output import print_json
from meetingqa.cli.questions import Asking, run_batch

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.domain import Passage, Query


class Mode(StrEnum):
    """Which legs of the retrieval take part."""

    hybrid = "hybrid"
    dense = "dense"
    keyword = "keyword"


def search(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="What to look for.")
    ] = None,
    limit: Annotated[
        int, typer.Option("-k", min=1, max=1000, metavar="N", help="How many passages.")
    ] = 10,
    provinces: Provinces = None,
    bodies: Bodies = None,
    sessions: Sessions = None,
    date_from: DateFrom = None,
    date_to: DateTo = None,
    article_ids: ArticleIds = None,
    mode: Annotated[Mode, typer.Option(help="By meaning, by words, or both.")] = Mode.hybrid,
    source: BatchInput = None,
    target: BatchOutput = None,
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Find the passages that fit a question."""
    check_mode("a QUESTION", question, source, target)
    filters = read_filters(provinces, bodies, sessions, date_from, date_to, article_ids)
    asked = "" if question is None else check_question(question)

    from meetingqa.rendering import plain_passages, search_record

    with open_assistant(store) as assistant:
        tell_scope(assistant, filters)

        def find(text: str) -> tuple["Query", list["Passage"], float]:
            begun = time.perf_counter()
            query, passages = assistant.search(text, filters=filters, limit=limit, mode=mode.value)
            return query, passages, time.perf_counter() - begun

        def answer(asking: Asking) -> dict[str, Any]:
            return search_record(*find(asking.question))

        if source and target:
            assistant.store()  # what is wrong with it is wrong for every line
            run_batch(source, target, "passages", answer)
        elif as_json:
            print_json(search_record(*find(asked)))
        else:
            typer.echo(plain_passages(find(asked)[1]))
