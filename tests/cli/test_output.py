"""Rendered files on the way out: whole or not at all, and no binary on a terminal."""

import os
from pathlib import Path

import pytest
import typer

from meetingqa.cli.output import check_export, write_export
from meetingqa.errors import MeetingQAError


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "tóm tắt.docx"
    write_export(b"PK old", target)
    target.chmod(0o640)
    write_export(b"PK new", target)
    assert target.read_bytes() == b"PK new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_leads_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "link.md").symlink_to("real.md")
    write_export(b"new", tmp_path / "link.md")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


def test_a_device_stays_a_device() -> None:
    write_export(b"x", Path(os.devnull))
    assert Path(os.devnull).is_char_device()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    target = tmp_path / "none" / "a.pdf"
    with pytest.raises(MeetingQAError) as caught:
        write_export(b"%PDF", target)
    assert str(target) in caught.value.message
    assert "folder" in caught.value.hint


def test_text_goes_to_stdout_as_it_is(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_export("Tóm tắt\n".encode(), None)
    assert capfdbinary.readouterr().out == "Tóm tắt\n".encode()


def test_a_binary_format_wants_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_export("docx", None)  # into a pipe
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for format in ("docx", "pdf"):
        with pytest.raises(typer.BadParameter, match="give --output FILE"):
            check_export(format, None)
        check_export(format, tmp_path / "a")
    check_export("html", None)
    with pytest.raises(typer.BadParameter, match="is a folder"):
        check_export("html", tmp_path)
