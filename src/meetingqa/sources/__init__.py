"""Files, folders, globs, JSONL and ZIP archives to articles; the rest to `Rejection`s."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from meetingqa.domain import Article, Rejection, Value
from meetingqa.errors import SourceError, UnreadableSource, UnsupportedFormat
from meetingqa.sources.archives import read_members
from meetingqa.sources.building import build_article, read_exported, sound
from meetingqa.sources.decoding import decode
from meetingqa.sources.documents import read_docx, read_pdf
from meetingqa.sources.markup import read_html
from meetingqa.sources.pages import Page
from meetingqa.sources.plain import check_size, page_of, read_markdown, read_record, read_text

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".jsonl", ".zip")
# What a browser saves beside a page, and what systems leave in folders: passed over in silence, as are
# hidden files and those that Word keeps of an open document ("~$…").
_ASSETS_TEXT = """
.css .js .mjs .map .png .jpg .jpeg .gif .webp .svg .ico .bmp .avif .woff .woff2 .ttf .otf .eot
.mp3 .mp4 .webm .db .ini .ds_store .download
"""
_ASSETS = frozenset(_ASSETS_TEXT.split())


class SourceItem(Value):
    """An article and where it came from: the path as given, `#N` of a JSONL, `zip!member`."""

    source: str
    article: Article


def read_sources(
    paths: Iterable[str | Path], *, max_bytes: int
) -> Iterator[SourceItem | Rejection]:
    """Every article under `paths`, one at a time, folders in sorted order.

    Never raises for a bad source: it yields a Rejection with the reason and goes on. `max_bytes`
    bounds one article's file; a JSONL line and an archive's member count as a file each.
    """
    for path in paths:
        yield from _read_path(str(path), max_bytes)


def _read_path(given: str, max_bytes: int) -> Iterator[SourceItem | Rejection]:
    if given.startswith(("http://", "https://")):
        yield _reject(given, UnsupportedFormat("a web address", "save the page and give the file"))
        return
    try:
        if os.path.isdir(given):
            found = False
            for item in _read_folder(given, max_bytes):
                found = True
                yield item
            if not found:
                yield _reject(given, UnreadableSource("no files in this folder", "check the path"))
        elif os.path.exists(given):
            yield from _read_file(given, max_bytes)
        elif glob.has_magic(given):
            matches = sorted(glob.iglob(given, recursive=True))
            if not matches:
                yield _reject(given, UnreadableSource("nothing matches", "check the pattern"))
            for match in matches:
                if not os.path.isdir(match) or "**" not in given:
                    yield from _read_path(match, max_bytes)
        else:
            yield _reject(given, UnreadableSource("there is no such file", "check the path"))
    except (ValueError, OSError) as error:  # a zero byte or an over-long name
        yield _reject(given, UnreadableSource(f"not a usable path: {error}", "check the path"))


def _read_folder(folder: str, max_bytes: int) -> Iterator[SourceItem | Rejection]:
    """Files in sorted order without hidden ones and page assets; links to folders not followed."""
    unreadable: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and _suffix(name) not in _ASSETS:
                yield from _read_file(os.path.join(root, name), max_bytes)
        while unreadable:
            error = unreadable.pop()
            yield _reject(
                str(error.filename), UnreadableSource(f"cannot be opened: {error.strerror}")
            )


def _read_file(path: str, max_bytes: int) -> Iterator[SourceItem | Rejection]:
    suffix = _suffix(path)
    try:
        if not os.path.isfile(path):
            raise UnsupportedFormat("not a regular file", "give a file or folder")
        if suffix == ".jsonl":
            yield from _read_jsonl(path, max_bytes)
        elif suffix == ".zip":
            yield from _read_archive(path, max_bytes)
        else:
            check_size(os.path.getsize(path), max_bytes)
            _known(suffix)
            with open(path, "rb") as file:
                data = file.read(max_bytes + 1)
            yield SourceItem(source=sound(path), article=_article(path, suffix, data, max_bytes))
    except SourceError as error:
        yield _reject(path, error)
    except OSError as error:
        yield _reject(path, UnreadableSource(f"cannot be opened: {error.strerror or error}"))


def _read_jsonl(path: str, max_bytes: int) -> Iterator[SourceItem | Rejection]:
    """One article a line, streamed; blank lines are passed over but counted."""
    with open(path, "rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            raise UnreadableSource("a JSONL file in UTF-16", "save the file again as UTF-8")
        file.seek(0)
        found, number = False, 0
        while line := file.readline(max_bytes + 1):
            number += 1
            source = f"{path}#{number}"
            if len(line) > max_bytes:
                while line and not line.endswith(b"\n"):
                    line = file.readline(max_bytes)
                found = True
                yield _reject(source, SourceError(f"a line over the limit of {max_bytes:,} bytes"))
                continue
            line = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
            if not line:
                continue
            found = True
            yield _read_line(line, source)
        if not found:
            raise UnreadableSource("an empty file", "give one JSON object a line")


def _read_archive(path: str, max_bytes: int) -> Iterator[SourceItem | Rejection]:
    for name, member in read_members(Path(path), max_bytes):
        source, suffix = f"{path}!{name}", _suffix(name)
        parts = name.split("/")
        if suffix in _ASSETS or any(
            part.startswith((".", "~$", "__MACOSX")) for part in parts if part != ".."
        ):
            continue
        try:
            if isinstance(member, SourceError):
                raise member
            if suffix == ".jsonl":
                yield from _read_member_lines(source, member)
                continue
            _known(suffix)
            yield SourceItem(
                source=sound(source), article=_article(source, suffix, member, max_bytes)
            )
        except SourceError as error:
            yield _reject(source, error)


def _read_member_lines(source: str, data: bytes) -> Iterator[SourceItem | Rejection]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield _read_line(line.strip(), f"{source}#{number}")


def _read_line(line: bytes, source: str) -> SourceItem | Rejection:
    try:
        record = read_record(line)
        article = read_exported(record, source) or build_article(page_of(record), source)
    except SourceError as error:
        return _reject(source, error)
    return SourceItem(source=sound(source), article=article)


def _article(source: str, suffix: str, data: bytes, max_bytes: int) -> Article:
    if not data.strip():
        raise UnreadableSource("an empty file", "leave it out")
    return build_article(read_page(suffix, data, max_bytes), source)


def read_page(suffix: str, data: bytes, max_bytes: int) -> Page:
    """A file by its kind (".docx", in small letters); an unknown kind is read as plain text.

    Raises SourceError for what is no such file. `max_bytes` bounds what a Word file unpacks to.
    """
    if suffix == ".pdf":
        return read_pdf(data)
    if suffix == ".docx":
        return read_docx(data, max_bytes)
    if suffix in (".html", ".htm"):
        return read_html(data)
    return read_markdown(data) if suffix == ".md" else read_text(data)


def read_draft(suffix: str, data: bytes, max_bytes: int) -> str:
    """The text of somebody's draft: plain text in whatever encoding as it stands, other kinds as articles.

    Raises SourceError for what cannot be read.
    """
    if suffix in (".docx", ".pdf", ".html", ".htm", ".md"):
        return read_page(suffix, data, max_bytes).text
    return decode(data)


def _known(suffix: str) -> None:
    if suffix not in SUFFIXES:
        raise UnsupportedFormat(
            f"files of kind {suffix!r} are not read", f"give one of {' '.join(SUFFIXES)}"
        )


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _reject(source: str, error: SourceError) -> Rejection:
    reason = f"{error.message}; {error.hint}" if error.hint else error.message
    return Rejection(source=sound(source), reason=sound(reason))
