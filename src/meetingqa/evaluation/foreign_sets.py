"""Question sets of other forms to documents and cases: SQuAD, passages with questions, BEIR, titles.

Texts are as they stand in the source, and spans count in them; `importing` makes both canonical.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import ValidationError

from meetingqa.errors import DatasetError
from meetingqa.evaluation.datasets import Document, read_beir, read_lines
from meetingqa.evaluation.records import Case, Gold, GoldSpan, Provenance, Task

Format = Literal["squad", "passages", "beir", "titles"]


class ForeignSet(NamedTuple):
    """What a foreign set holds."""

    documents: list[Document]
    cases: list[Case]


def read_foreign(path: Path, form: Format, *, ask: str = "*") -> ForeignSet:
    """The set in a file or folder; `ask` is for `titles`. Raises DatasetError where it is of another
    form."""
    try:
        return _read_titles(path, ask) if form == "titles" else _READERS[form](path)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        what = f"{type(error).__name__}: {error}"
        if isinstance(error, ValidationError):
            first = error.errors()[0]
            what = f"{error.title} {'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise DatasetError(
            f"{str(path)!r} is not of the form {form!r}: {what}", "check PATH and --format"
        ) from error


def _read_squad(path: Path) -> ForeignSet:
    """SQuAD 1.1 or 2.0 JSON (Rajpurkar et al. 2018): a document for each paragraph, clusters by title."""
    found = ForeignSet([], [])
    for a, article in enumerate(json.loads(path.read_text(encoding="utf-8-sig"))["data"]):
        title = article.get("title") or ""
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


def _read_passages(folder: Path) -> ForeignSet:
    """A folder of passages.jsonl {pid, title, text} and qa.jsonl {id, question, answers[{text, start}],
    is_impossible, positive_pids, context_pid}."""
    documents = [
        Document(id=row["pid"], title=row.get("title") or "", text=row["text"])
        for _, row in read_lines(folder / "passages.jsonl")
    ]
    titles = {document.id: document.title for document in documents}
    cases = []
    for number, row in read_lines(folder / "qa.jsonl"):
        answerable = not row["is_impossible"]
        docs = row["positive_pids"] if answerable else [row.get("context_pid", "")]
        context = row.get("context_pid") or docs[0]
        answers = [(each["text"], each["start"]) for each in row.get("answers", ())]
        gold = _gold(context, docs, answers) if answerable else None
        name = str(row.get("id", number))
        cases.append(_case(name, row["question"], titles.get(context) or context, gold))
    return ForeignSet(documents, cases)


def _read_beir_folder(folder: Path) -> ForeignSet:
    """A BEIR folder: corpus.jsonl, queries.jsonl, and qrels.tsv or qrels/*.tsv; judgements of 0 and
    queries without any are left out."""
    documents = list(read_beir(folder / "corpus.jsonl"))
    tables = [p for p in (folder / "qrels.tsv", *sorted(folder.glob("qrels/*.tsv"))) if p.is_file()]
    if not tables:
        raise DatasetError(f"{str(folder)!r} has no qrels.tsv", "give a BEIR folder")
    relevant: dict[str, list[str]] = {}
    for query, document in (judged for table in tables for judged in _read_qrels(table)):
        relevant.setdefault(query, []).append(document)
    cases = []
    for number, row in read_lines(folder / "queries.jsonl"):
        name = str(row.get("_id", number))
        if docs := relevant.get(name):
            gold = Gold(docs=tuple(docs))
            cases.append(_case(name, str(row.get("text", "")), docs[0], gold, task="retrieval"))
    return ForeignSet(documents, cases)


def _read_qrels(table: Path) -> Iterator[tuple[str, str]]:
    """Query and relevant document of each line: BEIR's three columns, with a head or without, or the
    four of TREC."""
    for number, line in enumerate(table.read_text(encoding="utf-8-sig").split("\n"), start=1):
        query, *rest = line.split("\t") if "\t" in line else line.split() or [""]
        if len(rest) not in (2, 3):
            if line.strip():
                raise ValueError(f"{table.name} line {number} is not query, document, score")
            continue
        *_, document, score = rest
        try:
            relevant = float(score) > 0
        except ValueError:
            if number > 1:
                raise
            continue
        if relevant:
            yield query, document


def _read_titles(path: Path, ask: str) -> ForeignSet:
    """Articles {id, title, text or body} in a JSONL file or a folder of them: each title is to find its
    own body, which is stored without it. Only titles of files that match `ask` are asked."""
    found = ForeignSet([], [])
    inside = [*path.glob("*.jsonl"), *path.glob("*.jsonl.gz")] if path.is_dir() else [path]
    for file in sorted(inside):
        for number, row in read_lines(file):
            text = row.get("text", row.get("body"))
            if not isinstance(text, str) or not isinstance(row.get("title"), str):
                raise TypeError(f"{file.name} line {number} has no 'title' and 'text'")
            name = str(row.get("id", f"{file.stem}-{number}"))
            found.documents.append(Document(id=name, title="", text=text))
            if fnmatch(file.name, ask) or fnmatch(file.name.partition(".")[0], ask):
                gold = Gold(docs=(name,))
                case = _case(name, row["title"], name, gold, task="retrieval", constructed=True)
                found.cases.append(case)
    return found


def _gold(context: str, docs: Sequence[str], answers: Sequence[tuple[str, int]]) -> Gold:
    """Gold of alternative answers in one document; an offset below 0 is not known."""
    spans = dict.fromkeys(
        GoldSpan(doc=context, start=start, end=start + len(text), text=text)
        for text, start in answers
        if start >= 0
    )
    words = tuple(dict.fromkeys(text for text, _ in answers))
    return Gold(docs=tuple(docs), spans=tuple(spans), answers=(words,) if words else ())


def _case(
    name: str,
    question: str,
    cluster: str,
    gold: Gold | None,
    *,
    task: Task = "qa",
    constructed: bool = False,
) -> Case:
    """A case that a person asked; without gold one that has no answer."""
    return Case(
        id=name,
        cluster=cluster,
        task=task,
        kind="factoid" if gold else "unanswerable",
        question=question,
        answerable=gold is not None,
        gold=gold or Gold(type="none"),
        provenance=Provenance(human_written=True, constructed=constructed),
    )


_READERS: Mapping[str, Callable[[Path], ForeignSet]] = {
    "squad": _read_squad,
    "passages": _read_passages,
    "beir": _read_beir_folder,
}
