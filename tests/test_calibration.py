"""How sure an answer is, from coverage and meaning."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingqa.calibration import ANSWER_THRESHOLD, FITTED, Calibration, Sureness

E5 = Calibration.of({}, "multilingual-e5-small")
SHARE = st.floats(0, 1.3)
COSINE = st.floats(0.7, 1.0)


@given(SHARE, SHARE, COSINE, COSINE)
def test_more_coverage_and_more_nearness_never_lower_the_confidence(
    low: float, high: float, far: float, near: float
) -> None:
    low, high = sorted((low, high))
    far, near = sorted((far, near))
    assert 0 <= E5.confidence(low, far) <= E5.confidence(high, near) <= 1


def test_another_embedder_counts_coverage_only_until_it_is_fitted() -> None:
    other = Calibration.of({}, "some/model")
    assert other.confidence(0.8, 0.1) == other.confidence(0.8, 0.9) > other.answer_threshold
    fitted = Calibration.of({"similarity": 3.0, "answer_threshold": 0.4}, "some/model")
    assert fitted.similarity == 3.0 and fitted.answer_threshold == 0.4
    assert fitted.coverage == other.coverage


def test_a_store_keeps_what_it_was_made_with() -> None:
    assert E5.model_dump() == {
        **FITTED["multilingual-e5-small"],
        "answer_threshold": ANSWER_THRESHOLD,
    }
    assert Calibration.of(E5.model_dump(), "multilingual-e5-small") == E5


@pytest.mark.parametrize(("coverage", "cosine", "sure"), [(0.3, 0.82, False), (0.9, 0.9, True)])
def test_what_is_far_in_words_and_meaning_is_refused(
    coverage: float, cosine: float, sure: bool
) -> None:
    assert (E5.confidence(coverage, cosine) >= E5.answer_threshold) is sure


def test_a_sentence_is_compared_once() -> None:
    asked: list[str] = []

    def similarity(text: str) -> float:
        asked.append(text)
        return 0.9

    compare: Callable[[str], float] = similarity
    sureness = Sureness(E5, compare)
    assert sureness.of(0.9, "một câu") > sureness.of(0.4, "một câu")
    assert asked == ["một câu"]
