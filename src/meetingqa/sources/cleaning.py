"""A page's lines to an article's canonical text: page noise goes, every sentence of the body stays.

A line leaves only when it is clearly furniture (page_noise) or the byline; in doubt it stays.
"""

from dataclasses import dataclass, field

from meetingqa.language.text import key, normalize
from meetingqa.sources import bylines, page_noise
from meetingqa.sources.titles import find_title, split_head

_DUPLICATE_FROM = 80  # characters; a shorter line may well come twice on purpose


@dataclass(frozen=True)
class Cleaned:
    """An article's own words and what its page said around them.

    `text` holds one paragraph a line, a blank line between two; `title` is not part of it.
    `stamps` are date lines that belong to the article, `clocks` such lines above its title.
    """

    title: str | None
    text: str
    author: str | None = None
    stamps: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    masthead: tuple[str, ...] = ()


@dataclass
class _Found:
    """What is collected on the way through the lines."""

    author: str | None = None
    stamps: list[str] = field(default_factory=list)


def clean(text: str, title: str | None = None) -> Cleaned:
    """The article in a page's text, one paragraph a line; `title` where the file declares one."""
    lines = [line for line in normalize(text).split("\n") if line]
    title = normalize(title).replace("\n", " ") if title else None
    at = find_title(lines, title)
    head, rest = (lines[:at], lines[at + 1 :]) if at is not None else ([], lines)
    opening = None
    if title is None and at is not None:
        title = lines[at]
        # Headlines have no full stop: a sentence that has to do for one stays in the text.
        opening = title if title.endswith(".") and not title.endswith("..") else None
    elif at is None and title is not None:
        head, rest = split_head(lines)
    found = _Found()
    # A sentence above the line taken for the title is the article's own all the same.
    rest = [line for line in head if _is_sentence(line)] + ([opening] if opening else []) + rest
    rest = _cut_tail(rest)
    rest = _take_head_lines(rest, found)
    rest = _take_byline(rest, found)
    body = _body(rest, None if opening else title, found)
    return Cleaned(
        title=title,
        text="\n\n".join(body),
        author=bylines.tidy(found.author) if found.author else None,
        stamps=tuple(found.stamps),
        clocks=tuple(line for line in head if page_noise.is_stamp(line)),
        masthead=tuple(
            line for line in head if not page_noise.is_stamp(line) and not _is_sentence(line)
        ),
    )


def _is_sentence(line: str) -> bool:
    return len(line) >= 30 and page_noise.ends_sentence(line) and not page_noise.is_head_noise(line)


def _is_dropped(line: str) -> bool:
    return page_noise.is_noise(line) or page_noise.is_stamp(line)


def _cut_tail(lines: list[str]) -> list[str]:
    """Without lists of other articles, readers' comments and the page's foot."""
    lines = _cut_foot(lines)
    kept: list[str] = []
    skipping = False
    total = sum(map(len, lines))
    for at, line in enumerate(lines):
        if page_noise.is_comment_heading(line) and sum(map(len, lines[at:])) < 0.5 * total:
            break
        if page_noise.is_related_heading(line):
            if _has_ended(kept):
                break
            skipping = True
        elif not skipping:
            kept.append(line)
        elif line.endswith((".", ";")) or page_noise.is_prose(line) or _is_byline(line):
            skipping = False
            kept.append(line)
    return kept


def _cut_foot(lines: list[str]) -> list[str]:
    """Without the last lines from the first footer line on after which no prose comes."""
    cut = len(lines)
    for at in range(len(lines) - 1, 0, -1):
        if page_noise.is_prose(lines[at]):
            break
        if page_noise.is_footer(lines[at]) or page_noise.is_contact(lines[at]):
            cut = at
    return lines[:cut]


def _has_ended(lines: list[str]) -> bool:
    """Whether the article is over after these lines: a byline, or the papers' end sign."""
    for line in reversed(lines):
        if not _is_dropped(line):
            return line.endswith("./.") or _is_byline(line)
    return False


def _is_byline(line: str) -> bool:
    return bylines.read_label(line)[0] or _is_bare_name(line)


def _signs(line: str) -> bool:
    return bylines.is_name_line(line) or bylines.is_office_line(line)


def _is_bare_name(line: str) -> bool:
    return bylines.is_name_line(line) and not page_noise.is_noise(line)


def _take_head_lines(lines: list[str], found: _Found) -> list[str]:
    """Take stamps and a byline between the title and the first prose."""
    end = next((at for at, line in enumerate(lines) if page_noise.is_prose(line)), 0)
    head = lines[:end]
    stamped = any(page_noise.is_stamp(line) for line in head)
    kept: list[str] = []
    for line in head:
        labelled, name = bylines.read_label(line)
        if labelled and name:
            found.author = found.author or name
        elif stamped and found.author is None and _is_bare_name(line):
            found.author = line
        elif page_noise.is_stamp(line):
            found.stamps.append(line)
        elif not (
            page_noise.is_contact(line) or page_noise.is_masthead(line) or page_noise.is_menu(line)
        ):
            kept.append(line)
    return kept + lines[end:]


def _take_byline(lines: list[str], found: _Found) -> list[str]:
    """Take the byline from the end; a bare name counts only below a finished sentence."""
    lines = list(lines)
    named: str | None = None
    while len(lines) > 1:
        last = lines[-1]
        labelled, name = bylines.read_label(last)
        if labelled:
            named = "; ".join(filter(None, (name, named))) or None
        elif page_noise.is_stamp(last):
            found.stamps.append(last)
        elif not (bylines.is_agency_credit(last) or _is_dropped(last)):
            break
        lines.pop()
    if named is None and len(lines) > 1 and page_noise.is_menu(lines[-1]):
        first, _, tools = lines[-1].partition("|")
        if page_noise.is_share_bar(tools):
            lines[-1] = first.strip()
    if named is None and len(lines) > 1 and _signs(lines[-1]):
        before = next((line for line in reversed(lines[:-1]) if not _is_dropped(line)), "")
        if page_noise.ends_sentence(before) and not bylines.is_name_line(before):
            named = lines.pop()
    if lines:
        lines[-1], glued = bylines.split_trailing(lines[-1])
        named = named or glued
    found.author = named or found.author
    return lines


def _body(lines: list[str], title: str | None, found: _Found) -> list[str]:
    body: list[str] = []
    for line in lines:
        if page_noise.is_stamp(line):
            found.stamps.append(line)
        if _is_dropped(line) or (title and key(line) == key(title)):
            continue
        line = page_noise.without_credit(line)
        same = body and key(body[-1]).rstrip(" .") == key(line).rstrip(" .")
        if same and len(line) >= _DUPLICATE_FROM:
            body[-1] = max(body[-1], line, key=len)
            continue
        body.append(line)
    return body
