"""Where an article was read, and which earlier article of that place it takes the place of."""

import os
import re
from collections.abc import Sequence

from meetingqa.domain import Article
from meetingqa.language.text import syllables
from meetingqa.storage.library import Library
from meetingqa.storage.library_reading import Known
from meetingqa.storage.library_tables import hash_text

_LINE = re.compile(r"(?P<file>.+\.jsonl)#\d+", re.IGNORECASE)
_ALIKE = 0.6  # of all syllables of two texts that both hold: an edited text, not another one


def origin_of(article: Article) -> str:
    """The absolute path of an article's file; of a JSONL line that has an id, file and id."""
    path = os.path.abspath(article.source)
    line = _LINE.fullmatch(path)
    return f"{line['file']}#id {article.external_id}" if line and article.external_id else path


def find_superseded(library: Library, article: Article, here: Sequence[Known]) -> Known | None:
    """The one of the articles read `here` whose place this one takes with another text; or None.

    Two addresses are two articles, wherever they are saved. A line without an id may have moved up
    or down in its file: it takes the place of an article only that is like it.
    """
    if any(known.article_id == article.article_id for known in here):
        return None
    text_hash = hash_text(article)
    earlier = [k for k in here if k.text_hash != text_hash and not (k.url and article.url)]
    if len(earlier) > 1:
        earlier = [known for known in earlier if known.source == article.source]
    if _LINE.fullmatch(origin_of(article)):
        earlier = [k for k in earlier if _is_alike(library.get_article(k.article_id), article)]
    return earlier[0] if earlier else None


def _is_alike(first: Article, second: Article) -> bool:
    one, other = set(syllables(first.text)), set(syllables(second.text))
    return len(one & other) >= _ALIKE * len(one | other)
