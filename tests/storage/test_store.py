"""A store: who may open it, what it refuses, and that it mends itself after a crash."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from fakes import FakeEmbedder
from meetingqa.errors import IndexMismatch, IndexMissing, StoreError, StoreLocked
from meetingqa.settings import Settings
from meetingqa.storage.chunking import Chunker
from meetingqa.storage.reindexing import reindex
from meetingqa.storage.store import Store
from stores import check_whole, fill, make_batch

HOLD_LOCK = """
import sys, pathlib
from meetingqa.storage.store_files import WriterLock
with WriterLock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_store_is_created_filled_and_read(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(4), chunker, embedder)
    with Store.open(settings) as store:
        check_whole(store, embedder, range(4))
        assert store.manifest.embedder == "fake" and store.manifest.dimensions == 384


def test_deleted_articles_leave_every_part(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(4), chunker, embedder)
    with Store.open(settings, write=True) as store:
        gone = [a.article_id for a in store.library.list_articles() if a.source == "3.txt"]
        assert store.delete([*gone, "unknown"]) == 1
        check_whole(store, embedder, range(3))


def test_nothing_ingested_is_said_so(settings: Settings, embedder: FakeEmbedder) -> None:
    with pytest.raises(IndexMissing) as caught:
        Store.open(settings)
    assert "meetingqa ingest" in caught.value.hint
    assert not settings.store_dir.exists()
    with pytest.raises(IndexMissing):
        Store.open(settings, write=True)  # without an embedder nothing can be created
    Store.open(settings, write=True, embedder=embedder).close()
    with pytest.raises(IndexMissing):
        Store.open(settings)


def test_a_second_writer_is_told_who_writes(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(1), chunker, embedder)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLD_LOCK,
            str(settings.store_dir),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert holder.stdin and holder.stdout
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(StoreLocked, match=str(holder.pid)):
        Store.open(settings, write=True, embedder=embedder)
    with Store.open(settings) as reader:  # readers need no lock
        assert reader.library.count_articles() == 1
    holder.kill()
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    Store.open(settings, write=True, embedder=embedder).close()


def test_a_second_writer_in_one_process_is_refused(
    settings: Settings, embedder: FakeEmbedder
) -> None:
    with (
        Store.open(settings, write=True, embedder=embedder),
        pytest.raises(StoreLocked, match=str(os.getpid())),
    ):
        Store.open(settings, write=True, embedder=embedder)


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({"embedder": "another"}, "meetingqa reindex"),
        ({"chunk_max_tokens": 100}, "meetingqa reindex"),
    ],
)
def test_other_settings_are_refused(
    settings: Settings,
    chunker: Chunker,
    embedder: FakeEmbedder,
    change: dict[str, object],
    hint: str,
) -> None:
    fill(settings, range(1), chunker, embedder)
    other = settings.model_copy(update=change)
    for write in (False, True):
        with pytest.raises(IndexMismatch) as caught:
            Store.open(other, write=write)
        assert hint in caught.value.hint
    Store.open(settings, write=True).close()  # the lock was given back


def test_an_embedder_of_other_dimensions_is_refused(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(1), chunker, embedder)
    with pytest.raises(IndexMismatch, match="8"):
        Store.open(settings, embedder=FakeEmbedder(dimensions=8))


def test_a_newer_store_asks_for_an_upgrade(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(1), chunker, embedder)
    path = settings.store_dir / "manifest.json"
    for newer in ({"schema_version": 99, "not_yet_known": 1}, {"text_version": 99}):
        before = path.read_text()
        path.write_text(json.dumps(json.loads(before) | newer))
        for write in (False, True):
            with pytest.raises(IndexMismatch, match="99") as caught:
                Store.open(settings, write=write, embedder=embedder)
            assert "upgrade" in caught.value.hint
        path.write_text(before)


def test_saving_the_manifest_keeps_it(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(1), chunker, embedder)
    with Store.open(settings, write=True) as store:
        calibrated = store.manifest.model_copy(update={"calibration": {"threshold": 0.5}})
        store.save_manifest(calibrated)
    with Store.open(settings) as store:
        assert store.manifest.calibration == {"threshold": 0.5}


def test_what_an_interrupted_batch_left_is_taken_out(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(3), chunker, embedder)
    lost = make_batch(range(3, 5), chunker, embedder)
    store = Store.open(settings, write=True)
    chunks = [chunk for item in lost for chunk in item.chunks]
    store.library.announce([chunk.chunk_id for chunk in chunks])
    store.vectors.upsert(chunks, np.concatenate([item.vectors for item in lost]))
    store.keyword.add(lost[0].article, lost[0].chunks)
    store.keyword.commit()
    store.close()
    with Store.open(settings) as reader:  # readers do not see it even before
        found = [i for i, _ in reader.vectors.search(lost[0].vectors[0], 3)]
        assert found[0] == lost[0].chunks[0].chunk_id
        assert found[0] not in reader.library.get_chunks(found)
    with Store.open(settings, write=True) as store:
        check_whole(store, embedder, range(3))


@pytest.mark.parametrize("part", ["chroma", "keyword"])
def test_a_lost_part_is_built_from_the_register(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder, part: str
) -> None:
    fill(settings, range(5), chunker, embedder)
    made = embedder.embedded
    shutil.rmtree(settings.store_dir / part)
    with Store.open(settings, write=True) as store:
        check_whole(store, embedder, range(5))
    assert embedder.embedded == made


def test_a_folder_damaged_while_saving_is_built_anew_even_for_a_reader(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(5), chunker, embedder)
    folder = settings.store_dir / "chroma" / "0001"
    (folder / "state.json").write_text('{"saving": 1, "unsaved": 9}')
    (folder / "chroma.sqlite3").write_bytes(b"must not be opened")
    with Store.open(settings) as store:
        check_whole(store, embedder, range(5))


def test_a_damaged_keyword_index_is_built_anew(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(3), chunker, embedder)
    (settings.store_dir / "keyword" / "0001" / "meta.json").write_text("{")
    with pytest.raises(StoreError):
        Store.open(settings)
    with Store.open(settings, write=True) as store:
        check_whole(store, embedder, range(3))


def test_a_reader_can_tell_that_it_is_behind(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(2), chunker, embedder)
    with Store.open(settings) as reader:
        assert not reader.is_stale()
        with Store.open(settings, write=True) as writer:
            assert not reader.is_stale()
            writer.put(make_batch(range(2, 3), chunker, embedder))
        assert reader.is_stale()
    with Store.open(settings) as reader:
        check_whole(reader, embedder, range(3))
        reindex(settings, embedder, chunker)
        assert reader.is_stale()


def test_a_folder_that_cannot_be_made_is_an_error_with_a_hint(
    tmp_path: Path, settings: Settings, embedder: FakeEmbedder
) -> None:
    (tmp_path / "file").write_text("x")
    inside = settings.model_copy(update={"store_dir": tmp_path / "file" / "store"})
    with pytest.raises(StoreError) as caught:
        Store.open(inside, write=True, embedder=embedder)
    assert "--store" in caught.value.hint
