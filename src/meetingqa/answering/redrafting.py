"""What a language model adds to an extractive answer: a wording of its own.

It is the answer only when it is proven and as close to the question as the quotes. While it is written
it can be watched, as far as the shown quotes hold its every word: that is not yet the answer.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from meetingqa.answering.selection import Selected, select
from meetingqa.answering.verification import describe_dropped, find_unproven_in, verify
from meetingqa.answering.writers import ModelWriter
from meetingqa.calibration import Sureness
from meetingqa.clock import Clock
from meetingqa.domain import Draft, Dropped, Evidence, Passage, Query
from meetingqa.errors import ModelError

MODEL_EVIDENCE = 5  # of the best sentences; each costs about a second of reading


class Part(NamedTuple):
    """One question (or one half of a comparison) with what was found and proven for it."""

    query: Query
    passages: Sequence[Passage]
    evidence: Sequence[Evidence]
    selected: Selected


class Begun(NamedTuple):
    """How far a model's draft is: in which statement, how many words, and those that are `proven`.

    `proven` stops at the last word up to which the quotes of the extractive answer prove everything.
    The whole may still be rejected: whoever shows it says that it is being checked.
    """

    statement: int
    words: int
    proven: str


_WATCHING: ContextVar[Callable[[Begun], None] | None] = ContextVar("watching", default=None)


@contextmanager
def watching_drafts(on_begun: Callable[[Begun], None]) -> Iterator[None]:
    """Have `on_begun` told of every draft of this thread while it is written; an error that it
    raises ends the draft."""
    token = _WATCHING.set(on_begun)
    try:
        yield
    finally:
        _WATCHING.reset(token)


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
        if not part.selected.statements:
            return part, ()  # what the quotes refuse, no wording of the model answered rightly
        if part.selected.conflict:
            return part, ()  # two sources that disagree are shown in their own words
        evidence = part.evidence[:MODEL_EVIDENCE]
        drafts: tuple[Draft, ...] = ()
        rejected: tuple[Draft, str] | None = None
        dropped: tuple[Dropped, ...] = ()
        for _ in range(2):
            try:
                with clock("draft"):
                    draft = self._writer.draft(
                        part.query, evidence, rejected=rejected, on_draft=_tell_begun(part)
                    )
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


def _tell_begun(part: Part) -> Callable[[Draft], None] | None:
    """What tells the watcher of a part's draft; None where nobody watches."""
    watcher = _WATCHING.get()
    if watcher is None:
        return None
    spans = [(c.article, c.start, c.end) for c in part.selected.citations]
    proven = ""

    def tell(draft: Draft) -> None:
        nonlocal proven
        said = " ".join(statement.text for statement in draft.statements)
        whole_words, _, _ = said.rpartition(" ")
        if not said.startswith(proven):
            proven = ""  # begun anew, as the first was no JSON
        if whole_words and not find_unproven_in(whole_words, spans, part.query):
            proven = whole_words
        watcher(Begun(max(1, len(draft.statements)), len(said.split()), proven))

    return tell


def _with_dropped(part: Part, *dropped: Dropped) -> Part:
    return part._replace(selected=part.selected.with_dropped(*dropped))
