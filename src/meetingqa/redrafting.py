"""What a language model adds to an extractive answer: a wording of its own.

It is shown only when it is proven and as close to the question as the quotes.
"""

from collections.abc import Sequence
from typing import NamedTuple

from meetingqa.calibration import Sureness
from meetingqa.clock import Clock
from meetingqa.domain import Draft, Dropped, Evidence, Passage, Query
from meetingqa.errors import ModelError
from meetingqa.selection import Selected, select
from meetingqa.verification import describe_dropped, verify
from meetingqa.writers import ModelWriter

MODEL_EVIDENCE = 5  # of the best sentences; each costs about a second of reading


class Part(NamedTuple):
    """One question (or one half of a comparison) with what was found and proven for it."""

    query: Query
    passages: Sequence[Passage]
    evidence: Sequence[Evidence]
    selected: Selected


class Redrafter:
    """Words the parts of an answer with a language model."""

    def __init__(self, writer: ModelWriter) -> None:
        self._writer = writer
        self.fingerprints = writer.fingerprints

    def redraft(
        self, part: Part, sureness: Sureness, clock: Clock
    ) -> tuple[Part, tuple[Draft, ...]]:
        """The part in the model's words, and the drafts that were paid for.

        The extractive one stays when the model's is not at least as good, or fails: then the reason
        is in the trace.
        """
        if not any(sureness.passes(item) for item in part.evidence[:1]):
            return part, ()  # nothing found that a model could word
        if part.selected.conflict:
            return part, ()  # two sources that disagree are shown in their own words
        evidence = part.evidence[:MODEL_EVIDENCE]
        drafts: tuple[Draft, ...] = ()
        rejected: tuple[Draft, str] | None = None
        dropped: tuple[Dropped, ...] = ()
        for _ in range(2):
            try:
                with clock("draft"):
                    draft = self._writer.draft(part.query, evidence, rejected=rejected)
            except ModelError as error:
                return _with_dropped(part, Dropped(text="", reason=error.message)), drafts
            drafts += (draft,)
            with clock("verify"):
                verified = verify(draft, evidence, part.query)
                chosen = select(verified, evidence, part.query, sureness, rival=part.selected)
            dropped += chosen.dropped
            if chosen.statements:
                return part._replace(selected=chosen._replace(dropped=dropped)), drafts
            if not draft.statements or not verified.dropped:
                break
            rejected = (draft, describe_dropped(verified.dropped))
        return _with_dropped(part, *dropped), drafts


def _with_dropped(part: Part, *dropped: Dropped) -> Part:
    return part._replace(selected=part.selected.with_dropped(*dropped))
