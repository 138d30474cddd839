"""Lets a language model choose where a long point begins, among cuts that lose nothing checkable.

It writes the first words of what it would keep; the words shown are the article's, without an
opening such as who reported it. What field a sentence belongs to, figures, names and tasks are the
rules' business: a small model confuses them, and words of its own it gets wrong.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from meetingqa.domain import Dropped, Point, SummaryFields
from meetingqa.errors import ModelError, ModelOutput
from meetingqa.language.text import key
from meetingqa.models.llm import Completion, LanguageModel
from meetingqa.prompts import load_prompt
from meetingqa.summarizing.proving import find_cuts

_WORDED = ("agenda", "results", "shortcomings", "conclusions", "decisions")
LONG = 110  # characters; shorter points are left whole
MAX_POINTS = 24  # of one article, the longest: under two seconds each
_OPENING = 4  # words that tell where a cut begins
_TOKENS = 40


class Place(NamedTuple):
    """Where a point stands, by its field and its index there, and what may be left of it."""

    field: str
    at: int
    cuts: tuple[str, ...]


class Drafting(NamedTuple):
    """The fields after a point, and what it all took. `complete` when no call failed."""

    fields: SummaryFields
    worded: int
    complete: bool
    model: str | None
    input_tokens: int
    output_tokens: int
    draft_s: float
    verify_s: float
    dropped: tuple[Dropped, ...]


class SummaryDrafter:
    """Shortens a summary's long points with a language model, held to a JSON schema."""

    def __init__(self, model: LanguageModel, *, prompts_dir: Path | None = None) -> None:
        self.model = model
        self._system = load_prompt("summarize/system", set(), prompts_dir)
        self._user = load_prompt("summarize/user", {"sentence"}, prompts_dir)
        self.prompts = {p.name: p.fingerprint for p in (self._system, self._user)}

    @property
    def fingerprint(self) -> str:
        """What its drafts depend on: the model's name and the prompts."""
        said = "\n".join([self.model.name, *self.prompts.values()])
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def draft(self, fields: SummaryFields) -> Iterator[Drafting]:
        """The fields after every point that can be cut; the last are complete.

        A failed call ends the work unless the model only wrote the wrong form: what was chosen
        stays, and why it ended stands last in `dropped`, with an empty text.
        """
        begun = time.perf_counter()
        places = _places(fields)
        state = Drafting(fields, 0, True, None, 0, 0, 0.0, time.perf_counter() - begun, ())
        if not places:
            yield state
        for place in places:
            begun = time.perf_counter()
            try:
                done = self._ask(state.fields, place)
            except ModelError as error:
                reason = Dropped(text="", reason=error.message)
                state = state._replace(
                    complete=False,
                    dropped=(*state.dropped, reason),
                    draft_s=state.draft_s + time.perf_counter() - begun,
                )
                yield state
                if isinstance(error, ModelOutput):
                    continue
                return
            state = _take(state, place, done)
            state = state._replace(draft_s=state.draft_s + time.perf_counter() - begun)
            yield state

    def _ask(self, fields: SummaryFields, place: Place) -> Completion:
        text = getattr(fields, place.field)[place.at].text
        messages = [
            ("system", self._system.fill()),
            ("user", self._user.fill(sentence=" ".join(text.split()))),
        ]
        openings = [_opening(choice) for choice in (text, *place.cuts)]
        return self.model.draft(messages, _schema(openings), max_tokens=_TOKENS)


def _schema(openings: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"y": {"type": "string", "enum": list(dict.fromkeys(openings))}},
        "required": ["y"],
        "additionalProperties": False,
    }


def _opening(text: str) -> str:
    return " ".join(text.split()[:_OPENING]).rstrip(" ,;:.")


def _places(fields: SummaryFields) -> list[Place]:
    """The longest points that can be cut, in the fields' order."""
    places = [
        (len(point.text), Place(field, at, cuts))
        for field in _WORDED
        for at, point in enumerate(getattr(fields, field))
        if len(point.text) > LONG and (cuts := tuple(find_cuts(point.text, field)))
    ]
    longest = {place for _, place in sorted(places, reverse=True)[:MAX_POINTS]}
    return [place for _, place in places if place in longest]


def _take(state: Drafting, place: Place, done: Completion) -> Drafting:
    """The state with the point cut where the model began, if that is one of the cuts."""
    points: list[Point] = list(getattr(state.fields, place.field))
    point = points[place.at]
    said = key(str(done.data["y"]))
    kept = next((c for c in (point.text, *place.cuts) if said.startswith(key(_opening(c)))), None)
    dropped = state.dropped
    if kept is None:
        reason = "không phải lời mở đầu nào của câu"
        dropped = (*dropped, Dropped(text=str(done.data["y"]), reason=reason))
    cut = kept in place.cuts
    if cut:
        points[place.at] = point.model_copy(update={"text": kept})
    return state._replace(
        fields=state.fields.model_copy(update={place.field: tuple(points)}),
        worded=state.worded + cut,
        model=done.model,
        input_tokens=state.input_tokens + done.input_tokens,
        output_tokens=state.output_tokens + done.output_tokens,
        dropped=dropped,
    )
