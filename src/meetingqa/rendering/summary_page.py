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
from meetingqa.rendering.document import Document, Line, Notes, tables
from meetingqa.rendering.house import Part, Template, compose
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
    page, article = _Page(summary), summary.article
    facts = [Line(label="Nguồn", text=show_outlet(article), url=show_url(article))]
    if article.author:
        facts.append(Line(label="Tác giả", text=show_line(article.author)))
    if article.published_on:
        facts.append(Line(label="Ngày đăng", text=show_day(article.published_on)))
    facts.append(Line(label="Cách làm", text=describe_writer(summary)))
    return compose(template, page.part, page.notes, title=show_title(article), facts=facts)


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
        fields = self._summary.fields
        if name == "figures":
            return self._figures(fields.figures)
        if name == "tasks":
            return self._tasks(fields.tasks)
        if name == "personnel":
            return self._people(fields.personnel)
        return [self._line(point) for point in fields.points(name)]

    def _line(self, point: Point) -> Line:
        text = point.text
        if isinstance(point, PersonPoint) and point.name and point.role:
            text = f"{point.name} – {point.role}"
        return self.notes.line(text, point.citations)

    def _figures(self, figures: Sequence[FigurePoint]) -> Part:
        rows = (
            (
                # Not behind the value: a raised number there reads as part of it.
                self.notes.line(figure.what or figure.text, figure.citations),
                Line(text=show_line(figure.value)),
                Line(text=show_line(figure.unit)),
                _told(figure.period),
            )
            for figure in figures
        )
        columns = {"Chỉ tiêu": 42, "Giá trị": 14, "Đơn vị": 15, "Kỳ": 29}
        return [*tables(columns, rows, "Giá trị"), *chart_figures(figures)]

    def _tasks(self, tasks: Sequence[TaskPoint]) -> Part:
        rows = (
            (
                _told(task.who),
                self.notes.line(task.what or task.text, task.citations),
                _told(task.due),
            )
            for task in tasks
        )
        return tables({"Đơn vị": 25, "Việc được giao": 50, "Hạn": 25}, rows)

    def _people(self, people: Sequence[PersonPoint]) -> Part:
        rows = (
            (
                _told(person.name),
                _told(person.role),
                self.notes.line(person.text, person.citations),
            )
            for person in people
        )
        return tables({"Họ tên": 24, "Chức vụ": 32, "Nội dung": 44}, rows)

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
