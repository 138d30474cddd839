"""The articles of a question set in a store, made once for each state of data and code.

Stores lie in the cache folder; vectors are kept apart by passage, so that a change of the code costs
an ingest without embedding.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from meetingqa.assistant import Assistant
from meetingqa.errors import DatasetError
from meetingqa.evaluation.caching import digest
from meetingqa.evaluation.datasets import Dataset, Document, document_id
from meetingqa.evaluation.overlays import Overlay, documents_under, write_sources
from meetingqa.models.encoders import Embedder
from meetingqa.settings import Settings

_UNUSED_DAYS = 3  # after which a store may be deleted: it is made again when it is needed


@dataclass(frozen=True)
class Archive:
    """A store with the documents of one corpus. `names` gives the document of an article, `documents`
    those that are stored: of several with one text only the first."""

    settings: Settings
    names: Mapping[str, str]
    documents: Mapping[str, Document]


def digest_corpus(dataset: Dataset) -> str:
    """SHA-256 of a set's article files or corpus.jsonl."""
    files = dataset.files() or {dataset.corpus.name: dataset.corpus}
    summed = hashlib.sha256()
    for name, path in sorted(files.items()):
        summed.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return summed.hexdigest()


def open_archive(
    dataset: Dataset,
    overlay: Overlay | None,
    settings: Settings,
    embedder: Embedder,
    build: str,
    progress: Callable[[int, int], None] | None = None,
) -> Archive:
    """The store of a set's articles with an overlay laid on them; ingested when not there yet.

    `build` is a digest of the code. Raises DatasetError for an article that cannot be ingested.
    """
    corpus = digest([digest_corpus(dataset), overlay.model_dump(mode="json") if overlay else None])
    key = digest([corpus, build, embedder.name, settings.chunk_max_tokens])
    root = settings.cache_dir / "evaluation" / "stores"
    folder = root / key[:24]
    if not folder.is_dir():
        _drop_unused(root)
        _build(dataset, overlay, settings, embedder, folder, progress)
    os.utime(folder)
    own = settings.model_copy(update={"store_dir": folder, "library_url": None})
    with Assistant(own) as assistant:
        assistant.embedder = embedder
        names = {a.article_id: document_id(a) for a in assistant.articles()}
    under, kept = documents_under(dataset, overlay), set(names.values())
    return Archive(own, names, {name: under[name] for name in under if name in kept})


def _build(
    dataset: Dataset,
    overlay: Overlay | None,
    settings: Settings,
    embedder: Embedder,
    folder: Path,
    progress: Callable[[int, int], None] | None,
) -> None:
    """Ingest beside `folder`, then move there in one step: another process may do the same."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="new-") as scratch:
        store = Path(scratch) / "store"
        own = settings.model_copy(update={"store_dir": store, "library_url": None})
        with Assistant(own) as assistant:
            assistant.embedder = embedder
            report = assistant.ingest(write_sources(dataset, overlay, Path(scratch)), progress)
        if report.rejected:
            first = report.rejected[0]
            raise DatasetError(
                f"{len(report.rejected)} documents of {dataset.name!r} cannot be ingested; "
                f"{first.source!r}: {first.reason}",
                "run `meetingqa eval verify-data`",
            )
        if not folder.exists():
            store.rename(folder)


def _drop_unused(root: Path) -> None:
    for folder in root.glob("*"):
        if time.time() - folder.stat().st_mtime > _UNUSED_DAYS * 86_400:
            shutil.rmtree(folder, ignore_errors=True)
