"""A meeting summary as a page: the fields under a house template's headings, each with its quotes."""

from collections.abc import Sequence

from meetingqa.domain import (
    Citation,
    FigurePoint,
    MeetingSummary,
    PersonPoint,
    Point,
    TaskPoint,
    Uncovered,
)
from meetingqa.rendering.composing import Part, compose, left_out
from meetingqa.rendering.document import Document, Line, Notes, Table
from meetingqa.rendering.house import Template
from meetingqa.rendering.series import chart_figures
from meetingqa.rendering.showing import (
    describe_writer,
    show_day,
    show_line,
    show_outlet,
    show_sentence,
    show_title,
    show_url,
)

_KINDS = {"figure": "số liệu", "decision": "quyết định", "name": "tên", "task": "nhiệm vụ"}


def build_summary_page(summary: MeetingSummary, template: Template) -> Document:
    """The page of a summary. What the article does not speak of is said so."""
    page = _Page(summary)
    sections = compose(template, page.part)
    notes = page.notes.all()  # before what is left out is looked at, which must not be numbered
    article = summary.article
    facts = [Line(label="Nguồn", text=show_outlet(article), url=show_url(article))]
    if article.author:
        facts.append(Line(label="Tác giả", text=show_line(article.author)))
    if article.published_on:
        facts.append(Line(label="Ngày đăng", text=show_day(article.published_on)))
    facts.append(Line(label="Cách làm", text=describe_writer(summary)))
    facts += left_out(template, page.part)
    return Document(
        kind=show_line(template.title),
        title=show_title(article),
        facts=tuple(facts),
        sections=sections,
        notes=notes,
        notes_heading=show_line(template.notes),
        texts_heading=show_line(template.texts),
    )


def _figure_table(figures: Sequence[FigurePoint], notes: Notes) -> Part:
    rows = tuple(
        (
            # Not behind the value: a raised number there reads as part of it.
            notes.line(figure.what or figure.text, figure.citations),
            Line(text=show_line(figure.value)),
            Line(text=show_line(figure.unit)),
            _told(figure.period),
        )
        for figure in figures
    )
    if not rows:
        return []
    columns = ("Chỉ tiêu", "Giá trị", "Đơn vị", "Kỳ")
    table = Table(columns=columns, widths=(42, 14, 15, 29), rows=rows, right=1)
    return [table.without_empty(), *chart_figures(figures)]


def _told(text: str | None) -> Line:
    return Line(text=show_sentence(text or ""))


class _Page:
    def __init__(self, summary: MeetingSummary) -> None:
        self._summary = summary
        self.notes = Notes()

    def part(self, name: str) -> Part:
        """What stands under a part's heading, empty when the article does not speak of it."""
        if name == "uncovered":
            return [self._sentence(item) for item in self._summary.uncovered]
        value: Point | tuple[Point, ...] | None = getattr(self._summary.fields, name)
        points = value if isinstance(value, tuple) else (value,) if value else ()
        if name == "figures":
            figures = [point for point in points if isinstance(point, FigurePoint)]
            return _figure_table(figures, self.notes)
        if name == "tasks":
            return self._tasks([point for point in points if isinstance(point, TaskPoint)])
        if name == "personnel":
            return self._people([point for point in points if isinstance(point, PersonPoint)])
        return [self._line(point) for point in points]

    def _line(self, point: Point) -> Line:
        text = point.text
        if isinstance(point, PersonPoint) and point.name and point.role:
            text = f"{point.name} – {point.role}"
        return self.notes.line(text, point.citations)

    def _tasks(self, tasks: Sequence[TaskPoint]) -> Part:
        rows = tuple(
            (
                _told(task.who),
                self.notes.line(task.what or task.text, task.citations),
                _told(task.due),
            )
            for task in tasks
        )
        columns = ("Đơn vị", "Việc được giao", "Hạn")
        table = Table(columns=columns, widths=(25, 50, 25), rows=rows)
        return [table.without_empty()] if rows else []

    def _people(self, people: Sequence[PersonPoint]) -> Part:
        rows = tuple(
            (
                _told(person.name),
                _told(person.role),
                self.notes.line(person.text, person.citations),
            )
            for person in people
        )
        columns = ("Họ tên", "Chức vụ", "Nội dung")
        table = Table(columns=columns, widths=(24, 32, 44), rows=rows)
        return [table.without_empty()] if rows else []

    def _sentence(self, item: Uncovered) -> Line:
        article = self._summary.article
        quote = article.text[item.start : item.end]
        itself = Citation(marker=0, article=article, start=item.start, end=item.end, quote=quote)
        kinds = ", ".join(_KINDS.get(kind, kind) for kind in item.kinds)
        return Line(
            label=show_sentence(kinds),
            text=show_line(item.text),
            notes=self.notes.refer([itself]),
        )
