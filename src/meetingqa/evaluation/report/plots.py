"""The report's plots with their numbers: hits by k, risk by coverage, confidence, time, differences."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from meetingqa.evaluation.metrics.refusals import RiskPoint, aurc, reliability, risk_coverage
from meetingqa.evaluation.records import Case, Prediction
from meetingqa.evaluation.report.drawing import (
    BAD,
    MUTED,
    OURS,
    STYLE,
    THEIRS,
    Plot,
    axes_of,
    finish,
    name_lines,
    row_axes,
)
from meetingqa.evaluation.report.model import Verdict
from meetingqa.evaluation.report.pages import interval, number
from meetingqa.evaluation.report.sides import Side

_HIT = re.compile(r"hit@(\d+)")
_cent = partial(number, share=True)


def draw_plots(sides: Sequence[Side], verdicts: Sequence[Verdict]) -> tuple[Plot, ...]:
    """Every plot that the run has numbers for. `sides` is this run, then the baseline if any."""
    with matplotlib.rc_context(STYLE):  # type: ignore[arg-type]
        drawn = (
            _draw_hits(sides),
            _draw_risk(sides),
            _draw_reliability(sides[0]),
            _draw_latency(sides[0].predictions),
            _draw_forest(verdicts),
        )
    return tuple(plot for plot in drawn if plot)


def _draw_hits(sides: Sequence[Side]) -> Plot | None:
    """hit@k for each k that was scored, two at least; one line a system, intervals as bands."""
    axes, alts, heights = axes_of(), list[str](), [0.9]
    ticks = set[int]()
    rows = [("system", "k", "hit@k", "95 %")]
    for side, colour, marker in zip(sides, (OURS, THEIRS), "os", strict=False):
        depths = (_HIT.fullmatch(name) for name in {*side.values, *side.judged.rows})
        scored = sorted(int(depth[1]) for depth in depths if depth)
        found = {k: mean for k in scored if (mean := side.interval(f"hit@{k}"))}
        if len(found) < 2:
            continue
        x, y = list(found), [mean.value for mean in found.values()]
        # Where there is no interval its ends are NaN, which leaves a gap in the band.
        ends = np.array([(mean.low, mean.high) for mean in found.values()], dtype=float)
        axes.plot(x, y, color=colour, marker=marker, ms=5, lw=1.8, label=side.name)
        axes.fill_between(x, *ends.T, color=colour, alpha=0.14, lw=0)
        rows += [
            (side.name, str(k), _cent(mean.value), interval(mean, share=True))
            for k, mean in found.items()
        ]
        alts.append(f"{side.name}: {_cent(y[0])} at k = {x[0]}, {_cent(y[-1])} at k = {x[-1]}.")
        ticks |= found.keys()
        heights += [*y, *ends[~np.isnan(ends)]]
    if not alts:
        return None
    axes.set_xticks(sorted(ticks))
    axes.set(xlabel="k documents", ylabel="share of cases with a gold document")
    least = min(heights)
    axes.set_ylim(0 if least < 0.4 else max(0.0, least - 0.08), 1.02)
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    name_lines(axes)
    return finish("hits", "Gold found in the first k documents", " ".join(alts), axes, rows)


def _draw_risk(sides: Sequence[Side]) -> Plot | None:
    """Risk over coverage from the confidences; an answer to an unanswerable case is wrong."""
    axes, alts, top = axes_of(), list[str](), 0.0
    rows = [("system", "confidence", "coverage", "risk")]
    for side, colour in zip(sides, (OURS, THEIRS), strict=False):
        confidences, right = _outcomes(sides[0].cases, side)
        points = risk_coverage(confidences, right)
        if len(points) < 2:
            continue
        x, y = [p.coverage for p in points], [p.risk for p in points]
        axes.plot(x, y, color=colour, lw=1.8, label=side.name)
        top = max(top, *y)
        area = aurc(confidences, right) or 0.0
        alts.append(f"{side.name}: area under the curve {area:.3f}, {len(right)} cases.")
        every = max(1, len(points) // 20)
        rows += [
            (side.name, f"{p.threshold:.2f}", _cent(p.coverage), _cent(p.risk))
            for p in [*points[:-1:every], points[-1]]
        ]
        if side is sides[0] and (threshold := side.threshold) is not None:
            kept = [p for p in points if p.threshold >= threshold]
            if kept:
                alts.append(_mark_threshold(axes, threshold, kept[-1]))
    if not alts:
        return None
    axes.set_xlim(0, 1.02)
    axes.set_ylim(-0.03 * max(top, 0.1), max(0.1, min(1.05, top * 1.25)))
    axes.set(xlabel="coverage: share answered", ylabel="risk: share wrong of those")
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    name_lines(axes)
    return finish("risk", "Risk by coverage, most confident first", " ".join(alts), axes, rows)


def _mark_threshold(axes: Axes, threshold: float, at: RiskPoint) -> str:
    axes.plot([at.coverage], [at.risk], "D", color=BAD, ms=6, zorder=5)
    left = at.coverage > 0.5
    axes.annotate(
        f"threshold {threshold:.2f}",
        (at.coverage, at.risk),
        xytext=(-8 if left else 8, 10),
        textcoords="offset points",
        ha="right" if left else "left",
        color=BAD,
    )
    share, wrong = _cent(at.coverage), _cent(at.risk)
    return f"At its threshold {threshold:.2f} it answers {share}, of which {wrong} are wrong."


def _outcomes(cases: Sequence[Case], side: Side) -> tuple[list[float], list[bool]]:
    """Confidences of the cases that have one, and whether each answer is right."""
    right = side.values.get("right", {})
    confidences, outcomes = [], []
    for case in cases:
        prediction = side.predictions.get(case.id)
        if prediction and prediction.confidence is not None and case.id in right:
            confidences.append(prediction.confidence)
            outcomes.append(case.answerable and right[case.id] >= 1)
    return confidences, outcomes


def _draw_reliability(side: Side) -> Plot | None:
    """How often answers of a confidence are right, beside the diagonal. Only of a run without a
    threshold, which tells of every answer; of right answers and unanswerable questions, as the
    confidence is fitted on."""
    if side.judged.request.threshold != 0.0:
        return None
    right = side.values.get("right_answerable", {})
    told = [
        (side.predictions[case.id].confidence or 0.0, case.answerable)
        for case in side.cases
        if not case.answerable or right.get(case.id) == 1
    ]
    found = reliability([sure for sure, _ in told], [true for _, true in told])
    if found is None:
        return None
    axes = axes_of()
    axes.plot([0, 1], [0, 1], color=MUTED, lw=1, ls="--")
    x, y = [b.confidence for b in found.bins], [b.share for b in found.bins]
    axes.plot(x, y, color=OURS, marker="o", ms=5, lw=1.8)
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.04, 1.04))
    axes.set(xlabel="confidence", ylabel="share right")
    rows = [("confidence", "share right", "cases")]
    rows += [(f"{b.confidence:.2f}", _cent(b.share), str(b.n)) for b in found.bins]
    alt = (
        f"Brier score {found.brier:.3f}, expected calibration error {found.ece:.3f}, of "
        f"{len(told)} right answers and questions without an answer."
    )
    return finish(
        "reliability", "Share right by confidence, in tenths of the cases", alt, axes, rows
    )


def _draw_latency(predictions: Mapping[str, Prediction]) -> Plot | None:
    """One row a stage, in the order of the work, the whole last: a dot at the median, a line to the
    95th percentile."""
    stages: dict[str, list[float]] = {}
    for prediction in predictions.values():
        for stage, seconds in prediction.seconds.items():
            stages.setdefault(stage, []).append(seconds)
    if not stages:
        return None
    names = sorted(stages, key=lambda stage: stage == "total")
    found = np.array([np.percentile(stages[name], (50, 95, 100)) for name in names])
    unit = "seconds"
    if found[:, 1].max() < 1:
        unit, found = "milliseconds", found * 1000
    axes = row_axes(names)
    places = range(len(names))
    axes.hlines(places, found[:, 0], found[:, 1], color=OURS, lw=5, alpha=0.3)
    axes.plot(found[:, 0], places, "o", color=OURS, ms=6)
    axes.plot(found[:, 1], places, "|", color=OURS, ms=10, mew=2)
    axes.set_xlim(left=0)
    axes.set_xlabel(unit)
    rows: list[tuple[str, ...]] = [("stage", f"p50, {unit}", "p95", "most", "cases")]
    rows += [
        (name, *(f"{end:.3g}" for end in ends), str(len(stages[name])))
        for name, ends in zip(names, found, strict=True)
    ]
    alt = f"{names[-1]}: median {rows[-1][1]}, 95th percentile {rows[-1][2]} {unit}."
    return finish("latency", "Time by stage, median to 95th percentile", alt, axes, rows)


def _draw_forest(verdicts: Sequence[Verdict]) -> Plot | None:
    """The differences to the baseline that have an interval, a row a metric around a line at 0;
    shares only, better to the right."""
    bars = []
    for verdict in verdicts:
        value, low, high = verdict.delta[:3] if verdict.delta else (None, None, None)
        if not verdict.scorer.share or value is None or low is None or high is None:
            continue
        if low == high == 0:  # no case differs
            continue
        if verdict.scorer.lower:
            value, low, high = -value, -high, -low
        bad = verdict.sure and high < 0
        bars.append((verdict.metric, 100 * value, 100 * low, 100 * high, bad))
    if not bars:
        return None
    axes = row_axes([name for name, *_ in bars])
    axes.axvline(0, color=MUTED, lw=1)
    for row, (_, value, low, high, bad) in enumerate(bars):
        colour = BAD if bad else OURS
        axes.hlines(row, low, high, color=colour, lw=2)
        axes.plot([value], [row], "s", color=colour, ms=5.5)
    reach = max([1.0, *(abs(end) for _, _, low, high, _ in bars for end in (low, high))]) * 1.1
    axes.set_xlim(-reach, reach)
    axes.locator_params(axis="x", nbins=6)
    axes.set_xlabel("points: this run less the baseline, 95 % interval")
    rows = [("metric", "difference in points", "95 %")]
    rows += [(name, f"{at:+.1f}", f"{low:+.1f} to {high:+.1f}") for name, at, low, high, _ in bars]
    worse = ", ".join(name for name, *_, bad in bars if bad)
    alt = "Better lies right of 0. "
    alt += f"Surely worse: {worse}." if worse else "Nothing is surely worse."
    return finish("forest", "Differences to the baseline", alt, axes, rows)
