"""`ask` and `search`: proven answers and fitting passages, for one question, a conversation or a batch."""

import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from meetingqa.cli.options import (
    SCOPE,
    AsJson,
    BatchInput,
    BatchOutput,
    StoreDir,
    WriterChoice,
    check_mode,
    check_question,
    open_assistant,
    scoped,
    tell_scope,
)
from meetingqa.cli.output import print_json
from meetingqa.cli.questions import Asking, read_history, run_batch

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.domain import Answer, Filters, Passage, Query


Mode = Literal["hybrid", "dense", "keyword"]
"""Which legs of the retrieval take part."""


@scoped
def search(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="What to look for.")
    ] = None,
    limit: Annotated[
        int, typer.Option("-k", min=1, max=1000, metavar="N", help="How many passages.")
    ] = 10,
    filters: "Filters" = SCOPE,
    mode: Annotated[Mode, typer.Option(help="By meaning, by words, or both.")] = "hybrid",
    source: BatchInput = None,
    target: BatchOutput = None,
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Find the passages that fit a question."""
    check_mode("a QUESTION", question, source, target)
    asked = "" if question is None else check_question(question)

    from meetingqa.rendering.records import search_record
    from meetingqa.rendering.terminal import plain_passages

    with open_assistant(store) as assistant:
        tell_scope(assistant, filters)

        def find(text: str) -> tuple["Query", list["Passage"], float]:
            begun = time.perf_counter()
            query, passages = assistant.search(text, filters=filters, limit=limit, mode=mode)
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


@scoped
def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="What to answer.")
    ] = None,
    filters: "Filters" = SCOPE,
    writer: WriterChoice = "auto",
    history: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="The conversation so far, a JSON list of turns.",
        ),
    ] = None,
    source: BatchInput = None,
    target: BatchOutput = None,
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Answer a question, every sentence proven.

    With a language model on a terminal, quotes of the articles come at once and the worded answer
    when it is proven. What the articles do not hold is not answered.
    """
    check_mode("a QUESTION", question, source, target)
    asked = "" if question is None else check_question(question)
    before = read_history(history) if history else ()

    from meetingqa.rendering.records import answer_record

    with open_assistant(store, writer) as assistant:
        tell_scope(assistant, filters)

        def answer(asking: Asking) -> dict[str, Any]:
            found = assistant.ask(
                asking.question, filters=filters, history=asking.history or before, writer=writer
            )
            return answer_record(found)

        if source and target:
            assistant.store()  # what is wrong with it is wrong for every line
            run_batch(source, target, "statements", answer)
        elif as_json:
            print_json(answer(Asking(0, 0, asked, before)))
        else:
            expects = writer != "extractive" and assistant.settings.llm != "none"
            stream = assistant.stream(asked, filters=filters, history=before, writer=writer)
            show_answers(stream, expects_model=expects)


def show_answers(stream: Iterator["Answer"], *, expects_model: bool) -> "Answer":
    """Print the last answer of a stream; on a terminal the first one too, as soon as it is there."""
    from rich.console import Console

    from meetingqa.rendering.terminal import FINAL_HEADING, WRITING, describe_writing, print_answer

    console = Console(markup=False, highlight=False, emoji=False)
    first = next(stream)
    if not expects_model:
        print_answer(console, first)
        return first
    if sys.stdout.isatty():
        print_answer(console, first, draft=True)
    waiting = Console(stderr=True).status(WRITING) if sys.stderr.isatty() else nullcontext()
    with waiting:
        *_, last = first, *stream
    if sys.stdout.isatty() and last.text == first.text:
        console.print(f"\n{describe_writing(last)}", style="dim")
        return last
    if sys.stdout.isatty():
        console.print(f"\n{FINAL_HEADING}\n", style="bold")
    print_answer(console, last)
    return last
