"""Pages as one HTML file that needs no network: points lead to the article's words, and back."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from meetingqa.domain import Article
from meetingqa.rendering.document import Chart, Document, Line, Note, Section, Table
from meetingqa.rendering.showing import cut_text, show_outlet, show_text, show_title, show_url


class Stretch(NamedTuple):
    """Words of an article between two borders of quotes: the notes they prove, and those that begin
    and end here."""

    text: str
    notes: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]


class ShownArticle(NamedTuple):
    """A cited article with its paragraphs cut at the borders of its quotes."""

    title: str
    outlet: str
    url: str | None
    stretches: tuple[Stretch, ...]


def write_html(page: Document) -> str:
    """A page as HTML: no script, nothing fetched, every word of an article escaped."""
    mentioned: set[int] = set()

    def first(number: int) -> bool:
        """Whether this is a note's first mention, which the way back leads to."""
        if number in mentioned:
            return False
        mentioned.add(number)
        return True

    return _template().render(
        page=page,
        articles=[_cut(article, page.notes) for article in page.articles],
        first=first,
        groups=_groups,
        share=_share,
    )


def _groups(section: Section) -> list[tuple[str, Any]]:
    """The blocks of a section for the template: "table", "chart", "words" (paragraphs), or "list" of
    lines, each with those that stand under it."""
    groups: list[tuple[str, Any]] = []
    for block in section.blocks:
        if isinstance(block, Table):
            groups.append(("table", block))
        elif isinstance(block, Chart):
            groups.append(("chart", block))
        else:
            kind = "words" if section.plain else "list"
            if not groups or groups[-1][0] != kind:
                groups.append((kind, []))
            items: list[tuple[Line, list[Line]]] = groups[-1][1]
            if block.level and items:
                items[-1][1].append(block)
            else:
                items.append((block, []))
    return groups


def _share(value: float, chart: Chart) -> float:
    """How long a bar is, in percent of the longest."""
    longest = max((abs(bar.value) for bar in chart.bars), default=0.0)
    return round(100 * abs(value) / longest, 1) if longest else 0.0


def _cut(article: Article, notes: tuple[Note, ...]) -> ShownArticle:
    own = [note for note in notes if note.article.article_id == article.article_id]
    return ShownArticle(
        title=show_title(article),
        outlet=show_outlet(article),
        url=show_url(article),
        stretches=tuple(_stretches(show_text(article.text), own)),
    )


def _stretches(text: str, notes: list[Note]) -> Iterator[Stretch]:
    for start, end, over in cut_text(text, [(n.start, n.end, n.number) for n in notes]):
        yield Stretch(
            text=text[start:end],
            notes=tuple(over),
            begins=tuple(n.number for n in notes if n.start == start),
            ends=tuple(n.number for n in notes if n.end == end),
        )


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")
