"""The abstention threshold: fitted on one split, reported on another, saved in a store."""

from pathlib import Path

import pytest

from evaluating import make_request, run_small
from meetingqa.assistant import Assistant
from meetingqa.calibration import Calibration
from meetingqa.errors import EvaluationError, IndexMissing
from meetingqa.evaluation.bench import Bench
from meetingqa.evaluation.calibrating import (
    Outcome,
    calibrate,
    current_calibration,
    fit_threshold,
    operate,
    read_outcomes,
    save_threshold,
)

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
    point = operate(some, 0.6)
    assert (point.n, point.coverage) == (6, 0.5)
    assert point.risk == pytest.approx(2 / 3)
    assert (point.false_refusal, point.false_answer) == (0.5, 0.5)
    everything = operate(some, 0.0)
    assert everything.coverage == pytest.approx(5 / 6)  # a refusal without confidence stays one
    assert operate(some, 1.0) == (1.0, 0.0, None, 1.0, 0.0, 6)
    assert operate([], 0.5).coverage is None


def test_one_split_fits_and_another_is_reported() -> None:
    parted = {
        "dev": outcomes("0.9 right; 0.8 right; 0.3 none"),
        "test": outcomes("0.7 right; 0.6 none; 0.1 none"),
    }
    found = calibrate(parted, "dev", "test", USED)
    assert found.threshold == pytest.approx(0.56)
    points = dict(found.points)
    assert points["test (fitted)"].false_answer == 0.5 == points["test (in use)"].false_answer
    assert found.aurc is not None and 0 < found.aurc < 1
    with pytest.raises(EvaluationError, match="no case is of split 'train'"):
        calibrate(parted, "train", "test", USED)


def test_a_run_without_threshold_tells_what_would_be_refused(
    dataset: Path, bench: Bench, tmp_path: Path
) -> None:
    run = run_small(make_request(dataset, threshold=0.0), bench, tmp_path / "r")
    parted = read_outcomes(run)
    assert {split: len(own) for split, own in parted.items()} == {"dev": 18, "test": 18}
    everyone = [o for own in parted.values() for o in own]
    assert sum(o.right for o in everyone) >= 20
    found = calibrate(parted, "dev", "test", current_calibration(bench.settings, bench.embedder))
    assert 0 < found.threshold < 1


def test_the_threshold_is_saved_in_a_store_that_is_there(
    dataset: Path, bench: Bench, tmp_path: Path
) -> None:
    settings = bench.settings.model_copy(update={"store_dir": tmp_path / "store"})
    with pytest.raises(IndexMissing):
        save_threshold(settings, bench.embedder, 0.63)
    assert not (tmp_path / "store" / "manifest.json").exists()
    with Assistant(settings) as assistant:
        assistant.embedder = bench.embedder
        assistant.ingest([dataset / "articles"])
        before = assistant.store().manifest.calibration
    save_threshold(settings, bench.embedder, 0.63)
    with Assistant(settings) as assistant:
        assistant.embedder = bench.embedder
        assert assistant.store().manifest.calibration == before | {"answer_threshold": 0.63}
    assert current_calibration(settings, bench.embedder).answer_threshold == 0.63
