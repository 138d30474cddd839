"""Seconds and tokens of a run."""

from meetingqa.evaluation.records import Cost, Prediction
from meetingqa.evaluation.runner import sum_costs

RUN = [
    Prediction(
        id=str(i),
        system="x",
        seconds={"retrieve": 0.1, "total": float(i)},
        input_tokens=10 * (i > 1),
        output_tokens=i * (i > 1),
    )
    for i in range(1, 5)
]


def test_costs_are_summed_without_failures() -> None:
    failed = Prediction(
        id="9", system="x", status="error", error="hỏng", seconds={"total": 900.0}, input_tokens=7
    )
    assert sum_costs([*RUN, failed]) == Cost(
        cases=4, model_cases=3, seconds=10.0, input_tokens=30, output_tokens=9
    )
    assert sum_costs([failed]) == Cost()
