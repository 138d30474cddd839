"""A run's cases as the report shows them, beside the baseline's, and which of them to show first."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from meetingqa.evaluation.metrics.citations import is_exact
from meetingqa.evaluation.metrics.summaries import entries, entry_text
from meetingqa.evaluation.records import Case, Cited, Prediction, Score
from meetingqa.evaluation.report.highlighting import find_citation, show_passages, show_sources
from meetingqa.evaluation.report.model import Item, Panel
from meetingqa.evaluation.report.sides import Side
from meetingqa.evaluation.scorers import scorer_of

SHOWN = 20  # of the worst and of the best
WHOLE = 60  # cases up to which every passage of every case is shown
_FIRST = 3  # passages shown otherwise, beside the cited and the gold ones
_HEADLINES = ("right", "field_f1", "ndcg@10", "hit@1")


class Change(NamedTuple):
    """How a case did: by the headline metric, then by the mean of the other shares."""

    headline: float
    rest: float


def choose_headline(metrics: Sequence[str]) -> str:
    """The metric by which cases are ordered; empty without metrics."""
    return next((name for name in (*_HEADLINES, *metrics) if name in metrics), "")


def find_failures(here: Side, headline: str) -> list[str]:
    """The worst cases of a run by itself: errors first, then twins whose original did well, then those
    short of 1, worst first."""
    poor: list[tuple[bool, bool, float, float, str]] = []
    values = here.values.get(headline, {})
    for case in here.cases:
        value = values.get(case.id)
        broken = here.predictions[case.id].error is not None
        if broken or (value is not None and value < 1):
            kept = not is_lost(case, values)
            poor.append((not broken, kept, value or 0.0, _rest(case.id, here, headline), case.id))
    return [name for *_, name in sorted(poor)[:SHOWN]]


def is_lost(case: Case, values: Mapping[str, float]) -> bool:
    """Whether a twin falls short of 1 and its original does not."""
    of = case.perturb.of if case.perturb else ""
    return values.get(case.id, 1) < 1 and values.get(of) == 1


def find_changes(here: Side, baseline: Side, headline: str) -> dict[str, Change]:
    """How each case that both sides scored changed; better is positive."""
    before, now = baseline.values.get(headline, {}), here.values.get(headline, {})
    return {
        case.id: Change(
            now[case.id] - before[case.id],
            _rest(case.id, here, headline) - _rest(case.id, baseline, headline),
        )
        for case in here.cases
        if case.id in now and case.id in before
    }


def worst_and_best(changes: Mapping[str, Change]) -> tuple[list[str], list[str]]:
    """The cases that lost most and gained most, at most 20 each."""
    ranked = sorted(changes, key=lambda name: (changes[name], name))
    lost = [name for name in ranked if changes[name] < (0, 0)]
    won = [name for name in reversed(ranked) if changes[name] > (0, 0)]
    return lost[:SHOWN], won[:SHOWN]


def _rest(case: str, side: Side, headline: str) -> float:
    values = [
        (1 - own[case]) if scorer_of(metric).lower else own[case]
        for metric, own in side.values.items()
        if metric != headline and case in own and scorer_of(metric).share
    ]
    return sum(values) / len(values) if values else 0.0


def make_item(
    case: Case,
    here: Side,
    baseline: Side | None,
    texts: Mapping[str, str],
    value: float | None,
    change: Change | None,
    *,
    whole: bool,
    original: tuple[Case, Mapping[str, str]] | None = None,
) -> Item:
    """One case as shown, `value` of the headline metric. `texts` are the documents it is asked over, as
    far as they are known; `original` what a twin was made of, with its texts, to be shown beside."""
    before = baseline.predictions.get(case.id) if baseline else None
    return Item(
        case=case,
        gold=tuple(case.gold.told or _labelled(case) or case.gold.docs),
        original=_original(here, *original, whole) if original else None,
        scores=_scores(case.id, here, baseline),
        here=_panel(here, here.predictions[case.id], case, texts, whole),
        baseline=_panel(baseline, before, case, texts, whole) if baseline and before else None,
        value=value,
        change=change.headline if change else None,
    )


def _original(here: Side, case: Case, texts: Mapping[str, str], whole: bool) -> tuple[str, Panel]:
    side = here._replace(called=f"the original {case.id}")
    return case.question, _panel(side, here.predictions[case.id], case, texts, whole)


def _labelled(case: Case) -> list[str]:
    fields = case.gold.fields or {}
    return [f"{name}: {entry_text(entry)}" for name in fields for entry in entries(fields, name)]


def _scores(case: str, here: Side, baseline: Side | None) -> tuple[tuple[Score, float | None], ...]:
    before = baseline.values if baseline else {}
    return tuple(
        (s, before.get(s.metric, {}).get(case))
        for s in here.by_case.get(case, ())
        if s.value is not None or s.error
    )


def _panel(
    side: Side, prediction: Prediction, case: Case, texts: Mapping[str, str], whole: bool
) -> Panel:
    passages = show_passages(prediction.retrieved, prediction.citations, case.gold)
    kept = passages
    if not whole:
        kept = tuple(p for p in passages if p.rank <= _FIRST or p.gold or p.cited)
    return Panel(
        system=side.name,
        prediction=prediction,
        seconds=prediction.seconds.get("total", sum(prediction.seconds.values()) or None),
        citations=tuple((c, _stands(c, prediction, texts)) for c in prediction.citations),
        passages=kept,
        hidden=len(passages) - len(kept),
        sources=show_sources(texts, prediction.citations, case.gold),
    )


def _stands(citation: Cited, prediction: Prediction, texts: Mapping[str, str]) -> bool | None:
    """Whether a quote is the source's words; None where the source is not at hand."""
    if citation.doc in texts:
        return is_exact(citation, texts)
    passages = [p for p in prediction.retrieved if p.doc == citation.doc]
    return any(find_citation(citation, p.text, p.start) for p in passages) or None
