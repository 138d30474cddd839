"""The footnotes or endnotes of a Word file: python-docx has none, so their part is written here.

Forms from ECMA-376 part 1, 17.11 (footnotes, endnotes) and 17.16.5.39 (NOTEREF).
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
_REFERENCE_ID, _TEXT_ID = (name.replace(" ", "") for name in (REFERENCE_STYLE, TEXT_STYLE))
# More would fill half of every page, and LibreOffice breaks long tables that hold many of them.
_MOST_FOOTNOTES = 60
_KINDS = {
    "footnote": (CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    "endnote": (CONTENT_TYPE.WML_ENDNOTES, RELATIONSHIP_TYPE.ENDNOTES),
}


class WordNotes:
    """Puts notes behind words: at a note's first mention the note itself, later a pointer to it.

    Few notes stand below their page, many at the end.
    """

    def __init__(self, notes: Sequence[Note]) -> None:
        self._notes = {note.number: note for note in notes}
        self._placed: set[int] = set()
        self._kind = "endnote" if len(notes) > _MOST_FOOTNOTES else "footnote"

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
        reference.append(_element(f"w:{self._kind}Reference", {"w:id": str(number)}))
        paragraph._p.append(reference)
        paragraph._p.append(_element("w:bookmarkEnd", {"w:id": str(number)}))

    def attach(self, document: WordDocument) -> None:
        """Write the part with every note into the package."""
        content_type, relationship = _KINDS[self._kind]
        root = parse_xml(f"<w:{self._kind}s {nsdecls('w', 'r')}/>")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            holder = _element(f"w:{self._kind}", {"w:type": kind, "w:id": str(number)})
            paragraph, run = _element("w:p"), _run()
            run.append(_element(f"w:{kind}"))
            paragraph.append(run)
            holder.append(paragraph)
            root.append(holder)
        part = XmlPart(
            PackURI(f"/word/{self._kind}s.xml"),
            content_type,
            root,
            document.part.package,
        )
        for note in self._notes.values():
            root.append(self._note(note, part))
        document.part.relate_to(part, relationship)
        properties = _element(f"w:{self._kind}Pr")
        for number in (-1, 0):
            properties.append(_element(f"w:{self._kind}", {"w:id": str(number)}))
        # Where the schema of settings wants it: before w:compat.
        settings = document.settings.element
        compat = settings.find(qn("w:compat"))
        if compat is None:
            settings.append(properties)
        else:
            compat.addprevious(properties)
        if self._kind == "endnote":  # else they are numbered i, ii, iii
            numbered = _element("w:endnotePr")
            numbered.append(_element("w:numFmt", {"w:val": "decimal"}))
            document.sections[0]._sectPr.find(qn("w:pgSz")).addprevious(numbered)

    def _note(self, note: Note, part: Part) -> BaseOxmlElement:
        holder = _element(f"w:{self._kind}", {"w:id": str(note.number)})
        paragraph, properties = _element("w:p"), _element("w:pPr")
        properties.append(_element("w:pStyle", {"w:val": _TEXT_ID}))
        paragraph.append(properties)
        number = _run(style=_REFERENCE_ID)
        number.append(_element(f"w:{self._kind}Ref"))
        paragraph.append(number)
        paragraph.append(_run(f" “{note.quote}” – "))
        if note.url:
            paragraph.append(hyperlink(part, note.url, note.source))
        else:
            paragraph.append(_run(note.source))
        paragraph.append(_run(f", {note.place}."))
        holder.append(paragraph)
        return holder


def hyperlink(part: Part, address: str, words: str) -> BaseOxmlElement:
    """A link to an address of the web, whose relationship goes into `part`."""
    link = OxmlElement("w:hyperlink")
    name = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), name)
    link.append(_run(words, "Hyperlink"))
    return link


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
