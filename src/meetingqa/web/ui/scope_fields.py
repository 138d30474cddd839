"""Fields that several pages have: a scope as `Filters`, the writer, the list of finished documents."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import gradio as gr

from meetingqa.domain import Filters, ListedArticle
from meetingqa.errors import WrongScope
from meetingqa.rendering.showing import parse_day, show_day, show_line
from meetingqa.web.finished import Finished, Kind
from meetingqa.web.security import person_of
from meetingqa.web.service import Service
from meetingqa.web.ui.page_parts import empty
from meetingqa.web.ui.words import Words


def build_finished(words: Words, kind: Kind) -> gr.Dropdown:
    """The list, empty until `offer` fills it."""
    return gr.Dropdown(
        choices=[], label=words[f"finished_{kind}"], value=None, min_width=260, visible=False,
        elem_id=f"pg-{kind}-finished",
    )  # fmt: skip


def offering(service: Service, words: Words, kind: Kind) -> Callable[..., tuple[Any, Any, Any]]:
    """Updates of the fields that make a document (for editors), of the list, and of the view unless
    it shows one: of what is chosen in the list, and what is shown."""

    def offer(chosen: str | None, shown: object, request: gr.Request) -> tuple[Any, Any, Any]:
        kept = service.finished.list(kind)
        choices = [(_label(item), item.document_id) for item in kept]
        value = chosen if chosen in {value for _, value in choices} else None
        makes = person_of(request).may("edit")
        if makes:
            said = empty(words[f"no_{kind}"], words[f"no_{kind}_do"])
        elif kept:
            said = empty(words[f"no_{kind}_open"], words["finished_do"])
        else:
            said = empty(words[f"no_{kind}"], words["finished_none_do"])
        return (
            gr.update(visible=makes),
            gr.Dropdown(choices=choices, value=value, visible=bool(choices)),
            said if shown is None else gr.skip(),
        )

    return offer


def _label(item: Finished) -> str:
    made = show_day(datetime.fromtimestamp(item.made_at).date())
    return f"{show_line(item.title)} · {made}, {item.made_by}"


class ScopeFields(NamedTuple):
    """The four fields, in the order in which `read_scope` takes their values."""

    first: gr.Textbox
    last: gr.Textbox
    provinces: gr.Dropdown
    bodies: gr.Dropdown


def build_scope(words: Words, name: str) -> ScopeFields:
    """The fields, inside the row that is open; `name` makes their ids."""
    first, last = (
        gr.Textbox(
            label=words[key], placeholder=words["day_example"], scale=1, min_width=150,
            elem_id=f"pg-{name}-{key}", max_length=20,
        )
        for key in ("from", "to")
    )  # fmt: skip
    provinces, bodies = (
        gr.Dropdown(
            choices=[], multiselect=True, label=words[key], scale=2, min_width=220,
            elem_id=f"pg-{name}-{key}",
        )
        for key in ("provinces", "bodies")
    )  # fmt: skip
    return ScopeFields(first, last, provinces, bodies)


def build_writer(words: Words, names: Sequence[str]) -> gr.Dropdown:
    """The choice of who words it, inside the row that is open; the first of `names` is chosen."""
    return gr.Dropdown(
        choices=[(words[f"writer_{name}"], name) for name in names],
        value=names[0], label=words["writer"], filterable=False, scale=1, min_width=170,
    )  # fmt: skip


def read_scope(
    words: Words,
    first: str | None,
    last: str | None,
    provinces: Sequence[str] | None,
    bodies: Sequence[str] | None,
) -> Filters:
    """What the fields mean. Raises WrongScope."""
    begins, ends = (read_day(text, words) for text in (first, last))
    if begins and ends and begins > ends:
        raise WrongScope(words["bad_period"])
    return Filters(
        date_from=begins, date_to=ends, provinces=tuple(provinces or ()), bodies=tuple(bodies or ())
    )


def scope_choices(service: Service) -> list[Any]:
    """The provinces and bodies that the archive knows, as updates of the two lists."""
    articles = service.articles(None)
    return [gr.Dropdown(choices=named(articles, name)) for name in ("province", "body")]


def named(articles: Sequence[ListedArticle], field: str) -> list[tuple[str, str]]:
    """The values of a field among articles, as choices in order."""
    values = sorted({value for a in articles if (value := getattr(a, field))})
    return [(show_line(value), value) for value in values]


def read_day(text: str | None, words: Words) -> date | None:
    """The day a text names, None for an empty one. Raises WrongScope."""
    text = (text or "").strip()
    try:
        return parse_day(text) if text else None
    except ValueError as error:
        raise WrongScope(words["bad_day"].format(text), words["bad_day_do"]) from error
