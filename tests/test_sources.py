"""Files, folders, globs, JSONL and archives to articles; what cannot be taken is a reason, no crash."""

import io
import json
import struct
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from meetingqa.domain import Rejection
from meetingqa.sources import SourceItem, read_sources
from meetingqa.sources.building import canonical_url
from meetingqa.sources.pages import unwrap
from meetingqa.sources.plain import parse_date

LEAD = (
    "Sáng 12-3, HĐND tỉnh An Bình khóa XI tổ chức kỳ họp thứ 7 để xem xét 5 nghị quyết về đầu tư công "
    "và nhân sự. Đồng chí Trần Minh Khoa, Chủ tịch HĐND tỉnh chủ tọa kỳ họp."
)
SECOND = (
    "Đến hết tháng 2, toàn tỉnh giải ngân 412 tỷ đồng, đạt 9,6% kế hoạch, tăng 1,2 điểm phần trăm."
)
PAGE = (
    f"HĐND tỉnh An Bình xem xét 5 nghị quyết\n\n18:20 | 12/03/2024\n\n{LEAD}\n\n{SECOND}\n\nLê Thu"
)
MB = 1_000_000


def read(*paths: str | Path, max_bytes: int = MB) -> list[SourceItem | Rejection]:
    return list(read_sources(paths, max_bytes=max_bytes))


def taken(*paths: str | Path) -> list[SourceItem]:
    items = read(*paths)
    assert all(isinstance(item, SourceItem) for item in items), items
    return [item for item in items if isinstance(item, SourceItem)]


def reason(path: str | Path, max_bytes: int = MB) -> str:
    (item,) = read(path, max_bytes=max_bytes)
    assert isinstance(item, Rejection), item
    assert item.source == str(path)
    return item.reason


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def make_pdf(lines: list[str]) -> bytes:
    """A one-page PDF whose font maps its codes straight to Unicode."""
    shown = b" ".join(b"<" + line.encode("utf-16-be").hex().encode() + b"> '" for line in lines)
    content = b"BT /F1 12 Tf 14 TL 50 800 Td " + shown + b" ET"
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 beginbfrange <0000> <FFFF> <0000> "
        b"endbfrange\nendcmap end end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
        b"/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    )
    return out.getvalue()


def test_a_text_file_becomes_an_article_with_its_metadata(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", PAGE)
    (item,) = taken(path)
    article = item.article
    assert item.source == article.source == str(path)
    assert article.title == "HĐND tỉnh An Bình xem xét 5 nghị quyết"
    assert article.text == f"{LEAD}\n\n{SECOND}"
    assert (article.province, article.body) == ("An Bình", "HĐND tỉnh")
    assert (article.published_on, article.held_on) == (date(2024, 3, 12), date(2024, 3, 12))
    assert (article.session, article.chair) == ("kỳ họp thứ 7 khóa XI", "Trần Minh Khoa")
    assert article.author == "Lê Thu"
    assert len(article.article_id) == 16


def test_the_same_text_has_the_same_id_wherever_it_stands(tmp_path: Path) -> None:
    first, second = taken(write(tmp_path / "a.txt", PAGE), write(tmp_path / "b.md", PAGE))
    assert first.article.article_id == second.article.article_id
    assert first.article.content_hash == second.article.content_hash


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


def test_pdf_lines_broken_by_layout_are_joined(tmp_path: Path) -> None:
    cut = LEAD.index(" ", 85)
    lines = ["HĐND tỉnh An Bình xem xét 5 nghị quyết", "", LEAD[:cut], LEAD[cut + 1 :], "", SECOND]
    write(tmp_path / "a.pdf", make_pdf([line or " " for line in lines]))
    (item,) = taken(tmp_path / "a.pdf")
    assert LEAD in item.article.text.replace("  ", " ")
    assert SECOND in item.article.text


def test_markdown_marks_go_and_front_matter_counts(tmp_path: Path) -> None:
    front = "---\ntitle: Kỳ họp thứ 7\nurl: https://an-binh.example/a\nauthor: Lê Thu\ndate: 2024-03-13\n---\n"
    body = f"# Tên khác\n\n**{LEAD}**\n\n![ảnh](a.jpg)\n\n* {SECOND} [nguồn](https://an-binh.example)\n"
    (item,) = taken(write(tmp_path / "a.md", front + body))
    article = item.article
    assert (article.title, article.author) == ("Kỳ họp thứ 7", "Lê Thu")
    assert article.published_on == date(2024, 3, 13)
    assert LEAD in article.text and "**" not in article.text and "](" not in article.text
    assert article.url == "https://an-binh.example/a"


def test_jsonl_lines_are_counted_and_given_metadata_wins(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {
                "id": "x1",
                "title": "Tên bài",
                "text": PAGE,
                "author": "Báo An Bình",
                "published_on": "2024-03-20",
                "province": "Bình An",
                "url": "https://a.example/1",
            }
        ),
        "",
        "{broken",
        '["no object"]',
        '{"title": "không có nội dung"}',
        json.dumps({"text": LEAD, "published_on": "ngày kia"}),
        json.dumps({"text": LEAD + SECOND, "extra": 1}),
    ]
    path = write(tmp_path / "a.jsonl", "\ufeff" + "\n".join(lines))
    items = read(path)
    sources = [item.source.removeprefix(str(path)) for item in items]
    assert sources == ["#1", "#3", "#4", "#5", "#6", "#7"]
    first = items[0]
    assert isinstance(first, SourceItem)
    given_article = first.article
    assert (given_article.title, given_article.author) == ("Tên bài", "Báo An Bình")
    assert (given_article.province, given_article.external_id) == ("Bình An", "x1")
    assert given_article.published_on == date(2024, 3, 20)
    reasons = [item.reason for item in items if isinstance(item, Rejection)]
    assert "not JSON" in reasons[0] and "list" in reasons[1]
    assert "'text'" in reasons[2] and "ngày kia" in reasons[3]


def test_one_url_is_one_article_in_any_spelling() -> None:
    first = canonical_url("HTTPS://An-Binh.example:443/tin/1/?utm_source=x&b=2#top")
    assert (
        first
        == canonical_url("https://an-binh.example/tin/1?b=2")
        == "https://an-binh.example/tin/1?b=2"
    )


def test_folders_come_sorted_and_assets_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b_files").mkdir()
    (tmp_path / "a").mkdir()
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden.txt", "b_files/x.js", "b_files/y.png"):
        write(tmp_path / name, f"{PAGE}\n{name}")
    write(tmp_path / "c.xyz", "?")
    items = read(tmp_path)
    names = [str(Path(item.source).relative_to(tmp_path)) for item in items]
    assert names == ["b.txt", "c.xyz", "a/1.txt", "a/2.txt"]
    assert isinstance(items[1], Rejection) and ".xyz" in items[1].reason


def test_globs_are_expanded_and_an_empty_one_is_said(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        write(tmp_path / name, PAGE)
    assert [Path(item.source).name for item in taken(tmp_path / "*.txt")] == ["a.txt", "b.txt"]
    assert "nothing matches" in reason(tmp_path / "*.html")


def test_archives_are_read_member_by_member(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("trong/1.txt", PAGE)
        archive.writestr("../../ngoai.txt", PAGE)
        archive.writestr("2.jsonl", json.dumps({"text": LEAD}))
        archive.writestr("inner.zip", b"PK")
        archive.writestr("__MACOSX/._1.txt", b"\x00")
        archive.writestr("rong.txt", "")
    items = {item.source.removeprefix(str(path)): item for item in read(path)}
    assert set(items) == {
        "!../../ngoai.txt",
        "!2.jsonl#1",
        "!inner.zip",
        "!rong.txt",
        "!trong/1.txt",
    }
    assert isinstance(items["!trong/1.txt"], SourceItem)
    assert isinstance(items["!../../ngoai.txt"], SourceItem)
    inner, empty = items["!inner.zip"], items["!rong.txt"]
    assert isinstance(inner, Rejection) and "archive inside an archive" in inner.reason
    assert isinstance(empty, Rejection) and "empty" in empty.reason
    assert not (tmp_path.parent / "ngoai.txt").exists()


def test_a_zip_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * 40_000_000)
        archive.writestr("tot.txt", PAGE)
    tracemalloc.start()
    items = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000
    bomb, good = items
    assert isinstance(bomb, Rejection) and "bomb" in bomb.reason
    assert isinstance(good, SourceItem)


def test_a_member_larger_than_its_header_says_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "lie.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x" * 3000)
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + at, 10)
    path.write_bytes(bytes(data))
    assert all(isinstance(item, Rejection) for item in read(path, max_bytes=1000))


def test_a_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", PAGE)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (item,) = read(write(path, bytes(data)))
    assert isinstance(item, Rejection) and "password" in item.reason
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf([LEAD]))))
    writer.encrypt("bí mật", algorithm="RC4-128")
    writer.write(str(tmp_path / "locked.pdf"))
    assert "password" in reason(tmp_path / "locked.pdf")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("noise.txt", "Facebook\nZalo\nBản in\n".encode(), "no article text"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "PNG"),
        ("broken.txt", PAGE.encode().replace(b"18:20", b"18\xff20"), "byte 5"),
        ("cut.txt", PAGE.encode()[: PAGE.encode().index("ứ".encode()) + 1], "not UTF-8"),
        ("no.pdf", PAGE.encode(), "not a PDF"),
        ("torn.pdf", make_pdf([LEAD])[:300], "PDF"),
        ("no.docx", PAGE.encode(), "not a Word file"),
        ("old.docx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "Word"),
        ("no.zip", b"PK\x03\x04 no archive", "not a ZIP"),
        ("empty.html", b"<html><body></body></html>", "without text"),
        ("deep.html", b"<div>" * 3000 + b"x", "nested"),
        ("a.exe", b"MZ", ".exe"),
        ("utf16.jsonl", '{"text": "x"}'.encode("utf-16"), "UTF-16"),
        ("empty.jsonl", b"\n\n", "empty"),
    ],
)
def test_a_bad_file_is_one_rejection_that_says_why(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    assert said in reason(write(tmp_path / name, content))


def test_large_missing_and_odd_paths_are_said(tmp_path: Path) -> None:
    write(tmp_path / "big.txt", b"a" * 2000)
    assert "over the limit" in reason(tmp_path / "big.txt", max_bytes=1000)
    assert "no such file" in reason(tmp_path / "none.txt")
    assert "web address" in reason("https://an-binh.example/a")
    (item,) = read("a\x00b")
    assert isinstance(item, Rejection)


def test_a_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "1.txt", b"\x00\x01")
    write(tmp_path / "2.pdf", "không phải pdf")
    write(tmp_path / "3.txt", PAGE)
    kinds = [type(item) for item in read(tmp_path)]
    assert kinds == [Rejection, Rejection, SourceItem]


def test_a_long_line_of_a_jsonl_is_refused_alone(tmp_path: Path) -> None:
    good = json.dumps({"text": LEAD})
    path = write(tmp_path / "a.jsonl", good + "\n" + json.dumps({"text": "x" * 5000}) + "\n" + good)
    kinds = [type(item) for item in read(path, max_bytes=2000)]
    assert kinds == [SourceItem, Rejection, SourceItem]


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl", "\n".join(json.dumps({"text": f"{LEAD} {n}"}) for n in range(3))
    )
    items = read_sources([path], max_bytes=MB)
    assert next(items).source == f"{path}#1"
    assert next(items).source == f"{path}#2"


def test_a_fixed_width_text_is_rejoined_and_others_are_not() -> None:
    words = f"{LEAD} {SECOND} {LEAD} {SECOND}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 70:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    wrapped = "\n".join([*lines, line])
    assert unwrap(wrapped) == " ".join(words)
    listed = "\n".join(f"- Xã số {n} đạt chuẩn nông thôn mới" for n in range(12))
    assert unwrap(listed) == listed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-20T10:00:00+07:00", date(2024, 3, 20)),
        ("20/3/2024 10:00", date(2024, 3, 20)),
        ("2024-02-30", None),
        ("tháng 3", None),
    ],
)
def test_dates_are_iso_or_day_first(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


@settings(max_examples=60, deadline=None)
@given(
    data=st.binary(max_size=400),
    suffix=st.sampled_from([".txt", ".md", ".html", ".pdf", ".docx", ".zip", ".jsonl"]),
)
def test_no_bytes_make_it_raise(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = write(tmp_path_factory.mktemp("fuzz") / f"a{suffix}", data)
    for item in read(path):
        assert item.source.startswith(str(path))
