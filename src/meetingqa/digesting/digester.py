"""Summaries of many meetings in, one digest out: by theme, merged, with figures and what conflicts."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from meetingqa.digesting.conflicts import find_conflicts
from meetingqa.digesting.duplicates import group_reports
from meetingqa.digesting.figure_rows import list_figures, number_anew
from meetingqa.digesting.follow_ups import find_follow_ups
from meetingqa.digesting.ranking import FieldPoint, rank_points
from meetingqa.digesting.standing import loosen, pair_marks, stand_alone
from meetingqa.digesting.themes import THEMES, find_theme
from meetingqa.digesting.uncovered import find_uncovered
from meetingqa.domain import (
    Article,
    Citation,
    Digest,
    DigestPoint,
    DigestScope,
    DuplicateReport,
    MeetingSummary,
    Point,
    Section,
    TaskPoint,
    Trace,
)
from meetingqa.facts.binding import COMMON
from meetingqa.facts.proof import article_days, article_frame, find_unproven
from meetingqa.language.text import key, syllables

MAX_POINTS = 12  # of one meeting in one section
SAME_POINT = 0.7  # of the shorter point's words that another outlet's point shares
CONTEXT = 240  # characters before a sentence in which its theme is looked for
PERSONNEL, TASKS, AWARDS = "Nhân sự", "Nhiệm vụ", "Khen thưởng"
_THEMED = ("results", "shortcomings", "conclusions", "decisions")
Told = Callable[[int, int], None]


def build_digest(
    scope: DigestScope,
    articles: Sequence[Article],
    summarize: Callable[[Article], MeetingSummary],
    progress: Told | None = None,
) -> Digest:
    """The digest of `articles`; `progress` is told how many of them are summarized."""
    begun = time.perf_counter()
    summaries: dict[str, MeetingSummary] = {}
    for done, article in enumerate(articles, start=1):
        summaries[article.article_id] = summarize(article)
        if progress:
            progress(done, len(articles))
    summarized = time.perf_counter()
    groups = [
        sorted(
            (summaries[article.article_id] for article in group),
            key=lambda s: (-_richness(s), s.article.article_id),
        )
        for group in group_reports(articles)
    ]
    groups.sort(key=lambda group: (*_day(group[0].article), group[0].article.title))
    writers = {summary.trace.writer for summary in summaries.values()}
    follow_ups, conflicts = find_follow_ups(groups), find_conflicts(groups)
    sections = tuple(_write_sections(groups))
    traces = [summary.trace for summary in summaries.values()]
    spent = {
        "summaries": round(summarized - begun, 4),
        "digest": round(time.perf_counter() - summarized, 4),
        "total": round(time.perf_counter() - begun, 4),
    }
    digest = Digest(
        scope=scope,
        articles=tuple(summary.article for group in groups for summary in group),
        sections=sections,
        figures=tuple(list_figures(groups)),
        conflicts=tuple(conflicts),
        duplicates=tuple(
            DuplicateReport(article=group[0].article, others=tuple(s.article for s in group[1:]))
            for group in groups
            if len(group) > 1
        ),
        follow_ups=tuple(follow_ups),
        trace=Trace(
            writer="llm" if "llm" in writers else "extractive",
            model=next((trace.model for trace in traces if trace.model), None),
            prompts=next((trace.prompts for trace in traces if trace.prompts), {}),
            seconds=spent,
            input_tokens=sum(trace.input_tokens for trace in traces),
            output_tokens=sum(trace.output_tokens for trace in traces),
        ),
    )
    return digest.model_copy(update={"uncovered": tuple(find_uncovered(digest, groups))})


def _day(article: Article) -> tuple[bool, str]:
    """The order of meetings: by day, those of no known day last."""
    day = article.held_on or article.published_on
    return day is None, str(day)


def _richness(summary: MeetingSummary) -> int:
    fields = summary.fields
    return sum(len(getattr(fields, name)) for name in (*_THEMED, "tasks", "figures"))


def _write_sections(groups: Sequence[Sequence[MeetingSummary]]) -> Iterator[Section]:
    themed: dict[str, list[DigestPoint]] = {
        heading: [] for heading in (*THEMES[:-1], PERSONNEL, TASKS, AWARDS, THEMES[-1])
    }
    for group in groups:
        spent: Counter[str] = Counter()
        kept = []
        for heading, point in _merge(group):
            spent[heading] += 1
            if spent[heading] <= MAX_POINTS:
                kept.append((heading, point))
        for heading, ranked in rank_points(kept, group[0].article.title):
            themed[heading].append(ranked)
    for heading, points in themed.items():
        if points:
            yield Section(heading=heading, points=tuple(points))


def _merge(group: Sequence[MeetingSummary]) -> Iterator[tuple[str, FieldPoint]]:
    """The points of one meeting: those of the first report, with the other outlets' quotes where
    they prove the same, and what only another outlet reports."""
    kept: list[tuple[str, FieldPoint]] = []
    for summary in group:
        for heading, point in _read_points(summary):
            same = next(
                (i for i, (h, other) in enumerate(kept) if h == heading and _alike(point, other)),
                None,
            )
            if same is None:
                kept.append((heading, point))
            elif _proves(point.citations, kept[same][1]):
                merged = kept[same][1]
                citations = tuple(number_anew([*merged.citations, *point.citations]))
                kept[same] = heading, merged.model_copy(update={"citations": citations})
    yield from kept


def _read_points(summary: MeetingSummary) -> Iterator[tuple[str, FieldPoint]]:
    themed = [(_theme_of(p), p) for name in _THEMED for p in _read_field(summary, name)]
    yield from stand_alone(themed)
    for heading, name in ((PERSONNEL, "personnel"), (TASKS, "tasks"), (AWARDS, "awards")):
        for point in _read_field(summary, name):
            text = pair_marks(loosen(point.text))
            yield heading, point.model_copy(update={"text": text})


def _read_field(summary: MeetingSummary, name: str) -> Iterator[FieldPoint]:
    for point in getattr(summary.fields, name):
        due = isinstance(point, TaskPoint) and point.due is not None
        yield FieldPoint(text=point.text, citations=point.citations, field=name, due=due)


def _theme_of(point: Point) -> str:
    """By the point's own words, then by its sentence, by what stands before it, by the title."""
    for citation in point.citations:
        article, start, end = citation.article, citation.start, citation.end
        before = article.text[max(0, start - CONTEXT) : start]
        return find_theme(point.text, article.text[start:end], before, article.title)
    return find_theme(point.text)


def _alike(point: Point, other: Point) -> bool:
    if key(point.text) == key(other.text):
        return True
    first, second = (frozenset(syllables(p.text)) - COMMON for p in (point, other))
    return len(first & second) >= SAME_POINT * max(1, min(len(first), len(second)))


def _proves(citations: Sequence[Citation], point: Point) -> bool:
    """Whether another outlet's quotes prove a point too, so that it may stand on both."""
    article = citations[0].article
    quotes = [citation.quote for citation in citations]
    frames, days = [article_frame(article)], article_days(article)
    return not find_unproven(point.text, quotes, frames=frames, days=days)
