"""Passages, answers and summaries of the product as the records of a run."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from meetingqa.domain import Answer, Citation, MeetingSummary, Passage
from meetingqa.evaluation.archives import Archive
from meetingqa.evaluation.records import Case, Cited, Found, Prediction, Said
from meetingqa.summarizing import entries_of


def found_passages(passages: Sequence[Passage], archive: Archive) -> tuple[Found, ...]:
    """Passages as they are recorded, best first."""
    return tuple(
        Found(
            doc=archive.names[passage.article.article_id],
            start=passage.chunk.start,
            end=passage.chunk.end,
            text=passage.chunk.text,
            score=round(passage.score, 6),
        )
        for passage in passages
    )


def found_only(case: Case, system: str, found: tuple[Found, ...], seconds: float) -> Prediction:
    """What a search found, and how long it took."""
    spent = {"retrieve": seconds, "total": seconds}
    return Prediction(id=case.id, system=system, retrieved=found, seconds=spent)


def quote_passages(found: Sequence[Found]) -> tuple[Cited, ...]:
    """Passages as citations, marked from 1."""
    return tuple(
        Cited(marker=number, doc=p.doc, quote=p.text, start=p.start, end=p.end)
        for number, p in enumerate(found, start=1)
    )


def answer_prediction(
    case: Case, system: str, answer: Answer, archive: Archive, saved_s: float = 0.0
) -> Prediction:
    """An answer as it is recorded; `saved_s` is what cached model outputs took when made."""
    seconds = dict(answer.trace.seconds)
    for step in ("draft", "total"):
        seconds[step] = seconds.get(step, 0.0) + saved_s
    return Prediction(
        id=case.id,
        system=system,
        status=answer.status,
        text=answer.text,
        statements=tuple(Said(text=s.text, citations=s.citations) for s in answer.statements),
        citations=_cited(answer.citations, archive),
        confidence=answer.trace.confidence,
        signals=answer.trace.signals,
        seconds=seconds,
        input_tokens=answer.trace.input_tokens,
        output_tokens=answer.trace.output_tokens,
        writer=answer.trace.writer,
        dropped=tuple(item.model_dump() for item in answer.trace.dropped),
    )


def summary_prediction(
    case: Case, system: str, summary: MeetingSummary, archive: Archive, seconds: float
) -> Prediction:
    """A summary as it is recorded: the contract's fields, and every point as a statement."""
    points = list(entries_of(summary.fields))
    markers = {c.marker: c for point in points for c in point.citations}
    return Prediction(
        id=case.id,
        system=system,
        text="\n".join(point.text for point in points),
        statements=tuple(
            Said(text=p.text, citations=tuple(c.marker for c in p.citations)) for p in points
        ),
        citations=_cited(markers.values(), archive),
        fields=_plain(summary.fields.model_dump(mode="json")),
        uncovered=tuple(item.model_dump(mode="json") for item in summary.uncovered),
        seconds={"total": seconds},
        input_tokens=summary.trace.input_tokens,
        output_tokens=summary.trace.output_tokens,
        writer=summary.trace.writer,
    )


def _cited(citations: Iterable[Citation], archive: Archive) -> tuple[Cited, ...]:
    return tuple(
        Cited(
            marker=c.marker,
            doc=archive.names[c.article.article_id],
            quote=c.quote,
            start=c.start,
            end=c.end,
        )
        for c in citations
    )


def _plain(value: Any) -> Any:
    """The fields with each citation's article by its id alone."""
    if isinstance(value, Mapping):
        return {
            ("article_id" if k == "article" else k): (
                v["article_id"] if k == "article" else _plain(v)
            )
            for k, v in value.items()
        }
    return [_plain(item) for item in value] if isinstance(value, list) else value
