"""The words we say to models: a Markdown file each, its `${variables}` checked when loaded."""

import hashlib
from pathlib import Path
from string import Template
from typing import NamedTuple

from meetingqa.errors import PromptError

# Of the package, else of the checkout.
SHIPPED = (Path(__file__).parent / "_prompts", Path(__file__).parents[2] / "prompts")


class Prompt(NamedTuple):
    """A prompt's text and the first twelve hex digits of its SHA-256."""

    name: str
    template: Template
    fingerprint: str

    def fill(self, **values: str) -> str:
        """The text with every variable replaced; values are data and are not expanded again."""
        return self.template.substitute(values)


def load_prompt(name: str, variables: set[str], prompts_dir: Path | None = None) -> Prompt:
    """The prompt file `name` ("answer/system"), from the setting, the package, or the checkout.

    Raises PromptError when the setting's folder is not there, no such file is found, or its variables
    are not exactly `variables`.
    """
    if prompts_dir and not prompts_dir.is_dir():
        raise PromptError(f"{str(prompts_dir)!r} is no folder", "check MEETINGQA_PROMPTS_DIR")
    roots = [prompts_dir] if prompts_dir else []
    for root in [*roots, *SHIPPED]:
        path = root / f"{name}.md"
        if path.is_file():
            text = path.read_text(encoding="utf-8").strip()
            break
    else:
        raise PromptError(
            f"no prompt {name!r}", "check MEETINGQA_PROMPTS_DIR or reinstall meetingqa"
        )
    template = Template(text)
    found = set(template.get_identifiers())
    if not template.is_valid() or found != variables:
        odd = ", ".join(sorted(found ^ variables)) or "a stray $"
        raise PromptError(
            f"prompt {str(path)!r} has the wrong variables: {odd}",
            f"it takes exactly {sorted(variables)}",
        )
    return Prompt(name, template, fingerprint(text))


def fingerprint(text: str) -> str:
    """What tells one wording of a prompt from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
