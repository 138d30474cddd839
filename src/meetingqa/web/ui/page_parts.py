"""Pieces that the pages share: notices, progress, tables, icons, work that is watched. All text is escaped."""

import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any, TypeVar

import gradio as gr
from gradio.context import Context

from meetingqa.errors import MeetingQAError, WrongScope
from meetingqa.web.service import Service
from meetingqa.web.ui.shell import when_ready
from meetingqa.web.ui.told import explain_error
from meetingqa.web.ui.words import Words

_PATHS = {
    "copy": '<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V5a1 1 0 0 1 1-1h9"/>',
    "up": '<path d="M7 11v9H4v-9zM7 11l4-7c1.4 0 2.3 1 2 2.500L12.500 10H18c1.300 0 2.200 1.200 1.800 2.400l-1.900 6c-.3 1-1.200 1.600-2.200 1.600H7"/>',
    "down": '<path d="M17 13V4h3v9zM17 13l-4 7c-1.400 0-2.300-1-2-2.500l.5-3.500H6c-1.300 0-2.200-1.200-1.800-2.400l1.900-6C6.400 4.600 7.300 4 8.300 4H17"/>',
    "file": '<path d="M14 3H6v18h12V7zM14 3v4h4M9 13h6M9 17h4"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "bin": '<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>',
    "pen": '<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"/>',
    "link": '<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>',
    "why": '<circle cx="12" cy="12" r="8.500"/><path d="M9.800 9.500a2.300 2.300 0 1 1 3.200 2.300c-.7.3-1 .8-1 1.500v.4M12 16.800v.1"/>',
    "left": '<path d="M14 6l-6 6 6 6"/>',
    "right": '<path d="M10 6l6 6-6 6"/>',
    "list": '<path d="M4 6h16M4 12h16M4 18h10"/>',
    "save": '<path d="M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 20h14"/>',
    "add": '<path d="M12 5v14M5 12h14"/>',
}


def icon(name: str, size: int = 18) -> str:
    """A drawing; what it means is said by the button's own label."""
    return (
        f'<svg viewBox="0 0 24 24" width="{size}" height="{size}" aria-hidden="true" fill="none" '
        'stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">'
        f"{_PATHS[name]}</svg>"
    )


T = TypeVar("T")
Tell = Callable[[int, int], None]


def watch(work: Callable[[Tell], T]) -> Iterator[tuple[int, int] | T | MeetingQAError]:
    """(done, total) as the work tells it, then its result or the handled error that ended it.

    The work runs in a thread and goes on when nobody watches any more. After a bug, which the
    thread reports, nothing more comes.
    """
    told: queue.Queue[Any] = queue.Queue()
    end = object()

    def run() -> None:
        try:
            told.put(work(lambda done, total: told.put((done, total))))
        except MeetingQAError as error:
            told.put(error)
        finally:
            told.put(end)

    threading.Thread(target=run, name="watched", daemon=True).start()
    while (step := told.get()) is not end:
        yield step


class Page(ABC):
    """A page of the service in one language; `build` puts it inside whatever Gradio block is open."""

    def __init__(self, service: Service, words: Words) -> None:
        self._service = service
        self._words = words

    @abstractmethod
    def build(self) -> None:
        """Lay the parts out and wire them."""


QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""How the pages' events run: pages show progress themselves, and programs have the REST API."""


def action(label: str, name: str, variant: Any = "secondary", width: int = 110) -> gr.Button:
    """A button in a row of fields, no wider than its words need; one that stops is hidden until there
    is work."""
    return gr.Button(
        label, variant=variant, scale=0, min_width=width, elem_id=f"pg-{name}",
        visible=variant != "stop",
    )  # fmt: skip


class Stops:
    """Which browser tabs want the work to stop that they wait for."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._sessions: set[str] = set()

    def button(self, name: str) -> gr.Button:
        """The button, hidden until there is work; `ask` answers it."""
        return action(self._words["stop"], f"{name}-stop", "stop")

    def ask(self, request: gr.Request) -> str:
        """Note that a tab's work is to stop, and say so."""
        self._sessions.add(str(request.session_hash))
        return notice(self._words["stopping"], "warn")

    def begin(self, request: gr.Request) -> Callable[[], bool]:
        """Work begins in a tab: a function that says whether it is to stop."""
        session = str(request.session_hash)
        self._sessions.discard(session)
        return lambda: session in self._sessions


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


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], label: str) -> str:
    """A table that scrolls sideways by itself, each row a block on a phone; cells are HTML already,
    heads and label are text. A row of one cell goes over all columns and belongs to the row before."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(f"<tr>{_cells(heads, row)}</tr>" for row in rows)
    return (
        f'<div class="pg-scroll" role="region" tabindex="0" aria-label="{escape(label)}"><table '
        f'class="pg-table pg-stack"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cells(heads: Sequence[str], row: Sequence[str]) -> str:
    if len(row) == 1:
        return f'<td colspan="{len(heads)}">{row[0]}</td>'
    pairs = zip(heads, row, strict=True)
    return "".join(f'<td data-head="{escape(h)}"><div>{cell}</div></td>' for h, cell in pairs)


def tag(text: str, kind: str = "") -> str:
    """A word or two that stand out; kinds as of a notice."""
    return f'<span class="pg-tag{f" pg-{kind}" if kind else ""}">{escape(text)}</span>'


def button(label: str, do: str, kind: str = "pg-button", **data: object) -> str:
    """A button that asks the page to do something, with what it needs to know."""
    more = "".join(f' data-{name}="{escape(str(value))}"' for name, value in data.items())
    return f'<button type="button" class="{kind}" data-do="{do}"{more}>{escape(label)}</button>'


def link(url: str | None, text: str) -> str:
    """Text that leads to an article's address, where it has one that is safe."""
    if not url:
        return escape(text)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def page_html(value: str = "", name: str | None = None, *, answers: bool = False) -> gr.HTML:
    """A component of our own HTML; `answers` has it send its clicks as `select` events."""
    return gr.HTML(
        value,
        elem_id=name,
        elem_classes="pg-html",
        apply_default_css=False,
        js_on_load=when_ready("listen(element, trigger, watch)") if answers else None,
    )


def clicked(event: gr.EventData) -> dict[str, Any]:
    """What a click on a page of ours says; nothing where it says what no page of ours does."""
    return event._data if isinstance(event._data, dict) else {}


def when_opened(show: Callable[..., Any], inputs: Any, outputs: Any, **more: Any) -> None:
    """Have `show` fill the outputs whenever the tab that is being built is opened."""
    opened = Context.block.select if isinstance(Context.block, gr.Tab) else None
    if opened is None and Context.root_block is not None:
        opened = Context.root_block.load
    if opened is not None:
        opened(show, inputs, outputs, **QUIET, **more)
