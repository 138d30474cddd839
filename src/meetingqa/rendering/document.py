"""The one form between values and formats: what a page says, whoever writes it out.

Every text in it is fit to be shown as it is (see `showing`); every writer of a format shows all of it.
"""

from collections.abc import Iterable, Mapping, Sequence

from meetingqa.domain import Article, Citation, Value
from meetingqa.rendering.showing import (
    show_line,
    show_outlet,
    show_place,
    show_sentence,
    show_title,
    show_url,
)

_SHORT_ROWS = 6
UNPROVEN = "không có dẫn chứng"


class Note(Value):
    """What proves a line: the quote, and where it stands. Numbered from 1 in order of mention.

    `source` names the article (its title, outlet and day), `place` where in it.
    """

    number: int
    quote: str
    source: str
    place: str
    url: str | None
    article: Article
    start: int
    end: int


class Line(Value):
    """A paragraph, an item or a cell; `notes` are the numbers behind it, `label` stands before it.

    `level` 1 stands under the line before it. `absent` says that there is nothing to tell.
    """

    text: str
    notes: tuple[int, ...] = ()
    label: str = ""
    level: int = 0
    url: str | None = None
    absent: bool = False

    @property
    def leads(self) -> bool:
        """Whether it only names what stands under it, and is not to be parted from that."""
        return bool(self.label) and not self.text


class Table(Value):
    """Rows of cells under column names; `widths` are percents, `right` is a column of figures.

    A cell without words says that the article does not tell.
    """

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    right: int | None = None
    rows: tuple[tuple[Line, ...], ...]

    @property
    def short(self) -> bool:
        """Whether it is to stay on one page: a conflict's values are read side by side."""
        return len(self.rows) <= _SHORT_ROWS


def tables(
    columns: Mapping[str, int], rows: Iterable[Sequence[Line]], right: str = ""
) -> list[Table]:
    """A table of what is told under names with their widths, or none: without the columns in which
    nothing is told, whose width the others share. `right` is the name of a column of figures."""
    kept = list(rows)
    told = [i for i in range(len(columns)) if any(row[i].text for row in kept)]
    names, widths = [*columns], [*columns.values()]
    whole = sum(widths[i] for i in told)
    table = Table(
        columns=tuple(names[i] for i in told),
        widths=tuple(100 * widths[i] // whole for i in told),
        right=next((place for place, i in enumerate(told) if names[i] == right), None),
        rows=tuple(tuple(row[i] for i in told) for row in kept),
    )
    return [table] if kept else []


class Bar(Value):
    """One value of a chart: of what, how much, and how it was written."""

    label: str
    value: float
    shown: str


class Chart(Value):
    """One figure over several periods, oldest first. `title` names it with its unit."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def words(self) -> str:
        """What the chart shows, for those who cannot see it."""
        return f"{self.title}: " + "; ".join(f"{bar.label}: {bar.shown}" for bar in self.bars)


Block = Line | Table | Chart


class Section(Value):
    """A heading (level 1 or 2) and what stands under it; `plain` lines are no list."""

    heading: str
    blocks: tuple[Block, ...] = ()
    level: int = 1
    plain: bool = False


class Document(Value):
    """A page to hand over. `kind` is what it is, `facts` what is known of it beforehand."""

    kind: str
    title: str
    facts: tuple[Line, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    notes_heading: str = "Dẫn chứng"
    texts_heading: str = "Nguyên văn"

    @property
    def articles(self) -> tuple[Article, ...]:
        """The cited articles, in order of mention."""
        return tuple({note.article.article_id: note.article for note in self.notes}.values())


class Notes:
    """Gives citations their numbers: one for each place in an article, in order of mention."""

    def __init__(self) -> None:
        self._notes: dict[tuple[str, int, int], Note] = {}

    def line(self, text: str, citations: Sequence[Citation], level: int = 0) -> Line:
        """A claim with its notes; one that nothing proves is marked, lest it pass for proven."""
        words = show_sentence(text)
        if not citations:
            words = f"{words} ({UNPROVEN})".lstrip()
        return Line(text=words, notes=self.refer(citations), level=level)

    def refer(self, citations: Sequence[Citation]) -> tuple[int, ...]:
        """The numbers of citations, each once."""
        return tuple(dict.fromkeys(self._number(citation) for citation in citations))

    def all(self) -> tuple[Note, ...]:
        """Every note that was referred to. Where all are of one article, the first names it fully."""
        notes = list(self._notes.values())
        if len({note.article.article_id for note in notes}) == 1:
            outlet = show_outlet(notes[0].article)
            notes[1:] = [note.model_copy(update={"source": outlet}) for note in notes[1:]]
        return tuple(notes)

    def _number(self, citation: Citation) -> int:
        place = (citation.article.article_id, citation.start, citation.end)
        if place not in self._notes:
            self._notes[place] = Note(
                number=len(self._notes) + 1,
                quote=show_line(citation.quote),
                source=f"{show_title(citation.article)}, {show_place(citation)}",
                place=f"ký tự {citation.start}–{citation.end}",
                url=show_url(citation.article),
                article=citation.article,
                start=citation.start,
                end=citation.end,
            )
        return self._notes[place].number
