"""One thing that a statement says and its quotes do not."""

from typing import Literal, NamedTuple

Kind = Literal[
    "number", "unit", "date", "document", "name", "office", "direction", "negation", "missing"
]


class Mismatch(NamedTuple):
    """What was said, and what stands in the quotes instead ("" when nothing near it does)."""

    kind: Kind
    said: str
    found: str
