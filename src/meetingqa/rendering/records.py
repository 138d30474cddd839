"""Values as the JSON that other programs read; docs/cli.md shows their forms."""

from collections.abc import Sequence
from typing import Any

from meetingqa.domain import Answer, Article, Citation, ListedArticle, Passage, Query


def answer_record(answer: Answer) -> dict[str, Any]:
    """An answer, its citations and how it came about."""
    return {
        "question": answer.question,
        "standalone": answer.standalone,
        "status": answer.status,
        "text": answer.text,
        "statements": [statement.model_dump(mode="json") for statement in answer.statements],
        "citations": [_citation_record(citation) for citation in answer.citations],
        "missing": answer.missing,
        "nearest": [nearest.model_dump(mode="json") for nearest in answer.nearest],
        "trace": answer.trace.model_dump(mode="json"),
    }


def search_record(query: Query, passages: Sequence[Passage], seconds: float) -> dict[str, Any]:
    """What was looked for and what was found; `seconds` is what it took."""
    return {
        "question": query.question,
        "standalone": query.standalone,
        "filters": query.filters.model_dump(mode="json"),
        "passages": [_passage_record(passage) for passage in passages],
        "seconds": round(seconds, 4),
    }


def article_record(article: Article, chunks: int) -> dict[str, Any]:
    """An article as `articles list` gives it, and its canonical text."""
    known = {
        name: getattr(article, name) for name in ListedArticle.model_fields if name != "chunks"
    }
    listed = ListedArticle(**known, chunks=chunks)
    return {**listed.model_dump(mode="json"), "text": article.text}


def export_record(article: Article, chunks: int) -> dict[str, Any]:
    """An article as a line that ingestion takes again: `id` is the id its source gave."""
    return {"id": article.external_id, **article_record(article, chunks)}


def _citation_record(citation: Citation) -> dict[str, Any]:
    return {
        "marker": citation.marker,
        "article_id": citation.article.article_id,
        "source": citation.article.source,
        "title": citation.article.title,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "url": citation.article.url,
    }


def _passage_record(passage: Passage) -> dict[str, Any]:
    return {
        "rank": passage.rank,
        "article_id": passage.article.article_id,
        "source": passage.article.source,
        "title": passage.article.title,
        "start": passage.chunk.start,
        "end": passage.chunk.end,
        "text": passage.chunk.text,
        "score": passage.score,
        "signals": passage.signals,
    }
