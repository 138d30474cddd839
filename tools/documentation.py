"""Writes the parts of docs/ that the code knows: commands, settings, modules, JSON schemas.

python tools/documentation.py [--check]
"""

import ast
import difflib
import inspect
import json
import re
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin

import typer
from typer.models import ArgumentInfo, OptionInfo

from evaluation_tables import build_answers, build_parts
from meetingqa.cli import app
from meetingqa.rendering.shapes import (
    AnswerRecord,
    DigestRecord,
    Shape,
    SummaryRecord,
    VerdictRecord,
)
from meetingqa.settings import Settings

_PUBLISHED: dict[str, type[Shape]] = {
    "answer": AnswerRecord,
    "check": VerdictRecord,
    "digest": DigestRecord,
    "summary": SummaryRecord,
}


def write_schemas() -> dict[str, str]:
    """The text of every published schema (JSON Schema 2020-12), by name."""
    return {
        name: json.dumps(_schema(shape), ensure_ascii=False, indent=2) + "\n"
        for name, shape in _PUBLISHED.items()
    }


def _schema(shape: type[Shape]) -> dict[str, Any]:
    # Fields may be added to what we print, so nothing is closed; all that there are now stay.
    schema: dict[str, Any] = _open(shape.model_json_schema(mode="serialization"))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _open(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {k: _open(v) for k, v in schema.items() if (k, v) != ("additionalProperties", False)}
    return [_open(item) for item in schema] if isinstance(schema, list) else schema


_ROOT = Path(__file__).parents[1]
_MARK = "<!-- generated: {} -->"
_NOTICE = "<!-- Made by `make docs` from the code; do not edit. -->"


def build_pages(root: Path) -> dict[Path, str]:
    """Every generated page of the checkout at `root`, by path."""
    docs = root / "docs"
    return {
        docs / "cli.md": _insert(docs / "cli.md", {"commands": describe_commands()}),
        docs / "settings.md": _insert(docs / "settings.md", {"settings": describe_settings()}),
        docs / "architecture.md": _insert(
            docs / "architecture.md", {"modules": describe_modules(root / "src" / "meetingqa")}
        ),
        docs / "evaluation.md": _insert(docs / "evaluation.md", build_parts(root / "eval")),
        docs / "answers.md": _insert(docs / "answers.md", build_answers(root / "eval")),
        **{docs / "schemas" / f"{name}.json": text for name, text in write_schemas().items()},
    }


def describe_commands() -> str:
    """Each command with its arguments and options, as Markdown."""
    blocks = []
    for name, command in _walk("meetingqa", app):
        parameters = [_read_parameter(p) for p in inspect.signature(command).parameters.values()]
        about = inspect.cleandoc(command.__doc__ or "")
        usage = " ".join([name, *(parameter.usage for parameter in parameters)])
        blocks += [f"### {name}", "", about, "", f"    {usage}", ""]
        blocks += [f"- `{p.name}`: {p.help}{p.default}" for p in parameters if p.help]
        blocks.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(blocks)).rstrip()


def describe_settings() -> str:
    """Each setting with its default and meaning, as a Markdown table."""
    prefix = Settings.model_config["env_prefix"]
    rows = ["| setting | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "unset" if field.default is None else f"`{field.default}`"
        rows.append(f"| `{prefix}{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)


def describe_modules(package: Path) -> str:
    """Each module with the first line of its docstring, as a Markdown table."""
    rows = ["| module | what it is for |", "|---|---|"]
    for path in sorted(package.rglob("*.py")):
        summary = read_summary(path)
        if summary:
            name = path.relative_to(package).with_suffix("").as_posix().replace("/__init__", "/")
            rows.append(f"| `{name}` | {summary.rstrip('.')} |")
    return "\n".join(rows)


def read_summary(path: Path) -> str:
    """The first line of a module's docstring, empty if it has none."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


class Parameter(NamedTuple):
    """An argument or option as its documentation shows it."""

    name: str
    usage: str
    help: str
    default: str


def _walk(name: str, group: typer.Typer) -> list[tuple[str, Callable[..., Any]]]:
    found = [
        (f"{name} {info.name}", info.callback)
        for info in group.registered_commands
        if info.callback
    ]
    for inner in group.registered_groups:
        if inner.typer_instance:
            found += _walk(f"{name} {inner.name}", inner.typer_instance)
    return found


def _read_parameter(parameter: inspect.Parameter) -> Parameter:
    kind, info = get_args(parameter.annotation)  # its type, and what typer was told of it
    prompts = isinstance(info, OptionInfo) and info.prompt
    required = parameter.default is inspect.Parameter.empty and not prompts
    if isinstance(info, ArgumentInfo):
        name = words = (info.metavar or parameter.name.upper()).strip("[]")
    else:
        # In Annotated, typer keeps the first name that it was given as the default.
        name = info.default if isinstance(info.default, str) else f"--{parameter.name}"
        name = name.replace("_", "-")
        words = name if kind is bool else f"{name} {info.metavar or _value(kind)}"
    unsaid = (inspect.Parameter.empty, None, False, "")
    shown = parameter.default in unsaid
    default = "" if shown else f" Default: `{parameter.default}`."
    return Parameter(name, words if required else f"[{words}]", info.help or "", default)


def _value(kind: Any) -> str:
    """What an option of a type takes: its choices, else a word for it."""
    [inner, *_] = [arg for arg in get_args(kind) if arg is not type(None)] or [kind]
    if get_origin(kind) is Literal:
        return "|".join(get_args(kind))
    if inner is not kind:  # `X | None`, `list[X]`
        return _value(inner)
    if issubclass(inner, StrEnum):
        return "|".join(inner)
    return {Path: "PATH", int: "N"}.get(inner, "TEXT")


def _insert(path: Path, parts: dict[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for name, part in parts.items():
        begin, end = _MARK.format(name), _MARK.format("end")
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not (found and closed):
            raise SystemExit(f"{path} lacks {begin} … {end}")
        text = f"{before}{begin}\n{_NOTICE}\n\n{part}\n\n{end}{after}"
    return text


def main(args: list[str]) -> int:
    """Write the pages, or with `--check` say what is stale; returns an exit code."""
    stale = 0
    for path, wanted in build_pages(_ROOT).items():
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        if found == wanted:
            continue
        if "--check" in args:
            stale = 1
            lines = difflib.unified_diff(found.splitlines(), wanted.splitlines(), lineterm="", n=0)
            print(f"{path.relative_to(_ROOT)} is stale, run `make docs`:", *lines, sep="\n")
        else:
            path.write_text(wanted, encoding="utf-8")
            print(f"wrote {path.relative_to(_ROOT)}")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
