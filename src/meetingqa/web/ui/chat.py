"""The page where people ask: wires the conversation, the question box, the history and the sources."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from meetingqa.web.security import person_of
from meetingqa.web.service import Service
from meetingqa.web.ui.chat_events import Shown, Talking
from meetingqa.web.ui.downloads import press
from meetingqa.web.ui.page_parts import QUIET
from meetingqa.web.ui.source_panel import panel_html
from meetingqa.web.ui.talk import Talk
from meetingqa.web.ui.words import Words

_REMEMBERED = "(talk, _) => [talk, sessionStorage.getItem('meetingqa.conversation') || '']"


def build_chat(service: Service, words: Words, blocks: gr.Blocks) -> None:
    """The page, inside whatever Gradio block is open."""
    talking = Talking(service, words)
    state = gr.State(Talk())
    parts: dict[str, Any] = {}
    with gr.Row(elem_id="qa-page", equal_height=False):
        with gr.Column(elem_id="qa-left", min_width=0):
            parts["history"] = panel_html("qa-history", "history")
        with gr.Column(elem_id="qa-middle", min_width=0):
            parts["talk"] = panel_html("qa-talk", "talk")
            parts["composer"] = panel_html("qa-composer", "composer")
        with gr.Column(elem_classes="qa-right", min_width=0):
            parts["source"] = panel_html("qa-source", "source")
    panels = list(parts.values())
    remembered = gr.Textbox(visible=False)
    parts["file"] = file = gr.State(None)
    download = gr.DownloadButton(visible="hidden", elem_id="qa-download")

    def update(shown: Shown) -> dict[Any, Any]:
        return {parts[name]: value for name, value in shown.items()}

    def act(held: Talk, request: gr.Request, event: gr.EventData) -> Iterator[dict[Any, Any]]:
        said = {key: str(value) for key, value in event._data.items()}
        for shown in talking.act(person_of(request), held, said):
            yield update(shown)

    def start(held: Talk, remembered: str, request: gr.Request) -> dict[Any, Any]:
        return update(talking.start(person_of(request), held, remembered))

    blocks.load(start, [state, remembered], list(parts.values()), js=_REMEMBERED, **QUIET)
    for part in panels:
        part.click(act, [state], list(parts.values()), trigger_mode="multiple", **QUIET)
    file.change(lambda path: gr.DownloadButton(value=path), [file], [download], **QUIET).success(
        None, js=press("qa-download"), **QUIET
    )
