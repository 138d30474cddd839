"""Pages as PDF: embedded Vietnamese fonts, bookmarks, tables over pages, notes linked both ways."""

import io
from typing import Any
from xml.sax.saxutils import quoteattr

from reportlab import rl_config  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.units import inch, mm  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    CondPageBreak,
    Flowable,
    Image,
    KeepTogether,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
)

from meetingqa.rendering.charts import WIDTH_IN, draw_chart
from meetingqa.rendering.document import Chart, Document, Line, Note, Section, Table
from meetingqa.rendering.pdf_styles import (
    ACCENT,
    SANS,
    SOFT,
    make_styles,
    markup,
    register_fonts,
    table_style,
)

rl_config.useA85 = 0  # streams as letters are larger by a quarter, and slow to write

_LEFT, _RIGHT, _TOP, _BOTTOM = 25 * mm, 20 * mm, 20 * mm, 20 * mm
_WIDTH = A4[0] - _LEFT - _RIGHT - 12  # reportlab's frames have 6 points of padding
_HEADING_ROOM = 28 * mm  # a heading with less below it goes to the next page


def write_pdf(page: Document) -> bytes:
    """A page as an A4 PDF file."""
    register_fonts()
    buffer = io.BytesIO()
    template = _Template(
        buffer,
        pagesize=A4,
        leftMargin=_LEFT,
        rightMargin=_RIGHT,
        topMargin=_TOP,
        bottomMargin=_BOTTOM,
        title=page.title,
        subject=page.kind,
        author="meetingqa",
        creator="meetingqa",
        lang="vi-VN",
        displayDocTitle=True,
        initialFontName=SANS,
        initialFontSize=8,
    )
    template.build(_Writer().write(page), canvasmaker=_Numbered)
    return buffer.getvalue()


class _Template(SimpleDocTemplate):  # type: ignore[misc]
    """Puts headings into the outline."""

    def afterFlowable(self, flowable: Flowable) -> None:
        name = getattr(getattr(flowable, "style", None), "name", "")
        if name in ("heading1", "heading2"):
            key = f"heading{self.canv.getPageNumber()}-{id(flowable)}"
            self.canv.bookmarkHorizontal(key, 0, self.frame._y + flowable.height)
            self.canv.addOutlineEntry(flowable.heading, key, level=int(name[-1]) - 1)


class _Numbered(Canvas):  # type: ignore[misc]
    """Writes "Trang 2/5" below each page; the total is a form that is filled in at the end."""

    def showPage(self) -> None:
        number = f"Trang {self.getPageNumber()}/"
        self.setFont(SANS, 8)
        self.setFillColor(SOFT)
        middle = A4[0] / 2
        self.drawRightString(middle + 12, 11 * mm, number)
        self.saveState()
        self.translate(middle + 12, 11 * mm)
        self.doForm("total")
        self.restoreState()
        super().showPage()

    def save(self) -> None:
        total = str(self.getPageNumber() - 1)
        self.beginForm("total", lowerx=0, lowery=-3, upperx=40, uppery=12)
        self.setFont(SANS, 8)
        self.setFillColor(SOFT)
        self.drawString(0, 0, total)
        self.endForm()
        super().save()


class _Paragraph(Paragraph):  # type: ignore[misc]
    """Breaks its lines once for each width: frames and tables ask several times."""

    _asked = 0.0
    _size = (0.0, 0.0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        # Where a split finds no room, it takes the lines (`blPara`) away.
        if width != self._asked or not hasattr(self, "blPara"):
            self._asked, self._size = width, super().wrap(width, height)
        return self._size


class _Writer:
    def __init__(self) -> None:
        self._styles = make_styles()
        self._mentioned: set[int] = set()
        self._bare: dict[str, Any] = {}  # the form of words without markup, by style

    def write(self, page: Document) -> list[Flowable]:
        story = [
            self._paragraph(markup(page.kind.upper()), "kind"),
            self._paragraph(markup(page.title), "title"),
            self._facts(page.facts),
        ]
        for section in page.sections:
            blocks = [self._block(section, block) for block in section.blocks]
            heading = self._heading(section.heading, section.level)
            if blocks and isinstance(section.blocks[0], Table) and section.blocks[0].short:
                story.append(KeepTogether([heading, *blocks.pop(0)]))
            else:
                story += [CondPageBreak(_HEADING_ROOM), heading]
            story += [flowable for block in blocks for flowable in block]
        if page.notes:
            story += [CondPageBreak(_HEADING_ROOM), self._heading(page.notes_heading, 1)]
            story += [self._note(note) for note in page.notes]
        return story

    def _paragraph(self, words: str, style: str, bullet: str | None = None) -> Paragraph:
        look = self._styles[style]
        if not words or "<" in words or "&" in words:
            return _Paragraph(words, look, bulletText=bullet)
        # Most cells are bare words, which need no parser.
        if style not in self._bare:
            [self._bare[style]] = Paragraph("-", look).frags
        return _Paragraph("", look, bullet, frags=[self._bare[style].clone(text=words)])

    def _heading(self, heading: str, level: int) -> Paragraph:
        paragraph = self._paragraph(markup(heading), f"heading{level}")
        paragraph.heading = heading  # for the outline
        return paragraph

    def _block(self, section: Section, block: Line | Table | Chart) -> list[Flowable]:
        if isinstance(block, Table):
            return [self._table(block), Spacer(0, 2 * mm)]
        if isinstance(block, Chart):
            return [self._chart(block)]
        if section.plain:
            return [self._paragraph(self._words(block), "plain")]
        style, bullet = ("inner", "–") if block.level else ("item", "•")
        paragraph = self._paragraph(self._words(block), style, bullet)
        paragraph.keepWithNext = block.leads
        return [paragraph]

    def _words(self, line: Line) -> str:
        text = markup(line.text)
        if line.absent:
            text = f'<font color="{SOFT}"><i>{text}</i></font>'
        elif line.url:
            text = _link(line.url, text)
        label = f"<b>{markup(line.label)}:</b> " if line.label else ""
        return f"{label}{text}{''.join(self._mention(number) for number in line.notes)}"

    def _mention(self, number: int) -> str:
        back = "" if number in self._mentioned else f'<a name="mention{number}"/>'
        self._mentioned.add(number)
        return f'{back}<super size="6.5">{_link(f"#note{number}", f"[{number}]")}</super>'

    def _note(self, note: Note) -> Paragraph:
        source = _link(note.url, markup(note.source)) if note.url else markup(note.source)
        number = _link(f"#mention{note.number}", f"[{note.number}]")
        words = f"{number} “{markup(note.quote)}” – {source}, {note.place}."
        return self._paragraph(f'<a name="note{note.number}"/>{words}', "note")

    def _facts(self, facts: tuple[Line, ...]) -> LongTable:
        rows = [
            [
                self._paragraph(f'<font color="{SOFT}">{markup(fact.label)}</font>', "fact"),
                self._paragraph(self._words(fact.model_copy(update={"label": ""})), "fact"),
            ]
            for fact in facts
        ]
        widths = [26 * mm, _WIDTH - 26 * mm]
        return LongTable(rows, colWidths=widths, style=table_style("facts"), splitInRow=1)

    def _table(self, table: Table) -> LongTable:
        heads = [markup(name) for name in table.columns]
        if table.right is not None:
            heads[table.right] = f'<para alignment="right">{heads[table.right]}</para>'
        rows = [[self._paragraph(head, "head") for head in heads]]
        for row in table.rows:
            styles = ("right" if i == table.right else "cell" for i in range(len(row)))
            rows.append(
                [self._paragraph(self._words(c), s) for c, s in zip(row, styles, strict=True)]
            )
        widths = [_WIDTH * share / 100 for share in table.widths]
        return LongTable(
            rows, colWidths=widths, style=table_style("grid"), repeatRows=1, splitInRow=1
        )

    def _chart(self, chart: Chart) -> KeepTogether:
        picture, height = draw_chart(chart)
        scale = min(1.0, _WIDTH / (WIDTH_IN * inch))
        image = Image(io.BytesIO(picture), WIDTH_IN * inch * scale, height * inch * scale)
        return KeepTogether([image, self._paragraph(markup(chart.words), "caption")])


def _link(address: str, words: str) -> str:
    return f'<a href={quoteattr(address)} color="{ACCENT}">{words}</a>'
