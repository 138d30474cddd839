"""Files, folders, globs, JSONL and archives to articles."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from meetingqa.domain import Rejection
from meetingqa.rendering.records import export_record
from meetingqa.sources import SourceItem, read_sources
from meetingqa.sources.building import canonical_url
from meetingqa.sources.pages import unwrap
from meetingqa.sources.plain import parse_date
from source_files import LEAD, MB, PAGE, SECOND, make_pdf, read, reason, taken, write


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


def test_pdf_lines_broken_by_layout_are_joined(tmp_path: Path) -> None:
    cut = LEAD.index(" ", 85)
    lines = ["HĐND tỉnh An Bình xem xét 5 nghị quyết", "", LEAD[:cut], LEAD[cut + 1 :], "", SECOND]
    write(tmp_path / "a.pdf", make_pdf([line or " " for line in lines]))
    (item,) = taken(tmp_path / "a.pdf")
    assert LEAD in item.article.text.replace("  ", " ")
    assert SECOND in item.article.text


def test_markdown_marks_go_and_front_matter_counts(tmp_path: Path) -> None:
    front = "---\ntitle: Kỳ họp thứ 7\nurl: https://an-binh.example/a\n"
    front += "author: Lê Thu\ndate: 2024-03-13\n---\n"
    body = f"# Tên khác\n\n**{LEAD}**\n\n![ảnh](a.jpg)\n\n* {SECOND} [nguồn](https://an-binh.example)\n"
    (item,) = taken(write(tmp_path / "a.md", front + body))
    article = item.article
    assert (article.title, article.author) == ("Kỳ họp thứ 7", "Lê Thu")
    assert article.published_on == date(2024, 3, 13)
    assert LEAD in article.text and "**" not in article.text and "](" not in article.text
    assert article.url == "https://an-binh.example/a"


def test_the_notes_of_markdown_are_left_out(tmp_path: Path) -> None:
    noted = (
        f"{LEAD}[^1]\n\n[^1]: Theo bản tin\n    của tỉnh.\n\n{SECOND}[^b]\n\n[^b]: Nguồn khác.\n"
    )
    (item,) = taken(write(tmp_path / "a.md", noted))
    assert item.article.text == f"{LEAD}\n\n{SECOND}"


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


def test_an_exported_line_is_taken_word_for_word(tmp_path: Path) -> None:
    bare = "Sáng 5/3, kỳ họp bế mạc.\n\n" + SECOND
    (item,) = taken(write(tmp_path / "a.txt", bare))
    read_again = item.article.model_copy(update={"chair": "Lò Văn Sủng", "province": None})
    line = export_record(read_again, 1)
    (back,) = taken(write(tmp_path / "out.jsonl", json.dumps(line)))
    assert back.article.model_copy(update={"source": read_again.source}) == read_again
    # What is no export's own id, or was edited into nonsense, is read as any other line.
    (other,) = taken(write(tmp_path / "b.jsonl", json.dumps(line | {"article_id": "0" * 16})))
    assert other.article.chair != "Lò Văn Sủng"
    broken = json.dumps(line | {"published_on": "31/02/2023"})
    (rejected,) = read(write(tmp_path / "c.jsonl", broken))
    assert isinstance(rejected, Rejection)
    assert "published_on" in rejected.reason


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


def test_what_word_keeps_of_an_open_document_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", PAGE)
    write(tmp_path / "~$bao cao.docx", "x" * 160)
    write(tmp_path / "Thumbs.db", "x" * 160)
    assert [item.source for item in read(tmp_path)] == [str(tmp_path / "a.txt")]


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
