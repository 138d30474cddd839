"""The register: what goes in comes out, filters, generations, and other databases."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from fakes import make_article, make_text
from meetingqa.errors import ArticleNotFoundError, IndexMismatch, StoreError
from meetingqa.storage.library import Alias, Library
from meetingqa.storage.library_tables import hash_text, meta, sqlite_url
from stores import cut_evenly


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(sqlite_url(tmp_path / "thư viện #1?.sqlite3"))
    yield opened
    opened.close()


def test_articles_and_chunks_come_back_as_they_were(library: Library) -> None:
    article = make_article(
        make_text(1),
        url="https://bao.example/1",
        external_id="x1",
        author="Hoàng Lan",
        published_on=date(2023, 7, 5),
        held_on=date(2023, 7, 4),
        province="Châu Giang",
        body="Hội đồng nhân dân",
        session="kỳ họp thứ 15 khóa XX",
        chair="Trần Văn An",
    )
    item = cut_evenly(article, 3)
    library.replace([item])
    assert library.get_article(article.article_id) == article
    assert library.article_chunks(article.article_id) == list(item.chunks)
    wanted = [item.chunks[2].chunk_id, "unknown", item.chunks[0].chunk_id]
    assert library.get_chunks(wanted) == {c.chunk_id: c for c in (item.chunks[0], item.chunks[2])}
    kept = library.get_vectors(article.article_id)
    assert np.allclose([kept[c.chunk_id] for c in item.chunks], item.vectors, atol=1e-3)
    listed = library.list_articles()
    assert [(a.article_id, a.chunks) for a in listed] == [(article.article_id, 3)]
    assert (library.count_articles(), library.count_chunks()) == (1, 3)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
@hypothesis_settings(max_examples=60, deadline=None)
def test_chunks_are_cut_at_code_points(text: str) -> None:
    library = Library("sqlite://")
    item = cut_evenly(make_article(text), 3)
    library.replace([item])
    assert library.article_chunks(item.article.article_id) == list(item.chunks)
    library.close()


def test_an_unknown_article_is_named(library: Library) -> None:
    with pytest.raises(ArticleNotFoundError, match="'nope'"):
        library.get_article("nope")
    assert library.get_articles(["nope"]) == {}


def test_a_new_state_replaces_the_old_one_and_leaves_its_chunks_to_be_taken_out(
    library: Library,
) -> None:
    old = make_article(make_text(1), url="https://bao.example/1")
    new = make_article(make_text(2), url="https://bao.example/1")
    library.replace([cut_evenly(old)])
    before = library.revision()
    library.announce([c.chunk_id for c in cut_evenly(new).chunks])
    library.replace([cut_evenly(new)])
    assert library.revision() > before
    assert library.get_article(old.article_id).text == new.text
    assert sorted(library.list_unsettled()) == [c.chunk_id for c in cut_evenly(old).chunks]
    assert library.get_chunks([c.chunk_id for c in cut_evenly(old).chunks]) == {}
    library.settle()
    assert library.list_unsettled() == []


def test_announced_chunks_are_unsettled_until_they_live(library: Library) -> None:
    item = cut_evenly(make_article(make_text(1)))
    ids = [c.chunk_id for c in item.chunks]
    library.announce(ids)
    library.announce(ids)
    assert sorted(library.list_unsettled()) == ids
    library.replace([item])
    assert library.list_unsettled() == []


def test_removed_articles_take_chunks_and_aliases_with_them(library: Library) -> None:
    item = cut_evenly(make_article(make_text(1)))
    article_id = item.article.article_id
    library.replace([item], [Alias("b.txt", article_id, None, "h")])
    assert library.list_aliases(article_id) == ["b.txt"]
    assert library.remove([article_id, "unknown"]) == 1
    assert (library.count_articles(), library.count_chunks()) == (0, 0)
    assert sorted(library.list_unsettled()) == [c.chunk_id for c in item.chunks]
    assert not library.is_alias("b.txt", "h")


def test_the_same_text_is_found_under_another_title(library: Library) -> None:
    article = make_article(make_text(1))
    library.replace([cut_evenly(article)])
    other = make_article(make_text(1), title="Một tiêu đề khác", url="https://bao.example/2")
    found = library.find_same_text(hash_text(other))
    assert found is not None and found.article_id == article.article_id
    assert library.find_same_text(hash_text(make_article(make_text(2)))) is None


def test_batches_hold_every_article_once(library: Library) -> None:
    items = [cut_evenly(make_article(make_text(n), f"{n}.txt")) for n in range(130)]
    library.replace(items)
    batches = list(library.iter_batches(50))
    assert all(sum(len(i.chunks) for i in batch) <= 51 for batch in batches)
    found = [item for batch in batches for item in batch]
    assert {i.article.article_id for i in found} == {i.article.article_id for i in items}
    assert all(i.vectors.shape == (len(i.chunks), 32) for i in found)


def test_only_the_live_generation_is_seen(library: Library) -> None:
    article = make_article(make_text(1))
    library.replace([cut_evenly(article, 2)])
    library.add_generation([cut_evenly(article, 5)], 2)
    assert len(library.article_chunks(article.article_id)) == 2
    assert library.latest_generation() == 2
    library.generation = 2
    assert len(library.article_chunks(article.article_id)) == 5
    library.drop_other_generations()
    library.generation = 1
    assert library.count_chunks() == 0


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "a.sqlite3")
    library = Library(url)
    with library._transaction() as connection:
        newer = meta.update().where(meta.c.name == "schema_version").values(value="99")
        connection.execute(newer)
    library.close()
    with pytest.raises(IndexMismatch, match="99") as caught:
        Library(url)
    assert "upgrade" in caught.value.hint


def test_a_file_that_is_no_database_is_an_error_with_a_hint(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes(b"no database at all, whatever its name says" * 50)
    with pytest.raises(StoreError, match="not a database") as caught:
        Library(sqlite_url(path))
    assert "restore" in caught.value.hint
