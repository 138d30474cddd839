"""Foreign question sets to folders of our form, so that they are measured without being committed.

Texts become what ingestion makes of them; the offsets of answers are found again in them.
"""

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from meetingqa.errors import DatasetError, SourceError
from meetingqa.evaluation.datasets import Document, canonical
from meetingqa.evaluation.derived_files import write_dataset
from meetingqa.evaluation.foreign_sets import ForeignSet, Format, read_foreign
from meetingqa.evaluation.metrics.answers import holds
from meetingqa.evaluation.records import Case, GoldSpan
from meetingqa.language.text import key

_PASSES = 4
_CARD = """# Data card: {name}

Made by `meetingqa eval import --format {form}` from `{source}`. The texts and questions are others':
keep the set where it was made, and see the source for authors and terms.

**Licence.** {licence}

| | |
| --- | --- |
| documents | {documents} |
| cases | {cases} of {offered} |
| without an answer | {unanswerable} |
| documents whose text ingestion changes | {changed} |
| documents left out (no text left) | {lost} |
| documents with the same text as another, merged | {merged} |
| answers whose offset was mended | {moved} |
| answers left out (not in their text, or cut within a number) | {unfound} |
| cases left out: of such documents and answers, or asked twice | {dropped} |

**Limits.** A question without an answer has none in its own passage; another passage may hold one.
Splits are empty. An answer is right when it holds one of the given wordings.
"""


class ImportReport(NamedTuple):
    """What an import did; the fields are the lines of the card."""

    name: str
    form: str
    source: str
    licence: str
    documents: int
    cases: int
    offered: int
    unanswerable: int
    changed: int
    lost: int
    dropped: int
    merged: int
    moved: int
    unfound: int


def import_dataset(
    source: Path,
    form: Format,
    output: Path,
    *,
    name: str = "",
    licence: str = "",
    ask: str = "*",
    limit: int | None = None,
) -> ImportReport:
    """Write `output` with corpus.jsonl, cases.jsonl and CARD.md. `limit` draws that many cases, always
    the same; the corpus stays whole. `ask` is for `titles`. Raises DatasetError."""
    found = read_foreign(source, form, ask=ask)
    counts = Counter(changed=0, lost=0, moved=0, unfound=0)
    documents, ids = _take_documents(found, counts)
    cases = _take_cases(found, documents, ids, counts)
    if twice := [name for name, n in Counter(case.id for case in cases).items() if n > 1]:
        raise DatasetError(f"two questions of {str(source)!r} are called {twice[0]!r}")
    kept = [
        case.model_copy(
            update={"provenance": case.provenance.model_copy(update={"licence": licence})}
        )
        for case in draw(cases, limit)
    ]
    if not kept:
        raise DatasetError(f"no question in {str(source)!r}", "check PATH and --format")
    report = ImportReport(
        name=name or output.name,
        form=form,
        source=source.name,
        licence=licence or "not stated",
        documents=len(documents),
        cases=len(kept),
        offered=len(found.cases),
        unanswerable=sum(not case.answerable for case in kept),
        dropped=len(found.cases) - len(cases),
        merged=len(ids) - len(documents),
        **counts,
    )
    write_dataset(output, documents.values(), kept, _CARD.format_map(report._asdict()))
    return report


def draw(cases: list[Case], limit: int | None) -> list[Case]:
    """At most `limit` cases in their order, drawn by the SHA-256 of their ids."""
    by_digest = sorted(cases, key=lambda case: hashlib.sha256(case.id.encode()).digest())
    drawn = {case.id for case in by_digest[:limit]}
    return [case for case in cases if case.id in drawn]


def _take_documents(
    found: ForeignSet, counts: Counter[str]
) -> tuple[dict[str, Document], dict[str, str]]:
    """Canonical documents by id, and the kept id of every readable one; those changed and lost are
    counted. A store keeps one article of equal texts, so equal documents become one."""
    documents: dict[str, Document] = {}
    ids: dict[str, str] = {}
    first: dict[str, str] = {}
    for raw in found.documents:
        if raw.id in ids:
            raise DatasetError(f"two documents are called {raw.id!r}", "give each its own id")
        try:
            document = _settle(raw)
        except SourceError:
            counts["lost"] += 1
            continue
        counts["changed"] += document.text != raw.text
        ids[raw.id] = first.setdefault(document.text, raw.id)
        if ids[raw.id] == raw.id:
            documents[raw.id] = document
    return documents, ids


def _settle(document: Document) -> Document:
    """Canonical so that another ingestion changes nothing: what goes may lay more bare."""
    for _ in range(_PASSES):
        before, document = document, canonical(document)
        if document.text == before.text:
            break
    return document


def _take_cases(
    found: ForeignSet, documents: dict[str, Document], ids: dict[str, str], counts: Counter[str]
) -> list[Case]:
    """Cases of kept documents with canonical spans, each asked once; counted are the spans moved, and
    the answers that do not stand in their text as words of their own."""
    texts = {document.id: document.text for document in found.documents}
    cases: dict[object, Case] = {}
    for case in found.cases:
        if any(doc not in ids for doc in case.gold.docs):
            continue
        docs = tuple(dict.fromkeys(ids[doc] for doc in case.gold.docs))
        said = "\n".join(documents[doc].text for doc in docs)
        words = [w for g in case.gold.answers for w in g if key(w) and holds(said, [[w]])]
        counts["unfound"] += sum(map(len, case.gold.answers)) - len(words)
        if case.gold.answers and not words:
            continue
        spans = []
        for span in case.gold.spans:
            placed = place(span, texts[span.doc], documents[ids[span.doc]].text)
            if placed and span.text in words:
                counts["moved"] += texts[span.doc][span.start : span.end] != span.text
                spans.append(placed.model_copy(update={"doc": ids[span.doc]}))
        answers = (tuple(words),) if words else ()
        kept = case.with_gold(docs=docs, spans=tuple(spans), answers=answers)
        cases.setdefault((key(case.question), docs, case.answerable), kept)
    return list(cases.values())


def place(span: GoldSpan, raw: str, text: str) -> GoldSpan | None:
    """The span in the canonical text of its document: where it counts to, else the occurrence nearest
    to there; None where its words do not stand in it."""
    answer = span.text
    if text[span.start : span.end] == answer:
        return span
    wanted = span.start * len(text) / max(1, len(raw))
    starts = [m.start() for m in re.finditer(f"(?={re.escape(answer)})", text)] if answer else []
    if not starts:
        return None
    start = min(starts, key=lambda start: abs(start - wanted))
    return span.model_copy(update={"start": start, "end": start + len(answer)})
