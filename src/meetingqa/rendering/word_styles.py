"""The look of Word files: A4, Times New Roman (which has all Vietnamese letters), sober headings."""

from datetime import UTC, datetime

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from meetingqa.rendering.document import Document
from meetingqa.rendering.word_notes import REFERENCE_STYLE, TEXT_STYLE

TEXT_WIDTH_MM = 160
CELL_STYLE, HEAD_STYLE, KIND_STYLE, GAP_STYLE = "Table Text", "Table Head", "Document Kind", "Gap"
_FONT = "Times New Roman"
_ACCENT = RGBColor(0x12, 0x50, 0x8C)
_SOFT = RGBColor(0x5B, 0x65, 0x70)


def set_up(document: WordDocument, page: Document) -> None:
    """Page, styles, language and properties of a new document."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    _language(document)
    _styles(document)
    properties = document.core_properties
    properties.title, properties.subject = page.title[:255], page.kind[:255]
    properties.author = properties.last_modified_by = "meetingqa"
    properties.language, properties.comments, properties.keywords = "vi-VN", "", ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)


def _styles(document: WordDocument) -> None:
    styles = document.styles
    for style in styles:
        if isinstance(style, CharacterStyle):
            _font(style)
    normal = _paragraph(document, "Normal", size=12.5, after=4)
    normal.paragraph_format.line_spacing = 1.15
    _paragraph(
        document, KIND_STYLE, size=10.5, bold=True, color=_ACCENT, after=2
    ).font.all_caps = True
    _paragraph(document, "Title", size=18, bold=True, after=8)
    _paragraph(document, "Heading 1", size=14, bold=True, before=14, after=4, color=_ACCENT)
    _paragraph(document, "Heading 2", size=12.5, bold=True, before=8, after=3)
    for name in ("List Bullet", "List Bullet 2"):
        _paragraph(document, name, size=12.5, after=3)
    _paragraph(document, "Caption", size=10.5, after=10, color=_SOFT).font.italic = True
    for name, bold in ((CELL_STYLE, False), (HEAD_STYLE, True)):
        style = _paragraph(document, name, size=11, before=2, after=2, bold=bold)
        style.paragraph_format.line_spacing = 1.0
    _paragraph(document, GAP_STYLE, size=2).paragraph_format.line_spacing = Pt(5)
    style = _paragraph(document, TEXT_STYLE, size=9.5, after=1)
    style.paragraph_format.line_spacing = 1.0
    reference = styles.add_style(REFERENCE_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.font.superscript = True
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _ACCENT, True
    for border in styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for side in border:
            side.set(qn("w:color"), "B4BDC7")
    footer = _paragraph(document, "Footer", size=10, color=_SOFT)
    footer.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _paragraph(
    document: WordDocument,
    name: str,
    *,
    size: float,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    color: RGBColor | None = None,
) -> ParagraphStyle:
    """A paragraph style, found or made, in our font."""
    styles = document.styles
    known = name in [style.name for style in styles]
    style = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    _font(style)
    style.font.size, style.font.bold = Pt(size), bold
    for tag in ("w:spacing", "w:kern"):  # of python-docx's title
        for found in style.element.rPr.findall(qn(tag)):
            style.element.rPr.remove(found)
    style.font.color.rgb = color or RGBColor(0x1D, 0x21, 0x25)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:  # the rule under python-docx's title
        borders.getparent().remove(borders)
    return style


def _font(style: CharacterStyle) -> None:
    """Our font for every script: theme fonts of the base template would win over a plain name."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _language(document: WordDocument) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    for script in ("val", "eastAsia"):
        language.set(qn(f"w:{script}"), "vi-VN")
    theme = document.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), "vi-VN")
