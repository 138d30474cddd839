"""A file that has changed: its new text takes the place of the old one, and nothing else's."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes import FakeEmbedder, make_text
from meetingqa.domain import ArticleChanges, IngestReport
from meetingqa.errors import StoreError
from meetingqa.settings import Settings
from meetingqa.storage.chunking import Chunker
from meetingqa.storage.ingestion import Ingestor
from meetingqa.storage.store import Store

EDITED = "Phiên họp còn bàn việc sửa chợ cũ."


@pytest.fixture
def store(settings: Settings, embedder: FakeEmbedder) -> Iterator[Store]:
    with Store.open(settings, write=True, embedder=embedder) as opened:
        yield opened


@pytest.fixture
def ingestor(store: Store, embedder: FakeEmbedder, chunker: Chunker) -> Ingestor:
    return Ingestor(store, embedder, chunker)


def take(ingestor: Ingestor, *paths: Path) -> tuple[int, int, int, int]:
    report: IngestReport = ingestor.ingest(paths, max_bytes=10**6)
    assert not report.rejected
    return report.added, report.updated, report.unchanged, len(report.duplicates)


def number_of(text: str) -> int:
    """The number that `make_text` made a text of."""
    found = re.search(r"mục 1 của phiên họp (\d+)", text)
    return int(found[1]) if found else -1


def held(store: Store) -> dict[str, int]:
    """The number of each article by its source's name."""
    live = store.library.count_chunks()
    assert store.vectors.count() == store.keyword.count() == live
    found = {Path(a.source).name: number_of(a.text) for a in store.library.iter_articles()}
    assert len(found) == store.library.count_articles()
    return found


def test_an_edited_file_takes_the_place_of_its_earlier_text(
    ingestor: Ingestor, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(make_text(1))
    assert take(ingestor, file) == (1, 0, 0, 0)
    [old] = store.library.list_articles()
    file.write_text(make_text(2))  # wholly another text
    monkeypatch.chdir(tmp_path)
    assert take(ingestor, Path("a.txt")) == (0, 1, 0, 0)  # and another spelling of the path
    assert held(store) == {"a.txt": 2}
    [new] = store.library.list_articles()
    assert new.article_id != old.article_id
    assert [number_of(v.text) for v in store.library.list_versions(new.article_id)] == [1]
    assert take(ingestor, file) == (0, 0, 1, 0)
    file.write_text(make_text(1))
    assert take(ingestor, file) == (0, 1, 0, 0)
    assert held(store) == {"a.txt": 1}


def test_a_file_of_one_name_in_another_folder_replaces_nothing(
    ingestor: Ingestor, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        monkeypatch.chdir(tmp_path / str(number))
        Path("a.txt").write_text(make_text(number))
        assert take(ingestor, Path("a.txt")) == (1, 0, 0, 0)
    assert store.library.count_articles() == 2


def test_corrections_stay_with_an_edited_file(
    ingestor: Ingestor, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(make_text(1))
    take(ingestor, file)
    [old] = store.library.list_articles()
    ingestor.correct(old.article_id, ArticleChanges(province="Phú Vinh"), "lan")
    file.write_text(f"{make_text(1)}\n{EDITED}")
    assert take(ingestor, file) == (0, 1, 0, 0)
    [new] = store.library.list_articles()
    assert new.province == "Phú Vinh" and new.article_id != old.article_id
    assert take(ingestor, file) == (0, 0, 1, 0)


def test_a_copy_keeps_the_text_that_the_edited_file_gave_up(
    ingestor: Ingestor, store: Store, tmp_path: Path
) -> None:
    one, copy = tmp_path / "a.txt", tmp_path / "b.txt"
    for file in (one, copy):
        file.write_text(make_text(1))
    assert take(ingestor, one, copy) == (1, 0, 0, 1)
    one.write_text(make_text(2))
    assert take(ingestor, one, copy) == (0, 1, 0, 1)
    assert held(store) == {"a.txt": 2, "b.txt": 1}
    assert take(ingestor, one, copy) == (0, 0, 2, 0)


def test_two_files_that_change_places_are_both_kept(
    ingestor: Ingestor, store: Store, tmp_path: Path
) -> None:
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    for numbers in ((1, 2), (2, 1), (1, 3), (3, 4)):
        for file, number in zip(files, numbers, strict=True):
            file.write_text(make_text(number))
        take(ingestor, *files)
        assert held(store) == {f.name: n for f, n in zip(files, numbers, strict=True)}


def test_a_file_that_became_a_copy_gives_up_its_earlier_text(
    ingestor: Ingestor, store: Store, tmp_path: Path
) -> None:
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    for file, number in zip(files, (1, 2), strict=True):
        file.write_text(make_text(number))
    take(ingestor, *files)
    files[0].write_text(make_text(2))
    assert take(ingestor, *files) == (0, 0, 1, 1)
    assert held(store) == {"b.txt": 2}


def write(file: Path, *records: tuple[str | None, str]) -> None:
    lines = [{"text": text} | ({"id": name} if name else {}) for name, text in records]
    file.write_text("\n".join(json.dumps(record) for record in lines))


def test_a_line_is_known_by_its_id_wherever_it_stands(
    ingestor: Ingestor, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "tin.jsonl"
    write(file, ("x1", make_text(1)), ("x2", make_text(2)))
    assert take(ingestor, file) == (2, 0, 0, 0)
    write(file, ("x0", make_text(0)), ("x1", make_text(1)), ("x2", make_text(3)))
    assert take(ingestor, file)[:2] == (1, 1)
    assert {number_of(a.text) for a in store.library.iter_articles()} == {0, 1, 3}


def test_lines_without_an_id_replace_only_what_is_like_them(
    ingestor: Ingestor, store: Store, tmp_path: Path
) -> None:
    texts = [
        "Sáng 3/4, huyện Bình Sơn mở hội nghị về nước sạch. Trạm bơm mới cấp nước cho ba xã ven đê.",
        "Chiều 5/4, thị xã Hòa Lâm bàn việc mở chợ đêm. Tiểu thương xin giảm phí thuê quầy hàng.",
        "Ngày 9/4, đoàn kiểm tra thăm cảng cá Đông Hải. Tàu lớn phải chờ con nước mới vào được.",
    ]
    file = tmp_path / "tin.jsonl"
    write(file, (None, texts[0]), (None, texts[1]))
    take(ingestor, file)
    write(file, (None, f"{texts[0]} {EDITED}"), (None, texts[1]))
    assert take(ingestor, file) == (0, 1, 1, 0)
    write(file, (None, texts[2]), (None, f"{texts[0]} {EDITED}"), (None, texts[1]))
    take(ingestor, file)
    assert {a.text for a in store.library.iter_articles()} == {
        texts[2], f"{texts[0]} {EDITED}", texts[1],
    }  # fmt: skip


def test_addresses_tell_articles_of_one_file_apart(
    ingestor: Ingestor, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "moi-nhat.html"
    for number in (1, 2):
        file.write_text(
            f'<html><head><link rel="canonical" href="https://bao.example/{number}"></head>'
            f"<body><h1>Tin số {number}</h1><p>{'</p><p>'.join(make_text(number).split(chr(10)))}"
            "</p></body></html>"
        )
        assert take(ingestor, file) == (1, 0, 0, 0)
    assert store.library.count_articles() == 2


def test_what_is_killed_in_between_has_one_of_both_texts(
    ingestor: Ingestor, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(make_text(1))
    take(ingestor, file)
    file.write_text(make_text(2))

    def full(*_: object, **__: object) -> None:
        raise StoreError("the disk is full", "free some space")

    with monkeypatch.context() as patched:
        patched.setattr(store.library, "replace", full)
        with pytest.raises(StoreError):
            take(ingestor, file)
    store.settle()
    assert held(store) == {"a.txt": 1}
    assert take(ingestor, file) == (0, 1, 0, 0)
    assert held(store) == {"a.txt": 2}
