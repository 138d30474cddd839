"""The period, province and body that a question names, and the question without one of them."""

import re
from collections.abc import Iterable, Sequence

from meetingqa.facts.calendar import find_moments, find_periods
from meetingqa.text import normalize

_PLACE = r"(?:[A-ZĐÀ-Ỹ][^\W\d_]*)(?:\s+[A-ZĐÀ-Ỹ][^\W\d_]*){1,2}"
_PROVINCE = re.compile(rf"(?:tỉnh|thành phố|TP\.?)\s+{_PLACE}")
_BODY = re.compile(
    r"(?:Hội đồng nhân dân|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|UBND|Ban Thường vụ Tỉnh [uủ][ỷy]|"
    r"Ban Chấp hành Đảng bộ|BCH Đảng bộ|Tỉnh [uủ][ỷy]|Thành [uủ][ỷy])(?:\s+tỉnh\b)?"
)
_LEADING = re.compile(r"(?:\b(?:trong|vào|của|tại|ở|năm|ngày|giữa|đầu|cuối)\s+)*$", re.IGNORECASE)


def named_in(question: str, provinces: Iterable[str] = ()) -> list[str]:
    """The words of a question that restrict it, in order: "tỉnh Lam Giang", "năm 2017", "HĐND"."""
    return [question[start:end] for start, end in _spans(question, provinces)]


def without(question: str, words: str) -> str:
    """A question without some of its words and what leads to them ("của", "trong", "năm")."""
    place = question.find(words)
    if place < 0:
        return question
    before = _LEADING.sub("", question[:place])
    return normalize(f"{before} {question[place + len(words) :]}").replace(" ?", "?").strip(" ,")


def _spans(question: str, provinces: Iterable[str]) -> Sequence[tuple[int, int]]:
    spans = [found.span() for found in _PROVINCE.finditer(question)]
    for name in provinces:
        spans += [found.span() for found in re.finditer(rf"\b{re.escape(name)}\b", question)]
    spans += [(moment.start, moment.end) for moment in find_moments(question)]
    spans += [(period.start, period.end) for period in find_periods(question)]
    spans += [found.span() for found in _BODY.finditer(question)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not merged or start >= merged[-1][1]:
            merged.append((start, end))
    return merged
