"""The numbers behind a report's plots: hits by k, risk by coverage, seconds by stage, differences."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from meetingqa.calibration import ANSWER_THRESHOLD
from meetingqa.evaluation.metrics.refusals import aurc, risk_coverage
from meetingqa.evaluation.metrics.reliability import reliability
from meetingqa.evaluation.records import Case, Prediction
from meetingqa.evaluation.report import plots
from meetingqa.evaluation.report.model import Verdict
from meetingqa.evaluation.report.plots import Bar, Curve, Plot
from meetingqa.evaluation.report.sides import Side

_HIT = re.compile(r"hit@(\d+)")


def draw_plots(
    cases: Sequence[Case],
    sides: Sequence[Side],
    verdicts: Sequence[Verdict],
) -> tuple[Plot, ...]:
    """Every plot that the run has numbers for. `sides` is this run, then the baseline if any."""
    drawn = (
        plot_hits(sides),
        plot_risk(cases, sides),
        plot_reliability(cases, sides[0]),
        plot_latency(sides[0].predictions),
        plot_forest(verdicts),
    )
    return tuple(plot for plot in drawn if plot)


def plot_hits(sides: Sequence[Side]) -> Plot | None:
    """hit@k for each k that was scored; two at least."""
    curves = []
    for side in sides:
        depths = sorted(
            int(m[1]) for name in {*side.values, *side.judged.rows} if (m := _HIT.fullmatch(name))
        )
        found = [(k, side.interval(f"hit@{k}")) for k in depths]
        known = [(k, i.value, i.low, i.high) for k, i in found if i.value is not None]
        if len(known) > 1:
            x, y, low, high = (tuple(column) for column in zip(*known, strict=True))
            ends = None not in (*low, *high)
            curves.append(Curve(side.name, x, y, low if ends else (), high if ends else ()))
    if not curves:
        return None
    rows = [("system", "k", "hit@k", "95 %")]
    for curve in curves:
        spans = [
            f"{_cent(low)}–{_cent(high)}" for low, high in zip(curve.low, curve.high, strict=True)
        ] or [""] * len(curve.x)
        rows += [
            (curve.name, f"{k:.0f}", _cent(y), span)
            for k, y, span in zip(curve.x, curve.y, spans, strict=True)
        ]
    alt = " ".join(
        f"{c.name}: {_cent(c.y[0])} at k = {c.x[0]:.0f}, {_cent(c.y[-1])} at k = {c.x[-1]:.0f}."
        for c in curves
    )
    return _plot("hits", "Gold found in the first k documents", alt, plots.draw_hits(curves), rows)


def plot_risk(cases: Sequence[Case], sides: Sequence[Side]) -> Plot | None:
    """Risk over coverage from the confidences; an answer to an unanswerable case is wrong."""
    curves, alts = [], []
    rows = [("system", "confidence", "coverage", "risk")]
    mark = None
    for side in sides:
        confidences, right = _judged(cases, side)
        points = risk_coverage(confidences, right)
        if len(points) < 2:
            continue
        curves.append(
            Curve(side.name, tuple(p.coverage for p in points), tuple(p.risk for p in points))
        )
        area = aurc(confidences, right) or 0.0
        alts.append(f"{side.name}: area under the curve {area:.3f}, {len(right)} cases.")
        every = max(1, len(points) // 20)
        rows += [
            (side.name, f"{p.threshold:.2f}", _cent(p.coverage), _cent(p.risk))
            for p in [*points[:-1:every], points[-1]]
        ]
        threshold = find_threshold(side)
        if side is sides[0] and threshold is not None:
            kept = [p for p in points if p.threshold >= threshold]
            if kept:
                mark = (threshold, kept[-1].coverage, kept[-1].risk)
                alts.append(
                    f"At its threshold {threshold:.2f} it answers {_cent(mark[1])}, of which "
                    f"{_cent(mark[2])} are wrong."
                )
    if not curves:
        return None
    title = "Risk by coverage, most confident first"
    return _plot("risk", title, " ".join(alts), plots.draw_risk(curves, mark), rows)


def _judged(cases: Sequence[Case], side: Side) -> tuple[list[float], list[bool]]:
    right = side.values.get("right", {})
    confidences, outcomes = [], []
    for case in cases:
        prediction = side.predictions.get(case.id)
        if prediction and prediction.confidence is not None and case.id in right:
            confidences.append(prediction.confidence)
            outcomes.append(case.answerable and right[case.id] >= 1)
    return confidences, outcomes


def find_threshold(side: Side) -> float | None:
    """The confidence below which the run refused; None for a system that has none."""
    request = side.judged.request
    if request.system != "meetingqa":
        return None
    return ANSWER_THRESHOLD if request.threshold is None else request.threshold


def plot_reliability(cases: Sequence[Case], side: Side) -> Plot | None:
    """How often answers of a confidence are right. Only of a run without a threshold, which tells of
    every answer; right answers and unanswerable questions, as the confidence is fitted on."""
    if side.judged.request.threshold != 0.0:
        return None
    right = side.values.get("right_answerable", {})
    told = [
        (side.predictions[case.id].confidence or 0.0, case.answerable)
        for case in cases
        if case.id in side.predictions and (not case.answerable or right.get(case.id) == 1)
    ]
    found = reliability([sure for sure, _ in told], [true for _, true in told])
    if found is None:
        return None
    curve = Curve(
        side.name, tuple(b.confidence for b in found.bins), tuple(b.share for b in found.bins)
    )
    rows = [("confidence", "share right", "cases")]
    rows += [(f"{b.confidence:.2f}", _cent(b.share), str(b.n)) for b in found.bins]
    alt = (
        f"Brier score {found.brier:.3f}, expected calibration error {found.ece:.3f}, of "
        f"{len(told)} right answers and questions without an answer."
    )
    title = "Share right by confidence, in tenths of the cases"
    return _plot("reliability", title, alt, plots.draw_reliability(curve), rows)


def plot_latency(predictions: Mapping[str, Prediction]) -> Plot | None:
    """Median and 95th percentile of each stage, in the order of the work, the whole last."""
    stages: dict[str, list[float]] = {}
    for prediction in predictions.values():
        for stage, seconds in prediction.seconds.items():
            stages.setdefault(stage, []).append(seconds)
    if not stages:
        return None
    names = sorted(stages, key=lambda stage: stage == "total")
    found = {name: np.percentile(stages[name], (50, 95, 100)) for name in names}
    small = max(float(ends[1]) for ends in found.values()) < 1
    unit, scale = ("milliseconds", 1000.0) if small else ("seconds", 1.0)
    bars = [
        Bar(name, float(p50) * scale, float(p50) * scale, float(p95) * scale)
        for name, (p50, p95, _) in found.items()
    ]
    rows: list[tuple[str, ...]] = [("stage", f"p50, {unit}", "p95", "most", "cases")]
    rows += [
        (name, *(f"{float(v) * scale:.3g}" for v in ends), str(len(stages[name])))
        for name, ends in found.items()
    ]
    last = bars[-1]
    alt = f"{last.name}: median {last.value:.3g}, 95th percentile {last.high:.3g} {unit}."
    return _plot(
        "latency",
        "Time by stage, median to 95th percentile",
        alt,
        plots.draw_latency(bars, unit),
        rows,
    )


def plot_forest(verdicts: Sequence[Verdict]) -> Plot | None:
    """The differences to the baseline that have an interval; shares only, better to the right."""
    bars = []
    for verdict in verdicts:
        delta = verdict.delta
        if delta and verdict.share and delta.low is not None and delta.high is not None:
            low, high = delta.low, delta.high
            if low == high == 0:  # no case differs
                continue
            value = delta.value
            if verdict.lower_is_better:
                value, low, high = -value, -high, -low
            bars.append(Bar(verdict.metric, value, low, high, bad=verdict.sure and high < 0))
    if not bars:
        return None
    rows = [("metric", "difference in points", "95 %")]
    rows += [
        (b.name, f"{100 * b.value:+.1f}", f"{100 * b.low:+.1f} to {100 * b.high:+.1f}")
        for b in bars
    ]
    worse = [b.name for b in bars if b.bad]
    alt = "Better lies right of 0. " + (
        f"Surely worse: {', '.join(worse)}." if worse else "Nothing is surely worse."
    )
    return _plot("forest", "Differences to the baseline", alt, plots.draw_forest(bars), rows)


def _plot(name: str, title: str, alt: str, svg: str, rows: Sequence[tuple[str, ...]]) -> Plot:
    return Plot(name, title, alt, plots.finish(svg, name, title, alt), tuple(rows))


def _cent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f} %"
