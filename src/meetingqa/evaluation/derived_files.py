"""Files of a data set that follow from its cases and articles: BEIR's three, and digests of all."""

import json
from collections.abc import Iterable
from pathlib import Path

from meetingqa.errors import DatasetError
from meetingqa.evaluation.datasets import (
    CARD,
    CASES,
    CORPUS,
    OVERLAYS,
    Dataset,
    Document,
    as_lines,
    load_dataset,
    write_lines,
)
from meetingqa.evaluation.overlays import Overlay
from meetingqa.evaluation.records import Case
from meetingqa.models.wheels import sha256_of

DIGESTS, QUERIES, QRELS = "digests.json", "queries.jsonl", "qrels.tsv"


def write_dataset(
    folder: Path,
    documents: Iterable[Document],
    cases: Iterable[Case],
    card: str,
    overlays: Iterable[Overlay] = (),
) -> None:
    """A set of our form with what is derived. Raises DatasetError where the folder holds one."""
    if (folder / CASES).exists():
        raise DatasetError(f"{str(folder)!r} holds a data set already", "give another --output")
    write_lines(folder / CASES, (case.model_dump(exclude_defaults=True) for case in cases))
    write_lines(folder / CORPUS, (document.as_beir() for document in documents))
    for overlay in overlays:
        overlay.write(folder / OVERLAYS)
    (folder / CARD).write_text(card, encoding="utf-8")
    write_derived(load_dataset(folder))


def write_derived(dataset: Dataset) -> None:
    """Write what is made from the rest: the BEIR files, then the digests."""
    for name, text in render_derived(dataset).items():
        (dataset.folder / name).write_text(text, encoding="utf-8", newline="\n")
    digests = json.dumps(digest_files(dataset.folder), indent=1, ensure_ascii=False) + "\n"
    (dataset.folder / DIGESTS).write_text(digests, encoding="utf-8")


def digest_files(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a set but the digests' own."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): sha256_of(path)
        for path in files
        if path.name != DIGESTS and not path.name.startswith(".")
    }


def render_derived(dataset: Dataset) -> dict[str, str]:
    """Contents by name of the BEIR files (Thakur et al. 2021) that belong into the set's folder: none
    where its articles are elsewhere, no corpus where it is one itself. A follow-up's earlier questions
    are in its metadata; a case without gold documents has no line in qrels.tsv."""
    if not dataset.corpus.exists() or dataset.corpus.parent != dataset.folder:
        return {}
    queries: list[dict[str, object]] = []
    judged = ["query-id\tcorpus-id\tscore"]
    for case in (case for case in dataset.cases if case.task != "summary"):
        metadata: dict[str, object] = {"kind": case.kind, "split": case.split}
        if case.history:
            metadata["history"] = case.turns
        queries.append({"_id": case.id, "text": case.question, "metadata": metadata})
        judged += [f"{case.id}\t{doc}\t1" for doc in case.gold.docs]
    corpus = [document.as_beir() for document in dataset.documents.values()]
    files = {CORPUS: as_lines(corpus), QUERIES: as_lines(queries), QRELS: "\n".join(judged) + "\n"}
    return {name: text for name, text in files.items() if dataset.folder / name != dataset.corpus}
