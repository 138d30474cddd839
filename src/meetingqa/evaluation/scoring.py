"""Scores a run's predictions, when they are made and again whenever cases or metrics have changed."""

from collections.abc import Iterator, Mapping, Sequence

from meetingqa.errors import EvaluationError
from meetingqa.evaluation.collecting import Asked, Request, collect, digest_data
from meetingqa.evaluation.judge import JUDGED
from meetingqa.evaluation.metrics.citations import Texts
from meetingqa.evaluation.overlays import documents_under
from meetingqa.evaluation.records import Case, Prediction, RunManifest, Score
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.scorers import GIVEN_ORIGINAL, score_prediction


def with_texts(
    groups: Sequence[Asked], predictions: Mapping[str, Prediction]
) -> Iterator[tuple[Case, Prediction, Texts]]:
    """Every predicted case, in order, with the texts it was asked over."""
    for group in groups:
        texts = {d.id: d.text for d in documents_under(group.dataset, group.overlay).values()}
        for case in group.cases:
            if case.id in predictions:
                yield case, predictions[case.id], texts


def score_run(groups: Sequence[Asked], predictions: Mapping[str, Prediction]) -> list[Score]:
    """The scores of every predicted case, in the order of the cases."""
    scores = [s for asked in with_texts(groups, predictions) for s in score_prediction(*asked)]
    of = {case.id: case.perturb.of for g in groups for case in g.cases if case.perturb}
    right = {score.id: score.value for score in scores if score.metric == "right"}
    return [
        _beside_original(score, right.get(of[score.id]))
        if score.metric == GIVEN_ORIGINAL and score.id in of
        else score
        for score in scores
    ]


def _beside_original(score: Score, original: float | None) -> Score:
    """A twin counts only where its original is right: what was wrong before was not lost by the change."""
    if original == 1:
        return score
    return score.model_copy(
        update={"value": None, "error": None, "evidence": "the original is not right either"}
    )


def rescore(run: RunFolder) -> RunManifest:
    """Score a run anew by today's cases and metrics, without predicting; a judge's scores are kept.

    Raises EvaluationError when a case is asked otherwise now, or over other articles: it must be
    predicted again.
    """
    manifest = run.manifest()
    groups = collect(Request.of(manifest))
    before = {case.id: case for case in run.cases()}
    cases = [case for group in groups for case in group.cases]
    for case in cases:
        old = before.get(case.id)
        if old and (old.question, old.history) != (case.question, case.history):
            raise EvaluationError(
                f"case {case.id!r} asks something else than when it was predicted",
                "run the suite again",
            )
    data = digest_data(groups)
    for name in data.keys() & manifest.data.keys():
        if name.endswith("/corpus") and data[name] != manifest.data[name]:
            raise EvaluationError(
                f"the articles of {name.removesuffix('/corpus')!r} are others than when they were asked",
                "run the suite again",
            )
    manifest = manifest.model_copy(update={"data": data})
    run.write_manifest(manifest)
    run.write_cases(cases)
    judged = [score for score in run.scores() if score.metric in JUDGED]
    run.write_scores([*score_run(groups, run.predictions()), *judged])
    return manifest
