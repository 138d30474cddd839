"""retrieval: both legs, fusion by z-scores, filters, live chunks only, questions without marks."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from fakes import FakeEmbedder, make_article
from meetingqa.domain import Chunk, Filters, Passage, Query, SearchMode
from meetingqa.questions.understanding import build_query
from meetingqa.retrieval import Retriever, complete, fuse
from meetingqa.settings import Settings
from meetingqa.storage.chunking import embedding_text
from meetingqa.storage.library import IndexedArticle
from meetingqa.storage.store import Store

ARTICLES = (
    ("Phú Lâm", date(2023, 7, 5), "Thu ngân sách sáu tháng đạt 4.120 tỷ đồng.", "HĐND tỉnh"),
    ("Tân Bình Sơn", date(2022, 7, 8), "Thu ngân sách sáu tháng đạt 3.870 tỷ đồng.", "HĐND tỉnh"),
    ("Phú Lâm", date(2024, 3, 1), "Ban Thường vụ nghe về chuyển đổi số cấp xã.", "BTV Tỉnh ủy"),
    ("Đồng Thạnh", date(2021, 5, 2), "Khởi công cầu bắc qua sông Lũy.", "UBND tỉnh"),
)


class RecordingEmbedder(FakeEmbedder):
    """Keeps the queries it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.queries: list[str] = []

    def embed_query(self, text: str) -> NDArray[np.float32]:
        self.queries.append(text)
        return super().embed_query(text)

    def embed_passages(self, texts: object, progress: object = None) -> NDArray[np.float32]:
        assert isinstance(texts, list)
        return np.stack([FakeEmbedder.embed_query(self, text) for text in texts])


@pytest.fixture
def embedder() -> RecordingEmbedder:
    return RecordingEmbedder()


@pytest.fixture
def store(tmp_path: Path, embedder: RecordingEmbedder) -> Iterator[Store]:
    batch = []
    for number, (province, held_on, text, body) in enumerate(ARTICLES):
        article = make_article(
            text,
            source=f"{number}.txt",
            title=f"Tin {number}",
            province=province,
            held_on=held_on,
            body=body,
            session="kỳ họp thứ 4" if number == 1 else None,
        )
        chunk = Chunk(
            chunk_id=f"chunk-{number}",
            article_id=article.article_id,
            ordinal=0,
            start=0,
            end=len(text),
            text=text,
            tokens=9,
        )
        vectors = embedder.embed_passages([embedding_text(article, chunk)])
        batch.append(IndexedArticle(article, [chunk], vectors))
    options = Settings(store_dir=tmp_path / "store", cache_dir=tmp_path)
    with Store.open(options, write=True, embedder=embedder) as store:
        store.put(batch)
        yield store


@pytest.fixture
def retriever(store: Store, embedder: RecordingEmbedder) -> Retriever:
    return Retriever(store.library, store.vectors, store.keyword, embedder)


def ask(text: str, **filters: object) -> Query:
    return Query(question=text, standalone=text, filters=Filters.model_validate(filters))


def ids(passages: list[Passage]) -> list[str]:
    return [passage.chunk.chunk_id for passage in passages]


@pytest.mark.parametrize("mode", ["hybrid", "dense", "keyword"])
def test_each_mode_finds_the_chunk_and_says_by_which_signals(
    retriever: Retriever, mode: SearchMode
) -> None:
    passages = retriever.retrieve(ask("khởi công cầu bắc qua sông Lũy"), mode=mode)
    first = passages[0]
    assert first.chunk.chunk_id == "chunk-3"
    assert first.article.province == "Đồng Thạnh"
    assert first.article.text[first.chunk.start : first.chunk.end] == first.chunk.text
    wanted = {"hybrid": {"dense", "keyword", "fused"}}.get(mode, {mode, "fused"})
    assert set(first.signals) == wanted
    assert first.score == first.signals["fused"]
    assert [passage.rank for passage in passages] == list(range(1, len(passages) + 1))
    scores = [passage.score for passage in passages]
    assert scores == sorted(scores, reverse=True)


def test_province_and_date_of_the_article_decide_between_like_chunks(retriever: Retriever) -> None:
    found = ids(retriever.retrieve(ask("thu ngân sách tỉnh Tân Bình Sơn"), mode="keyword"))
    assert found[0] == "chunk-1"
    found = ids(retriever.retrieve(ask("thu ngân sách kỳ họp ngày 5/7/2023"), mode="keyword"))
    assert found[0] == "chunk-0"


def test_one_rare_word_outweighs_a_near_vector(retriever: Retriever) -> None:
    passages = retriever.retrieve(ask("Lũy"))
    assert passages[0].chunk.chunk_id == "chunk-3"
    assert {passage.signals["keyword"] for passage in passages[1:]} == {0.0}


def test_filters_restrict_both_legs(retriever: Retriever) -> None:
    question = "thu ngân sách"
    assert set(ids(retriever.retrieve(ask(question, provinces=("Phú Lâm",))))) == {
        "chunk-0",
        "chunk-2",
    }
    late = ask(question, held_from=date(2024, 1, 1))
    assert ids(retriever.retrieve(late)) == ["chunk-2"]
    assert retriever.retrieve(ask(question, provinces=("Không Có",))) == []


@pytest.mark.parametrize(
    ("question", "given", "first"),
    [
        ("Thu ngân sách năm 2022 đạt bao nhiêu?", {}, ["chunk-1"]),
        ("Thu ngân sách của Phú Lâm đạt bao nhiêu?", {}, ["chunk-0", "chunk-2"]),
        ("Thu ngân sách tại kỳ họp ngày 8/7/2022 đạt bao nhiêu?", {}, ["chunk-1"]),
        ("Tại kỳ họp thứ 4, thu ngân sách đạt bao nhiêu?", {}, ["chunk-1"]),
        ("Thu ngân sách năm 2022?", {"held_from": date(2023, 1, 1)}, ["chunk-0", "chunk-2"]),
        ("Thu ngân sách của Phú Lâm?", {"provinces": ("Tân Bình Sơn",)}, ["chunk-1"]),
        ("Thu ngân sách năm 1999?", {}, ["chunk-0", "chunk-1"]),
        ("Khởi công cầu ngày 31/2/2021?", {}, ["chunk-3"]),
    ],
)
def test_passages_of_the_meeting_that_a_question_names_come_first(
    retriever: Retriever, question: str, given: dict[str, object], first: list[str]
) -> None:
    provinces = [province for province, _, _, _ in ARTICLES]
    query = build_query(question, filters=Filters.model_validate(given), provinces=provinces)
    passages = retriever.retrieve_meant(query)
    assert sorted(ids(passages)[: len(first)]) == first
    assert len(ids(passages)) == len(set(ids(passages)))
    assert [passage.rank for passage in passages] == list(range(1, len(passages) + 1))
    within = {passage.chunk.chunk_id for passage in retriever.retrieve(query, limit=10)}
    assert set(ids(passages)) == within  # the rest follows, and a given filter is never widened
    assert len(retriever.retrieve_meant(query, limit=1)) == 1


def test_question_without_marks_gets_them_back_for_the_encoder(
    retriever: Retriever, embedder: RecordingEmbedder
) -> None:
    passages = retriever.retrieve(ask("khoi cong cau bac qua song luy"))
    assert passages[0].chunk.chunk_id == "chunk-3"
    assert "khởi công cầu bắc qua sông" in embedder.queries[-1].lower()


def test_decomposed_question_finds_the_same(retriever: Retriever) -> None:
    text = "Thu ngân sách tỉnh Phú Lâm"
    composed = retriever.retrieve(ask(text))
    assert retriever.retrieve(ask(unicodedata.normalize("NFD", text))) == composed


def test_chunks_the_register_does_not_hold_are_left_out(
    retriever: Retriever, store: Store, embedder: RecordingEmbedder
) -> None:
    text = "Khởi công cầu bắc qua sông Lũy đoạn hai."
    stray = Chunk(
        chunk_id="stray", article_id="gone", ordinal=0, start=0, end=len(text), text=text, tokens=9
    )
    store.vectors.upsert([stray], embedder.embed_passages([text]))
    store.keyword.add(make_article(text), [stray])
    store.keyword.commit()
    assert "stray" in dict(store.keyword.search("sông Lũy", 10))
    passages = retriever.retrieve(ask("khởi công cầu bắc qua sông Lũy"))
    assert ids(passages)[0] == "chunk-3"
    assert "stray" not in ids(passages)
    assert passages[0].rank == 1


@pytest.mark.parametrize("text", ["", "  ", "?!", "\u200b"])
def test_a_question_of_nothing_finds_nothing_or_ranks_by_vector_only(
    retriever: Retriever, text: str
) -> None:
    assert retriever.retrieve(ask(text), mode="keyword") == []
    assert len(retriever.retrieve(ask(text), limit=2)) <= 2


def test_limit(retriever: Retriever) -> None:
    assert len(retriever.retrieve(ask("thu ngân sách tỉnh"), limit=1)) == 1
    assert retriever.retrieve(ask("thu ngân sách tỉnh"), limit=0) == []


def test_fuse_adds_weighted_z_scores() -> None:
    legs = {"dense": {"a": 0.9, "b": 0.7}, "keyword": {"b": 12.0, "c": 4.0}}
    # z of a pair is +1 and -1; what a leg did not find counts as its lowest.
    assert fuse(legs, dense_weight=0.5) == pytest.approx({"b": 0.5, "a": -0.5, "c": -1.5})
    assert list(fuse(legs, dense_weight=0.5)) == ["b", "a", "c"]


def test_fuse_of_one_leg_keeps_its_order_and_of_none_is_empty() -> None:
    assert list(fuse({"keyword": {"x": 1.0, "y": 3.0, "z": 2.0}})) == ["y", "z", "x"]
    assert fuse({}) == {}
    assert fuse({"dense": {}, "keyword": {}}) == {}


_SCORES = st.dictionaries(st.sampled_from("abcdef"), st.floats(-100, 100), max_size=6)


@settings(max_examples=80, deadline=None)
@given(dense=_SCORES, keyword=_SCORES)
def test_fuse_holds_every_candidate_once_best_first(
    dense: dict[str, float], keyword: dict[str, float]
) -> None:
    fused = fuse({"dense": dense, "keyword": keyword})
    assert set(fused) == set(dense) | set(keyword)
    assert list(fused.values()) == sorted(fused.values(), reverse=True)


def test_complete_knows_the_zeros_of_a_keyword_leg_that_ran_out() -> None:
    legs = {"dense": {"a": 0.9, "b": 0.7}, "keyword": {"b": 12.0}}
    assert complete(legs, 5)["keyword"] == {"a": 0.0, "b": 12.0}
    assert complete(legs, 1) == legs
    assert complete({"keyword": {"b": 1.0}}, 5) == {"keyword": {"b": 1.0}}
