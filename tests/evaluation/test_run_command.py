"""`eval score` ends with a report and its table, and leaves with 3 when a hard gate is broken."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evaluating import make_request, run_small
from meetingqa.cli import app
from meetingqa.errors import EvaluationError
from meetingqa.evaluation.bench import Bench
from meetingqa.evaluation.judged import judge_run, write_baseline
from meetingqa.evaluation.report import find_baseline, write_report
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.suites import load_suite


@pytest.fixture
def run(dataset: Path, bench: Bench, tmp_path: Path) -> RunFolder:
    return run_small(make_request(dataset, splits=("dev",)), bench, tmp_path / "run")


def test_scoring_ends_with_a_report_and_its_table(run: RunFolder) -> None:
    result = CliRunner().invoke(app, ["eval", "score", str(run.path)])
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].split()[:2] == ["metric", "mean"] and lines[1].startswith("right ")
    assert any(line.endswith("holds (must be 100 %)") for line in lines)
    for name in ("report.html", "report.md"):
        assert str(run.path / name) in lines and (run.path / name).stat().st_size > 10_000
    assert "cost: " in result.stderr and "18 cases" in result.stderr
    result = CliRunner().invoke(app, ["eval", "score", str(run.path), "--json"])
    told = json.loads(result.stdout)
    assert told["report"]["html"] == str(run.path / "report.html")
    assert told["cost"]["cases"] == 18 and told["cost"]["model_cases"] == 0


def test_a_broken_hard_gate_leaves_with_3(run: RunFolder) -> None:
    predictions = list(run.predictions().values())
    first = next(p for p in predictions if p.citations)
    cited = first.citations[0].model_copy(update={"quote": "chữ không có trong bài"})
    with run.appending() as append:
        append(first.model_copy(update={"citations": (cited,)}))
    result = CliRunner().invoke(app, ["eval", "score", str(run.path)])
    assert result.exit_code == 3
    assert "BROKEN (must be 100 %)" in result.stdout
    assert "hard gate 'quotes_exact' is 0." in result.stderr


def test_a_run_that_lost_an_answer_passes_no_gate(run: RunFolder) -> None:
    file = run.path / "predictions.jsonl"
    whole, scores = file.read_bytes(), run.scores()
    file.write_bytes(whole[whole.index(b"\n") + 1 :])
    try:
        result = CliRunner().invoke(app, ["eval", "score", str(run.path)])
    finally:
        file.write_bytes(whole)
        run.write_scores(scores)
    assert isinstance(result.exception, EvaluationError)
    assert "lacks the answers to 1 of its 18 cases" in str(result.exception)


def test_a_run_is_set_beside_its_accepted_baseline(run: RunFolder, tmp_path: Path) -> None:
    judged = judge_run(run)
    assert find_baseline(judged, tmp_path) is None
    write_baseline(judged, tmp_path)
    side = find_baseline(judged, tmp_path)
    assert side is not None and side.judged.rows.keys() == judged.rows.keys()
    page = write_report(run, side).report
    assert page.title == "small: meetingqa (extractive) against the accepted baseline"
    assert [v.delta.value for v in page.verdicts if v.delta] == [0.0] * 6
    of_others = judged.model_copy(update={"clusters": {"another": "cluster"}})
    assert find_baseline(of_others, tmp_path) is None


def test_a_suite_over_other_cases_has_another_name() -> None:
    suite = load_suite("press")
    assert suite.of(splits=["held"]) == suite.of() == suite
    other = suite.of(datasets=["sets/other"], splits=["dev", "test"])
    assert other.name == "press-other-dev-test"
    assert (other.datasets, other.splits) == (("sets/other",), ("dev", "test"))
    assert load_suite("answers").of(splits=["dev"]).name == "answers-dev"
