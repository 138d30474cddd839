"""Pages as Word files with real styles, notes that hold the quotes, tables and charts."""

import io
from collections.abc import Sequence

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Length, Mm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from meetingqa.rendering.charts import WIDTH_IN, draw_chart
from meetingqa.rendering.document import Chart, Document, Line, Section, Table
from meetingqa.rendering.word_notes import WordNotes, hyperlink
from meetingqa.rendering.word_styles import (
    CELL_STYLE,
    GAP_STYLE,
    HEAD_STYLE,
    KIND_STYLE,
    TEXT_WIDTH_MM,
    set_up,
)

_LABEL_MM = 30
_HEAD_FILL, _FACTS_FILL = "E7EDF4", "F3F5F8"


def write_docx(page: Document) -> bytes:
    """A page as a Word file. A note's later mentions point to its number."""
    document = docx.Document()
    set_up(document, page)
    writer = _Writer(document, WordNotes(page.notes))
    writer.write(page)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class _Writer:
    def __init__(self, document: WordDocument, notes: WordNotes) -> None:
        self._document = document
        self._notes = notes

    def write(self, page: Document) -> None:
        self._document.add_paragraph(page.kind, style=KIND_STYLE)
        self._document.add_paragraph(page.title, style="Title")
        self._facts(page.facts)
        for section in page.sections:
            self._document.add_heading(section.heading, level=section.level)
            for block in section.blocks:
                self._block(section, block)
        self._notes.attach(self._document)
        self._page_numbers()

    def _block(self, section: Section, block: Line | Table | Chart) -> None:
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Chart):
            self._chart(block)
        elif section.plain:
            self._words(self._document.add_paragraph(), block)
        else:
            style = "List Bullet 2" if block.level else "List Bullet"
            paragraph = self._document.add_paragraph(style=style)
            paragraph.paragraph_format.keep_with_next = block.leads or None
            self._words(paragraph, block)

    def _words(self, paragraph: Paragraph, line: Line) -> None:
        if line.label:
            paragraph.add_run(f"{line.label}: " if line.text else f"{line.label}:").bold = True
        if line.url:
            paragraph._p.append(hyperlink(self._document.part, line.url, line.text))
        elif line.text:
            paragraph.add_run(line.text).italic = True if line.absent else None
        for i, number in enumerate(line.notes):
            # Apart from a figure before it, and from the number before.
            paragraph.add_run(",\u00a0" if i else "\u00a0").font.superscript = True
            self._notes.refer(paragraph, number)

    def _facts(self, facts: tuple[Line, ...]) -> None:
        table = self._document.add_table(rows=len(facts), cols=2)
        widths = (Mm(_LABEL_MM), Mm(TEXT_WIDTH_MM - _LABEL_MM))
        _set_widths(table, widths)
        for row, fact in zip(table.rows, facts, strict=True):
            label, words = row.cells
            _fill(label, _FACTS_FILL)
            _fill(words, _FACTS_FILL)
            self._words(_first(label), Line(text=fact.label))
            self._words(_first(words), fact.model_copy(update={"label": ""}))

    def _table(self, table: Table) -> None:
        grid = self._document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        head = grid.rows[0]
        _mark(head, "w:tblHeader")
        for cell, name in zip(head.cells, table.columns, strict=True):
            _first(cell, HEAD_STYLE).add_run(name)
            _fill(cell, _HEAD_FILL)
        for row in table.rows:
            added = grid.add_row()
            _mark(added, "w:cantSplit")
            for cell, line in zip(added.cells, row, strict=True):
                self._words(_first(cell), line)
        for kept in grid.rows[:-1] if table.short else grid.rows[:1]:
            for cell in kept.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        _set_widths(grid, [Mm(TEXT_WIDTH_MM * share // 100) for share in table.widths])
        if table.right is not None:
            for cell in grid.columns[table.right].cells:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        # Without a paragraph between them, Word makes one of two tables.
        self._document.add_paragraph(style=GAP_STYLE)

    def _chart(self, chart: Chart) -> None:
        picture, _ = draw_chart(chart)
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=Inches(WIDTH_IN))
        described = shape._inline.docPr
        described.set("descr", chart.words)
        described.set("title", chart.title)
        self._document.add_paragraph(chart.words, style="Caption")

    def _page_numbers(self) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        for i, name in enumerate(("PAGE", "NUMPAGES")):
            paragraph.add_run("/" if i else "Trang ")
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), f" {name} ")
            run = OxmlElement("w:r")
            text = OxmlElement("w:t")
            text.text = "1"
            run.append(text)
            field.append(run)
            paragraph._p.append(field)


def _first(cell: _Cell, style: str = CELL_STYLE) -> Paragraph:
    paragraph = cell._tc.p_lst[0]
    # By its id: the setter of python-docx looks through all styles, a second for a thousand cells.
    paragraph.style = style.replace(" ", "")
    return Paragraph(paragraph, cell)


def _set_widths(table: WordTable, widths: Sequence[Length]) -> None:
    """Word goes by the columns' widths, LibreOffice by those of the cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _fill(cell: _Cell, color: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
