"""Rankings: what ir_measures gives is the textbook's formula; spans by offsets or by their words."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetingqa.evaluation.metrics.retrieval import (
    RANK_METRICS,
    rank_documents,
    score_ranking,
    span_recall,
)
from meetingqa.evaluation.records import Found, Gold, GoldSpan, OtherPlace

NAMES = [f"bài {number}.txt" for number in range(14)]
RANKINGS = st.permutations(NAMES).flatmap(
    lambda names: st.integers(0, len(names)).map(lambda n: tuple(names[:n]))
)
GOLDS = st.sets(st.sampled_from([*NAMES, "không có.txt"]), min_size=1, max_size=12).map(frozenset)


def by_hand(ranking: tuple[str, ...], gold: frozenset[str]) -> dict[str, float]:
    """The formulas of Manning et al., and of Järvelin and Kekäläinen, from ranks alone."""
    ranks = [rank for rank, doc in enumerate(ranking, start=1) if doc in gold]
    top = [rank for rank in ranks if rank <= 10]
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(gold), 10) + 1))
    return {
        **{f"hit@{k}": float(any(rank <= k for rank in ranks)) for k in (1, 3, 5, 10)},
        "recall@10": len(top) / len(gold),
        "mrr@10": 1 / top[0] if top else 0.0,
        "ndcg@10": sum(1 / math.log2(rank + 1) for rank in top) / ideal,
    }


@settings(max_examples=60, deadline=None)
@given(RANKINGS, GOLDS)
def test_the_librarys_figures_are_the_formulas(
    ranking: tuple[str, ...], gold: frozenset[str]
) -> None:
    found = score_ranking(ranking, gold)
    assert tuple(found) == RANK_METRICS
    assert found == pytest.approx(by_hand(ranking, gold), abs=1e-6)
    assert all(0 <= value <= 1 for value in found.values())


def passage(doc: str, start: int, text: str) -> Found:
    return Found(doc=doc, start=start, end=start + len(text), text=text)


def test_a_document_stands_at_its_first_passage() -> None:
    found = [passage("b", 0, "x"), passage("a", 0, "y"), passage("b", 9, "z"), passage("c", 0, "w")]
    assert rank_documents(found) == ("b", "a", "c")
    assert score_ranking(rank_documents(found), frozenset({"c"}))["mrr@10"] == pytest.approx(1 / 3)


def test_spans_are_found_by_place_or_by_words() -> None:
    span = GoldSpan(doc="a", start=10, end=20, text="đạt 41 xã.")
    gold = Gold(docs=("a",), spans=(span,), answers=(("41 xã",),))
    here, beside = passage("a", 15, "41 xã. Còn lại"), passage("a", 20, "Còn lại 9 xã")
    repeated, elsewhere = passage("a", 90, "Như vậy, ĐẠT 41 xã."), passage("b", 12, "đạt 41 xã.")
    assert span_recall([here], gold, 5) == 1
    assert span_recall([beside], gold, 5) == 0
    assert span_recall([repeated], gold, 5) == 1
    assert span_recall([elsewhere], gold, 5) == 0
    assert span_recall([beside, here], gold, 1) == 0
    assert span_recall([], gold, 5) == 0


def test_a_place_that_says_the_same_serves_its_span_and_a_head_does_not() -> None:
    span = GoldSpan(doc="a", start=10, end=20, text="đạt 41 xã.")
    places = [OtherPlace(doc="b", start=3, end=9, text="41 xã.", of=of) for of in (0, None)]
    found = [Found(doc="b", start=0, end=9, text="Có 41 xã.")]
    golds = [Gold(docs=("a",), spans=(span,), also=(place,)) for place in places]
    assert [span_recall(found, gold, 5) for gold in golds] == [1, 0]


def test_without_spans_the_answers_are_looked_for_in_gold_documents() -> None:
    gold = Gold(docs=("a",), answers=(("41 xã",), ("9 phường", "chín phường")))
    assert span_recall([passage("a", 0, "có 41 xã"), passage("b", 0, "9 phường")], gold, 5) == 0.5
    assert span_recall([passage("a", 0, "có 41 xã, chín phường")], gold, 5) == 1
    assert span_recall([passage("a", 0, "có 41 xã")], Gold(docs=("a",)), 5) is None
