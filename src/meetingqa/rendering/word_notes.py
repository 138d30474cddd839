"""The footnotes of a Word file: python-docx has none, so their part is written here.

Forms from ECMA-376 part 1, 17.11 (footnotes) and 17.16.5.39 (NOTEREF).
"""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from meetingqa.rendering.document import Note

REFERENCE_STYLE = "footnote reference"
TEXT_STYLE = "footnote text"
_REFERENCE_ID, _TEXT_ID = "FootnoteReference", "FootnoteText"


class Footnotes:
    """Puts notes behind words: at a note's first mention the footnote, later a pointer to it."""

    def __init__(self, notes: Sequence[Note]) -> None:
        self._notes = {note.number: note for note in notes}
        self._placed: set[int] = set()

    def refer(self, paragraph: Paragraph, number: int) -> None:
        """A raised number at the end of a paragraph."""
        if number in self._placed:
            for element in _pointer(number):
                paragraph._p.append(element)
            return
        self._placed.add(number)
        mark = {"w:id": str(number), "w:name": f"note{number}"}
        paragraph._p.append(_element("w:bookmarkStart", mark))
        reference = _run(style=_REFERENCE_ID)
        reference.append(_element("w:footnoteReference", {"w:id": str(number)}))
        paragraph._p.append(reference)
        paragraph._p.append(_element("w:bookmarkEnd", {"w:id": str(number)}))

    def attach(self, document: WordDocument) -> None:
        """Write the part with every footnote into the package."""
        root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            holder = _element("w:footnote", {"w:type": kind, "w:id": str(number)})
            paragraph, run = _element("w:p"), _run()
            run.append(_element(f"w:{kind}"))
            paragraph.append(run)
            holder.append(paragraph)
            root.append(holder)
        part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            root,
            document.part.package,
        )
        for note in self._notes.values():
            root.append(_footnote(note, part))
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        properties = _element("w:footnotePr")
        for number in (-1, 0):
            properties.append(_element("w:footnote", {"w:id": str(number)}))
        # Where the schema of settings wants it: before w:compat.
        settings = document.settings.element
        compat = settings.find(qn("w:compat"))
        if compat is None:
            settings.append(properties)
        else:
            compat.addprevious(properties)


def hyperlink(part: Part, address: str, words: str) -> BaseOxmlElement:
    """A link to an address of the web, whose relationship goes into `part`."""
    link = OxmlElement("w:hyperlink")
    name = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), name)
    link.append(_run(words, "Hyperlink"))
    return link


def _footnote(note: Note, part: Part) -> BaseOxmlElement:
    holder = _element("w:footnote", {"w:id": str(note.number)})
    paragraph, properties = _element("w:p"), _element("w:pPr")
    properties.append(_element("w:pStyle", {"w:val": _TEXT_ID}))
    paragraph.append(properties)
    number = _run(style=_REFERENCE_ID)
    number.append(_element("w:footnoteRef"))
    paragraph.append(number)
    paragraph.append(_run(f" “{note.quote}” – "))
    if note.url:
        paragraph.append(hyperlink(part, note.url, note.source))
    else:
        paragraph.append(_run(note.source))
    paragraph.append(_run(f", {note.place}."))
    holder.append(paragraph)
    return holder


def _pointer(number: int) -> list[BaseOxmlElement]:
    """The field that repeats a footnote's number, however Word numbers it."""
    elements = []
    for kind in ("begin", "instruction", "separate", "number", "end"):
        run = _run(str(number) if kind == "number" else "", _REFERENCE_ID, raised=True)
        if kind == "instruction":
            instruction = _element("w:instrText", {"xml:space": "preserve"})
            instruction.text = f" NOTEREF note{number} \\f \\h "
            run.append(instruction)
        elif kind != "number":
            run.append(_element("w:fldChar", {"w:fldCharType": kind}))
        elements.append(run)
    return elements


def _run(words: str = "", style: str = "", *, raised: bool = False) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    if style:
        properties = _element("w:rPr")
        properties.append(_element("w:rStyle", {"w:val": style}))
        if raised:  # LibreOffice forgets the style of a field's words
            properties.append(_element("w:vertAlign", {"w:val": "superscript"}))
        run.append(properties)
    if words:
        text = _element("w:t", {"xml:space": "preserve"})
        text.text = words
        run.append(text)
    return run


def _element(name: str, attributes: dict[str, str] | None = None) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in (attributes or {}).items():
        element.set(qn(key), value)
    return element
