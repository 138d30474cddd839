"""What a report says, before it is laid out: the one value that HTML and Markdown are made of."""

import re
from typing import Literal, NamedTuple

from meetingqa.evaluation.comparing import ALPHA
from meetingqa.evaluation.outcomes import Scorer
from meetingqa.evaluation.records import Case, Cited, Prediction, Score
from meetingqa.evaluation.report.drawing import Plot
from meetingqa.evaluation.report.highlighting import Excerpt
from meetingqa.evaluation.report.legend import Meaning
from meetingqa.evaluation.statistics import Difference, Interval

Gate = Literal["pass", "fail", "open", ""]  # open: gated, but nothing to decide it with


def anchor(name: str, prefix: str = "item") -> str:
    """An id for `name` that is safe in HTML and in an address; distinct for distinct names."""
    return prefix + "-" + re.sub(r"[^A-Za-z0-9.-]", lambda match: f"_{ord(match.group()):x}_", name)


class Verdict(NamedTuple):
    """One row of the verdict table."""

    metric: str
    meaning: Meaning
    scorer: Scorer
    here: Interval
    baseline: Interval | None = None
    delta: Difference | None = None
    p: float | None = None
    gate: Gate = ""
    rule: str = ""
    note: str = ""
    shown: bool = True  # in the table; otherwise below it, among the rest

    @property
    def sure(self) -> bool:
        """Whether the difference is more than chance: p < 0.05, and its interval, if it has one (not
        where every case differs alike), leaves 0 out."""
        if not self.delta or self.p is None or self.p >= ALPHA:
            return False
        low, high = self.delta.low, self.delta.high
        return low is None or high is None or not low <= 0 <= high

    @property
    def better(self) -> bool:
        value = self.delta.value if self.delta else None
        return value is not None and (value > 0) != self.scorer.lower


class Group(NamedTuple):
    """One value of a slice, with its cases; `means` by metric, in the slicing's order."""

    name: str
    anchor: str
    items: tuple[str, ...]
    means: tuple[Interval | None, ...]


class Slicing(NamedTuple):
    """The cases parted by one property, each part with its means of these metrics."""

    name: str
    metrics: tuple[str, ...]
    groups: tuple[Group, ...]


class Panel(NamedTuple):
    """What one system did for a case."""

    system: str
    prediction: Prediction
    seconds: float | None
    citations: tuple[tuple[Cited, bool | None], ...]  # and whether the quote stands in the source
    passages: tuple[Excerpt, ...]
    hidden: int  # passages left out to keep a large report small
    sources: tuple[Excerpt, ...]


class Item(NamedTuple):
    """One case: what was asked, what is right, what was done, how it was scored."""

    case: Case
    gold: tuple[str, ...]
    original: tuple[str, Panel] | None  # of a twin that lost: question, answer
    scores: tuple[tuple[Score, float | None], ...]  # and what the baseline has
    here: Panel
    baseline: Panel | None
    value: float | None  # of the headline metric
    change: float | None  # of the headline metric against the baseline


class Listing(NamedTuple):
    """The cases behind a metric, by value, worst first."""

    metric: str
    anchor: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


class Gap(NamedTuple):
    """What was not measured of a metric: cases it does not apply to, and cases it failed on."""

    metric: str
    excluded: int
    errors: int
    example: str


class Report(NamedTuple):
    """Everything a report shows. `items` is in the order of the cases."""

    title: str
    baseline: str
    summary: str
    headline: str
    intervals: str  # how they were made
    facts: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int, str], ...]  # label, how many, the listing's anchor
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...]
    plots: tuple[Plot, ...]
    slicings: tuple[Slicing, ...]
    regressions: tuple[Item, ...]
    wins: tuple[Item, ...]
    failures: tuple[Item, ...]
    listings: tuple[Listing, ...]
    items: tuple[Item, ...]
    cards: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...]
    manifest: str
