"""What is evaluated: meetingqa itself, and what users would compare it with, each over one archive."""

import time
from typing import Any, Protocol

from meetingqa.answering.answerer import WriterName
from meetingqa.assistant import Assistant
from meetingqa.domain import SearchMode
from meetingqa.errors import EvaluationError
from meetingqa.evaluation.archives import Archive
from meetingqa.evaluation.caching import CachedModel
from meetingqa.evaluation.metrics.refusals import reads_as_refusal
from meetingqa.evaluation.predictions import (
    answer_prediction,
    found_only,
    found_passages,
    quote_passages,
    summary_prediction,
)
from meetingqa.evaluation.records import Case, Found, Prediction, Said
from meetingqa.models.encoders import Embedder
from meetingqa.prompts import load_prompt

FOUND = 10  # passages recorded for a case
FREE_TOKENS = 256  # of an answer in free text at most


class System(Protocol):
    """Answers cases over one archive. Errors it raises are recorded for the case."""

    def predict(self, case: Case) -> Prediction:
        """What the system makes of a case, by the case's task."""
        ...

    def close(self) -> None:
        """Free what it holds."""
        ...


class MeetingQA:
    """The product, through `Assistant`, as a user would ask it."""

    label = "meetingqa"

    def __init__(
        self,
        archive: Archive,
        embedder: Embedder,
        model: CachedModel | None,
        writer: WriterName,
        threshold: float | None = None,
    ) -> None:
        self.archive = archive
        self.assistant = Assistant(archive.settings)
        self.assistant.embedder = embedder
        self.assistant.language_model = model
        self._model = model
        self._writer = writer
        if threshold is not None:
            store = self.assistant.store()
            calibration = store.manifest.calibration | {"answer_threshold": threshold}
            store.manifest = store.manifest.model_copy(update={"calibration": calibration})

    def predict(self, case: Case) -> Prediction:
        if case.task == "summary":
            return self._summarize(case)
        found, spent = _search(self.assistant, case, self.archive, "hybrid")
        if case.task == "retrieval":
            return found_only(case, self.label, found, spent)
        saved = self._saved_s()
        answer = self.assistant.ask(case.question, history=case.turns, writer=self._writer)
        saved = self._saved_s() - saved
        prediction = answer_prediction(case, self.label, answer, self.archive, saved)
        return prediction.model_copy(update={"retrieved": found})

    def close(self) -> None:
        self.assistant.close()

    def _saved_s(self) -> float:
        return self._model.saved_s if self._model else 0.0

    def _summarize(self, case: Case) -> Prediction:
        wanted = set(case.gold.docs)
        ids = [i for i, doc in self.archive.names.items() if doc in wanted]
        if not ids:
            raise EvaluationError(
                f"case {case.id!r} names no article of its corpus", "see its gold.docs"
            )
        saved = self._saved_s()
        began = time.perf_counter()
        summary = self.assistant.summarize(ids[0], writer=self._writer)
        saved = self._saved_s() - saved
        seconds = time.perf_counter() - began + saved
        return summary_prediction(case, self.label, summary, self.archive, seconds)


class KeywordBaseline:
    """The best passage by words alone, given as the answer; it never refuses."""

    label = "bm25"

    def __init__(self, archive: Archive, embedder: Embedder) -> None:
        self.archive = archive
        self.assistant = Assistant(archive.settings)
        self.assistant.embedder = embedder

    def predict(self, case: Case) -> Prediction:
        found, spent = _search(self.assistant, case, self.archive, "keyword")
        prediction = found_only(case, self.label, found, spent)
        if case.task == "retrieval":
            return prediction
        best = found[:1]
        answer = {
            "status": "answered" if best else "not_found",
            "text": best[0].text if best else "",
            "statements": tuple(Said(text=p.text, citations=(1,)) for p in best),
            "citations": quote_passages(best),
            "confidence": best[0].score if best else 0.0,
            "writer": "passage",
        }
        return prediction.model_copy(update=answer)

    def close(self) -> None:
        self.assistant.close()


def _search(
    assistant: Assistant, case: Case, archive: Archive, mode: SearchMode
) -> tuple[tuple[Found, ...], float]:
    """What the product finds for a case, and in how many seconds."""
    began = time.perf_counter()
    _, passages = assistant.search(case.question, limit=FOUND, mode=mode)
    spent = time.perf_counter() - began
    return found_passages(passages, archive), spent


class ClosedBook:
    """The language model alone, without any article: what it knows or makes up."""

    label = "closed-book"

    def __init__(self, model: CachedModel) -> None:
        self._model = model
        self._prompt = load_prompt("evaluation/closed_book", {"question"})

    def predict(self, case: Case) -> Prediction:
        written = write_freely(self._model, self._prompt.fill(question=case.question))
        return Prediction(id=case.id, system=self.label, **written)

    def close(self) -> None:
        """Nothing is held."""


def write_freely(model: CachedModel, prompt: str) -> dict[str, Any]:
    """What a Prediction holds of a free text: text, status, tokens, seconds. Raises ModelError."""
    saved, began = model.saved_s, time.perf_counter()
    done = model.write([("user", prompt)], max_tokens=FREE_TOKENS)
    seconds = time.perf_counter() - began + model.saved_s - saved
    text = done.text.strip()
    return {
        "status": "not_found" if not text or reads_as_refusal(text) else "answered",
        "text": text,
        "statements": (Said(text=text),) if text else (),
        "seconds": {"draft": seconds, "total": seconds},
        "input_tokens": done.input_tokens,
        "output_tokens": done.output_tokens,
        "writer": "llm",
    }
