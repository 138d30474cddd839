"""The articles that a run's cases were asked over, and the cards of their data sets."""

from collections.abc import Mapping
from typing import NamedTuple

from meetingqa.errors import MeetingQAError
from meetingqa.evaluation.collecting import collect
from meetingqa.evaluation.datasets import Document
from meetingqa.evaluation.judged import Judged
from meetingqa.evaluation.overlays import documents_under
from meetingqa.evaluation.records import Case


class Sources(NamedTuple):
    """Documents by case; `missing` says why there are none, where the data are not at hand."""

    documents: Mapping[str, Mapping[str, Document]]
    cards: tuple[tuple[str, str], ...]
    missing: str = ""

    def documents_of(self, case: Case) -> Mapping[str, Document]:
        """What a case is asked over."""
        return self.documents.get(case.id, {})


def find_sources(judged: Judged) -> Sources:
    """The data of a run, read again from where they were. A report does without them."""
    documents: dict[str, Mapping[str, Document]] = {}
    cards: dict[str, str] = {}
    try:
        for group in collect(judged.request):
            own = documents_under(group.dataset, group.overlay)
            documents |= {case.id: own for case in group.cases}
            if group.dataset.card:
                cards[group.dataset.name] = group.dataset.card
    except MeetingQAError as error:
        return Sources({}, (), error.message)
    return Sources(documents, tuple(cards.items()))
