"""Question sets of other forms to documents and cases: SQuAD, passages with questions, BEIR, titles.

Texts are as they stand in the source, and spans count in them; `importing` makes both canonical.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from meetingqa.errors import DatasetError
from meetingqa.evaluation.datasets import Document, read_beir, read_lines
from meetingqa.evaluation.records import Case, Gold, GoldSpan, Provenance


class ForeignSet(NamedTuple):
    """What a foreign set holds."""

    documents: list[Document]
    cases: list[Case]


def read_squad(path: Path) -> ForeignSet:
    """SQuAD 1.1 or 2.0 JSON (Rajpurkar et al. 2018): a document for each paragraph, clusters by title.
    Raises DatasetError."""
    try:
        articles = json.loads(path.read_text(encoding="utf-8-sig"))["data"]
        found = ForeignSet([], [])
        for a, article in enumerate(articles):
            title = article.get("title", "")
            for p, paragraph in enumerate(article["paragraphs"]):
                name = f"{a:04d}-{p:04d}"
                found.documents.append(Document(id=name, title=title, text=paragraph["context"]))
                for asked in paragraph["qas"]:
                    answers = [(each["text"], each["answer_start"]) for each in asked["answers"]]
                    none = asked.get("is_impossible", False)
                    gold = None if none else _gold(name, [name], answers)
                    case = _case(str(asked["id"]), asked["question"], title or name, gold)
                    found.cases.append(case)
        return found
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise _unreadable(path, "SQuAD JSON", error) from error


def read_passages(folder: Path) -> ForeignSet:
    """A folder of passages.jsonl {pid, title, text} and qa.jsonl {id, question, answers[{text, start}],
    is_impossible, positive_pids, context_pid}. Raises DatasetError."""
    places = folder / "passages.jsonl", folder / "qa.jsonl"
    try:
        documents = [
            Document(id=row["pid"], title=row.get("title") or "", text=row["text"])
            for _, row in read_lines(places[0])
        ]
        titles = {document.id: document.title for document in documents}
        cases = []
        for number, row in read_lines(places[1]):
            answerable = not row["is_impossible"]
            docs = row["positive_pids"] if answerable else [row.get("context_pid", "")]
            context = row.get("context_pid") or docs[0]
            answers = [(each["text"], each["start"]) for each in row.get("answers", ())]
            gold = _gold(context, docs, answers) if answerable else None
            name = str(row.get("id", number))
            cases.append(_case(name, row["question"], titles.get(context) or context, gold))
        return ForeignSet(documents, cases)
    except (LookupError, TypeError) as error:
        raise _unreadable(folder, "passages and questions", error) from error


def read_beir_folder(folder: Path) -> ForeignSet:
    """A BEIR folder: corpus.jsonl, queries.jsonl, and qrels.tsv or qrels/*.tsv (query, document,
    score); judgements of 0 and queries without any are left out. Raises DatasetError."""
    documents = list(read_beir(folder / "corpus.jsonl"))
    tables = [p for p in (folder / "qrels.tsv", *sorted(folder.glob("qrels/*.tsv"))) if p.is_file()]
    if not tables:
        raise DatasetError(f"{str(folder)!r} has no qrels.tsv", "give a BEIR folder")
    relevant: dict[str, list[str]] = {}
    for table in tables:
        for line in table.read_text(encoding="utf-8").splitlines()[1:]:
            query, document, score = line.split("\t") if line.count("\t") == 2 else ("", "", "0")
            if float(score) > 0:
                relevant.setdefault(query, []).append(document)
    cases = []
    for number, row in read_lines(folder / "queries.jsonl"):
        name = str(row.get("_id", number))
        if docs := relevant.get(name):
            cases.append(_retrieval_case(name, str(row.get("text", "")), docs))
    return ForeignSet(documents, cases)


def read_titles(paths: Sequence[Path], *, ask: str = "*") -> ForeignSet:
    """Articles {id, title, text or body} in JSONL files or folders of them: each title is to find its
    own body, which is stored without it. Only titles of files that match `ask` are asked."""
    found = ForeignSet([], [])
    for path in _jsonl_files(paths):
        for number, row in read_lines(path):
            text = row.get("text", row.get("body"))
            if not isinstance(text, str) or not isinstance(row.get("title"), str):
                raise _unreadable(path, "articles", f"line {number} has no 'title' and 'text'")
            name = str(row.get("id", f"{path.stem}-{number}"))
            found.documents.append(Document(id=name, title="", text=text))
            if fnmatch(path.name, ask) or fnmatch(path.name.partition(".")[0], ask):
                found.cases.append(_retrieval_case(name, row["title"], [name], constructed=True))
    return found


def _jsonl_files(paths: Iterable[Path]) -> list[Path]:
    files = []
    for path in paths:
        inside = [*path.glob("*.jsonl"), *path.glob("*.jsonl.gz")] if path.is_dir() else [path]
        files += sorted(inside)
    return files


def _gold(context: str, docs: Sequence[str], answers: Sequence[tuple[str, int]]) -> Gold:
    """Gold of alternative answers in one document; an offset below 0 is not known."""
    spans = dict.fromkeys(
        GoldSpan(doc=context, start=start, end=start + len(text), text=text)
        for text, start in answers
        if start >= 0
    )
    words = tuple(dict.fromkeys(text for text, _ in answers))
    return Gold(docs=tuple(docs), spans=tuple(spans), answers=(words,) if words else ())


def _case(name: str, question: str, cluster: str, gold: Gold | None) -> Case:
    return Case(
        id=name,
        cluster=cluster,
        kind="factoid" if gold else "unanswerable",
        question=question,
        answerable=gold is not None,
        gold=gold or Gold(type="none"),
        provenance=Provenance(human_written=True, constructed=False),
    )


def _retrieval_case(
    name: str, question: str, docs: Sequence[str], *, constructed: bool = False
) -> Case:
    return Case(
        id=name,
        cluster=docs[0],
        task="retrieval",
        question=question,
        gold=Gold(docs=tuple(docs)),
        provenance=Provenance(human_written=True, constructed=constructed),
    )


def _unreadable(path: Path, form: str, error: object) -> DatasetError:
    what = f"{type(error).__name__}: {error}" if isinstance(error, Exception) else error
    return DatasetError(f"{str(path)!r} is not {form}: {what}", "check --format")


READERS: Mapping[str, Callable[[Path], ForeignSet]] = {
    "squad": read_squad,
    "passages": read_passages,
    "beir": read_beir_folder,
}
