"""Twins beside their originals: what was wrong before the change is not lost by it."""

from pathlib import Path

import pytest

from evaluating import write_dataset
from meetingqa.evaluation.collecting import Asked
from meetingqa.evaluation.datasets import load_dataset
from meetingqa.evaluation.records import Perturbation, Prediction
from meetingqa.evaluation.scorers import GIVEN_ORIGINAL, counted
from meetingqa.evaluation.scoring import score_run

RIGHT = Prediction(id="q00-0", system="x", text="Thu ngân sách đạt 1.210 tỷ đồng.")
WRONG = Prediction(id="q00-0", system="x", text="Thu ngân sách đạt 1.219 tỷ đồng.")
BROKEN = Prediction(id="q00-0", system="x", status="error", error="ModelTimeout: 60 s")


@pytest.mark.parametrize(
    ("original", "twin", "expected"),
    [
        (RIGHT, RIGHT, 1.0),
        (RIGHT, WRONG, 0.0),
        (RIGHT, BROKEN, 0.0),
        (WRONG, RIGHT, None),
        (WRONG, WRONG, None),
        (BROKEN, BROKEN, None),
        (None, RIGHT, None),
    ],
)
def test_a_twin_counts_where_its_original_is_right(
    original: Prediction | None, twin: Prediction, expected: float | None, tmp_path: Path
) -> None:
    dataset = load_dataset(write_dataset(tmp_path / "small"))
    asked = dataset.cases[0]
    perturbed = asked.model_copy(
        update={"id": "q00-0~nfd", "perturb": Perturbation(of="q00-0", kind="nfd")}
    )
    predictions = {"q00-0~nfd": twin} | ({"q00-0": original} if original else {})
    scores = score_run([Asked(dataset, None, (asked, perturbed))], predictions)
    own = counted(score for score in scores if score.metric == GIVEN_ORIGINAL)
    assert own == ({} if expected is None else {"q00-0~nfd": expected})
