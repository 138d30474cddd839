"""The records that the harness reads and writes: cases, predictions, scores, a run's manifest.

One JSON object a line; fields that a later version adds are ignored by an older one.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Task = Literal["qa", "retrieval", "summary"]


class Record(BaseModel):
    """Base of the harness's records: immutable, open to fields of later versions."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldSpan(Record):
    """Words of a document that answer a case; offsets count code points of its canonical text."""

    doc: str
    start: int
    end: int
    text: str


class OtherPlace(GoldSpan):
    """Words beside the gold spans that a citation may rightly point to: those that say all that the
    gold span number `of` says; without `of` a table's head or an announcing line, which proves nothing
    by itself and without which the row or item of a gold span is of nothing."""

    of: int | None = None


class GoldValue(Record):
    """A typed answer: a number in its unit, an ISO date, or a person's name."""

    type: Literal["number", "date", "name"]
    value: str
    unit: str = ""


class Gold(Record):
    """What a right answer must hold. `answers` is a list of groups: one alternative of each group.

    `docs` are the documents that answer; `also` other places that are right to cite; `fields` the
    labelled summary of a summary case.
    """

    docs: tuple[str, ...] = ()
    spans: tuple[GoldSpan, ...] = ()
    also: tuple[OtherPlace, ...] = ()
    answers: tuple[tuple[str, ...], ...] = ()
    type: str = "text"
    values: tuple[GoldValue, ...] = ()
    fields: dict[str, Any] | None = None

    @property
    def told(self) -> list[str]:
        """What is right in words: the alternatives of each group, else the spans."""
        return [" / ".join(group) for group in self.answers] or [span.text for span in self.spans]

    @property
    def equals(self) -> list[tuple[GoldSpan, ...]]:
        """Each gold span with the other places that say the same."""
        return [
            (span, *(place for place in self.also if place.of == number))
            for number, span in enumerate(self.spans)
        ]


class Perturbation(Record):
    """Which case a twin was made of, and how."""

    of: str
    kind: str


class Provenance(Record):
    """Where a case comes from."""

    human_written: bool = False
    constructed: bool = True
    licence: str = ""


class Turn(Record):
    """An earlier question of a conversation."""

    question: str


class Case(Record):
    """One question (or article to summarise) with what is right. `cluster` is what resampling draws."""

    id: str
    cluster: str
    task: Task = "qa"
    kind: str = "factoid"
    question: str = ""
    history: tuple[Turn, ...] = ()
    answerable: bool = True
    gold: Gold = Gold()
    forbidden: tuple[str, ...] = ()
    perturb: Perturbation | None = None
    corpus: str | None = None  # the overlay that changes the articles it is asked over (`overlays`)
    split: str = ""
    note: str = ""
    provenance: Provenance = Provenance()

    @property
    def turns(self) -> list[str]:
        return [turn.question for turn in self.history]

    @property
    def asked(self) -> str:
        return "\n".join([*self.turns, self.question])

    def with_gold(self, **changes: object) -> "Case":
        return self.model_copy(update={"gold": self.gold.model_copy(update=changes)})

    def unanswerable(self, **changes: object) -> "Case":
        """The case as one without an answer, changed otherwise, too."""
        none = {"answerable": False, "gold": Gold(type="none"), "forbidden": ()}
        return self.model_copy(update={**none, **changes})


class Found(Record):
    """A retrieved passage."""

    doc: str
    start: int
    end: int
    text: str
    score: float = 0.0


class Cited(Record):
    """A citation as the system gave it: `doc` and `quote` as claimed, offsets where it has any."""

    marker: int
    doc: str
    quote: str
    start: int | None = None
    end: int | None = None


class Said(Record):
    """A statement and the markers it names."""

    text: str
    citations: tuple[int, ...] = ()


class Prediction(Record):
    """What a system did for one case. `error` holds what it raised; the rest is then empty."""

    id: str
    system: str
    status: Literal["answered", "partial", "not_found", "error"] = "answered"
    text: str = ""
    statements: tuple[Said, ...] = ()
    citations: tuple[Cited, ...] = ()
    retrieved: tuple[Found, ...] = ()
    confidence: float | None = None
    signals: dict[str, float] = Field(default_factory=dict)  # what the confidence comes from
    fields: dict[str, Any] | None = None
    uncovered: tuple[dict[str, Any], ...] = ()
    seconds: dict[str, float] = Field(default_factory=dict)
    input_tokens: int = 0
    output_tokens: int = 0
    writer: str = ""
    dropped: tuple[dict[str, Any], ...] = ()
    error: str | None = None
    key: str = ""  # digest of all that the prediction depends on


class Score(Record):
    """One metric of one case. `value` None: the metric does not apply; `error`: the scorer raised."""

    id: str
    metric: str
    value: float | None
    evidence: str = ""
    error: str | None = None


class Label(Record):
    """One person's verdict on one item of a run."""

    id: str
    labeller: str
    verdict: Literal["correct", "partial", "wrong", "unclear"]
    note: str = ""


class Cost(Record):
    """What the cases of a run took: seconds (of cached outputs, those they took when made) and tokens.
    `model_cases` asked a language model, of which `worded` show its words."""

    cases: int = 0
    model_cases: int = 0
    worded: int = 0
    seconds: float = 0.0
    input_tokens: int = 0
    output_tokens: int = 0


class RunManifest(Record):
    """Everything that a run depended on."""

    run_id: str
    suite: str
    system: str
    started_at: str
    ended_at: str | None = None
    commit: str | None = None
    dirty: bool = False
    settings: dict[str, Any] = Field(default_factory=dict)
    prompts: dict[str, str] = Field(default_factory=dict)
    data: dict[str, str] = Field(default_factory=dict)
    index: str | None = None
    models: dict[str, str] = Field(default_factory=dict)
    versions: dict[str, str] = Field(default_factory=dict)
    machine: dict[str, Any] = Field(default_factory=dict)
    peak_memory_mb: float | None = None
    cost: Cost | None = None
    judge: dict[str, Any] | None = None  # its pin and calibrations, where one graded the run
