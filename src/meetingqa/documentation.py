"""Writes the parts of docs/ that the code knows: commands, settings, modules; checks they are fresh.

    python -m meetingqa.documentation [--check]
"""

import ast
import difflib
import sys
from pathlib import Path
from typing import Any

import typer

from meetingqa.cli import app
from meetingqa.settings import Settings

_ROOT = Path(__file__).parents[2]
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
    }


def describe_commands() -> str:
    """Each command with its arguments and options, as Markdown."""
    blocks = []
    for name, command in _walk("meetingqa", typer.main.get_command(app)):
        words = " ".join([name, *(_usage(param) for param in command.params if not _is_help(param))])
        blocks += [f"### {name}", "", command.help or "", "", f"    {words}", ""]
        described = [_describe(param) for param in command.params if param.help]
        blocks += [*described, ""] if described else []
    return "\n".join(blocks).rstrip()


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


def _walk(name: str, command: Any) -> list[tuple[str, Any]]:
    inner: dict[str, Any] = getattr(command, "commands", {})
    if not inner:
        return [(name, command)]
    return [found for key, child in inner.items() for found in _walk(f"{name} {key}", child)]


def _is_help(param: Any) -> bool:
    return "--help" in param.opts


def _usage(param: Any) -> str:
    if param.param_type_name == "argument":
        words = (param.metavar or param.name.upper()).strip("[]")
    else:
        words = param.opts[0] if param.is_flag else f"{param.opts[0]} {_values(param)}"
    return words if param.required else f"[{words}]"


def _values(param: Any) -> str:
    choices = getattr(param.type, "choices", None)
    if choices:
        return "|".join(str(getattr(choice, "value", choice)) for choice in choices)
    return str(param.metavar or "N")


def _describe(param: Any) -> str:
    argument = param.param_type_name == "argument"
    name = (param.metavar or param.name.upper()).strip("[]") if argument else param.opts[0]
    default = getattr(param.default, "value", param.default)
    shown = "" if default in (None, False, "", ()) else f" Default: `{default}`."
    return f"- `{name}`: {param.help}{shown}"


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
        found = path.read_text(encoding="utf-8")
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
