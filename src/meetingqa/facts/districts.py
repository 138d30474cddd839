"""Districts and towns of Vietnam as they stood until 2025, by which an article's province is known.

Names are those of the General Statistics Office's list; what two provinces share is left out.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from meetingqa.language.text import LOWER, UPPER, key, unify_tone_marks

_DISTRICT = re.compile(
    rf"(?:[Hh]uyện|[Tt]hị xã|TX\.?|[Tt]hành phố|TP\.?|[Qq]uận)\s+([{UPPER}]\w+(?:\s[{UPPER}]\w+){{1,2}}?)(?!\s[{UPPER}][{LOWER}])"
)
_MIN_DISTRICTS = 2  # times that a text names some, for them to say which province it is of


def home_of_districts(text: str) -> str | None:
    """The province of all the districts and towns that a text names, when these are some."""
    owners = _districts()
    named = [match[1] for match in _DISTRICT.finditer(unify_tone_marks(text))]
    homes = Counter(owners[key(name)] for name in named if key(name) in owners)
    if len(homes) != 1 or sum(homes.values()) < _MIN_DISTRICTS:
        return None
    return next(iter(homes))


@cache
def _districts() -> dict[str, str]:
    """The province of each district, by its key; names that two provinces share are left out."""
    lines = Path(__file__).with_name("districts.txt").read_text("utf-8").splitlines()
    return {
        key(name): province
        for province, _, names in (line.partition(": ") for line in lines)
        for name in names.split(", ")
    }
