"""Backups: a store's register, accounts, uploads and manifest as one file, and a store from one.

The derived indexes are left out: they are built again from the register, with the vectors it holds.
"""

import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath

from meetingqa.errors import IndexMissing, SettingsError, StoreError, StoreLocked
from meetingqa.settings import Settings
from meetingqa.storage.store import Store
from meetingqa.storage.store_files import WriterLock, disk_errors, find_directory, read_manifest

_MANIFEST, _REGISTER = "manifest.json", "library.sqlite3"
_DATABASES = (_REGISTER, "service.sqlite3")
_FOLDERS = ("uploads", "summaries")  # people's files, and what a language model took long to write
_UNPACKING = "restoring"  # in the store's folder, until a backup is whole and sound


def save_backup(settings: Settings, target: Path) -> int:
    """Write the store of `settings` to a new file `target`, whole or not at all. Returns its bytes.

    Only its owner may read the file. Raises IndexMissing where there is no store, StoreLocked where
    a process writes to it, SettingsError where its register is elsewhere, StoreError else.
    """
    directory = find_directory(settings)
    _require_own_register(settings)
    if read_manifest(directory) is None:
        raise IndexMissing(
            f"nothing was ingested into the store {str(directory)!r}", "check --store"
        )
    if target.exists():
        raise StoreError(f"{str(target)!r} is there already", "give another name")
    with (
        WriterLock(directory),
        _writing_to(target),
        tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name[:100]}.") as folder,
    ):
        packed = Path(folder) / "backup.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(directory / _MANIFEST, _MANIFEST)
            for name in _DATABASES:
                if (directory / name).is_file():
                    archive.write(_copy_database(directory / name, Path(folder) / name), name)
            for path in sorted(p for name in _FOLDERS for p in (directory / name).rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(directory).as_posix())
        packed.chmod(0o600)
        os.replace(packed, target)
        return target.stat().st_size


def load_backup(settings: Settings, source: Path) -> int:
    """Make the store of `settings` from a file of `save_backup`. Returns how many articles it holds.

    Raises StoreError where the store holds articles already, or the file is no whole backup; then
    nothing is changed. IndexMismatch where the settings want another embedder: the register stands,
    and `reindex` does the rest.
    """
    directory = find_directory(settings)
    _require_own_register(settings)
    with _dropped_if_new(directory), WriterLock(directory):
        if any((directory / name).exists() for name in (_MANIFEST, _REGISTER)):
            raise StoreError(
                f"the store {str(directory)!r} is in use already",
                "give an empty folder with --store, or move the store away first",
            )
        unpacked = directory / _UNPACKING
        with disk_errors(directory):
            shutil.rmtree(unpacked, ignore_errors=True)
            try:
                _unpack(source, unpacked)
                names = sorted(unpacked.iterdir(), key=lambda path: path.name == _MANIFEST)
                for path in names:  # the manifest last: it makes a store of them
                    os.replace(path, directory / path.name)
            finally:
                shutil.rmtree(unpacked, ignore_errors=True)
    with Store.open(settings, write=True) as store:  # builds the indexes
        return store.library.count_articles()


@contextmanager
def _dropped_if_new(directory: Path) -> Iterator[None]:
    """A folder that was not there goes again when what follows fails before it is a store."""
    with disk_errors(directory):
        new = not directory.exists()
    try:
        yield
    except StoreLocked:
        raise  # another restore has made it meanwhile
    except BaseException:
        if new and not (directory / _MANIFEST).exists():
            shutil.rmtree(directory, ignore_errors=True)
        raise


def _require_own_register(settings: Settings) -> None:
    if settings.library_url:
        raise SettingsError(
            "the register is in a database of its own (MEETINGQA_LIBRARY_URL)",
            "back that up with its own tools, then copy the store's folder",
        )


def _copy_database(source: Path, copy: Path) -> Path:
    """A database as it stands now, with what its log has not yet handed over."""
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise StoreError(f"{str(source)!r} cannot be read: {error}") from error
    return copy


def _unpack(source: Path, folder: Path) -> None:
    """The files of a backup into a new folder; StoreError when it is none or damaged."""
    hint = "give a file that `meetingqa backup` wrote"
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
            if not {_MANIFEST, _REGISTER} <= set(names) or not all(map(_belongs, names)):
                raise StoreError(f"{str(source)!r} is no backup of a store", hint)
            archive.extractall(folder)
        for name in _DATABASES:
            if (folder / name).is_file():
                with closing(sqlite3.connect(folder / name)) as database:
                    if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
                        raise StoreError(f"{name} of {str(source)!r} is damaged", hint)
    except FileNotFoundError as error:
        raise StoreError(f"there is no file {str(source)!r}", "check the path") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, sqlite3.Error) as error:
        raise StoreError(f"{str(source)!r} is no whole backup: {error}", hint) from error
    read_manifest(folder)  # a newer version's is refused here


def _belongs(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name in (_MANIFEST, *_DATABASES) or (parts[0] in _FOLDERS and ".." not in parts)


@contextmanager
def _writing_to(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"cannot write {str(target)!r}: {error.strerror or error}",
            "check that its folder is there and has room",
        ) from error
