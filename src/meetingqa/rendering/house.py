"""House templates: an editor's own headings and order of a summary or digest, from a TOML file."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from meetingqa.domain import SummaryFields, Value
from meetingqa.errors import TemplateError

TemplateKind = Literal["summary", "digest"]
PARTS: dict[TemplateKind, tuple[str, ...]] = {
    "summary": (*SummaryFields.model_fields, "uncovered"),
    "digest": ("themes", "figures", "conflicts", "follow_ups", "duplicates", "articles"),
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
    shipped = "see the shipped templates in meetingqa/rendering/templates"
    try:
        return Template.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise TemplateError(
            f"cannot read template {str(path)!r}: {error.strerror}", shipped
        ) from error
    except UnicodeDecodeError as error:
        raise TemplateError(
            f"template {str(path)!r} is not UTF-8", "save it as UTF-8 text"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"template {str(path)!r} is not TOML: {error}", shipped) from error
    except ValidationError as error:
        wrong = "; ".join(
            ".".join(map(str, item["loc"])) + f": {item['msg']}".replace("Value error, ", "")
            for item in error.errors()
        )
        raise TemplateError(f"template {str(path)!r}: {wrong.lstrip(': ')}", shipped) from error
