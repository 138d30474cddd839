"""What a language model adds to an extractive answer: a second reading, and a wording of its own.

The model first says whether the quoted words answer the question. Only then may it word the answer,
and its wording is shown only when proven and as close to the question as the quotes.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from meetingqa.calibration import Sureness
from meetingqa.clock import Clock
from meetingqa.domain import Draft, Dropped, Evidence, Passage, Query
from meetingqa.errors import ModelError
from meetingqa.llm import LanguageModel
from meetingqa.second_reading import SecondReader
from meetingqa.selection import Selected, select
from meetingqa.verification import Verified, describe_dropped, verify
from meetingqa.writers import ModelWriter

MODEL_EVIDENCE = 5  # of the best sentences; each costs about a second of reading
WORTH_READING = 0.05  # confidence below which quotes are not read a second time
READINGS = 2  # answers of a question that are read, best first: each costs some seconds
SURE_AGREEMENT = 0.8  # at which no second one is looked at


class Part(NamedTuple):
    """One question (or one half of a comparison) with what was found and proven for it."""

    query: Query
    passages: Sequence[Passage]
    evidence: Sequence[Evidence]
    verified: Verified
    selected: Selected


class Redrafter:
    """Checks and words the parts of an answer with a language model."""

    def __init__(self, writer: ModelWriter, reader: SecondReader) -> None:
        self._writer = writer
        self._reader = reader
        self.fingerprints = writer.fingerprints | reader.fingerprints

    def redraft(
        self, part: Part, sureness: Sureness, clock: Clock
    ) -> tuple[Part, tuple[Draft, ...]]:
        """The part as the model leaves it, and the drafts that were paid for.

        A model that fails leaves the extractive answer, with the reason in the trace.
        """
        try:
            part = self._read_again(part, sureness, clock)
        except ModelError as error:
            return _with_dropped(part, Dropped(text="", reason=error.message)), ()
        # Two sources that disagree are shown in their own words.
        if not part.selected.statements or part.selected.conflict:
            return part, ()
        return self._word(part, sureness, clock)

    def _read_again(self, part: Part, sureness: Sureness, clock: Clock) -> Part:
        """The extractive answer, kept, exchanged for the next best one, or refused by what the model
        says of its quotes."""
        if part.selected.conflict or (part.selected.statements and _bound(part.query)):
            return part
        best: Selected | None = None
        verified = part.verified
        for _ in range(READINGS):
            chosen = select(verified, part.evidence, part.query, sureness.at_least(0.0))
            if not chosen.statements or chosen.confidence < WORTH_READING:
                break
            with clock("verify"):
                agreement = self._reader.agreement(part.query, chosen.citations)
            if agreement is None:
                return part
            confidence = sureness.checked(chosen.confidence, agreement)
            if best is None or confidence > best.confidence:
                signals = {**chosen.signals, "agreement": agreement}
                best = chosen._replace(confidence=confidence, signals=signals)
            if agreement >= SURE_AGREEMENT:
                break
            texts = {statement.text for statement in chosen.statements}
            others = tuple(s for s in verified.statements if s.text not in texts)
            verified = verified._replace(statements=others)
        if best is None:
            return part
        if best.confidence >= sureness.threshold:
            return part._replace(selected=best)
        reason = f"mô hình đọc lại: ít khả năng trả lời câu hỏi ({best.signals['agreement']:.2f})"
        refused = (Dropped(text=s.text, reason=reason) for s in best.statements)
        return part._replace(
            selected=best._replace(
                statements=(), citations=(), dropped=(*part.selected.dropped, *refused)
            )
        )

    def _word(self, part: Part, sureness: Sureness, clock: Clock) -> tuple[Part, tuple[Draft, ...]]:
        """Let the model word the answer; keep the extractive one when it is not at least as good."""
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
                chosen = select(
                    verified, evidence, part.query, sureness.at_least(0.0), rival=part.selected
                )
            dropped += chosen.dropped
            if chosen.statements:
                read = part.selected
                chosen = chosen._replace(
                    dropped=dropped, confidence=read.confidence, signals=read.signals
                )
                return part._replace(selected=chosen), drafts
            if not draft.statements or not verified.dropped:
                break
            rejected = (draft, describe_dropped(verified.dropped))
        return _with_dropped(part, *dropped), drafts


def build_redrafter(model: LanguageModel, prompts_dir: Path | None = None) -> Redrafter:
    """A redrafter whose parts all use one model. Raises PromptError."""
    return Redrafter(
        ModelWriter(model, prompts_dir=prompts_dir), SecondReader(model, prompts_dir=prompts_dir)
    )


def _bound(query: Query) -> bool:
    """Whether facts alone tie the answer to the question: who holds an office, which offices one holds.

    There a small model, which must tell "tỉnh" from the title, is less sure than the proof.
    """
    asked = query.asked
    return asked.holder or (asked.kind == "office" and bool(asked.people))


def _with_dropped(part: Part, *dropped: Dropped) -> Part:
    return part._replace(selected=part.selected.with_dropped(*dropped))
