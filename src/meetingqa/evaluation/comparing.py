"""Compares a run with a baseline, case by case, and tells whether it is a regression.

A regression is a hard gate below 1, a gated metric of which the interval of the paired difference
reaches below its margin, one that dropped significantly (5 %, after Holm over the gated metrics), or one
that applies to no case any more. A metric that fell in no case is no regression, however wide its
interval.
"""

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

from meetingqa.errors import EvaluationError
from meetingqa.evaluation.judged import Judged
from meetingqa.evaluation.scorers import scorer_of
from meetingqa.evaluation.statistics import (
    Difference,
    McNemar,
    design_effect,
    holm,
    mcnemar,
    paired_difference,
    smallest_detectable,
)
from meetingqa.evaluation.suites import Gate

ALPHA = 0.05
Verdict = Literal["pass", "fail", ""]


class Delta(NamedTuple):
    """One metric in both runs, over the cases that both count.

    `p` is the larger of the bootstrap's and, for binary outcomes, McNemar's, which knows no
    clusters; `adjusted` is Holm's over the gated metrics, or over the others. `fell` is in how many
    cases it is worse, `detectable` the smallest change that so many cases would show. `reason` tells
    why a gate failed.
    """

    metric: str
    here: float
    there: float
    difference: Difference
    discordant: McNemar | None
    p: float
    detectable: float | None
    gate: Gate | None
    fell: int = 0
    adjusted: float | None = None
    verdict: Verdict = ""
    reason: str = ""

    @property
    def flips(self) -> tuple[int, int] | None:
        """Cases that the run won and lost, where the outcomes are 0 and 1."""
        if self.discordant is None:
            return None
        more, less = self.discordant[:2]
        return (less, more) if scorer_of(self.metric).lower else (more, less)


class Comparison(NamedTuple):
    """All metrics, what to know about the two runs, and whether the first is a regression."""

    deltas: tuple[Delta, ...]
    notes: tuple[str, ...]

    @property
    def regressed(self) -> bool:
        return any(delta.verdict == "fail" for delta in self.deltas)


def compare(run: Judged, baseline: Judged) -> Comparison:
    """Every metric of the run's suite that both hold case by case, gated ones first.

    One that is not `paired` is left out: on the same cases it is the same in both. Raises
    EvaluationError when the two have no case in common.
    """
    shared = run.clusters.keys() & baseline.clusters.keys()
    if not shared:
        raise EvaluationError(
            f"{run.name!r} and {baseline.name!r} have no case in common",
            "compare runs of one suite and data set",
        )
    gates = {gate.metric: gate for gate in run.suite.gates}
    names = dict.fromkeys((*gates, *run.suite.metrics))
    deltas = []
    for name in names:
        gate = gates.get(name)
        here, there = run.values.get(name, {}), baseline.values.get(name, {})
        if not scorer_of(name).paired:
            continue
        # A hard gate holds for every case of the run, whatever the baseline has.
        if here.keys() & there.keys() or (here and gate and gate.hard):
            deltas.append(_measure(name, here, there, run.clusters, gate))
        # Who answers nothing states nothing wrong: that must not pass for holding.
        elif gate and not here and (lost := [there[case] for case in there if case in shared]):
            deltas.append(_vanished(gate, lost))
    adjusted = holm({d.metric: d.p for d in deltas if d.gate})
    adjusted |= holm({d.metric: d.p for d in deltas if not d.gate})
    judged = [_judge(d._replace(adjusted=adjusted.get(d.metric))) for d in deltas]
    return Comparison(tuple(judged), tuple(_notes(run, baseline, len(shared), gates, judged)))


def _measure(
    name: str,
    here: Mapping[str, float],
    there: Mapping[str, float],
    clusters: Mapping[str, str],
    gate: Gate | None,
) -> Delta:
    share = scorer_of(name).share
    difference = paired_difference(here, there, clusters, share=share)
    pairs = {case: (here[case], there[case]) for case in here if case in there}
    lower = scorer_of(name).lower
    binary = all(value in (0.0, 1.0) for pair in pairs.values() for value in pair)
    discordant = mcnemar(here, there) if binary and pairs else None
    detectable = None
    if discordant and (differ := discordant.only_a + discordant.only_b):
        effect = design_effect({case: a - b for case, (a, b) in pairs.items()}, clusters)
        detectable = smallest_detectable(len(pairs), differ / len(pairs), effect)
    own = here.values() if gate and gate.hard else [a for a, _ in pairs.values()]
    return Delta(
        metric=name,
        here=sum(own) / len(own),
        there=sum(b for _, b in pairs.values()) / len(pairs) if pairs else math.nan,
        difference=difference,
        discordant=discordant,
        p=max(difference.p, discordant.p) if discordant else difference.p,
        detectable=detectable,
        gate=gate,
        fell=sum(a > b if lower else a < b for a, b in pairs.values()),
    )


def _vanished(gate: Gate, lost: list[float]) -> Delta:
    """A gate that has values in the baseline and none in the run, over the same cases."""
    return Delta(
        metric=gate.metric,
        here=math.nan,
        there=sum(lost) / len(lost),
        difference=Difference(None, None, None, 1.0, 0, 0),
        discordant=None,
        p=1.0,
        detectable=None,
        gate=gate,
        reason=f"applies to no case, to {len(lost)} of the baseline",
    )


def _judge(delta: Delta) -> Delta:
    """The delta with its gate's verdict."""
    gate, difference = delta.gate, delta.difference
    if gate is None:
        return delta
    if delta.reason:
        return delta._replace(verdict="fail")
    if gate.hard and delta.here < 1:
        return delta._replace(verdict="fail", reason="must be 1")
    if gate.hard or not delta.fell:
        return delta._replace(verdict="pass")
    assert gate.margin is not None and difference.value is not None
    scorer = scorer_of(delta.metric)
    sign = -1.0 if scorer.lower else 1.0
    ends = [sign * end for end in (difference.low, difference.high) if end is not None]
    worst = min(ends, default=sign * difference.value)
    if worst < -gate.margin:
        told = f"{-100 * worst:.1f} points" if scorer.share else f"{-worst:.3g}"
        reason = f"{'may be' if ends else 'is'} {told} worse"
    elif sign * difference.value < 0 and (delta.adjusted or 0.0) < ALPHA:
        reason = f"significantly worse (p {delta.adjusted:.3f} after Holm)"
    else:
        return delta._replace(verdict="pass")
    return delta._replace(verdict="fail", reason=reason)


def _notes(
    run: Judged, baseline: Judged, shared: int, gates: Mapping[str, Gate], deltas: list[Delta]
) -> list[str]:
    notes = []
    if run.manifest.suite != baseline.manifest.suite:
        notes.append(f"suites differ: {run.manifest.suite} and {baseline.manifest.suite}")
    for who, judged in (("the run", run), ("the baseline", baseline)):
        if len(judged.clusters) > shared:
            notes.append(f"{len(judged.clusters) - shared} cases of {who} are not compared")
    old = baseline.manifest.data
    changed = [k for k, v in run.manifest.data.items() if k in old and old[k] != v]
    if changed:
        notes.append(f"other data than the baseline's: {', '.join(changed)}")
    missing = gates.keys() - {delta.metric for delta in deltas}
    if missing:
        notes.append(f"gates without values in both: {', '.join(sorted(missing))}")
    return notes
