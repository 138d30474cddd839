"""Which of a page's first lines is the article's title."""

import re
from itertools import pairwise

from meetingqa.language.text import key, syllables
from meetingqa.sources.page_noise import is_head_noise, is_prose, is_stamp

_MAX_TITLE = 250  # characters; longer first lines are paragraphs
_MAX_HEAD = 40  # lines in which a title is looked for
_DATELINE = re.compile(r"^(?:\(.{2,25}\)|[A-ZĐ]{2,6})\s*[-–]")


def find_title(lines: list[str], title: str | None) -> int | None:
    """Index of the title's line: the declared one, else the likeliest line above the prose."""
    if title is not None:
        wanted = key(title)
        for at, line in enumerate(lines[:_MAX_HEAD]):
            if key(line) == wanted:
                return at
        return None
    lead = next((at for at, line in enumerate(lines[:_MAX_HEAD]) if _opens_body(line)), None)
    if lead is None:
        lead = min(len(lines), _MAX_HEAD) if len(lines) > 1 else 0
    candidates = [
        at for at in range(lead) if len(lines[at]) <= _MAX_TITLE and not is_head_noise(lines[at])
    ]
    body = _pairs(" ".join(lines[lead:]))
    scores = {
        at: _title_score(lines, at, lead, body) - 0.15 * rank for rank, at in enumerate(candidates)
    }
    return max(scores, key=lambda at: scores[at], default=None)


def _opens_body(line: str) -> bool:
    return is_prose(line) or (bool(_DATELINE.match(line)) and len(line) > 40)


def _title_score(lines: list[str], at: int, lead: int, body: set[tuple[str, str]]) -> float:
    """How like a headline: its word pairs come back in the body, a stamp follows it."""
    pairs = _pairs(lines[at])
    score = len(pairs & body) / len(pairs) if pairs else 0.0
    score += 0.3 * min(len(lines[at].split()), 8) / 8
    if any(is_stamp(line) for line in lines[at + 1 : min(at + 3, lead)]):
        score += 0.5
    if any(is_stamp(line) for line in lines[max(0, at - 3) : at]):
        score += 0.1
    return score - (1.0 if lines[at].endswith((".", ";", ":")) else 0.0)


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(syllables(text)))


def split_head(lines: list[str]) -> tuple[list[str], list[str]]:
    """Leading furniture and the rest, where the declared title does not stand in the text."""
    at = 0
    while at < len(lines) and is_head_noise(lines[at]) and not is_stamp(lines[at]):
        at += 1
    return lines[:at], lines[at:]
