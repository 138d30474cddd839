"""House templates: an editor's own headings and order, from a TOML file, and pages laid out by them."""

import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from meetingqa.domain import SummaryFields, Value
from meetingqa.errors import TemplateError
from meetingqa.rendering.document import Block, Document, Line, Notes, Section
from meetingqa.rendering.showing import show_line

Part = Sequence[Block | Section]
# An empty list of sentences left out is good news, not something the article is silent on.
_NOTHING_LEFT = {"uncovered": "không có"}


TemplateKind = Literal["summary", "digest"]
PARTS: dict[TemplateKind, tuple[str, ...]] = {
    "summary": (*SummaryFields.model_fields, "uncovered"),
    "digest": (
        "themes",
        "figures",
        "conflicts",
        "follow_ups",
        "duplicates",
        "articles",
        "uncovered",
    ),
}
_SHIPPED = Path(__file__).parent / "templates"


class TemplateSection(Value):
    """A heading, and the parts that stand under it."""

    heading: str = Field(min_length=1)
    parts: tuple[str, ...] = Field(min_length=1)


class Template(Value):
    """How a summary or digest is laid out. Every part is in one section or left out by name."""

    title: str = Field(min_length=1)
    sections: tuple[TemplateSection, ...] = Field(min_length=1)
    leave_out: tuple[str, ...] = ()
    labels: dict[str, str] = Field(default_factory=dict)
    not_stated: str = Field(default="không nêu", min_length=1)
    notes: str = Field(default="Dẫn chứng", min_length=1)
    texts: str = Field(default="Nguyên văn", min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        named = [*self.leave_out, *(part for section in self.sections for part in section.parts)]
        if twice := sorted({part for part in named if named.count(part) > 1}):
            raise ValueError(f"named more than once: {', '.join(twice)}")
        return self

    def named(self) -> set[str]:
        """Every part that the template speaks of."""
        shown = {part for section in self.sections for part in section.parts}
        return shown | set(self.leave_out)


def load_template(kind: TemplateKind, path: Path | None = None) -> Template:
    """The template file at `path`, else the one that is shipped.

    Labels and words that a file does not give are the shipped ones. Raises TemplateError, which names the file
    and what is wrong in it: also when a part is neither shown nor left out by name, so that no
    template loses content silently.
    """
    if path is None:
        return _shipped(kind)
    template = _read(path)
    parts = set(PARTS[kind])
    hint = f"the parts of a {kind} are {', '.join(PARTS[kind])}"
    if unknown := sorted((template.named() | set(template.labels)) - parts):
        raise TemplateError(f"template {str(path)!r} has unknown parts: {unknown}", hint)
    if missing := [part for part in PARTS[kind] if part not in template.named()]:
        raise TemplateError(
            f"template {str(path)!r} does not say where these parts go: {missing}",
            "put each into a section's `parts`, or into `leave_out`",
        )
    ours = _shipped(kind)
    labels = {**ours.labels, **template.labels}
    unsaid = {"not_stated", "notes", "texts"} - template.model_fields_set
    words = {name: getattr(ours, name) for name in unsaid}
    return template.model_copy(update={**words, "labels": labels})


@cache
def _shipped(kind: TemplateKind) -> Template:
    return _read(_SHIPPED / f"{kind}.toml")


def _read(path: Path) -> Template:
    hint = "see the shipped templates in meetingqa/rendering/templates"
    try:
        return Template.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except ValidationError as error:
        found = [(".".join(map(str, item["loc"])), item["msg"]) for item in error.errors()]
        wrong = "; ".join(": ".join(filter(None, item)) for item in found)
        raise TemplateError(f"template {str(path)!r}: {wrong}", hint) from error
    except (OSError, ValueError) as error:  # no file, not UTF-8, not TOML
        reason = error.strerror if isinstance(error, OSError) else error
        raise TemplateError(f"cannot read template {str(path)!r}: {reason}", hint) from error


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
