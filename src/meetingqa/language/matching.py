"""How well the words of a sentence match the terms of a question, weighted by how rare they are."""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from meetingqa.domain import Article
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import fold, syllables

FRAME_SHARE = 0.8  # what a term is worth when only the article's title or lead holds it
LIKENED_SHARE = 0.8  # when the sentence says it in other words
NEIGHBOUR_SHARE = 0.35  # and when only the sentence before does (a heading, a list's opening)
BIGRAM_SHARE = 0.7  # what two neighbouring terms found together add
# A sentence that opens so speaks of what the one before told.
GOES_ON = re.compile(
    r"(?:Đó là|Cụ thể|Trong đó|Theo đó|Bao gồm|Gồm|Nguyên nhân|Lý do)(?!\w)|(?:[^\W\d_]+ ){1,4}(?:này|nói trên)(?!\w)"
)


class Candidate(NamedTuple):
    """A sentence that may become evidence, with the folded words it is matched by."""

    article: Article
    start: int
    end: int
    text: str
    words: tuple[str, ...]
    before: tuple[str, ...]
    passage_score: float


@lru_cache(maxsize=4096)
def words_of(text: str, *, accented: bool = True) -> tuple[str, ...]:
    """Comparable syllables of a text: abbreviations written out; folded unless `accented`."""
    words = syllables(expand(text.replace("%", " phần trăm ")))
    return tuple(words if accented else (fold(word) for word in words))


def frame_of(article: Article, *, accented: bool = True) -> frozenset[str]:
    """The words that hold for a whole article: title, session, body, province, dates, lead sentence."""
    lead = article.text[: article.text.find("\n")] if "\n" in article.text else article.text[:400]
    years = {str(day.year) for day in (article.held_on, article.published_on) if day}
    parts = [
        article.title,
        article.province or "",
        article.body or "",
        article.session or "",
        lead[:600],
    ]
    return frozenset(words_of(" ".join(parts), accented=accented)) | years


def term_weights(terms: Sequence[str], candidates: Sequence[Candidate]) -> dict[str, float]:
    """Rarity of each term among the candidates: `ln(1 + (n - df + 0.5) / (df + 0.5))` (BM25's idf)."""
    frequency = Counter(word for candidate in candidates for word in set(candidate.words))
    n = len(candidates)
    return {
        term: math.log(1 + (n - frequency[term] + 0.5) / (frequency[term] + 0.5)) for term in terms
    }


def coverage(
    terms: Sequence[str],
    weights: dict[str, float],
    words: Iterable[str],
    *,
    frame: frozenset[str] = frozenset(),
    alike: frozenset[str] = frozenset(),
    before: Iterable[str] = (),
    frame_share: float = FRAME_SHARE,
    before_share: float = NEIGHBOUR_SHARE,
) -> float:
    """Weighted share (0 to about 1) of a question's terms and neighbouring pairs that words hold."""
    sequence = list(words)
    own, earlier = set(sequence), set(before)
    pairs = set(itertools.pairwise(sequence))
    total = got = 0.0
    for term in terms:
        weight = weights[term]
        total += weight
        got += weight * (
            1.0 if term in own
            else LIKENED_SHARE if term in alike
            else frame_share if term in frame
            else before_share if term in earlier
            else 0.0
        )  # fmt: skip
    for pair in itertools.pairwise(terms):
        weight = BIGRAM_SHARE * min(weights[pair[0]], weights[pair[1]])
        total += weight
        got += weight if pair in pairs else 0.5 * weight if set(pair) <= frame else 0.0
    return got / total if total else 0.0
