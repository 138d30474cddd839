"""Judging answers: of a run, and those that somebody disliked."""

from pathlib import Path

import pytest

from meetingqa.errors import ConversationNotFoundError, EvaluationError, Forbidden
from meetingqa.evaluation.records import Case, Gold, Prediction
from meetingqa.evaluation.runs import RunFolder
from meetingqa.web.events import Done
from meetingqa.web.labelling import disliked_items, judge_disliked, judge_run_item, run_items
from meetingqa.web.people import Person
from meetingqa.web.service import Service
from meetingqa.web.ui.labelling_page import DISLIKED, item_html
from meetingqa.web.ui.words import VIETNAMESE
from served import QUESTION

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


def _dislike(service: Service, reason: str) -> int:
    done = list(service.ask(LAN, QUESTION))[-1]
    assert isinstance(done, Done) and done.turn_id is not None
    service.history.rate(LAN, done.turn_id, -1, reason)
    return done.turn_id


def test_a_verdict_is_kept_beside_the_run_and_is_ones_own(run: RunFolder) -> None:
    judge_run_item(run, HOA, "a", "partial", "thiếu đơn vị")
    judge_run_item(run, HOA, "a", "correct", "")
    assert [(i.id, i.verdict) for i in run_items(run, HOA)] == [("a", "correct"), ("b", "")]
    [label] = run.labels()
    assert (label.labeller, label.verdict) == ("hoa", "correct")
    admin = Person(account_id=4, name="an", role="admin")
    assert not any(item.verdict for item in run_items(run, admin))


@pytest.mark.parametrize(("item", "verdict"), [("a", "fine"), ("c", "wrong"), ("", "")])
def test_what_is_no_verdict_on_an_item_is_refused(run: RunFolder, item: str, verdict: str) -> None:
    with pytest.raises(EvaluationError):
        judge_run_item(run, HOA, item, verdict, "")
    assert run.labels() == []


def test_a_disliked_answer_is_there_to_be_judged(service: Service) -> None:
    turn = _dislike(service, "thiếu tỷ lệ tăng")
    [item] = disliked_items(service.history, HOA)
    assert (item.question, item.reason, item.verdict) == (QUESTION, "thiếu tỷ lệ tăng", "")
    assert "12.500" in item.answer and "12.500" in item.quotes[0][2]
    judge_disliked(service.history, HOA, item.id, "partial", "12.500 tỷ đồng, tăng 8,2%")
    [after] = disliked_items(service.history, HOA)
    assert (after.verdict, after.said) == ("partial", "12.500 tỷ đồng, tăng 8,2%")
    [case] = service.history.candidate_cases()
    assert case["gold"] == {"answers": [["12.500 tỷ đồng, tăng 8,2%"]]}
    for name, verdict in ((str(turn), "fine"), ("x", "wrong")):
        with pytest.raises(EvaluationError):
            judge_disliked(service.history, HOA, name, verdict, "")
    with pytest.raises(ConversationNotFoundError):
        judge_disliked(service.history, HOA, str(turn + 1), "wrong", "")


def test_only_evaluators_judge(service: Service, run: RunFolder) -> None:
    _dislike(service, "sai")
    for call in (
        lambda: disliked_items(service.history, LAN),
        lambda: judge_disliked(service.history, LAN, "1", "wrong", ""),
        lambda: judge_run_item(run, LAN, "a", "wrong", ""),
    ):
        with pytest.raises(Forbidden):
            call()


def test_the_page_escapes_what_was_answered(run: RunFolder) -> None:
    words = VIETNAMESE
    shown = item_html(run_items(run, HOA), 0, "run", words)
    assert "&lt;b&gt;Bảy" in shown and "<b>" not in shown
    assert "Chưa có câu trả lời nào bị chê" in item_html([], 0, DISLIKED, words)
