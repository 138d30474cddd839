"""Files that people send: named safely, limited in number, size and kind, kept where their articles point."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from meetingqa.domain import IngestReport, Rejection
from meetingqa.errors import SourceError
from meetingqa.models.wheels import sha256_of
from meetingqa.settings import Settings
from meetingqa.sources import SUFFIXES, SourceItem, read_sources

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


@dataclass
class Kept:
    """The files of one upload that may be read, and why the others may not."""

    paths: list[Path] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)

    def merge(self, reports: Sequence[IngestReport]) -> IngestReport:
        counts = ("added", "updated", "unchanged", "chunks")
        return IngestReport(
            duplicates=tuple(d for report in reports for d in report.duplicates),
            rejected=(*self.rejected, *(r for report in reports for r in report.rejected)),
            articles=tuple(a for report in reports for a in report.articles),
            seconds=round(sum(report.seconds for report in reports), 3),
            **{name: sum(getattr(report, name) for report in reports) for name in counts},
        )


class Uploads:
    """The folder of uploaded files: `<start of the content's SHA-256>/<name>`.

    Two files of one name do not meet there, so that neither replaces the other's article.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._max_files = settings.upload_max_files
        self._max_bytes = settings.max_file_bytes

    def keep(self, files: Sequence[Path]) -> Kept:
        """Copy files into the folder. Raises SourceError when they are too many."""
        if len(files) > self._max_files:
            raise SourceError(
                f"{len(files)} files in one upload",
                f"upload at most {self._max_files} at once, or put them into one .zip",
            )
        kept = Kept()
        for file in files:
            size = file.stat().st_size
            if file.suffix.lower() not in SUFFIXES:
                reason = f"unsupported kind of file: {file.suffix or 'no suffix'}"
            elif size > self._max_bytes:
                reason = f"{size / 1e6:.1f} MB, the limit is {self._max_bytes / 1e6:.1f} MB"
            else:
                target = self._folder / sha256_of(file)[:16] / file.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
                kept.paths.append(target)
                continue
            kept.rejected.append(Rejection(source=file.name, reason=reason))
        return kept

    def read(self, path: Path) -> Iterator[SourceItem | Rejection]:
        """What is in a kept file. Its source is told from the store's folder on: where that folder lies
        is nothing that readers of the articles need to know."""
        above = f"{self._folder.parent}{os.sep}"
        for item in read_sources([path], max_bytes=self._max_bytes):
            yield item.model_copy(update={"source": item.source.removeprefix(above)})
