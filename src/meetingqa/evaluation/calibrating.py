"""Fits how sure an answer must be, on one split, and says what it does on another.

The run is made with the threshold at 0, so that what would have been refused is known, too. Fitted are
the weights of the signals behind a confidence (`meetingqa.calibration`), then the threshold on it.
Both learn from right answers, which should be kept, and from questions without an answer, which should
be refused; answers that are wrong where there is a right one teach neither.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from meetingqa.calibration import Calibration
from meetingqa.errors import EvaluationError
from meetingqa.evaluation.metrics.refusals import Reliability, aurc, fit_logistic, reliability
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.scorers import by_metric, counted
from meetingqa.models.encoders import Embedder
from meetingqa.models.rerankers import load_reranker
from meetingqa.settings import Settings
from meetingqa.storage.store import Store
from meetingqa.storage.store_files import find_directory, read_manifest

_GRID = tuple(step / 100 for step in range(1, 100))
_FEWEST = 20  # of either kind, for weights


class Outcome(NamedTuple):
    """A case as answered without any threshold: how sure, whether the answer would be right, and what
    the confidence came from, by name; None where the run did not record it."""

    confidence: float
    answerable: bool
    right: bool
    signals: Mapping[str, float] | None = None

    @property
    def telling(self) -> bool:
        """Whether it should surely be kept, or surely be refused."""
        return self.right or not self.answerable


class Point(NamedTuple):
    """A calibration on one split: what its threshold does (share answered, share of those wrong, an
    answer where there is none being wrong, and the two errors of refusing; None where there is no
    such case), how the confidences part right answers from wrong ones (AURC), and how true they are
    of the telling cases."""

    on: str
    threshold: float
    coverage: float
    risk: float | None
    false_refusal: float | None
    false_answer: float | None
    n: int
    aurc: float | None
    reliability: Reliability | None


class Fit(NamedTuple):
    """What was fitted, what is in use, and both on both splits."""

    fitted: Calibration
    current: Calibration
    points: tuple[Point, ...]


def read_outcomes(run: RunFolder) -> dict[str, list[Outcome]]:
    """The outcomes of a scored run with threshold 0, by split. What the system refuses at any
    threshold has no confidence: zero."""
    right = counted(by_metric(run.scores()).get("right_answerable", ()))
    predictions = run.predictions()
    parted: dict[str, list[Outcome]] = {}
    for case in run.cases():
        prediction = predictions[case.id]
        refused = prediction.status == "not_found"
        sure = 0.0 if refused else prediction.confidence or 0.0
        signals = None if refused else prediction.signals or None
        outcome = Outcome(sure, case.answerable, right.get(case.id, 0.0) == 1.0, signals)
        parted.setdefault(case.split, []).append(outcome)
    return parted


def fit_threshold(outcomes: Sequence[Outcome]) -> float:
    """The confidence that best parts right answers from all that should be refused.

    Youden's J (Youden 1950), of right answers kept and unanswerable questions refused; the middle of
    equally good thresholds. Raises EvaluationError where one of the two kinds is missing.
    """
    good = [o.confidence for o in outcomes if o.answerable and o.right]
    bad = [o.confidence for o in outcomes if not o.answerable]
    if not good or not bad:
        raise EvaluationError(
            f"{len(good)} right answers and {len(bad)} unanswerable questions fit no threshold",
            "give a data set and --fit-split with both",
        )

    def youden(threshold: float) -> float:
        kept = sum(c >= threshold for c in good) / len(good)
        return kept + sum(c < threshold for c in bad) / len(bad)

    best = max(map(youden, _GRID))
    ties = [threshold for threshold in _GRID if youden(threshold) > best - 1e-9]
    return ties[len(ties) // 2]


def fit_weights(outcomes: Sequence[Outcome], current: Calibration) -> Calibration:
    """The weights that make the confidence the probability of being right; the threshold stays, and
    all does where too few cases of either kind have recorded signals."""
    known = [o for o in outcomes if o.telling and o.signals is not None]
    good = sum(o.right for o in known)
    if min(good, len(known) - good) < _FEWEST:
        return current
    names = sorted(set.intersection(*(set(o.signals or ()) for o in known)))
    signals = np.array([[(o.signals or {})[name] for name in names] for o in known])
    weights, bias = fit_logistic(signals, [o.right for o in known])
    fitted = dict(zip(names, map(float, weights), strict=True)) | {"bias": bias}
    return current.model_copy(update={name: round(value, 3) for name, value in fitted.items()})


def weigh(outcomes: Sequence[Outcome], calibration: Calibration) -> list[Outcome]:
    """The outcomes with the confidences that a calibration gives them."""
    return [
        o._replace(confidence=calibration.confidence(o.signals)) if o.signals else o
        for o in outcomes
    ]


def calibrate(
    outcomes: Mapping[str, Sequence[Outcome]],
    fit_split: str,
    report_split: str,
    current: Calibration,
) -> Fit:
    """Fit on one split, report on another, beside the calibration in use. Raises EvaluationError."""
    for split in (fit_split, report_split):
        if not outcomes.get(split):
            raise EvaluationError(
                f"no case is of split {split!r}",
                f"the data set has: {', '.join(map(repr, sorted(outcomes)))}",
            )
    own = outcomes[fit_split]
    weights = fit_weights(own, current)
    fitted = weights.model_copy(update={"answer_threshold": fit_threshold(weigh(own, weights))})
    points = [
        measure(
            f"{split} ({name})", weigh(outcomes[split], calibration), calibration.answer_threshold
        )
        for split in dict.fromkeys((fit_split, report_split))
        for name, calibration in (("fitted", fitted), ("in use", current))
    ]
    return Fit(fitted, current, tuple(points))


def measure(on: str, outcomes: Sequence[Outcome], threshold: float) -> Point:
    """What a threshold on these confidences does to some cases."""
    answered = [o for o in outcomes if o.confidence >= threshold and o.confidence > 0]
    known = sum(o.answerable for o in outcomes)
    unknown = len(outcomes) - known
    wrong = sum(not (o.answerable and o.right) for o in answered)
    kept = sum(o.answerable for o in answered)
    telling = [o for o in outcomes if o.telling]
    return Point(
        on=on,
        threshold=threshold,
        coverage=len(answered) / len(outcomes),
        risk=wrong / len(answered) if answered else None,
        false_refusal=1 - kept / known if known else None,
        false_answer=(len(answered) - kept) / unknown if unknown else None,
        n=len(outcomes),
        aurc=aurc([o.confidence for o in outcomes], [o.answerable and o.right for o in outcomes]),
        reliability=reliability([o.confidence for o in telling], [o.right for o in telling]),
    )


def current_calibration(settings: Settings, embedder: Embedder) -> Calibration:
    """The calibration of the settings' store; where there is no store, what a new one would get."""
    manifest = read_manifest(find_directory(settings))
    stored = manifest.calibration if manifest else {}
    return Calibration.of(stored, embedder.name, reranked=load_reranker(settings) is not None)


def save_calibration(settings: Settings, embedder: Embedder, fitted: Calibration) -> None:
    """Write a calibration into the store's manifest, for all that is asked of it from now on.

    Raises StoreError when the store cannot be opened for writing, or is not there.
    """
    Store.open(settings, embedder=embedder).close()  # one that is not there must not come to be
    with Store.open(settings, write=True, embedder=embedder) as store:
        calibration = store.manifest.calibration | fitted.model_dump()
        store.save_manifest(store.manifest.model_copy(update={"calibration": calibration}))
