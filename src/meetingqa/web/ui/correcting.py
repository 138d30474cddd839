"""What was typed into the form of an article's metadata, as changes to it."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from meetingqa.domain import ArticleChanges
from meetingqa.errors import WrongScope
from meetingqa.web.ui.article_html import DAYS, FIELDS
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
