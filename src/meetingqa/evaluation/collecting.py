"""The cases of a run: a suite's data sets, filtered, drawn, and with their perturbed twins."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from meetingqa.errors import EvaluationError
from meetingqa.evaluation.archives import digest_corpus
from meetingqa.evaluation.caching import digest
from meetingqa.evaluation.datasets import Dataset, load_dataset
from meetingqa.evaluation.overlays import Overlay, documents_under, load_overlay
from meetingqa.evaluation.records import Case, Record, RunManifest, Task
from meetingqa.evaluation.suites import Suite, SystemName, Writer
from meetingqa.evaluation.twins import make_twins


class Request(Record):
    """What a run was asked for: all that decides which cases are asked, of what, and how.

    `limit` cases of each data set are drawn by `seed`; their twins come along. `threshold` stands
    for the store's calibrated one.
    """

    suite: Suite
    system: SystemName
    writer: Writer
    limit: int | None = None
    seed: int = 0
    corpus: str | None = None
    threshold: float | None = None

    @property
    def label(self) -> str:
        """What a table calls the run: its writer, or the system that is not ours."""
        return self.writer if self.system == "meetingqa" else self.system

    @classmethod
    def of(cls, manifest: RunManifest) -> "Request":
        """What a run was asked for. Raises EvaluationError for a manifest that does not tell it."""
        try:
            return cls.model_validate(manifest.settings.get("request"))
        except ValidationError as error:
            raise EvaluationError(
                f"the manifest of the run {manifest.run_id!r} does not tell what it was asked for",
                "run the suite again",
            ) from error

    @property
    def name(self) -> str:
        """The system, ours with its writer."""
        return self.system if self.label == self.system else f"{self.system} ({self.label})"

    @property
    def uses_llm(self) -> bool:
        if self.suite.task == "retrieval" or self.system == "bm25":
            return False
        return self.system != "meetingqa" or self.writer != "extractive"


# Tasks that a system has no way to do: a passage is no summary, and who reads nothing finds nothing.
_BEYOND: dict[SystemName, tuple[Task, ...]] = {
    "bm25": ("summary",),
    "stock-langchain": ("summary",),
    "closed-book": ("retrieval", "summary"),
}


class Asked(NamedTuple):
    """Cases that are asked over one corpus."""

    dataset: Dataset
    overlay: Overlay | None
    cases: tuple[Case, ...]


def collect(request: Request) -> list[Asked]:
    """Every case of a request, by corpus. Raises DatasetError; EvaluationError when there is none."""
    if request.suite.task in _BEYOND.get(request.system, ()):
        raise EvaluationError(
            f"the system {request.system!r} cannot do the task {request.suite.task!r} of the suite "
            f"{request.suite.name!r}",
            "give another --system, or a suite that asks questions",
        )
    groups = [_resolved(g) for name in request.suite.datasets for g in _groups(name, request)]
    ids = Counter(case.id for group in groups for case in group.cases)
    if twice := [name for name, n in ids.items() if n > 1]:
        raise EvaluationError(
            f"two cases of the suite {request.suite.name!r} are called {twice[0]!r}",
            "take one of its data sets out, or rename the cases",
        )
    if not ids:
        raise EvaluationError(
            f"the suite {request.suite.name!r} asks no case",
            "; ".join(map(_describe, request.suite.datasets)),
        )
    return groups


def _describe(name: str) -> str:
    """What a data set has, for a suite that found nothing to ask in it."""
    cases = load_dataset(name, articles_needed=False).cases
    found = Counter(f"{case.task} in the split {case.split!r}" for case in cases)
    told = ", ".join(f"{n} {kind}" for kind, n in sorted(found.items())) or "no case at all"
    return f"{Path(name).name} has {told}"


def digest_data(groups: Sequence[Asked]) -> dict[str, str]:
    """Digests of the corpora, and of the cases as they are asked, by name."""
    found = {}
    for dataset, _, _ in groups:
        found[f"{dataset.name}/corpus"] = digest_corpus(dataset)
        own = [c.model_dump(mode="json") for g in groups if g.dataset is dataset for c in g.cases]
        found[f"{dataset.name}/cases"] = digest(own)
    return found


def _groups(name: str, request: Request) -> Iterator[Asked]:
    suite = request.suite
    dataset = load_dataset(name, corpus=Path(request.corpus) if request.corpus else None)
    # A set that has no splits, as an imported one, is asked whole.
    splits = suite.splits if any(case.split for case in dataset.cases) else ()
    cases = [case for case in dataset.cases if _is_wanted(case, suite, splits)]
    limit = request.limit or suite.limit
    if limit and limit < len(cases):
        drawn = random.Random(request.seed).sample(range(len(cases)), limit)
        cases = [cases[place] for place in sorted(drawn)]
    yield from _by_corpus(dataset, cases, partial(load_overlay, dataset), suite.task)
    base = replace(dataset, cases=tuple(case for case in cases if case.corpus is None))
    for kind in suite.twins:
        made = make_twins(base, kind, seed=request.seed)
        yield from _by_corpus(dataset, made.cases, made.overlays.__getitem__, suite.task)


def _by_corpus(
    dataset: Dataset, cases: Sequence[Case], overlay_of: Callable[[str], Overlay], task: Task
) -> Iterator[Asked]:
    for corpus in dict.fromkeys(case.corpus for case in cases):
        own = (case for case in cases if case.corpus == corpus)
        asked = tuple(case.model_copy(update={"task": task}) for case in own)
        yield Asked(dataset, overlay_of(corpus) if corpus else None, asked)


def _is_wanted(case: Case, suite: Suite, splits: Sequence[str]) -> bool:
    if splits and case.split not in splits:
        return False
    if suite.answerable is not None and case.answerable != suite.answerable:
        return False
    if suite.task == "retrieval":
        # A search knows no earlier turns, and where nothing is right nothing can be found.
        return case.task != "summary" and bool(case.gold.docs) and not case.history
    return case.task == suite.task


def _resolved(group: Asked) -> Asked:
    """The group with gold documents named as the store names them: of two with one text, the first."""
    documents = documents_under(group.dataset, group.overlay)
    first: dict[str, str] = {}
    for name, document in documents.items():
        first.setdefault(document.text, name)
    names = {name: first[document.text] for name, document in documents.items()}
    if all(name == other for name, other in names.items()):
        return group

    def resolve(case: Case) -> Case:
        gold = case.gold
        docs = dict.fromkeys(names.get(doc, doc) for doc in gold.docs)
        spans, also = (
            tuple(s.model_copy(update={"doc": names.get(s.doc, s.doc)}) for s in places)
            for places in (gold.spans, gold.also)
        )
        return case.with_gold(docs=tuple(docs), spans=spans, also=also)

    return group._replace(cases=tuple(map(resolve, group.cases)))
