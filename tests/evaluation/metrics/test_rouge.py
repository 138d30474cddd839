"""ROUGE on syllables: the reference's formulas, and why its own tokenizer is of no use here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingqa.evaluation.metrics.answers import answer_tokens, rouge_l, rouge_n

rouge_scorer = pytest.importorskip("rouge_score.rouge_scorer")

TEXTS = st.lists(st.sampled_from("ủy ban tỉnh họp phiên tháng bảy".split()), max_size=12).map(
    " ".join
)


class Syllables:
    """Our tokens for the reference implementation."""

    def tokenize(self, text: str) -> list[str]:
        return answer_tokens(text)


@given(TEXTS, TEXTS)
def test_equal_to_the_reference_on_the_same_tokens(said: str, reference: str) -> None:
    names = ["rouge1", "rouge2", "rougeL"]
    scores = rouge_scorer.RougeScorer(names, tokenizer=Syllables()).score(reference, said)
    ours = [rouge_n(said, reference, 1), rouge_n(said, reference, 2), rouge_l(said, reference)]
    assert ours == pytest.approx([scores[name].fmeasure for name in names])
    assert ours[2] <= ours[0] + 1e-9


@given(TEXTS, TEXTS)
def test_symmetric_and_bounded(a: str, b: str) -> None:
    for score in (rouge_n(a, b, 1), rouge_n(a, b, 2), rouge_l(a, b)):
        assert 0 <= score <= 1
    assert rouge_l(a, b) == rouge_l(b, a)
    assert rouge_n(a, b, 2) == rouge_n(b, a, 2)


def test_the_stock_tokenizer_takes_other_words_for_equal() -> None:
    said, reference = "Ủy ban nhân dân tỉnh", "Ẩy bàn nhịn dỗn tảnh"
    stock = rouge_scorer.RougeScorer(["rouge1"]).score(reference, said)["rouge1"].fmeasure
    assert stock > 0.7
    assert rouge_n(said, reference, 1) == 0


def test_empty_texts_share_nothing() -> None:
    assert rouge_n("", "", 1) == rouge_l("", "một hai") == rouge_n("một", "một", 2) == 0
