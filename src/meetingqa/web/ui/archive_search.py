"""What the archive's search box finds: articles by title, passages by their words, else the nearest ones."""

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from meetingqa.domain import Filters, ListedArticle, Passage
from meetingqa.language.text import fold, has_diacritics, unify_tone_marks
from meetingqa.questions.words import FOLDED_FRAME, FRAME
from meetingqa.rendering.showing import show_text
from meetingqa.web.people import Person
from meetingqa.web.service import Service

_LOOKED_AT = 50  # passages, among which those with every word are
_NEAREST = 10
_OF_ONE_ARTICLE = 3
_EXCERPT = 260  # characters
_BEFORE = 60  # of them before the first word that is lit
_WORD = re.compile(r"\w+(?:[.,/-]\w+)*")


class Found(NamedTuple):
    """An article, and its passages that were found."""

    article: ListedArticle
    passages: Sequence[Passage] = ()


class Typed:
    """What was typed, as it is looked for: in any case, without tone marks where it has none."""

    def __init__(self, text: str) -> None:
        self._plain = _keep_marks if has_diacritics(text) else fold
        frame = FRAME if has_diacritics(text) else FOLDED_FRAME
        self._all = set(_WORD.findall(self._plain(text)))
        self.words = self._all - frame or self._all  # those that say something
        self._in_title = fold(text).split()

    def is_title(self, title: str) -> bool:
        """Whether a title holds everything that was typed, with or without tone marks."""
        folded = fold(title)
        return all(part in folded for part in self._in_title)

    def holds(self, passage: Passage) -> bool:
        """Whether a passage holds every word that says something; the title and province may help."""
        article = passage.article
        own = set(_WORD.findall(self._plain(passage.chunk.text)))
        context = set(_WORD.findall(self._plain(f"{article.title} {article.province or ''}")))
        return any(w in own for w in self.words) and all(w in own | context for w in self.words)

    def light(self, passage: Passage) -> tuple[str, int, int]:
        """The stretch of a passage with most of the words: as HTML with them marked, and where it stands
        in the article."""
        text, offset = show_text(passage.chunk.text), passage.chunk.start
        spans = self._spans(text)
        start, end = _stretch(text, spans)
        html, at = "…&nbsp;" if start else "", start
        for first, last in spans:
            if start <= first and last <= end:
                html += f"{escape(text[at:first])}<mark>{escape(text[first:last])}</mark>"
                at = last
        html += f"{escape(text[at:end])}{'&nbsp;…' if end < len(text) else ''}"
        return html, offset + start, offset + end

    def _spans(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand, neighbours in one; alone only those that are nowhere beside another: for
        "đầu tư" the "đầu" of "dẫn đầu" is not lit."""
        runs: list[tuple[int, int, set[str]]] = []
        for found in _WORD.finditer(self._plain(text)):
            if found.group() not in self._all:
                continue
            if runs and text[runs[-1][1] : found.start()].isspace():
                start, _, words = runs.pop()
                runs.append((start, found.end(), words | {found.group()}))
            else:
                runs.append((*found.span(), {found.group()}))
        beside = {word for *_, words in runs if len(words) > 1 for word in words}
        return [
            (start, end)
            for start, end, words in runs
            if words & self.words and (len(words) > 1 or not words & beside)
        ]


def find_articles(
    service: Service, person: Person, text: str, filters: Filters
) -> tuple[list[Found], bool]:
    """Articles for what was typed, and whether they only come near it.

    First those whose title holds it, then those with a passage that does, best first. Where there are
    none, the passages that a search finds nearest. Raises Forbidden.
    """
    listed = {article.article_id: article for article in service.articles(filters)}
    typed = Typed(text)
    if not listed or not typed.words:
        return [Found(article) for article in listed.values()], False
    _, passages = service.search(person, text, filters, _LOOKED_AT)
    holding = [passage for passage in passages if typed.holds(passage)]
    of: dict[str, list[Passage]] = {
        article_id: [] for article_id, article in listed.items() if typed.is_title(article.title)
    }
    near = not of and not holding
    for passage in passages[:_NEAREST] if near else holding:
        of.setdefault(passage.article.article_id, []).append(passage)
    found = [
        Found(listed[article_id], of_it[:_OF_ONE_ARTICLE])
        for article_id, of_it in of.items()
        if article_id in listed
    ]
    return found, near


def _keep_marks(text: str) -> str:
    return unify_tone_marks(text).lower()


def _stretch(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The part of a text that is shown: with most of what is lit, cut between words."""

    def lit(start: int) -> int:
        return sum(last - first for first, last in spans if start <= first < start + _EXCERPT)

    start = max((max(0, first - _BEFORE) for first, _ in spans), key=lit, default=0)
    if start:
        start = text.find(" ", start) + 1
    end = start + _EXCERPT
    space = text.rfind(" ", start, end) if end < len(text) else len(text)
    return start, space if space > start else end
