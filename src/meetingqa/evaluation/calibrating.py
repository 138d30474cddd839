"""Fits the confidence below which answers are refused, on one split, and says what it does on another.

The run is made with the threshold at 0, so that what would have been refused is known, too.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from meetingqa.calibration import Calibration as StoredCalibration
from meetingqa.encoders import Embedder
from meetingqa.errors import EvaluationError
from meetingqa.evaluation.metrics.refusals import aurc
from meetingqa.evaluation.records import Case, Prediction
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.scorers import by_metric, counted
from meetingqa.settings import Settings
from meetingqa.store import Store
from meetingqa.store_files import find_directory, read_manifest

_GRID = tuple(step / 100 for step in range(1, 100))


class Outcome(NamedTuple):
    """A case as answered without any threshold: how sure, and whether the answer would be right."""

    confidence: float
    answerable: bool
    right: bool


class Operating(NamedTuple):
    """What a threshold does: share answered, share of those wrong (an answer where there is none is
    wrong), and the two errors of refusing. None where there is no such case."""

    threshold: float
    coverage: float | None
    risk: float | None
    false_refusal: float | None
    false_answer: float | None
    n: int


class Calibration(NamedTuple):
    """The fitted threshold; operating points on both splits by name; AURC on the one reported."""

    threshold: float
    points: tuple[tuple[str, Operating], ...]
    report_split: str
    aurc: float | None


def read_outcomes(run: RunFolder) -> dict[str, list[Outcome]]:
    """The outcomes of a scored run with threshold 0, by split."""
    right = counted(by_metric(run.scores()).get("right_answerable", ()))
    return part_outcomes(run.cases(), run.predictions(), right)


def part_outcomes(
    cases: Sequence[Case], predictions: Mapping[str, Prediction], right: Mapping[str, float]
) -> dict[str, list[Outcome]]:
    """Outcomes by split. What the system refuses at any threshold has no confidence: zero."""
    parted: dict[str, list[Outcome]] = {}
    for case in cases:
        prediction = predictions[case.id]
        refused = prediction.status == "not_found"
        sure = 0.0 if refused else prediction.confidence or 0.0
        outcome = Outcome(sure, case.answerable, right.get(case.id, 0.0) == 1.0)
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


def operate(outcomes: Sequence[Outcome], threshold: float) -> Operating:
    """What a threshold does on these cases."""
    answered = [o for o in outcomes if o.confidence >= threshold and o.confidence > 0]
    known = [o for o in outcomes if o.answerable]
    unknown = [o for o in outcomes if not o.answerable]
    wrong = sum(not (o.answerable and o.right) for o in answered)
    kept = [o for o in answered if o.answerable]
    return Operating(
        threshold=threshold,
        coverage=len(answered) / len(outcomes) if outcomes else None,
        risk=wrong / len(answered) if answered else None,
        false_refusal=1 - len(kept) / len(known) if known else None,
        false_answer=(len(answered) - len(kept)) / len(unknown) if unknown else None,
        n=len(outcomes),
    )


def calibrate(
    outcomes: Mapping[str, Sequence[Outcome]],
    fit_split: str,
    report_split: str,
    current: StoredCalibration,
) -> Calibration:
    """Fit on one split, report on another, beside the threshold in use. Raises EvaluationError."""
    for split in (fit_split, report_split):
        if not outcomes.get(split):
            raise EvaluationError(
                f"no case is of split {split!r}",
                f"the data set has: {', '.join(map(repr, sorted(outcomes)))}",
            )
    threshold = fit_threshold(outcomes[fit_split])
    points = []
    for split in dict.fromkeys((fit_split, report_split)):
        points.append((f"{split} (fitted)", operate(outcomes[split], threshold)))
        points.append((f"{split} (in use)", operate(outcomes[split], current.answer_threshold)))
    reported = outcomes[report_split]
    area = aurc([o.confidence for o in reported], [o.answerable and o.right for o in reported])
    return Calibration(threshold, tuple(points), report_split, area)


def current_calibration(settings: Settings, embedder: Embedder) -> StoredCalibration:
    """The calibration of the settings' store; where there is no store, what a new one would get."""
    manifest = read_manifest(find_directory(settings))
    return StoredCalibration.of(manifest.calibration if manifest else {}, embedder.name)


def save_threshold(settings: Settings, embedder: Embedder, threshold: float) -> None:
    """Write the threshold into the store's manifest, for all that is asked of it from now on.

    Raises StoreError when the store cannot be opened for writing, or is not there.
    """
    Store.open(settings, embedder=embedder).close()  # one that is not there must not come to be
    with Store.open(settings, write=True, embedder=embedder) as store:
        calibration = store.manifest.calibration | {"answer_threshold": threshold}
        store.save_manifest(store.manifest.model_copy(update={"calibration": calibration}))
