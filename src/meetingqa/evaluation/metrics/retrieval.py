"""Rankings against gold documents (computed by ir_measures) and gold words.

A document stands at the rank of its first passage; passages further down of the same document do
not take a rank of their own.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import ir_measures
from ir_measures import RR, R, Success, nDCG

from meetingqa.evaluation.metrics.answers import missing_groups
from meetingqa.evaluation.records import Found, Gold, GoldSpan
from meetingqa.language.text import key

HITS = (1, 3, 5, 10)
DEPTH = 10
_MEASURES = {
    **{f"hit@{k}": Success @ k for k in HITS},
    f"recall@{DEPTH}": R @ DEPTH,
    f"mrr@{DEPTH}": RR @ DEPTH,
    f"ndcg@{DEPTH}": nDCG @ DEPTH,
}
RANK_METRICS = tuple(_MEASURES)


def rank_documents(found: Iterable[Found]) -> tuple[str, ...]:
    """Distinct documents in the order of their first passages."""
    return tuple(dict.fromkeys(passage.doc for passage in found))


@lru_cache(maxsize=4096)  # each metric is a scorer of its own and asks for the same ranking
def score_ranking(ranking: tuple[str, ...], gold: frozenset[str]) -> dict[str, float]:
    """All `RANK_METRICS` of one ranking, best first; do not change the result.

    hit@k: a gold document is among the first k. recall@k: share of the gold documents there.
    mrr@k: 1 / rank of the first gold document, 0 beyond k. ndcg@k: Σ rel / log2(rank + 1) over the
    ideal order's (Järvelin and Kekäläinen 2002), as trec_eval computes them.
    """
    run = {"q": {doc: float(-rank) for rank, doc in enumerate(ranking)}}
    qrels = {"q": dict.fromkeys(sorted(gold), 1)}
    found = {
        str(m.measure): m.value for m in ir_measures.iter_calc(list(_MEASURES.values()), qrels, run)
    }
    return {name: float(found[str(measure)]) for name, measure in _MEASURES.items()}


def span_recall(found: Sequence[Found], gold: Gold, k: int) -> float | None:
    """Share of the gold spans that the first k passages hold: a passage of the same document
    overlaps the span or a place that says the same, or holds its text.

    Without labelled spans, the share of answer groups held by passages of gold documents; None
    where neither is labelled.
    """
    top = found[:k]
    if gold.spans:
        held = [any(_covers(p, place) for p in top for place in same) for same in gold.equals]
        return sum(held) / len(held)
    if not gold.answers:
        return None
    text = "\n".join(p.text for p in top if p.doc in gold.docs or not gold.docs)
    return 1 - len(missing_groups(text, gold.answers)) / len(gold.answers)


def _covers(passage: Found, span: GoldSpan) -> bool:
    if passage.doc != span.doc:
        return False
    overlaps = passage.start < span.end and span.start < passage.end
    return overlaps or key(span.text) in key(passage.text)
