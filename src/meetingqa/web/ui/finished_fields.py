"""The list of finished summaries or digests, and who is offered to make one."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import gradio as gr

from meetingqa.rendering.showing import show_day, show_line
from meetingqa.web.finished import Finished, Kind
from meetingqa.web.people import Person
from meetingqa.web.ui.page_parts import empty
from meetingqa.web.ui.words import Words

if TYPE_CHECKING:
    from meetingqa.web.service import Service


def build_finished(words: Words, kind: Kind) -> gr.Dropdown:
    """The list, empty until `offer` fills it."""
    return gr.Dropdown(
        choices=[], label=words[f"finished_{kind}"], value=None, min_width=260, visible=False,
        elem_id=f"pg-{kind}-finished",
    )  # fmt: skip


def offer(
    service: "Service",
    words: Words,
    kind: Kind,
    person: Person,
    chosen: str | None,
    *,
    shows: bool,
) -> tuple[Any, Any, Any]:
    """Updates of the fields that make a document (for editors), of the list, and of the view unless
    it `shows` a document."""
    kept = service.finished.list(kind)
    choices = [(_label(item), item.document_id) for item in kept]
    value = chosen if chosen in {value for _, value in choices} else None
    makes = person.may("edit")
    if makes:
        said = empty(words[f"no_{kind}"], words[f"no_{kind}_do"])
    elif kept:
        said = empty(words[f"no_{kind}_open"], words["finished_do"])
    else:
        said = empty(words[f"no_{kind}"], words["finished_none_do"])
    view = gr.skip() if shows else said
    return (
        gr.update(visible=makes),
        gr.Dropdown(choices=choices, value=value, visible=bool(choices)),
        view,
    )


def _label(item: Finished) -> str:
    made = show_day(datetime.fromtimestamp(item.made_at).date())
    return f"{show_line(item.title)} · {made}, {item.made_by}"
