"""The rows of the verdict table: each metric's mean, its change against a baseline, and its gate."""

import math
from collections.abc import Sequence

from meetingqa.evaluation.comparing import Comparison, Delta, compare
from meetingqa.evaluation.judge import JUDGED
from meetingqa.evaluation.report.legend import FAMILIES, explain
from meetingqa.evaluation.report.model import Gate, Verdict
from meetingqa.evaluation.report.sides import Side
from meetingqa.evaluation.scorers import scorer_of
from meetingqa.evaluation.statistics import Interval, design_effect, smallest_detectable
from meetingqa.evaluation.suites import Gate as Rule

_DISCORDANCE = 0.1  # supposed where no baseline tells it
_NOTHING = Interval(math.nan, None, None, 0, 0)  # of a gate that applies to no case any more


def judge(here: Side, baseline: Side | None) -> tuple[list[Verdict], list[str]]:
    """The rows by family, those of the suite shown; and what else to know of the comparison.

    Raises EvaluationError when the two sides have no case in common.
    """
    comparison = compare(here.judged, baseline.judged) if baseline else Comparison((), ())
    deltas = {delta.metric: delta for delta in comparison.deltas}
    suite = here.judged.suite
    rules = {gate.metric: gate for gate in suite.gates}
    wanted = {*suite.metrics, *rules, *JUDGED}
    order = dict.fromkeys([*suite.metrics, *rules, *here.values])
    names = sorted(order, key=lambda name: FAMILIES.index(explain(name).family))
    gone = {name for name, delta in deltas.items() if math.isnan(delta.here)}
    rows = [
        _row(name, mean, baseline, deltas.get(name), rules.get(name))._replace(shown=name in wanted)
        for name in names
        if (mean := here.interval(name) or (_NOTHING if name in gone else None))
    ]
    notes = list(comparison.notes)
    if not baseline and (idle := [name for name in rules if not here.values.get(name)]):
        notes.append(f"gates that apply to no case: {', '.join(idle)}")
    return rows, [*notes, *_detectable(here, rows, deltas.get(_first(rows)))]


def _row(
    metric: str, here: Interval, baseline: Side | None, delta: Delta | None, rule: Rule | None
) -> Verdict:
    scorer = scorer_of(metric)
    gate, note = _judge(rule, here, delta)
    p = None
    if delta and delta.difference.value is not None:
        p = delta.p if delta.adjusted is None else delta.adjusted
    if delta and delta.flips and any(delta.flips):
        told = "{} won, {} lost".format(*delta.flips)
        if delta.detectable and scorer.share:
            told += f"; a change shows from {100 * delta.detectable:.1f} points"
        note = f"{note}; {told}" if note else told
    return Verdict(
        metric=metric,
        meaning=explain(metric),
        scorer=scorer,
        here=here,
        baseline=baseline.interval(metric) if baseline else None,
        delta=delta.difference if delta and delta.difference.value is not None else None,
        p=p,
        gate=gate,
        rule=_words(rule, scorer.share),
        note=note,
    )


def _judge(rule: Rule | None, here: Interval, delta: Delta | None) -> tuple[Gate, str]:
    if rule is None:
        return "", ""
    if delta and delta.verdict:
        return delta.verdict, "" if rule.hard and here.n else delta.reason
    if rule.hard:
        return ("pass" if here.value == 1 else "fail"), ""
    return "open", ""


def _words(rule: Rule | None, share: bool) -> str:
    if rule is None:
        return ""
    if rule.hard:
        return "must be 100 %"
    if not rule.margin:
        return "no worse"
    points = 100 * rule.margin
    margin = f"{points:g} point{'s' * (points != 1)}" if share else f"{rule.margin:g}"
    return f"at most {margin} worse"


def _first(rows: Sequence[Verdict]) -> str:
    return next((row.metric for row in rows if row.shown and row.scorer.share), "")


def _detectable(here: Side, rows: Sequence[Verdict], delta: Delta | None) -> list[str]:
    """The change of the first share that would go unseen, for how sure a null result is."""
    metric = _first(rows)
    if delta and delta.detectable:
        return [f"a change of {metric} under {100 * delta.detectable:.1f} points would go unseen"]
    values = here.values.get(metric, {})
    effect = design_effect(values, here.judged.clusters)
    change = smallest_detectable(len(values), _DISCORDANCE, effect)
    if change is None:
        return []
    supposed = f"if {_DISCORDANCE:.0%} of the cases came out otherwise"
    return [f"{supposed}, a change of {metric} under {100 * change:.1f} points would go unseen"]
