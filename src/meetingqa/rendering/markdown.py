"""Pages as Markdown with footnotes that hold the quotes."""

import re

from meetingqa.rendering.document import Chart, Document, Line, Note, Section, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$])|&(?=#?\w+;)")
_BLOCK_START = re.compile(r"^(?:(?=[#+=-])|(\d+)(?=[.)](?:\s|$)))")


def write_markdown(page: Document) -> str:
    """A page as Markdown (with the tables and footnotes of GitHub and Pandoc)."""
    lines = [f"*{_escape(page.kind)}*", "", f"# {_escape(page.title)}", ""]
    lines += [f"- {_line(fact)}" for fact in page.facts]
    for section in page.sections:
        lines += ["", f"{'#' * (section.level + 1)} {_escape(section.heading)}", ""]
        lines += _blocks(section)
    if page.notes:
        lines += ["", f"## {_escape(page.notes_heading)}", ""]
        lines += [_note(note) for note in page.notes]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _blocks(section: Section) -> list[str]:
    lines: list[str] = []
    for block in section.blocks:
        if isinstance(block, Table):
            lines += ["", _row([_escape(name) for name in block.columns])]
            rules = ["---:" if i == block.right else "---" for i in range(len(block.columns))]
            lines.append(_row(rules))
            lines += [_row([_line(cell) for cell in row]) for row in block.rows]
            lines.append("")
        elif isinstance(block, Chart):
            lines += ["", _escape_start(_escape(block.words)), ""]
        elif section.plain:
            lines += [_line(block), ""]
        else:
            lines.append(f"{'    ' * block.level}- {_line(block)}")
    return lines


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(line: Line) -> str:
    text = _escape(line.text) if line.label else _escape_start(_escape(line.text))
    if line.absent:
        text = f"*{text}*"
    elif line.url:
        text = f"[{text}](<{line.url}>)"
    label = f"**{_escape(line.label)}:** " if line.label else ""
    notes = "".join(f"[^{number}]" for number in line.notes)
    return f"{label}{text}{notes}".rstrip()


def _note(note: Note) -> str:
    source = f"[{_escape(note.source)}](<{note.url}>)" if note.url else _escape(note.source)
    return f"[^{note.number}]: “{_escape(note.quote)}” – {source}, {note.place}."


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match.group()}", text)


def _escape_start(text: str) -> str:
    """What would make a heading, list or rule of a line that starts with it."""
    return _BLOCK_START.sub(r"\1\\", text)
