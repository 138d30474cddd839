"""Filled stores, and the proof that one is whole."""

from fakes import FakeEmbedder, make_article, make_text
from meetingqa.domain import Article, Chunk
from meetingqa.settings import Settings
from meetingqa.storage.chunking import Chunker
from meetingqa.storage.indexing import embed_articles
from meetingqa.storage.library import IndexedArticle
from meetingqa.storage.store import Store

EMBEDDER = FakeEmbedder(dimensions=32)


def cut_evenly(article: Article, parts: int = 2) -> IndexedArticle:
    """The article in `parts` chunks of about equal length."""
    size = -(-len(article.text) // parts)
    chunks = [
        Chunk(
            chunk_id=f"{article.article_id}-{article.content_hash[:8]}-{number:04d}",
            article_id=article.article_id,
            ordinal=number,
            start=start,
            end=min(start + size, len(article.text)),
            text=article.text[start : start + size],
            tokens=7,
        )
        for number, start in enumerate(range(0, len(article.text), size))
    ]
    return IndexedArticle(article, chunks, EMBEDDER.embed_passages([c.text for c in chunks]))


def make_batch(numbers: range, chunker: Chunker, embedder: FakeEmbedder) -> list[IndexedArticle]:
    articles = [make_article(make_text(n), f"{n}.txt") for n in numbers]
    return embed_articles([(a, chunker.chunk(a)) for a in articles], embedder)


def fill(settings: Settings, numbers: range, chunker: Chunker, embedder: FakeEmbedder) -> None:
    with Store.open(settings, write=True, embedder=embedder) as store:
        store.put(make_batch(numbers, chunker, embedder))


def check_whole(store: Store, embedder: FakeEmbedder, numbers: range) -> None:
    """Every chunk of these articles, and no other, is live and found by its vector and words."""
    assert {a.source for a in store.library.list_articles()} == {f"{n}.txt" for n in numbers}
    chunks = [
        chunk
        for article in store.library.list_articles()
        for chunk in store.library.article_chunks(article.article_id)
    ]
    assert store.vectors.count() == store.keyword.count() == len(chunks) > 0
    for item in [item for batch in store.library.iter_batches(100) for item in batch]:
        for chunk, vector in zip(item.chunks, item.vectors, strict=True):
            nearest = store.vectors.search(vector, 3, {chunk.article_id})
            assert chunk.chunk_id in [i for i, s in nearest if s > 0.99]
            within = store.keyword.search(chunk.text, 30, {chunk.article_id})
            assert chunk.chunk_id in [i for i, _ in within]
