"""`meetingqa eval` as people call it: a run that is killed and goes on, and the gate at the end."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from evaluating import METRICS, make_settings, write_dataset
from meetingqa.cli import main
from meetingqa.models.tokens import has_ranks, ranks_path
from meetingqa.settings import load_settings


class Result(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def metrics(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)["metrics"]
        return {name: row for name, row in found.items() if name != "seconds"}


Call = Callable[..., Result]


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    dataset = write_dataset(tmp_path / "small")
    names = ", ".join(f'"{name}"' for name in METRICS)
    gates = "".join(
        f'[[gates]]\nmetric = "{name}"\n{rule}\n'
        for name, rule in (("quotes_exact", "hard = true"), ("right", "margin = 0.03"))
    )
    path = tmp_path / "own.toml"
    path.write_text(f'datasets = ["{dataset}"]\nmetrics = [{names}]\n{gates}', encoding="utf-8")
    return path


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """The commands, with a cache of their own, the light encoder and no language model."""
    cache = load_settings().cache_dir
    if not has_ranks(cache):
        pytest.skip("token ranks are not pulled")
    settings = make_settings(tmp_path, ranks_path(cache))
    monkeypatch.setenv("MEETINGQA_CACHE_DIR", str(settings.cache_dir))
    monkeypatch.setenv("MEETINGQA_EMBED_ENGINE", "light")
    monkeypatch.setenv("MEETINGQA_LLM", "none")

    def run(*words: object) -> Result:
        with pytest.raises(SystemExit) as left:
            main(["eval", *map(str, words)])
        printed = capsys.readouterr()
        return Result(int(left.value.code or 0), printed.out, printed.err)

    return run


def kill_midway(predictions: Path, *words: object) -> int:
    """Start a run and kill it -9 when it has written a few lines; how many there are then."""
    command = [sys.executable, "-m", "meetingqa", "eval", *map(str, words)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            if predictions.exists() and predictions.read_bytes().count(b"\n") >= 4:
                os.kill(process.pid, signal.SIGKILL)
                break
            time.sleep(0.005)
    finally:
        process.wait(timeout=60)
    return predictions.read_bytes().count(b"\n")


def test_a_run_killed_half_way_goes_on_and_gives_the_same_numbers(
    suite: Path, call: Call, tmp_path: Path
) -> None:
    run, predictions = tmp_path / "killed", tmp_path / "killed" / "predictions.jsonl"
    assert 4 <= kill_midway(predictions, "run", suite, "--output", run) < 36
    assert json.loads((run / "manifest.json").read_text())["ended_at"] is None
    first = predictions.read_bytes()
    with predictions.open("ab") as file:
        file.write(b'{"id": "torn')
    resumed = call("run", suite, "--output", run, "--json")
    assert resumed.code == 0, resumed.err
    assert predictions.read_bytes().startswith(first)
    assert predictions.read_bytes().count(b"\n") == 36
    whole = call("run", suite, "--output", tmp_path / "whole", "--json")
    assert resumed.metrics == whole.metrics
    assert whole.metrics["right"]["n"] == 36

    accepted = call("accept", run, "--output", tmp_path)
    baseline = tmp_path / "own-extractive.json"
    assert (accepted.code, accepted.out) == (0, f"{baseline}\n")
    compared = call("compare", tmp_path / "whole", baseline, "--json")
    assert compared.code == 0 and json.loads(compared.out)["regressed"] is False


def test_scores_follow_the_recorded_predictions(suite: Path, call: Call, tmp_path: Path) -> None:
    run, predictions = tmp_path / "r", tmp_path / "r" / "predictions.jsonl"
    before = call("run", suite, "--output", run, "--json")
    call("accept", run, "--output", tmp_path)
    assert call("score", run, "--json").metrics == before.metrics
    text = predictions.read_text(encoding="utf-8")
    predictions.write_text(text.replace("1.210 tỷ", "1.219 tỷ"), encoding="utf-8")
    spoiled = call("score", run, "--json")
    assert spoiled.metrics["quotes_exact"]["value"] < 1
    compared = call("compare", run, tmp_path / "own-extractive.json")
    assert compared.code == 3 and "must be 1" in compared.out
    assert (
        call("run", suite, "--output", run).code == 3
    )  # complete: scored again, a hard gate fails


def test_what_cannot_be_run_is_said_in_two_lines(call: Call, suite: Path, tmp_path: Path) -> None:
    unknown = call("run", "nothing")
    assert (unknown.code, unknown.out) == (1, "")
    assert unknown.err.startswith("error: no suite 'nothing'\nhint: ")
    without = call("run", suite, "--writer", "llm", "--output", tmp_path / "r")
    assert without.code == 1 and "llm is 'none'" in without.err
