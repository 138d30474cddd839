"""What each metric is, in a line: for the report's verdict table and for docs/evaluation.md."""

from typing import NamedTuple


class Meaning(NamedTuple):
    """A metric's family and formula. Families are shown in the order of `FAMILIES`."""

    family: str
    about: str


FAMILIES = ("answers", "refusals", "citations", "retrieval", "summaries", "judge", "cost", "other")

_TEXT = """
right | answers | answerable: the text holds one alternative of each gold group and nothing forbidden; unanswerable: refused
right_given_original | answers | twins that are right, of those whose original is right
proven | answers | right, and the exact quotes hold the gold too
right_answerable | answers | right, over the answerable cases alone
contains | answers | the text holds one alternative of each gold group
em | answers | 1 when the whole answer is a gold after normalising (SQuAD's EM)
f1 | answers | harmonic mean of token precision and recall against the best alternatives (SQuAD's F1)
value_match | answers | the text states every typed gold value: number with unit, date, or name
figures_covered | answers | share of the gold's figures that the answer states
false_refusal | refusals | share of answerable cases that were refused
false_answer | refusals | share of unanswerable cases that were answered
refusal_precision | refusals | share of refusals that were of unanswerable cases
refusal_recall | refusals | share of unanswerable cases that were refused
quotes_exact | citations | every quote equals source[start:end]
ids_in_range | citations | every marker that a statement names was issued
schema_valid | citations | the record has the form that its status asks for
statement_coverage | citations | share of statements with at least one exact quote
figures_supported | citations | every figure stands with its unit word in the statement's own quotes
cited_gold_precision | citations | share of citations that overlap what answers
cited_gold_recall | citations | share of what answers that is cited
hit | retrieval | a gold document is in the top k
recall | retrieval | share of the gold documents that are in the top k
mrr | retrieval | 1 / rank of the first gold document in the top k, else 0
ndcg | retrieval | discounted gain of gold documents over the best possible in the top k (Järvelin and Kekäläinen 2002)
span_recall | retrieval | share of gold spans that passages in the top k hold
field_f1 | summaries | 2 · pairs / (said + labelled) over all fields, entries matched one to one
summary_figure_precision | summaries | share of the figures said whose own quotes state value, unit and most of what it counts
summary_figure_recall | summaries | share of the labelled figures that are said with value, unit and what it counts
summary_value_recall | summaries | share of the labelled figures whose value and unit are said, whatever of
name_role_recall | summaries | share of the labelled persons who are named with their role
silently_missed | summaries | share of labelled entries neither said nor listed as uncovered
rouge | summaries | overlap of Vietnamese syllables with the labelled text, F1; a tripwire, never a gate
judge_right | judge | a model's verdict: correct 1, partial 0.5, wrong 0; no gate until calibrated
alce_recall | judge | share of statements that their quotes together prove, by a model (ALCE, Gao et al. 2023)
alce_precision | judge | share of citations that the proof needs, by a model (ALCE)
seconds | cost | seconds from question to answer
output_tokens | cost | tokens that the model wrote
"""

_MEANINGS = {
    name.strip(): Meaning(family.strip(), about.strip())
    for name, family, about in (line.split("|") for line in _TEXT.strip().splitlines())
}


def explain(metric: str) -> Meaning:
    """The meaning of a metric; "hit@5" is a "hit" with its k, "rougeL" a "rouge"."""
    name, _, depth = metric.partition("@")
    found = _MEANINGS.get(metric) or _MEANINGS.get("rouge" if name.startswith("rouge") else name)
    if found is None:
        return Meaning("other", "")
    return found._replace(about=found.about.replace("top k", f"top {depth}")) if depth else found
