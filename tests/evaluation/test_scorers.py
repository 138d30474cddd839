"""Scorers on planted answers: what is right, what does not apply, what an error counts as."""

import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest

from meetingqa.evaluation.outcomes import Item, Outcome, Scorer
from meetingqa.evaluation.records import (
    Case,
    Cited,
    Found,
    Gold,
    GoldSpan,
    GoldValue,
    Prediction,
    Said,
    Score,
)
from meetingqa.evaluation.scorers import (
    SCORERS,
    by_metric,
    counted,
    score_prediction,
)

TEXT = (
    "Sáng 5/7, HĐND tỉnh Vĩnh Hạ khai mạc kỳ họp thứ 9.\nThu ngân sách đạt 3.800 tỷ đồng, bằng "
    "61,5% dự toán. Kỳ họp thông qua 18 nghị quyết."
)
TEXTS = {"vh.txt": TEXT, "np.txt": "Huyện Nậm Pồn thu 2.140 tỷ đồng."}
QUOTE = "Thu ngân sách đạt 3.800 tỷ đồng, bằng 61,5% dự toán."
AT = TEXT.index(QUOTE)
SPAN = GoldSpan(doc="vh.txt", start=AT, end=AT + len(QUOTE), text=QUOTE)
CASE = Case(
    id="q1",
    cluster="vh.txt",
    question="Thu ngân sách của tỉnh Vĩnh Hạ đạt bao nhiêu?",
    forbidden=("2.140 tỷ",),
    gold=Gold(
        docs=("vh.txt",),
        spans=(SPAN,),
        answers=(("3.800 tỷ", "3,8 nghìn tỷ"),),
        values=(GoldValue(type="number", value="3.800", unit="tỷ đồng"),),
    ),
)
NOTHING = CASE.model_copy(update={"id": "q2", "answerable": False, "gold": Gold(), "forbidden": ()})


def passages(*docs: str) -> tuple[Found, ...]:
    return tuple(Found(doc=doc, start=0, end=len(TEXTS[doc]), text=TEXTS[doc]) for doc in docs)


def answer(text: str = QUOTE, quote: str = QUOTE, **changes: Any) -> Prediction:
    fields: dict[str, Any] = {
        "id": "q1",
        "system": "x",
        "text": f"{text.removesuffix('.')} [1].",
        "statements": (Said(text=text, citations=(1,)),),
        "citations": (Cited(marker=1, doc="vh.txt", quote=quote, start=AT, end=AT + len(quote)),),
        "retrieved": passages("vh.txt", "np.txt"),
        "seconds": {"total": 1.5},
    }
    return Prediction(**{**fields, **changes})


REFUSAL = Prediction(id="q1", system="x", status="not_found", text="Không tìm thấy thông tin.")


def values(
    prediction: Prediction, case: Case = CASE, texts: Mapping[str, str] = TEXTS
) -> dict[str, float | None]:
    scores = score_prediction(case, prediction, texts)
    assert not [score for score in scores if score.error]
    assert {score.id for score in scores} == {case.id}
    return {score.metric: score.value for score in scores}


GOOD = {
    "right": 1,
    "proven": 1,
    "contains": 1,
    "value_match": 1,
    "figures_covered": 1,
    "false_refusal": 0,
    "quotes_exact": 1,
    "ids_in_range": 1,
    "schema_valid": 1,
    "figures_supported": 1,
    "statement_coverage": 1,
    "cited_gold_precision": 1,
    "cited_gold_recall": 1,
    "hit@1": 1,
    "mrr@10": 1,
    "span_recall@5": 1,
    "seconds": 1.5,
}


def test_a_good_answer() -> None:
    found = values(answer())
    assert {name: found[name] for name in GOOD} == GOOD
    for name in ("false_answer", "refusal_recall", "refusal_precision", "field_f1"):
        assert found[name] is None


@pytest.mark.parametrize(
    ("prediction", "changed"),
    [
        # a writer that changes one digit
        (
            answer("Thu ngân sách đạt 3.900 tỷ đồng."),
            {"right": 0, "value_match": 0, "figures_supported": 0, "quotes_exact": 1},
        ),
        # a writer with another unit
        (
            answer("Thu ngân sách đạt 3.800 triệu đồng."),
            {"right": 0, "value_match": 0, "figures_supported": 0},
        ),
        # other words for the same figure
        (
            answer("Thu ngân sách đạt 3,8 nghìn tỷ đồng."),
            {"right": 1, "value_match": 1, "figures_supported": 1},
        ),
        # a verifier that is switched off
        (
            answer(quote=QUOTE.replace("3.800", "3.900")),
            {"quotes_exact": 0, "proven": 0, "figures_supported": 0, "cited_gold_precision": 0}
            | {"cited_gold_recall": 0, "statement_coverage": 0},
        ),
        # a retriever that shuffles
        (
            answer(retrieved=passages("np.txt", "vh.txt")),
            {"hit@1": 0, "hit@3": 1, "mrr@10": 0.5, "span_recall@5": 1},
        ),
        (answer(retrieved=()), {"hit@1": None, "span_recall@5": None}),
        (answer(retrieved=(), seconds={"retrieve": 0.1}), {"hit@1": 0, "span_recall@5": 0}),
        # the right figure beside a forbidden one
        (answer("Đạt 3.800 tỷ đồng, không phải 2.140 tỷ đồng."), {"right": 0, "contains": 1}),
        (
            answer(statements=(Said(text=QUOTE, citations=(1, 7)),)),
            {"ids_in_range": 0, "right": 1},
        ),
        (
            answer("", statements=(), citations=()),
            {"right": 0, "schema_valid": 0, "em": 0, "f1": 0, "figures_covered": 0}
            | {"quotes_exact": None, "cited_gold_precision": None, "cited_gold_recall": 0},
        ),
        (
            REFUSAL,
            {"right": 0, "proven": 0, "false_refusal": 1, "refusal_precision": 0, "f1": 0}
            | {"quotes_exact": None, "schema_valid": 1, "cited_gold_recall": None},
        ),
        (
            answer(unicodedata.normalize("NFD", "Thu ngân sách đạt 3.800 tỷ đồng.")),
            {"right": 1, "value_match": 1, "figures_supported": 1, "f1": pytest.approx(4 / 9)},
        ),
        (answer("thu ngan sach dat 3.800 ty dong"), {"right": 0}),
    ],
)
def test_planted_changes_move_their_metrics(
    prediction: Prediction, changed: dict[str, float | None]
) -> None:
    found = values(prediction)
    assert {name: found[name] for name in changed} == changed


def test_a_short_answer_can_match_exactly() -> None:
    assert values(answer("3,8 nghìn tỷ"))["em"] == 1
    two = CASE.model_copy(
        update={"gold": CASE.gold.model_copy(update={"answers": (("3.800 tỷ",), ("61,5%",))})}
    )
    assert values(answer("3.800 tỷ; 61,5%"), two)["em"] is None
    assert values(answer("3.800 tỷ; 61,5%"), two)["f1"] == 1


def test_what_has_no_answer_is_to_be_refused() -> None:
    refused = values(REFUSAL, NOTHING)
    assert (refused["right"], refused["proven"], refused["refusal_recall"]) == (1, 1, 1)
    assert (refused["false_answer"], refused["refusal_precision"]) == (0, 1)
    answered = values(answer(), NOTHING)
    assert (answered["right"], answered["false_answer"], answered["refusal_recall"]) == (0, 1, 0)
    assert answered["refusal_precision"] is answered["contains"] is answered["hit@1"] is None


def test_yes_and_no_need_not_stand_in_the_quote() -> None:
    gold = CASE.gold.model_copy(update={"answers": (("Không",),), "type": "yesno", "values": ()})
    case = CASE.model_copy(update={"kind": "yesno", "gold": gold})
    found = values(answer(f"Không. {QUOTE}"), case)
    assert (found["proven"], found["cited_gold_recall"], found["cited_gold_precision"]) == (1, 1, 1)


def test_a_retrieval_case_is_scored_for_retrieval_alone() -> None:
    case = CASE.model_copy(update={"task": "retrieval"})
    found = values(Prediction(id="q1", system="x", retrieved=passages("vh.txt")), case)
    assert {name for name, value in found.items() if value is not None} == {
        name for name in SCORERS if "@" in name
    }
    empty = values(Prediction(id="q1", system="x"), case)
    assert empty["hit@10"] == empty["span_recall@10"] == 0


def test_a_summary_is_scored_by_its_fields() -> None:
    fields: dict[str, Any] = dict.fromkeys(("meeting", "held_on", "place", "chair")) | {
        name: []
        for name in "attendees agenda results figures shortcomings conclusions tasks decisions "
        "personnel awards".split()
    }
    cited = [{"article_id": "a", "start": AT, "end": AT + len(QUOTE), "quote": QUOTE}]
    fields["results"] = [{"text": QUOTE, "citations": cited}]
    gold = Gold(docs=("vh.txt",), fields={"results": [QUOTE], "decisions": ["18 nghị quyết"]})
    case = CASE.model_copy(update={"task": "summary", "gold": gold})
    found = values(answer(fields=fields), case)
    assert found["field_f1"] == pytest.approx(2 / 3)
    assert found["silently_missed"] == 0.5
    assert found["schema_valid"] == found["quotes_exact"] == found["figures_supported"] == 1
    assert found["right"] is None and found["hit@1"] is None
    assert found["rouge1"] is not None and 0.8 < found["rouge1"] < 1
    uncovered = ({"text": "Kỳ họp thông qua 18 nghị quyết."},)
    assert values(answer(fields=fields, uncovered=uncovered), case)["silently_missed"] == 0
    assert values(answer(fields=None), case)["schema_valid"] == 0


def test_evidence_says_what_was_judged() -> None:
    scores = {s.metric: s for s in score_prediction(CASE, answer("Đạt 3.900 tỷ."), TEXTS)}
    assert "3.800 tỷ" in scores["right"].evidence
    assert "3.900 tỷ" in scores["figures_supported"].evidence
    assert scores["quotes_exact"].evidence == ""
    lead = Cited(marker=1, doc="vh.txt", quote=TEXT[:8], start=0, end=8)
    scores = {s.metric: s for s in score_prediction(CASE, answer(citations=(lead,)), TEXTS)}
    assert scores["cited_gold_precision"].evidence == "[1] vh.txt: Sáng 5/7"


def test_a_system_that_fails_is_wrong_where_it_was_asked() -> None:
    failed = Prediction(id="q1", system="x", status="error", error="ModelTimeout: hết giờ")
    scores = by_metric(score_prediction(CASE, failed, TEXTS))
    counts = {name: list(counted(own).values()) for name, own in scores.items()}
    assert (counts["right"], counts["false_refusal"]) == ([0.0], [1.0])
    assert (counts["quotes_exact"], counts["refusal_recall"]) == ([0.0], [])
    assert counts["seconds"] == [] and scores["seconds"][0].error
    assert not scores["refusal_recall"][0].error
    assert "hết giờ" in (scores["right"][0].error or "")


def test_a_scorer_that_raises_is_a_recorded_failure() -> None:
    gold = CASE.gold.model_copy(update={"values": (GoldValue(type="date", value="hôm qua"),)})
    broken = CASE.model_copy(update={"gold": gold})
    scores = by_metric(score_prediction(broken, answer(), TEXTS))
    [score] = scores["value_match"]
    assert score.value is None and "ValueError" in (score.error or "")
    assert counted(scores["value_match"]) == {"q1": 0.0}
    assert scores["right"][0].error is None


def test_scorers_of_ones_own_are_run_alike() -> None:
    def shout(item: Item) -> Outcome:
        return Outcome(float(item.text.isupper()), item.text)

    scores = score_prediction(CASE, answer("ĐẠT"), TEXTS, {"shouts": Scorer(shout)})
    assert scores == [Score(id="q1", metric="shouts", value=1.0, evidence="ĐẠT.")]


def test_means_count_what_applies_and_errors_as_wrong() -> None:
    scores = [
        Score(id="a", metric="right", value=1.0),
        Score(id="b", metric="right", value=None),
        Score(id="c", metric="right", value=None, error="hỏng"),
        Score(id="d", metric="right", value=1.0),
    ]
    assert counted(scores) == {"a": 1.0, "c": 0.0, "d": 1.0}
    assert counted([]) == {}
    of_time = [score.model_copy(update={"metric": "seconds"}) for score in scores]
    assert counted(of_time) == {"a": 1.0, "d": 1.0}


def test_every_scorer_says_how_it_is_read() -> None:
    for name, scorer in SCORERS.items():
        if scorer.wrong is not None:
            assert scorer.wrong == float(scorer.lower), name
