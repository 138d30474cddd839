"""`meetingqa eval` as people call it: runs that are killed and go on, and the gate at the end."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from evaluating import METRICS, make_settings, write_dataset
from meetingqa.settings import load_settings
from meetingqa.tokens import has_ranks, ranks_path

Command = Callable[..., list[str]]


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("suite")
    dataset = write_dataset(folder / "small")
    names = ", ".join(f'"{name}"' for name in METRICS)
    gates = "".join(
        f'[[gates]]\nmetric = "{name}"\n{rule}\n'
        for name, rule in (("quotes_exact", "hard = true"), ("right", "margin = 0.03"))
    )
    (folder / "own.toml").write_text(
        f'datasets = ["{dataset}"]\nmetrics = [{names}]\n{gates}', encoding="utf-8"
    )
    return folder / "own.toml"


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A process of its own has its own cache, the light encoder and no language model."""
    cache = load_settings().cache_dir
    if not has_ranks(cache):
        pytest.skip("token ranks are not pulled")
    settings = make_settings(tmp_path, ranks_path(cache))
    yield os.environ | {
        "MEETINGQA_CACHE_DIR": str(settings.cache_dir),
        "MEETINGQA_EMBED_ENGINE": "light",
        "MEETINGQA_LLM": "none",
    }


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "meetingqa", "eval", *map(str, words)]


def call(environment: dict[str, str], *words: object) -> tuple[int, str, str]:
    done = subprocess.run(
        command(*words), env=environment, capture_output=True, text=True, timeout=300
    )
    return done.returncode, done.stdout, done.stderr


def kill_midway(words: list[str], predictions: Path, environment: dict[str, str]) -> int:
    """Start a run and kill it -9 when it has written a few lines; how many there are then."""
    process = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            if predictions.exists() and predictions.read_bytes().count(b"\n") >= 4:
                os.kill(process.pid, signal.SIGKILL)
                break
            time.sleep(0.005)
    finally:
        process.wait(timeout=60)
    return predictions.read_bytes().count(b"\n")


def rows_of(out: str) -> dict[str, Any]:
    metrics: dict[str, Any] = json.loads(out)["metrics"]
    return metrics


def test_a_run_killed_half_way_goes_on_and_gives_the_same_numbers(
    suite: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    run = tmp_path / "killed"
    words = command("run", suite, "--output", run)
    there = kill_midway(words, run / "predictions.jsonl", environment)
    assert 4 <= there < 36
    assert "ended_at" not in (run / "manifest.json").read_text() or (
        json.loads((run / "manifest.json").read_text())["ended_at"] is None
    )
    with (run / "predictions.jsonl").open("ab") as file:
        file.write(b'{"id": "torn')
    code, out, err = call(environment, "run", suite, "--output", run, "--json")
    assert code == 0, err
    assert (run / "predictions.jsonl").read_bytes().count(b"\n") == 36
    code, whole, err = call(environment, "run", suite, "--output", tmp_path / "whole", "--json")
    assert code == 0, err
    assert rows_of(out) == rows_of(whole)
    assert rows_of(out)["right"]["n"] == 36

    code, path, _ = call(environment, "accept", run, "--output", tmp_path)
    assert (code, path.strip()) == (0, str(tmp_path / "own-extractive.json"))
    code, out, _ = call(environment, "compare", tmp_path / "whole", path.strip(), "--json")
    assert code == 0 and json.loads(out)["regressed"] is False

    # One case of the recorded run now answers with another figure: scoring it again shows it.
    lines = (run / "predictions.jsonl").read_text(encoding="utf-8").splitlines()
    spoiled = [line.replace("1.210 tỷ", "1.219 tỷ") for line in lines]
    (run / "predictions.jsonl").write_text("\n".join(spoiled) + "\n", encoding="utf-8")
    code, out, err = call(environment, "score", run, "--json")
    assert code == 0, err
    assert rows_of(out)["quotes_exact"]["value"] < 1
    code, out, _ = call(environment, "compare", run, path.strip())
    assert code == 3 and "must be 1" in out


def test_what_cannot_be_run_is_said_in_two_lines(
    environment: dict[str, str], suite: Path, tmp_path: Path
) -> None:
    code, out, err = call(environment, "run", "nothing")
    assert (code, out) == (1, "")
    assert err.startswith("error: no suite 'nothing'\nhint: ")
    code, _, err = call(environment, "run", suite, "--writer", "llm", "--output", tmp_path / "r")
    assert code == 1 and "llm is 'none'" in err
