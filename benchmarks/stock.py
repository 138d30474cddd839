"""The stock chain of `meetingqa.evaluation`, fed with files and with sentence-transformers as it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from meetingqa.evaluation import stock_langchain
from meetingqa.evaluation.stock_langchain import CHUNK_CHARACTERS, OVERLAP

__all__ = ["CHUNK_CHARACTERS", "OVERLAP", "SentenceTransformerEmbeddings", "StockChain"]


class SentenceTransformerEmbeddings(Embeddings):
    """The same E5 folder through sentence-transformers, in fp32 as published models load."""

    def __init__(self, folder: Path) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        options: dict[str, Any] = {"dtype": torch.float32, "add_pooling_layer": False}
        self._model = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs=options
        )

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._model.encode_document(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._model.encode_query(text).tolist()
        return vector


class StockChain:
    """Files into the chain, questions to its nearest chunks."""

    def __init__(self, folder: Path, embeddings: Embeddings) -> None:
        self._chain = stock_langchain.StockChain(folder, embeddings)

    def ingest(self, folder: Path) -> int:
        """Take every file of a folder in; returns the number of chunks."""
        return self._chain.add(
            Document(path.read_text(encoding="utf-8"), metadata={"source": path.name})
            for path in sorted(folder.iterdir())
        )

    def search(self, question: str, limit: int) -> Sequence[Document]:
        """The nearest chunks."""
        return [chunk for chunk, _ in self._chain.search(question, limit)]
