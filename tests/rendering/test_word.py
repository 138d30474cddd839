"""The Word file: real footnotes, styles, tables and charts that Word and LibreOffice understand."""

import io
import re
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from exported import ARTICLE, BUDGET, EARLIER, TEXT, make_digest, make_summary, point
from meetingqa.domain import SummaryFields
from meetingqa.rendering.exports import render_digest, render_summary
from rendering.reading import footnotes

DATA = render_summary(make_summary(), "docx")


def opened(data: bytes = DATA) -> Document:
    return docx.Document(io.BytesIO(data))


def style_of(paragraph: Paragraph) -> str:
    return str(paragraph.style and paragraph.style.name)


def test_a_footnote_holds_quote_source_link_and_place() -> None:
    notes = footnotes(DATA)
    assert notes[1] == (
        f" “khai mạc kỳ họp thứ 18” – {ARTICLE.title}, baolamxuyen.example, họp ngày 12/07/2024, "
        "ký tự 68–90."
    )
    # Of one article only, the later notes are short.
    start = ARTICLE.text.index(BUDGET)
    assert notes[8] == f" “{BUDGET}” – baolamxuyen.example, ký tự {start}–{start + len(BUDGET)}."
    links = ZipFile(io.BytesIO(DATA)).read("word/_rels/footnotes.xml.rels").decode()
    assert links.count(f'Target="{ARTICLE.url}"') == links.count("TargetMode=") >= 1


def test_separators_are_there_and_announced() -> None:
    package = ZipFile(io.BytesIO(DATA))
    root = parse_xml(package.read("word/footnotes.xml"))
    kinds = [note.get(qn("w:type")) for note in root]
    assert kinds[:3] == ["separator", "continuationSeparator", None]
    settings = parse_xml(package.read("word/settings.xml"))
    announced = [note.get(qn("w:id")) for note in settings.find(qn("w:footnotePr"))]
    assert announced == ["-1", "0"]
    assert "/word/footnotes.xml" in package.read("[Content_Types].xml").decode()


def test_many_notes_stand_at_the_end_in_plain_numbers() -> None:
    pieces = tuple(TEXT[i : i + 9] for i in range(61))
    points = tuple(point(piece, piece) for piece in pieces)
    fields = SummaryFields(results=points)
    data = render_summary(make_summary().model_copy(update={"fields": fields}), "docx")
    names = ZipFile(io.BytesIO(data)).namelist()
    assert "word/endnotes.xml" in names and "word/footnotes.xml" not in names
    assert len(footnotes(data)) == 62  # and the sentence left out
    numbered = opened(data).element.body.find(f".//{qn('w:endnotePr')}/{qn('w:numFmt')}")
    assert numbered.get(qn("w:val")) == "decimal"


def test_the_styles_of_notes_are_there() -> None:
    styles = {style.style_id for style in opened().styles}
    root = parse_xml(ZipFile(io.BytesIO(DATA)).read("word/footnotes.xml"))
    used = {node.get(qn("w:val")) for node in root.iter(qn("w:pStyle"), qn("w:rStyle"))}
    assert used and used <= styles


def test_a_note_is_placed_once_and_pointed_to_afterwards() -> None:
    body = opened().element.body
    placed = [int(node.get(qn("w:id"))) for node in body.iter(qn("w:footnoteReference"))]
    assert placed == list(range(1, 17))
    pointers = [node.text.strip() for node in body.iter(qn("w:instrText")) if node.text]
    assert pointers == [f"NOTEREF note{n} \\f \\h" for n in (8, 9, 9)]
    names = {node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))}
    assert {"note8", "note9"} <= names
    # A raised number in every program: an eight behind "5.318" would be another figure.
    for run in body.iter(qn("w:r")):
        if "".join(t.text or "" for t in run.iter(qn("w:t"))) in ("8", "9"):
            assert run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") is not None


def test_the_figures_stand_in_a_table_and_a_chart() -> None:
    document = opened()
    tables = {tuple(cell.text for cell in t.rows[0].cells): t for t in document.tables}
    figures = tables["Chỉ tiêu", "Giá trị", "Đơn vị", "Kỳ"]
    rows = [[cell.text.strip() for cell in row.cells] for row in figures.rows[1:]]
    assert rows[2][1:] == ["4.412,5", "tỷ đồng", "6 tháng đầu năm 2022"]
    assert rows[3][1:] == ["36,7", "%", ""]
    assert figures.rows[0]._tr.get_or_add_trPr().find(qn("w:tblHeader")) is not None
    [shape] = document.inline_shapes
    described = shape._inline.docPr.get("descr")
    assert described.startswith("Thu ngân sách (tỷ đồng): 6 tháng đầu năm 2022: 4.412,5;")
    assert (described, "Caption") in [(p.text, style_of(p)) for p in document.paragraphs]


def test_styles_language_and_properties_are_an_offices() -> None:
    document = opened()
    names = {style_of(paragraph) for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "List Bullet"} <= names
    digest = opened(render_digest(make_digest(), "docx"))
    assert {"Heading 2", "List Bullet 2"} <= {style_of(p) for p in digest.paragraphs}
    package = ZipFile(io.BytesIO(DATA))
    styles = package.read("word/styles.xml").decode()
    assert re.search(r'<w:lang [^>]*w:val="vi-VN"', styles)
    for name in names:
        fonts = document.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{s}")) for s in ("ascii", "hAnsi", "cs", "eastAsia")} == {
            "Times New Roman"
        }
    properties = document.core_properties
    assert (properties.title, properties.subject) == (ARTICLE.title, "Tóm tắt cuộc họp")
    assert properties.language == "vi-VN"


def test_a_conflict_cites_each_of_its_values() -> None:
    data = render_digest(make_digest(), "docx")
    words = list(footnotes(data).values())
    assert any("5.381 tỷ đồng" in note for note in words)
    assert any(EARLIER in note for note in words)
