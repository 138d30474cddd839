"""Values as the JSON that other programs read; docs/cli.md shows their forms."""

from collections.abc import Sequence
from typing import Any

from meetingqa.domain import (
    Answer,
    Article,
    Citation,
    Digest,
    DuplicateReport,
    ListedArticle,
    MeetingSummary,
    Passage,
    Point,
    Query,
    SummaryFields,
)
from meetingqa.rendering.shapes import DigestRecord, QuoteRecord, SourceRecord, SummaryRecord
from meetingqa.rendering.showing import name_meetings


def answer_record(answer: Answer) -> dict[str, Any]:
    """An answer, its citations and how it came about."""
    return {
        "question": answer.question,
        "standalone": answer.standalone,
        "status": answer.status,
        "text": answer.text,
        "statements": [statement.model_dump(mode="json") for statement in answer.statements],
        "citations": [
            {"marker": c.marker, **cited_record(c), "url": c.article.url} for c in answer.citations
        ],
        "missing": answer.missing,
        "nearest": [nearest.model_dump(mode="json") for nearest in answer.nearest],
        "trace": answer.trace.model_dump(mode="json"),
    }


def summary_record(summary: MeetingSummary) -> dict[str, Any]:
    """A summary: every field, each entry with its quotes, and what no field represents."""
    record = {
        "article_id": summary.article.article_id,
        "title": summary.article.title,
        "fields": _fields_record(summary.fields),
        "uncovered": summary.uncovered,
        "trace": summary.trace,
    }
    return SummaryRecord.model_validate(record).model_dump(mode="json")


def digest_record(digest: Digest) -> dict[str, Any]:
    """A digest; its articles without their texts."""
    meetings = name_meetings(digest)
    record = {
        "scope": digest.scope,
        "articles": [_source_record(article) for article in digest.articles],
        "sections": [
            {
                "heading": section.heading,
                "points": [
                    _entry_record(p) | {"meeting": meetings.get(_article_id(p))}
                    for p in section.points
                ],
            }
            for section in digest.sections
        ],
        "figures": [_entry_record(figure) for figure in digest.figures],
        "conflicts": [
            {
                "what": conflict.what,
                "values": [
                    {"value": item.value, "citation": _quote_record(item.citation)}
                    for item in conflict.values
                ],
            }
            for conflict in digest.conflicts
        ],
        "duplicates": [_duplicate_record(report) for report in digest.duplicates],
        "follow_ups": [
            {"task": _entry_record(f.task), "later": [_entry_record(p) for p in f.later]}
            for f in digest.follow_ups
        ],
        "trace": digest.trace,
    }
    return DigestRecord.model_validate(record).model_dump(mode="json")


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


def _fields_record(fields: SummaryFields) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name in SummaryFields.model_fields:
        value: Point | tuple[Point, ...] | None = getattr(fields, name)
        if isinstance(value, tuple):
            record[name] = [_entry_record(point) for point in value]
        else:
            record[name] = value and _entry_record(value)
    return record


def _entry_record(point: Point) -> dict[str, Any]:
    """A point with all that its kind has; the shape it goes into takes what it wants."""
    known = {name: getattr(point, name) for name in type(point).model_fields}
    return {**known, "citations": [_quote_record(citation) for citation in point.citations]}


def _article_id(point: Point) -> str:
    return next((c.article.article_id for c in point.citations), "")


def _quote_record(citation: Citation) -> QuoteRecord:
    return QuoteRecord(
        article_id=citation.article.article_id,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
    )


def _source_record(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in SourceRecord.model_fields}


def _duplicate_record(report: DuplicateReport) -> dict[str, Any]:
    others = [_source_record(article) for article in report.others]
    return {**_source_record(report.article), "others": others}


def cited_record(citation: Citation) -> dict[str, Any]:
    """What is quoted, and where it stands in which article."""
    return {
        "article_id": citation.article.article_id,
        "source": citation.article.source,
        "title": citation.article.title,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
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
