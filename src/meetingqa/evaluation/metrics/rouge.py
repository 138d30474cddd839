"""ROUGE on Vietnamese syllables: a tripwire for gross changes, never a gate.

The stock tokenizer keeps a–z and 0–9 only, which makes syllables of other letters equal. Even with
syllables the first sentences of an article score close to people's summaries.
"""

from collections import Counter
from collections.abc import Sequence

from meetingqa.evaluation.metrics.answers import answer_tokens


def rouge_n(said: str, reference: str, n: int) -> float:
    """ROUGE-N F1 (Lin 2004): shared n-grams, clipped, over those of both texts."""
    own, gold = (_ngrams(answer_tokens(text), n) for text in (said, reference))
    total = own.total() + gold.total()
    return 2 * (own & gold).total() / total if total else 0.0


def rouge_l(said: str, reference: str) -> float:
    """ROUGE-L F1 (Lin 2004): the longest common subsequence over the mean length."""
    own, gold = answer_tokens(said), answer_tokens(reference)
    total = len(own) + len(gold)
    return 2 * _common_subsequence(own, gold) / total if total else 0.0


def _ngrams(tokens: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def _common_subsequence(a: Sequence[str], b: Sequence[str]) -> int:
    lengths = [0] * (len(b) + 1)
    for token in a:
        corner = 0  # the length before this token, one place to the left
        for j, other in enumerate(b, start=1):
            corner, lengths[j] = (
                lengths[j],
                corner + 1 if token == other else max(lengths[j], lengths[j - 1]),
            )
    return lengths[-1]
