"""What became of the tasks that earlier meetings set: later sentences that report on them.

Precision first: a report must be of the same province, not more than `MAX_DAYS` later, be no new
task itself, and share the greater part of what tells the task from others, or a name or figure of
its own besides.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from meetingqa.domain import Article, Citation, FollowUp, MeetingSummary, Point, TaskPoint
from meetingqa.facts.binding import COMMON, read_figures
from meetingqa.facts.quantities import Quantity, same_quantity
from meetingqa.language.abbreviations import expand
from meetingqa.language.sentences import split_sentences
from meetingqa.language.text import UPPER, key, syllables

MAX_DAYS = 500
MIN_SHARE = 0.5  # of a task's telling words, weighted by rarity, that a report holds
MIN_ANCHORED = 0.27  # where it shares a name or figure of the task's own besides
MIN_FIGURED = 0.15  # where it shares a figure of three digits
MIN_OF_BEST = 0.65  # of the best report's share, for another article's report
MIN_WEIGHT = 9.0  # sum of the rarities of the shared words
MAX_REPORTS = 3
# A sentence that hands out work, however long; and what tells that work was or was not done.
_ASSIGNS = re.compile(
    r"^(?:Kết luận|Bế mạc|Phát biểu (?:kết luận|bế mạc|chỉ đạo)|Kết thúc)\b|"
    r"(?<!\w)(?:giao|yêu cầu|đề nghị)[: ]+(?:\(1\) )?(?:Sở|Ban |UBND|Ủy ban|Uỷ ban|thị xã|huyện|Công an|các)"
)
_REPORTS = re.compile(
    r"(?<!\w)(?:đã|chưa|xong|hoàn thành|chậm|đạt|mới|còn|khởi công|trễ|tổ chức|kịp|sớm|hụt|vượt|"
    r"tán thành|thông qua|bắt đầu)(?!\w)"
)
_DONE = re.compile(r"(?<!\w)(?:đã|mới|chưa|vẫn|đạt)(?!\w)")
_PROPER = re.compile(rf"(?<![\w/.-])[{UPPER}][\w’']*(?: [{UPPER}][\w’']*)+")
_OFFICE = re.compile(
    r"^(?:Sở|Ban|Bộ|Ủy|Uỷ|Hội|Chủ|Bí|Phó|Văn|Thường|Tỉnh|Thành|Công|Đảng|Mặt|Thị|Huyện|Giám|Kho|Việt)(?!\w)"
)
_DEPARTMENT = re.compile(
    r"(?:Sở|Ban|Ủy ban|Uỷ ban|Công an|Bộ|UBND tỉnh|HĐND tỉnh|Thường trực)(?!\w)"
)
_TERM = re.compile(r"([^\W\d_]+) [“\"]([^”\"]{2,20})[”\"]")  # a thing with a name: tàu “3 không”
_EMPTY = COMMON | frozenset(
    "trước ngày hoàn thành xong các phải cùng hết toàn bộ tháng chậm nhất quý ban sở ủy hội đồng "
    "nhân dân tỉnh yêu cầu giao chỉ đạo tham mưu thực hiện báo cáo cuối đầu".split()
)


class _Line(NamedTuple):
    """A sentence that may report, with the words it is compared by."""

    article: Article
    start: int
    end: int
    text: str
    words: frozenset[str]


def find_follow_ups(groups: Sequence[Sequence[MeetingSummary]]) -> list[FollowUp]:
    """Tasks of the meetings (each a group of reports) with what later meetings' articles say."""
    lines = [[line for summary in group for line in _read_lines(summary)] for group in groups]
    counts = Counter(word for group in lines for line in group for word in line.words)
    total = sum(len(group) for group in lines)
    rarity = {word: math.log(1 + total / (0.5 + n)) for word, n in counts.items()}
    found = []
    for number, group in enumerate(groups):
        seen: list[frozenset[str]] = []
        for task in (task for summary in group for task in summary.fields.tasks):
            words = _telling(task)
            if not words or any(len(words & other) > 0.7 * len(words) for other in seen):
                continue  # another outlet's report of the same task
            later = [
                line
                for i, other in enumerate(lines)
                if i != number and _is_later(group[0].article, groups[i][0].article)
                for line in other
            ]
            reports = _find_reports(task, words, later, rarity)
            if reports:
                seen.append(words)
                found.append(
                    FollowUp(task=Point(text=task.text, citations=task.citations), later=reports)
                )
    return found


def _read_lines(summary: MeetingSummary) -> list[_Line]:
    """The sentences of an article that set no task themselves."""
    article = summary.article
    tasks = {(c.start, c.end) for task in summary.fields.tasks for c in task.citations}
    found = []
    for sentence in split_sentences(article.text):
        text = article.text[sentence.start : sentence.end]
        set_here = (sentence.start, sentence.end) in tasks and not _DONE.search(text)
        if not set_here and "?" not in text and not _ASSIGNS.search(text) and _REPORTS.search(text):
            found.append(_Line(article, sentence.start, sentence.end, text, _words(text)))
    return found


def _find_reports(
    task: TaskPoint, words: frozenset[str], lines: Sequence[_Line], rarity: Mapping[str, float]
) -> tuple[Point, ...]:
    weight = {word: rarity.get(word, max(rarity.values(), default=1.0)) for word in words}
    whole = math.fsum(weight.values())
    scored = []
    for line in lines:
        shared = math.fsum(weight[word] for word in words & line.words)
        share = shared / whole
        required = _required(task, line)
        termed = _shares_term(task.what or task.text, line.text)
        if termed or (share >= required and shared >= MIN_WEIGHT):
            sure = MIN_SHARE if termed or required == MIN_FIGURED else 0.0
            scored.append((max(share, sure), line))
    best: dict[str, tuple[float, _Line]] = {}
    for share, line in scored:
        if share > best.get(line.article.article_id, (0.0, line))[0]:
            best[line.article.article_id] = (share, line)
    chosen = sorted(best.values(), key=lambda item: -item[0])[:MAX_REPORTS]
    chosen = [item for item in chosen if item[0] >= MIN_OF_BEST * chosen[0][0]]
    chosen.sort(key=lambda item: item[1].article.held_on or date.min)
    return tuple(
        Point(
            text=line.text.strip(),
            citations=(
                Citation(
                    marker=1, article=line.article, start=line.start, end=line.end, quote=line.text
                ),
            ),
        )
        for _, line in chosen
    )


def _is_later(earlier: Article, later: Article) -> bool:
    days = [a.held_on or a.published_on for a in (earlier, later)]
    if earlier.province != later.province or not earlier.province or not (days[0] and days[1]):
        return False
    return 0 < (days[1] - days[0]).days <= MAX_DAYS


def _telling(task: TaskPoint) -> frozenset[str]:
    """The words of a task that tell it from others: the usual ones not, nor a department's name."""
    words = _words(task.what or task.text)
    who = task.who or ""
    return words - _words(who) if _DEPARTMENT.match(who) else words | _words(who)


def _required(task: TaskPoint, line: _Line) -> float:
    """The share a line must reach, by what of the task's own it names."""
    what = task.what or task.text
    figures = [q for q in read_figures(what) if q.value >= 2 and q.unit and q.text != "100%"]
    stated = read_figures(line.text)
    shared = [q for q in figures if any(_counts_same(q, other) for other in stated)]
    if any(len(q.value.as_tuple().digits) > 2 for q in shared):
        return MIN_FIGURED
    names = [m.group() for m in _PROPER.finditer(what) if not _OFFICE.match(m.group())]
    names += [task.who] if task.who and len(task.who.split()) > 2 else []
    said = key(line.text)
    return MIN_ANCHORED if shared or any(key(name) in said for name in names) else MIN_SHARE


def _shares_term(task: str, line: str) -> bool:
    """Whether both count the same thing by a name in quotation marks (639 tàu “3 không”)."""
    named = [{(key(m[1]), key(m[2])) for m in _TERM.finditer(text)} for text in (task, line)]
    return bool(named[0] & named[1]) and all(
        any(q.value >= 2 for q in read_figures(_TERM.sub(" ", text))) for text in (task, line)
    )


def _counts_same(figure: Quantity, other: Quantity) -> bool:
    """Whether two figures are one, or one is the whole that the other is a share of."""
    if same_quantity(figure, other):
        return True
    whole = other.unit.removeprefix("/").split(" ")[0] if other.unit.startswith("/") else ""
    return bool(whole) and whole == f"{figure.value:f}".replace(".", ",")


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in syllables(expand(text)) if not w[0].isdigit()) - _EMPTY
