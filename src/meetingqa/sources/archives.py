"""ZIP archives, read member by member within limits; nothing is ever written to disk."""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from meetingqa.errors import SourceError, UnreadableSource

MAX_ENTRIES = 50_000
MAX_RATIO = 200  # unpacked to packed bytes of one member; text stays below 30
MAX_TOTAL = 200  # the members together may unpack to this many times the limit of one file
_RATIO_FROM = 1_000_000  # bytes; a small member may well repeat itself
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def read_members(path: Path, max_bytes: int) -> Iterator[tuple[str, bytes | SourceError]]:
    """Name and bytes (or what is wrong) of every file in the archive, by name.

    Raises UnreadableSource when the file is no archive, holds too many members or unpacks to too
    much in all. A member is never trusted to be as large as its header says.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableSource(f"not a ZIP archive: {error}", "pack it again") from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MAX_ENTRIES:
            raise UnreadableSource(
                f"{len(entries):,} members, over the limit of {MAX_ENTRIES:,}", "split the archive"
            )
        left = MAX_TOTAL * max_bytes
        for entry in sorted(entries, key=lambda entry: entry.filename):
            name = _CONTROL.sub("?", entry.filename)
            try:
                data = _read(archive, entry, min(max_bytes, left))
            except SourceError as error:
                yield name, error
                continue
            left -= len(data)
            yield name, data


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    if entry.flag_bits & 1:
        raise UnreadableSource("protected by a password", "pack it without a password")
    if entry.filename.lower().endswith(".zip"):
        raise UnreadableSource("an archive inside an archive", "unpack it and give it by itself")
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > _RATIO_FROM and ratio > MAX_RATIO:
        raise UnreadableSource(
            f"unpacks to {ratio:.0f} times its size (a ZIP bomb?)", "leave it out"
        )
    try:
        with archive.open(entry) as member:
            data = member.read(limit + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        # zipfile raises RuntimeError for an encryption or a packing it does not know.
        raise UnreadableSource(f"damaged in the archive: {error}", "pack it again") from error
    if len(data) > limit:
        raise UnreadableSource(
            f"unpacks to more than {limit:,} bytes", "raise MEETINGQA_MAX_FILE_MB or leave it out"
        )
    return data
