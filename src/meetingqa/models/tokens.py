"""How many tokens a text has, in o200k_base, without ever touching the network.

The ranks live in `cache_dir/tiktoken/` under the name tiktoken itself looks for; `ensure_ranks` puts
them there once (`meetingqa models pull`). o200k_base takes 1.4 tokens for a Vietnamese word.
"""

import gzip
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from meetingqa.errors import ModelUnavailable
from meetingqa.files import write_whole
from meetingqa.models.wheels import Progress, WheelFile, read_wheel_file, sha256_of

_ENCODING = "o200k_base"
_FILE_NAME = "fb374d419588a4632f3f557e76b4b70aebbca790"  # SHA-1 of the address tiktoken fetches
_BYTES = 3_613_922
_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
_WHEEL = WheelFile(
    requirement="bpe-openai==0.1.4",
    sha256="91dde48b7c27a155ec94563ef488d95267bd17e2e8db360aba299ca9819335ba",
    member="bpe_openai/data/o200k_base.tiktoken.gz",
    platform="manylinux2014_x86_64",
)
_DOWNLOAD_TIMEOUT_S = 60
_ENVIRONMENT = threading.Lock()


def ranks_path(cache_dir: Path) -> Path:
    """Where the token ranks are kept."""
    return cache_dir / "tiktoken" / _FILE_NAME


def has_ranks(cache_dir: Path) -> bool:
    """Whether the ranks are there, whole and unaltered."""
    path = ranks_path(cache_dir)
    return path.is_file() and sha256_of(path) == _SHA256


def ensure_ranks(cache_dir: Path, progress: Progress) -> Path:
    """Fetch the token ranks unless they are there; returns their path.

    tiktoken's own download first, else the data file of a PyPI wheel. Raises `ModelUnavailable`.
    """
    path = ranks_path(cache_dir)
    progress(_ENCODING, 0, _BYTES)
    if not has_ranks(cache_dir):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        _download_by_tiktoken(path.parent)
        if not has_ranks(cache_dir):
            _write_from_wheel(path)
    progress(_ENCODING, _BYTES, _BYTES)
    return path


def _download_by_tiktoken(folder: Path) -> None:
    # In a process of its own, because tiktoken's download has no time limit: a firewall that drops
    # packets would hold it for ever. Its failure is not ours; the caller looks for the file.
    code = f"import tiktoken; tiktoken.get_encoding({_ENCODING!r})"
    try:
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "TIKTOKEN_CACHE_DIR": str(folder)},
            check=False,
            capture_output=True,
            timeout=_DOWNLOAD_TIMEOUT_S,
        )
    except subprocess.TimeoutExpired:
        return


def _write_from_wheel(path: Path) -> None:
    data = gzip.decompress(read_wheel_file(_WHEEL))
    if hashlib.sha256(data).hexdigest() != _SHA256:
        raise ModelUnavailable(
            f"the {_ENCODING} ranks in {_WHEEL.requirement!r} are not the ones tiktoken knows",
            "update meetingqa",
        )
    try:
        write_whole(path, data)
    except OSError as error:
        raise ModelUnavailable(
            f"the token ranks could not be written to {str(path.parent)!r}: {error}",
            "free some disk space, or set MEETINGQA_CACHE_DIR to another folder",
        ) from error


class TokenCounter:
    """Counts o200k_base tokens; loads the ranks (0.4 s) at the first count. Thread-safe."""

    def __init__(self, cache_dir: Path) -> None:
        self._cache_dir = cache_dir
        self._encode: Callable[[str], list[int]] | None = None

    def count(self, text: str) -> int:
        """Tokens of `text`, special-token words counted as plain text.

        Raises `ModelUnavailable` when the ranks are not in the cache folder.
        """
        if self._encode is None:
            self._encode = _load_encoder(self._cache_dir)
        return len(self._encode(text))


def _load_encoder(cache_dir: Path) -> Callable[[str], list[int]]:
    # Checked first: tiktoken deletes a file with another hash and fetches it again.
    if not has_ranks(cache_dir):
        raise ModelUnavailable(
            f"the {_ENCODING} token ranks are not in {str(ranks_path(cache_dir).parent)!r}",
            "run `meetingqa models pull`",
        )
    # Imported here because `--help` and readers that count nothing should not pay for it.
    import tiktoken

    with _ENVIRONMENT:
        before = os.environ.get("TIKTOKEN_CACHE_DIR")
        os.environ["TIKTOKEN_CACHE_DIR"] = str(ranks_path(cache_dir).parent)
        try:
            return tiktoken.get_encoding(_ENCODING).encode_ordinary
        finally:
            if before is None:
                del os.environ["TIKTOKEN_CACHE_DIR"]
            else:
                os.environ["TIKTOKEN_CACHE_DIR"] = before
