"""Question sets on disk: a folder of cases over a corpus of articles (BEIR lines or article files).

    <name>/cases.jsonl      one `records.Case` a line
    <name>/summaries.jsonl  cases of the task "summary", where there are some
    <name>/articles/        article files, as a user would ingest them; or
    <name>/corpus.jsonl     BEIR: {"_id", "title", "text", "metadata"} a line
    <name>/CARD.md          what the set is, licence, limits
    <name>/overlays/        changed corpora, named by `Case.corpus` (see `overlays`)

A document's id is its file name, or the `_id` of its line. Its text is canonical: what ingestion makes
of it, so that the offsets of gold spans are those of citations.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any, TextIO, TypeVar

from pydantic import Field, ValidationError

from meetingqa.domain import Article, ListedArticle, Rejection
from meetingqa.errors import DatasetError
from meetingqa.evaluation.records import Case, Record
from meetingqa.sources import read_sources
from meetingqa.sources.building import build_article
from meetingqa.sources.plain import page_of, read_record

CASES, SUMMARIES, OVERLAYS = "cases.jsonl", "summaries.jsonl", "overlays"
ARTICLES, CORPUS, CARD = "articles", "corpus.jsonl", "CARD.md"
_MAX_BYTES = 64 * 1024 * 1024
_R = TypeVar("_R", bound=Record)
_KEPT = ("url", "author", "province", "published_on")


class Document(Record):
    """One article of a corpus. `metadata` holds what its page said beside the text."""

    id: str
    title: str
    text: str
    metadata: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def of_article(cls, article: Article) -> "Document":
        values = {name: getattr(article, name) for name in _KEPT}
        return cls(
            id=document_id(article),
            title=article.title,
            text=article.text,
            metadata={name: str(value) for name, value in values.items() if value},
        )

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.text}"

    def as_beir(self) -> dict[str, Any]:
        """A line of corpus.jsonl."""
        return {"_id": self.id, "title": self.title, "text": self.text, "metadata": self.metadata}

    def as_source(self) -> dict[str, str]:
        """A line that `meetingqa ingest` reads; its canonical text is again `text`."""
        return {"id": self.id, "title": self.title, "text": self.text, **self.metadata}


@dataclass(frozen=True)
class Dataset:
    """A question set. `corpus` is a folder of article files or a corpus.jsonl."""

    name: str
    folder: Path
    cases: tuple[Case, ...]
    corpus: Path

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Every document by id, read once. Raises DatasetError when one cannot be read."""
        return _read_corpus(self.corpus)

    @property
    def card(self) -> str:
        """The data card; empty where there is none."""
        path = self.folder / CARD
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def files(self) -> Mapping[str, Path]:
        """Article files by document id; empty for a corpus in one file."""
        if not self.corpus.is_dir():
            return {}
        return {path.name: path for path in sorted(self.corpus.rglob("*")) if path.is_file()}


def canonical(document: Document) -> Document:
    """The document as ingestion stores it; a headline that it makes up of the first sentence is left
    out, for it would count as given next time. Raises SourceError where nothing is left of it."""
    line = json.dumps(document.as_source()).encode()
    article = build_article(page_of(read_record(line)), document.id)
    made_up = article.text.startswith(article.title.removesuffix("…"))
    title = "" if made_up and not document.title else article.title
    return document.model_copy(update={"title": title, "text": article.text})


def document_id(article: Article | ListedArticle) -> str:
    """The document that an ingested article is: the id its line gave, else its file's name."""
    return article.external_id or PurePath(article.source).name


def load_dataset(
    name: str | Path, *, corpus: Path | None = None, articles_needed: bool = True
) -> Dataset:
    """The set in a folder, or of that name in `eval/datasets`; `corpus` when its articles are
    elsewhere. Raises DatasetError when folder, cases or corpus are not there or not readable."""
    folder = find_dataset(name)
    files = [path for path in (folder / CASES, folder / SUMMARIES) if path.is_file()]
    cases = tuple(case for path in files for _, case in read_records(path, Case))
    places = [corpus] if corpus else [folder / ARTICLES, folder / CORPUS]
    there = (place for place in places if place.exists())
    found = next(there, None if articles_needed else places[0])
    if found is None:
        raise DatasetError(
            f"the articles of the data set {folder.name!r} are not at {str(places[0])!r}",
            "give the folder or corpus.jsonl that holds them with --corpus",
        )
    return Dataset(name=folder.name, folder=folder, cases=cases, corpus=found)


def find_dataset(name: str | Path) -> Path:
    """The folder of a set, by path or by name. Raises DatasetError with the names there are."""
    for folder in (Path(name), *(root / name for root in shipped("datasets"))):
        if (folder / CASES).is_file():
            return folder.resolve()
    known = ", ".join(list_datasets()) or "none here"
    raise DatasetError(
        f"no data set {str(name)!r}", f"give a folder with {CASES}, or one of: {known}"
    )


def list_datasets() -> list[str]:
    """Names of the sets of the working folder, the package or the checkout."""
    return sorted(
        {path.parent.name for root in shipped("datasets") for path in root.glob(f"*/{CASES}")}
    )


def shipped(kind: str) -> list[Path]:
    """Where data sets or suites lie: in the working folder, the package, the checkout."""
    package = Path(__file__).parents[1]
    roots = (Path("eval") / kind, package / f"_{kind}", package.parents[1] / "eval" / kind)
    return [root for root in roots if root.is_dir()]


def read_records(path: Path, kind: type[_R]) -> Iterator[tuple[int, _R]]:
    """Line numbers from 1 and records of a JSONL file. Raises DatasetError that names what is wrong."""
    for number, line in read_lines(path):
        try:
            yield number, kind.model_validate(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise DatasetError(
                f"{str(path)!r} line {number}: {where}: {first['msg']}",
                "see eval/README.md for its fields",
            ) from error


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line numbers from 1 and objects of a JSONL file, gzipped or not. Raises DatasetError."""
    number = 0
    try:
        opened: Callable[..., TextIO] = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8-sig") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    value = json.loads(line)
                    if not isinstance(value, dict):
                        raise ValueError("not an object")
                    yield number, value
    except (OSError, EOFError, ValueError) as error:
        where = f"{str(path)!r} line {number}" if number else repr(str(path))
        hint = "give a file with one JSON object a line"
        raise DatasetError(f"cannot read {where}: {error}", hint) from error


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write JSON lines, Vietnamese as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_lines(rows), encoding="utf-8", newline="\n")


def as_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """JSON lines, Vietnamese as it is."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read_beir(path: Path) -> Iterator[Document]:
    """The documents of a corpus.jsonl, texts as they stand there. Raises DatasetError."""
    for number, line in read_lines(path):
        yield parse_beir(line, f"{str(path)!r} line {number}")


def parse_beir(line: Mapping[str, Any], where: str) -> Document:
    """The document of one line of a corpus. Raises DatasetError."""
    metadata = line.get("metadata") or {}
    title = line.get("title") or ""
    strings = [line.get("_id"), title, line.get("text")]
    if not all(isinstance(value, str) for value in strings) or not isinstance(metadata, dict):
        raise DatasetError(
            f"{where}: '_id', 'title' and 'text' must be strings, 'metadata' an object",
            'give {"_id", "title", "text", "metadata"} a line',
        )
    return Document(
        id=line["_id"],
        title=title,
        text=line["text"],
        metadata={name: str(metadata[name]) for name in _KEPT if metadata.get(name)},
    )


def _read_corpus(corpus: Path) -> dict[str, Document]:
    documents: dict[str, Document] = {}
    for document in _read_articles(corpus) if corpus.is_dir() else read_beir(corpus):
        if document.id in documents:
            raise DatasetError(f"two documents are called {document.id!r}", "rename one of them")
        documents[document.id] = document
    return documents


def _read_articles(folder: Path) -> Iterator[Document]:
    for item in read_sources([folder], max_bytes=_MAX_BYTES):
        if isinstance(item, Rejection):
            raise DatasetError(
                f"cannot read {item.source!r}: {item.reason}", "mend it, or leave it out"
            )
        yield Document.of_article(item.article)
