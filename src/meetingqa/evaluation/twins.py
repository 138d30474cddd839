"""Perturbed twins of cases: the same question where something was changed and the right answer is known.

`make_twins` is deterministic: the same data set, kind and seed give the same twins.
"""

import random
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from meetingqa.evaluation.datasets import Dataset
from meetingqa.evaluation.derived_files import write_dataset
from meetingqa.evaluation.overlays import Overlay
from meetingqa.evaluation.question_twins import (
    miss,
    mistype,
    retype,
    strip_marks,
    switch_tone_marks,
)
from meetingqa.evaluation.records import Case, Perturbation
from meetingqa.evaluation.source_twins import (
    change_figures,
    contradict,
    plant_instructions,
    remove_gold,
)

Kind = Literal[
    "no_diacritics",
    "nfd",
    "tone_marks",
    "typo",
    "near_miss",
    "gold_removed",
    "figure_changed",
    "planted_instruction",
    "contradiction",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
_decompose = partial(unicodedata.normalize, "NFD")  # as some phones and macOS file names give it
_RETYPED: Mapping[str, Callable[[str], str]] = {
    "no_diacritics": strip_marks,
    "nfd": _decompose,
    "tone_marks": switch_tone_marks,
}


class Twins(NamedTuple):
    """Cases with `perturb` set, and the overlays that their `corpus` names (none: the base corpus)."""

    cases: tuple[Case, ...]
    overlays: Mapping[str, Overlay]


def make_twins(dataset: Dataset, kind: Kind, *, seed: int = 0) -> Twins:
    """The twins of one kind; cases that cannot be changed so have none. Ids are `<of>~<kind>`.

    Question kinds (`no_diacritics`, `nfd`, `tone_marks`, `typo`, `near_miss`) have no overlay; the others one
    for all their cases, `gold_removed` a few (`gold_removed-0` …), each a part of the cases. The
    `seed` settles what is drawn: syllables, figures, instructions and their places.
    """
    cases = [c for c in dataset.cases if c.task == "qa" and c.corpus is None and not c.perturb]
    made, overlays = _make(cases, dataset, kind, seed)
    named = [
        case.model_copy(
            update={
                "id": f"{case.id}~{kind}",
                "perturb": Perturbation(of=case.id, kind=kind),
                "provenance": case.provenance.model_copy(update={"constructed": True}),
            }
        )
        for case in made
    ]
    used = {case.corpus for case in named}
    return Twins(tuple(named), {o.name: o for o in overlays if o.name in used})


def _make(
    cases: list[Case], dataset: Dataset, kind: Kind, seed: int
) -> tuple[list[Case], list[Overlay]]:
    if kind in _RETYPED:
        return [twin for case in cases if (twin := retype(case, _RETYPED[kind]))], []
    if kind == "typo":
        return [twin for case in cases if (twin := _mistyped(case, seed))], []
    documents = dataset.documents
    if kind == "planted_instruction":
        return plant_instructions(cases, documents, seed)
    cases = [case for case in cases if case.answerable]
    if kind == "near_miss":
        texts = [document.text for document in documents.values()]
        return [twin for case in cases if (twin := miss(case, texts))], []
    if kind == "gold_removed":
        return remove_gold([case for case in cases if case.gold.docs], documents)
    if kind == "figure_changed":
        return change_figures(cases, documents, seed)
    return contradict(cases, documents, seed)


def _mistyped(case: Case, seed: int) -> Case | None:
    rng = random.Random(f"{seed}:typo:{case.id}")
    return retype(case, lambda text: mistype(text, rng), history=False)


def write_twins(
    dataset: Dataset, kinds: Sequence[Kind], output: Path, *, seed: int = 0
) -> dict[str, int]:
    """Write the originals and their twins as a data set with its own corpus and overlays; return how
    many twins of each kind. Raises DatasetError when `output` holds a data set already."""
    made = {kind: make_twins(dataset, kind, seed=seed) for kind in kinds}
    cases = [*dataset.cases, *(case for twins in made.values() for case in twins.cases)]
    head = f"# Perturbed twins of {dataset.name}\n\nMade by `meetingqa eval twins`, seed {seed}.\n"
    overlays = [overlay for twins in made.values() for overlay in twins.overlays.values()]
    card = f"{head}\n{dataset.card}"
    write_dataset(output, dataset.documents.values(), cases, card, overlays)
    return {kind: len(twins.cases) for kind, twins in made.items()}
