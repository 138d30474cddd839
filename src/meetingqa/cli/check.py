"""`check`: an editor's own sentences held against the archive, a draft or a batch of statements."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meetingqa.cli.options import (
    SCOPE,
    AsJson,
    BatchOutput,
    StoreDir,
    check_mode,
    open_assistant,
    scoped,
    tell_scope,
)
from meetingqa.cli.output import show
from meetingqa.cli.questions import Asking, run_batch

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.domain import Filters


@scoped
def check(
    draft: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="The text: .txt .md .html .docx .pdf; `-` reads standard input."
        ),
    ] = None,
    filters: "Filters" = SCOPE,
    source: Annotated[
        Path | None,
        typer.Option(
            "--input",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help='Statements, one a line: {"id", "statement", "source"?}. Needs --output.',
        ),
    ] = None,
    target: BatchOutput = None,
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Hold a text against the articles, sentence by sentence: supported, contradicted, not found.

    No model takes part. A batch has one {"id", "statement", "source"?} a line; with a source only
    that article counts.
    """
    check_mode("a FILE", draft, source, target)
    from meetingqa.rendering.records import verdict_record
    from meetingqa.rendering.terminal import plain_verdicts

    with open_assistant(store) as assistant:
        assistant.store()  # what is wrong with it is wrong for every line
        tell_scope(assistant, filters)
        checker = assistant.checker()

        def answer(asking: Asking) -> dict[str, Any]:
            verdict = checker.check(asking.question, source=asking.source, filters=filters)
            return verdict_record(verdict, asking.id)

        if source and target:
            run_batch(source, target, "verdict", answer, asked="statement")
            return
        text = _read_draft(draft, assistant.settings.max_file_bytes) if draft else ""
        verdicts = list(checker.check_draft(text, filters=filters))
    records = [verdict_record(v, number) for number, v in enumerate(verdicts, start=1)]
    show(as_json, records, plain_verdicts(verdicts))


def _read_draft(path: Path, max_bytes: int) -> str:
    """The text of a file, or of standard input. Raises SourceError for what cannot be read."""
    from meetingqa.sources import read_draft

    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{str(path)!r} cannot be read: {error.strerror}") from error
    return read_draft(path.suffix.lower(), data, max_bytes)
