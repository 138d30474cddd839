"""Pages as Word files with real styles, notes that hold the quotes, tables and charts."""

import io

import docx
from docx.document import Document as WordDocument
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Inches

from meetingqa.rendering.charts import WIDTH_IN, draw_chart
from meetingqa.rendering.document import Chart, Document, Line, Section, Table
from meetingqa.rendering.word_notes import WordNotes
from meetingqa.rendering.word_styles import (
    CELL_STYLE,
    GAP_STYLE,
    HEAD_STYLE,
    KIND_STYLE,
    TEXT_WIDTH_MM,
    set_up,
)
from meetingqa.rendering.word_xml import (
    KEPT,
    RAISED,
    cell,
    hyperlink,
    paragraph,
    parse,
    row,
    run,
    table,
)

_LABEL_MM = 30
_HEAD_FILL, _FACTS_FILL = "E7EDF4", "F3F5F8"


def write_docx(page: Document) -> bytes:
    """A page as a Word file. A note's later mentions point to its number."""
    document = docx.Document()
    set_up(document, page)
    _Writer(document, WordNotes(page.notes)).write(page)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class _Writer:
    def __init__(self, document: WordDocument, notes: WordNotes) -> None:
        self._document = document
        self._notes = notes

    def write(self, page: Document) -> None:
        self._append(paragraph(run(page.kind), KIND_STYLE))
        self._append(paragraph(run(page.title), "Title"))
        self._append(self._facts(page.facts))
        for section in page.sections:
            self._append(paragraph(run(section.heading), f"Heading {section.level}"))
            for block in section.blocks:
                if isinstance(block, Chart):
                    self._chart(block)
                elif isinstance(block, Table):
                    self._table(block)
                else:
                    self._append(self._line(section, block))
        self._notes.attach(self._document)
        self._page_numbers()

    def _append(self, xml: str) -> BaseOxmlElement:
        element: BaseOxmlElement
        [element] = parse(xml)
        self._document.element.body.sectPr.addprevious(element)
        return element

    def _line(self, section: Section, line: Line) -> str:
        if section.plain:
            return paragraph(self._words(line))
        style = "List Bullet 2" if line.level else "List Bullet"
        return paragraph(self._words(line), style, KEPT if line.leads else "")

    def _words(self, line: Line) -> str:
        label = f"{line.label}: " if line.text else f"{line.label}:"
        parts = [run(label, "<w:b/>") if line.label else ""]
        if line.url:
            parts.append(hyperlink(self._document.part, line.url, line.text))
        else:
            parts.append(run(line.text, "<w:i/>" if line.absent else ""))
        for i, number in enumerate(line.notes):
            # Apart from a figure before it, and from the number before.
            parts.append(run(",\u00a0" if i else "\u00a0", RAISED))
            parts.append(self._notes.refer(number))
        return "".join(parts)

    def _facts(self, facts: tuple[Line, ...]) -> str:
        widths = (_LABEL_MM, TEXT_WIDTH_MM - _LABEL_MM)
        rows = [(Line(text=fact.label), fact.model_copy(update={"label": ""})) for fact in facts]
        return table(
            "".join(
                row(
                    "".join(
                        cell(paragraph(self._words(line), CELL_STYLE), width, _FACTS_FILL)
                        for line, width in zip(lines, widths, strict=True)
                    )
                )
                for lines in rows
            ),
            widths,
        )

    def _table(self, block: Table) -> None:
        widths = [TEXT_WIDTH_MM * share // 100 for share in block.widths]
        sides = ['<w:jc w:val="right"/>' if i == block.right else "" for i in range(len(widths))]
        columns = list(zip(widths, sides, strict=True))
        head = "".join(
            cell(paragraph(run(name), HEAD_STYLE, f"{KEPT}{side}"), width, _HEAD_FILL)
            for name, (width, side) in zip(block.columns, columns, strict=True)
        )
        rows = []
        for i, lines in enumerate(block.rows, start=1):
            kept = KEPT if block.short and i < len(block.rows) else ""
            cells = (
                cell(paragraph(self._words(line), CELL_STYLE, f"{kept}{side}"), width)
                for line, (width, side) in zip(lines, columns, strict=True)
            )
            rows.append(row("".join(cells), "<w:cantSplit/>"))
        grid = self._append(table(row(head, "<w:tblHeader/>"), widths, "Table Grid"))
        # Row by row: what lxml takes to move a tree between documents grows with its square.
        grid.extend(list(parse("".join(rows))))
        # Without a paragraph between them, Word makes one of two tables.
        self._append(paragraph("", GAP_STYLE))

    def _chart(self, chart: Chart) -> None:
        picture, _ = draw_chart(chart)
        holder = self._document.add_paragraph()
        holder.paragraph_format.keep_with_next = True
        shape = holder.add_run().add_picture(io.BytesIO(picture), width=Inches(WIDTH_IN))
        described = shape._inline.docPr
        described.set("descr", chart.words)
        described.set("title", chart.title)
        self._append(paragraph(run(chart.words), "Caption"))

    def _page_numbers(self) -> None:
        footer = self._document.sections[0].footer.paragraphs[0]._p
        fields = "".join(
            f'{run("/" if i else "Trang ")}<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>'
            for i, name in enumerate(("PAGE", "NUMPAGES"))
        )
        footer.extend(list(parse(fields)))
