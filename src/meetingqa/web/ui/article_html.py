"""One article of the archive as HTML: what was read from it, the form that corrects it, its versions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from html import escape
from typing import Any

from pydantic import ValidationError

from meetingqa.domain import Article, ArticleChanges, ArticleVersion, Correction
from meetingqa.errors import WrongScope
from meetingqa.rendering.showing import (
    show_day,
    show_line,
    show_outlet,
    show_text,
    show_title,
    show_url,
)
from meetingqa.web.text_changes import compare_texts
from meetingqa.web.ui.page_parts import button, icon, link, tag
from meetingqa.web.ui.scope_fields import read_day
from meetingqa.web.ui.words import Words


def read_changes(typed: Mapping[str, Any], words: Words) -> ArticleChanges:
    """The changes that fields of text mean; an empty one empties. Raises WrongScope."""
    given: dict[str, Any] = {}
    for field in FIELDS:
        if field not in typed:
            continue
        text = str(typed[field])
        given[field] = read_day(text, words) if field in DAYS else text
    if not str(given.get("title", "-")).strip():
        raise WrongScope(words["title_empty"])
    try:
        return ArticleChanges.model_validate(given)
    except ValidationError as error:
        fault = error.errors()[0]
        field = str(fault["loc"][0]) if fault["loc"] else "title"
        said = words["not_accepted"].format(typed.get(field, ""))
        raise WrongScope(f"{words[FIELDS[field]]}: {said}", fault["msg"]) from error


FIELDS = {
    "title": "title",
    "held_on": "held",
    "published_on": "published",
    "province": "province",
    "body": "body",
    "session": "session",
    "chair": "chair",
    "author": "author",
}
"""What can be corrected, and the word that names it."""
DAYS = ("held_on", "published_on")
_LENGTHS = {"title": 500, "held_on": 20, "published_on": 20}
_TAGS = {"same": "span", "gone": "del", "new": "ins"}
_MARGIN = 160  # characters of unchanged text that stay on either side of a change


def article_html(
    article: Article,
    made: Sequence[Correction],
    versions: Sequence[ArticleVersion],
    words: Words,
    *,
    may_edit: bool,
    said: str = "",
) -> str:
    """What is known of an article, its text and earlier ones; for who may, how to change it."""
    by_field = {correction.field: correction for correction in made}
    rows = [
        _fact(words[word], _value(article, field), by_field.get(field), words)
        for field, word in FIELDS.items()
        if field != "title" or field in by_field
    ]
    rows += [
        _fact(words["source"], show_outlet(article), None, words),
        _fact(words["identity"], article.article_id, None, words),
    ]
    acts = (
        (
            f'<div class="pg-acts pg-gap">{_button("correct", article, words["correct"])}'
            f"{_button('delete', article, words['delete'], 'pg-button pg-danger', sure=words['delete_sure'])}"
            "</div>"
        )
        if may_edit
        else ""
    )
    text = escape(show_text(article.text))
    label = escape(words["full_article"])
    return (
        f'{said}<div class="pg-sheet"><div class="pg-head"><h2>{link(show_url(article), show_title(article))}'
        f'</h2><button type="button" class="pg-icon" data-do="close" aria-label="{escape(words["close"])}"'
        f' title="{escape(words["close"])}">{icon("close")}</button></div>'
        f'<dl class="pg-facts" aria-label="{escape(words["metadata"])}">{"".join(rows)}</dl>{acts}'
        f"{_versions(article, versions, words)}"
        f'<h3>{label}</h3><div class="pg-text" tabindex="0" role="region" aria-label="{label}">'
        f"{text}</div></div>"
    )


def form_html(
    article: Article,
    made: Sequence[Correction],
    typed: Mapping[str, str],
    words: Words,
    known: Mapping[str, Sequence[str]],
    said: str = "",
) -> str:
    """Fields to correct an article's metadata; `typed` is what was typed already, `known` offers the
    values of other articles."""
    read = {correction.field: correction.read for correction in made}
    rows = []
    for field, word in FIELDS.items():
        name = f"pg-field-{field}"
        value = escape(typed.get(field, _value(article, field)))
        hint = f' placeholder="{escape(words["day_example"])}"' if field in DAYS else ""
        offered = f' list="{name}-known"' if known.get(field) else ""
        was = ""
        if field in read:
            shown = _read(field, read[field]) or words["unknown"]
            was = f'<span class="pg-small">{escape(words["was_read"].format(shown))}</span>'
        rows.append(
            f'<div class="pg-row"><label for="{name}">{escape(words[word])}</label>'
            f'<input type="text" id="{name}" data-field="{field}" value="{value}"{hint}{offered}'
            f' maxlength="{_LENGTHS.get(field, 200)}" autocomplete="off">{was}</div>'
            f"{_offers(name, known.get(field, ()))}"
        )
    return (
        f'<div class="pg-sheet" data-form><h2>{escape(words["correct"])}</h2>{said}'
        f'<p class="pg-note">{escape(words["correct_note"])}</p>'
        f'<div class="pg-form">{"".join(rows)}</div><div class="pg-acts pg-gap">'
        f"{_button('correct_yes', article, words['save'], 'pg-button pg-primary')}"
        f"{_button('open', article, words['cancel'])}</div></div>"
    )


def version_html(article: Article, version: ArticleVersion, words: Words) -> str:
    """An earlier text beside the one of now: what went is struck out, what came is underlined."""
    parts = []
    pieces = compare_texts(version.text, article.text)
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "same":
            text = _shorten(text, first=place == 0, last=place == len(pieces) - 1)
        parts.append(f"<{_TAGS[piece.kind]}>{escape(show_text(text))}</{_TAGS[piece.kind]}>")
    label = words["version_until"].format(_moment(version.replaced_at))
    titles = ""
    if version.title != article.title:
        titles = f"<p><del>{escape(show_line(version.title))}</del> <ins>{escape(show_title(article))}</ins></p>"
    return (
        f'<div class="pg-sheet"><h2>{escape(label)}</h2>'
        f'<p class="pg-note">{escape(words["version_note"])}</p>{titles}'
        f'<div class="pg-text pg-changes" tabindex="0" role="region" aria-label="{escape(label)}">'
        f'{"".join(parts)}</div><div class="pg-acts pg-gap">'
        f"{_button('open', article, words['back_to_article'])}</div></div>"
    )


def _versions(article: Article, versions: Sequence[ArticleVersion], words: Words) -> str:
    if not versions:
        return ""
    items = "".join(
        f"<li>{button(label, 'version', 'pg-quiet', id=article.article_id, version=version.version_id)}</li>"
        for version in versions
        for label in [words["version_until"].format(_moment(version.replaced_at))]
    )
    return f"<h3>{escape(words['versions'])}</h3><ul>{items}</ul>"


def _fact(name: str, value: str, made: Correction | None, words: Words) -> str:
    shown = escape(show_line(value)) if value else escape(words["unknown"])
    if made is not None:
        was = _read(made.field, made.read) or words["unknown"]
        told = words["corrected_by"].format(made.by, _moment(made.at), show_line(was))
        shown += (
            f" {tag(words['corrected'], 'good')}"
            f'<span class="pg-small pg-line">{escape(told)}</span>'
        )
    return f"<dt>{escape(name)}</dt><dd>{shown}</dd>"


def _value(article: Article, field: str) -> str:
    value = getattr(article, field)
    return show_day(value) if isinstance(value, date) else str(value or "")


def _read(field: str, value: str | None) -> str:
    return show_day(date.fromisoformat(value)) if value and field in DAYS else value or ""


def _moment(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC).astimezone():%H:%M %d/%m/%Y}"


def _offers(name: str, values: Iterable[str]) -> str:
    options = "".join(f'<option value="{escape(value)}"></option>' for value in values)
    return f'<datalist id="{name}-known">{options}</datalist>' if options else ""


def _button(act: str, article: Article, label: str, kind: str = "pg-button", **data: object) -> str:
    return button(label, act, kind, id=article.article_id, **data)


def _shorten(text: str, *, first: bool, last: bool) -> str:
    """What stayed, without its middle where that is long; nothing is cut of a text without changes."""
    if first and last:
        return text
    head = "" if first else text[:_MARGIN]
    tail = "" if last else text[-_MARGIN:]
    if len(text) <= len(head) + len(tail) + 1:
        return text
    return f"{head.rsplit(' ', 1)[0]} […] {tail.split(' ', 1)[-1]}".strip(" ")
