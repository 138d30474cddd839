"""What the systems of a run share, models and caches, and which system a request names."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from meetingqa.errors import SettingsError
from meetingqa.evaluation.archives import Archive
from meetingqa.evaluation.caching import Cache, CachedEmbedder, CachedModel
from meetingqa.evaluation.collecting import Request
from meetingqa.evaluation.manifests import model_identity
from meetingqa.evaluation.systems import ClosedBook, KeywordBaseline, MeetingQA, System
from meetingqa.models.encoders import Embedder, load_embedder
from meetingqa.models.llm import LanguageModel, build_language_model
from meetingqa.settings import Settings


@contextmanager
def open_model(
    settings: Settings, language_model: LanguageModel | None = None
) -> Iterator[CachedModel]:
    """The settings' language model, which writes each thing once. Raises SettingsError without one.

    A `language_model` that somebody else has loaded is used, and not closed.
    """
    with ExitStack() as held:
        if language_model is None:
            language_model = build_language_model(settings)
            if language_model is None:
                raise SettingsError(
                    "this run needs a language model, and llm is 'none'",
                    "set MEETINGQA_LLM=embedded, or give --writer extractive",
                )
            held.callback(language_model.close)
        outputs = Cache(_cache_folder(settings) / "outputs.sqlite3")
        held.callback(outputs.close)
        yield CachedModel(language_model, outputs, model_identity(settings))


def _cache_folder(settings: Settings) -> Path:
    return settings.cache_dir / "evaluation"


@dataclass
class Bench:
    """What all systems of a run share; `opened` builds and closes it."""

    settings: Settings
    embedder: Embedder
    model: CachedModel | None

    @classmethod
    @contextmanager
    def opened(
        cls,
        settings: Settings,
        *,
        with_llm: bool,
        embedder: Embedder | None = None,
        language_model: LanguageModel | None = None,
    ) -> Iterator["Bench"]:
        """The encoder, and the language model where one is asked for. Raises SettingsError.

        An `embedder` and a `language_model` that somebody else has loaded are used, and not closed.
        """
        with ExitStack() as held:
            vectors = Cache(_cache_folder(settings) / "vectors.sqlite3")
            held.callback(vectors.close)
            model = held.enter_context(open_model(settings, language_model)) if with_llm else None
            encoder = CachedEmbedder(embedder or load_embedder(settings), vectors)
            yield cls(settings, encoder, model)


Builder = Callable[[Request, Archive, Bench], System]


def open_system(request: Request, archive: Archive, bench: Bench) -> System:
    """The system that a request names, over one archive."""
    if request.system == "bm25":
        return KeywordBaseline(archive, bench.embedder)
    if request.system == "stock-langchain":
        try:
            # Late: its packages are an extra, and slow to load.
            from meetingqa.evaluation.stock_langchain import StockLangChain
        except ImportError as error:
            raise SettingsError(
                f"the system 'stock-langchain' needs a package that is not installed: {error}",
                "pip install 'meetingqa[eval]'",
            ) from error
        return StockLangChain(archive, bench.embedder, bench.model)
    if request.system == "closed-book":
        assert bench.model is not None  # what it cannot do is not collected
        return ClosedBook(bench.model)
    return MeetingQA(archive, bench.embedder, bench.model, request.writer, request.threshold)
