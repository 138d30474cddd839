"""Intervals and tests against SciPy, hand-made examples and a count of coverage."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from meetingqa.evaluation.statistics import (
    Interval,
    design_effect,
    holm,
    mcnemar,
    mean_interval,
    paired_difference,
    smallest_detectable,
)

SHARES = st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=60)


def named(values: list[float]) -> dict[str, float]:
    return {f"c{i}": value for i, value in enumerate(values)}


def interval_of(values: Mapping[str, float], clusters: Mapping[str, str]) -> Interval:
    interval = mean_interval(values, clusters)
    assert interval is not None
    return interval


def clusters_of(values: Mapping[str, float], size: int) -> dict[str, str]:
    return {case: f"bài {i // size}" for i, case in enumerate(values)}


def test_few_clusters_take_students_t() -> None:
    values = named([1.0, 0.0, 1.0, 1.0, 0.25, 0.75, 0.5, 0.5])
    interval = interval_of(values, {})
    data = list(values.values())
    low, high = stats.t.interval(0.95, len(data) - 1, np.mean(data), stats.sem(data))
    assert (interval.low, interval.high) == pytest.approx((low, high))
    assert (interval.n, interval.clusters) == (8, 8)


def test_clusters_widen_an_interval() -> None:
    values = named([float(i // 10 % 2) for i in range(1200)])
    alone = interval_of(values, {})
    together = interval_of(values, clusters_of(values, 10))
    assert alone.high is not None and alone.low is not None
    assert together.high is not None and together.low is not None
    assert (together.high - together.low) / (alone.high - alone.low) == pytest.approx(
        math.sqrt(10), rel=0.1
    )
    assert design_effect(values, clusters_of(values, 10)) == pytest.approx(10, rel=0.02)
    assert design_effect(values, {}) == pytest.approx(1, rel=0.01)


@pytest.mark.parametrize(
    ("clusters", "share", "least"),
    [(12, 0.75, 0.88), (60, 0.75, 0.88), (40, 0.9, 0.88), (40, 0.97, 0.83)],
)
def test_intervals_hold_the_truth_about_as_often_as_they_say(
    clusters: int, share: float, least: float
) -> None:
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(200):
        rates = rng.beta(4 * share, 4 - 4 * share, clusters)
        drawn = [rng.random(rng.integers(1, 9)) < rate for rate in rates]
        values = {f"{i}-{j}": float(x) for i, row in enumerate(drawn) for j, x in enumerate(row)}
        interval = interval_of(values, {case: case.split("-")[0] for case in values})
        assert interval.low is not None and interval.high is not None
        held += interval.low <= share <= interval.high
    assert least <= held / 200 <= 0.99


def test_seconds_are_no_share_and_never_below_none() -> None:
    values = named([0.02, 0.02, 0.9])
    seconds = mean_interval(values, {}, share=False)
    assert seconds and seconds.low == 0 and seconds.high and seconds.high > 1
    share = interval_of(values, {})
    assert (share.low, share.high) == (0, 1)
    fell = paired_difference(values, named([0.9, 0.9, 0.0]), {}, share=False)
    assert fell.low is not None and fell.low < -1


def test_certainty_is_not_claimed_where_nothing_varies() -> None:
    values = named([1.0] * 200)
    interval = interval_of(values, clusters_of(values, 4))
    assert interval.value == interval.high == 1
    wilson = stats.binomtest(50, 50).proportion_ci(method="wilson")
    assert interval.low == pytest.approx(wilson.low)
    assert mean_interval({}, {}) is None
    one = interval_of(values, dict.fromkeys(values, "một bài"))
    assert (one.value, one.low, one.high, one.clusters) == (1, None, None, 1)


@settings(deadline=None)
@given(SHARES, st.integers(1, 5))
def test_intervals_hold_their_mean_and_stay_shares(data: list[float], size: int) -> None:
    values = named(data)
    interval = interval_of(values, clusters_of(values, size))
    assert interval == interval_of(values, clusters_of(values, size))
    if interval.low is not None and interval.high is not None and interval.value is not None:
        assert 0 <= interval.low <= interval.value + 1e-9
        assert interval.value - 1e-9 <= interval.high <= 1


@settings(deadline=None)
@given(SHARES, SHARES, st.integers(1, 4))
def test_a_difference_turned_round_is_its_negative(
    left: list[float], right: list[float], size: int
) -> None:
    a, b = named(left), named(right)
    clusters = clusters_of(a | b, size)
    one, other = paired_difference(a, b, clusters), paired_difference(b, a, clusters)
    assert one.n == min(len(a), len(b)) and one.value is not None and other.value is not None
    assert one.value == pytest.approx(-other.value)
    if one.low is not None and other.high is not None:
        assert one.low == pytest.approx(-other.high)
    assert one.p == pytest.approx(other.p) and 0 <= one.p <= 1


def test_differences_are_seen_when_they_are_there() -> None:
    rng = np.random.default_rng(3)
    before = named([float(x) for x in rng.random(400) < 0.8])
    clusters = clusters_of(before, 4)
    same = paired_difference(before, before, clusters)
    assert (same.value, same.low, same.high, same.p) == (0, 0, 0, 1)
    worse = {c: v * float(i % 5 > 0) for i, (c, v) in enumerate(before.items())}
    fall = paired_difference(worse, before, clusters)
    assert fall.high is not None and fall.high < 0 and fall.p < 0.01
    few = dict(list(worse.items())[:40])
    assert paired_difference(few, before, clusters).clusters == 10
    assert paired_difference({}, before, clusters) == (None, None, None, 1.0, 0, 0)
    ends = paired_difference(named([0.0] * 6), named([1.0] * 5 + [0.0]), {})
    assert (ends.low, ends.clusters) == (
        -1.0,
        6,
    ) and ends.high is not None  # no share falls by more
    fell = paired_difference(named([0.0] * 4), named([0.5] * 4), clusters_of(named([0.5] * 4), 2))
    assert fell == (-0.5, None, None, 0.5, 4, 2)  # two articles that fell alike prove little


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=80))
def test_mcnemar_is_the_exact_binomial_test(pairs: list[tuple[bool, bool]]) -> None:
    a, b = (named([float(pair[side]) for pair in pairs]) for side in (0, 1))
    test = mcnemar(a, b)
    assert (test.only_a, test.only_b) == (
        sum(x and not y for x, y in pairs),
        sum(y and not x for x, y in pairs),
    )
    discordant = test.only_a + test.only_b
    expected = stats.binomtest(test.only_a, discordant).pvalue if discordant else 1.0
    assert test.p == pytest.approx(expected)
    assert mcnemar(b, a) == (test.only_b, test.only_a, test.p)


def test_mcnemar_of_a_published_size() -> None:
    a = named([1.0] * 14 + [0.0] * 4 + [1.0] * 50)
    b = named([0.0] * 14 + [1.0] * 4 + [1.0] * 50)
    assert list(mcnemar(a, b)) == pytest.approx([14, 4, 0.031], abs=5e-4)


def test_holm_of_a_family() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005}) == pytest.approx(
        {"a": 0.03, "b": 0.06, "c": 0.06, "d": 0.02}
    )
    assert holm({}) == {}
    assert holm({"a": 0.9, "b": 0.8}) == {"a": 1.0, "b": 1.0}


def test_the_smallest_detectable_change() -> None:
    found = smallest_detectable(1945, 0.10, 1.6)
    assert found == pytest.approx(0.0254, abs=1e-4)
    assert smallest_detectable(820, 0.10, 1.6) == pytest.approx(0.0391, abs=1e-4)
    assert smallest_detectable(0, 0.1) is None
