"""Finds the articles that may speak of a statement, and the statements of a draft."""

import re
from collections.abc import Iterator, Sequence

from meetingqa.checking.judging import judge
from meetingqa.domain import Article, Filters, Query, Verdict
from meetingqa.errors import ArticleNotFoundError
from meetingqa.facts import read_facts
from meetingqa.language.sentences import split_sentences
from meetingqa.language.text import normalize
from meetingqa.retrieval import Retriever
from meetingqa.storage.library import Library

PASSAGES = 16  # whose articles are looked at, when no source is named
_HEADING_WORDS = 14
_CELLS = re.compile(r"\s*\|\s*")  # a table's row: the unit of a figure often has its own cell
_BULLET = re.compile(r"\s*(?:[-–—•*+]\s+)?")


class Checker:
    """Checks statements against one store."""

    def __init__(
        self, retriever: Retriever, library: Library, provinces: Sequence[str] = ()
    ) -> None:
        self._retriever = retriever
        self._library = library
        self._provinces = provinces

    def check_draft(
        self, text: str, *, source: str | None = None, filters: Filters | None = None
    ) -> Iterator[Verdict]:
        """Each sentence of a draft with its place in it, held as `check` does; headings are left out."""
        for start, end in find_statements(text):
            verdict = self.check(text[start:end], source=source, filters=filters)
            yield verdict.model_copy(update={"start": start, "end": end})

    def check(
        self, statement: str, *, source: str | None = None, filters: Filters | None = None
    ) -> Verdict:
        """What the articles say of a statement; with `source`, what that article says.

        Raises ArticleNotFoundError for a source that the store does not hold.
        """
        text = normalize(_CELLS.sub(" ", statement))
        if source is not None:
            articles = [self._find_source(source)]
        else:
            query = Query(question=text, standalone=text, filters=filters or Filters())
            passages = self._retriever.retrieve(query, limit=PASSAGES)
            articles = list({p.article.article_id: p.article for p in passages}.values())
        verdict = judge(text, articles, self._provinces, named=source is not None)
        return verdict.model_copy(update={"statement": statement, "end": len(statement)})

    def _find_source(self, source: str) -> Article:
        listed = self._library.list_articles()
        tail = f"/{source.lstrip('/')}"
        exact = [
            a.article_id
            for a in listed
            if source in (a.source, a.article_id, a.url, a.external_id)
            or source in self._library.list_aliases(a.article_id)
        ]
        near = [a.article_id for a in listed if a.source.endswith(tail)]
        found = exact or near
        if len(found) != 1:
            raise ArticleNotFoundError(
                f"no one article has the source {source!r}",
                "`meetingqa articles list` shows the sources",
            )
        return self._library.get_article(found[0])


def find_statements(draft: str) -> list[tuple[int, int]]:
    """The sentences of a draft that say something: no headings, no blank or ruled lines."""
    found = []
    for sentence in split_sentences(draft):
        bullet = _BULLET.match(draft, sentence.start, sentence.end)
        start = bullet.end() if bullet else sentence.start
        text = draft[start : sentence.end]
        words = text.split()
        heading = text.startswith("#") or (
            text[-1:] not in '.!?…;”"'
            and len(words) < _HEADING_WORDS
            and not read_facts(text).quantities
        )
        if len(words) > 2 and not heading and re.search(r"[^\W\d_]", text):
            found.append((start, sentence.end))
    return found
