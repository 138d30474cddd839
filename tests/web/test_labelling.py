"""Judging the answers of a run on the page."""

import re
from pathlib import Path

import pytest

from meetingqa.errors import EvaluationError, Forbidden
from meetingqa.evaluation.records import Case, Gold, Prediction
from meetingqa.evaluation.runs import RunFolder
from meetingqa.web.people import Person
from meetingqa.web.ui.labelling_page import judge_item, show_item
from meetingqa.web.ui.words import VIETNAMESE

HOA = Person(account_id=3, name="hoa", role="evaluator")
LAN = Person(account_id=1, name="lan", role="staff")


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    cases = [
        Case(id=name, cluster=name, question=f"Câu {name}?", gold=Gold(answers=(("bảy",),)))
        for name in ("a", "b")
    ]
    said = [Prediction(id="a", system="x", text="<b>Bảy</b>"), Prediction(id="b", system="x")]
    for name, rows in (("cases.jsonl", cases), ("predictions.jsonl", said)):
        lines = "".join(row.model_dump_json() + "\n" for row in rows)
        (folder.path / name).write_text(lines, encoding="utf-8")
    return folder


def test_a_verdict_is_kept_beside_the_run_and_is_ones_own(run: RunFolder) -> None:
    judge_item(run, HOA, "a", "partial", "thiếu đơn vị")
    judge_item(run, HOA, "a", "correct", "")
    assert "Câu b?" in show_item(run, HOA, None, VIETNAMESE)  # the first that is not judged
    own = re.search(
        r'data-verdict="(\w+)"[^>]*aria-pressed="true"', show_item(run, HOA, 0, VIETNAMESE)
    )
    assert own is not None and own[1] == "correct"
    [label] = run.labels()
    assert (label.labeller, label.verdict) == ("hoa", "correct")
    admin = Person(account_id=4, name="an", role="admin")
    assert 'aria-pressed="true"' not in show_item(run, admin, 0, VIETNAMESE)


@pytest.mark.parametrize(("item", "verdict"), [("a", "fine"), ("c", "wrong"), ("", "")])
def test_what_is_no_verdict_on_an_item_is_refused(run: RunFolder, item: str, verdict: str) -> None:
    with pytest.raises(EvaluationError):
        judge_item(run, HOA, item, verdict, "")
    assert run.labels() == []


def test_only_evaluators_judge(run: RunFolder) -> None:
    for call in (
        lambda: judge_item(run, LAN, "a", "wrong", ""),
        lambda: show_item(run, LAN, 0, VIETNAMESE),
    ):
        with pytest.raises(Forbidden):
            call()


def test_the_page_escapes_what_was_answered(run: RunFolder) -> None:
    shown = show_item(run, HOA, None, VIETNAMESE)
    assert "&lt;b&gt;Bảy" in shown and "<b>" not in shown
