"""Word files to articles."""

from pathlib import Path

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from source_files import LEAD, PAGE, SECOND, taken


def test_word_paragraphs_and_table_rows_keep_their_order(tmp_path: Path) -> None:
    document = docx.Document()
    for line in PAGE.split("\n\n")[:3]:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Thu ngân sách", "1.204 tỷ đồng"
    document.add_paragraph(SECOND)
    document.save(str(tmp_path / "a.docx"))
    (item,) = taken(tmp_path / "a.docx")
    assert item.article.text == f"{LEAD}\n\nThu ngân sách | 1.204 tỷ đồng\n\n{SECOND}"


def test_words_in_marks_boxes_and_tracked_changes_of_a_word_file_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(LEAD)
    run = "<w:r><w:t>{}</w:t></w:r>"
    box = f"<w:txbxContent><w:p>{run.format('Trong khung: 88 tuyến đường.')}</w:p></w:txbxContent>"
    names = f"{nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    parts = (
        f"<w:smartTag w:uri='u' w:element='place'>{run.format('Huyện Mường Lam')}</w:smartTag>",
        f"<w:ins w:id='1' w:author='a'>{run.format(' thu 12 tỷ đồng.')}</w:ins>",
        "<w:del w:id='2' w:author='a'><w:r><w:delText> Bỏ.</w:delText></w:r></w:del>",
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>",
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    control = f"<w:sdt {names}><w:sdtContent><w:p>{''.join(parts)}</w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    document.save(str(tmp_path / "a.docx"))
    (item,) = taken(tmp_path / "a.docx")
    expected = [LEAD, "Huyện Mường Lam thu 12 tỷ đồng.", "Trong khung: 88 tuyến đường."]
    assert item.article.text.split("\n\n") == expected


def test_the_numbers_of_notes_are_no_words_of_a_word_file(tmp_path: Path) -> None:
    document = docx.Document()
    for paragraph in (document.add_paragraph(LEAD), document.add_paragraph(SECOND)):
        for part in ("begin", "NOTEREF note1 \\h", "separate", "17", "end"):
            run = paragraph.add_run("17" if part == "17" else "")
            if part in ("begin", "separate", "end"):
                run._r.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): part}))
            elif part != "17":
                run._r.append(OxmlElement("w:instrText"))
                run._r[-1].text = part
    document.save(str(tmp_path / "a.docx"))
    (item,) = taken(tmp_path / "a.docx")
    assert item.article.text == f"{LEAD}\n\n{SECOND}"
