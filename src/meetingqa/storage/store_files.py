"""The files of a store beside its parts: the writer's lock, the loading gate and the manifest."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout
from pydantic_core import from_json

from meetingqa.calibration import Calibration
from meetingqa.domain import Manifest
from meetingqa.errors import IndexMismatch, StoreError, StoreLocked
from meetingqa.files import write_whole
from meetingqa.models.encoders import Embedder
from meetingqa.settings import Settings
from meetingqa.storage.library import Library
from meetingqa.storage.library_reading import SCHEMA_VERSION
from meetingqa.storage.library_tables import sqlite_url

# Raise it when cleaning, splitting, chunking or folding change what is stored.
TEXT_VERSION = 1

_MANIFEST = "manifest.json"
_GATE_TIMEOUT_S = 300
_REINDEX = "run `meetingqa reindex`"
_UPGRADE = "upgrade: `pip install --upgrade meetingqa`"


def find_directory(settings: Settings) -> Path:
    """The store's folder, in one spelling. `StoreError` where a file stands in its place."""
    directory = settings.store_dir.resolve()
    if _is_file(directory):
        raise _no_folder(directory)
    return directory


def open_library(settings: Settings, directory: Path, manifest: Manifest | None) -> Library:
    """The register of a store, showing the generation its manifest names."""
    given = settings.library_url
    url = given.get_secret_value() if given else sqlite_url(directory / "library.sqlite3")
    return Library(url, manifest.generation if manifest else 1)


def chroma_dir(directory: Path, generation: int) -> Path:
    """Where the vectors of a generation are."""
    return directory / "chroma" / f"{generation:04d}"


def keyword_dir(directory: Path, generation: int) -> Path:
    """Where the words of a generation are."""
    return directory / "keyword" / f"{generation:04d}"


class WriterLock:
    """Held by the one process that may write; taking it a second time fails at once."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._owner = directory / "writer.pid"
        self._lock = FileLock(directory / "writer.lock")

    def __enter__(self) -> Self:
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            self._owner.write_text(str(os.getpid()))
        except Timeout as error:
            raise StoreLocked(
                f"process {self._read_owner()} is writing to the store {str(self._directory)!r}",
                "wait until it is done, or send the request to that process",
            ) from error
        except OSError as error:
            self._lock.release()
            raise _unwritable(self._directory, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._owner.unlink(missing_ok=True)
        self._lock.release()

    def _read_owner(self) -> str:
        with contextlib.suppress(OSError):
            return self._owner.read_text() or "unknown"
        return "unknown"


class LoadingGate:
    """Held while graph files are read or written, so that nobody reads half of one."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = FileLock(directory / "loading.lock")

    def __enter__(self) -> Self:
        try:
            self._lock.acquire(timeout=_GATE_TIMEOUT_S)
        except Timeout as error:
            raise StoreLocked(
                f"the store {str(self._directory)!r} has been saving for {_GATE_TIMEOUT_S} s",
                "try again when the other process is done",
            ) from error
        except OSError as error:
            raise _unwritable(self._directory, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def drop_leftovers(directory: Path, library: Library) -> None:
    """Delete every generation but the live one: what an interrupted reindex left."""
    library.drop_other_generations()
    for place in (chroma_dir, keyword_dir):
        live = place(directory, library.generation)
        if live.parent.is_dir():
            with disk_errors(directory):
                for folder in live.parent.iterdir():
                    if folder != live:
                        shutil.rmtree(folder)


def new_manifest(settings: Settings, embedder: Embedder, generation: int = 1) -> Manifest:
    """What a store built with these settings now remembers."""
    return Manifest(
        schema_version=SCHEMA_VERSION,
        embedder=embedder.name,
        dimensions=embedder.dimensions,
        chunk_max_tokens=settings.chunk_max_tokens,
        text_version=TEXT_VERSION,
        generation=generation,
        calibration=Calibration.of({}, embedder.name).model_dump(),
    )


def read_manifest(directory: Path) -> Manifest | None:
    """The manifest of a store, None if there is none.

    `IndexMismatch` if a newer version wrote it, `StoreError` if it cannot be read.
    """
    path = directory / _MANIFEST
    try:
        raw = from_json(path.read_bytes())
        if (version := int(raw["schema_version"])) > SCHEMA_VERSION:
            raise IndexMismatch(
                f"the store {str(directory)!r} has schema {version}, this version reads up to "
                f"{SCHEMA_VERSION}",
                _UPGRADE,
            )
        return Manifest.model_validate(raw)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(
            f"{str(path)!r} cannot be read: {error.strerror}",
            "give a store this user may read with --store",
        ) from error
    except (ValueError, KeyError, TypeError) as error:  # pydantic's errors are ValueErrors
        raise StoreError(f"{str(path)!r} is not a manifest: {error}", _REINDEX) from error


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step, durably."""
    with disk_errors(directory):
        write_whole(directory / _MANIFEST, f"{manifest.model_dump_json(indent=2)}\n".encode())
        _sync_folder(directory)


def check_manifest(manifest: Manifest, settings: Settings, embedder: Embedder | None) -> None:
    """`IndexMismatch` if the store was built otherwise than these settings say."""
    if manifest.text_version > TEXT_VERSION:
        raise IndexMismatch(
            f"the store has text version {manifest.text_version}, this is {TEXT_VERSION}", _UPGRADE
        )
    name = embedder.name if embedder else settings.embedder
    dimensions = embedder.dimensions if embedder else manifest.dimensions
    built = (manifest.embedder, manifest.dimensions)
    sizes = (manifest.chunk_max_tokens, settings.chunk_max_tokens)
    for what, found, wanted, setting in (
        ("embedder", built, (name, dimensions), "MEETINGQA_EMBEDDER"),
        ("chunk size", *sizes, "MEETINGQA_CHUNK_MAX_TOKENS"),
        ("text version", manifest.text_version, TEXT_VERSION, ""),
    ):
        if found != wanted:
            back = f", or set {setting} back to what it was" if setting else ""
            raise IndexMismatch(
                f"the store was built with {what} {found!r}, now it is {wanted!r}", _REINDEX + back
            )


@contextlib.contextmanager
def disk_errors(directory: Path) -> Iterator[None]:
    """The system's failures with a store's files as `StoreError`."""
    try:
        yield
    except OSError as error:
        raise _unwritable(directory, error) from error


def _sync_folder(directory: Path) -> None:
    folder = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _unwritable(directory: Path, error: OSError) -> StoreError:
    if _is_file(directory):
        return _no_folder(directory)
    return StoreError(
        f"cannot write to the store {str(directory)!r}: {error.strerror or error}",
        "free disk space, or give a folder this user may write to with --store; "
        "nothing stored is lost",
    )


def _no_folder(directory: Path) -> StoreError:
    return StoreError(f"{str(directory)!r} is no folder", "give a folder with --store")


def _is_file(directory: Path) -> bool:
    # Not Path's own: those raise where the folder above may not be read, or the name is too long.
    return os.path.exists(directory) and not os.path.isdir(directory)
