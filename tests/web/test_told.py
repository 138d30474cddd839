"""Errors and refused files in Vietnamese."""

import re
from pathlib import Path

import pytest

from meetingqa import errors
from meetingqa.diagnosis import examine
from meetingqa.domain import Rejection
from meetingqa.errors import (
    MeetingQAError,
    ModelOutput,
    PromptError,
    SourceError,
    TooManyRequests,
    UnreadableSource,
)
from meetingqa.sources import read_sources
from meetingqa.web.ui import told
from meetingqa.web.ui.told import explain_check, explain_error, explain_refusal


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("rong.txt", b"", "tệp rỗng"),
        ("trong.txt", b"   ", "tệp rỗng"),
        ("hong.pdf", b"x" * 200, "không phải tệp PDF"),
        ("hong.docx", b"x" * 200, "không phải tệp Word"),
        ("hong.zip", b"x" * 200, "tệp nén bị hỏng"),
        ("hong.jsonl", b'{"text": 5}\n', "mỗi dòng"),
        ("la.txt", b"\xff\x00\x01\x02" * 50, "chữ|loại tệp"),
    ],
)
def test_why_a_file_was_refused_is_told_in_vietnamese(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    [refused] = read_sources([str(tmp_path / name)], max_bytes=10_000)
    assert isinstance(refused, Rejection)
    said = explain_refusal(refused.reason)
    assert any(part in said for part in told.split("|")), said


def test_the_nearest_class_of_an_error_says_what_happened() -> None:
    assert explain_error(TooManyRequests("more than 3 requests a minute")) is not None
    assert "Mô hình" in (explain_error(ModelOutput("no JSON")) or ("",))[0]
    assert "30 tệp" in (explain_error(SourceError("30 files in one upload")) or ("",))[0]
    assert explain_error(UnreadableSource("an empty file")) == (
        "Không đọc được tệp này.",
        "tệp rỗng",
    )
    assert explain_error(PromptError("a prompt")) is None


def test_what_is_not_known_is_shown_as_it_is() -> None:
    assert explain_refusal("eaten by the dog") == "eaten by the dog"


@pytest.mark.parametrize("llm", ["embedded", "none"])
def test_the_doctor_speaks_no_english_of_his_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, llm: str
) -> None:
    monkeypatch.setenv("MEETINGQA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("MEETINGQA_LLM", llm)
    checks = examine(tmp_path / "kho")
    said = "\n".join(explain_check(words) for c in checks for words in (c.detail, c.hint))
    assert not re.search(
        r"\b(threads|free|makes|missing|needed|run|set|nothing|none|called)\b", said
    )
    assert "chưa có" in said and "GB" in said and "luồng" in said
    assert explain_check("'kho': 5 articles, 9 chunks, e5, but 8 vectors, 7 words") == (
        "'kho': 5 bài, 9 đoạn, e5, nhưng chỉ mục nghĩa có 8, nhưng chỉ mục từ có 7"
    )


def test_every_error_that_is_told_is_one_of_ours() -> None:
    known = told._told()["errors"]
    assert known and all(issubclass(getattr(errors, name), MeetingQAError) for name in known)
