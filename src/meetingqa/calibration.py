"""How sure an answer is: a probability fitted on questions with known answers.

Logistic regression (Cox 1958) of "right, not to be refused" on how much of the question a sentence
covers (0 to about 1.3) and on the cosine between question and sentence. The weights were fitted on 410
questions over 60 articles, the threshold on 644; `meetingqa eval calibrate` fits a store's threshold.
"""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Self

from meetingqa.domain import Value

ANSWER_THRESHOLD = 0.52


class Calibration(Value):
    """Weights of the two signals, and the confidence below which an answer is refused."""

    coverage: float
    similarity: float
    bias: float
    answer_threshold: float = ANSWER_THRESHOLD

    @classmethod
    def of(cls, stored: Mapping[str, float], embedder: str) -> Self:
        """The calibration of a store: what its manifest holds, else what fits its embedder.

        Cosines of another model lie elsewhere, so there only the coverage counts until it is fitted.
        """
        known = FITTED.get(embedder, COVERAGE_ONLY)
        return cls(**(known | {name: stored[name] for name in cls.model_fields if name in stored}))

    def confidence(self, coverage: float, similarity: float) -> float:
        """The probability that a sentence answers the question."""
        score = self.bias + self.coverage * coverage + self.similarity * similarity
        return 1 / (1 + math.exp(-score))


class Sureness:
    """How sure a sentence answers one question; each sentence is compared with it once."""

    def __init__(self, calibration: Calibration, similarity: Callable[[str], float]) -> None:
        self.threshold = calibration.answer_threshold
        self._calibration = calibration
        self._similarity = lru_cache(similarity)

    def of(self, coverage: float, sentence: str) -> float:
        """The confidence in a sentence that covers so much of the question."""
        return self._calibration.confidence(coverage, self._similarity(sentence))

    def signals(self, coverage: float, sentence: str) -> dict[str, float]:
        """What the confidence in a sentence comes from."""
        return {"coverage": coverage, "similarity": self._similarity(sentence)}


COVERAGE_ONLY = {"coverage": 7.9, "similarity": 0.0, "bias": -3.4}
FITTED = {"multilingual-e5-small": {"coverage": 5.95, "similarity": 51.2, "bias": -46.1}}
