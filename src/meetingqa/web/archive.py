"""The archive of a serving process: what its articles are, and who may add, correct and delete them."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from meetingqa.assistant import Assistant
from meetingqa.domain import (
    Article,
    ArticleChanges,
    ArticleVersion,
    Correction,
    Filters,
    IngestReport,
    ListedArticle,
)
from meetingqa.errors import IndexMissing, ServiceClosing, VersionNotFoundError
from meetingqa.settings import Settings
from meetingqa.web.accounts import Accounts
from meetingqa.web.finished import FinishedDocuments
from meetingqa.web.metrics import Metrics
from meetingqa.web.model_queue import ModelQueue
from meetingqa.web.people import Person
from meetingqa.web.tables import Database
from meetingqa.web.uploads import Uploads


class Running:
    """How much is under way. Thread-safe."""

    def __init__(self) -> None:
        self.closing = False
        self._count = 0
        self._changed = threading.Condition()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Something is under way for as long as the block lasts. Raises ServiceClosing."""
        with self._changed:
            if self.closing:
                raise ServiceClosing("the service is shutting down", "ask again in a minute")
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    def drain(self, timeout_s: float) -> bool:
        """Let nothing new begin and wait for the rest; whether it ended in time."""
        with self._changed:
            self.closing = True
            return self._changed.wait_for(lambda: self._count == 0, timeout_s)


class Archive:
    """The part of a `Service` that reads and changes articles. One thread at a time uses the store."""

    def __init__(self, settings: Settings, assistant: Assistant | None = None) -> None:
        self.settings = settings
        self.assistant = assistant or Assistant(settings)
        self.model_queue = ModelQueue()
        self.metrics = Metrics(self.model_queue.__len__)
        self.running = Running()
        folder = settings.store_dir
        self._database = Database(folder)
        self.accounts = Accounts(self._database, settings)
        self._uploads = Uploads(folder / "uploads", settings)
        self._store_use = threading.RLock()
        self.finished = FinishedDocuments(self._database, self.article)

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

    def corrections(self, article_id: str) -> list[Correction]:
        with self._store_use:
            return self.assistant.store().library.list_corrections(article_id)

    def versions(self, article_id: str) -> list[ArticleVersion]:
        """The texts an article had before, the latest first. Raises ArticleNotFoundError."""
        with self._store_use:
            self.assistant.article(article_id)
            return self.assistant.store().library.list_versions(article_id)

    def version(self, article_id: str, version_id: int) -> ArticleVersion:
        """One of them. Raises ArticleNotFoundError, VersionNotFoundError."""
        for version in self.versions(article_id):
            if version.version_id == version_id:
                return version
        raise VersionNotFoundError(
            f"article {article_id!r} has no version {version_id}", "list its versions"
        )

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
                with self._store_use, self.assistant.writing() as ingestor:
                    reports.append(ingestor.ingest_items(self._uploads.read(path)))
                if progress:
                    progress(done, len(files))
            self._count_store()
            report = kept.merge(reports)
        self.accounts.audit(person, "upload", " ".join(a.article_id for a in report.articles))
        return report

    def correct(self, person: Person, article_id: str, changes: ArticleChanges) -> Article:
        """Put new values into an article's metadata; filters and searches use them at once.

        They stay when its source is taken in again. Raises Forbidden, ArticleNotFoundError.
        """
        person.require("edit")
        with self.running.one(), self._store_use, self.assistant.writing() as ingestor:
            article = ingestor.correct(article_id, changes, person.name)
        said = f"{article_id} {' '.join(sorted(changes.model_fields_set))}"
        self.accounts.audit(person, "correct", said)
        return article

    def delete(self, person: Person, article_ids: Collection[str]) -> int:
        """Delete articles with all that goes with them. Raises Forbidden, ArticleNotFoundError."""
        person.require("edit")
        with self.running.one(), self._store_use:
            deleted = self.assistant.delete(article_ids)
            self.finished.forget(article_ids)
        self._count_store()
        self.accounts.audit(person, "delete", " ".join(article_ids))
        return deleted

    def _count_store(self) -> None:
        listed = self.articles()
        self.metrics.articles.set(len(listed))
        self.metrics.chunks.set(sum(article.chunks for article in listed))
