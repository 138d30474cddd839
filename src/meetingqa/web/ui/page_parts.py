"""Pieces of HTML that the pages share: notices, empty states, progress, tables. All text is escaped."""

from collections.abc import Callable, Sequence
from html import escape
from importlib.resources import files
from typing import Any

import gradio as gr
from gradio.context import Context

from meetingqa.errors import MeetingQAError, WrongScope
from meetingqa.web.ui.told import explain_error
from meetingqa.web.ui.words import Words

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""How the pages' events run: pages show progress themselves, and programs have the REST API."""


def notice(text: str, kind: str = "info", detail: str = "") -> str:
    """One line about what happened; kinds: info, good, warn, bad. Screen readers are told."""
    role = "alert" if kind == "bad" else "status"
    more = f'<span class="pg-notice-detail">{escape(detail)}</span>' if detail else ""
    return f'<div class="pg-notice pg-{kind}" role="{role}"><span>{escape(text)}</span>{more}</div>'


def trouble(error: MeetingQAError, words: Words) -> str:
    """A handled error: what happened, and what to do about it."""
    if isinstance(error, WrongScope):  # in the page's words already
        return notice(error.message, "bad", error.hint)
    if words.language == "vi" and (told := explain_error(error)):
        return notice(told[0], "bad", told[1])
    hint = f"{words['hint']}: {error.hint}" if error.hint else ""
    return notice(f"{words['error']}: {error.message}", "bad", hint)


def empty(title: str, hint: str = "") -> str:
    """What stands where there is nothing yet."""
    more = f"<p>{escape(hint)}</p>" if hint else ""
    return f'<div class="pg-empty"><p class="pg-empty-title">{escape(title)}</p>{more}</div>'


def working(text: str, done: int | None = None, total: int | None = None) -> str:
    """Work under way, measured where it can be."""
    known = done is not None and total
    amount = f' value="{done}" max="{total}"' if known else ""
    return (
        f'<div class="pg-working" role="status"><span>{escape(text)}…</span>'
        f'<progress{amount} aria-label="{escape(text)}"></progress></div>'
    )


def intro(text: str) -> str:
    """The line under a page's name."""
    return f'<p class="pg-intro">{escape(text)}</p>'


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    label: str,
    *,
    numeric: int = -1,
    stack: bool = False,
) -> str:
    """A table that scrolls sideways by itself; cells are HTML already, heads and label are text.

    `numeric` is the column of figures. With `stack` each row becomes a block on a phone.
    """
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(f"<tr>{_cells(heads, row, numeric)}</tr>" for row in rows)
    kind = "pg-table pg-stack" if stack else "pg-table"
    return (
        f'<div class="pg-scroll" role="region" tabindex="0" aria-label="{escape(label)}">'
        f'<table class="{kind}"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cells(heads: Sequence[str], row: Sequence[str], numeric: int) -> str:
    return "".join(
        f'<td data-head="{escape(head)}"{" class=pg-number" if place == numeric else ""}>'
        f"<div>{cell}</div></td>"
        for place, (head, cell) in enumerate(zip(heads, row, strict=True))
    )


def facts(pairs: Sequence[tuple[str, str]], label: str) -> str:
    """Names and values in two columns; values are text."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs)
    return f'<dl class="pg-facts" aria-label="{escape(label)}">{rows}</dl>'


def link(url: str | None, text: str) -> str:
    """Text that leads to an article's address, where it has one that is safe."""
    if not url:
        return escape(text)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def page_html(value: str = "", name: str | None = None, *, answers: bool = False) -> gr.HTML:
    """A component of our own HTML; `answers` has it send its clicks as `select` events."""
    script = files(__package__).joinpath("assets/pages.js").read_text(encoding="utf-8")
    return gr.HTML(
        value,
        elem_id=name,
        elem_classes="pg-html",
        apply_default_css=False,
        js_on_load=script if answers else None,
    )


def clicked(event: gr.EventData) -> dict[str, Any]:
    """What a click on a page of ours says; nothing where it says what no page of ours does."""
    return event._data if isinstance(event._data, dict) else {}


def when_opened(show: Callable[..., Any], inputs: Any, outputs: Any) -> None:
    """Have `show` fill the outputs whenever the tab that is being built is opened."""
    opened = Context.block.select if isinstance(Context.block, gr.Tab) else None
    if opened is None and Context.root_block is not None:
        opened = Context.root_block.load
    if opened is not None:
        opened(show, inputs, outputs, **QUIET)
