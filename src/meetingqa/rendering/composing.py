"""Lays the parts of a summary or digest out as a house template says."""

from collections.abc import Callable, Sequence

from meetingqa.rendering.document import Block, Document, Line, Notes, Section
from meetingqa.rendering.house import Template
from meetingqa.rendering.showing import show_line

Part = Sequence[Block | Section]
# An empty list of sentences left out is good news, not something the article is silent on.
_NOTHING_LEFT = {"uncovered": "không có"}


def compose(
    template: Template,
    part_of: Callable[[str], Part],
    notes: Notes,
    *,
    title: str,
    facts: Sequence[Line],
) -> Document:
    """A page with its parts where the template has them, and the facts before them.

    `part_of` builds a part, empty when there is nothing to tell, and puts what proves it into
    `notes`. It is asked in the order of the page, so that notes are numbered as they are read.
    """
    sections = _lay_out(template, part_of)
    referred = notes.all()  # before what is left out is looked at, which must not be numbered
    return Document(
        kind=show_line(template.title),
        title=title,
        facts=(*facts, *_left_out(template, part_of)),
        sections=sections,
        notes=referred,
        notes_heading=show_line(template.notes),
        texts_heading=show_line(template.texts),
    )


def _lay_out(template: Template, part_of: Callable[[str], Part]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for wanted in template.sections:
        blocks: list[Block] = []
        under: list[Section] = []
        for name in wanted.parts:
            nothing = _NOTHING_LEFT.get(name, show_line(template.not_stated))
            part = part_of(name) or [Line(text=nothing, absent=True)]
            if len(wanted.parts) > 1:
                blocks += _labelled(show_line(template.labels[name]), part)
            else:
                blocks += [block for block in part if not isinstance(block, Section)]
                under += [block for block in part if isinstance(block, Section)]
        sections.append(Section(heading=show_line(wanted.heading), blocks=tuple(blocks)))
        sections += under
    return tuple(sections)


def _left_out(template: Template, part_of: Callable[[str], Part]) -> list[Line]:
    """A line that names the parts which the template leaves out though there is something to tell."""
    names = [show_line(template.labels[name]) for name in template.leave_out if part_of(name)]
    return [Line(label="Mẫu này bỏ", text=", ".join(names))] if names else []


def _labelled(label: str, part: Part) -> list[Block]:
    """A part among others of one section: on the label's line if it is one line, else under it."""
    if len(part) == 1 and isinstance(part[0], Line) and not part[0].label:
        return [part[0].model_copy(update={"label": label})]
    blocks: list[Block] = [Line(text="", label=label)]
    for block in part:
        if isinstance(block, Section):
            items: list[Block] = [Line(text="", label=block.heading), *block.blocks]
        else:
            items = [block]
        blocks += [
            item.model_copy(update={"level": 1}) if isinstance(item, Line) else item
            for item in items
        ]
    return blocks
