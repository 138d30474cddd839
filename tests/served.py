"""A service over a small invented archive, the application around it, and tokens to ask it with."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from asking import ARTICLES
from fakes import FakeEmbedder, WordCounter
from meetingqa.assistant import Assistant
from meetingqa.settings import Settings
from meetingqa.web import api, mcp_server, openai_compat
from meetingqa.web.errors import install_errors
from meetingqa.web.people import Right, Role
from meetingqa.web.security import Guard
from meetingqa.web.service import Service

QUESTION = "Kim ngạch xuất khẩu 6 tháng của tỉnh Đồng Mai là bao nhiêu?"
_PASSWORD = "mật khẩu dài"
_RIGHTS: tuple[Right, ...] = ("ask", "edit", "evaluate", "manage")


def make_settings(folder: Path, **fields: object) -> Settings:
    """Settings of a service that hashes passwords fast and has no language model."""
    given = {
        "store_dir": folder / "store",
        "cache_dir": folder / "cache",
        "embedder": "fake",
        "llm": "none",
        "chunk_max_tokens": 64,
        "password_memory_kib": 8,
        "password_passes": 1,
        "requests_per_minute": 0,
    }
    return Settings.model_validate({**given, **fields})


def make_assistant(settings: Settings) -> Assistant:
    """An assistant that needs no weights."""
    assistant = Assistant(settings)
    assistant.embedder = FakeEmbedder(dimensions=64)
    assistant.counter = WordCounter()  # type: ignore[assignment]
    return assistant


def write_archive(folder: Path) -> Path:
    """The invented articles as a file to ingest; each has an address."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps(
            {
                "title": article.title,
                "text": article.text,
                "url": f"https://bao.example/{article.source.removesuffix('.txt')}",
                "published_on": str(article.published_on),
                "province": article.province,
            },
            ensure_ascii=False,
        )
        for article in ARTICLES
    ]
    path = folder / "archive.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@contextmanager
def open_service(folder: Path, *, filled: bool = True, **fields: object) -> Iterator[Service]:
    """A service; with the invented articles unless it is to be empty."""
    settings = make_settings(folder, **fields)
    assistant = make_assistant(settings)
    if filled:
        assistant.ingest([write_archive(folder)])
    with Service(settings, assistant) as service:
        yield service


def make_app(service: Service) -> FastAPI:
    """What programs ask, behind the guard, without the page."""
    app = FastAPI(title="meetingqa")
    install_errors(app)
    app.include_router(api.router(service))
    app.include_router(openai_compat.router(service))
    mcp_server.mount(app, service)
    app.add_middleware(Guard, service=service)
    return app


def make_token(
    service: Service, role: Role = "staff", scopes: tuple[Right, ...] = _RIGHTS, name: str = ""
) -> str:
    """A token of a new account."""
    name = name or f"{role}-{len(service.accounts.list())}"
    service.accounts.create(name, _PASSWORD, role)
    return service.accounts.tokens.create(name, scopes=scopes)


def open_client(service: Service, token: str | None = None) -> TestClient:
    """A client that sends a token; a crash of the service is a 500, as people would see it."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return TestClient(make_app(service), headers=headers, raise_server_exceptions=False)


@contextmanager
def on_loopback(app: FastAPI) -> Iterator[str]:
    """The application served on a free port of this machine; its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_config=None, ws="none", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                thread.join(0.01)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
