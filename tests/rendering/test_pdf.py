"""The PDF file: every Vietnamese letter embedded, links both ways, tables over pages."""

import io

import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]

from exported import FIGURES, make_summary
from meetingqa.domain import MeetingSummary
from meetingqa.language.text import LOWER, UPPER
from meetingqa.rendering.exports import render_summary
from meetingqa.rendering.pdf_styles import SANS, SERIF, markup, register_fonts

LETTERS = f"{LOWER}{UPPER}".replace("-", "") + "ẵặỡợữĐđ₫–“”…•²³%"


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(io.BytesIO(render_summary(make_summary(), "pdf")))


def test_every_font_is_embedded_and_cut_to_what_is_used(reader: PdfReader) -> None:
    fonts = {
        font.get_object()["/BaseFont"]: font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert len(fonts) >= 3
    for name, font in fonts.items():
        assert "+DejaVu" in name
        assert "/FontFile2" in font["/FontDescriptor"].get_object()


def test_every_vietnamese_letter_has_a_glyph() -> None:
    register_fonts()
    for style in ("", "-Bold", "-Italic", "-BoldItalic"):
        known = pdfmetrics.getFont(f"{SERIF}{style}").face.charToGlyph
        lacking = {char for char in LETTERS if ord(char) not in known}
        assert lacking <= {"₫"}
        sans = f"{SANS}{style.replace('Italic', 'Oblique')}"
        assert all(ord(char) in pdfmetrics.getFont(sans).face.charToGlyph for char in LETTERS)
    assert markup("9₫ & <b>") == f'9<font name="{SANS}">₫</font> &amp; &lt;b&gt;'
    assert markup("中😀") == "□□"


def test_pages_are_numbered_described_and_bookmarked(reader: PdfReader) -> None:
    total = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        assert page.extract_text().split()[-2:] == [f"{number}/", str(total)]
    assert reader.metadata
    assert reader.metadata.title == make_summary().article.title
    assert reader.metadata.subject == "Tóm tắt cuộc họp"
    assert str(reader.root_object["/Lang"]) == "vi-VN"
    assert len(reader.outline) == 13


def test_mentions_and_notes_lead_to_each_other_and_to_the_article(reader: PdfReader) -> None:
    numbers = {page.indirect_reference: i for i, page in enumerate(reader.pages)}
    inner, addresses = [], set()
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            link = annotation.get_object()
            if "/Dest" in link:
                inner.append(
                    (numbers[page.indirect_reference], numbers[link["/Dest"][0].indirect_reference])
                )
            else:
                addresses.add(link["/A"]["/URI"])
    # 16 notes, three of which are mentioned once more; every note leads back.
    assert len(inner) == 16 + 3 + 16
    texts = [page.extract_text() for page in reader.pages]
    first, last = inner[0], inner[-1]
    assert "Thông tin chung" in texts[first[0]] and "[1] “khai mạc" in texts[first[1]]
    assert "[16] “Bên lề" in texts[last[0]] and "Câu chưa được đưa vào" in texts[last[1]]
    assert addresses == {make_summary().article.url}


def test_a_long_table_goes_on_with_its_head() -> None:
    summary = make_summary()
    fields = summary.fields.model_copy(update={"figures": FIGURES[3:] * 120})
    many = MeetingSummary(article=summary.article, fields=fields, trace=summary.trace)
    pages = PdfReader(io.BytesIO(render_summary(many, "pdf"))).pages
    texts = [page.extract_text() for page in pages]
    held = [text for text in texts if "Giải ngân vốn đầu tư công[" in text]
    assert len(held) >= 3
    assert sum(text.count("Giải ngân vốn đầu tư công[") for text in texts) == 120
    assert all("Chỉ tiêu" in text for text in held)
