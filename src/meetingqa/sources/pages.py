"""What a reader takes out of one file before cleaning: lines of text, and declared fields."""

import re
from dataclasses import dataclass
from datetime import date

# A line that ends a paragraph although the next one begins right below it.
_ENDS = re.compile(r"[.!?…:;][\"”’')\]]*$|\./\.$")
_STARTS_ITEM = re.compile(r"^(?:[-–•*+●]|\d{1,3}[.)]\s|[a-zđ]\)\s|[IVX]{1,5}\.\s)")
_MIN_WRAPPED = 8  # lines; shorter texts give no sure sign of a fixed width


@dataclass(frozen=True, kw_only=True)
class Page:
    """One article as a file gives it. `text` is one paragraph a line, page noise included.

    A field is set only when the file itself declares it (a JSONL field, a meta tag, a heading).
    """

    text: str
    title: str | None = None
    external_id: str | None = None
    url: str | None = None
    author: str | None = None
    published_on: date | None = None
    province: str | None = None
    site: str | None = None


def unwrap(text: str) -> str:
    """Paragraphs of a text that was broken at a fixed width, one a line; other texts unchanged.

    A text counts as broken when most of its long lines end in mid-sentence at nearly the same
    width. Blank lines, list items and a short line after a full stop keep their break.
    """
    lines = [line.strip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    if len(filled) < _MIN_WRAPPED:
        return text
    width = sorted(len(line) for line in filled)[int(len(filled) * 0.9)]
    full = [line for line in filled if len(line) >= 0.75 * width]
    open_ended = sum(1 for line in full if not _ENDS.search(line))
    if width > 200 or len(full) < 0.5 * len(filled) or open_ended < 0.6 * len(full):
        return text
    return join_lines(lines, width)


def join_lines(lines: list[str], width: int) -> str:
    """Paragraphs from layout lines of about `width` characters (PDF, fixed-width text)."""
    paragraphs: list[str] = []
    previous = ""
    for line in (line.strip() for line in lines):
        if not line:
            previous = ""
            continue
        short = len(previous) < 0.75 * width
        starts_new = (
            not previous
            or _STARTS_ITEM.match(line)
            or (short and (_ENDS.search(previous) or line[:1].isupper()))
        )
        if starts_new:
            paragraphs.append(line)
        else:
            paragraphs[-1] += " " + line
        previous = line
    return "\n".join(paragraphs)
