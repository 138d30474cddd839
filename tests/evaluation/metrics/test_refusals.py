"""Risk and coverage against a count by hand; what reads as a refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingqa.evaluation.metrics.refusals import aurc, reads_as_refusal, risk_coverage

CASES = st.lists(
    st.tuples(st.sampled_from([0.1, 0.25, 0.5, 0.8, 0.9]), st.booleans()), min_size=1, max_size=20
)


def test_the_curve_of_four_cases() -> None:
    curve = risk_coverage([0.9, 0.2, 0.9, 0.5], [True, False, False, True])
    assert [tuple(point) for point in curve] == [
        (0.9, 0.5, 0.5),
        (0.5, 0.75, pytest.approx(1 / 3)),
        (0.2, 1.0, 0.5),
    ]


def test_the_area_is_the_mean_risk_of_the_most_confident() -> None:
    assert aurc([0.9, 0.8, 0.7], [True, False, True]) == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    assert aurc([0.9, 0.8], [True, True]) == 0
    assert aurc([], []) is None
    assert risk_coverage([], []) == []


@given(CASES)
def test_points_are_what_a_count_gives(cases: list[tuple[float, bool]]) -> None:
    for threshold, coverage, risk in risk_coverage(*map(list, zip(*cases, strict=True))):
        answered = [right for confidence, right in cases if confidence >= threshold]
        assert coverage == pytest.approx(len(answered) / len(cases))
        assert risk == pytest.approx(answered.count(False) / len(answered))


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_cases_does_not_matter(
    cases: list[tuple[float, bool]], random: st.DataObject
) -> None:
    shuffled = cases.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    area = aurc([c for c, _ in cases], [r for _, r in cases])
    assert area is not None and 0 <= area <= 1
    assert aurc([c for c, _ in shuffled], [r for _, r in shuffled]) == pytest.approx(area)


def test_confidence_that_parts_right_from_wrong_is_better_than_none() -> None:
    right = [True, True, False, True, False]
    sorted_, level = aurc([0.9, 0.8, 0.2, 0.7, 0.1], right), aurc([0.5] * 5, right)
    assert sorted_ is not None and level is not None
    assert level == pytest.approx(0.4) and sorted_ < level


@pytest.mark.parametrize(
    ("text", "refuses"),
    [
        ("Không tìm thấy thông tin trong các bài.", True),
        ("Tôi không biết.", True),
        ("Toi khong co thong tin ve viec nay", True),
        ("I don't know.", True),
        ("Kỳ họp thông qua 18 nghị quyết.", False),
        ("Tỉnh không có xã nào trắng điện.", False),
        ("", False),
        ("Kỳ họp thông qua 18 nghị quyết. " * 8 + "Không có thông tin thêm.", False),
    ],
)
def test_refusals_in_words(text: str, refuses: bool) -> None:
    assert reads_as_refusal(text) is refuses
