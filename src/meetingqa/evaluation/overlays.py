"""Changed corpora: what differs from a data set's own, so that one ingest serves many cases.

A case whose `corpus` is "figure_changed" is asked over the base corpus with the overlay of that name
laid on it: `overlays/figure_changed.jsonl` beside its cases, or made on demand by `twins`. A line is
a BEIR document (it replaces the one of its id, or is added) or {"_id": …, "removed": true}.
"""

from pathlib import Path

from meetingqa.evaluation.datasets import (
    OVERLAYS,
    Dataset,
    Document,
    parse_beir,
    read_lines,
    write_lines,
)
from meetingqa.evaluation.records import Record


class Overlay(Record):
    """Documents that replace, join or leave a corpus; `removed` ids are sorted."""

    name: str
    documents: tuple[Document, ...] = ()
    removed: tuple[str, ...] = ()

    def write(self, folder: Path) -> Path:
        """Write `<folder>/<name>.jsonl`; return its path."""
        path = folder / f"{self.name}.jsonl"
        gone = [{"_id": name, "removed": True} for name in self.removed]
        write_lines(path, [*gone, *(document.as_beir() for document in self.documents)])
        return path


def load_overlay(dataset: Dataset, name: str) -> Overlay:
    """The overlay of that name in the set's folder. Raises DatasetError when it is not there."""
    path = dataset.folder / OVERLAYS / f"{name}.jsonl"
    removed, documents = set[str](), list[Document]()
    for number, row in read_lines(path):
        if row.get("removed"):
            removed.add(str(row.get("_id")))
        else:
            documents.append(parse_beir(row, f"{str(path)!r} line {number}"))
    return Overlay(name=name, documents=tuple(documents), removed=tuple(sorted(removed)))


def documents_under(dataset: Dataset, overlay: Overlay | None) -> dict[str, Document]:
    """Every document by id with the overlay laid on the corpus."""
    documents = dict(dataset.documents)
    if overlay:
        documents |= {document.id: document for document in overlay.documents}
        documents = {k: v for k, v in documents.items() if k not in overlay.removed}
    return documents


def write_sources(dataset: Dataset, overlay: Overlay | None, scratch: Path) -> list[Path]:
    """Paths to ingest: the set's own article files where unchanged, the rest as one JSONL in
    `scratch`. `datasets.document_id` tells which document an ingested article is."""
    changed = {d.id for d in overlay.documents} | {*overlay.removed} if overlay else set[str]()
    files = [path for name, path in dataset.files().items() if name not in changed]
    rest = list(overlay.documents) if overlay else []
    if not files:
        rest = list(documents_under(dataset, overlay).values())
    if rest:
        written = scratch / f"{dataset.name}-{overlay.name if overlay else 'base'}.jsonl"
        write_lines(written, [document.as_source() for document in rest])
        files.append(written)
    return files
