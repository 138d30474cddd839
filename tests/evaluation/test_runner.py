"""Runs: resumed where they stopped, never of stale predictions, failures recorded."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluating import make_request, run_small, values_of
from meetingqa.errors import EvaluationError, ModelUnavailable
from meetingqa.evaluation.archives import Archive
from meetingqa.evaluation.bench import Bench, Builder, open_system
from meetingqa.evaluation.collecting import Request
from meetingqa.evaluation.records import Case, Prediction
from meetingqa.evaluation.runner import choose_folder, plan_run
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.scoring import rescore
from meetingqa.evaluation.systems import System


class Watched:
    """A system that remembers what it was asked, and fails as it is told to."""

    def __init__(self, system: System, asked: list[str], trouble: dict[str, BaseException]) -> None:
        self.system, self.asked, self.trouble = system, asked, trouble

    def predict(self, case: Case) -> Prediction:
        self.asked.append(case.id)
        if case.id in self.trouble:
            raise self.trouble[case.id]
        return self.system.predict(case)

    def close(self) -> None:
        self.system.close()


def watching(asked: list[str], trouble: dict[str, BaseException] | None = None) -> Builder:
    def build(request: Request, archive: Archive, bench: Bench) -> System:
        return Watched(open_system(request, archive, bench), asked, trouble or {})

    return build


@pytest.fixture(scope="module")
def whole(
    dataset: Path, bench: Bench, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunFolder]:
    """A run of everything that tests only read."""
    yield run_small(make_request(dataset), bench, tmp_path_factory.mktemp("runs") / "whole")


def test_a_run_predicts_and_scores_every_case(whole: RunFolder) -> None:
    manifest = whole.manifest()
    assert manifest.ended_at and manifest.peak_memory_mb
    assert manifest.settings["request"]["writer"] == "extractive"
    assert set(manifest.data) == {"small/cases", "small/corpus"}
    assert manifest.prompts["answer/system"] and manifest.versions["chromadb"]
    assert len(whole.predictions()) == len(whole.cases()) == 36
    right = [s for s in whole.scores() if s.metric == "right"]
    assert sum(s.value or 0 for s in right) / 36 > 0.8
    quoted = [p for p in whole.predictions().values() if p.citations]
    assert len(quoted) >= 20 and all(p.retrieved and p.key for p in quoted)


@pytest.mark.parametrize("torn", [b"", b'{"id": "q00-1", "sys'])
def test_an_interrupted_run_goes_on_and_ends_the_same(
    dataset: Path, bench: Bench, whole: RunFolder, tmp_path: Path, torn: bytes
) -> None:
    request, first, second = make_request(dataset), list[str](), list[str]()
    with pytest.raises(KeyboardInterrupt):
        run_small(request, bench, tmp_path / "r", watching(first, {"q04-0": KeyboardInterrupt()}))
    run = RunFolder(tmp_path / "r")
    assert run.manifest().ended_at is None
    with (tmp_path / "r" / "predictions.jsonl").open("ab") as file:
        file.write(torn)
    run_small(request, bench, tmp_path / "r", watching(second))
    assert first[-1] == second[0] == "q04-0"
    assert len(first[:-1]) + len(second) == 36
    assert values_of(run) == values_of(whole)
    lines = (tmp_path / "r" / "predictions.jsonl").read_bytes().splitlines()
    assert len([json.loads(line) for line in lines]) == 36


def test_an_unfinished_run_is_found_by_its_arguments(
    dataset: Path, bench: Bench, tmp_path: Path
) -> None:
    plan = plan_run(make_request(dataset), bench)
    assert choose_folder(plan, runs=tmp_path).path.name.startswith("small-extractive-")
    with pytest.raises(KeyboardInterrupt):
        run_small(
            plan.request, bench, tmp_path / "mine", watching([], {"q01-0": KeyboardInterrupt()})
        )
    assert choose_folder(plan, runs=tmp_path).path == tmp_path / "mine"
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "manifest.json").write_text("{", encoding="utf-8")
    assert choose_folder(plan, runs=tmp_path).path == tmp_path / "mine"
    with pytest.raises(EvaluationError, match="does not tell what it was asked for"):
        Request.of(RunFolder(tmp_path / "mine").manifest().model_copy(update={"settings": {}}))
    with pytest.raises(EvaluationError, match="is damaged"):
        RunFolder(tmp_path / "damaged").manifest()
    other = plan_run(make_request(dataset, limit=5), bench)
    assert choose_folder(other, runs=tmp_path).path != tmp_path / "mine"
    run_small(plan.request, bench, tmp_path / "mine")
    assert choose_folder(plan, runs=tmp_path).path != tmp_path / "mine"


def test_predictions_of_another_build_are_not_taken_over(
    dataset: Path, bench: Bench, tmp_path: Path
) -> None:
    request = make_request(dataset, limit=6)
    run = run_small(request, bench, tmp_path / "r")
    old = run.manifest()
    run.write_manifest(old.model_copy(update={"settings": old.settings | {"build": "older"}}))
    with pytest.raises(EvaluationError, match="another build"):
        run_small(request, bench, tmp_path / "r")


def test_a_stale_prediction_is_made_again(dataset: Path, bench: Bench, tmp_path: Path) -> None:
    request, asked = make_request(dataset, limit=4), list[str]()
    run = run_small(request, bench, tmp_path / "r")
    lines = (tmp_path / "r" / "predictions.jsonl").read_text(encoding="utf-8").splitlines()
    one = json.loads(lines[0])
    lines[0] = json.dumps(one | {"key": "0" * 64}, ensure_ascii=False)
    (tmp_path / "r" / "predictions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run_small(request, bench, tmp_path / "r", watching(asked))
    assert asked == [one["id"]]
    assert len(run.predictions()) == 4


def test_a_failing_case_is_recorded_and_tried_again(
    dataset: Path, bench: Bench, tmp_path: Path
) -> None:
    request, asked = make_request(dataset, limit=6), list[str]()
    bad = plan_run(request, bench).groups[0].cases[2].id
    run = run_small(request, bench, tmp_path / "r", watching([], {bad: ZeroDivisionError("odd")}))
    failed = run.predictions()[bad]
    assert (failed.status, failed.error) == ("error", "ZeroDivisionError: odd")
    [right] = [s for s in run.scores() if s.metric == "right" and s.id == bad]
    assert right.value is None and "odd" in str(right.error)
    run_small(request, bench, tmp_path / "r", watching(asked))
    assert asked == [bad] and run.predictions()[bad].error is None


def test_what_would_fail_for_every_case_stops_the_run(
    dataset: Path, bench: Bench, tmp_path: Path
) -> None:
    trouble: dict[str, BaseException] = {"q02-0": ModelUnavailable("no weights")}
    with pytest.raises(ModelUnavailable):
        run_small(make_request(dataset), bench, tmp_path / "r", watching([], trouble))
    assert len(RunFolder(tmp_path / "r").predictions()) == 6


def test_threads_give_the_same_numbers(
    dataset: Path, bench: Bench, whole: RunFolder, tmp_path: Path
) -> None:
    run = run_small(make_request(dataset), bench, tmp_path / "r", workers=3)
    assert values_of(run) == values_of(whole)


def test_two_processes_do_not_write_one_run(dataset: Path, bench: Bench, tmp_path: Path) -> None:
    with RunFolder(tmp_path / "r").appending(), pytest.raises(EvaluationError, match="adding"):
        run_small(make_request(dataset, limit=2), bench, tmp_path / "r")


def test_scoring_again_takes_the_gold_of_today(dataset: Path, bench: Bench, tmp_path: Path) -> None:
    copy = tmp_path / "set"
    copy.mkdir()
    (copy / "articles").symlink_to(dataset / "articles")
    text = (dataset / "cases.jsonl").read_text(encoding="utf-8")
    (copy / "cases.jsonl").write_text(text, encoding="utf-8")
    run = run_small(make_request(copy), bench, tmp_path / "r")
    first = run.manifest().data
    before, predicted = values_of(run), (tmp_path / "r" / "predictions.jsonl").read_bytes()
    rescore(run)
    assert values_of(run) == before
    (copy / "cases.jsonl").write_text(text.replace("1.210 tỷ", "1.211 tỷ"), encoding="utf-8")
    rescore(run)
    changed = {(i, m) for i, m, _ in set(values_of(run)) ^ set(before)}
    assert ("q00-0", "right") in changed and {i for i, _ in changed} == {"q00-0"}
    assert (tmp_path / "r" / "predictions.jsonl").read_bytes() == predicted
    told = run.manifest().data
    assert told == plan_run(make_request(copy), bench).manifest.data != first
    asked_otherwise = text.replace("Tỉnh An Lộc có bao nhiêu xã", "Tỉnh An Lộc có mấy xã")
    (copy / "cases.jsonl").write_text(asked_otherwise, encoding="utf-8")
    with pytest.raises(EvaluationError, match="asks something else"):
        rescore(run)


def test_answers_are_not_scored_over_other_articles(
    dataset: Path, bench: Bench, tmp_path: Path
) -> None:
    copy = tmp_path / "set"
    shutil.copytree(dataset, copy)
    run = run_small(make_request(copy, limit=2), bench, tmp_path / "r")
    before = values_of(run)
    article = copy / "articles" / "11.txt"
    article.write_text(article.read_text("utf-8") + "Kỳ họp bế mạc.\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="articles of 'set' are others"):
        rescore(run)
    assert values_of(run) == before
