"""The whole application, page included, and the process that serves it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from meetingqa.errors import SettingsError
from meetingqa.web.exposure import check_exposure
from meetingqa.web.server import build_app
from meetingqa.web.service import Service
from served import QUESTION, make_settings, open_service

HOME = "http://127.0.0.1:7860"
PASSWORD = "bốn chữ rất dài"


def build(service: Service) -> FastAPI:
    """The application, built within an event loop: Gradio would leave loops of its own open."""

    async def build_inside() -> FastAPI:
        return build_app(service.settings, service)

    return asyncio.run(build_inside())


def test_health_page_and_programs_behind_one_guard(tmp_path: Path) -> None:
    with open_service(tmp_path) as service:
        service.accounts.create("lan", PASSWORD)
        service.accounts.create("quản trị", PASSWORD, "admin")
        tokens = {
            name: service.accounts.tokens.create(name, scopes=["ask", "manage"])
            for name in ("lan", "quản trị")
        }
        lan = {"Authorization": f"Bearer {tokens['lan']}"}
        admin = {"Authorization": f"Bearer {tokens['quản trị']}"}
        app = build(service)
        with TestClient(app, base_url=HOME, follow_redirects=False) as client:
            assert client.get("/healthz").text == "ok\n"
            while client.get("/readyz").status_code != 200:
                time.sleep(0.01)
            assert client.get("/readyz").json()["store"] is True

            assert client.get("/", headers={"Accept": "text/html"}).status_code == 303
            for path in ("/config", "/docs", "/openapi.json", "/gradio_api/info", "/mcp"):
                assert client.get(path).status_code == 401, path
            page = client.get("/", headers=lan)
            assert page.status_code == 200
            assert "fonts.googleapis" not in page.text
            assert client.get("/en/", headers=lan).status_code == 200
            assert client.get("/en", headers=lan).headers["location"] == "/en/"

            asked = client.post("/api/v1/ask", headers=lan, json={"question": QUESTION})
            assert "12.500 tỷ đồng" in asked.json()["text"]
            assert client.get("/metrics", headers=lan).status_code == 403
            shown = client.get("/metrics", headers=admin).text
            assert "meetingqa_articles 3.0" in shown
            docs = client.get("/docs", headers=lan).text
            assert "/api/v1/ask" in docs
            assert "<script" not in docs and "https://" not in docs

            service.running.closing = True
            assert client.get("/readyz").status_code == 503
            refused = client.post("/api/v1/ask", headers=lan, json={"question": QUESTION})
            assert refused.status_code == 503


def test_an_empty_store_is_ready_to_be_filled(tmp_path: Path) -> None:
    with (
        open_service(tmp_path, filled=False, auth="off") as service,
        TestClient(build(service), base_url=HOME) as client,
    ):
        while not client.get("/readyz").json()["models"]:
            time.sleep(0.01)
        assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "10.1.2.3", "::", "meetings.example"])
def test_without_accounts_nobody_else_is_served(tmp_path: Path, host: str) -> None:
    with open_service(tmp_path, filled=False, auth="off") as service:
        check_exposure(service.settings, service.accounts, "127.0.0.1")
        with pytest.raises(SettingsError, match="may not listen"):
            check_exposure(service.settings, service.accounts, host)


def test_accounts_are_needed_before_the_service_starts(tmp_path: Path) -> None:
    with open_service(tmp_path, filled=False) as service:
        with pytest.raises(SettingsError) as caught:
            check_exposure(service.settings, service.accounts, "0.0.0.0")
        assert "users add" in caught.value.hint
        service.accounts.create("lan", PASSWORD, "admin")
        check_exposure(service.settings, service.accounts, "0.0.0.0")


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    settings = make_settings(folder)
    environment = {
        **os.environ,
        "MEETINGQA_STORE_DIR": str(settings.store_dir),
        "MEETINGQA_LLM": "none",
        "MEETINGQA_PASSWORD_MEMORY_KIB": "8",
        "MEETINGQA_NEW_PASSWORD": PASSWORD,
    }
    command = [sys.executable, "-m", "meetingqa", *args]
    return subprocess.run(
        command, check=False, env=environment, capture_output=True, text=True, timeout=120
    )


def test_people_and_tokens_by_the_command_line(tmp_path: Path) -> None:
    nobody = run(tmp_path, "users", "list")
    assert nobody.stdout == "" and "`meetingqa users add NAME`" in nobody.stderr
    assert run(tmp_path, "users", "add", "lan", "--role", "editor").stdout == "added lan (editor)\n"
    again = run(tmp_path, "users", "add", "lan")
    assert (again.returncode, "already" in again.stderr) == (1, True)
    secret = run(tmp_path, "users", "token", "lan", "--scope", "edit").stdout.strip()
    idle = run(tmp_path, "users", "token", "lan", "--scope", "manage")
    assert "editor may not manage" in idle.stderr and idle.stdout.startswith("mqa_")
    with open_service(tmp_path, filled=False) as service:
        person = service.accounts.tokens.person_of(secret)
        assert person and person.may("edit") and not person.may("ask")
    run(tmp_path, "users", "add", "Hường")
    typed = run(tmp_path, "users", "token", unicodedata.normalize("NFD", "hường"))
    assert typed.stdout.startswith("mqa_")
    assert run(tmp_path, "users", "disable", "lan").returncode == 0
    assert "disabled" in run(tmp_path, "users", "list").stdout


def test_serving_refuses_strangers_before_it_loads_anything(tmp_path: Path) -> None:
    refused = run(tmp_path, "serve", "--no-auth", "--host", "0.0.0.0")
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith("hint:")
    assert run(tmp_path, "serve").returncode == 1  # nobody could sign in


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run(tmp_path, "serve", "--no-auth", "--port", str(port))
    assert refused.returncode == 1
    assert f"error: cannot listen on 127.0.0.1:{port}: " in refused.stderr
    assert "hint:" in refused.stderr


def test_a_served_process_stops_cleanly_at_the_first_signal(tmp_path: Path) -> None:
    environment = {**os.environ, "MEETINGQA_LLM": "none"}
    command = [sys.executable, "-m", "meetingqa", "serve", "--no-auth", "--port", "17861"]
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(
            [*command, "--store", str(tmp_path / "store")], env=environment, stderr=log
        ) as process,
    ):
        try:
            for _ in range(600):
                try:
                    if httpx.get("http://127.0.0.1:17861/healthz", timeout=5).status_code == 200:
                        break
                except httpx.TransportError:
                    assert process.poll() is None, (tmp_path / "log").read_text()
                    time.sleep(0.1)
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        finally:
            process.kill()
    lines = (tmp_path / "log").read_text().splitlines()
    assert all(line.startswith("{") for line in lines[1:])  # the address, then JSON
    assert "Finished server process" in lines[-1]
