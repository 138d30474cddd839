"""A row that makes a file of what a page shows and hands it to the browser."""

import tempfile
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr

from meetingqa.errors import MeetingQAError
from meetingqa.rendering.exports import Format
from meetingqa.web.ui.page_parts import QUIET, action, page_html, trouble, working
from meetingqa.web.ui.words import Words

_FORMATS: list[tuple[str, Format]] = [
    ("Word (.docx)", "docx"),
    ("PDF", "pdf"),
    ("HTML", "html"),
    ("Markdown", "md"),
    ("JSON", "json"),
]


class File(NamedTuple):
    """A file to hand over."""

    name: str
    data: bytes


def build_export(
    state: gr.State, render: Callable[[Any, Format], File], words: Words, name: str
) -> Any:
    """Format, button and the hidden link that is clicked when the file is there. `render` makes the
    file of the state's value; show the row only while there is one."""
    with gr.Row(visible=False, elem_classes="pg-export") as row:
        format_box = gr.Dropdown(
            choices=_FORMATS, value="docx", label=words["format"], filterable=False, scale=0,
            min_width=180, elem_id=f"pg-{name}-format",
        )  # fmt: skip
        button = action(words["export"], f"{name}-export", width=120)
        link = gr.DownloadButton(
            words["download"], elem_classes="pg-away", elem_id=f"pg-{name}-download"
        )
    said = page_html(name=f"pg-{name}-exporting")

    def make(value: Any, format: Format) -> Iterator[tuple[Any, str]]:
        yield gr.skip(), working(words["exporting"])
        try:
            yield gr.DownloadButton(value=keep_file(render(value, format))), ""
        except MeetingQAError as error:
            yield gr.skip(), trouble(error, words)

    button.click(make, [state, format_box], [link, said], **QUIET).success(
        None, js=press(f"pg-{name}-download"), **QUIET
    )
    return row


def press(name: str) -> str:
    """A script that has the browser save what a hidden button holds, once Gradio has drawn it."""
    return f"() => setTimeout(() => document.querySelector('#{name}')?.click(), 200)"


def keep_file(file: File) -> str:
    """Write a file into a folder of its own that goes when the process ends; its path."""
    folder = Path(_folder().name) / uuid.uuid4().hex
    folder.mkdir()
    path = folder / file.name
    path.write_bytes(file.data)
    return str(path)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="meetingqa-exports-")
