"""What a run cost: seconds and tokens."""

from collections.abc import Iterable

from meetingqa.evaluation.records import Cost, Prediction


def sum_costs(predictions: Iterable[Prediction]) -> Cost:
    """Seconds and tokens over a run; cases that failed are left out, as they stopped half-way."""
    whole = [p for p in predictions if p.error is None]
    return Cost(
        cases=len(whole),
        model_cases=sum(bool(p.input_tokens or p.output_tokens) for p in whole),
        worded=sum(p.writer == "llm" and p.status != "not_found" for p in whole),
        seconds=round(sum(p.seconds.get("total", 0.0) for p in whole), 3),
        input_tokens=sum(p.input_tokens for p in whole),
        output_tokens=sum(p.output_tokens for p in whole),
    )
