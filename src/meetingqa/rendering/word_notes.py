"""The footnotes or endnotes of a Word file: python-docx has none, so their part is written here.

Forms from ECMA-376 part 1, 17.11 (footnotes, endnotes) and 17.16.5.39 (NOTEREF).
"""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn

from meetingqa.rendering.document import Note
from meetingqa.rendering.word_xml import RAISED, hyperlink, paragraph, parse, run, run_of

REFERENCE_STYLE = "footnote reference"
TEXT_STYLE = "footnote text"
# More would fill half of every page, and LibreOffice breaks long tables that hold many of them.
_MOST_FOOTNOTES = 60
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
_KINDS = {
    "footnote": (CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    "endnote": (CONTENT_TYPE.WML_ENDNOTES, RELATIONSHIP_TYPE.ENDNOTES),
}


class WordNotes:
    """Puts notes behind words: at a note's first mention the note itself, later a pointer to it.

    Few notes stand below their page, many at the end.
    """

    def __init__(self, notes: Sequence[Note]) -> None:
        self._notes = notes
        self._placed: set[int] = set()
        self._kind = "endnote" if len(notes) > _MOST_FOOTNOTES else "footnote"

    def refer(self, number: int) -> str:
        """A raised number, to stand at the end of a paragraph."""
        if number in self._placed:
            return _pointer(number)
        self._placed.add(number)
        reference = run_of(f'<w:{self._kind}Reference w:id="{number}"/>', style=REFERENCE_STYLE)
        start = f'<w:bookmarkStart w:id="{number}" w:name="note{number}"/>'
        return f'{start}{reference}<w:bookmarkEnd w:id="{number}"/>'

    def attach(self, document: WordDocument) -> None:
        """Write the part with every note into the package."""
        content_type, relationship = _KINDS[self._kind]
        name, package = PackURI(f"/word/{self._kind}s.xml"), document.part.package
        part = XmlPart(name, content_type, parse("", f"w:{self._kind}s"), package)
        separators = "".join(
            f'<w:{self._kind} w:type="{kind}" w:id="{number}"><w:p>{run_of(f"<w:{kind}/>")}</w:p>'
            f"</w:{self._kind}>"
            for number, kind in _SEPARATORS.items()
        )
        notes = "".join(self._note(note, part) for note in self._notes)
        part.element.extend(list(parse(f"{separators}{notes}")))
        document.part.relate_to(part, relationship)
        announced = "".join(f'<w:{self._kind} w:id="{number}"/>' for number in _SEPARATORS)
        properties = parse(announced, f"w:{self._kind}Pr")
        # Where the schema of settings wants it: before w:compat.
        settings = document.settings.element
        compat = settings.find(qn("w:compat"))
        if compat is None:
            settings.append(properties)
        else:
            compat.addprevious(properties)
        if self._kind == "endnote":  # else they are numbered i, ii, iii
            numbered = parse('<w:numFmt w:val="decimal"/>', "w:endnotePr")
            document.sections[0]._sectPr.find(qn("w:pgSz")).addprevious(numbered)

    def _note(self, note: Note, part: Part) -> str:
        number = run_of(f"<w:{self._kind}Ref/>", style=REFERENCE_STYLE)
        source = hyperlink(part, note.url, note.source) if note.url else run(note.source)
        quote, place = run(f" “{note.quote}” – "), run(f", {note.place}.")
        words = paragraph(f"{number}{quote}{source}{place}", TEXT_STYLE)
        return f'<w:{self._kind} w:id="{note.number}">{words}</w:{self._kind}>'


def _pointer(number: int) -> str:
    """The field that repeats a footnote's number, however Word numbers it."""
    begin, separate, end = (
        f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")
    )
    asked = f'<w:instrText xml:space="preserve"> NOTEREF note{number} \\f \\h </w:instrText>'
    # LibreOffice forgets the style of a field's words, so they are raised besides.
    return "".join(
        run_of(content, RAISED, REFERENCE_STYLE)
        for content in (begin, asked, separate, f"<w:t>{number}</w:t>", end)
    )
