"""The period, province and body that a question names, and the question without one of them."""

import re
from collections.abc import Sequence

from meetingqa.facts.calendar import find_moments, find_periods
from meetingqa.language.text import normalize

_PROVINCE = re.compile(r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?)\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,2}")
_BODY = re.compile(
    r"(?:Hội đồng nhân dân|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|UBND|Ban Thường vụ Tỉnh [uủ][ỷy]|"
    r"Ban Chấp hành Đảng bộ|BCH Đảng bộ|Tỉnh [uủ][ỷy]|Thành [uủ][ỷy])(?:\s+tỉnh\b)?"
)
_LEADING = re.compile(r"(?:\b(?:trong|vào|của|tại|ở|năm|ngày|giữa|đầu|cuối)\s+)*$", re.IGNORECASE)


def named_in(question: str) -> list[str]:
    """The words of a question that restrict it, in order: "tỉnh Lam Giang", "năm 2017", "HĐND".

    Those that both halves of a comparison name stand once.
    """
    return list(dict.fromkeys(question[start:end] for start, end in _spans(question)))


def without(question: str, words: str) -> str:
    """A question without some of its words and what leads to them ("của", "trong", "năm")."""
    if not words or words not in question:
        return question
    before, _, after = question.partition(words)
    rest = f"{_LEADING.sub('', before)} {without(after, words)}"
    return normalize(rest).replace(" ?", "?").strip(" ,")


def _spans(question: str) -> Sequence[tuple[int, int]]:
    spans = [_capitals(found.group(), found.start()) for found in _PROVINCE.finditer(question)]
    spans += [(moment.start, moment.end) for moment in find_moments(question)]
    spans += [(period.start, period.end) for period in find_periods(question)]
    spans += [found.span() for found in _BODY.finditer(question)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def _capitals(words: str, start: int) -> tuple[int, int]:
    """Where "tỉnh" and the capitalised words after it stand; nothing where there are none."""
    end = 0
    for found in list(re.finditer(r"\S+", words))[1:]:
        if not found.group()[0].isupper():
            break
        end = found.end()
    return start, start + end
