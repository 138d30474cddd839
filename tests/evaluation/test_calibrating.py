"""Weights and threshold of confidence: fitted on one split, reported on another, saved in a store."""

from pathlib import Path

import numpy as np
import pytest

from evaluating import make_request, run_small
from meetingqa.assistant import Assistant
from meetingqa.calibration import Calibration
from meetingqa.cli.evaluation_tables import plain_calibration
from meetingqa.errors import EvaluationError, IndexMissing
from meetingqa.evaluation.bench import Bench
from meetingqa.evaluation.calibrating import (
    Outcome,
    calibrate,
    current_calibration,
    fit_threshold,
    fit_weights,
    measure,
    read_outcomes,
    save_calibration,
    weigh,
)
from meetingqa.evaluation.report import write_report

USED = Calibration(coverage=1, similarity=1, bias=0, answer_threshold=0.5)


def outcomes(text: str) -> list[Outcome]:
    """ "0.9 right; 0.4 wrong; 0.3 none" """
    made = []
    for part in text.split(";"):
        sure, kind = part.split()
        made.append(Outcome(float(sure), kind != "none", kind == "right"))
    return made


def test_the_threshold_parts_right_answers_from_what_should_be_refused() -> None:
    some = outcomes("0.9 right; 0.8 right; 0.7 wrong; 0.4 none; 0.2 none")
    assert 0.4 < fit_threshold(some) <= 0.8
    assert fit_threshold(some) == pytest.approx(0.61)  # the middle of what parts them
    with pytest.raises(EvaluationError, match="2 right answers and 0 unanswerable"):
        fit_threshold(outcomes("0.9 right; 0.8 right; 0.7 wrong"))


def test_what_a_threshold_does() -> None:
    some = outcomes("0.9 right; 0.8 wrong; 0.7 none; 0.4 right; 0.2 none; 0 wrong")
    point = measure("dev", some, 0.6)
    assert (point.n, point.coverage) == (6, 0.5)
    assert point.risk == pytest.approx(2 / 3)
    assert (point.false_refusal, point.false_answer) == (0.5, 0.5)
    everything = measure("dev", some, 0.0)
    assert everything.coverage == pytest.approx(5 / 6)  # a refusal without confidence stays one
    assert measure("dev", some, 1.0)[1:7] == (1.0, 0.0, None, 1.0, 0.0, 6)
    assert measure("dev", some[2:3], 0.6).false_refusal is None


def test_one_split_fits_and_another_is_reported() -> None:
    parted = {
        "dev": outcomes("0.9 right; 0.8 right; 0.3 none"),
        "test": outcomes("0.7 right; 0.6 none; 0.1 none"),
    }
    found = calibrate(parted, "dev", "test", USED)
    assert found.fitted.answer_threshold == pytest.approx(0.56)
    # Too few cases to fit weights on, which stay.
    assert found.fitted == USED.model_copy(update={"answer_threshold": 0.56})
    points = {point.on: point for point in found.points}
    assert list(points) == ["dev (fitted)", "dev (in use)", "test (fitted)", "test (in use)"]
    assert points["test (fitted)"].false_answer == 0.5
    assert points["test (in use)"].false_answer == 0.5
    tested = points["test (in use)"]
    assert tested.aurc is not None and 0 < tested.aurc < 1
    assert tested.reliability and tested.reliability.brier == pytest.approx(0.46 / 3)
    with pytest.raises(EvaluationError, match="no case is of split 'train'"):
        calibrate(parted, "train", "test", USED)


def test_weights_are_fitted_on_what_should_surely_be_kept_or_refused() -> None:
    rng = np.random.default_rng(7)
    drawn = rng.normal(size=(400, 2)) * (0.3, 0.02) + (0.7, 0.85)
    chance = 1 / (1 + np.exp(-(6 * drawn[:, 0] + 40 * drawn[:, 1] - 38)))
    true = rng.random(400) < chance
    some = [
        Outcome(0.5, bool(t), bool(t), {"coverage": float(c), "similarity": float(s)})
        for t, (c, s) in zip(true, drawn, strict=True)
    ]
    misled = [
        Outcome(0.5, True, False, {"coverage": 0.1, "similarity": 0.7})
    ] * 300  # wrong where there is an answer
    fitted = fit_weights([*some, *misled], USED)
    assert fitted == fit_weights(some, USED) == fit_weights(some[::-1], USED)
    assert fitted.coverage == pytest.approx(6, rel=0.3)
    assert fitted.similarity == pytest.approx(40, rel=0.5)
    assert fitted.answer_threshold == USED.answer_threshold
    found = calibrate({"dev": some, "test": some}, "dev", "test", USED)
    ours, used = (p.reliability for p in found.points[:2])
    assert ours and used and ours.brier < used.brier and ours.ece < 0.1 < used.ece


def test_a_run_without_threshold_tells_what_would_be_refused(
    dataset: Path, bench: Bench, tmp_path: Path
) -> None:
    run = run_small(make_request(dataset, threshold=0.0), bench, tmp_path / "r")
    parted = read_outcomes(run)
    assert {split: len(own) for split, own in parted.items()} == {"dev": 18, "test": 18}
    everyone = [o for own in parted.values() for o in own]
    assert sum(o.right for o in everyone) >= 20
    current = current_calibration(bench.settings, bench.embedder)
    for before, after in zip(everyone, weigh(everyone, current), strict=True):
        assert before.confidence == pytest.approx(after.confidence, abs=1e-9)
    found = calibrate(parted, "dev", "test", current)
    assert 0 < found.fitted.answer_threshold < 1
    used = found._replace(current=current.model_copy(update={"reading": 0.7}))
    assert "similarity 0, reading 0.7, bias" in plain_calibration(used)
    page = write_report(run).report
    drawn = next(plot for plot in page.plots if plot.name == "reliability")
    assert "Brier score 0." in drawn.alt and len(drawn.rows) == 11


def test_a_calibration_is_saved_in_a_store_that_is_there(
    dataset: Path, bench: Bench, tmp_path: Path
) -> None:
    settings = bench.settings.model_copy(update={"store_dir": tmp_path / "store"})
    with pytest.raises(IndexMissing):
        save_calibration(settings, bench.embedder, USED)
    assert not (tmp_path / "store" / "manifest.json").exists()
    with Assistant(settings) as assistant:
        assistant.embedder = bench.embedder
        assistant.ingest([dataset / "articles"])
    save_calibration(settings, bench.embedder, USED)
    with Assistant(settings) as assistant:
        assistant.embedder = bench.embedder
        assert assistant.store().manifest.calibration == USED.model_dump()
    assert current_calibration(settings, bench.embedder) == USED
