"""Evaluation runs over REST: start, watch, list, show."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from evaluating import make_settings, write_dataset
from meetingqa.models.tokens import has_ranks, ranks_path
from meetingqa.settings import load_settings
from meetingqa.web import evaluations
from meetingqa.web.people import LOCAL
from meetingqa.web.service import Service
from served import make_token, open_client, open_service

SUITE = """
about = "twelve meetings"
datasets = [{folder!r}]
metrics = ["right", "quotes_exact"]
[[gates]]
metric = "quotes_exact"
hard = true
"""


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    cache = load_settings().cache_dir
    if not has_ranks(cache):
        pytest.skip("token ranks are not pulled")
    make_settings(tmp_path, ranks_path(cache))
    monkeypatch.chdir(tmp_path)
    folder = write_dataset(tmp_path / "data" / "small")
    suites = tmp_path / "eval" / "suites"
    suites.mkdir(parents=True)
    (suites / "small.toml").write_text(SUITE.format(folder=str(folder)), encoding="utf-8")
    with open_service(tmp_path, filled=False) as opened:
        yield opened


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with open_client(service, make_token(service, "evaluator")) as opened:
        yield opened


def test_a_run_is_started_watched_and_shown(service: Service, client: TestClient) -> None:
    assert "small" in client.get("/api/v1/eval/suites").json()
    started = client.post("/api/v1/eval/runs", json={"suite": "small", "limit": 3})
    assert started.status_code == 202
    assert service.jobs.get(started.json()["id"], LOCAL).wait(60)
    job = client.get(started.headers["location"]).json()
    assert job["state"] == "done", job
    assert job["progress"] == {"step": "predict", "done": 3, "total": 3}
    [row] = client.get("/api/v1/eval/runs").json()
    assert (row["suite"], row["label"]) == ("small", "extractive")
    assert row["ended_at"] is not None
    shown = client.get(f"/api/v1/eval/runs/{row['id']}").json()
    assert shown == job["result"]
    assert shown["metrics"]["quotes_exact"]["value"] == 1.0
    assert shown["metrics"]["right"]["n"] <= 3


def test_a_run_that_was_stopped_goes_on(service: Service, client: TestClient) -> None:
    body = {"suite": "small", "limit": 3}
    first = service.jobs.get(client.post("/api/v1/eval/runs", json=body).json()["id"], LOCAL)
    first.stop()
    assert first.wait(60)
    second = service.jobs.get(client.post("/api/v1/eval/runs", json=body).json()["id"], LOCAL)
    assert second.wait(60)
    assert second.status.state == "done"
    assert len(evaluations.list_runs()) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"suite": "no-such"},
        {"suite": "../small"},
        {"suite": "eval/suites/small.toml"},
        {"suite": "/etc/passwd"},
        {"suite": "small", "limit": 0},
        {"suite": "small", "system": "closed-book"},
    ],
)
def test_only_our_suites_are_run(client: TestClient, body: dict[str, object]) -> None:
    answer = client.post("/api/v1/eval/runs", json=body)
    assert answer.status_code == 422
    assert client.get("/api/v1/jobs").json() == []


def test_a_run_that_needs_a_model_fails_in_words(service: Service, client: TestClient) -> None:
    started = client.post("/api/v1/eval/runs", json={"suite": "small", "writer": "llm"})
    job = service.jobs.get(started.json()["id"], LOCAL)
    assert job.wait(60)
    assert job.status.state == "failed"
    assert "needs a language model" in (job.status.error or "")


@pytest.mark.parametrize("run_id", ["0000", "..%2F..%2Fdata", "%2Fetc", "small"])
def test_a_run_is_no_path(client: TestClient, run_id: str) -> None:
    assert client.get(f"/api/v1/eval/runs/{run_id}").status_code == 404
