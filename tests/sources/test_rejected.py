"""What cannot be taken is one rejection with its reason, and the rest goes on."""

import io
import json
import os
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from meetingqa.domain import Rejection
from meetingqa.sources import SourceItem
from source_files import LEAD, PAGE, make_pdf, read, reason, write


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


def test_a_damaged_pdf_is_told_by_the_rejection_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert "damaged PDF" in reason(write(tmp_path / "a.pdf", b"%PDF-1.4 not whole"))
    assert caplog.messages == []


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
    kinds: list[type] = [type(item) for item in read(tmp_path)]
    assert [kind.__name__ for kind in kinds] == ["Rejection", "Rejection", "SourceItem"]


def test_a_long_line_of_a_jsonl_is_refused_alone(tmp_path: Path) -> None:
    good = json.dumps({"text": LEAD})
    path = write(tmp_path / "a.jsonl", good + "\n" + json.dumps({"text": "x" * 5000}) + "\n" + good)
    kinds: list[type] = [type(item) for item in read(path, max_bytes=2000)]
    assert [kind.__name__ for kind in kinds] == ["SourceItem", "Rejection", "SourceItem"]


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


def test_half_surrogates_and_odd_addresses_do_no_harm(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": PAGE + "\ud800", "title": "\udfff Tên bài"}),
        json.dumps({"text": PAGE, "url": "http://[hỏng"}),
    ]
    write(tmp_path / "a.jsonl", "\n".join(lines))
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text(PAGE, encoding="utf-8")
    items = read(tmp_path)
    assert [type(item) for item in items] == [SourceItem] * 3
    for item in items:
        assert item.model_dump_json().encode("utf-8")
