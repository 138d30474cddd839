"""The metrics of structured summaries."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from meetingqa.domain import SummaryFields
from meetingqa.evaluation.metrics import rouge, summaries
from meetingqa.evaluation.outcomes import NOT_APPLICABLE, Item, Outcome, Scorer, listing
from meetingqa.evaluation.records import Case


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


def _rouge(measure: Callable[[str, str], float]) -> Scorer:
    def compare(item: Item) -> Outcome:
        said, wanted = _fields(item)
        return Outcome(measure(_whole(said), _whole(wanted)))

    return Scorer(compare, _labelled)


SUMMARY_SCORERS: dict[str, Scorer] = {
    "field_f1": Scorer(_field_f1, _labelled),
    "summary_figure_precision": Scorer(_figure_precision, is_summary),
    "summary_figure_recall": Scorer(
        lambda i: Outcome(summaries.figure_recall(*_fields(i))), _labelled
    ),
    "summary_value_recall": Scorer(
        lambda i: Outcome(summaries.value_recall(*_fields(i))), _labelled
    ),
    "name_role_recall": Scorer(lambda i: Outcome(summaries.role_recall(*_fields(i))), _labelled),
    "silently_missed": Scorer(_silently_missed, _labelled, 1.0, lower=True),
    "rouge1": _rouge(partial(rouge.rouge_n, n=1)),
    "rouge2": _rouge(partial(rouge.rouge_n, n=2)),
    "rougeL": _rouge(rouge.rouge_l),
}
