"""Whether a confidence is a probability: Brier score, calibration error, and the bins of the diagram."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BINS = 10


class Bin(NamedTuple):
    """Cases of about one confidence: its mean, the share that came true, and how many."""

    confidence: float
    share: float
    n: int


class Reliability(NamedTuple):
    """`brier` is the mean of (confidence - outcome)², outcome 0 or 1 (Brier 1950). `ece` is the mean over
    bins, weighted by their cases, of |confidence - share| (Naeini et al. 2015)."""

    brier: float
    ece: float
    bins: tuple[Bin, ...]


def reliability(confidences: Sequence[float], outcomes: Sequence[bool]) -> Reliability | None:
    """Of at least one case, in bins of about equally many; None without any."""
    sure, true = np.asarray(confidences, dtype=float), np.asarray(outcomes, dtype=float)
    if not len(sure):
        return None
    order = np.argsort(sure, kind="stable")
    parts = [part for part in np.array_split(order, min(BINS, len(order))) if len(part)]
    bins = tuple(Bin(float(sure[p].mean()), float(true[p].mean()), len(p)) for p in parts)
    error = sum(b.n * abs(b.confidence - b.share) for b in bins) / len(sure)
    return Reliability(float(np.mean((sure - true) ** 2)), error, bins)


def fit_logistic(
    signals: NDArray[np.float64], outcomes: Sequence[bool]
) -> tuple[NDArray[np.float64], float]:
    """Weights, shape (k,), and bias of P(outcome) = 1 / (1 + exp(-(bias + signals @ weights))).

    `signals` has shape (n, k). They are standardised, with a ridge of 1 on their weights, so that cases
    which a line parts wholly have finite weights too. Deterministic.
    """
    # Imported here: a second of the service's start.
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    centre, scale = signals.mean(axis=0), signals.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    model = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-10)
    model.fit((signals - centre) / scale, np.asarray(outcomes))
    weights = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - weights @ centre)
