"""The language of a page: its labels stand in words.toml, each beside its English."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal


class Words:
    """The labels of a page by their names in words.toml: `words["export"]`."""

    def __init__(self, language: Literal["vi", "en"]) -> None:
        self.language = language

    def __call__(self, vietnamese: str, english: str) -> str:
        """Of two words the one in this page's language."""
        return english if self.language == "en" else vietnamese

    def __getitem__(self, name: str) -> str:
        return self(*_labels()[name])

    def get(self, name: str) -> str:
        """The label of a name that may have none; then empty."""
        return self[name] if name in _labels() else ""

    def counted(self, number: int, what: str) -> str:
        """A number and what is counted, by the name of one; English adds an s."""
        if self.language == "en":
            return f"{number:,} {self[what]}{'' if number == 1 else 's'}"
        return f"{number:,} {self[what]}".replace(",", ".")

    def number(self, value: float, decimals: int) -> str:
        """A number with its decimals behind the language's own mark."""
        return f"{value:.{decimals}f}".replace(".", self(",", "."))

    def seconds(self, value: float) -> str:
        if value < 0.05:
            return self("dưới 0,1 giây", "under 0.1 s")
        return f"{self.number(value, 1)} {self('giây', 's')}"


@cache
def _labels() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


VIETNAMESE = Words("vi")
ENGLISH = Words("en")
