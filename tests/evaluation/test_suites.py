"""The suites we ship can be run; a suite with a mistake is refused, and says which."""

import re
import shutil
from pathlib import Path

import pytest

from evaluating import make_request
from meetingqa.errors import DatasetError, EvaluationError
from meetingqa.evaluation.collecting import collect, digest_data
from meetingqa.evaluation.scorers import SCORERS
from meetingqa.evaluation.suites import list_suites, load_suite

SHIPPED = (
    "answers",
    "citations",
    "press",
    "refusals",
    "retrieval",
    "robustness",
    "smoke",
    "summaries",
)


def test_these_suites_are_shipped() -> None:
    assert tuple(list_suites()) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_suite_names_metrics_that_there_are(name: str) -> None:
    suite = load_suite(name)
    assert suite.name == name and suite.about
    assert {*suite.metrics, *(gate.metric for gate in suite.gates)} <= set(SCORERS)
    hard = {gate.metric for gate in suite.gates if gate.hard}
    assert suite.task != "qa" or {"quotes_exact", "ids_in_range"} <= hard
    assert any(gate.margin is not None for gate in suite.gates)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('datasets = ["d"]\nmetrics = ["right"]\nmetric = "x"', "metric: Extra inputs"),
        ('datasets = []\nmetrics = ["right"]', "datasets: Tuple should have at least 1"),
        ('datasets = ["d"]\nmetrics = ["right"]\ntwins = ["upside_down"]', "twins.0"),
        (
            'datasets = ["d"]\nmetrics = ["right"]\n[[gates]]\nmetric = "right"',
            "either `hard = true` or a `margin`",
        ),
        (
            'datasets = ["d"]\nmetrics = ["right"]\n[[gates]]\nmetric = "em"\nhard = true\nmargin = 0',
            "either `hard = true` or a `margin`",
        ),
        ("datasets = [", "cannot read the suite"),
        (
            'datasets = ["d"]\nmetrics = ["right"]\n[[gates]]\nmetric = "refusal_precision"\nmargin = 0',
            "'refusal_precision' has no margin to a baseline",
        ),
    ],
)
def test_a_wrong_suite_says_what_is_wrong(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "odd.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        load_suite(path)
    assert complaint in caught.value.message and str(path) in caught.value.message


def test_an_unknown_suite_names_those_there_are() -> None:
    with pytest.raises(EvaluationError, match="no suite 'nothing'") as caught:
        load_suite("nothing")
    assert "smoke" in caught.value.hint


def test_cases_are_filtered_and_drawn(dataset: Path) -> None:
    def ids(**changes: object) -> list[str]:
        groups = collect(make_request(dataset, **changes))
        return [case.id for group in groups for case in group.cases]

    assert len(ids()) == 36
    assert all(int(i[1:3]) % 2 for i in ids(splits=("dev",))) and len(ids(splits=("dev",))) == 18
    assert {i[4:] for i in ids(answerable=False)} == {"none"}
    drawn = ids(limit=7)
    assert len(drawn) == 7 and drawn == sorted(drawn) == ids(limit=7)
    assert ids(limit=7, seed=1) != drawn
    assert len(ids(task="retrieval")) == 24  # nothing can be found for the others
    with pytest.raises(EvaluationError, match="asks no case") as caught:
        ids(splits=("held",))
    assert "18 qa in the split 'dev', 18 qa in the split 'test'" in caught.value.hint
    with pytest.raises(DatasetError, match="no data set"):
        ids(datasets=("nowhere",))
    with pytest.raises(EvaluationError, match="two cases"):
        ids(datasets=(str(dataset), str(dataset)))


def test_a_set_without_splits_is_asked_whole(dataset: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(dataset, tmp_path / "imported")
    lines = (copied / "cases.jsonl").read_text(encoding="utf-8")
    (copied / "cases.jsonl").write_text(
        re.sub(r'"split": "\w+"', '"split": ""', lines), encoding="utf-8"
    )
    groups = collect(make_request(copied, splits=("test",)))
    assert sum(len(group.cases) for group in groups) == 36


@pytest.mark.parametrize(
    "place", ["metrics = ['rihgt']", "[[gates]]\nmetric = 'rihgt'\nhard = true"]
)
def test_a_misspelt_metric_is_no_metric(place: str, tmp_path: Path) -> None:
    """A gate of that name would never block anything."""
    path = tmp_path / "odd.toml"
    shown = "" if place.startswith("metrics") else "metrics = ['right']\n"
    path.write_text(f"datasets = ['sample']\n{shown}{place}", encoding="utf-8")
    with pytest.raises(EvaluationError, match="no metric 'rihgt'") as caught:
        load_suite(path)
    assert "did you mean 'right'?" in caught.value.hint


def test_twins_are_asked_over_their_own_corpus(dataset: Path) -> None:
    request = make_request(dataset, twins=("no_diacritics", "gold_removed"))
    groups = collect(request)
    bare = [c for g in groups if g.overlay is None for c in g.cases if c.perturb]
    assert len(bare) == 36 and all(case.question.isascii() for case in bare)
    gone = [(g.overlay, case) for g in groups if g.overlay for case in g.cases]
    assert gone and not any(case.answerable for _, case in gone)
    for overlay, case in gone:
        assert overlay and f"{case.id[1:3]}.txt" in overlay.removed
    assert digest_data(groups) != digest_data(collect(make_request(dataset)))
