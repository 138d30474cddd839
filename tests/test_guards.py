"""House rules that a machine can check."""

import ast
import re
from pathlib import Path

import pytest

from meetingqa import errors

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "meetingqa"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEXTS = [
    *MODULES,
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "prompts").rglob("*.md")),
    ROOT / "pyproject.toml",
    ROOT / "Makefile",
    ROOT / ".ci" / "run",
]
UNWANTED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}


def error_classes() -> list[type[errors.MeetingQAError]]:
    return [
        thing
        for thing in vars(errors).values()
        if isinstance(thing, type) and issubclass(thing, errors.MeetingQAError)
    ]


@pytest.mark.parametrize("error", error_classes(), ids=lambda error: error.__name__)
def test_every_error_stands_in_the_tree_of_the_docstring(
    error: type[errors.MeetingQAError],
) -> None:
    assert errors.__doc__
    assert re.search(rf"(?:─ |    ){error.__name__}\b", errors.__doc__)
    assert error.__doc__


def test_errors_are_defined_nowhere_else() -> None:
    known = {error.__name__ for error in error_classes()}
    for path in MODULES:
        if path.name == "errors.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                assert not bases & known, f"{path.name}: {node.name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_short_and_well_named(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250
    assert path.stem not in UNWANTED_NAMES


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_unfinished_or_private_is_left(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = re.findall(
        r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b|raise NotImplementedError|\.\./shared|/work/",
        text,
    )
    assert found == []


def test_public_names_have_docstrings() -> None:
    bare = []
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_":
                bare += [] if ast.get_docstring(node) else [f"{path.stem}: {node.name}"]
    assert bare == []
