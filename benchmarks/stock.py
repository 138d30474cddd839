"""The chain that tutorials show, to compare with: LangChain's splitter and Chroma store as they are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

CHUNK_CHARACTERS, OVERLAP = 1000, 200  # of LangChain's own retrieval tutorial


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
    """Files into a Chroma collection, questions to its nearest chunks."""

    def __init__(self, folder: Path, embeddings: Embeddings) -> None:
        self._splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHUNK_CHARACTERS, chunk_overlap=OVERLAP
        )
        self._store = Chroma(
            client=chromadb.PersistentClient(path=str(folder)),
            collection_name="articles",
            embedding_function=embeddings,
            collection_configuration={"hnsw": {"space": "cosine"}},
        )

    def ingest(self, folder: Path) -> int:
        """Take every file of a folder in; returns the number of chunks."""
        documents = [
            Document(path.read_text(encoding="utf-8"), metadata={"source": path.name})
            for path in sorted(folder.iterdir())
        ]
        chunks = self._splitter.split_documents(documents)
        self._store.add_documents(chunks)
        return len(chunks)

    def search(self, question: str, limit: int) -> Sequence[Document]:
        """The nearest chunks."""
        return self._store.similarity_search(question, k=limit)
