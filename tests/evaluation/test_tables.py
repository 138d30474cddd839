"""The tables of docs/evaluation.md hold what suites, metrics and accepted baselines say."""

from pathlib import Path

import pytest

from evaluation_runs import make_dataset, make_documents, make_run
from evaluation_tables import SYSTEMS, build_answers, build_parts
from meetingqa.evaluation.judged import judge_run, write_baseline
from meetingqa.evaluation.records import Cost
from meetingqa.evaluation.scorers import SCORERS
from meetingqa.evaluation.suites import Suite

SUITE = """about = "A made-up suite."
datasets = ["made-up"]
splits = ["test"]
twins = ["typo", "nfd"]
metrics = ["right", "hit@1", "f1"]
[[gates]]
metric = "quotes_exact"
hard = true
[[gates]]
metric = "right"
margin = 0.02
[[gates]]
metric = "f1"
margin = 0.0
"""


@pytest.fixture
def eval_dir(tmp_path: Path) -> Path:
    (tmp_path / "eval" / "suites").mkdir(parents=True)
    for name in ("smoke", "later"):
        (tmp_path / "eval" / "suites" / f"{name}.toml").write_text(SUITE, encoding="utf-8")
    return tmp_path / "eval"


def test_results_have_a_column_for_each_system(eval_dir: Path, tmp_path: Path) -> None:
    texts = make_documents()
    make_dataset(tmp_path / "made-up", texts)
    ours = make_run(tmp_path / "ours", tmp_path / "made-up", texts)
    none = make_run(
        tmp_path / "b", tmp_path / "made-up", texts, system="bm25", wrong=lambda n: n > 2
    )
    asked = ours.manifest()
    asked.settings["request"]["limit"] = 24
    ours.write_manifest(asked)
    for run in (ours, none):
        write_baseline(judge_run(run), eval_dir / "baselines")
    part = build_parts(eval_dir)["baselines"]
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in part.splitlines()
        if line.startswith("|")
    ]
    row = judge_run(ours).rows["right"]
    assert row.value is not None and row.low is not None and row.high is not None
    right = f"{100 * row.value:.1f} % [{100 * row.low:.1f}, {100 * row.high:.1f}] (n 36)"
    names = ["extractive", "embedded LLM", "stock-langchain", "bm25", "closed-book"]
    assert rows[0] == ["suite", "metric", *names]
    missing = ["not measured"] * 5
    assert rows[2] == ["[later](#later)", "`right`", *missing]
    assert rows[3][2:5] == [right, "not measured", "not measured"]
    assert rows[4] == ["metric", "extractive", "bm25"]
    assert rows[6][:2] == ["`right`", right] and rows[6][2].startswith("8.3 %")
    assert rows[8] == ["`f1`", "–", "–"]
    assert "- extractive: run `ours`, commit 0123abc; 36 cases in 9 clusters" in part
    recipes = [line.strip() for line in part.splitlines() if line.startswith("    ")]
    command = "meetingqa eval run later --corpus DIR"
    assert recipes[0] == f"{command} --writer extractive  # not measured yet"
    assert f"{command.replace('later', 'smoke')} --system bm25" in recipes
    assert f"{command.replace('later', 'smoke')} --writer extractive --limit 24" in recipes


def test_twins_are_told_by_change_and_beside_their_originals(
    eval_dir: Path, tmp_path: Path
) -> None:
    texts = make_documents()
    make_dataset(tmp_path / "made-up", texts)
    judged = judge_run(make_run(tmp_path / "ours", tmp_path / "made-up", texts))
    kinds = {"twins": ["nfd", "typo"], **judged.suite.model_dump(exclude={"twins"})}
    request = judged.request.model_copy(update={"suite": Suite.model_validate(kinds)})
    right = {"a": 1.0, "a~nfd": 1.0, "a~typo": 0.0, "b": 0.0, "b~nfd": 1.0, "b~typo": 0.0}
    settings = judged.manifest.settings | {"request": request.model_dump(mode="json")}
    manifest = judged.manifest.model_copy(update={"settings": settings})
    changed = {
        "manifest": manifest,
        "values": {"right": right},
        "clusters": dict.fromkeys(right, "d"),
        "kinds": dict.fromkeys(right, "figure"),
    }
    write_baseline(judged.model_copy(update=changed), eval_dir / "baselines")
    part = build_parts(eval_dir)["baselines"]
    assert "Twins by change, extractive:" in part
    assert "| nfd | 2 of 2 | 1 of 1 |  |" in part
    assert "| typo | 0 of 2 | 0 of 1 |  |" in part
    assert "| all | 2 of 4 | 1 of 2 |  |" in part


def test_the_answers_page_has_a_table_for_each_set_and_writer(
    eval_dir: Path, tmp_path: Path
) -> None:
    texts = make_documents()
    make_dataset(tmp_path / "made-up", texts)
    run = make_run(tmp_path / "ours", tmp_path / "made-up", texts)
    cost = Cost(cases=36, model_cases=30, worded=12, seconds=72.0)
    run.write_manifest(run.manifest().model_copy(update={"suite": "press-dev", "cost": cost}))
    write_baseline(judge_run(run), eval_dir / "baselines")
    part = build_answers(eval_dir)["answers"]
    assert part.count("### ") == 10 and part.count("Not measured.") == 9
    own = part[part.index("### Press articles, dev, extractive") :]
    recall = judge_run(run).rows["refusal_recall"]
    assert recall.value is not None
    hits = round(recall.value * recall.n)
    assert f"| refused, of those without an answer | {hits} of {recall.n} | " in own
    assert "| figure | " in own and "| unanswerable | " in own
    assert "72 s for 36 cases (2 s a case)" in own


def test_suites_and_metrics_are_described(eval_dir: Path) -> None:
    parts = build_parts(eval_dir)
    assert (
        "| `smoke` | A made-up suite. | made-up (test), 2 kinds of twins | "
        "`quotes_exact` = 1, `right` −0.02, `f1` no worse |" in parts["suites"]
    )
    for name in SCORERS:
        assert f"| `{name}` |" in parts["metrics"]
    assert len(SYSTEMS) == 5
