"""One side of a report: what a run, or an accepted baseline, said and scored, and what it was asked over."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from meetingqa.calibration import ANSWER_THRESHOLD
from meetingqa.errors import MeetingQAError
from meetingqa.evaluation.collecting import collect
from meetingqa.evaluation.datasets import Document
from meetingqa.evaluation.judged import (
    BASELINES,
    Judged,
    find_side,
    judge_run,
    read_baseline,
)
from meetingqa.evaluation.overlays import documents_under
from meetingqa.evaluation.records import Case, Prediction, RunManifest, Score
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.scorers import by_metric, scorer_of
from meetingqa.evaluation.statistics import Interval, mean_interval


class Sources(NamedTuple):
    """Documents by case; `missing` says why there are none, where the data are not at hand."""

    documents: Mapping[str, Mapping[str, Document]]
    cards: tuple[tuple[str, str], ...]
    missing: str = ""

    def documents_of(self, case: Case) -> Mapping[str, Document]:
        """What a case is asked over."""
        return self.documents.get(case.id, {})


def find_sources(judged: Judged) -> Sources:
    """The data of a run, read again from where they were. A report does without them."""
    documents: dict[str, Mapping[str, Document]] = {}
    cards: dict[str, str] = {}
    try:
        for group in collect(judged.request):
            own = documents_under(group.dataset, group.overlay)
            documents |= {case.id: own for case in group.cases}
            if group.dataset.card:
                cards[group.dataset.name] = group.dataset.card
    except MeetingQAError as error:
        return Sources({}, (), error.message)
    return Sources(documents, tuple(cards.items()))


class Side(NamedTuple):
    """A scored run with its predictions and scores; a baseline file has none of either."""

    judged: Judged
    cases: Sequence[Case] = ()
    predictions: Mapping[str, Prediction] = {}
    scores: Mapping[str, Sequence[Score]] = {}
    by_case: Mapping[str, Sequence[Score]] = {}
    called: str = ""  # another name than the system's

    @property
    def name(self) -> str:
        """How the system is called beside others: ours with its writer."""
        return self.called or self.judged.request.name

    @property
    def manifest(self) -> RunManifest:
        return self.judged.manifest

    @property
    def values(self) -> Mapping[str, Mapping[str, float]]:
        """What each case counts with, by metric."""
        return self.judged.values

    @property
    def threshold(self) -> float | None:
        """The confidence below which the run refused; None for a system that has none."""
        request = self.judged.request
        if request.system != "meetingqa":
            return None
        return ANSWER_THRESHOLD if request.threshold is None else request.threshold

    def interval(self, metric: str) -> Interval | None:
        """A metric's mean with its interval, from the cases or as the baseline keeps it."""
        if values := self.values.get(metric):
            return mean_interval(values, self.judged.clusters, share=scorer_of(metric).share)
        row = self.judged.rows.get(metric)
        if row is None or row.value is None:
            return None
        return Interval(row.value, row.low, row.high, row.n, row.clusters)


def read_run(run: RunFolder) -> Side:
    """A run as one side. Raises EvaluationError when it is not complete."""
    judged, scores = judge_run(run), run.scores()
    by_case: dict[str, list[Score]] = {}
    for score in scores:
        by_case.setdefault(score.id, []).append(score)
    return Side(judged, run.cases(), run.predictions(), by_metric(scores), by_case)


def read_side(name: str | Path) -> Side:
    """A run, or a baseline by file or name. Raises EvaluationError when neither is there."""
    found = find_side(name)
    return Side(read_baseline(found)) if isinstance(found, Path) else read_run(found)


def tell_apart(here: Side, baseline: Side) -> Side:
    """The baseline with a name of its own, where it is of the same system as the run."""
    if baseline.name != here.name:
        return baseline
    run = f"the run {baseline.manifest.run_id}"
    return baseline._replace(called=run if baseline.predictions else "the accepted baseline")


def find_baseline(judged: Judged, folder: Path = BASELINES) -> Side | None:
    """The accepted baseline of a run's suite and label, where it has cases of the run."""
    path = folder / f"{judged.name}.json"
    if not path.is_file():
        return None
    baseline = read_baseline(path)
    return Side(baseline) if judged.clusters.keys() & baseline.clusters.keys() else None
