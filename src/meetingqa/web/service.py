"""What one serving process does for many people at once; page, REST and MCP all go through it."""

import logging
import threading
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Self

from meetingqa.answering import WriterName
from meetingqa.assistant import Assistant
from meetingqa.domain import (
    Article,
    Digest,
    Filters,
    IngestReport,
    ListedArticle,
    MeetingSummary,
    Passage,
    Query,
    SearchMode,
)
from meetingqa.errors import IndexMissing
from meetingqa.settings import Settings
from meetingqa.web.accounts import Accounts, Person
from meetingqa.web.events import AskEvent, Done, Drafted, Waiting
from meetingqa.web.history import History
from meetingqa.web.jobs import Jobs
from meetingqa.web.logs import log_answer
from meetingqa.web.metrics import Metrics
from meetingqa.web.model_queue import ModelQueue
from meetingqa.web.running import Running
from meetingqa.web.tables import Database
from meetingqa.web.uploads import Uploads

__all__ = ["AskEvent", "Done", "Drafted", "Service", "Waiting"]

_log = logging.getLogger(__name__)


class Service:
    """The one object of a serving process. Thread-safe; a context manager.

    One thread at a time uses the store; the language model is called outside of that, one by one.
    """

    def __init__(self, settings: Settings, assistant: Assistant | None = None) -> None:
        self.settings = settings
        self.assistant = assistant or Assistant(settings)
        self.model_queue = ModelQueue()
        folder = settings.store_dir.expanduser()
        self._database = Database(folder)
        self.accounts = Accounts(self._database, settings)
        self.history = History(self._database)
        self.metrics = Metrics(self.model_queue.__len__)
        self.jobs = Jobs()
        self._uploads = Uploads(folder / "uploads", settings)
        self._store_use = threading.RLock()
        self.running = Running()
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
        self._count_store()
        self.warm = True

    def ask(
        self,
        person: Person,
        question: str,
        filters: Filters | None = None,
        history: Sequence[str] = (),
        writer: WriterName = "auto",
        *,
        conversation_id: str | None = None,
        keep: bool = True,
    ) -> Generator[AskEvent, None, None]:
        """Answer a question: `Drafted` at once, `Waiting` while others have the model, `Done`.

        A model that fails leaves the extractive answer, and says so in `trace.dropped`. With `keep`
        the answer goes into the person's history, to `conversation_id` or a new conversation;
        `history` is by default what was asked there before. Closing the iterator gives up waiting.
        Raises Forbidden, ServiceClosing, IndexMissing, ConversationNotFoundError.
        """
        person.require("ask")
        if conversation_id is not None:
            before = self.history.questions(person, conversation_id)
            history = history or before
        return self._answer(person, question, filters, history, writer, conversation_id, keep)

    def _answer(
        self,
        person: Person,
        question: str,
        filters: Filters | None,
        history: Sequence[str],
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
                with self.model_queue.place() as place:
                    for position in place.positions():
                        yield Waiting(position=position)
                    yield Waiting(position=0)
                    *_, answer = answer, *stream
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

    def articles(self, filters: Filters | None = None) -> list[ListedArticle]:
        """The articles of the store; none where nothing was ingested yet."""
        with self._store_use:
            try:
                return self.assistant.articles(filters)
            except IndexMissing:
                return []

    def article(self, article_id: str) -> Article:
        """One article with its text. Raises ArticleNotFoundError."""
        with self._store_use:
            return self.assistant.article(article_id)

    def upload(
        self,
        person: Person,
        files: Sequence[Path],
        progress: Callable[[int, int], None] | None = None,
    ) -> IngestReport:
        """Take files into the store, one after another, so that questions are answered in between.

        Keeps a copy of each; `progress` is told (files done, of how many). What cannot be taken is in
        the report. Raises Forbidden, SourceError (too many files), StoreError.
        """
        person.require("edit")
        reports = []
        with self.running.one():
            kept = self._uploads.keep(files)
            for done, path in enumerate(kept.paths, start=1):
                with self._store_use:
                    reports.append(self.assistant.ingest([path]))
                if progress:
                    progress(done, len(files))
            self._count_store()
            report = kept.merge(reports)
        self.accounts.audit(person, "upload", " ".join(a.article_id for a in report.articles))
        return report

    def delete(self, person: Person, article_ids: Collection[str]) -> int:
        """Delete articles with all that goes with them. Raises Forbidden, ArticleNotFoundError."""
        person.require("edit")
        with self.running.one(), self._store_use:
            deleted = self.assistant.delete(article_ids)
        self._count_store()
        self.accounts.audit(person, "delete", " ".join(article_ids))
        return deleted

    def summarize(
        self, person: Person, article_id: str, writer: WriterName = "auto"
    ) -> Iterator[MeetingSummary]:
        """Ever fuller summaries of an article: the rules' at once. Raises ArticleNotFoundError."""
        person.require("ask")
        with self._store_use:
            stream = self.assistant.stream_summary(article_id, writer=writer)
        return self._summarize(person, article_id, writer, stream)

    def _summarize(
        self, person: Person, article_id: str, writer: WriterName, stream: Iterator[MeetingSummary]
    ) -> Iterator[MeetingSummary]:
        with self.running.one():
            yield next(stream)
            with self._model_turn(writer):
                yield from stream
            self.accounts.audit(person, "summarize", article_id)

    def digest(
        self,
        person: Person,
        filters: Filters | None = None,
        topic: str | None = None,
        writer: WriterName = "extractive",
        progress: Callable[[int, int], None] | None = None,
    ) -> Digest:
        """The digest of a scope; `progress` is told (articles done, of how many)."""
        person.require("ask")
        with self.running.one():
            with self._store_use:
                digest = self.assistant.prepare_digest(filters, topic, writer)
            with self._model_turn(writer):
                found = digest(progress)
        self.accounts.audit(person, "digest", f"{len(found.articles)} articles")
        return found

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

    def _model_turn(self, writer: WriterName) -> AbstractContextManager[None]:
        return self.model_queue.turn() if self._needs_model(writer) else nullcontext()

    def _count_store(self) -> None:
        listed = self.articles()
        self.metrics.articles.set(len(listed))
        self.metrics.chunks.set(sum(article.chunks for article in listed))
