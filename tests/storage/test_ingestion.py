"""Ingesting: what is new, changed, known or elsewhere too, and nothing lost when it fails."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from fakes import FakeEmbedder, make_article, make_text
from meetingqa.domain import Article, IngestReport, Rejection
from meetingqa.errors import ArticleNotFoundError
from meetingqa.settings import Settings
from meetingqa.sources import SourceItem
from meetingqa.storage.chunking import Chunker
from meetingqa.storage.ingestion import Ingestor
from meetingqa.storage.store import Store

URL = "https://bao.example/tin-1"


@pytest.fixture
def store(settings: Settings, embedder: FakeEmbedder) -> Iterator[Store]:
    with Store.open(settings, write=True, embedder=embedder) as opened:
        yield opened


@pytest.fixture
def ingestor(store: Store, embedder: FakeEmbedder, chunker: Chunker) -> Ingestor:
    return Ingestor(store, embedder, chunker)


def take(ingestor: Ingestor, *articles: Article) -> IngestReport:
    return ingestor.ingest_items([SourceItem(source=a.source, article=a) for a in articles])


def counts(report: IngestReport) -> tuple[int, int, int, int, int]:
    return (
        report.added,
        report.updated,
        report.unchanged,
        len(report.duplicates),
        len(report.rejected),
    )


def check_parts_agree(store: Store) -> None:
    live = store.library.count_chunks()
    assert store.vectors.count() == store.keyword.count() == live


def test_files_are_taken_once(ingestor: Ingestor, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "tin"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(make_text(number))
    (folder / "rỗng.txt").write_text("")
    lines = [{"id": f"x{n}", "title": f"Tin thứ {n}", "text": make_text(n)} for n in (7, 8)]
    (folder / "z.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    first = ingestor.ingest([folder], max_bytes=10**6)
    assert counts(first) == (5, 0, 0, 0, 1)
    assert [t.source for t in first.articles] == [
        *(f"{folder}/{n}.txt" for n in range(3)),
        f"{folder}/z.jsonl#1",
        f"{folder}/z.jsonl#2",
    ]
    assert first.chunks == store.library.count_chunks() > 5
    again = ingestor.ingest([folder], max_bytes=10**6)
    assert counts(again) == (0, 0, 5, 0, 1)
    assert again.chunks == 0 and again.articles == first.articles
    check_parts_agree(store)


def test_another_spelling_of_a_path_is_the_same_source(
    ingestor: Ingestor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(make_text(1))
    monkeypatch.chdir(tmp_path)
    assert counts(ingestor.ingest(["a.txt"], max_bytes=10**6)) == (1, 0, 0, 0, 0)
    assert counts(ingestor.ingest([tmp_path / "a.txt"], max_bytes=10**6)) == (0, 0, 1, 0, 0)


def test_a_changed_article_replaces_its_old_state(ingestor: Ingestor, store: Store) -> None:
    old = make_article(make_text(1), url=URL)
    new = make_article(make_text(2, sentences=4), url=URL)
    take(ingestor, old)
    assert counts(take(ingestor, new)) == (0, 1, 0, 0, 0)
    assert store.library.get_article(old.article_id).text == new.text
    check_parts_agree(store)
    found = store.keyword.search("mục 9 của phiên họp 1", 5)
    assert all(chunk_id in store.library.get_chunks([chunk_id]) for chunk_id, _ in found)


def test_changed_metadata_is_an_update(ingestor: Ingestor, store: Store) -> None:
    take(ingestor, make_article(make_text(1)))
    dated = make_article(make_text(1), held_on=date(2024, 5, 6))
    assert counts(take(ingestor, dated)) == (0, 1, 0, 0, 0)
    assert store.library.get_article(dated.article_id).held_on == date(2024, 5, 6)
    check_parts_agree(store)


def test_the_same_text_elsewhere_is_a_duplicate(ingestor: Ingestor, store: Store) -> None:
    one = make_article(make_text(1), "a.txt")
    copy = make_article(make_text(1), "b.txt")
    other_address = make_article(make_text(1), "c.html", url=URL, title="Tiêu đề khác")
    for _ in range(2):  # told alike within one ingest and by the next one
        report = take(ingestor, one, copy, other_address)
        assert [d.source for d in report.duplicates] == ["b.txt", "c.html"]
        assert {d.of_article_id for d in report.duplicates} == {one.article_id}
    assert report.unchanged == 1
    assert store.library.count_articles() == 1
    assert store.library.list_aliases(one.article_id) == ["b.txt", "c.html"]


def test_two_sources_of_one_address_settle(ingestor: Ingestor, store: Store) -> None:
    first = make_article(make_text(1), "a.html", url=URL)
    later = make_article(make_text(2), "b.html", url=URL)
    assert counts(take(ingestor, first, later)) == (1, 1, 0, 0, 0)
    assert counts(take(ingestor, first, later)) == (0, 0, 2, 0, 0)
    assert store.library.get_article(first.article_id).source == "b.html"
    corrected = make_article(make_text(3), "a.html", url=URL)
    assert counts(take(ingestor, corrected, later)) == (0, 1, 1, 0, 0)
    assert store.library.get_article(first.article_id).text == corrected.text
    check_parts_agree(store)


def test_a_duplicate_that_became_its_own_article_is_added(ingestor: Ingestor, store: Store) -> None:
    take(
        ingestor, make_article(make_text(1), "a.txt"), make_article(make_text(1), "b.html", url=URL)
    )
    own = make_article(make_text(2), "b.html", url=URL)
    assert counts(take(ingestor, own)) == (1, 0, 0, 0, 0)
    assert store.library.list_aliases(make_article(make_text(1)).article_id) == []


def test_a_text_that_moves_between_addresses_in_one_ingest_is_kept(
    ingestor: Ingestor, store: Store
) -> None:
    moved = make_text(1)
    take(ingestor, make_article(moved, "a.html", url=URL))
    report = take(
        ingestor,
        make_article(make_text(2), "a.html", url=URL),
        make_article(moved, "b.html", url=f"{URL}-b"),
    )
    assert counts(report) == (1, 1, 0, 0, 0)
    assert {a.source for a in store.library.list_articles()} == {"a.html", "b.html"}


def test_rejections_and_articles_without_a_sentence_are_reported(ingestor: Ingestor) -> None:
    bad = Rejection(source="x.pdf", reason="no PDF")
    blank = make_article("   ", "blank.txt")
    report = ingestor.ingest_items([bad, SourceItem(source="blank.txt", article=blank)])
    assert [r.source for r in report.rejected] == ["x.pdf", "blank.txt"]
    assert counts(report)[:4] == (0, 0, 0, 0)


def test_many_articles_are_embedded_and_told_in_batches(
    ingestor: Ingestor, store: Store, embedder: FakeEmbedder
) -> None:
    articles = [make_article(make_text(n), f"{n}.txt") for n in range(120)]
    told: list[tuple[int, int]] = []
    report = ingestor.ingest_items(
        (SourceItem(source=a.source, article=a) for a in articles),
        lambda read, chunks: told.append((read, chunks)),
    )
    assert report.added == 120 and report.chunks == embedder.embedded
    assert told[-1] == (120, report.chunks)
    assert told == sorted(told) and len({chunks for _, chunks in told}) > 2
    check_parts_agree(store)


def test_one_article_larger_than_a_batch(ingestor: Ingestor, store: Store) -> None:
    book = make_article(make_text(1, sentences=1_500))
    report = take(ingestor, book)
    assert report.chunks > 400
    assert len(store.library.article_chunks(book.article_id)) == report.chunks
    check_parts_agree(store)


def test_deleting(ingestor: Ingestor, store: Store) -> None:
    one, two = (make_article(make_text(n), f"{n}.txt") for n in (1, 2))
    take(ingestor, one, two)
    with pytest.raises(ArticleNotFoundError, match="nope"):
        ingestor.delete([one.article_id, "nope"])
    assert store.library.count_articles() == 2
    assert ingestor.delete([one.article_id]) == 1
    assert [a.source for a in store.library.list_articles()] == ["2.txt"]
    check_parts_agree(store)
    assert counts(take(ingestor, one, two)) == (1, 0, 1, 0, 0)


class _FailingEmbedder(FakeEmbedder):
    def embed_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]
        if self.embedded > 300:
            raise KeyboardInterrupt
        return super().embed_passages(texts, progress)


def test_an_interrupted_ingest_goes_on_where_it_stopped(
    store: Store, embedder: FakeEmbedder, chunker: Chunker
) -> None:
    articles = [make_article(make_text(n), f"{n}.txt") for n in range(120)]
    with pytest.raises(KeyboardInterrupt):
        take(Ingestor(store, _FailingEmbedder(), chunker), *articles)
    stored = store.library.count_articles()
    assert 0 < stored < 120
    check_parts_agree(store)
    report = take(Ingestor(store, embedder, chunker), *articles)
    assert (report.added, report.unchanged) == (120 - stored, stored)
    check_parts_agree(store)
