"""What a digest leaves out of its summaries: figures, decisions and tasks that none of its parts tells."""

import re
from collections.abc import Iterator, Sequence

from meetingqa.digesting.figure_rows import measure
from meetingqa.domain import Article, Citation, Digest, FigurePoint, MeetingSummary, Point

_ENTRIES = (
    "results", "shortcomings", "conclusions", "decisions", "personnel", "tasks", "awards",
)  # fmt: skip
_TOLD = frozenset({"figure", "decision", "task"})  # of what a summary lists, what a digest does too
_Place = tuple[str, int]


def find_uncovered(digest: Digest, groups: Sequence[Sequence[MeetingSummary]]) -> Iterator[Point]:
    """The sentences with something that the summaries tell or list, and the digest does not.

    A figure is told by a row of its value or by a point that holds its digits, where these cite its
    sentence; any other entry by whatever cites its sentence. Each sentence once, whole, as the
    meetings and the article have them.
    """
    rows = {(place, measure(row)) for row in digest.figures for place in _places(row)}
    points = [
        *(point for section in digest.sections for point in section.points),
        *(point for item in digest.follow_ups for point in (item.task, *item.later)),
    ]
    texts: dict[_Place, str] = {}
    for point in points:
        for place in _places(point):
            texts[place] = f"{texts.get(place, '')}\n{point.text}"
    cited = {place for place, _ in rows} | set(texts)
    for summary in (summary for group in groups for summary in group):
        left = {
            (figure.citations[-1].start, figure.citations[-1].end)
            for figure in summary.fields.figures
            if (_places(figure)[-1], measure(figure)) not in rows
            and not _says(texts.get(_places(figure)[-1], ""), figure)
        }
        left |= {
            (point.citations[0].start, point.citations[0].end)
            for name in _ENTRIES
            for point in getattr(summary.fields, name)
            if not cited.intersection(_places(point))
        }
        left |= {(item.start, item.end) for item in summary.uncovered if _TOLD & {*item.kinds}}
        for start, end in sorted(left):
            yield _sentence(summary.article, start, end)


def _places(point: Point) -> list[_Place]:
    return [(c.article.article_id, c.start) for c in point.citations]


def _says(text: str, figure: FigurePoint) -> bool:
    return bool(re.search(rf"(?<![\d.,]){re.escape(figure.value)}(?![.,]?\d)", text))


def _sentence(article: Article, start: int, end: int) -> Point:
    quote = article.text[start:end]
    itself = Citation(marker=1, article=article, start=start, end=end, quote=quote)
    return Point(text=quote, citations=(itself,))
