"""The Chroma collection: nearest first, filters, replacing, saving, and folders not to be trusted."""

from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from meetingqa.domain import Chunk
from meetingqa.errors import StoreError
from meetingqa.storage import vectors as vectors_module
from meetingqa.storage.vectors import VectorIndex, is_damaged

DIMENSIONS = 24


def open_index(path: Path, *, write: bool = True) -> VectorIndex:
    return VectorIndex(path, DIMENSIONS, nullcontext(), write=write)


def chunk_id(number: int) -> str:
    return f"a{number // 3}-f00d-{number:04d}"


def chunk(number: int) -> Chunk:
    """The chunk of a number; three of them share an article."""
    return Chunk(
        chunk_id=chunk_id(number),
        article_id=f"a{number // 3}",
        ordinal=number % 3,
        start=0,
        end=1,
        text="x",
        tokens=1,
    )


def unit_vectors(numbers: range) -> NDArray[np.float32]:
    rows = [np.random.default_rng(n).standard_normal(DIMENSIONS) for n in numbers]
    return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)


def fill(index: VectorIndex, numbers: range) -> None:
    index.upsert([chunk(n) for n in numbers], unit_vectors(numbers))


def find_all(index: VectorIndex, numbers: range) -> list[str]:
    return [index.search(vector, 1)[0][0] for vector in unit_vectors(numbers)]


def test_the_nearest_come_first_with_their_cosine(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    fill(index, range(60))
    query = unit_vectors(range(7, 8))[0]
    cosines = unit_vectors(range(60)) @ query
    expected = [chunk_id(n) for n in np.argsort(-cosines)[:10]]
    found = index.search(query, 10)
    assert [i for i, _ in found] == expected
    assert np.allclose([s for _, s in found], np.sort(cosines)[::-1][:10], atol=1e-5)
    index.close()


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    assert index.search(unit_vectors(range(1))[0], 5) == []
    assert index.count() == 0
    index.delete(["unknown"])
    index.delete([])
    index.upsert([], np.empty((0, DIMENSIONS), dtype=np.float32))
    index.close()


@pytest.mark.parametrize("most", [300, 1])
@pytest.mark.parametrize("limit", [4, 12, 99])
def test_articles_restrict_the_search(
    tmp_path: Path, limit: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors_module, "_WHERE_IDS", most)
    index = open_index(tmp_path)
    fill(index, range(90))
    index.close()
    index = open_index(tmp_path, write=False)
    query = unit_vectors(range(5, 6))[0]
    cosines = unit_vectors(range(90)) @ query
    nearest = sorted(range(90), key=lambda n: -cosines[n])
    for first in (0, 25):  # articles with some of the nearest chunks, and with none of the first 25
        within = {f"a{n // 3}" for n in nearest[first : first + 35]}
        within -= {f"a{n // 3}" for n in nearest[:first]}
        expected = [chunk_id(n) for n in nearest if f"a{n // 3}" in within]
        assert [i for i, _ in index.search(query, limit, within)] == expected[:limit]
    assert index.search(query, 5, set()) == []
    assert index.search(query, 5, {"unknown", "also unknown"}) == []
    index.close()


def test_upsert_replaces_and_delete_takes_out(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    fill(index, range(10))
    index.upsert([chunk(3)], unit_vectors(range(100, 101)))
    assert index.count() == 10
    assert find_all(index, range(100, 101)) == [chunk_id(3)]
    index.delete([chunk_id(3), "unknown"])
    assert index.count() == 9
    assert find_all(index, range(100, 101)) != [chunk_id(3)]
    index.close()


def test_vectors_of_another_shape_are_refused(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    with pytest.raises(ValueError, match="shape"):
        index.upsert([chunk(1)], np.zeros((1, DIMENSIONS + 1), dtype=np.float32))
    index.close()


def test_an_index_of_other_dimensions_is_an_error_with_a_hint(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    fill(index, range(3))
    index.close()
    with pytest.raises(StoreError) as caught:
        VectorIndex(tmp_path, DIMENSIONS * 2, nullcontext(), write=False)
    assert "meetingqa reindex" in caught.value.hint


@pytest.mark.parametrize("count", [20, 700])
def test_what_was_put_in_is_there_after_reopening(tmp_path: Path, count: int) -> None:
    index = open_index(tmp_path)
    fill(index, range(count))
    index.close()
    saved = any(tmp_path.rglob("index_metadata.pickle"))
    assert saved == (count == 700)  # few changes stay in the log
    index = open_index(tmp_path, write=False)
    assert index.count() == count
    assert find_all(index, range(count)) == [chunk_id(n) for n in range(count)]
    index.close()


def test_the_graph_is_written_only_by_saving(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    fill(index, range(2_500))
    assert not any(tmp_path.rglob("index_metadata.pickle"))
    index.save()
    assert any(tmp_path.rglob("index_metadata.pickle"))
    fill(index, range(2_500, 2_600))
    assert index.count() == 2_600
    some = range(2_450, 2_600)
    assert find_all(index, some) == [chunk_id(n) for n in some]
    index.close()


def test_more_than_one_batch_of_chroma(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    fill(index, range(5_600))
    assert index.count() == 5_600
    index.delete([chunk_id(n) for n in range(5_590)])
    assert index.count() == 10
    index.close()


@pytest.mark.parametrize("state", ['{"saving": 1, "unsaved": 5}', "torn"])
def test_a_folder_whose_writer_died_saving_is_not_opened(tmp_path: Path, state: str) -> None:
    (tmp_path / "state.json").write_text(state)
    assert is_damaged(tmp_path)
    with pytest.raises(StoreError, match="died"):
        open_index(tmp_path)
    assert not (tmp_path / "chroma.sqlite3").exists()
