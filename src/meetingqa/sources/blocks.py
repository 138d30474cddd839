"""The blocks of text in an HTML tree, with what tells body from page furniture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from meetingqa.sources.pages import join_lines, unwrap

_BLOCK_TEXT = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre
section summary table tbody td tfoot th thead tr ul
"""
_BLOCK = frozenset(_BLOCK_TEXT.split())
_SILENT_TEXT = """
script style noscript template iframe svg canvas object embed video audio head title link meta
button select option textarea input map
"""
_SILENT = frozenset(_SILENT_TEXT.split())
_FURNITURE_TAGS = frozenset(["nav", "footer", "aside", "form", "figcaption"])
# Parts of a class or id that name page furniture, in the English and Vietnamese of our portals.
_FURNITURE_NAME = re.compile(
    r"(?:^|[-_\s])(?:related|relate|others?|share|shares|sharing|social|comments?|breadcrumbs?|"
    r"sidebar|"
    r"menu|navbar|nav|footer|copyright|banner|ads?|adv|advert|hotline|tags?|caption|toolbar|tools|"
    r"popup|widget|rating|print|topbar|masthead|pagination|newsletter|subscribe|recommend|trending|"
    r"lienquan|lien-?quan|tinkhac|tin-?khac|tin-?lien-?quan|tinlienquan|cac-?tin|binhluan|"
    r"binh-?luan|y-?kien|chuthich|chu-?thich|docnhieu|doc-?nhieu|xem-?nhieu|chia-?se|quang-?cao)"
    r"(?:$|[-_\s])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MAX_TYPED = 120  # characters of a line that was broken by hand or by a fixed width
_MIN_PROSE = 60  # characters; shorter blocks are headings, captions, labels


@dataclass(frozen=True)
class Block:
    """Text of one block element. `link_share` is the part (0 to 1) of it inside links."""

    element: HtmlElement
    text: str
    link_share: float
    furniture: bool

    @property
    def is_prose(self) -> bool:
        """Long enough and free enough of links to be a paragraph of an article."""
        return len(self.text) >= _MIN_PROSE and self.link_share < 0.4


def walk_blocks(root: HtmlElement) -> list[Block]:
    """Every visible block of text under `root`, in document order."""
    prose_total = _prose_length(root)
    return [block for block in _walk(root, False, prose_total) if block.text]


def common_ancestor(elements: list[HtmlElement]) -> HtmlElement:
    """The lowest element that holds all of `elements` (at least one)."""
    paths = [[element, *element.iterancestors()][::-1] for element in elements]
    lowest = paths[0][0]
    for level in zip(*paths, strict=False):
        if any(element is not level[0] for element in level):
            break
        lowest = level[0]
    return lowest


def _walk(element: HtmlElement, furniture: bool, prose_total: int) -> Iterator[Block]:
    """Blocks of `element`: runs of inline text, cut at every block element and line break, in a
    `pre` at its own lines."""
    parts: list[tuple[str, bool]] = []

    def flush() -> Iterator[Block]:
        text = "".join(part for part, _ in parts)
        linked = sum(len("".join(part.split())) for part, in_link in parts if in_link)
        solid = len("".join(text.split()))
        parts.clear()
        for line in _typed_paragraphs(text) if element.tag == "pre" else [text]:
            if words := " ".join(line.split()):
                yield Block(element, words, linked / solid, furniture)

    def inline(node: HtmlElement, in_link: bool) -> Iterator[Block]:
        if node.text:
            parts.append((node.text, in_link))
        for child in node:
            yield from visit(child, in_link)

    def visit(child: HtmlElement, in_link: bool) -> Iterator[Block]:
        tag = child.tag if isinstance(child.tag, str) else ""  # comments have no tag name
        if tag == "br":
            yield from flush()
        elif tag == "tr" and _is_data_row(child):
            yield from flush()
            cells = [" ".join(cell.text_content().split()) for cell in child]
            yield Block(child, " | ".join(cell for cell in cells if cell), 0.0, furniture)
        elif tag in _BLOCK:
            yield from flush()
            inner = furniture or _is_furniture(child, prose_total)
            yield from _walk(child, inner, prose_total)
        elif tag and tag not in _SILENT and not _hidden(child) and not _is_note_mark(child):
            if not furniture and _is_furniture(child, prose_total):
                yield from flush()
                yield from _walk(child, True, prose_total)
            else:
                yield from inline(child, in_link or tag == "a")
        if child.tail:
            parts.append((child.tail, in_link))

    if not _hidden(element):
        yield from inline(element, False)
        yield from flush()


def _typed_paragraphs(text: str) -> list[str]:
    """The paragraphs of preformatted text: where blank lines part them, short lines are broken ones."""
    lines = [line.strip() for line in text.strip().split("\n")]
    width = max(map(len, lines))
    parted = "" in lines and width <= _MAX_TYPED
    return (join_lines(lines, width) if parted else unwrap(text)).split("\n")


def _is_data_row(row: HtmlElement) -> bool:
    """A row of two or more filled cells without blocks or links inside: data, not page layout."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    inner = row.xpath(".//div | .//table | .//ul | .//a | .//p[2] | .//br[3] | .//script | .//form")
    return len([cell for cell in cells if cell.text_content().strip()]) >= 2 and not inner


def _is_note_mark(element: HtmlElement) -> bool:
    """A raised number that leads to a note of the same page."""
    return element.tag == "sup" and bool(element.xpath(".//a[starts-with(@href, '#')]"))


def _hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _is_furniture(element: HtmlElement, prose_total: int) -> bool:
    """By tag, class or id; never the element that holds much of the page's prose."""
    name = _CAMEL.sub("-", f"{element.get('class') or ''} {element.get('id') or ''}")
    by_tag = element.tag in _FURNITURE_TAGS or (
        element.tag == "header" and not element.xpath(".//h1 | ancestor::article | ancestor::main")
    )
    if not by_tag and not _FURNITURE_NAME.search(name):
        return False
    if element.tag != "nav" and element.xpath(".//h1") and not by_tag:
        return False
    return _prose_length(element) <= 0.4 * prose_total


def _prose_length(root: HtmlElement) -> int:
    """Characters of long text runs under `root`, outside scripts."""
    return sum(
        len(text)
        for node in root.iter()
        if isinstance(node.tag, str) and node.tag not in _SILENT
        for text in (node.text, *(child.tail for child in node))
        if text and len(text) >= _MIN_PROSE
    )
