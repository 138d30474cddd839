"""An article in, a `MeetingSummary` out: rules fill it at once, a language model cuts it shorter.

Summaries are kept on disk by article and rules, a model's also by prompts and model: a rerun is free.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from meetingqa.domain import Article, MeetingSummary, SummaryFields, Trace
from meetingqa.summarizing.coverage import find_uncovered
from meetingqa.summarizing.drafting import Drafting, SummaryDrafter
from meetingqa.summarizing.extractive import write_fields
from meetingqa.summarizing.saved import (
    load_summary,
    rules_fingerprint,
    save_summary,
    summary_key,
)

WriterName = Literal["auto", "llm", "extractive"]


class Summarizer:
    """Summarizes articles. One synchronous path; `summarize` is the last of `stream`."""

    def __init__(
        self, drafter: SummaryDrafter | None = None, saved_dir: Path | None = None
    ) -> None:
        self._drafter = drafter
        self._saved_dir = saved_dir

    def summarize(self, article: Article, writer: WriterName = "auto") -> MeetingSummary:
        """The full summary of an article."""
        *_, last = self.stream(article, writer)
        return last

    def stream(self, article: Article, writer: WriterName = "auto") -> Iterator[MeetingSummary]:
        """The summary by rules at once, then, with a model, ever fuller ones.

        A model that fails or says nothing provable leaves what was proven; why stands in
        `trace.dropped` with an empty text.
        """
        begun = time.perf_counter()
        drafter = None if writer == "extractive" else self._drafter
        key = summary_key(article, drafter.fingerprint if drafter else rules_fingerprint())
        if self._saved_dir and (kept := load_summary(self._saved_dir, key, article)):
            yield kept
            return
        fields = write_fields(article)
        drafted = time.perf_counter() - begun
        trace = Trace(writer="extractive", seconds=_spent(begun, drafted))
        summary = _assemble(article, fields, trace)
        yield summary
        if drafter is None:
            if self._saved_dir:
                save_summary(self._saved_dir, key, summary)
            return
        last: Drafting | None = None
        for last in drafter.draft(fields):
            trace = Trace(
                writer="llm" if last.worded else "extractive",
                model=last.model,
                prompts=drafter.prompts,
                seconds=_spent(begun, last.draft_s, last.verify_s),
                input_tokens=last.input_tokens,
                output_tokens=last.output_tokens,
                dropped=last.dropped,
            )
            summary = _assemble(article, last.fields, trace)
            yield summary
        if last and last.complete and self._saved_dir:
            save_summary(self._saved_dir, key, summary)


def _assemble(article: Article, fields: SummaryFields, trace: Trace) -> MeetingSummary:
    return MeetingSummary(
        article=article, fields=fields, uncovered=find_uncovered(article, fields), trace=trace
    )


def _spent(begun: float, draft_s: float, verify_s: float = 0.0) -> dict[str, float]:
    total = time.perf_counter() - begun
    return {
        "draft": round(draft_s, 4),
        "verify": round(verify_s, 4),
        "total": round(total, 4),
    }
