"""Lets a language model word long points shorter, and keeps of its words what the quotes prove.

The article is read piece by piece, each a few numbered points; a piece that fails costs no other.
What fields a sentence belongs to, figures, names and tasks are the rules' business: a small model
confuses them.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from meetingqa.domain import Article, Dropped, Point, SummaryFields
from meetingqa.errors import ModelError, ModelOutput
from meetingqa.llm import Completion, LanguageModel
from meetingqa.prompts import load_prompt
from meetingqa.summarizing.proving import why_unproven
from meetingqa.writers import as_sentence

_WORDED = ("agenda", "results", "shortcomings", "conclusions", "decisions")
LONG = 150  # characters; shorter points are left in the article's words
PIECE = 4  # points in one call: what a small model keeps apart
MAX_POINTS = 16  # of one article, the longest: a second to read and three to word each
_TOKENS = 120  # for one point: a model that copies must not be cut in mid-JSON

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "points": {
            "type": "array",
            "maxItems": PIECE,
            "items": {
                "type": "object",
                "properties": {
                    "n": {"type": "integer", "minimum": 1, "maximum": PIECE},
                    "text": {"type": "string", "maxLength": 260},
                },
                "required": ["n", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["points"],
    "additionalProperties": False,
}


class Place(NamedTuple):
    """Where a point stands: its field and its index there."""

    field: str
    at: int


class Drafting(NamedTuple):
    """The fields after a piece, and what it all took. `complete` when no call failed."""

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
    """Words a summary's long points with a language model, held to a JSON schema."""

    def __init__(self, model: LanguageModel, *, prompts_dir: Path | None = None) -> None:
        self.model = model
        self._system = load_prompt("summarize/system", set(), prompts_dir)
        self._user = load_prompt("summarize/user", {"sentences"}, prompts_dir)
        self.prompts = {p.name: p.fingerprint for p in (self._system, self._user)}

    @property
    def fingerprint(self) -> str:
        """What its drafts depend on: the model's name and the prompts."""
        said = "\n".join([self.model.name, *self.prompts.values()])
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def draft(self, article: Article, fields: SummaryFields) -> Iterator[Drafting]:
        """The fields after every piece, the last of them complete.

        A failed call ends the work unless the model only wrote the wrong form: what was proven
        stays, and why it ended stands last in `dropped`, with an empty text.
        """
        state = Drafting(fields, 0, True, None, 0, 0, 0.0, 0.0, ())
        pieces = _pieces(fields)
        if not pieces:
            yield state
        for piece in pieces:
            begun = time.perf_counter()
            try:
                done = self._ask(state.fields, piece)
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
            asked = time.perf_counter()
            state = _take(article, state, piece, done)
            state = state._replace(
                draft_s=state.draft_s + asked - begun,
                verify_s=state.verify_s + time.perf_counter() - asked,
            )
            yield state

    def _ask(self, fields: SummaryFields, piece: Sequence[Place]) -> Completion:
        sentences = "\n".join(
            f"[{number}] {' '.join(getattr(fields, place.field)[place.at].text.split())}"
            for number, place in enumerate(piece, 1)
        )
        messages = [
            ("system", self._system.fill()),
            ("user", self._user.fill(sentences=sentences)),
        ]
        return self.model.draft(messages, SCHEMA, max_tokens=_TOKENS * len(piece))


def _pieces(fields: SummaryFields) -> list[list[Place]]:
    """The longest points, in the fields' order, a few at a time."""
    places = [
        (len(point.text), Place(field, at))
        for field in _WORDED
        for at, point in enumerate(getattr(fields, field))
        if len(point.text) > LONG
    ]
    longest = {place for _, place in sorted(places, reverse=True)[:MAX_POINTS]}
    chosen = [place for _, place in places if place in longest]
    return [chosen[i : i + PIECE] for i in range(0, len(chosen), PIECE)]


def _take(article: Article, state: Drafting, piece: Sequence[Place], done: Completion) -> Drafting:
    """The state with the points of one answer that their quotes prove."""
    lists: dict[str, list[Point]] = {
        place.field: list(getattr(state.fields, place.field)) for place in piece
    }
    dropped = list(state.dropped)
    worded = 0
    answered: set[int] = set()
    for number, text in _read(done.data):
        if not 1 <= number <= len(piece) or number in answered:
            dropped.append(Dropped(text=text, reason=f"không có câu số {number}"))
            continue
        answered.add(number)
        field, at = piece[number - 1]
        point = lists[field][at]
        if reason := why_unproven(text, field, point, article):
            dropped.append(Dropped(text=text, reason=reason))
            continue
        lists[field][at] = point.model_copy(update={"text": as_sentence(text)})
        worded += 1
    update = {field: tuple(points) for field, points in lists.items()}
    return state._replace(
        fields=state.fields.model_copy(update=update),
        worded=state.worded + worded,
        model=done.model,
        input_tokens=state.input_tokens + done.input_tokens,
        output_tokens=state.output_tokens + done.output_tokens,
        dropped=tuple(dropped),
    )


def _read(data: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """(number, text) of each point of an answer; what is no such pair is passed over."""
    points = data.get("points")
    for point in points if isinstance(points, list) else []:
        if isinstance(point, dict) and isinstance(point.get("n"), int):
            text = " ".join(str(point.get("text", "")).split())
            if text:
                yield point["n"], text
