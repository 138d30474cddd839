"""The composition root: builds every part from `Settings` once, and offers what people ask for."""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import Self

from meetingqa.answering.answerer import Answerer, WriterName
from meetingqa.answering.redrafting import Redrafter
from meetingqa.answering.writers import ModelWriter
from meetingqa.calibration import Calibration
from meetingqa.checking import Checker
from meetingqa.digesting import Topic, build_digest
from meetingqa.domain import (
    Answer,
    Article,
    Digest,
    DigestScope,
    EarlierTurn,
    Filters,
    IngestReport,
    ListedArticle,
    Manifest,
    MeetingSummary,
    Passage,
    Query,
    SearchMode,
)
from meetingqa.errors import SettingsError
from meetingqa.models.encoders import Embedder, load_embedder
from meetingqa.models.llm import LanguageModel, build_language_model
from meetingqa.models.rerankers import Reranker, load_reranker
from meetingqa.models.tokens import TokenCounter
from meetingqa.questions.understanding import build_query
from meetingqa.retrieval import Retriever
from meetingqa.settings import Settings
from meetingqa.storage.chunking import Chunker
from meetingqa.storage.ingestion import Ingestor
from meetingqa.storage.reindexing import reindex
from meetingqa.storage.store import Store
from meetingqa.summarizing import Summarizer, SummaryDrafter

TOPIC_PASSAGES = 400  # found ones that a digest on a topic is chosen from


class Assistant:
    """Everything meetingqa does over one store. A context manager; parts are built when first used."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._store: Store | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the store and free the language model."""
        if self._store is not None:
            self._store.close()
            self._store = None
        if "language_model" in self.__dict__ and self.language_model is not None:
            self.language_model.close()

    @cached_property
    def embedder(self) -> Embedder:
        """The encoder of `settings.embedder`."""
        return load_embedder(self.settings)

    @cached_property
    def reranker(self) -> Reranker | None:
        """What reads the best sentences together with the question; see `load_reranker`."""
        return load_reranker(self.settings)

    @cached_property
    def counter(self) -> TokenCounter:
        """Counts tokens without a network."""
        return TokenCounter(self.settings.cache_dir)

    @cached_property
    def language_model(self) -> LanguageModel | None:
        """The language model of `settings.llm`; None for `none`. Loaded at its first question."""
        return build_language_model(self.settings)

    def store(self) -> Store:
        """The store, open for reading; opened again when another process changed it."""
        if self._store is not None and self._store.is_stale():
            self._store.close()
            self._store = None
        if self._store is None:
            self._store = Store.open(self.settings, embedder=self.embedder)
            if not gc.get_freeze_count():
                # What is loaded by now stays; walking through it cost one question in a hundred 0.1 s.
                gc.freeze()
        return self._store

    def ingest(
        self, paths: Iterable[str | Path], progress: Callable[[int, int], None] | None = None
    ) -> IngestReport:
        """Take every article under `paths` into the store. Raises StoreError."""
        with self.writing() as ingestor:
            return ingestor.ingest(paths, max_bytes=self.settings.max_file_bytes, progress=progress)

    def delete(self, article_ids: Collection[str]) -> int:
        """Delete articles with all that goes with them. Raises ArticleNotFoundError."""
        with self.writing() as ingestor:
            return ingestor.delete(article_ids)

    def reindex(self, progress: Callable[[int, int], None] | None = None) -> Manifest:
        """Build the derived indexes anew from the register."""
        return reindex(self.settings, self.embedder, self._chunker(), progress)

    def articles(self, filters: Filters | None = None) -> list[ListedArticle]:
        """The articles of the store, without their texts."""
        return self.store().library.list_articles(filters)

    def article(self, article_id: str) -> Article:
        """One article with its text. Raises ArticleNotFoundError."""
        return self.store().library.get_article(article_id)

    def search(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        limit: int = 10,
        mode: SearchMode = "hybrid",
    ) -> tuple[Query, list[Passage]]:
        """The query as understood, and the best passages: first of the meetings that it names."""
        store = self.store()
        query = build_query(question, filters=filters, provinces=store.provinces)
        return query, self._retriever(store).retrieve_meant(query, limit=limit, mode=mode)

    def ask(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        history: Sequence[str | EarlierTurn] = (),
        writer: WriterName = "auto",
    ) -> Answer:
        """The answer to a question, every sentence proven."""
        return [*self.stream(question, filters=filters, history=history, writer=writer)][-1]

    def stream(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        history: Sequence[str | EarlierTurn] = (),
        writer: WriterName = "auto",
    ) -> Iterator[Answer]:
        """Ever fuller answers: the extractive one at once, the model's when it is proven."""
        return self._answerer(writer).stream(
            question, filters=filters, history=history, writer=writer
        )

    def summarize(self, article_id: str, *, writer: WriterName = "auto") -> MeetingSummary:
        """The summary of one article's meeting, every entry proven. Raises ArticleNotFoundError."""
        return [*self.stream_summary(article_id, writer=writer)][-1]

    def stream_summary(
        self, article_id: str, *, writer: WriterName = "auto"
    ) -> Iterator[MeetingSummary]:
        """Ever fuller summaries: the rules' at once, the model's as its parts are proven."""
        return self._summarizer(writer).stream(self.article(article_id), writer)

    def digest(
        self,
        *,
        filters: Filters | None = None,
        topic: str | None = None,
        writer: WriterName = "extractive",
        progress: Callable[[int, int], None] | None = None,
    ) -> Digest:
        """The digest of the articles within `filters`, and on `topic` when one is given."""
        return self.prepare_digest(filters, topic, writer)(progress)

    def prepare_digest(
        self, filters: Filters | None, topic: str | None, writer: WriterName
    ) -> Callable[[Callable[[int, int], None] | None], Digest]:
        """`digest` in two steps: what it returns takes the progress, and needs the store no more."""
        scope = DigestScope(filters=filters or Filters(), topic=topic)
        library, summarizer = self.store().library, self._summarizer(writer)
        if topic is None:
            ids = [article.article_id for article in library.list_articles(scope.filters)]
            articles = [library.get_article(article_id) for article_id in ids]
            whole = partial(summarizer.summarize, writer=writer)
            return partial(build_digest, scope, articles, whole)
        about = Topic(topic)
        _, passages = self.search(topic, filters=scope.filters, limit=TOPIC_PASSAGES)
        narrowed = lambda a: about.narrow(summarizer.summarize(a, writer))
        return partial(build_digest, scope, about.select(passages), narrowed)

    def checker(self) -> Checker:
        """Holds statements and drafts against the articles, without a model."""
        store = self.store()
        return Checker(self._retriever(store), store.library, store.provinces)

    @contextmanager
    def writing(self) -> Iterator[Ingestor]:
        """The store, open for whoever changes it. Raises StoreLocked."""
        if self._store is not None:
            self._store.close()
            self._store = None
        with Store.open(self.settings, write=True, embedder=self.embedder) as store:
            yield Ingestor(store, self.embedder, self._chunker())

    def _chunker(self) -> Chunker:
        return Chunker(self.counter, self.settings.chunk_max_tokens)

    def _retriever(self, store: Store) -> Retriever:
        return Retriever(store.library, store.vectors, store.keyword, self.embedder)

    def _writing_model(self, writer: WriterName) -> LanguageModel | None:
        model = None if writer == "extractive" else self.language_model
        if writer == "llm" and model is None:
            raise SettingsError(
                "writer 'llm' needs a language model, and llm is 'none'",
                "set MEETINGQA_LLM=embedded, or take another writer",
            )
        return model

    def _summarizer(self, writer: WriterName) -> Summarizer:
        model = self._writing_model(writer)
        drafter = SummaryDrafter(model, prompts_dir=self.settings.prompts_dir) if model else None
        return Summarizer(drafter, self.store().directory / "summaries")

    def _answerer(self, writer: WriterName) -> Answerer:
        model = self._writing_model(writer)
        store = self.store()
        reranker, known = self.reranker, store.manifest
        return Answerer(
            self._retriever(store),
            count_tokens=self.counter.count,
            provinces=lambda: store.provinces,
            redrafter=Redrafter(ModelWriter(model, prompts_dir=self.settings.prompts_dir))
            if model
            else None,
            reranker=reranker,
            calibration=Calibration.of(known.calibration, known.embedder, reranked=bool(reranker)),
            evidence_max=self.settings.evidence_max,
            evidence_max_tokens=self.settings.evidence_max_tokens,
        )
