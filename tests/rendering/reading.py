"""Reads exported files back: what a person would find in each format, in one form."""

import io
import re
from typing import NamedTuple
from zipfile import ZipFile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import html  # type: ignore[import-untyped]
from pypdf import PdfReader


class Found(NamedTuple):
    """Headings, quotes by note number, all words without spaces (lines break anywhere), and the note
    numbers behind them in order."""

    headings: list[str]
    quotes: dict[int, str]
    words: str
    mentions: list[int]


def read_back(data: bytes, format: str) -> Found:
    """What a file holds."""
    return {"md": _markdown, "html": _html, "docx": _docx, "pdf": _pdf}[format](data)


def squeeze(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def footnotes(data: bytes) -> dict[int, str]:
    """The footnotes or endnotes of a Word file by their ids, separators left out."""
    file = ZipFile(io.BytesIO(data))
    [part] = {"word/footnotes.xml", "word/endnotes.xml"} & set(file.namelist())
    root = parse_xml(file.read(part))
    return {
        int(note.get(qn("w:id"))): "".join(text.text or "" for text in note.iter(qn("w:t")))
        for note in root
        if note.get(qn("w:type")) is None
    }


def _markdown(data: bytes) -> Found:
    text = re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", data.decode())
    headings = re.findall(r"^#{2,3} (.+)$", text, re.MULTILINE)
    quotes = dict(re.findall(r"^\[\^(\d+)\]: “(.*?)” – ", text, re.MULTILINE))
    words = squeeze(re.sub(r"\[\^\d+\]|[*|]", "", text))
    mentions = re.findall(r"\[\^(\d+)\](?!:)", text)
    return Found(headings, _numbered(quotes), words, _numbers(mentions))


def _html(data: bytes) -> Found:
    root = html.document_fromstring(data.decode())
    headings = [_text(node) for node in root.xpath("//h2|//h3")]
    quotes = {node.get("id")[1:]: _text(node.find("q")) for node in root.xpath("//li[@id]")}
    mentions = root.xpath("//a[@class='ref'][not(ancestor::section)]/@href")
    for number in root.xpath("//sup"):
        number.drop_tree()
    words = squeeze(_text(root.find("body")))
    return Found(headings, _numbered(quotes), words, _numbers([href[2:] for href in mentions]))


def _docx(data: bytes) -> Found:
    document = docx.Document(io.BytesIO(data))
    headings = [p.text for p in document.paragraphs if p.style and "Heading" in str(p.style.name)]
    quotes = {}
    for number, words in footnotes(data).items():
        quotes[str(number)] = words[words.index("“") + 1 : words.index("” – ")]
    body = document.element.body
    words = "".join(
        text.text or ""
        for text in body.iter(qn("w:t"))
        if text.getparent().find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") is None
    )
    mentions = [
        node.get(qn("w:id")) if node.text is None else node.text.split("note")[1].split()[0]
        for node in body.iter(
            qn("w:footnoteReference"), qn("w:endnoteReference"), qn("w:instrText")
        )
    ]
    return Found(headings, _numbered(quotes), squeeze(words), _numbers(mentions))


def _pdf(data: bytes) -> Found:
    reader = PdfReader(io.BytesIO(data))
    pages = (page.extract_text() for page in reader.pages)
    words = squeeze("\n".join(re.sub(r"\nTrang \d+/\s*\d+\s*$", "", page) for page in pages))
    quotes = dict(re.findall(r"\[(\d+)\]“(.*?)”–", words))
    mentions = re.findall(r"\[(\d+)\](?!“)", words)
    bare = re.sub(r"\[\d+\]", "", words)
    return Found(_titles(reader.outline), _numbered(quotes), bare, _numbers(mentions))


def _titles(outline: object) -> list[str]:
    if not isinstance(outline, list):
        return [str(getattr(outline, "title", ""))]
    return [title for item in outline for title in _titles(item)]


def _text(node: object) -> str:
    return str(node.text_content()).strip()  # type: ignore[attr-defined]


def _numbers(mentions: list[str]) -> list[int]:
    return [int(mention) for mention in mentions]


def _numbered(quotes: dict[str, str]) -> dict[int, str]:
    return {int(number): squeeze(quote) for number, quote in quotes.items()}
