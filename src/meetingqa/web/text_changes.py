"""What changed from one text to another, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal

from meetingqa.domain import Value

_WORDS = re.compile(r"\s+|\S+")


class Piece(Value):
    """A stretch of text that stayed, went, or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def compare_texts(before: str, after: str) -> list[Piece]:
    """The way from one text to the other: what is `gone` stands before what is `new` in its place.

    The pieces other than the new ones are `before`, the pieces other than those gone are `after`.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces = []
    for step, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if step == "equal":
            pieces.append(Piece(kind="same", text="".join(old[i:j])))
            continue
        if i < j:
            pieces.append(Piece(kind="gone", text="".join(old[i:j])))
        if k < m:
            pieces.append(Piece(kind="new", text="".join(new[k:m])))
    return pieces
