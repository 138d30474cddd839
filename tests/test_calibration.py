"""How sure an answer is, from coverage and meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asking import MAI_2023, evidence_of
from meetingqa.calibration import ANSWER_THRESHOLD, FITTED, Calibration, Sureness

EVIDENCE = evidence_of(MAI_2023)
E5 = Calibration.of({}, "multilingual-e5-small")
SHARE = st.floats(0, 1.3)
COSINE = st.floats(0.7, 1.0)


def signals(coverage: float, cosine: float) -> dict[str, float]:
    return {"coverage": coverage, "similarity": cosine}


@given(SHARE, SHARE, COSINE, COSINE)
def test_more_coverage_and_more_nearness_never_lower_the_confidence(
    low: float, high: float, far: float, near: float
) -> None:
    low, high = sorted((low, high))
    far, near = sorted((far, near))
    less, more = signals(low, far), signals(high, near)
    assert 0 <= E5.confidence(less) <= E5.confidence(more) <= 1


def test_another_embedder_counts_coverage_only_until_it_is_fitted() -> None:
    other = Calibration.of({}, "some/model")
    least = other.answer_threshold
    assert other.confidence(signals(0.8, 0.1)) == other.confidence(signals(0.8, 0.9)) > least
    fitted = Calibration.of({"similarity": 3.0, "answer_threshold": 0.4}, "some/model")
    assert fitted.similarity == 3.0 and fitted.answer_threshold == 0.4
    assert fitted.coverage == other.coverage


def test_a_store_keeps_what_it_was_made_with() -> None:
    assert E5.model_dump() == {
        **FITTED["multilingual-e5-small"],
        "reading": 0.0,
        "answer_threshold": ANSWER_THRESHOLD,
    }
    assert Calibration.of(E5.model_dump(), "multilingual-e5-small") == E5


def test_what_was_fitted_without_a_reranker_does_not_apply_with_one_nor_the_other_way_round() -> (
    None
):
    reranked = Calibration.of({}, "multilingual-e5-small", reranked=True)
    assert reranked.reading > 0 and reranked.similarity == 0
    assert Calibration.of(E5.model_dump(), "multilingual-e5-small", reranked=True) == reranked
    assert Calibration.of(reranked.model_dump(), "multilingual-e5-small") == E5
    fitted = reranked.model_copy(update={"reading": 0.7, "answer_threshold": 0.4})
    assert Calibration.of(fitted.model_dump(), "some/model", reranked=True) == fitted


@pytest.mark.parametrize(("coverage", "cosine", "sure"), [(0.3, 0.82, False), (0.9, 0.9, True)])
def test_what_is_far_in_words_and_meaning_is_refused(
    coverage: float, cosine: float, sure: bool
) -> None:
    assert (E5.confidence(signals(coverage, cosine)) >= E5.answer_threshold) is sure


@pytest.mark.parametrize(
    ("reranked", "name", "near", "far"),
    [(False, "similarity", 0.9, 0.82), (True, "reading", 1.5, -4.0)],
)
def test_how_sure_evidence_is_comes_from_coverage_and_nearness(
    reranked: bool, name: str, near: float, far: float
) -> None:
    calibration = Calibration.of({}, "multilingual-e5-small", reranked=reranked)
    item, other = EVIDENCE[:2]
    sureness = Sureness(calibration, lambda asked: near if asked is item else far)
    assert sureness.signals(0.9, item) == {"coverage": 0.9, name: near}
    assert sureness.of(0.9, item) > sureness.of(0.3, item) > sureness.of(0.3, other)
    assert sureness.of(0.9, item) > sureness.threshold > sureness.of(0.3, other)
