"""Backups: a store saved as one file and made again from it, and files that are none."""

import sqlite3
import zipfile
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from meetingqa.errors import IndexMissing, SettingsError, StoreError, StoreLocked
from meetingqa.settings import Settings
from meetingqa.storage.backups import load_backup, save_backup
from meetingqa.storage.chunking import Chunker
from meetingqa.storage.store import Store
from meetingqa.storage.store_files import WriterLock
from stores import check_whole, fill


@pytest.fixture
def saved(settings: Settings, chunker: Chunker, embedder: FakeEmbedder, tmp_path: Path) -> Path:
    fill(settings, range(4), chunker, embedder)
    kept = settings.store_dir / "uploads" / "5f"
    kept.mkdir(parents=True)
    (kept / "biên bản.txt").write_text("Biên bản họp.")
    assert save_backup(settings, tmp_path / "kho.zip") > 0
    return tmp_path / "kho.zip"


def elsewhere(settings: Settings, tmp_path: Path) -> Settings:
    return settings.model_copy(update={"store_dir": tmp_path / "kho mới"})


def test_a_restored_store_is_whole(
    settings: Settings, embedder: FakeEmbedder, saved: Path, tmp_path: Path
) -> None:
    other = elsewhere(settings, tmp_path)
    assert load_backup(other, saved) == 4
    with Store.open(other) as store:
        check_whole(store, embedder, range(4))
    assert (other.store_dir / "uploads/5f/biên bản.txt").read_text() == "Biên bản họp."
    assert not (other.store_dir / "restoring").exists()
    assert saved.stat().st_mode & 0o077 == 0


def test_nothing_that_is_there_is_written_over(
    settings: Settings, saved: Path, tmp_path: Path
) -> None:
    before = saved.read_bytes()
    with pytest.raises(StoreError, match="there already"):
        save_backup(settings, saved)
    with pytest.raises(StoreError, match="in use already"):
        load_backup(settings, saved)
    assert saved.read_bytes() == before
    with WriterLock(settings.store_dir), pytest.raises(StoreLocked):
        save_backup(settings, tmp_path / "b.zip")
    with pytest.raises(StoreError, match="cannot write"):
        save_backup(settings, tmp_path / "none" / "b.zip")


def test_there_must_be_a_store_with_a_register_of_its_own(
    settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(IndexMissing):
        save_backup(settings, tmp_path / "b.zip")
    apart = settings.model_copy(update={"library_url": "sqlite:///elsewhere.sqlite3"})
    with pytest.raises(SettingsError):
        save_backup(apart, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.parametrize("wrong", ["missing", "text", "torn", "other", "outside", "register"])
def test_what_is_no_whole_backup_changes_nothing(
    settings: Settings, saved: Path, tmp_path: Path, wrong: str
) -> None:
    source = tmp_path / "wrong.zip"
    if wrong == "text":
        source.write_text("không phải bản sao lưu")
    elif wrong == "torn":
        source.write_bytes(saved.read_bytes()[:-40])
    elif wrong != "missing":
        with zipfile.ZipFile(saved) as good, zipfile.ZipFile(source, "w") as archive:
            for name in good.namelist():
                if name.endswith(".json") and wrong == "other":
                    continue
                broken = wrong == "register" and name == "library.sqlite3"
                archive.writestr(name, b"x" * 5000 if broken else good.read(name))
            if wrong == "outside":
                archive.writestr("uploads/../../thoat.txt", "x")
    other = elsewhere(settings, tmp_path)
    with pytest.raises(StoreError) as caught:
        load_backup(other, source)
    assert caught.value.hint
    assert not other.store_dir.exists()
    other.store_dir.mkdir()
    (other.store_dir / "của tôi.txt").touch()
    with pytest.raises(StoreError):
        load_backup(other, source)
    assert {path.name for path in other.store_dir.iterdir()} == {"của tôi.txt", "writer.lock"}


def test_what_the_log_of_the_register_holds_is_saved(
    settings: Settings, saved: Path, chunker: Chunker, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    with Store.open(settings):  # a reader: its closing must not be needed
        fill(settings, range(6), chunker, embedder)
        save_backup(settings, tmp_path / "later.zip")
    with zipfile.ZipFile(tmp_path / "later.zip") as archive:
        archive.extract("library.sqlite3", tmp_path)
    with sqlite3.connect(tmp_path / "library.sqlite3") as database:
        (count,) = database.execute("select count(*) from articles").fetchone()
    database.close()
    assert count == 6
