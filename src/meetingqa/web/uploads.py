"""Files that people upload: limited in number, size and kind, and kept where their articles point."""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from meetingqa.domain import IngestReport, Rejection
from meetingqa.errors import SourceError
from meetingqa.settings import Settings
from meetingqa.sources import SUFFIXES


@dataclass
class Kept:
    """The files of one upload that may be read, and why the others may not."""

    paths: list[Path] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)

    def merge(self, reports: Sequence[IngestReport]) -> IngestReport:
        """One report of the whole upload."""
        return IngestReport(
            added=sum(report.added for report in reports),
            updated=sum(report.updated for report in reports),
            unchanged=sum(report.unchanged for report in reports),
            duplicates=tuple(d for report in reports for d in report.duplicates),
            rejected=(*self.rejected, *(r for report in reports for r in report.rejected)),
            articles=tuple(a for report in reports for a in report.articles),
            chunks=sum(report.chunks for report in reports),
            seconds=round(sum(report.seconds for report in reports), 3),
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
                with file.open("rb") as opened:
                    digest = hashlib.file_digest(opened, "sha256").hexdigest()
                target = self._folder / digest[:16] / file.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
                kept.paths.append(target)
                continue
            kept.rejected.append(Rejection(source=file.name, reason=reason))
        return kept
