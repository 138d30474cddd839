"""Errors, refused files and checks in Vietnamese: elsewhere they speak the English of commands and programs."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from meetingqa.errors import MeetingQAError, SourceError

_FILES = re.compile(r"(\d+) files in one upload")


def explain_error(error: MeetingQAError) -> tuple[str, str] | None:
    """What happened and what to do; None where only the error's own words can say it."""
    if many := _FILES.match(error.message):
        return f"{many[1]} tệp một lần là quá nhiều.", "Nạp ít tệp hơn, hoặc nén vào một tệp .zip."
    if isinstance(error, SourceError):
        return "Không đọc được tệp này.", explain_refusal(error.message)
    known = _told()["errors"]
    nearest = next((kind for kind in type(error).__mro__ if kind.__name__ in known), None)
    return tuple(known[nearest.__name__]) if nearest else None


def explain_refusal(reason: str) -> str:
    """Why a file was not taken; the reason itself where it is not among the known ones."""
    known = _told()["refusals"].items()
    return next((told for pattern, told in known if re.search(pattern, reason)), reason)


def explain_check(said: str) -> str:
    """What the doctor says of a part, or advises."""
    for pattern, words in _told()["checks"].items():
        said = re.sub(pattern, words, said)
    return said


@cache
def _told() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
