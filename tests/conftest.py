"""No setting of the machine and no network reach the tests."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fakes import FakeEmbedder, WordCounter
from meetingqa.settings import Settings
from meetingqa.storage.chunking import Chunker

_LOOPBACK = ("127.", "::1", "localhost")
_connect = socket.socket.connect


def _connect_to_loopback(self: socket.socket, address: Any) -> None:
    if self.family != socket.AF_UNIX and not str(address[0]).startswith(_LOOPBACK):
        raise RuntimeError(f"a test tried to reach {address!r}")
    _connect(self, address)


# A shell that starts us in the background has SIGINT ignored, and programs inherit that: the tests of
# Ctrl-C need it as a terminal gives it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in list(os.environ):
        if name.startswith("MEETINGQA_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr(socket.socket, "connect", _connect_to_loopback)
    yield


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store_dir=tmp_path / "store", embedder="fake", chunk_max_tokens=64)


@pytest.fixture
def chunker() -> Chunker:
    return Chunker(WordCounter(), 64)  # type: ignore[arg-type]
