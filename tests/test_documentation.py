"""The generated parts of docs/ are what the code says now."""

import re
from pathlib import Path

from documentation import build_pages, describe_commands, describe_settings, read_summary
from meetingqa.settings import Settings

ROOT = Path(__file__).parents[1]


def test_generated_pages_are_fresh() -> None:
    stale = [
        path.name
        for path, wanted in build_pages(ROOT).items()
        if path.read_text(encoding="utf-8") != wanted
    ]
    assert stale == [], "run `make docs`"


def test_every_setting_is_described() -> None:
    table = describe_settings()
    for name, field in Settings.model_fields.items():
        assert field.description
        assert f"| `MEETINGQA_{name.upper()}` |" in table


def test_every_command_is_described() -> None:
    described = describe_commands()
    for command in (
        *("ingest", "search", "ask", "doctor", "demo", "reindex"),
        *("articles list", "articles show", "articles delete", "articles export"),
        *("models list", "models pull", "models verify"),
    ):
        assert f"### meetingqa {command}\n" in described
    # `eval` asks stores that it makes from question sets.
    parts = [part for part in described.split("### ")[1:] if not part.startswith("meetingqa eval ")]
    assert all("`--store`: " in part for part in parts)
    assert "--from DATE" in described


def test_every_module_says_what_it_is_for() -> None:
    for path in (ROOT / "src" / "meetingqa").rglob("*.py"):
        if path.read_text(encoding="utf-8").strip():
            assert read_summary(path), path


def test_links_between_pages_lead_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
