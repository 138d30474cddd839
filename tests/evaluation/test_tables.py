"""The tables of docs/evaluation.md hold what suites, metrics and accepted baselines say."""

from pathlib import Path

import pytest

from evaluation_runs import make_dataset, make_documents, make_run
from meetingqa.evaluation.judged import judge_run, write_baseline
from meetingqa.evaluation.scorers import SCORERS
from meetingqa.evaluation.tables import SYSTEMS, build_parts

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
    for run in (ours, none):
        write_baseline(judge_run(run), eval_dir / "baselines")
    part = build_parts(eval_dir)["baselines"]
    rows = [line.split("|")[1:-1] for line in part.splitlines() if line.startswith("|")]
    assert [cell.strip() for cell in rows[0]] == [
        *("metric", "extractive", "embedded LLM", "stock-langchain", "bm25", "closed-book")
    ]
    right = [cell.strip() for cell in rows[2]]
    row = judge_run(ours).rows["right"]
    assert row.value is not None and row.low is not None and row.high is not None
    span = f"[{100 * row.low:.1f}, {100 * row.high:.1f}]"
    assert right[:2] == ["`right`", f"{100 * row.value:.1f} % {span} (n 36)"]
    assert right[2:4] == ["not run", "not run"] and right[4].startswith("8.3 %")
    assert [cell.strip() for cell in rows[4]] == ["`f1`", "–", "not run", "not run", "–", "not run"]
    assert "- extractive: run `ours`, commit 0123abc; 36 cases in 9 clusters" in part
    assert "### later\n\nNot run yet: `meetingqa eval run later`." in part


def test_suites_and_metrics_are_described(eval_dir: Path) -> None:
    parts = build_parts(eval_dir)
    assert (
        "| `smoke` | A made-up suite. | made-up (test), 2 kinds of twins | "
        "`quotes_exact` = 1, `right` −0.02, `f1` no worse |" in parts["suites"]
    )
    for name in SCORERS:
        assert f"| `{name}` |" in parts["metrics"]
    assert len(SYSTEMS) == 5
