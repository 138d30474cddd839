"""What changed from one text to another: sentence by sentence, and the words within a changed one."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from meetingqa.domain import Value
from meetingqa.sentences import split_sentences

Kind = Literal["same", "gone", "new"]
_WORDS = re.compile(r"\s+|[^\s]+")
_ALIKE = 0.5  # share of common words from which on two sentences are one that was changed


class Piece(Value):
    """A stretch of text that stayed, went, or came."""

    kind: Kind
    text: str


def compare_texts(before: str, after: str) -> list[Piece]:
    """The way from one text to the other: what is `gone` stands before what is `new` in its place.

    The pieces other than the new ones are `before`, the pieces other than those gone are `after`.
    """
    old, new = _cut(before), _cut(after)
    pieces: list[Piece] = []
    for step, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "replace":
            pieces += _reworded("".join(old[i:j]), "".join(new[k:m]))
        elif step == "equal":
            pieces.append(Piece(kind="same", text="".join(old[i:j])))
        else:
            pieces += _replaced("".join(old[i:j]), "".join(new[k:m]))
    return list(_joined(pieces))


def _cut(text: str) -> list[str]:
    """Sentences, each with the spaces after it."""
    starts = [sentence.start for sentence in split_sentences(text)]
    bounds = [0, *starts[1:], len(text)]
    return [text[a:b] for a, b in pairwise(bounds)]


def _reworded(before: str, after: str) -> list[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _replaced(before, after)
    pieces = []
    for step, i, j, k, m in matcher.get_opcodes():
        if step == "equal":
            pieces.append(Piece(kind="same", text="".join(old[i:j])))
        else:
            pieces += _replaced("".join(old[i:j]), "".join(new[k:m]))
    return pieces


def _replaced(before: str, after: str) -> list[Piece]:
    return [Piece(kind="gone", text=before), Piece(kind="new", text=after)]


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one; none is empty."""
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last is not None and last.kind == piece.kind:
            last = Piece(kind=piece.kind, text=last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
