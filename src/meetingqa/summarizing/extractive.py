"""Fills a summary by rules alone: every entry is a sentence, clause or cell of the article, cited whole."""

import re
from collections.abc import Sequence

from meetingqa.answering.writers import as_sentence
from meetingqa.domain import (
    Article,
    FigurePoint,
    Point,
    SummaryFields,
    TaskPoint,
)
from meetingqa.language.sentences import split_clauses
from meetingqa.summarizing.body import BodySentence, cite, read_body
from meetingqa.summarizing.days import find_day
from meetingqa.summarizing.figure_names import is_vague
from meetingqa.summarizing.figure_topics import resolve
from meetingqa.summarizing.figures import find_figures
from meetingqa.summarizing.head import find_meeting, find_place
from meetingqa.summarizing.people import find_attendees, find_chair
from meetingqa.summarizing.personnel import find_personnel
from meetingqa.summarizing.purposes import find_purposes
from meetingqa.summarizing.sorting import Item, items_in, sort_items
from meetingqa.summarizing.tasks import find_tasks, is_work

_CELL = re.compile(
    r"(?P<value>-?\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?)\s*(?P<unit>%|[^\d\W][^\d|]{0,30})?"
)
_UNIT = re.compile(r"\((?P<unit>[^()]+)\)\s*$")
_SIGNED = re.compile(r"(?<![\d%]) -$")
_LOOK_BACK = 3  # sentences in which "dự án này" may have been named


def write_fields(article: Article) -> SummaryFields:
    """The fields of an article by rules; deterministic."""
    body = read_body(article)
    chair, beside = find_chair(article, body)
    items = sort_items(article)
    purposes = find_purposes(article, body)
    opened = {citation.start for point in purposes for citation in point.citations}
    agenda = [item for item in items_in(items, "agenda") if item.sentence.start not in opened]
    ordered = dict.fromkeys((item.sentence, item.lead) for item in items_in(items, "tasks"))
    return SummaryFields(
        meeting=find_meeting(article, body),
        held_on=find_day(article, body),
        place=find_place(article, body),
        chair=chair,
        attendees=tuple(find_attendees(article, body, chair, beside)),
        agenda=(*purposes, *points(article, agenda)),
        results=points(article, items_in(items, "results")),
        figures=figure_points(article, body),
        shortcomings=points(article, items_in(items, "shortcomings")),
        conclusions=points(article, items_in(items, "conclusions")),
        tasks=tuple(task for order in ordered for task in task_points(article, *order)),
        decisions=points(article, items_in(items, "decisions")),
        personnel=tuple(find_personnel(article, body)),
        awards=points(article, items_in(items, "awards")),
    )


def points(article: Article, items: Sequence[Item]) -> tuple[Point, ...]:
    """A point for each item, its sentence cited whole."""
    return tuple(
        Point(text=as_sentence(item.text), citations=cite(article, item.sentence)) for item in items
    )


def figure_points(article: Article, body: Sequence[BodySentence]) -> tuple[FigurePoint, ...]:
    """Every figure of the text that has a unit and whose words say what it measures; tables by cell.

    Captions and headings give none.
    """
    found = []
    before: list[BodySentence] = []
    for sentence in body:
        if sentence.aside or sentence.row:
            continue
        figures = find_figures(sentence.text)
        for at, figure in enumerate(figures):
            # A dash that reads as a minus, and is none of a range ("8,3% -8,5%").
            signed = _SIGNED.search(sentence.text, 0, figure.start)
            what, cited = figure.what, [sentence]
            placed = bool(before) and before[0].paragraph == sentence.paragraph
            if told := resolve(figure, figures[:at], before, placed):
                what, cited = told[0], [told[1], sentence]
            if signed or is_vague(what, figure.unit):
                continue
            found.append(
                FigurePoint(
                    text=_told(sentence.text, figure.end),
                    citations=cite(article, *cited),
                    value=figure.value,
                    unit=figure.unit,
                    what=what,
                    period=figure.period,
                )
            )
        before = [sentence, *before][:_LOOK_BACK]
    return (*found, *_table_figures(article, body))


def _told(text: str, end: int) -> str:
    """The clause that holds a figure, or the whole of a short sentence."""
    if len(text) <= 120:
        return text
    clauses = split_clauses(text, 0, len(text), max_chars=120)
    for clause in clauses:
        if end <= clause.end:
            return text[clause.start : clause.end].strip(" ,;")
    return text


def task_points(
    article: Article, sentence: BodySentence, lead: BodySentence | None = None
) -> list[TaskPoint]:
    """The orders of a sentence, one for each addressee; `lead` names the one it does not name."""
    known = find_tasks(lead.text)[-1].who if lead else None
    tasks = find_tasks(sentence.text)
    return [
        TaskPoint(
            text=as_sentence(sentence.text[task.start : task.end]),
            citations=cite(article, *([lead] if lead and not task.who else []), sentence),
            who=task.who or known,
            what=task.what,
            due=task.due,
        )
        for task in [t for t in tasks if is_work(t) or lead] or tasks
    ]


def _table_figures(article: Article, body: Sequence[BodySentence]) -> tuple[FigurePoint, ...]:
    """A figure for every number cell under a head row; the row's first cell says what it is of."""
    found: list[FigurePoint] = []
    columns: list[str] = []
    for sentence in body:
        cells = [cell.strip() for cell in sentence.text.split(" | ")] if sentence.row else []
        if not (columns and cells):
            head, columns = sentence, cells
        if head is sentence or len(cells) != len(columns):
            continue
        name = cells[0]
        for column, cell in zip(columns[1:], cells[1:], strict=True):
            match = _CELL.fullmatch(cell)
            if match is None:
                found += [
                    FigurePoint(
                        text=f"{name}, {cell}",
                        citations=cite(article, head, sentence),
                        value=figure.value,
                        unit=figure.unit,
                        what=f"{name}, {figure.what}",
                        period=figure.period,
                    )
                    for figure in find_figures(cell)
                ]
                continue
            unit = next(
                (m["unit"] for m in (_UNIT.search(column), _UNIT.search(name)) if m),
                match["unit"] or "",
            )
            what = f"{_UNIT.sub('', name).strip()}, {_UNIT.sub('', column).strip()}"
            found.append(
                FigurePoint(
                    text=f"{name}, {column}: {cell}",
                    citations=cite(article, head, sentence),
                    value=match["value"],
                    unit=unit.strip(),
                    what=what,
                )
            )
    return tuple(found)
