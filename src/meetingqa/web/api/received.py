"""Received files on disk while they are read, under names that cannot leave their folder."""

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f/\\:*?\"<>|\[\]!#\ud800-\udfff]+")
_MAX_STEM_BYTES = 150  # of the 255 that file systems allow


def safe_name(given: str) -> str:
    """The last part of a sent file's name, without what a file system or a source's name gives a
    meaning to. Never empty, never hidden."""
    last = PurePosixPath(given.replace("\\", "/")).name
    cleaned = _UNSAFE.sub("_", last).lstrip(". ") or "file"
    stem, dot, suffix = cleaned.rpartition(".")
    stem, suffix = (stem, suffix[:10]) if dot else (suffix, "")
    stem = stem.encode()[:_MAX_STEM_BYTES].decode("utf-8", "ignore")
    return f"{stem}{dot}{suffix}"


@contextmanager
def saved_files(files: Sequence[tuple[str, BinaryIO]]) -> Iterator[list[Path]]:
    """The files, each (name as given, content), in a folder of their own that goes away."""
    with tempfile.TemporaryDirectory(prefix="meetingqa-") as folder:
        paths = []
        for number, (name, content) in enumerate(files):
            path = Path(folder) / str(number) / safe_name(name)  # two files may have one name
            path.parent.mkdir()
            with path.open("wb") as target:
                shutil.copyfileobj(content, target)
            paths.append(path)
        yield paths
