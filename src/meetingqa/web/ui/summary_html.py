"""A summary beside its article as HTML: entries lead to their words, words to their entries."""

import itertools
from collections.abc import Iterator
from html import escape

from meetingqa.domain import (
    Article,
    FigurePoint,
    MeetingSummary,
    PersonPoint,
    Point,
    SummaryFields,
    TaskPoint,
    Uncovered,
)
from meetingqa.rendering.showing import (
    describe_writer,
    show_day,
    show_outlet,
    show_text,
    show_title,
    show_url,
)
from meetingqa.web.editing import Edits, entries, with_edits, wording
from meetingqa.web.ui.page_parts import icon, link, tag
from meetingqa.web.ui.words import Words

_HEAD = ("meeting", "held_on", "place", "chair")  # of which there is one each


def summary_html(
    summary: MeetingSummary, edits: Edits, words: Words, *, editable: bool = True
) -> str:
    """Both panes. `editable` offers to edit entries and to take sentences in."""
    left_out = with_edits(summary, edits).uncovered
    fields = "".join(
        _field(summary.fields, name, edits, words, editable) for name in SummaryFields.model_fields
    )
    fields += _absent(summary.fields, words)
    labels = " ".join(
        f'data-word-{name}="{escape(words[name])}"'
        for name in ("save", "cancel", "restore", "edit")
    )
    return (
        f'<div class="pg-split" {labels}>'
        f'<section class="pg-entries" aria-label="{escape(words["entries"])}">'
        f"{_byline(summary, words)}{fields}{_uncovered(left_out, words, editable)}</section>"
        f"{_article(summary, left_out, words)}</div>"
    )


def article_facts(article: Article, words: Words) -> str:
    """Outlet and days of an article in a line, as HTML."""
    parts = [link(show_url(article), show_outlet(article))]
    if article.held_on:
        parts.append(escape(words["held_on_day"].format(show_day(article.held_on))))
    if article.published_on:
        parts.append(escape(words["published_on_day"].format(show_day(article.published_on))))
    return ", ".join(parts)


def _byline(summary: MeetingSummary, words: Words) -> str:
    dropped = [item for item in summary.trace.dropped if item.text]
    reasons = "".join(
        f"<li><q>{escape(d.text)}</q><br><small>{escape(d.reason)}</small></li>" for d in dropped
    )
    heading = escape(words["dropped"].format(len(dropped)))
    more = f"<details><summary>{heading}</summary><ul>{reasons}</ul></details>" if dropped else ""
    return (
        f'<header class="pg-byline"><h2>{escape(show_title(summary.article))}</h2>'
        f"<p>{article_facts(summary.article, words)}</p>"
        f'<p class="pg-how">{escape(describe_writer(summary))}</p>{more}</header>'
    )


def _field(fields: SummaryFields, name: str, edits: Edits, words: Words, editable: bool) -> str:
    points = [(key, point) for key, field, point in entries(fields) if field == name]
    heading = escape(words[f"field_{name}"])
    kind = "pg-field pg-one" if name in _HEAD else "pg-field"
    if not points:
        return ""
    count = "" if name in _HEAD else f' <span class="pg-count">{len(points)}</span>'
    items = "".join(_entry(key, name, point, edits, words, editable) for key, point in points)
    return f'<div class="{kind}"><h3>{heading}{count}</h3><ul>{items}</ul></div>'


def _absent(fields: SummaryFields, words: Words) -> str:
    """The fields of which the article says nothing, in one line."""
    stated = {field for _, field, _ in entries(fields)}
    names = [words[f"field_{name}"] for name in SummaryFields.model_fields if name not in stated]
    if not names:
        return ""
    told = escape(", ".join(names))
    return f'<div class="pg-field pg-one pg-absent"><h3>{escape(words["not_stated"])}</h3><p>{told}</p></div>'


def _entry(key: str, field: str, point: Point, edits: Edits, words: Words, editable: bool) -> str:
    edit = edits.get(key)
    text = edit.text if edit else wording(field, point)
    mark = ""
    if edit:
        state, kind = ("edited_unproven", "bad") if edit.reason else ("edited", "good")
        why = f'<span class="pg-why">{escape(edit.reason)}</span>' if edit.reason else ""
        mark = f'<div class="pg-marks">{tag(words[state], kind)}{why}</div>'
    kind = " pg-figure" if isinstance(point, FigurePoint) else ""
    buttons = _button("show", key, "right", words["show_source"])
    if editable:
        buttons += _button("edit", key, "pen", words["edit"], changed=edit is not None)
    return (
        f'<li class="pg-entry{kind}" data-point="{key}"><p><span class="pg-wording">{escape(text)}</span>'
        f'{_beside(field, point, text)}</p><div class="pg-acts">{buttons}</div>{mark}</li>'
    )


def _button(act: str, key: str, drawing: str, label: str, *, changed: bool = False) -> str:
    label = escape(label)
    return (
        f'<button type="button" class="pg-icon" data-{act}="{key}" data-changed="{int(changed)}"'
        f' aria-label="{label}" title="{label}">{icon(drawing)}</button>'
    )


def _beside(field: str, point: Point, text: str) -> str:
    """What an entry holds that its wording does not say: a figure's value, a task's who and when."""
    parts: list[str] = []
    if isinstance(point, FigurePoint):
        value = escape(f"{point.value} {point.unit}".strip())
        parts = [f'<b class="pg-value">{value}</b>', escape(point.period or "")]
    elif isinstance(point, TaskPoint):
        parts = [escape(part) for part in (point.who, point.due) if part and part not in text]
    elif isinstance(point, PersonPoint) and field == "personnel":
        parts = [escape(part) for part in (point.name, point.role) if part and part not in text]
    told = " · ".join(part for part in parts if part)
    return f'<span class="pg-beside">{told}</span>' if told else ""


def _uncovered(left_out: tuple[Uncovered, ...], words: Words, editable: bool) -> str:
    heading = f'<h3>{escape(words["uncovered"])} <span class="pg-count">{len(left_out)}</span></h3>'
    if not left_out:
        none = escape(words["uncovered_none"])
        return f'<div class="pg-field pg-left">{heading}<p class="pg-note">{none}</p></div>'
    rows = []
    for item in left_out:
        kinds = ", ".join(words[f"kind_{kind}"] for kind in item.kinds)
        place = f"{item.start}:{item.end}"
        text = f'<span>{escape(item.text)}<span class="pg-beside">{escape(kinds)}</span></span>'
        tick = f'<input type="checkbox" value="{place}" data-tick>' if editable else ""
        rows.append(f'<li data-point="u:{place}"><label>{tick}{text}</label></li>')
    act = (
        f'<button type="button" class="pg-button" data-take>{escape(words["take_in"])}</button>'
        if editable
        else ""
    )
    note = escape(words["uncovered_note"])
    return (
        f'<div class="pg-field pg-left">{heading}<p class="pg-note">{note}</p>'
        f"<ul>{''.join(rows)}</ul>{act}</div>"
    )


def _article(summary: MeetingSummary, left_out: tuple[Uncovered, ...], words: Words) -> str:
    label = escape(words["full_article"])
    return (
        f'<section class="pg-source" aria-label="{label}"><h3>{label}</h3>'
        f'<div class="pg-text" tabindex="0" role="region" aria-label="{label}">'
        f"{marked_text(summary, left_out)}</div></section>"
    )


def marked_text(summary: MeetingSummary, left_out: tuple[Uncovered, ...] = ()) -> str:
    """The article's text as HTML, its cited words and those left out marked with whom they prove."""
    spans = [
        (citation.start, citation.end, key)
        for key, _, point in entries(summary.fields)
        for citation in point.citations
    ]
    spans += [(item.start, item.end, f"u:{item.start}:{item.end}") for item in left_out]
    text = show_text(summary.article.text)
    parts = []
    for start, end, keys in _pieces(len(text), spans):
        piece = escape(text[start:end])
        if not keys:
            parts.append(piece)
            continue
        cited = any(not key.startswith("u:") for key in keys)
        kind = "pg-cited" if cited else "pg-missed"
        parts.append(
            f'<mark class="{kind}" data-points="{" ".join(keys)}" tabindex="0" role="button">'
            f"{piece}</mark>"
        )
    return "".join(parts)


def _pieces(length: int, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, list[str]]]:
    """The text cut wherever a span begins or ends, each piece with the spans that cover it."""
    cuts = sorted({0, length, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    for start, end in itertools.pairwise(cuts):
        keys = [key for s, e, key in spans if s <= start and end <= e]
        yield start, end, list(dict.fromkeys(keys))
