"""Text, Markdown and JSONL files to pages."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from meetingqa.errors import SourceError, UnreadableSource
from meetingqa.sources.decoding import decode
from meetingqa.sources.pages import Page, unwrap

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_NOTE = re.compile(r"^\[\^[^\]\s]+\]:.*(?:\n(?:[ \t]+\S.*)?)*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]+\]")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$|^\s*\|?[\s:|-]+\|[\s:|-]*$")
_DATE = re.compile(
    r"^\s*(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})[/.-](?P<y2>\d{4}))(?![\d])"
)
_LINE_END = re.compile("\r\n|[\r\u2028\x0b\x0c]")
_FIELDS = ("id", "title", "url", "province", "author")


def read_text(data: bytes) -> Page:
    """A page of a plain text file, fixed-width lines re-joined."""
    return Page(text=unwrap(_newlines(decode(data))))


def read_markdown(data: bytes) -> Page:
    """A page of a Markdown file without its notes.

    The first `# heading` or front matter `title` is the title.
    """
    text = _newlines(decode(data))
    declared: dict[str, str] = {}
    if match := _FRONT_MATTER.match(text):
        text = text[match.end() :]
        for line in match.group(1).split("\n"):
            name, _, value = line.partition(":")
            declared[name.strip().lower()] = value.strip().strip("\"'")
    title = declared.get("title") or None
    lines = []
    text = _NOTE_MARK.sub("", _NOTE.sub("", _IMAGE.sub("", text)))
    for line in text.split("\n"):
        if _RULE.match(line):
            lines.append("")
            continue
        heading = re.match(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*$", line)
        line = _plain(heading.group(2) if heading else re.sub(r"^\s{0,3}>\s?", "", line))
        if heading and len(heading.group(1)) == 1 and title is None:
            title = line
        lines += ["", line, ""] if heading else [re.sub(r"^\s*[*+]\s+", "- ", line)]
    return Page(
        text=unwrap("\n".join(lines)),
        title=title,
        url=declared.get("url") or None,
        author=declared.get("author") or None,
        province=declared.get("province") or None,
        published_on=parse_date(declared.get("published_on") or declared.get("date") or ""),
    )


def read_record(data: bytes) -> dict[str, Any]:
    """The object of one JSONL line. Raises UnreadableSource when it is none."""
    try:
        record = json.loads(decode(data))
    except json.JSONDecodeError as error:
        raise UnreadableSource(
            f"not JSON: {error.msg} at column {error.colno}", "give one JSON object a line"
        ) from error
    except RecursionError as error:
        raise UnreadableSource("JSON nested too deeply", "give one flat object a line") from error
    if not isinstance(record, dict):
        raise UnreadableSource(
            f"a JSON {type(record).__name__}, not an object", 'give {"text": "…"} a line'
        )
    return record


def page_of(record: Mapping[str, Any]) -> Page:
    """A page of a JSONL line's object. Raises UnreadableSource that names the field that is wrong."""
    if not isinstance(record.get("text"), str):
        raise UnreadableSource(
            f"field 'text' is {record.get('text')!r:.60}, not a string", 'give {"text": "…"} a line'
        )
    given: dict[str, str | None] = {}
    for name in _FIELDS:
        value = record.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and name == "id":
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise UnreadableSource(
                f"field {name!r} is {value!r:.60}, not a string", "give a string or leave it out"
            )
        given[name] = value.strip() or None if value else None
    published = record.get("published_on")
    published_on = parse_date(published) if isinstance(published, str) else None
    if published not in (None, "") and published_on is None:
        raise UnreadableSource(
            f"field 'published_on' is {published!r:.60}, not a date", "give YYYY-MM-DD"
        )
    return Page(
        text=_newlines(record["text"]),
        external_id=given.pop("id"),
        published_on=published_on,
        **given,
    )


def parse_date(text: str) -> date | None:
    """The date at the start of an ISO or Vietnamese (day first) date or date-time, else None."""
    match = _DATE.match(text)
    if not match:
        return None
    part = match.groupdict()
    try:
        return date(
            int(part["y"] or part["y2"]), int(part["m"] or part["m2"]), int(part["d"] or part["d2"])
        )
    except ValueError:
        return None


def check_size(size: int, max_bytes: int) -> None:
    """Raises SourceError when a source of `size` bytes is over the limit."""
    if size > max_bytes:
        raise SourceError(
            f"{size:,} bytes, over the limit of {max_bytes:,}",
            "raise MEETINGQA_MAX_FILE_MB or split the file",
        )


def _plain(line: str) -> str:
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", line)).replace("\\", "")


def _newlines(text: str) -> str:
    return _LINE_END.sub("\n", text)
