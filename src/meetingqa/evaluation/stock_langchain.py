"""The chain that LangChain's tutorials show, with our encoder and our language model, to compare with.

Text splitter, Chroma similarity search, the found chunks in the prompt, free text out. It gets the
articles as our sources read them; its citations are the chunks it was given. Needs the extra `eval`.
"""

import tempfile
import time
import warnings
from collections.abc import Iterable
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from meetingqa.evaluation.archives import Archive
from meetingqa.evaluation.caching import CachedModel
from meetingqa.evaluation.predictions import found_only, quote_passages
from meetingqa.evaluation.records import Case, Found, Prediction, Said
from meetingqa.evaluation.systems import FOUND, write_freely
from meetingqa.models.encoders import Embedder
from meetingqa.prompts import load_prompt

CHUNK_CHARACTERS, OVERLAP = 1000, 200  # of LangChain's own retrieval tutorial
GIVEN = 4  # chunks in the prompt: LangChain's default
_BETWEEN = "\n\n"  # title and text


class StockChain:
    """Documents into a Chroma collection, questions to its nearest chunks."""

    def __init__(self, folder: Path, embeddings: Embeddings) -> None:
        self._splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHUNK_CHARACTERS, chunk_overlap=OVERLAP, add_start_index=True
        )
        self._store = Chroma(
            persist_directory=str(folder),
            collection_name="articles",
            embedding_function=embeddings,
            collection_configuration={"hnsw": {"space": "cosine"}},
        )

    def add(self, documents: Iterable[Document]) -> int:
        """Take documents in; returns the number of chunks."""
        chunks = self._splitter.split_documents(documents)
        self._store.add_documents(chunks)
        return len(chunks)

    def search(self, question: str, limit: int) -> list[tuple[Document, float]]:
        """The nearest chunks with their cosines."""
        found = self._store.similarity_search_with_score(question, k=limit)
        return [(chunk, 1 - distance) for chunk, distance in found]


class OurEmbeddings(Embeddings):
    """Our encoder behind LangChain's interface."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.embed_passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._embedder.embed_query(text).tolist()
        return vector


class StockLangChain:
    """The chain over an archive. Earlier turns of a conversation are not known to it."""

    label = "stock-langchain"

    def __init__(self, archive: Archive, embedder: Embedder, model: CachedModel | None) -> None:
        self._archive = archive
        self._model = model
        self._prompt = load_prompt("evaluation/stock", {"context", "question"})
        self._folder = tempfile.TemporaryDirectory(prefix="stock-")
        with warnings.catch_warnings():
            _ignore_its_own_warnings()
            self._chain = StockChain(Path(self._folder.name), OurEmbeddings(embedder))
            self._chain.add(
                Document(f"{own.title}{_BETWEEN}{own.text}", metadata={"doc": name})
                for name, own in archive.documents.items()
            )

    def predict(self, case: Case) -> Prediction:
        """Search; then, for a question, let the model write from the nearest chunks."""
        began = time.perf_counter()
        with warnings.catch_warnings():
            _ignore_its_own_warnings()
            chunks = self._chain.search(case.question, FOUND)
        spent = time.perf_counter() - began
        found = tuple(self._as_found(chunk, score) for chunk, score in chunks)
        if case.task == "retrieval" or self._model is None:
            return found_only(case, self.label, found, spent)
        context = "\n\n".join(chunk.page_content for chunk, _ in chunks[:GIVEN])
        prompt = self._prompt.fill(context=context, question=case.question)
        written = write_freely(self._model, prompt)
        written["seconds"] |= {"retrieve": spent, "total": spent + written["seconds"]["total"]}
        cited = quote_passages(found[:GIVEN]) if written["status"] == "answered" else ()
        markers = tuple(citation.marker for citation in cited)
        written["statements"] = tuple(
            Said(text=said.text, citations=markers) for said in written["statements"] if cited
        )
        return Prediction(
            id=case.id,
            system=self.label,
            citations=cited,
            retrieved=found,
            confidence=found[0].score if found else 0.0,
            **written,
        )

    def close(self) -> None:
        self._folder.cleanup()

    def _as_found(self, chunk: Document, score: float) -> Found:
        """The chunk as a stretch of the article's text, without the title that stood before it."""
        doc = str(chunk.metadata["doc"])
        own = self._archive.documents[doc]
        before = len(own.title) + len(_BETWEEN)
        end = max(0, chunk.metadata["start_index"] + len(chunk.page_content) - before)
        start = min(end, max(0, chunk.metadata["start_index"] - before))
        text = own.text[start:end]
        return Found(doc=doc, start=start, end=end, text=text, score=round(score, 6))


def _ignore_its_own_warnings() -> None:
    """langchain-chroma calls Chroma in ways that Chroma warns of."""
    warnings.simplefilter("ignore", DeprecationWarning)
