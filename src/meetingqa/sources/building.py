"""A page to an article: cleaned text, metadata, and the identity that follows from them."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from meetingqa.domain import Article
from meetingqa.errors import EmptyArticle
from meetingqa.language.text import normalize
from meetingqa.sources.cleaning import clean
from meetingqa.sources.metadata import read_metadata
from meetingqa.sources.pages import Page

_MIN_LETTERS = 20  # an article has at least a short sentence
_TITLE_WORDS = 20  # of the first sentence, where a page has no headline
_TRACKING = ("utm_", "fbclid", "gclid", "zarsrc")


def build_article(page: Page, source: str) -> Article:
    """The article of one page. Raises EmptyArticle when no body is left after cleaning."""
    sounded: dict[str, Any] = {k: sound(v) for k, v in vars(page).items() if isinstance(v, str)}
    page = replace(page, **sounded)
    cleaned = clean(page.text, page.title)
    if sum(char.isalpha() for char in cleaned.text) < _MIN_LETTERS:
        raise EmptyArticle("no article text left after page noise was removed", "check the file")
    title = cleaned.title or _shorten(cleaned.text)
    found = read_metadata(
        cleaned, published_on=page.published_on, province=page.province, site=page.site or ""
    )
    return Article(
        article_id=_identify(page.url, cleaned.text),
        title=title,
        text=cleaned.text,
        source=sound(source),
        content_hash=_hash_content(title, cleaned.text),
        external_id=page.external_id,
        url=page.url,
        author=page.author or cleaned.author,
        **vars(found),
    )


def read_exported(record: Mapping[str, Any], source: str) -> Article | None:
    """The article of a line that `articles export` wrote, word for word; None of any other line.

    Such a line has the id that follows from its address or text. It was cleaned once: to clean it
    again could take its first sentence for a title, and what people corrected would be read anew.
    """
    if "article_id" not in record:
        return None
    fields = {name: record.get(name) for name in Article.model_fields}
    fields |= {name: sound(value) for name, value in fields.items() if isinstance(value, str)}
    try:
        article = Article.model_validate(fields | {"source": sound(source), "content_hash": ""})
    except ValueError:
        return None  # edited by hand: read as any line, which names the wrong field
    own = article.article_id == _identify(article.url, article.text)
    if not own or normalize(article.text) != article.text:
        return None
    content_hash = _hash_content(article.title, article.text)
    return article.model_copy(update={"content_hash": content_hash})


def canonical_url(url: str) -> str:
    """One spelling of an address: lower-case host, no fragment, tracking, port or end slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # no address at all: it still tells articles apart
        return url.strip()
    host = parts.netloc.lower().removesuffix(":80").removesuffix(":443")
    query = [(k, v) for k, v in parse_qsl(parts.query) if not k.lower().startswith(_TRACKING)]
    return urlunsplit((parts.scheme.lower(), host, parts.path.rstrip("/"), urlencode(query), ""))


def sound(text: str) -> str:
    """Text that can be written as UTF-8: half surrogate pairs (JSON escapes, odd file names) go."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _identify(url: str | None, text: str) -> str:
    return _sha256(canonical_url(url) if url else text)[:16]


def _hash_content(title: str, text: str) -> str:
    return _sha256(f"{title}\n\n{text}")


def _shorten(text: str) -> str:
    words = text.split("\n", 1)[0].split()
    return " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
