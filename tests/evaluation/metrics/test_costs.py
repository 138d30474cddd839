"""Seconds by stage and tokens of a run."""

import pytest

from meetingqa.evaluation.metrics.costs import count_tokens, latency_by_stage
from meetingqa.evaluation.records import Prediction

RUN = [
    Prediction(
        id=str(i),
        system="x",
        seconds={"retrieve": 0.1, "total": float(i)},
        input_tokens=10 * (i > 1),
        output_tokens=i * (i > 1),
    )
    for i in range(1, 5)
]


def test_latency_is_told_by_stage_and_without_failures() -> None:
    failed = Prediction(id="9", system="x", status="error", error="hỏng", seconds={"total": 900.0})
    latency = latency_by_stage([*RUN, failed])
    assert list(latency) == ["retrieve", "total"]
    assert list(latency["total"]) == pytest.approx([2.5, 3.85, 4.0, 4])
    assert latency["retrieve"].p95 == pytest.approx(0.1)
    assert latency_by_stage([failed]) == {}


def test_tokens_are_summed_over_the_cases_that_asked_a_model() -> None:
    assert count_tokens(RUN) == (30, 9, 3)
    assert count_tokens([]) == (0, 0, 0)
