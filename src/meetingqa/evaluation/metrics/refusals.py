"""Refusals: whether a confidence parts right answers from wrong ones, and is a probability.

Precision and recall of refusals are means over cases and live with the scorers.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from meetingqa.language.text import fold, normalize

# How systems without a status say that they found nothing (compared without diacritics).
_REFUSING_TEXT = """
khong tim thay thong tin|khong co thong tin|khong biet|khong the tra loi|khong du thong tin
chua co thong tin|khong de cap|khong duoc de cap|khong neu|khong tim thay|khong co du lieu
khong cung cap thong tin|chua tim thay|khong nhac den|khong duoc neu|khong co cau tra loi
i don't know|i do not know|not enough information|cannot answer
"""
_REFUSING = tuple(
    phrase for line in _REFUSING_TEXT.strip().splitlines() for phrase in line.split("|")
)
BINS = 10
_MAX_REFUSAL = 200  # code points: a longer text says something besides


class RiskPoint(NamedTuple):
    """Answering all cases of at least this confidence: share answered, share of those wrong."""

    threshold: float
    coverage: float
    risk: float


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


def reads_as_refusal(text: str) -> bool:
    """Whether a short text says that there is no answer; for systems that give no status."""
    said = fold(normalize(text))
    return len(said) <= _MAX_REFUSAL and any(phrase in said for phrase in _REFUSING)


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[RiskPoint]:
    """The risk–coverage curve (El-Yaniv and Wiener 2010), one point a distinct confidence.

    From the most confident down; cases of one confidence come in together.
    """
    scores, wrong = _ordered(confidences, right)
    if not len(scores):
        return []
    last = np.flatnonzero(np.append(scores[1:] != scores[:-1], True))
    risks = np.cumsum(wrong)[last] / (last + 1)
    coverages = (last + 1) / len(scores)
    return [
        RiskPoint(float(scores[i]), float(coverage), float(risk))
        for i, coverage, risk in zip(last, coverages, risks, strict=True)
    ]


def aurc(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """Area under the risk–coverage curve: the mean over i of the risk of the i most confident
    (Geifman, Uziel and El-Yaniv 2019); lower is better, None without cases.

    Cases of one confidence count as in random order, so that their listing does not matter.
    """
    scores, wrong = _ordered(confidences, right)
    if not len(scores):
        return None
    _, tied = np.unique(-scores, return_inverse=True)
    expected = (np.bincount(tied, wrong) / np.bincount(tied))[tied]
    return float(np.mean(np.cumsum(expected) / np.arange(1, len(scores) + 1)))


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


def _ordered(
    confidences: Sequence[float], right: Sequence[bool]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    scores = np.asarray(confidences, dtype=float)
    wrong = 1.0 - np.asarray(right, dtype=float)
    order = np.argsort(-scores, kind="stable")
    return scores[order], wrong[order]
