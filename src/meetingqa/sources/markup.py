"""Saved HTML pages to pages: where the body is, what its title and declared fields are."""

import json
import re
from collections.abc import Iterator
from datetime import date

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from meetingqa.errors import EmptyArticle, UnreadableSource
from meetingqa.language.text import key
from meetingqa.sources.blocks import Block, common_ancestor, walk_blocks
from meetingqa.sources.decoding import decode
from meetingqa.sources.pages import Page
from meetingqa.sources.plain import parse_date

_TITLE_META = ("og:title", "twitter:title")
_DATE_META = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publish-date",
    "publishdate",
    "dc.date.issued",
    "dc.created",
    "date",
)
_SITE_SPLIT = re.compile(r"\s+[|–—»-]\s+|:\s+")
_CHARSET = re.compile(r"<meta[^>]+charset[^>]*>", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MAX_LINK_SHARE = 0.6  # a block mostly inside links is a list of other articles
_MIN_AGREED = 0.6  # of the page's prose that trafilatura must have found to be believed
_MAX_WIDER = 2.0  # how much more prose a parent may hold and still be the article's own
_MAX_DEPTH = 400  # elements inside one another; real pages stay below 60


def read_html(data: bytes) -> Page:
    """A page of a saved HTML file.

    trafilatura says where the body is; the walk over the tree says what is in it, so that no
    sentence is lost where the extractor drops one. Raises UnreadableSource, EmptyArticle.
    """
    root = _parse(decode(data))
    blocks = walk_blocks(root)
    title, site = _title_and_site(root, blocks)
    body = _body_blocks(root, blocks, title)
    if not body:
        raise EmptyArticle("an HTML page without text", "save the page again, with its article")
    meta = _meta(root)
    linked = _json_ld(root)
    published = next((meta[name] for name in _DATE_META if meta.get(name)), "")
    canonical = root.xpath("string(//link[@rel='canonical']/@href)") or meta.get("og:url", "")
    furniture = [b.text for b in blocks if b.furniture and len(b.text) < 200 and b.link_share < 0.5]
    return Page(
        text="\n".join(block.text for block in body),
        title=title,
        url=canonical.strip() if re.match(r"https?://", canonical.strip()) else None,
        author=linked.get("author"),
        published_on=parse_date(published)
        or parse_date(linked.get("datePublished", ""))
        or _time(body),
        site="\n".join([meta.get("og:site_name", ""), site, *furniture[:8], *furniture[-8:]]),
    )


def _parse(text: str) -> HtmlElement:
    # The text is decoded already: a charset it declares must not be applied again.
    text = _CHARSET.sub("", _XML_DECLARATION.sub("", text)).replace("\x00", "")
    if not text.strip():
        raise EmptyArticle("an empty HTML file", "save the page again")
    try:
        root = document_fromstring(
            text, parser=HTMLParser(remove_comments=True, no_network=True, huge_tree=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource(f"not HTML: {error}", "save the page again") from error
    deepest = [root]
    for _ in range(_MAX_DEPTH):
        deepest = [child for element in deepest for child in element]
    if deepest:
        raise UnreadableSource(f"HTML nested over {_MAX_DEPTH} levels", "save the page as text")
    return root


def _body_blocks(root: HtmlElement, blocks: list[Block], title: str | None) -> list[Block]:
    # Here, not above: the import takes 0.5 s that other formats need not pay.
    import trafilatura

    own = [b for b in blocks if not b.furniture and b.link_share <= _MAX_LINK_SHARE]
    extracted = trafilatura.extract(
        etree.tostring(root, encoding="unicode", method="html"),
        include_comments=False,
        favor_recall=True,
        fast=True,
    )
    found = key(extracted or "")
    prose = [b for b in own if b.is_prose]
    kept = [b for b in prose if key(b.text) in found]
    if _prose_chars(kept) < _MIN_AGREED * _prose_chars(prose):
        kept = prose
    if not kept:
        return own
    container = common_ancestor([block.element for block in kept])
    if len({id(block.element) for block in kept}) == 1 and container.getparent() is not None:
        container = container.getparent()
    at = next((i for i, b in enumerate(own) if title and key(b.text) == key(title)), None)
    if at is None:
        return _inside(container, own)
    # The lead, the date and the byline often stand beside the body, under a parent with the title.
    wider = _inside(common_ancestor([own[at].element, container]), own)
    if _prose_chars(wider) <= _MAX_WIDER * _prose_chars(_inside(container, own)):
        return wider
    inner = {id(block) for block in _inside(container, own)}
    last = max(i for i, block in enumerate(own) if id(block) in inner)
    return own[min(at, last) : last + 1]


def _inside(container: HtmlElement, blocks: list[Block]) -> list[Block]:
    elements = {id(element) for element in container.iter()}
    return [block for block in blocks if id(block.element) in elements]


def _prose_chars(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.is_prose)


def _title_and_site(root: HtmlElement, blocks: list[Block]) -> tuple[str | None, str]:
    """The headline (h1, else the declared title without the site) and the rest of <title>."""
    meta = _meta(root)
    head = " ".join(root.xpath("string(//title)").split())
    declared = next((meta[name] for name in _TITLE_META if meta.get(name)), None) or head
    headings = [b.text for b in blocks if b.element.tag == "h1" and len(b.text.split()) >= 3]
    title = next((text for text in headings if key(text) in key(declared)), None)
    title = title or (headings[0] if len(headings) == 1 else None) or _shown(declared, blocks)
    return title, head.replace(title, "") if title else head


def _shown(declared: str, blocks: list[Block]) -> str | None:
    """The part of a declared title that the page shows as a line, else its longest part."""
    shown = {key(block.text) for block in blocks if not block.furniture}
    cuts = [0, len(declared)]
    for match in _SITE_SPLIT.finditer(declared):
        cuts += [match.start(), match.end()]
    cuts.sort()
    parts = {declared[start:end].strip() for start in cuts for end in cuts if end > start}
    whole = [part for part in parts if key(part) in shown and len(part.split()) >= 3]
    if whole:
        return max(whole, key=len)
    return max(_SITE_SPLIT.split(declared), key=len, default="").strip() or None


def _meta(root: HtmlElement) -> dict[str, str]:
    """Content of the meta tags by lower-case name, property or itemprop; the first one counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_ld(root: HtmlElement) -> dict[str, str]:
    """`datePublished` and `author` name of the page's JSON-LD, where given."""
    found: dict[str, str] = {}
    for script in root.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (json.JSONDecodeError, RecursionError):
            continue
        for record in _records(data):
            if isinstance(record.get("datePublished"), str):
                found.setdefault("datePublished", str(record["datePublished"]))
            author = record.get("author")
            author = author[0] if isinstance(author, list) and author else author
            if isinstance(author, dict) and author.get("@type") == "Person":
                author = author.get("name")
                if isinstance(author, str) and author.strip():
                    found.setdefault("author", author.strip())
    return found


def _records(data: object) -> Iterator[dict[str, object]]:
    if isinstance(data, list):
        for item in data:
            yield from _records(item)
    elif isinstance(data, dict):
        yield data
        if isinstance(data.get("@graph"), list):
            yield from _records(data["@graph"])


def _time(body: list[Block]) -> date | None:
    """The date of a <time datetime> in or just beside the body, when all of them agree."""
    if not body:
        return None
    container = common_ancestor([block.element for block in body])
    times = (element.get("datetime", "") for element in container.iter("time"))
    dates = set(map(parse_date, times)) - {None}
    return dates.pop() if len(dates) == 1 else None
