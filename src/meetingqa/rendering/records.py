"""Values as the JSON that other programs read; docs/cli.md shows their forms."""

from collections.abc import Sequence
from typing import Any

from meetingqa.domain import (
    Answer,
    Article,
    Digest,
    ListedArticle,
    MeetingSummary,
    Passage,
    Point,
    Query,
    Verdict,
)
from meetingqa.rendering.shapes import (
    AnswerRecord,
    DigestRecord,
    SearchRecord,
    SummaryRecord,
    VerdictRecord,
)
from meetingqa.rendering.showing import name_meetings


def answer_record(answer: Answer) -> dict[str, Any]:
    """An answer, its citations and how it came about."""
    return AnswerRecord.model_validate(answer).model_dump(mode="json")


def summary_record(summary: MeetingSummary) -> dict[str, Any]:
    """A summary: every field, each entry with its quotes, and what no field represents."""
    return SummaryRecord.model_validate(summary).model_dump(mode="json")


def digest_record(digest: Digest) -> dict[str, Any]:
    """A digest; its articles without their texts."""
    meetings = name_meetings(digest)
    record = {
        **dict(digest),
        **{
            part: [
                {"heading": section.heading, "points": _point_records(section.points, meetings)}
                for section in getattr(digest, part)
            ]
            for part in ("sections", "omitted")
        },
        "duplicates": [{**dict(d.article), "others": d.others} for d in digest.duplicates],
        "uncovered": _point_records(digest.uncovered, meetings),
    }
    return DigestRecord.model_validate(record).model_dump(mode="json")


def search_record(query: Query, passages: Sequence[Passage], seconds: float) -> dict[str, Any]:
    """What was looked for and what was found; `seconds` is what it took."""
    record = {**dict(query), "passages": list(passages), "seconds": round(seconds, 4)}
    return SearchRecord.model_validate(record).model_dump(mode="json")


def verdict_record(verdict: Verdict, identity: str | int) -> dict[str, Any]:
    """A verdict under the id its statement was given; `start` and `end` are its place in the draft."""
    record = VerdictRecord.model_validate({**dict(verdict), "id": identity})
    return record.model_dump(mode="json")


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


def _point_records(points: Sequence[Point], meetings: dict[str, str]) -> list[dict[str, Any]]:
    """Points, each with what its meeting is called."""
    records = []
    for point in points:
        of = next((c.article.article_id for c in point.citations), "")
        records.append({**dict(point), "meeting": meetings.get(of)})
    return records
