"""The metrics of questions: retrieval, answer, refusal, citations, figures, cost."""

from collections.abc import Callable
from functools import partial

from meetingqa.evaluation.metrics import answers, citations, retrieval, values
from meetingqa.evaluation.metrics.summaries import schema_faults
from meetingqa.evaluation.outcomes import NOT_APPLICABLE, Item, Outcome, Scorer, faultless, listing
from meetingqa.evaluation.records import Case

SPAN_DEPTHS = (5, 10)


def _asked(case: Case) -> bool:
    return case.task == "qa"


def _answerable(case: Case) -> bool:
    return _asked(case) and case.answerable and bool(case.gold.answers)


def _unanswerable(case: Case) -> bool:
    return _asked(case) and not case.answerable


def _stated(case: Case) -> bool:
    return case.task != "retrieval"


def _findable(case: Case) -> bool:
    return case.task != "summary" and case.answerable and bool(case.gold.docs)


def right(item: Item) -> Outcome:
    """Answerable: the text holds one alternative of each group and nothing forbidden; unanswerable:
    refused."""
    if not item.case.answerable:
        return faultless([] if item.refused else ["answered"])
    if item.refused:
        return faultless(["refused"])
    said = [text for text in item.case.forbidden if answers.holds(item.text, [[text]])]
    return faultless(_missing(item.text, item.case), said, labels=("misses", "forbidden"))


def _missing(text: str, case: Case) -> list[str]:
    """The gold groups of which a text holds no alternative."""
    return [" | ".join(group) for group in answers.missing_groups(text, case.gold.answers)]


def proven(item: Item) -> Outcome:
    """Right, and the exact quotes hold the gold as well (yes/no is not literal there)."""
    if not (found := right(item)).value or not item.case.answerable or _is_yesno(item.case):
        return found
    quotes = "\n".join(citation.quote for citation in item.quotes.values())
    return faultless(_missing(quotes, item.case), labels=["quotes miss"])


def _is_yesno(case: Case) -> bool:
    return "yesno" in (case.kind, case.gold.type)


def _contains(item: Item) -> Outcome:
    return faultless(_missing(item.text, item.case), labels=["misses"])


def _em(item: Item) -> Outcome:
    groups = item.case.gold.answers
    if len(groups) != 1:  # several things asked are not one string
        return NOT_APPLICABLE
    return Outcome(answers.exact_match(item.text, groups[0]))


def _values(item: Item) -> Outcome:
    missing = [v for v in item.case.gold.values if not values.states_value(item.text, v)]
    return faultless([f"{v.value} {v.unit}".strip() for v in missing], labels=["misses"])


def _ranked(name: str, item: Item) -> Outcome:
    ranking = retrieval.rank_documents(item.prediction.retrieved)
    gold = frozenset(item.case.gold.docs)
    return Outcome(retrieval.score_ranking(ranking, gold)[name], listing(ranking, 3))


def _span_recall(depth: int, item: Item) -> Outcome:
    return Outcome(retrieval.span_recall(item.prediction.retrieved, item.case.gold, depth))


def _of_retriever(measure: Callable[[Item], Outcome]) -> Scorer:
    """A system that shows no passages and no such stage retrieves nothing by design."""

    def apply(item: Item) -> Outcome:
        stages = item.prediction.seconds.keys() & {"search", "retrieve"}
        retrieves = item.prediction.retrieved or stages or item.case.task == "retrieval"
        return measure(item) if retrieves else NOT_APPLICABLE

    return Scorer(apply, _findable)


def _quotes_exact(item: Item) -> Outcome:
    cited = item.prediction.citations
    if not cited:
        return NOT_APPLICABLE
    wrong = (c for c in cited if not citations.is_exact(c, item.texts))
    return faultless([f"[{c.marker}] {c.quote[:60]}" for c in wrong])


def _ids_in_range(item: Item) -> Outcome:
    named = [m for said in item.statements for m in said.citations]
    if not named and not item.prediction.citations:
        return NOT_APPLICABLE
    return faultless(citations.unissued_markers(item.prediction))


def _schema_valid(item: Item) -> Outcome:
    prediction = item.prediction
    if item.case.task == "summary":
        return faultless(schema_faults(prediction.fields or {}))
    checks = {
        "an answer without words": not item.refused and not any(map(str.isalnum, item.text)),
        "a refusal with statements": item.refused and bool(prediction.statements),
        "a refusal with citations": item.refused and bool(prediction.citations),
        "an empty statement": any(not s.text.strip() for s in prediction.statements),
        "an empty quote": any(not c.quote.strip() for c in prediction.citations),
        "a range that ends before it starts": any(
            c.start is not None and c.end is not None and not 0 <= c.start < c.end
            for c in prediction.citations
        ),
    }
    return faultless([name for name, broken in checks.items() if broken])


def _statement_coverage(item: Item) -> Outcome:
    value = citations.statement_coverage(item.statements, item.quotes)
    bare = [s.text[:80] for s in item.statements if not item.quotes_of(s)]
    return Outcome(value, listing(bare) if value is not None and value < 1 else "")


def _gold_precision(item: Item) -> Outcome:
    """Share of all citations that are exact and lie on the gold."""
    cited, gold = item.prediction.citations, item.case.gold
    if item.refused or not cited or not (gold.spans or gold.docs):
        return NOT_APPLICABLE
    exact = list(item.quotes.values())
    literal = not _is_yesno(item.case)
    astray = [c for c in exact if not citations.is_gold(c, gold, literal=literal)]
    return Outcome(
        (len(exact) - len(astray)) / len(cited),
        listing([f"[{c.marker}] {c.doc}: {c.quote[:60]}" for c in astray]),
    )


def _gold_recall(item: Item) -> Outcome:
    if item.refused:
        return NOT_APPLICABLE
    literal = not _is_yesno(item.case)
    return Outcome(
        citations.gold_recall(list(item.quotes.values()), item.case.gold, literal=literal)
    )


def _figures_supported(item: Item) -> Outcome:
    if not any(values.figures_of(said.text) for said in item.statements):
        return NOT_APPLICABLE
    return faultless(
        [
            figure
            for said in item.statements
            for figure in values.unsupported_figures(said.text, item.quotes_of(said))
        ]
    )


ANSWER_SCORERS: dict[str, Scorer] = {
    "right": Scorer(right, lambda case: _answerable(case) or _unanswerable(case)),
    "proven": Scorer(proven, lambda case: _answerable(case) or _unanswerable(case)),
    "right_answerable": Scorer(right, _answerable),
    "contains": Scorer(_contains, _answerable),
    "em": Scorer(_em, _answerable),
    "f1": Scorer(lambda i: Outcome(answers.best_f1(i.text, i.case.gold.answers)), _answerable),
    "value_match": Scorer(_values, lambda case: _answerable(case) and bool(case.gold.values)),
    "figures_covered": Scorer(
        lambda i: Outcome(values.figure_recall(i.text, i.case.gold.values)), _answerable
    ),
    "false_refusal": Scorer(lambda i: Outcome(float(i.refused)), _answerable, 1.0, lower=True),
    "false_answer": Scorer(lambda i: Outcome(float(not i.refused)), _unanswerable, 1.0, lower=True),
    # Means over the refused and over the unanswerable cases: precision and recall of refusing.
    "refusal_precision": Scorer(
        lambda i: Outcome(float(not i.case.answerable)) if i.refused else NOT_APPLICABLE,
        _asked,
        None,
        paired=False,
    ),
    "refusal_recall": Scorer(lambda i: Outcome(float(i.refused)), _unanswerable),
    "quotes_exact": Scorer(_quotes_exact, _stated),
    "ids_in_range": Scorer(_ids_in_range, _stated),
    "schema_valid": Scorer(_schema_valid, _stated),
    "figures_supported": Scorer(_figures_supported, _stated),
    "statement_coverage": Scorer(_statement_coverage, _stated),
    "cited_gold_precision": Scorer(_gold_precision, _answerable),
    "cited_gold_recall": Scorer(_gold_recall, _answerable),
    **{name: _of_retriever(partial(_ranked, name)) for name in retrieval.RANK_METRICS},
    **{f"span_recall@{k}": _of_retriever(partial(_span_recall, k)) for k in SPAN_DEPTHS},
}
