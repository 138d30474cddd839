"""A digest as a page: themes, figures, conflicts side by side, follow-ups, and who reported what."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from meetingqa.domain import Article, Conflict, Digest, DigestFigure, DigestScope, FollowUp, Point
from meetingqa.rendering.document import Document, Line, Notes, Section, tables
from meetingqa.rendering.house import Part, Template, compose
from meetingqa.rendering.series import chart_figures
from meetingqa.rendering.showing import (
    count_points,
    count_unshown,
    describe_writer,
    name_meetings,
    show_date,
    show_day,
    show_line,
    show_outlet,
    show_place,
    show_sentence,
    show_title,
    show_url,
)

_EVERYTHING = "Tất cả các bài trong kho"
_NO_LATER = "chưa thấy bài nào sau đó nhắc tới"


def build_digest_page(digest: Digest, template: Template) -> Document:
    """The page of a digest."""
    page = _Page(digest)
    facts = [
        Line(label="Số bài", text=str(len(digest.articles))),
        Line(label="Cách làm", text=describe_writer(digest)),
    ]
    if digest.omitted:
        shown, total = count_points(digest)
        facts.append(Line(label="Số ý nêu ra", text=f"{shown} trên {total}"))
    title = describe_scope(digest.scope)
    return compose(template, page.part, page.notes, title=title, facts=facts)


def describe_scope(scope: DigestScope) -> str:
    """What a digest is made over, as its title: "Đồng Mai · từ 01/07/2023 đến 30/09/2023"."""
    filters = scope.filters
    parts = [scope.topic or "", *(", ".join(n) for n in (filters.provinces, filters.bodies))]
    parts.append(", ".join(filters.sessions))
    for name, first, last in (
        ("", filters.date_from, filters.date_to),
        ("họp ", filters.held_from, filters.held_to),
        ("đăng ", filters.published_from, filters.published_to),
    ):
        if first and last:
            parts.append(f"{name}từ {show_day(first)} đến {show_day(last)}")
        elif first:
            parts.append(f"{name}từ {show_day(first)}")
        elif last:
            parts.append(f"{name}đến {show_day(last)}")
    if filters.article_ids:
        parts.append(f"{len(filters.article_ids)} bài được chọn")
    return show_sentence(" · ".join(filter(None, parts))) or _EVERYTHING


class _Page:
    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._meetings = name_meetings(digest)
        self.notes = Notes()

    def part(self, name: str) -> Part:
        """What stands under a part's heading, empty when there is nothing to tell."""
        digest = self._digest
        if name == "themes":
            return [
                Section(
                    heading=show_line(theme.heading),
                    blocks=tuple(self._points(theme.points)),
                    level=2,
                )
                for theme in digest.sections
            ]
        if name == "figures":
            return self._figures(digest.figures)
        if name == "conflicts":
            return self._conflicts(digest.conflicts)
        if name == "follow_ups":
            return [line for item in digest.follow_ups for line in self._follow_up(item)]
        if name == "uncovered" and digest.omitted:
            return [
                Line(label=meeting, text=" và ".join(f"{n} {of}" for of, n in left.items()))
                for meeting, left in count_unshown(digest, "ý khác", "câu").items()
            ]
        if name == "uncovered":
            return list(self._points(digest.uncovered))
        if name == "duplicates":
            return [
                _article_line(article, level=0 if article is report.article else 1)
                for report in digest.duplicates
                for article in (report.article, *report.others)
            ]
        return [_article_line(article) for article in digest.articles]

    def _points(self, points: Sequence[Point]) -> Iterator[Line]:
        """The points of a theme under the meetings they are of, when the digest has several."""
        for meeting, said in groupby(points, self._meeting):
            lines = [self.notes.line(p.text, p.citations, level=1) for p in said]
            if not meeting:
                yield from (line.model_copy(update={"level": 0}) for line in lines)
            elif len(lines) == 1:
                yield lines[0].model_copy(update={"level": 0, "label": meeting})
            else:
                yield from (Line(text="", label=meeting), *lines)

    def _meeting(self, point: Point) -> str:
        return next((self._meetings.get(c.article.article_id, "") for c in point.citations), "")

    def _figures(self, figures: Sequence[DigestFigure]) -> Part:
        rows = (
            (
                Line(text=show_line(figure.province or "")),
                # Not behind the value: a raised number there reads as part of it.
                self.notes.line(figure.what or figure.text, figure.citations),
                Line(text=show_line(show_period(figure))),
                Line(text=show_line(figure.value)),
                Line(text=show_line(figure.unit)),
            )
            for figure in figures
        )
        columns = {"Tỉnh, thành": 13, "Chỉ tiêu": 46, "Kỳ": 17, "Giá trị": 12, "Đơn vị": 12}
        return [*tables(columns, rows, "Giá trị"), *chart_figures(figures)]

    def _conflicts(self, conflicts: Sequence[Conflict]) -> Part:
        rows = (
            (
                self.notes.line(conflict.what, [item.citation]),
                Line(text=show_line(item.value)),
                Line(text=f"“{show_line(item.citation.quote)}”"),
                Line(text=show_place(item.citation), url=show_url(item.citation.article)),
            )
            for conflict in conflicts
            for item in conflict.values
        )
        return tables({"Nội dung": 22, "Giá trị": 15, "Nguyên văn": 37, "Nguồn": 26}, rows)

    def _follow_up(self, item: FollowUp) -> list[Line]:
        task = self.notes.line(item.task.text, item.task.citations)
        later = [self.notes.line(p.text, p.citations, level=1) for p in item.later]
        return [task, *(later or [Line(text=_NO_LATER, level=1, absent=True)])]


def show_period(figure: DigestFigure) -> str:
    """The period a figure is of, else the meeting it was told at."""
    if figure.period:
        return figure.period
    if figure.held_on:
        return f"họp {show_day(figure.held_on)}"
    return next((c.article.session or "" for c in figure.citations), "")


def _article_line(article: Article, level: int = 0) -> Line:
    about = ", ".join(filter(None, (show_outlet(article), show_date(article))))
    return Line(text=f"{show_title(article)} ({about})", url=show_url(article), level=level)
