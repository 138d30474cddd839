"""What a digest on a topic takes in: the articles that speak of it, and what they say of it."""

from collections.abc import Sequence

from meetingqa.domain import Article, MeetingSummary, Passage, Point
from meetingqa.facts.binding import COMMON
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import fold, has_diacritics, syllables

MIN_IN_PASSAGE = 0.75  # of a topic's words that a found passage holds
MIN_IN_POINT = 0.6  # of them that an entry or its quotes hold
_LISTS = (
    "agenda", "results", "figures", "shortcomings", "conclusions", "tasks", "decisions", "personnel",
    "awards",
)  # fmt: skip


class Topic:
    """A topic as words; compared without diacritics when it was typed without."""

    def __init__(self, text: str) -> None:
        self._accented = has_diacritics(text)
        self._words = self._read(text) - COMMON or self._read(text)

    def select(self, passages: Sequence[Passage]) -> list[Article]:
        """The articles of the passages that speak of the topic, in their order."""
        found = [p.article for p in passages if self.share(p.chunk.text) >= MIN_IN_PASSAGE]
        return list({article.article_id: article for article in found}.values())

    def narrow(self, summary: MeetingSummary) -> MeetingSummary:
        """The summary with only the entries, and sentences left out, that speak of the topic."""
        kept = {
            name: tuple(p for p in getattr(summary.fields, name) if self._speaks(p))
            for name in _LISTS
        }
        left = tuple(u for u in summary.uncovered if self.share(u.text) >= MIN_IN_POINT)
        fields = summary.fields.model_copy(update=kept)
        return summary.model_copy(update={"fields": fields, "uncovered": left})

    def share(self, text: str) -> float:
        """Share (0 to 1) of the topic's words that a text holds."""
        return len(self._words & self._read(text)) / max(1, len(self._words))

    def _speaks(self, point: Point) -> bool:
        quotes = " ".join(citation.quote for citation in point.citations)
        return self.share(f"{point.text} {quotes}") >= MIN_IN_POINT

    def _read(self, text: str) -> frozenset[str]:
        words = syllables(expand(text))
        return frozenset(words if self._accented else map(fold, words))
