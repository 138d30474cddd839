"""Runs and comparisons as plain tables and as JSON."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.evaluation.calibrating import Calibration, Operating
    from meetingqa.evaluation.comparing import Comparison, Delta
    from meetingqa.evaluation.judged import Judged, Row


def plain_rows(judged: "Judged") -> str:
    """Each metric of a run with its interval and how many cases it is over."""
    hard = {gate.metric for gate in judged.suite.gates if gate.hard}
    table: list[tuple[str, ...]] = [("metric", "mean", "95 %", "cases", "clusters", "")]
    for name, row in judged.rows.items():
        remark = "hard gate" if name in hard else ""
        if row.p50 is not None and row.p95 is not None:
            remark = f"p50 {row.p50:.3f}, p95 {row.p95:.3f}"
        table.append((name, *_cells(row), str(row.n), str(row.clusters), remark))
    return _align(table)


def run_record(judged: "Judged", path: str) -> dict[str, Any]:
    """A run's rows as JSON."""
    rows = {name: row.model_dump(mode="json") for name, row in judged.rows.items()}
    return {"run": path, "suite": judged.manifest.suite, "label": judged.label, "metrics": rows}


def plain_comparison(comparison: "Comparison") -> str:
    """Each metric in both runs, the paired difference, and what the gates say."""
    heads = "metric|run|baseline|difference|95 %|p|cases|detectable|gate"
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


def plain_calibration(calibration: "Calibration") -> str:
    """The fitted threshold, and what it does on the other split beside the one in use."""
    table: list[tuple[str, ...]] = [
        ("threshold", "on", "coverage", "risk", "false refusals", "false answers", "cases")
    ]
    for name, point in calibration.points:
        table.append((f"{point.threshold:.2f}", name, *_operating_cells(point)))
    aurc = "-" if calibration.aurc is None else f"{calibration.aurc:.4f}"
    return f"{_align(table)}\nAURC on {calibration.report_split}: {aurc}"


def calibration_record(calibration: "Calibration") -> dict[str, Any]:
    """A calibration as JSON."""
    return {
        "threshold": calibration.threshold,
        "points": [{"on": name, **point._asdict()} for name, point in calibration.points],
        "report_split": calibration.report_split,
        "aurc": calibration.aurc,
    }


def _operating_cells(point: "Operating") -> tuple[str, ...]:
    shares = (point.coverage, point.risk, point.false_refusal, point.false_answer)
    return (*("-" if s is None else f"{s:.3f}" for s in shares), str(point.n))


def _delta_cells(delta: "Delta") -> tuple[str, ...]:
    difference = delta.difference
    value = "-" if difference.value is None else f"{difference.value:+.4f}"
    ends = (difference.low, difference.high)
    span = "-" if None in ends else f"{difference.low:+.3f} to {difference.high:+.3f}"
    p = f"{delta.p:.3f}" + (f" ({delta.adjusted:.3f})" if delta.adjusted is not None else "")
    flips = delta.discordant
    cases = str(difference.n) + (f" (+{flips.only_a} -{flips.only_b})" if flips else "")
    detectable = "-" if delta.detectable is None else f"{delta.detectable:.3f}"
    gate = f"{delta.verdict}{': ' + delta.reason if delta.reason else ''}"
    means = (f"{delta.here:.4f}", f"{delta.there:.4f}")
    return (delta.metric, *means, value, span, p, cases, detectable, gate)


def _cells(row: "Row") -> tuple[str, str]:
    mean = "-" if row.value is None else f"{row.value:.4f}"
    span = "-" if row.low is None or row.high is None else f"{row.low:.3f} to {row.high:.3f}"
    return mean, span


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value  # NaN is no JSON


def _align(table: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    rows = ("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in table)
    return "\n".join(row.rstrip() for row in rows)
