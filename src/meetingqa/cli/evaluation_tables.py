"""Runs and comparisons as plain tables and as JSON."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.evaluation.calibrating import Fit
    from meetingqa.evaluation.comparing import Comparison, Delta
    from meetingqa.evaluation.judged import Judged
    from meetingqa.evaluation.judging import JudgeRecord
    from meetingqa.evaluation.report.model import Report
    from meetingqa.evaluation.statistics import Difference, Interval


def plain_verdicts(report: "Report") -> str:
    """The verdict table of a report: means with intervals, differences to the baseline, gates."""
    heads = ("metric", "mean", "95 %", "cases", "clusters")
    beside = ("difference", "95 %", "p") if report.baseline else ()
    table: list[tuple[str, ...]] = [(*heads, *beside, "gate")]
    for v in report.verdicts:
        if not v.shown:
            continue
        cells: tuple[str, ...] = (v.metric, *_cells(v.here), str(v.here.n), str(v.here.clusters))
        if report.baseline:
            p = "-" if v.p is None else f"{v.p:.3f}"
            cells += (*(_cells(v.delta, sign="+") if v.delta else ("-", "-")), p)
        gate = {"pass": "holds", "fail": "BROKEN", "open": "no baseline"}.get(v.gate, "")
        table.append((*cells, f"{gate} ({v.rule})" if v.rule else gate))
    return _align(table)


def run_record(judged: "Judged", path: str) -> dict[str, Any]:
    """A run's rows as JSON."""
    rows = {name: row.model_dump(mode="json") for name, row in judged.rows.items()}
    cost = judged.manifest.cost
    return {
        "run": path,
        "suite": judged.manifest.suite,
        "label": judged.request.label,
        "metrics": rows,
        "cost": cost.model_dump() if cost else None,
    }


def plain_comparison(comparison: "Comparison") -> str:
    """Each metric in both runs, the paired difference, and what the gates say."""
    heads = "metric|run|baseline|difference|95 %|p (Holm)|cases|won, lost|change that shows|gate"
    table: list[tuple[str, ...]] = [tuple(heads.split("|"))]
    table += [_delta_cells(delta) for delta in comparison.deltas]
    verdict = "REGRESSION" if comparison.regressed else "no regression"
    return "\n".join([_align(table), *(f"note: {n}" for n in comparison.notes), verdict])


def comparison_record(comparison: "Comparison") -> dict[str, Any]:
    """A comparison as JSON."""
    return {
        "regressed": comparison.regressed,
        "notes": list(comparison.notes),
        "metrics": [
            {
                "metric": d.metric,
                "run": _number(d.here),
                "baseline": _number(d.there),
                **d.difference._asdict(),
                "difference": d.difference.value,
                "only_run": d.discordant.only_a if d.discordant else None,
                "only_baseline": d.discordant.only_b if d.discordant else None,
                "p": d.p,
                "p_adjusted": d.adjusted,
                "detectable": d.detectable,
                "gate": d.verdict,
                "reason": d.reason,
            }
            for d in comparison.deltas
        ],
    }


def plain_judge(record: "JudgeRecord") -> str:
    """How a judge agrees with labels, by what it judges."""
    heads = "judges|labels|agreement|kappa|true positives|true negatives"
    table: list[tuple[str, ...]] = [tuple(heads.split("|"))]
    for task, c in sorted(record.calibrations.items()):
        rates = ("-" if rate is None else f"{rate:.3f}" for rate in (c.tpr, c.tnr))
        table.append((task, str(c.n), f"{c.agreement:.3f}", f"{c.kappa:.3f}", *rates))
    return f"judge {record.pin}\n{_align(table)}"


def plain_calibration(fit: "Fit") -> str:
    """The fitted weights and threshold, what they do beside those in use, and the reliability bins."""
    heads = "on|threshold|coverage|risk|false refusals|false answers|AURC|Brier|ECE|cases"
    table: list[tuple[str, ...]] = [tuple(heads.split("|"))]
    bins: list[tuple[str, ...]] = []
    for at in fit.points:
        sure = at.reliability
        shares = (at.coverage, at.risk, at.false_refusal, at.false_answer)
        true = (at.aurc, sure and sure.brier, sure and sure.ece)
        cells = ("-" if s is None else f"{s:.3f}" for s in (*shares, *true))
        table.append((at.on, f"{at.threshold:.2f}", *cells, str(at.n)))
        told = (f"{b.confidence:.2f} → {b.share:.2f}" for b in (sure.bins if sure else ()))
        bins.append((at.on, *told))
    lines = [
        f"{name}: coverage {c.coverage:g}, similarity {c.similarity:g}, reading {c.reading:g}, "
        f"bias {c.bias:g}, threshold {c.answer_threshold:g}"
        for name, c in (("fitted", fit.fitted), ("in use", fit.current))
    ]
    width = max(map(len, bins))
    padded = [row + ("",) * (width - len(row)) for row in bins]
    return "\n".join(
        [
            *lines,
            "",
            _align(table),
            "",
            "confidence → share right, in tenths of the cases:",
            _align(padded),
        ]
    )


def calibration_record(fit: "Fit") -> dict[str, Any]:
    """A calibration as JSON."""
    points = []
    for point in fit.points:
        told = point._asdict()
        sure = told.pop("reliability")
        true = {"brier": sure and sure.brier, "ece": sure and sure.ece}
        points.append(told | true | {"bins": [b._asdict() for b in sure.bins] if sure else []})
    return {
        "fitted": fit.fitted.model_dump(),
        "in_use": fit.current.model_dump(),
        "points": points,
    }


def _delta_cells(delta: "Delta") -> tuple[str, ...]:
    difference = delta.difference
    value = "-" if difference.value is None else f"{difference.value:+.4f}"
    ends = (difference.low, difference.high)
    span = "-" if None in ends else f"{difference.low:+.3f} to {difference.high:+.3f}"
    p = f"{delta.p:.3f}" + (f" ({delta.adjusted:.3f})" if delta.adjusted is not None else "")
    flips = "{}, {}".format(*delta.flips) if delta.flips else "-"
    detectable = "-" if delta.detectable is None else f"{delta.detectable:.3f}"
    gate = f"{delta.verdict}{': ' + delta.reason if delta.reason else ''}"
    means = (_told(delta.here), _told(delta.there))
    return (delta.metric, *means, value, span, p, str(difference.n), flips, detectable, gate)


def _cells(found: "Interval | Difference", sign: str = "") -> tuple[str, str]:
    value, low, high = found[:3]
    span = "-" if low is None or high is None else f"{low:{sign}.3f} to {high:{sign}.3f}"
    return _told(value, sign), span


def _told(value: float | None, sign: str = "") -> str:
    return "-" if value is None or math.isnan(value) else f"{value:{sign}.4f}"


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value  # NaN is no JSON


def _align(table: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    rows = ("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in table)
    return "\n".join(row.rstrip() for row in rows)
