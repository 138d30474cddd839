"""A judge in a run: calibrated on labelled items first, its verdicts beside the other scores."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from evaluating import make_request, run_small
from fakes_llm import ScriptedChatModel
from meetingqa.errors import DatasetError, EvaluationError, ModelUnavailable
from meetingqa.evaluation.bench import Bench
from meetingqa.evaluation.datasets import load_dataset
from meetingqa.evaluation.judge import JUDGED, Judge
from meetingqa.evaluation.judged import judge_run
from meetingqa.evaluation.judging import (
    ITEMS,
    calibrate_judge,
    judge_predictions,
    load_items,
    load_labelled,
)
from meetingqa.evaluation.metrics.answers import missing_groups
from meetingqa.evaluation.report import write_report
from meetingqa.evaluation.scoring import rescore
from meetingqa.evaluation.suites import Gate
from meetingqa.models.llm import LanguageModel

SAMPLE = Path(__file__).parents[2] / "eval" / "datasets" / "sample"


def judge_of(*verdicts: str) -> Judge:
    said = [json.dumps({"reason": "vì thế", "verdict": verdict}) for verdict in verdicts]
    return Judge(LanguageModel(ScriptedChatModel(script=said), name="quan-toa"))


def write_items(folder: Path, *items: Mapping[str, object]) -> None:
    lines = [json.dumps(item, ensure_ascii=False) for item in items]
    (folder / ITEMS).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def own(dataset: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    for name in ("articles", "cases.jsonl"):
        (folder / name).symlink_to(dataset / name)
    return folder


YES = {"id": "1", "claim": "Thu 900 tỷ.", "quotes": ["Thu đạt 900 tỷ."], "label": "yes"}
NO = {"id": "2", "claim": "Thu 900 tỷ.", "quotes": ["Thu đạt 800 tỷ."], "label": "no"}
WRONG = {"id": "3", "case": "q00-0", "answer": "Đạt 5 tỷ đồng.", "label": "wrong"}


def test_a_judge_is_calibrated_by_what_it_judges(own: Path) -> None:
    write_items(own, YES, NO, WRONG, {**NO, "id": "4", "quotes": []})
    drawn = load_items([load_dataset(own)])
    found = calibrate_judge(judge_of("wrong", "yes", "yes"), drawn).calibrations
    assert found["support"].n == 3
    assert found["support"].agreement == pytest.approx(2 / 3)
    assert (found["support"].tpr, found["support"].tnr) == (1.0, 0.5)
    assert (found["answer"].n, found["answer"].agreement) == (1, 1.0)
    babble = Judge(LanguageModel(ScriptedChatModel(script=["?"] * 6), name="quan-toa"))
    asked = drawn._replace(items=[item for item in drawn.items if item.id in "13"])
    silent = calibrate_judge(babble, asked).calibrations
    assert {c.agreement for c in silent.values()} == {0.0}
    gone = Judge(LanguageModel(ScriptedChatModel(script=[ModelUnavailable("fort")]), name="q"))
    with pytest.raises(ModelUnavailable):
        calibrate_judge(gone, drawn)


def test_items_are_drawn_of_each_label_in_turn(own: Path) -> None:
    write_items(own, *({**YES, "id": f"y{n}"} for n in range(6)), NO, WRONG)
    drawn = load_items([load_dataset(own)], limit=4).items
    assert Counter(item.label for item in drawn) == {"yes": 2, "no": 1, "wrong": 1}
    assert drawn == load_items([load_dataset(own)], limit=4).items


@pytest.mark.parametrize(
    ("item", "complaint"),
    [
        ({"id": "1", "label": "maybe"}, "line 1: label: Input should be 'correct'"),
        ({**WRONG, "case": "q99"}, "line 1 names no case: 'q99'"),
    ],
)
def test_a_wrong_item_is_named(own: Path, item: dict[str, object], complaint: str) -> None:
    with pytest.raises(DatasetError, match="has no judge.jsonl"):
        load_items([load_dataset(own)])
    write_items(own, item)
    with pytest.raises(DatasetError, match=complaint):
        load_items([load_dataset(own)])


def test_verdicts_stand_beside_the_other_scores(own: Path, bench: Bench, tmp_path: Path) -> None:
    write_items(own, YES, NO, WRONG)
    run = run_small(make_request(own, limit=3, seed=2), bench, tmp_path / "run")
    before = run.scores()
    applies = [p for c, p in ((c, run.predictions()[c.id]) for c in run.cases()) if c.answerable]
    assert applies and all(len(p.citations) == 1 for p in applies)
    judge = judge_of("wrong", "yes", "no", *["correct", "yes", "yes"] * len(applies))
    calibrated = calibrate_judge(judge, load_labelled([str(own)]))
    judge_predictions(run, judge, calibrated)
    judged = judge_run(run)
    assert [judged.rows[name].value for name in JUDGED] == [1.0, 1.0, 1.0]
    assert run.scores()[: len(before)] == before
    report = write_report(run).report
    assert {v.metric for v in report.verdicts if v.shown} >= set(JUDGED)
    told = dict(report.facts)["judge"]
    assert judge.pin in told and "support: kappa 1.00 on 2 labels" in told
    rescore(run)
    assert judge_run(run).rows.keys() == judged.rows.keys()


def test_a_set_whose_articles_are_elsewhere_is_judged_with_the_items_of_the_sample(
    own: Path,
) -> None:
    (own / "articles").unlink()
    assert load_labelled([str(own)]).items == load_labelled(["sample"]).items
    write_items(own, YES, WRONG)
    assert [item.id for item in load_labelled([str(own)]).items] == ["3", "1"]


def test_a_judged_gate_needs_a_calibration(own: Path, bench: Bench, tmp_path: Path) -> None:
    write_items(own, YES, NO)
    gates = (Gate(metric="alce_recall", margin=0.1),)
    run = run_small(make_request(own, limit=1, gates=gates), bench, tmp_path / "run")
    judge = judge_of("yes", "no")
    calibrated = calibrate_judge(judge, load_labelled([str(own)]))
    with pytest.raises(EvaluationError, match="kappa 1.00 on 2 labels"):
        judge_predictions(run, judge, calibrated)


def test_the_sample_items_are_balanced_and_say_what_their_labels_say() -> None:
    sample = load_dataset(SAMPLE)
    items, cases = load_items([sample])
    counts = Counter(item.label for item in items)
    assert counts["yes"] == counts["no"] == 30
    assert min(counts["correct"], counts["wrong"], 2 * counts["partial"]) >= 22
    texts = [document.text for document in sample.documents.values()]
    for item in items:
        assert all(any(quote in text for text in texts) for quote in item.quotes), item.id
        assert bool(item.quotes) == (item.task == "support")
        if item.case:
            missing = len(missing_groups(item.answer, cases[item.case].gold.answers))
            groups = len(cases[item.case].gold.answers)
            share = {"correct": missing == 0, "wrong": missing == groups}
            assert share.get(item.label, 0 < missing < groups), item.id
