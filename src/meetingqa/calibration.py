"""How sure an answer is: a probability fitted on questions with known answers.

Logistic regression (Cox 1958) of "right, not to be refused" on how much of the question a sentence
covers (0 to about 1.3) and on the reranker's log-odds that it answers; without a reranker, on the cosine
between question and sentence. The weights were settled on 1,578 questions over 92 articles (410 over 60
without a reranker); `meetingqa eval calibrate` fits a store's own.
"""

import math
from collections.abc import Callable, Mapping
from typing import Self

from meetingqa.domain import Evidence, Value

ANSWER_THRESHOLD = 0.52


class Calibration(Value):
    """Weights of the signals, and the confidence below which an answer is refused."""

    coverage: float
    similarity: float = 0.0
    reading: float = 0.0
    bias: float
    answer_threshold: float = ANSWER_THRESHOLD

    @classmethod
    def of(cls, stored: Mapping[str, float], embedder: str, *, reranked: bool = False) -> Self:
        """The calibration of a store: what its manifest holds, else what fits its embedder.

        What was fitted with a reranker does not apply without one, nor the other way round. Cosines of
        another model lie elsewhere, so there only the coverage counts until it is fitted.
        """
        known = RERANKED if reranked else FITTED.get(embedder, COVERAGE_ONLY)
        if bool(stored.get("reading")) == reranked:
            known = known | {name: stored[name] for name in cls.model_fields if name in stored}
        return cls(**known)

    def confidence(self, signals: Mapping[str, float]) -> float:
        """The probability that a sentence with these signals, by name, answers the question."""
        odds = self.bias + sum(getattr(self, name) * value for name, value in signals.items())
        return 1 / (1 + math.exp(-odds))


class Sureness:
    """How sure a sentence answers one question.

    `nearness` is the log-odds of a reranker where the calibration weighs its reading, else the cosine
    of question and sentence.
    """

    def __init__(self, calibration: Calibration, nearness: Callable[[Evidence], float]) -> None:
        self.threshold = calibration.answer_threshold
        self._calibration = calibration
        self._nearness = nearness

    def of(self, coverage: float, item: Evidence) -> float:
        """The confidence in evidence that covers so much of the question."""
        return self._calibration.confidence(self.signals(coverage, item))

    def signals(self, coverage: float, item: Evidence) -> dict[str, float]:
        """What the confidence in evidence comes from."""
        name = "reading" if self._calibration.reading else "similarity"
        return {"coverage": coverage, name: self._nearness(item)}


COVERAGE_ONLY = {"coverage": 7.9, "bias": -3.4}
RERANKED = {"coverage": 3.14, "reading": 0.535, "bias": 0.39}
FITTED = {"multilingual-e5-small": {"coverage": 5.95, "similarity": 51.2, "bias": -46.1}}
