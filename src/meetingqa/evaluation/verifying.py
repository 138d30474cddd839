"""Whether a data set keeps its promises: digests, spans, golds, ids, clusters, files in sync."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from meetingqa.errors import DatasetError, SourceError
from meetingqa.evaluation.datasets import CARD, OVERLAYS, Dataset, Document, canonical
from meetingqa.evaluation.derived_files import DIGESTS, digest_files, render_derived
from meetingqa.evaluation.metrics.answers import holds, missing_groups
from meetingqa.evaluation.metrics.values import states_value
from meetingqa.evaluation.overlays import documents_under, load_overlay
from meetingqa.evaluation.records import Case, GoldSpan
from meetingqa.language.text import key

_COPIED = frozenset({"text", "name", "who", "due"})
_LARGE = 0.2  # share of the cases that one cluster may have before intervals say little


class Finding(NamedTuple):
    """Something wrong (`error`) or worth a look (`warning`), and where."""

    level: Literal["error", "warning"]
    where: str
    what: str


class Census(NamedTuple):
    """What a set holds."""

    name: str
    cases: int
    answerable: int
    documents: int | None
    clusters: int
    largest_cluster: int
    kinds: dict[str, int]
    splits: dict[str, int]


def count(dataset: Dataset) -> Census:
    """The numbers of a set; `documents` is None where the articles are not there."""
    cases = dataset.cases
    clusters = Counter(case.cluster for case in cases)
    return Census(
        name=dataset.name,
        cases=len(cases),
        answerable=sum(case.answerable for case in cases),
        documents=len(dataset.documents) if dataset.corpus.exists() else None,
        clusters=len(clusters),
        largest_cluster=max(clusters.values(), default=0),
        kinds=dict(Counter(case.kind for case in cases).most_common()),
        splits=dict(Counter(case.split for case in cases).most_common()),
    )


def verify(dataset: Dataset) -> list[Finding]:
    """Everything that does not hold. Without its articles a set's texts are not checked, which is a
    warning. Raises DatasetError where an article cannot be read."""
    findings = [*_check_files(dataset), *_check_cases(dataset)]
    if not dataset.corpus.exists():
        what = "the articles are not here: spans, golds and documents were not checked"
        return [*findings, Finding("warning", dataset.name, what)]
    findings += _check_golds(dataset)
    texts: dict[str, str] = {}
    for name, document in dataset.documents.items():
        if name != (first := texts.setdefault(document.text, name)):
            findings.append(Finding("warning", name, f"the same text as {first!r}"))
        if not dataset.files() and not _is_canonical(document):
            what = "ingestion changes this text, so offsets do not fit: run `eval import` on it"
            findings.append(Finding("error", name, what))
    return findings


def _check_files(dataset: Dataset) -> Iterator[Finding]:
    mend = "`eval verify-data --write` after a look"
    if not (dataset.folder / CARD).is_file():
        yield Finding("error", CARD, "there is no data card")
    try:
        known = dict(json.loads((dataset.folder / DIGESTS).read_text(encoding="utf-8")))
    except FileNotFoundError:
        yield Finding("error", DIGESTS, f"there are no digests; {mend}")
        known = None
    except (TypeError, ValueError) as error:
        raise DatasetError(
            f"{DIGESTS!r} of {dataset.name!r} is not a JSON object: {error}", mend
        ) from error
    if known is not None:
        found = digest_files(dataset.folder)
        for name in sorted({*known, *found}):
            if known.get(name) != found.get(name):
                what = "changed" if name in known and name in found else "new"
                what = "gone" if name not in found else what
                yield Finding("error", name, f"{what} since the digests were written; {mend}")
    for name, text in render_derived(dataset).items():
        path = dataset.folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield Finding("error", name, f"differs from the articles and cases; {mend}")


def _check_cases(dataset: Dataset) -> Iterator[Finding]:
    cases = dataset.cases
    if not cases:
        yield Finding("error", dataset.name, "there are no cases")
    ids = Counter(case.id for case in cases)
    yield from (Finding("error", name, "two cases have this id") for name in ids if ids[name] > 1)
    asked: dict[str, Case] = {}
    splits: dict[str, set[str]] = {}
    for case in cases:
        if not case.perturb:
            question = "\n".join(key(text) for text in (*case.turns, case.question))
            first = asked.setdefault(question, case)
            if first is not case and case.task != "summary":
                same = first.gold.docs == case.gold.docs
                what = f"asks the same as {first.id!r}" + ("" if same else " of other documents")
                yield Finding("error" if same else "warning", case.id, what)
        splits.setdefault(case.cluster, set()).add(case.split)
        for what in _check_labels(case, ids):
            yield Finding("error", case.id, what)
    for name, found in splits.items():
        if len(found) > 1:
            yield Finding("warning", name, f"cluster in the splits {', '.join(sorted(found))}")
    name, largest = Counter(case.cluster for case in cases).most_common(1)[0] if cases else ("", 0)
    if largest > _LARGE * len(cases) and len(cases) > 1:
        yield Finding("warning", name, f"this cluster has {largest} of {len(cases)} cases")


def _check_labels(case: Case, ids: Counter[str]) -> Iterator[str]:
    gold = case.gold
    if case.task != "summary" and not case.question.strip():
        yield "has no question"
    if case.task == "summary" and gold.fields is None:
        yield "a summary without labelled fields"
    if case.answerable and not gold.docs and not gold.answers and gold.fields is None:
        yield "is answerable but has no gold"
    if not case.answerable and (gold.answers or gold.spans):
        yield "has an answer although it is not answerable"
    if any(not group or not all(map(key, group)) for group in gold.answers):
        yield "has an empty answer or group of answers"  # which any text would hold
    if any(span.doc not in gold.docs for span in gold.spans):
        yield "has a span in a document that is not gold"
    for word in case.forbidden:
        if any(group and holds(group[0], [[word]]) for group in gold.answers):
            yield f"forbids {word!r}, which its answer holds"
    if case.perturb and case.perturb.of not in ids:
        yield f"is a twin of {case.perturb.of!r}, which is not here"


def _check_golds(dataset: Dataset) -> Iterator[Finding]:
    """The golds of each case in the articles that it is asked over."""
    groups: dict[str | None, list[Case]] = {}
    for case in dataset.cases:
        groups.setdefault(case.corpus, []).append(case)
    for corpus, cases in groups.items():
        try:
            documents = documents_under(dataset, load_overlay(dataset, corpus) if corpus else None)
        except DatasetError as error:
            yield Finding("error", f"{OVERLAYS}/{corpus}.jsonl", error.message)
            continue
        for case in cases:
            yield from (Finding("error", case.id, w) for w in _check_texts(case, documents))


def _check_texts(case: Case, documents: Mapping[str, Document]) -> Iterator[str]:
    gold = case.gold
    if gone := [doc for doc in gold.docs if doc not in documents]:
        yield f"gold documents are missing: {', '.join(gone)}"
        return
    spans = [span for span in gold.spans if span.doc in gold.docs]
    for span in spans:
        text = documents[span.doc].text
        if not 0 <= span.start < span.end <= len(text):
            yield f"span {span.start}–{span.end} is not inside {span.doc!r}"
        elif span.text and text[span.start : span.end] != span.text:
            yield f"span {span.start}–{span.end} of {span.doc!r} is not {span.text!r:.60}"
    yield from _check_others(case, documents)
    said = "\n".join(_everything(documents[doc]) for doc in gold.docs)
    for group in missing_groups(said, gold.answers) if gold.docs else ():
        yield f"no gold document holds {next(iter(group), None)!r}"
    spanned = "\n".join(documents[s.doc].text[s.start : s.end] for s in spans)
    for group in missing_groups(spanned, gold.answers) if spans else ():
        yield f"no gold span holds {next(iter(group), None)!r}"
    for text in _labelled_texts(gold.fields):
        if text not in said:
            yield f"a labelled field is not in its article: {text!r:.60}"
    for value in gold.values:
        try:
            if not states_value(spanned, value) and spans:
                yield f"no gold span states the value {value.value!r} {value.unit}".rstrip()
        except ValueError as error:
            yield f"the value {value.value!r} is no {value.type}: {error}"


def _check_others(case: Case, documents: Mapping[str, Document]) -> Iterator[str]:
    """Faults of the other places that are right to cite: one that says the same says every answer
    that its span says (of yes/no questions the answer is no words of the article)."""
    spans, literal = case.gold.spans, "yesno" not in (case.kind, case.gold.type)
    for place in case.gold.also:
        name = f"other place {place.start}–{place.end} of {place.doc!r}"
        document = documents.get(place.doc)
        if not place.text or document is None or not _stands(place, document.text):
            yield f"{name} is not {place.text!r:.60}"
        elif place.of is not None and not 0 <= place.of < len(spans):
            yield f"{name} is of the span {place.of}, which is not here"
        elif any(place.doc == s.doc and place.start < s.end and s.start < place.end for s in spans):
            yield f"{name} overlaps a gold span"
        elif place.of is not None and literal:
            told = [group for group in case.gold.answers if holds(spans[place.of].text, [group])]
            for group in missing_groups(place.text, told):
                yield f"{name} does not hold {next(iter(group), None)!r}, which its span does"


def _stands(span: GoldSpan, text: str) -> bool:
    return 0 <= span.start < span.end and text[span.start : span.end] == span.text


def _everything(document: Document) -> str:
    """What an article says with its headline, byline and dates."""
    return "\n".join([document.title, document.text, *document.metadata.values()])


def _labelled_texts(fields: object) -> Iterator[str]:
    """What entries of a labelled summary copy from the article."""
    if isinstance(fields, dict):
        for name, value in fields.items():
            if isinstance(value, str) and name in _COPIED:
                yield value
            else:
                yield from _labelled_texts(value)
    elif isinstance(fields, list):
        for value in fields:
            yield from _labelled_texts(value)


def _is_canonical(document: Document) -> bool:
    try:
        return canonical(document).text == document.text
    except SourceError:
        return False
