"""One article of the archive as HTML: what was read from it, the form that corrects it, its versions."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from pydantic import ValidationError

from meetingqa.domain import Article, ArticleChanges, ArticleVersion, Correction
from meetingqa.errors import WrongScope
from meetingqa.rendering.showing import show_day, show_text
from meetingqa.web.text_changes import compare_texts
from meetingqa.web.ui.scope_fields import read_day
from meetingqa.web.ui.templating import render
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
    place: tuple[int, int] | None = None,
) -> str:
    """What is known of an article, its text and earlier ones; for who may, how to change it. `place`
    is the part of the text that is looked for."""
    start, end = place or (0, 0)
    text = show_text(article.text)
    shown = {
        "versions": versions,
        "may_edit": may_edit,
        "said": said,
        "pieces": (text[:start], text[start:end], text[end:]),
    }
    return _render("article.html", article, words, made=_by_field(made), **shown)


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
    shown = {"typed": typed, "known": known, "said": said, "days": DAYS, "lengths": _LENGTHS}
    return _render("article_form.html", article, words, made=_by_field(made), **shown)


def version_html(article: Article, version: ArticleVersion, words: Words) -> str:
    """An earlier text beside the one of now."""
    changes = compare_texts(version.text, article.text)
    pieces = [
        (piece.kind, _shorten(piece.text, first=place == 0, last=place == len(changes) - 1))
        if piece.kind == "same"
        else (piece.kind, piece.text)
        for place, piece in enumerate(changes)
    ]
    return _render("version.html", article, words, version=version, pieces=pieces, tags=_TAGS)


def _render(template: str, article: Article, words: Words, **shown: object) -> str:
    given = {"fields": FIELDS, "show_value": _value, "show_read": _read, "moment": _moment}
    return render(template, words, article=article, **given, **shown)


def _by_field(made: Sequence[Correction]) -> dict[str, Correction]:
    return {correction.field: correction for correction in made}


def _value(value: date | str | None) -> str:
    return show_day(value) if isinstance(value, date) else value or ""


def _read(made: Correction) -> str:
    return _value(date.fromisoformat(made.read) if made.read and made.field in DAYS else made.read)


def _moment(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC).astimezone():%H:%M %d/%m/%Y}"


def _shorten(text: str, *, first: bool, last: bool) -> str:
    """What stayed, without its middle where that is long; nothing is cut of a text without changes."""
    if first and last:
        return text
    head = "" if first else text[:_MARGIN]
    tail = "" if last else text[-_MARGIN:]
    if len(text) <= len(head) + len(tail) + 1:
        return text
    return f"{head.rsplit(' ', 1)[0]} […] {tail.split(' ', 1)[-1]}".strip(" ")
