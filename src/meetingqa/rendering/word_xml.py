"""Runs, paragraphs and tables of Word files as XML text: parsed in bulk, not built element by element.

Forms from ECMA-376 part 1, 17.3 (paragraphs, runs) and 17.4 (tables).
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

RAISED = '<w:vertAlign w:val="superscript"/>'
KEPT = "<w:keepNext/>"


def parse(xml: str, root: str = "w:body") -> BaseOxmlElement:
    """XML text as an element of that name, which holds it."""
    return parse_xml(f"<{root} {nsdecls('w', 'r')}>{xml}</{root}>")


def style_id(name: str) -> str:
    """The id of a style by its name. Looking it up in python-docx goes through all styles."""
    return name.replace(" ", "")


def run(words: str, properties: str = "", style: str = "") -> str:
    """Words, or nothing where there are none."""
    if not words:
        return ""
    return run_of(f'<w:t xml:space="preserve">{escape(words)}</w:t>', properties, style)


def run_of(content: str, properties: str = "", style: str = "") -> str:
    """A run around anything: words, a field's mark, a note's number."""
    if style:
        properties = f'<w:rStyle w:val="{style_id(style)}"/>{properties}'
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{content}</w:r>"


def paragraph(content: str, style: str = "Normal", properties: str = "") -> str:
    """A paragraph of runs."""
    style = f'<w:pStyle w:val="{style_id(style)}"/>'
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{content}</w:p>"


def hyperlink(part: Part, address: str, words: str) -> str:
    """A link to an address of the web, whose relationship goes into `part`."""
    name = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return f'<w:hyperlink r:id="{name}">{run(words, style="Hyperlink")}</w:hyperlink>'


def table(rows: str, widths_mm: Sequence[int], style: str = "") -> str:
    """A table of rows with fixed columns. Word goes by them, LibreOffice by the cells' widths."""
    named = f'<w:tblStyle w:val="{style_id(style)}"/>' if style else ""
    columns = "".join(f'<w:gridCol w:w="{Mm(width).twips}"/>' for width in widths_mm)
    return (
        f'<w:tbl><w:tblPr>{named}<w:tblW w:type="auto" w:w="0"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" '
        f'w:noVBand="1" w:val="04A0"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def row(cells: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def cell(words: str, width_mm: int, fill: str = "") -> str:
    """A cell that holds a paragraph; `fill` is the colour of its ground."""
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    width = f'<w:tcW w:type="dxa" w:w="{Mm(width_mm).twips}"/>'
    return f"<w:tc><w:tcPr>{width}{ground}</w:tcPr>{words}</w:tc>"
