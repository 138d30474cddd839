"""What answers cost: seconds by stage and tokens."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from meetingqa.evaluation.records import Prediction


class Latency(NamedTuple):
    """Seconds of one stage over a run: median, 95th percentile (interpolated), longest, cases."""

    p50: float
    p95: float
    longest: float
    n: int


def latency_by_stage(predictions: Iterable[Prediction]) -> dict[str, Latency]:
    """Latency of each stage that predictions time, stages in the order they are met.

    Predictions that failed are left out: they stopped half-way.
    """
    seconds: dict[str, list[float]] = {}
    for prediction in predictions:
        if prediction.error is None:
            for stage, value in prediction.seconds.items():
                seconds.setdefault(stage, []).append(value)
    return {stage: _latency(values) for stage, values in seconds.items()}


def _latency(values: Sequence[float]) -> Latency:
    p50, p95 = np.percentile(values, (50, 95))
    return Latency(float(p50), float(p95), max(values), len(values))


class Tokens(NamedTuple):
    """Tokens that a run read and wrote, and how many cases asked a model at all."""

    read: int
    written: int
    cases: int


def count_tokens(predictions: Iterable[Prediction]) -> Tokens:
    """Sums over a run."""
    asked = [p for p in predictions if p.input_tokens or p.output_tokens]
    return Tokens(
        sum(p.input_tokens for p in asked), sum(p.output_tokens for p in asked), len(asked)
    )
