"""What one serving process does for many people at once; page, REST and MCP all go through it."""

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from typing import Self

from meetingqa.answering.answerer import WriterName
from meetingqa.assistant import Assistant
from meetingqa.domain import (
    Answer,
    Digest,
    EarlierTurn,
    Filters,
    MeetingSummary,
    Passage,
    Query,
    SearchMode,
    Verdict,
)
from meetingqa.settings import Settings
from meetingqa.web.archive import Archive
from meetingqa.web.editing import Edits
from meetingqa.web.events import AskEvent, Done, Drafted, Proven, Waiting
from meetingqa.web.history import History
from meetingqa.web.jobs import Jobs
from meetingqa.web.leaving import watch_drafting
from meetingqa.web.logs import log_answer
from meetingqa.web.people import Person

_log = logging.getLogger(__name__)


class Service(Archive):
    """The one object of a serving process. Thread-safe; a context manager.

    One thread at a time uses the store; the language model is called outside of that, one by one.
    """

    def __init__(self, settings: Settings, assistant: Assistant | None = None) -> None:
        super().__init__(settings, assistant)
        self.history = History(self._database)
        self.jobs = Jobs()
        self.warm = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def prepare(self) -> None:
        """Load the encoder and open the store, so that the first question is as fast as others."""
        with self._store_use:
            self.assistant.counter.count("một")
            self.assistant.embedder.embed_query("một")
            if self.assistant.reranker:
                self.assistant.reranker.load()
        self._count_store()
        self.warm = True

    def ask(
        self,
        person: Person,
        question: str,
        filters: Filters | None = None,
        history: Sequence[str | EarlierTurn] = (),
        writer: WriterName = "auto",
        *,
        conversation_id: str | None = None,
        keep: bool = True,
    ) -> Generator[AskEvent, None, None]:
        """Answer a question: `Drafted` at once, `Waiting` while others have the model, `Writing` while
        it drafts (some times a second), `Proven` after each of its statements that is, `Done`.

        A model that fails leaves the extractive answer, and says so in `trace.dropped`. With `keep`
        the answer goes into the person's history, to `conversation_id` or a new conversation;
        `history` is by default what was asked there before. Closing the iterator gives up waiting,
        and stops the model.
        Raises Forbidden, ServiceClosing, IndexMissing, ConversationNotFoundError.
        """
        person.require("ask")
        if conversation_id is not None:
            before = self.history.earlier(person, conversation_id)
            history = history or before
        return self._answer(person, question, filters, history, writer, conversation_id, keep)

    def _answer(
        self,
        person: Person,
        question: str,
        filters: Filters | None,
        history: Sequence[str | EarlierTurn],
        writer: WriterName,
        conversation_id: str | None,
        keep: bool,
    ) -> Generator[AskEvent, None, None]:
        with self.running.one():
            with self._store_use:
                stream = self.assistant.stream(
                    question, filters=filters, history=history, writer=writer
                )
                answer = next(stream)
            yield Drafted(answer=answer)
            # What is left of the stream needs the model, and nothing of the store.
            if self._needs_model(writer):
                with self.model_queue.place() as positions:
                    for position in positions:
                        yield Waiting(position=position)
                    yield Waiting(position=0)
                    fuller = False
                    with closing(watch_drafting(stream)) as steps:
                        for step in steps:
                            if isinstance(step, Answer):
                                answer, fuller = step, step.trace.writer == "llm"
                                continue
                            if fuller:  # and the model writes on: `Done` would tell the last
                                yield Proven(answer=answer)
                                fuller = False
                            yield step
            self.metrics.count_answer(answer)
            log_answer(answer, with_question=self.settings.log_questions)
            self.accounts.audit(person, "ask", answer.status)
            kept = self.history.append(person, answer, conversation_id) if keep else (None, None)
            yield Done(answer=answer, conversation_id=kept[0], turn_id=kept[1])

    def search(
        self,
        person: Person,
        question: str,
        filters: Filters | None = None,
        limit: int = 10,
        mode: SearchMode = "hybrid",
    ) -> tuple[Query, list[Passage]]:
        """The question as understood, and the best passages for it. Raises Forbidden."""
        person.require("ask")
        with self._store_use:
            return self.assistant.search(question, filters=filters, limit=limit, mode=mode)

    def check_draft(
        self, person: Person, text: str, filters: Filters | None = None, source: str | None = None
    ) -> Iterator[Verdict]:
        """What the articles say of each sentence of a draft; with `source`, what that one says.

        Raises Forbidden, ArticleNotFoundError.
        """
        person.require("ask")
        with self._store_use:
            verdicts = self.assistant.checker().check_draft(text, source=source, filters=filters)
        while True:  # the store is free for others between two sentences
            with self._store_use:
                verdict = next(verdicts, None)
            if verdict is None:
                return
            yield verdict

    def summarize(
        self,
        person: Person,
        article_id: str,
        writer: WriterName = "auto",
        check: Callable[[], None] | None = None,
    ) -> Iterator[MeetingSummary]:
        """Ever fuller summaries of an article: the rules' at once. The last is kept in `finished`.

        While the model is awaited `check` is called every second; what it raises ends the waiting.
        Raises Forbidden, ArticleNotFoundError.
        """
        person.require("edit")
        with self._store_use:
            stream = self.assistant.stream_summary(article_id, writer=writer)

        def fill() -> Iterator[MeetingSummary]:
            with self.running.one():
                yield (summary := next(stream))
                with self._model_turn(writer, check):
                    for summary in stream:
                        yield summary
                self.finished.keep(person, summary)
                self.accounts.audit(person, "summarize", article_id)

        return fill()

    def digest(
        self,
        person: Person,
        filters: Filters | None = None,
        topic: str | None = None,
        writer: WriterName = "extractive",
        progress: Callable[[int, int], None] | None = None,
        check: Callable[[], None] | None = None,
    ) -> Digest:
        """The digest of a scope, kept in `finished`; `progress` is told (articles done, of how many).

        `check` as in `summarize`. Raises Forbidden.
        """
        person.require("edit")
        with self.running.one():
            with self._store_use:
                digest = self.assistant.prepare_digest(filters, topic, writer)
            with self._model_turn(writer, check):
                found = digest(progress)
            if found.articles:
                self.finished.keep(person, found)
        self.accounts.audit(person, "digest", f"{len(found.articles)} articles")
        return found

    def keep_edited(self, person: Person, summary: MeetingSummary, edits: Edits) -> None:
        """Keep a summary as an editor left it in place of the one that was made. Raises Forbidden."""
        person.require("edit")
        self.finished.keep(person, summary, edits)

    def check_store(self) -> None:
        """Raise StoreError where the store cannot be read, IndexMissing where it is empty."""
        with self._store_use:
            self.assistant.store()

    def close(self) -> None:
        """Let running answers finish (`shutdown_wait_s`), then free model, store and database."""
        self.jobs.close()
        if not self.running.drain(self.settings.shutdown_wait_s):
            _log.warning("closing with answers unfinished")
        with self._store_use:
            self.assistant.close()
        self._database.close()

    def _needs_model(self, writer: WriterName) -> bool:
        return writer != "extractive" and self.assistant.language_model is not None

    def _model_turn(
        self, writer: WriterName, check: Callable[[], None] | None
    ) -> AbstractContextManager[None]:
        return self.model_queue.turn(check) if self._needs_model(writer) else nullcontext()
