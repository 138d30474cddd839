"""A language model as a second opinion on answers and support: pinned, calibrated, else no gate.

A judge is its model and its prompts' fingerprints (`pin`): another of either is another judge, and
its calibration does not carry over.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from meetingqa.errors import EvaluationError, MeetingQAError
from meetingqa.evaluation.metrics import citations
from meetingqa.evaluation.metrics.citations import Texts
from meetingqa.evaluation.outcomes import Item
from meetingqa.evaluation.records import Case, Prediction, Record, Score
from meetingqa.models.llm import Completion, LanguageModel
from meetingqa.prompts import Prompt, load_prompt

JUDGED = ("judge_right", "alce_recall", "alce_precision")
MIN_KAPPA = 0.7  # of a calibrated judge; the labels of two people agree about as well
MIN_LABELS = 100
_MAX_TOKENS = 150
_MAX_REASON = 100  # code points: a small model writes slowly, and the verdict is what counts
_SHARES = {"correct": 1.0, "partial": 0.5, "wrong": 0.0}
_POSITIVE = frozenset({"correct", "yes"})

Label = Literal["correct", "partial", "wrong", "yes", "no"]


class Calibration(Record):
    """How far a judge agrees with people. Rates of "correct" or "yes"; None where no item tells."""

    pin: str
    n: int
    agreement: float
    kappa: float
    tpr: float | None
    tnr: float | None


class Judge:
    """Asks a model for verdicts, as JSON with the reason first."""

    def __init__(self, model: LanguageModel, prompts_dir: Path | None = None) -> None:
        self._model = model
        self._answer = load_prompt("judge/answer", {"question", "gold", "answer"}, prompts_dir)
        self._support = load_prompt("judge/support", {"quotes", "claim"}, prompts_dir)

    @property
    def pin(self) -> str:
        """What a verdict depends on besides the case."""
        return f"{self._model.name}:{self._answer.fingerprint}:{self._support.fingerprint}"

    def grade(self, case: Case, prediction: Prediction) -> tuple[Label, str]:
        """Whether an answer says what the gold says, and why. Raises ModelError."""
        gold = "\n".join(f"- {' | '.join(group)}" for group in case.gold.answers)
        answer = Item(case, prediction, {}).text
        return self._ask(
            self._answer, tuple(_SHARES), question=case.question, gold=gold, answer=answer
        )

    def supports(self, claim: str, quotes: Sequence[str]) -> bool:
        """Whether quotes together prove a claim; no quotes prove nothing. Raises ModelError."""
        if not quotes:
            return False
        listed = "\n".join(f"- {quote}" for quote in quotes)
        label, _ = self._ask(self._support, ("yes", "no"), quotes=listed, claim=claim)
        return bool(label == "yes")

    def score(self, case: Case, prediction: Prediction, texts: Texts) -> list[Score]:
        """The `JUDGED` metrics of an answerable question: the share right (partial is half), ALCE's
        citation recall and precision over exact quotes. They do not apply to refusals."""
        item = Item(case, prediction, texts)
        applies = case.task == "qa" and case.answerable and case.gold.answers
        error = prediction.error if applies else None
        values: tuple[float | None, ...] = (None, None, None)
        told = why = ""
        if applies and not error and not item.refused:
            quotes = {marker: citation.quote for marker, citation in item.quotes.items()}
            asked = (item.statements, quotes, self.supports)
            try:
                label, reason = self.grade(case, prediction)
                measured = (citations.alce_recall(*asked), citations.alce_precision(*asked))
                values, told = (_SHARES[label], *measured), f"by {self.pin}"
                why = f"{label}: {reason} ({told})"
            except MeetingQAError as caught:
                error = f"{type(caught).__name__}: {caught.message}"
        return [
            Score(id=case.id, metric=name, value=value, evidence=evidence, error=error)
            for name, value, evidence in zip(JUDGED, values, (why, told, told), strict=True)
        ]

    def _ask(self, prompt: Prompt, labels: Sequence[str], **values: str) -> tuple[Any, str]:
        schema = {
            "type": "object",
            "properties": {
                "reason": {"type": "string", "maxLength": _MAX_REASON},
                "verdict": {"type": "string", "enum": list(labels)},
            },
            "required": ["reason", "verdict"],
            "additionalProperties": False,
        }
        messages = [("user", prompt.fill(**values))]
        completion: Completion = self._model.draft(messages, schema, max_tokens=_MAX_TOKENS)
        label = completion.data["verdict"]
        if label not in labels:
            raise EvaluationError(f"the judge {self.pin!r} gave the verdict {label!r}")
        return label, str(completion.data["reason"])


def calibrate(verdicts: Mapping[str, str], labels: Mapping[str, str], pin: str) -> Calibration:
    """How a judge's verdicts agree with people's labels of the same items, by id.

    kappa = (agreement - chance) / (1 - chance), chance from both sides' shares (Cohen 1960). TPR
    and TNR: the judge's rates of "correct" ("yes") on items labelled so, of others on the others.
    Raises EvaluationError when they share no item.
    """
    pairs = [(verdicts[case], labels[case]) for case in verdicts if case in labels]
    if not pairs:
        raise EvaluationError(
            "no labelled item has a verdict", "label some with `meetingqa eval label`"
        )
    n = len(pairs)
    agreement = sum(a == b for a, b in pairs) / n
    names = {name for pair in pairs for name in pair}
    chance = sum(
        sum(a == name for a, _ in pairs) * sum(b == name for _, b in pairs) for name in names
    ) / (n * n)
    positive = [a in _POSITIVE for a, b in pairs if b in _POSITIVE]
    negative = [a not in _POSITIVE for a, b in pairs if b not in _POSITIVE]
    return Calibration(
        pin=pin,
        n=n,
        agreement=agreement,
        # All of one label: agreement is all that chance gives, and tells nothing of the judge.
        kappa=(agreement - chance) / (1 - chance) if chance < 1 else 0.0,
        tpr=sum(positive) / len(positive) if positive else None,
        tnr=sum(negative) / len(negative) if negative else None,
    )


def check_gate(metric: str, pin: str, calibration: Calibration | None) -> None:
    """Raises EvaluationError where a judged metric would gate without a calibration of this very
    judge on at least 100 labels with a kappa of at least 0.7. Other metrics pass."""
    if metric not in JUDGED:
        return
    if calibration is None or calibration.pin != pin:
        fault = f"the judge {pin!r} is not calibrated"
    elif calibration.n < MIN_LABELS or calibration.kappa < MIN_KAPPA:
        fault = f"the judge {pin!r} has kappa {calibration.kappa:.2f} on {calibration.n} labels"
    else:
        return
    raise EvaluationError(
        f"{metric!r} cannot be a gate: {fault}",
        f"label {MIN_LABELS} items with `meetingqa eval label`, or show it without a gate",
    )
