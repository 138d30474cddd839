"""Rebuilding the derived indexes: for new settings, after a loss, and interrupted."""

import pytest

from fakes import FakeEmbedder
from meetingqa.domain import Article, Chunk
from meetingqa.errors import IndexMismatch, IndexMissing, StoreError
from meetingqa.settings import Settings
from meetingqa.storage.chunking import Chunker
from meetingqa.storage.reindexing import reindex
from meetingqa.storage.store import Store
from stores import check_whole, fill


@pytest.mark.parametrize("manifest", [None, "", "{}", '{"schema_version": "x"}'])
def test_a_lost_manifest_is_mended_by_reindex(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder, manifest: str | None
) -> None:
    fill(settings, range(3), chunker, embedder)
    path = settings.store_dir / "manifest.json"
    if manifest is None:
        path.unlink()
    else:
        path.write_text(manifest)
    with pytest.raises(StoreError) as caught:
        Store.open(settings, write=True, embedder=embedder)
    assert "meetingqa reindex" in caught.value.hint
    reindex(settings, embedder, chunker)
    with Store.open(settings) as store:
        check_whole(store, embedder, range(3))


def test_reindex_serves_new_settings(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(5), chunker, embedder)
    other = FakeEmbedder("another", 48)
    changed = settings.model_copy(update={"embedder": "another"})
    steps: list[tuple[int, int]] = []
    reindex(changed, other, chunker, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (5, 5)
    with Store.open(changed) as store:
        check_whole(store, other, range(5))
    with pytest.raises(IndexMismatch):
        Store.open(settings)
    generations = [
        f.name for p in ("chroma", "keyword") for f in (settings.store_dir / p).iterdir()
    ]
    assert generations == ["0002", "0002"]


def test_reindex_makes_no_vector_twice(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(5), chunker, embedder)
    with Store.open(settings, write=True) as store:
        store.save_manifest(store.manifest.model_copy(update={"calibration": {"t": 1.0}}))
    made = embedder.embedded
    manifest = reindex(settings, embedder, chunker)
    assert embedder.embedded == made
    assert manifest.calibration == {"t": 1.0}
    with Store.open(settings) as store:
        check_whole(store, embedder, range(5))


class _FailingChunker(Chunker):
    def chunk(self, article: Article) -> list[Chunk]:
        if article.source == "4.txt":
            raise KeyboardInterrupt
        return super().chunk(article)


def test_an_interrupted_reindex_leaves_the_old_indexes(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    fill(settings, range(5), chunker, embedder)
    failing = _FailingChunker(chunker._counter, 64)
    with pytest.raises(KeyboardInterrupt):
        reindex(settings, embedder, failing)
    with Store.open(settings) as store:
        check_whole(store, embedder, range(5))
    with Store.open(settings, write=True) as store:
        check_whole(store, embedder, range(5))
        assert store.manifest.generation == 1
    assert [f.name for f in (settings.store_dir / "chroma").iterdir()] == ["0001"]


def test_reindex_of_nothing_is_said_so(
    settings: Settings, chunker: Chunker, embedder: FakeEmbedder
) -> None:
    with pytest.raises(IndexMissing):
        reindex(settings, embedder, chunker)
