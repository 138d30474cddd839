"""Answers against gold: words held, exact match, token F1, and values by their type.

One normaliser for all: NFC, lower case, tone marks on one place, punctuation off; separators inside
a number stay ("3.800" is one token) and no word is deleted. SQuAD's deletion of "an" would maim
"công an", MLQA's of "của" and "là" whole answers.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from meetingqa.language.text import key, syllables


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


Groups = Sequence[Sequence[str]]

MARKER = r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]"  # "[1]", "[1, 2]"
_MARKERS = re.compile(rf"\s*{MARKER}")
_QUOTES = str.maketrans("“”„«»‘’", '"""""\'\'')
_DAY = re.compile(r"\d{1,2}\.\d{1,2}")  # "15.8", which "15.8.2024" says too


def strip_markers(text: str) -> str:
    """A shown answer without its "[1]" markers."""
    return _MARKERS.sub("", text).strip()


def holds(text: str, groups: Groups) -> bool:
    """Whether a text holds one alternative of each group; digits must not be part of a longer number
    ("5" is not in "5,6%" or "5.000"), but a day may go on with its year."""
    return not missing_groups(text, groups)


def missing_groups(text: str, groups: Groups) -> list[Sequence[str]]:
    """The groups of which a text holds no alternative (compared by `text.key`, all quotation marks
    being one)."""
    said = _folded(text)
    return [group for group in groups if not any(_pattern(a).search(said) for a in group)]


@lru_cache(maxsize=8192)
def _pattern(alternative: str) -> re.Pattern[str]:
    wanted = _folded(alternative)
    before = r"(?<![\w.,])" if wanted[:1].isdigit() else ""
    year = r"(?!\.(?:19|20)\d\d(?!\d))" if _DAY.fullmatch(wanted) else ""
    after = rf"(?!\w|{year}[.,]\d)" if wanted[-1:].isdigit() else ""
    return re.compile(before + re.escape(wanted) + after)


def _folded(text: str) -> str:
    return key(text.translate(_QUOTES))


def answer_tokens(text: str) -> list[str]:
    """The headline normaliser's tokens of a text."""
    return syllables(unicodedata.normalize("NFC", text))


def exact_match(said: str, golds: Sequence[str]) -> float:
    """1 when the answer is one of the golds after normalising (EM of SQuAD, Rajpurkar et al. 2016)."""
    own = answer_tokens(said)
    return float(any(own == answer_tokens(gold) for gold in golds))


def token_f1(said: str, gold: str) -> float:
    """Harmonic mean of token precision and recall, tokens counted as a bag (SQuAD's F1).

    Two empty texts agree (1), an empty one agrees with no other (0), as in SQuAD 2.0.
    """
    own, wanted = answer_tokens(said), answer_tokens(gold)
    if not own or not wanted:
        return float(own == wanted)
    shared = sum((Counter(own) & Counter(wanted)).values())
    return 2 * shared / (len(own) + len(wanted))


def best_f1(said: str, groups: Groups) -> float:
    """F1 with the best alternative of each group, the groups' choices read as one answer.

    With a single group this is SQuAD's maximum over the golds.
    """
    chosen = [max(group, key=lambda gold: token_f1(said, gold)) for group in groups]
    return token_f1(said, " ".join(chosen))
