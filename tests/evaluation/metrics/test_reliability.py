"""Brier score, calibration error and the logistic fit, against values worked out by hand."""

import numpy as np
import pytest

from meetingqa.evaluation.metrics.refusals import Bin, fit_logistic, reliability


def test_a_perfect_and_a_boastful_confidence() -> None:
    perfect = reliability([0.0, 0.0, 1.0, 1.0], [False, False, True, True])
    assert perfect and (perfect.brier, perfect.ece) == (0.0, 0.0)
    boastful = reliability([0.9] * 10, [True] * 5 + [False] * 5)
    assert boastful and boastful.brier == pytest.approx(0.41)
    assert boastful.ece == pytest.approx(0.5)  # each bin of one case is off by 0.1 or by 0.9
    assert len(boastful.bins) == 10 and boastful.bins[0] == Bin(0.9, 1.0, 1)
    assert reliability([], []) is None


def test_the_fit_is_where_the_slope_of_the_penalised_likelihood_is_0() -> None:
    rng = np.random.default_rng(3)
    signals = rng.normal(size=(200, 2)) * (2.0, 0.1) + (1.0, 5.0)
    true = rng.random(200) < 1 / (1 + np.exp(-(signals[:, 0] - 1)))
    weights, bias = fit_logistic(signals, list(true))
    found = 1 / (1 + np.exp(-(signals @ weights + bias)))
    scaled = (signals - signals.mean(axis=0)) / signals.std(axis=0)
    ridge = weights * signals.std(axis=0)
    assert scaled.T @ (true - found) == pytest.approx(ridge, abs=1e-6)
    assert found.sum() == pytest.approx(true.sum(), abs=1e-6)


def test_cases_that_a_line_parts_have_finite_weights() -> None:
    signals = np.array([[0.0, 1.0], [0.1, 1.0], [0.9, 1.0], [1.0, 1.0]])
    weights, bias = fit_logistic(signals, [False, False, True, True])
    assert 0 < weights[0] < 10 and weights[1] == 0.0
    assert bias == pytest.approx(-weights[0] / 2)
