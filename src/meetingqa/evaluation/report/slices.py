"""The properties by which a report parts its cases: each is a pure function of case and corpus."""

import re
from collections.abc import Callable, Mapping, Sequence

from meetingqa.evaluation.datasets import Document
from meetingqa.evaluation.records import Case
from meetingqa.language.text import has_diacritics, syllables

Documents = Mapping[str, Document]
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _length(case: Case) -> str:
    """Syllables of the shortest right answer: its parts together, or the shortest gold span."""
    parts = [min(len(syllables(text)) for text in group) for group in case.gold.answers if group]
    size = sum(parts) or min((len(syllables(span.text)) for span in case.gold.spans), default=0)
    bounds = ((0, "no answer"), (3, "1–3 syllables"), (8, "4–8"), (20, "9–20"))
    return next((name for bound, name in bounds if size <= bound), "more than 20")


def _figures(case: Case) -> str:
    if not case.answerable:
        return "no answer"
    words = [text for group in case.gold.answers for text in group]
    words += [span.text for span in case.gold.spans] + [value.value for value in case.gold.values]
    return "with figures" if any(_DIGIT.search(text) for text in words) else "without figures"


def _diacritics(case: Case) -> str:
    if not case.question:
        return "no question"
    return "with diacritics" if has_diacritics(case.question) else "without diacritics"


def _year(case: Case, document: Document | None) -> str:
    day = document.metadata.get("published_on", "") if document else ""
    found = _YEAR.search(day) or _YEAR.search(case.question)
    return found.group() if found else "not known"


def _document(case: Case, documents: Documents) -> Document | None:
    """The first document that answers, else the one that the case is drawn with."""
    names = [*case.gold.docs, *(span.doc for span in case.gold.spans), case.cluster]
    return next((documents[name] for name in names if name in documents), None)


def _values(case: Case, document: Document | None) -> dict[str, str]:
    """The value of a case in each slice."""
    return {
        "kind": case.kind,
        "twin": case.perturb.kind.replace("_", " ") if case.perturb else "as written",
        "answer length": _length(case),
        "figures": _figures(case),
        "year": _year(case, document),
        "province": (document.metadata.get("province") if document else None) or "not known",
        "diacritics": _diacritics(case),
    }


def slice_cases(
    cases: Sequence[Case], documents_of: Callable[[Case], Documents]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Case ids by slice and value, values in order of their names; `documents_of` gives what a case
    is asked over.

    A slice with one value says nothing and is left out.
    """
    parted: dict[str, dict[str, list[str]]] = {}
    for case in cases:
        for name, value in _values(case, _document(case, documents_of(case))).items():
            parted.setdefault(name, {}).setdefault(value, []).append(case.id)
    return {
        name: {value: tuple(groups[value]) for value in sorted(groups)}
        for name, groups in parted.items()
        if len(groups) > 1
    }
