"""A question in, an answer out: every shown sentence proven, or `not_found` with what came nearest.

The evidence is found first and the extractive writer answers at once; a language model, when there is
one, drafts a better wording, which is shown only when it is proven and stays as close to the question.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Literal

from meetingqa.answering.evidence import gather_evidence
from meetingqa.answering.redrafting import Part, Redrafter
from meetingqa.answering.refusals import ASIDES, is_foreign, say_refusal
from meetingqa.answering.selection import nearest_articles, select
from meetingqa.answering.verification import verify
from meetingqa.answering.writers import ExtractiveWriter
from meetingqa.calibration import Calibration, Sureness
from meetingqa.clock import Clock
from meetingqa.domain import (
    Answer,
    Article,
    Citation,
    Draft,
    EarlierTurn,
    Evidence,
    Filters,
    Query,
    Statement,
    Trace,
)
from meetingqa.language.restoring import restore_marks
from meetingqa.language.tables import read_row
from meetingqa.language.text import syllables
from meetingqa.models.rerankers import Reranker
from meetingqa.questions.asides import read_aside
from meetingqa.questions.comparisons import split_question
from meetingqa.questions.understanding import build_query
from meetingqa.retrieval import Retriever

WriterName = Literal["auto", "llm", "extractive"]
PASSAGES = 24


class Answerer:
    """Answers questions over one store. One synchronous path; `answer` is the last of `stream`."""

    def __init__(
        self,
        retriever: Retriever,
        *,
        count_tokens: Callable[[str], int],
        provinces: Callable[[], Sequence[str]],
        redrafter: Redrafter | None = None,
        calibration: Calibration,
        reranker: Reranker | None = None,
        evidence_max: int = 8,
        evidence_max_tokens: int = 700,
    ) -> None:
        self._retriever = retriever
        self._count_tokens = count_tokens
        self._provinces = provinces
        self._redrafter = redrafter
        self._extractive = ExtractiveWriter()
        self._calibration = calibration
        self._reranker = reranker
        self._evidence_max = evidence_max
        self._evidence_max_tokens = evidence_max_tokens

    def answer(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        history: Sequence[str | EarlierTurn] = (),
        writer: WriterName = "auto",
    ) -> Answer:
        """The full answer to a question; `history` holds the questions asked before it, with their
        answers where the caller has them."""
        *_, last = self.stream(question, filters=filters, history=history, writer=writer)
        return last

    def stream(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        history: Sequence[str | EarlierTurn] = (),
        writer: WriterName = "auto",
    ) -> Iterator[Answer]:
        """The extractive answer at once; with a model, again after each part that it has worded."""
        clock = Clock()
        if aside := read_aside(question):
            trace = Trace(writer="extractive", seconds=clock.seconds())
            yield Answer(
                question=question,
                standalone=question,
                status="not_found",
                text=ASIDES[aside],
                trace=trace,
            )
            return
        queries = self._understand(question, filters, history, clock)
        parts = [self._find(query, clock) for query in queries]
        answer = self._assemble(question, queries, parts, clock, "extractive", None)
        yield answer
        if self._redrafter is None or writer == "extractive":
            return
        drafts: list[Draft] = []
        for number, part in enumerate(parts):
            parts[number], own = self._redrafter.redraft(part, self._sureness(part.query), clock)
            drafts += own
            yield self._assemble(question, queries, parts, clock, "llm", drafts)

    def _understand(
        self,
        question: str,
        filters: Filters | None,
        history: Sequence[str | EarlierTurn],
        clock: Clock,
    ) -> list[Query]:
        with clock("understand"):
            provinces = self._provinces()
            recall = partial(self.answer, filters=filters, writer="extractive")
            query = build_query(
                question, filters=filters, history=history, provinces=provinces, recall=recall
            )
        if not (query.asked.accented or is_foreign(question)):
            with clock("retrieve"):
                found = self._retriever.retrieve(query, limit=PASSAGES, mode="keyword")
            with clock("understand"):
                texts = [f"{p.article.title}\n{p.chunk.text}" for p in found]
                restored = restore_marks(query.standalone, texts)
                query = build_query(restored, filters=filters, provinces=provinces)
                query = query.model_copy(update={"question": question})
        with clock("understand"):
            provinces = tuple(dict.fromkeys((*provinces, *query.asked.provinces)))
            first, *others = split_question(query.standalone, provinces)
            if not others:
                return [query]
            own = build_query(first, filters=query.filters, provinces=provinces)
            own = own.model_copy(update={"question": query.question})
            return [own, *(self._other_part(part, query, provinces) for part in others)]

    def _other_part(self, half: str, whole: Query, provinces: Sequence[str]) -> Query:
        """Another part of a comparison. It keeps the one province of the whole question, unless it
        says by date, ordinal or leader which meeting it means."""
        query = build_query(half, filters=whole.filters, provinces=provinces)
        asked = query.asked
        located = asked.dates or asked.ordinals or asked.mentioned or asked.people
        if not asked.provinces and not located and len(whole.asked.provinces) == 1:
            asked = asked.model_copy(update={"provinces": whole.asked.provinces})
            query = query.model_copy(
                update={"standalone": f"{query.standalone} ({asked.provinces[0]})"}
            )
        return query.model_copy(update={"question": whole.question, "asked": asked})

    def _find(self, query: Query, clock: Clock) -> Part:
        with clock("retrieve"):
            passages = self._retriever.retrieve_meant(query, limit=PASSAGES)
            evidence = gather_evidence(
                query,
                passages,
                self._count_tokens,
                limit=self._evidence_max,
                max_tokens=self._evidence_max_tokens,
                reread=partial(self._reread, query) if self._reranker else None,
            )
        with clock("draft"):
            draft = self._extractive.draft(query, evidence)
        with clock("verify"):
            verified = verify(draft, evidence, query)
            selected = select(verified, evidence, query, self._sureness(query))
        return Part(query, passages, evidence, selected)

    def _reread(self, query: Query, sentences: Sequence[tuple[Article, str]]) -> list[float]:
        """Log-odds that what would be said of each sentence answers the question."""
        assert self._reranker
        say = self._extractive.statement
        said = [(a, say(query.asked, read_row(a.text, text))) for a, text in sentences]
        return self._reranker.score(query.standalone, said)

    def _sureness(self, query: Query) -> Sureness:
        def nearness(item: Evidence) -> float:
            if self._reranker:
                return self._reread(query, [(item.article, item.text)])[0]
            return self._retriever.similarity(query, item.text)

        return Sureness(self._calibration, nearness)

    def _assemble(
        self,
        question: str,
        queries: Sequence[Query],
        parts: Sequence[Part],
        clock: Clock,
        writer: str,
        drafts: Sequence[Draft] | None,
    ) -> Answer:
        statements: list[Statement] = []
        citations: dict[tuple[str, int, int], Citation] = {}
        for part in parts:
            own = {citation.marker: citation for citation in part.selected.citations}
            for statement in part.selected.statements:
                if any(said.text == statement.text for said in statements):
                    continue  # it answers both parts
                markers = []
                for marker in statement.citations:
                    cited = own[marker]
                    place = (cited.article.article_id, cited.start, cited.end)
                    if place not in citations:
                        citations[place] = cited.model_copy(update={"marker": len(citations) + 1})
                    markers.append(citations[place].marker)
                statements.append(Statement(text=statement.text, citations=tuple(markers)))
        answered = [part for part in parts if part.selected.statements]
        missing = [part.query.standalone for part in parts if not part.selected.statements]
        status = "not_found" if not answered else "partial" if missing else "answered"
        found = [(part.query, part.passages) for part in parts]
        text = "\n".join(
            s.text + " " + "".join(f"[{marker}]" for marker in s.citations) for s in statements
        )
        return Answer(
            question=question,
            standalone="; ".join(query.standalone for query in queries),
            status=status,
            text=text or say_refusal(found, self._provinces()),
            statements=tuple(statements),
            citations=tuple(citations.values()),
            missing="; ".join(missing) or None,
            nearest=() if answered or not syllables(question) else nearest_articles(found),
            trace=Trace(
                writer=writer if any(p.selected.by_model for p in parts) else "extractive",
                model=drafts[-1].model if drafts else None,
                prompts=self._redrafter.fingerprints if drafts and self._redrafter else {},
                seconds=clock.seconds(),
                input_tokens=sum(draft.input_tokens for draft in drafts or ()),
                output_tokens=sum(draft.output_tokens for draft in drafts or ()),
                **min((part.selected for part in parts), key=lambda s: s.confidence).sureness,
                dropped=tuple(d for part in parts for d in part.selected.dropped),
            ),
        )
