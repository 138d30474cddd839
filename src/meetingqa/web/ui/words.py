"""The language of a page: every label stands beside its English where it is used."""

from typing import Literal, NamedTuple

Language = Literal["vi", "en"]


class Words(NamedTuple):
    """Chooses between a Vietnamese and an English label: `words("Hỏi đáp", "Ask")`."""

    language: Language

    def __call__(self, vietnamese: str, english: str) -> str:
        """The label in this page's language."""
        return english if self.language == "en" else vietnamese

    def counted(self, number: int, vietnamese: str, english: str) -> str:
        """A number and what is counted; English adds an s."""
        if self.language == "en":
            return f"{number:,} {english}{'' if number == 1 else 's'}"
        return f"{number:,} {vietnamese}".replace(",", ".")

    def seconds(self, value: float) -> str:
        """A duration in seconds with one decimal."""
        shown = f"{value:.1f}"
        if shown == "0.0":
            return self("dưới 0,1 giây", "under 0.1 s")
        return f"{shown} s" if self.language == "en" else f"{shown.replace('.', ',')} giây"


VIETNAMESE = Words("vi")
ENGLISH = Words("en")
