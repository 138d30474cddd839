"""Rows of tables: what stands in them is told under the words of the table's head.

Sources give a row as one line, its cells joined by " | ".
"""

import re

_CELL = " | "
_FIGURE = re.compile(r"[\d.,/% ]+")


def head_of(text: str, start: int) -> tuple[int, int] | None:
    """Where the head of the table stands whose row starts at `start`; None when that is the head
    itself, has figures, or has not as many cells."""
    head = None
    begin = start
    while (line := _line_before(text, begin)) and _CELL in text[line[0] : line[1]]:
        head, begin = line, line[0]
    if head is None:
        return None
    labels, cells = _cells(text[head[0] : head[1]]), _cells(text[start:].partition("\n")[0])
    alike = len(labels) == len(cells) and not any(map(_FIGURE.fullmatch, labels))
    return head if alike else None


def read_row(text: str, row: str) -> str:
    """A row of a table of `text` as words that stand alone, "Trần Văn A; Chức vụ: Giám đốc; Phiếu: 60";
    what is no such row, or a part of one, stays as it is."""
    head = head_of(text, text.find(row)) if _CELL in row else None
    if head is None:
        return row
    labels, cells = _cells(text[head[0] : head[1]]), _cells(row)
    if len(labels) != len(cells):
        return row  # cut off, by the end of a lead or to fit a budget
    (_, first), *others = zip(labels, cells, strict=True)
    named = [f"{label}: {cell}" for label, cell in others]
    return "; ".join(named if _FIGURE.fullmatch(first) else [first, *named])


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split(_CELL)]


def _line_before(text: str, start: int) -> tuple[int, int] | None:
    end = len(text[:start].rstrip())
    return (text.rfind("\n", 0, end) + 1, end) if end else None
