"""Which points of a meeting say most: the order in which a brief digest takes them.

Two count an appointment, a task with its deadline and a decision; one more each a figure, a document by
number, a fault, a conclusion. A decision or conclusion without figure and document counts nothing, so
that set phrases come last. The weightiest is taken first, each counting a half, a third … after one, two …
of its own theme; of equal ones that which shares most words with the title, then the earlier.
"""

from collections import Counter
from collections.abc import Sequence

from meetingqa.domain import Digest, DigestPoint, Point, Section
from meetingqa.facts import read_facts
from meetingqa.facts.binding import COMMON
from meetingqa.language.text import syllables


class FieldPoint(Point):
    """A point with the field of its summary that it is of, and whether that sets a deadline."""

    field: str
    due: bool = False


def rank_points(
    points: Sequence[tuple[str, FieldPoint]], title: str
) -> list[tuple[str, DigestPoint]]:
    """The points of one meeting under their headings, in the same order, each with its rank."""
    told = frozenset(syllables(title)) - COMMON
    left = {n: (_weigh(p), len(told & set(syllables(p.text)))) for n, (_, p) in enumerate(points)}
    crowd: Counter[str] = Counter()
    ranks: dict[int, int] = {}
    while left:
        best = max(left, key=lambda n: (left[n][0] / (1 + crowd[points[n][0]]), left[n][1], -n))
        del left[best]
        crowd[points[best][0]] += 1
        ranks[best] = len(ranks) + 1
    return [
        (heading, DigestPoint(text=point.text, citations=point.citations, rank=ranks[number]))
        for number, (heading, point) in enumerate(points)
    ]


def _weigh(point: FieldPoint) -> int:
    facts = read_facts(point.text)
    telling = any(quantity.unit for quantity in facts.quantities) + bool(facts.documents)
    official = point.field == "personnel" or point.due or (point.field == "decisions" and telling)
    concludes = point.field == "conclusions" and telling > 0
    return telling + 2 * bool(official) + (point.field == "shortcomings") + concludes


def shorten(digest: Digest, points: int | None) -> Digest:
    """The digest with at most `points` of each meeting, the others `omitted`; whole for None."""
    if points is None:
        return digest
    shown, omitted = (
        tuple(
            Section(heading=section.heading, points=chosen)
            for section in digest.sections
            if (chosen := tuple(p for p in section.points if (p.rank > points) == beyond))
        )
        for beyond in (False, True)
    )
    return digest.model_copy(update={"sections": shown, "omitted": omitted})
