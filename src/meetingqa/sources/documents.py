"""Word (.docx) and PDF files to pages."""

import io
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from meetingqa.errors import EmptyArticle, UnreadableSource
from meetingqa.sources.pages import Page, join_lines

_MAX_EXPANDED = 5  # a .docx may hold at most this many times the file's limit, unpacked
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Of tracked changes what was taken out, and the copy of a text box for old programs.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REMOVED = (f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}pPr", f"{_WORD}tabs", _FALLBACK)
_SIGNS = {
    f"{_WORD}tab": "\t",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
}
_PAGE_NUMBER = re.compile(r"^(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?$", re.IGNORECASE)


def read_docx(data: bytes, max_bytes: int) -> Page:
    """A page of a Word file: paragraphs and table rows in their order, as after accepting changes.

    Raises UnreadableSource when the bytes are no Word file, are encrypted or unpack too far.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableSource(
            "an encrypted or old (.doc) Word file", "save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableSource(f"not a Word file: {error}", "save it as .docx again") from error
    if unpacked > _MAX_EXPANDED * max_bytes:
        raise UnreadableSource(f"unpacks to {unpacked:,} bytes", "split the document")
    # Here, not above: reading any other format must not pay for python-docx.
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        _drop_note_numbers(body)
        lines = list(_word_lines(body, lambda table: Table(table, document).rows))
    except (
        PackageNotFoundError,
        XMLSyntaxError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
    ) as error:
        raise UnreadableSource(f"not a Word file: {error}", "save it as .docx again") from error
    return Page(text="\n".join(lines))


def _drop_note_numbers(body: Any) -> None:
    """Take out the numbers that Word shows where a note is named again: they are no words of the text.

    Such a number stands in a field, between its instruction NOTEREF and its end. That of a note's
    first place is no text in the file.
    """
    fields: list[str] = []  # the instructions of the fields that are open
    for element in body.iter(f"{_WORD}fldChar", f"{_WORD}instrText", f"{_WORD}t"):
        kind = element.get(f"{_WORD}fldCharType")
        if kind == "begin":
            fields.append("")
        elif kind == "end":
            del fields[-1:]
        elif fields and element.tag.endswith("instrText"):
            fields[-1] += element.text or ""
        elif fields and element.tag.endswith("}t") and "NOTEREF" in fields[-1]:
            element.text = ""


def _word_lines(element: Any, rows_of: Callable[[Any], Iterable[Any]]) -> Iterator[str]:
    """Paragraphs and table rows under an element, those of content controls and insertions too; the
    text boxes of a paragraph come after it. `rows_of` gives the rows of a table's element."""
    for child in element:
        if child.tag == f"{_WORD}p":
            boxes: list[Any] = []
            yield "".join(_words(child, boxes))
            for box in boxes:
                yield from _word_lines(box, rows_of)
        elif child.tag == f"{_WORD}tbl":
            for row in rows_of(child):
                yield _row_text(" ".join(_word_lines(cell._tc, rows_of)) for cell in row.cells)
        elif child.tag not in _REMOVED:
            yield from _word_lines(child, rows_of)


def _words(element: Any, boxes: list[Any]) -> Iterator[str]:
    """The words of a paragraph, whatever marks they stand in; text boxes are put by."""
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag == f"{_WORD}txbxContent":
            boxes.append(child)
        elif child.tag == f"{_WORD}br" and child.get(f"{_WORD}type") in ("page", "column"):
            continue
        elif child.tag not in _REMOVED:
            yield _SIGNS.get(child.tag, "")
            yield from _words(child, boxes)


def _row_text(cells: Iterable[str]) -> str:
    """Cells joined by " | "; a cell merged over columns comes once."""
    texts: list[str] = []
    for cell in cells:
        text = " ".join(cell.split())
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return " | ".join(texts)


def read_pdf(data: bytes) -> Page:
    """A page of a PDF's text layer; lines broken by layout are re-joined, page furniture dropped.

    Raises UnreadableSource when the bytes are no PDF or need a password, EmptyArticle when there
    is no text layer.
    """
    if b"%PDF-" not in data[:1024]:
        raise UnreadableSource("not a PDF file (no %PDF- at its start)", "check the file")
    # Here, not above: reading any other format must not pay for pypdf.
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import PyPdfError

    # It says on stderr what is odd in a file without the file's name; what matters is our error.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise UnreadableSource("a PDF with a password", "save it without a password")
        sheets = [page.extract_text().split("\n") for page in reader.pages]
    except (
        PyPdfError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        RecursionError,
        NotImplementedError,
        OSError,
    ) as error:
        # pypdf lets the last ones out of a damaged file's object tree.
        raise UnreadableSource(f"damaged PDF: {error}", "open it and save it again") from error
    lines = _without_furniture([[line.strip() for line in sheet] for sheet in sheets])
    widths = sorted(len(line) for line in lines if line)
    if not widths:
        raise EmptyArticle("a PDF without text (a scan?)", "run text recognition (OCR) on it first")
    return Page(text=join_lines(lines, widths[int(len(widths) * 0.9)]))


def _without_furniture(sheets: list[list[str]]) -> list[str]:
    """All lines but page numbers and the first or last lines that most sheets share."""
    edges = Counter(line for sheet in sheets for line in {*sheet[:2], *sheet[-2:]} if line)
    shared = {line for line, count in edges.items() if len(sheets) > 2 and count > len(sheets) / 2}
    kept: list[str] = []
    for sheet in sheets:
        for position, line in enumerate(sheet):
            at_edge = position < 2 or position >= len(sheet) - 2
            if not (at_edge and (line in shared or _PAGE_NUMBER.match(line))):
                kept.append(line)
    return kept
