"""Vectors for corpora too large to embed in a benchmark: mixes of real ones."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from meetingqa.models.encoders import Embedder

Vectors = NDArray[np.float32]


class Mixer:
    """Stands in for embedding: each text gets a mix of two real vectors, the same one every time.

    Searching 10,000 chunks costs the same with such vectors as with real ones, which would take
    many minutes to make.
    """

    def __init__(self, real: Vectors) -> None:
        self._real = real

    def mix(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions)."""
        seeds = np.array([_seed(text) for text in texts], dtype=np.uint64)
        first, second = seeds % len(self._real), (seeds >> 20) % len(self._real)
        share = 0.5 + 0.4 * ((seeds >> 40) % 1000 / 1000)[:, None]
        mixed = share * self._real[first] + (1 - share) * self._real[second]
        result: Vectors = (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)
        return result


class MixingEmbedder:
    """Our embedder; passages are embedded and their vectors kept, or mixed if there is a mixer."""

    def __init__(self, real: Embedder, mixer: Mixer | None = None) -> None:
        self._real, self._mixer = real, mixer
        self.name, self.dimensions = real.name, real.dimensions
        self.kept: list[Vectors] = []

    def embed_query(self, text: str) -> Vectors:
        return self._real.embed_query(text)

    def similarity(self, question: str, text: str) -> float:
        return self._real.similarity(question, text)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> Vectors:
        if self._mixer:
            return self._mixer.mix(texts)
        self.kept.append(self._real.embed_passages(texts, progress))
        return self.kept[-1]


class MixingEmbeddings(Embeddings):
    """The stock chain's embeddings with mixed passages."""

    def __init__(self, real: Embeddings, mixer: Mixer) -> None:
        self._real, self._mixer = real, mixer

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._mixer.mix(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self._real.embed_query(text)


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
