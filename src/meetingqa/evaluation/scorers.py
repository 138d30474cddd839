"""Scores a prediction by every metric, and says what a case counts with in a mean.

A metric that does not apply is a Score without value, and is counted; a scorer that raises, or a
system that did, leaves a Score with `error`, which counts as wrong wherever there is a wrong.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from meetingqa.domain import SummaryFields
from meetingqa.errors import MeetingQAError
from meetingqa.evaluation.answer_scorers import ANSWER_SCORERS, right
from meetingqa.evaluation.metrics import answers, summaries
from meetingqa.evaluation.metrics.citations import Texts
from meetingqa.evaluation.outcomes import NOT_APPLICABLE, Item, Outcome, Scorer, listing
from meetingqa.evaluation.records import Case, Prediction, Score


def is_summary(case: Case) -> bool:
    """Whether an article is to be summarised."""
    return case.task == "summary"


def _labelled(case: Case) -> bool:
    return is_summary(case) and case.gold.fields is not None


def _fields(item: Item) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    return item.prediction.fields or {}, item.case.gold.fields or {}


def _whole(fields: Mapping[str, Any]) -> str:
    texts = [
        summaries.entry_text(entry)
        for name in SummaryFields.model_fields
        for entry in summaries.entries(fields, name)
    ]
    return "\n".join(texts)


def _field_f1(item: Item) -> Outcome:
    matches = summaries.match_fields(*_fields(item))
    told = [
        f"{name} {match.pairs} of {match.wanted}, {match.said} said"
        for name, match in matches.items()
        if match.said or match.wanted
    ]
    return Outcome(summaries.field_f1(matches), listing(told, len(told)))


def _figure_precision(item: Item) -> Outcome:
    return Outcome(summaries.figure_precision(summaries.entries(_fields(item)[0], "figures")))


def _silently_missed(item: Item) -> Outcome:
    said, wanted = _fields(item)
    total = sum(len(summaries.entries(wanted, name)) for name in SummaryFields.model_fields)
    if not total:
        return NOT_APPLICABLE
    missed = summaries.silently_missed(said, wanted, item.prediction.uncovered)
    return Outcome(len(missed) / total, listing(missed))


def _compared(measure: Callable[[summaries.Fields, summaries.Fields], float | None]) -> Scorer:
    return Scorer(lambda item: Outcome(measure(*_fields(item))), _labelled)


def _rouge(measure: Callable[[str, str], float]) -> Scorer:
    return _compared(lambda said, wanted: measure(_whole(said), _whole(wanted)))


SUMMARY_SCORERS: dict[str, Scorer] = {
    "field_f1": Scorer(_field_f1, _labelled),
    "summary_figure_precision": Scorer(_figure_precision, is_summary),
    "summary_figure_recall": _compared(summaries.figure_recall),
    "summary_value_recall": _compared(summaries.value_recall),
    "name_role_recall": _compared(summaries.role_recall),
    "silently_missed": Scorer(_silently_missed, _labelled, 1.0, lower=True),
    "rouge1": _rouge(partial(answers.rouge_n, n=1)),
    "rouge2": _rouge(partial(answers.rouge_n, n=2)),
    "rougeL": _rouge(answers.rouge_l),
}


GIVEN_ORIGINAL = "right_given_original"
SCORERS: dict[str, Scorer] = {
    **ANSWER_SCORERS,
    # Of one twin alone; `scoring` leaves out those whose original is not right.
    GIVEN_ORIGINAL: Scorer(
        right, lambda case: case.perturb is not None and ANSWER_SCORERS["right"].applies(case)
    ),
    **SUMMARY_SCORERS,
    "seconds": Scorer(
        lambda i: Outcome(i.prediction.seconds.get("total")), wrong=None, lower=True, unit="s"
    ),
    "output_tokens": Scorer(
        # No model asked is no cheap model.
        lambda i: Outcome(float(i.prediction.output_tokens) or None),
        wrong=None,
        lower=True,
        unit="tokens",
    ),
}
_OTHER = Scorer(lambda item: NOT_APPLICABLE)
# What odd data can raise in a scorer; anything else is a fault of the harness and stops the run.
_DATA_ERRORS = (ArithmeticError, AttributeError, LookupError, MeetingQAError, TypeError, ValueError)


def score_prediction(
    case: Case, prediction: Prediction, texts: Texts, scorers: Mapping[str, Scorer] = SCORERS
) -> list[Score]:
    """One Score a scorer, in their order. `texts` are the canonical texts that the case is asked
    over, by document."""
    item = Item(case, prediction, texts)
    return [_score(name, scorer, item) for name, scorer in scorers.items()]


def _score(name: str, scorer: Scorer, item: Item) -> Score:
    error = item.prediction.error or ("error" if item.prediction.status == "error" else None)
    value, evidence = None, ""
    if not scorer.applies(item.case):
        error = None
    elif error is None:
        try:
            value, evidence = scorer.measure(item)
        except _DATA_ERRORS as caught:
            error = f"{type(caught).__name__}: {caught}"
    return Score(id=item.case.id, metric=name, value=value, evidence=evidence, error=error)


def counted(scores: Iterable[Score]) -> dict[str, float]:
    """The value each case counts with in the mean, by case id: errors as wrong, the rest left out.

    The scores are of one metric. Intervals and comparisons start from these.
    """
    values = {}
    for score in scores:
        value = score.value
        if score.error is not None:
            value = scorer_of(score.metric).wrong
        if value is not None:
            values[score.id] = value
    return values


def scorer_of(metric: str) -> Scorer:
    """How a metric is to be read; one that is not ours, as a judge's, is a share."""
    return SCORERS.get(metric, _OTHER)


def by_metric(scores: Iterable[Score]) -> dict[str, list[Score]]:
    """Scores of a run parted by metric, in the order they come."""
    parted: dict[str, list[Score]] = {}
    for score in scores:
        parted.setdefault(score.metric, []).append(score)
    return parted
