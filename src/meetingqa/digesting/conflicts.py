"""Figures that articles give differently for the same thing: same indicator, place, period, meeting."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from meetingqa.abbreviations import expand
from meetingqa.domain import Article, Citation, Conflict, ConflictingValue, FigurePoint, MeetingSummary
from meetingqa.facts.binding import COMMON, read_figures
from meetingqa.facts.quantities import Quantity, find_quantities
from meetingqa.reading import facts_of
from meetingqa.text import syllables

MIN_SAME = 0.6  # of the words of the shorter name of an indicator that both names share
MIN_SAME_SHARE = 0.8  # the same for percentages, which are near each other anyway
MAX_RATIO = Decimal("1.5")  # between two values that may be meant for one thing
_AIMED = re.compile(r"(?<!\w)(?:mục tiêu|phấn đấu|kế hoạch|dự kiến|yêu cầu|giao|chỉ tiêu|đề ra)(?!\w)")
_CORRECTS = re.compile(r"(?<!\w)(?:ước|chính thức|đính chính|điều chỉnh|đã báo cáo)(?!\w)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EMPTY = COMMON | frozenset("được mới cả các toàn là nhà nước địa bàn trên".split())


class Said(NamedTuple):
    """A figure of an article with what it is compared by."""

    article: Article
    point: FigurePoint
    value: Decimal
    unit: str
    words: frozenset[str]


def find_conflicts(groups: Sequence[Sequence[MeetingSummary]]) -> list[Conflict]:
    """Conflicts between reports of one meeting (a group), and corrections by later meetings."""
    found: list[Conflict] = []
    read = [[_read_all(summary) for summary in group] for group in groups]
    for group in read:
        for i, first in enumerate(group):
            for second in group[i + 1 :]:
                found += _compare(first, second)
    everything = [said for group in read for said in group]
    for i, earlier in enumerate(everything):
        for later in everything[i + 1 :]:
            found += _corrections(earlier, later)
    return found
