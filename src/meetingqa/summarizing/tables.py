"""The figures of a table's rows: value from the cell, unit from the column's head or the row's name."""

import re
from collections.abc import Sequence

from meetingqa.domain import Article, FigurePoint
from meetingqa.summarizing.body import BodySentence, cite
from meetingqa.summarizing.figures import find_figures

_CELL = re.compile(
    r"(?P<value>-?\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?)\s*(?P<unit>%|[^\d\W][^\d|]{0,30})?"
)
_UNIT = re.compile(r"\((?P<unit>[^()]+)\)\s*$")


def find_table_figures(article: Article, body: Sequence[BodySentence]) -> tuple[FigurePoint, ...]:
    """A figure for every number cell under a head row; the row's first cell says what it is of."""
    found: list[FigurePoint] = []
    head: BodySentence | None = None
    columns: list[str] = []
    for previous, sentence in zip([None, *body], body, strict=False):
        if not sentence.row:
            head = None
            continue
        cells = [cell.strip() for cell in sentence.text.split(" | ")]
        if previous is None or not previous.row:
            head, columns = sentence, cells
            continue
        if head is None or len(cells) != len(columns):
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
