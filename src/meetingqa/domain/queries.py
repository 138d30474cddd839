"""Questions as understood, and the passages found for them."""

from datetime import date
from typing import Literal

from meetingqa.domain.articles import Article, Chunk, Value

SearchMode = Literal["hybrid", "dense", "keyword"]


class Filters(Value):
    """What a question or a caller restricts the search to. Dates are inclusive.

    `date_from`/`date_to` accept an article held or published in that period; the pairs named
    after one date look at that date only. Everything given must hold; within a tuple, any one.
    """

    date_from: date | None = None
    date_to: date | None = None
    published_from: date | None = None
    published_to: date | None = None
    held_from: date | None = None
    held_to: date | None = None
    provinces: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()


AnswerKind = Literal[
    "number",
    "date",
    "person",
    "office",
    "place",
    "document",
    "list",
    "yesno",
    "reason",
    "manner",
    "text",
]


class Asked(Value):
    """What a question wants and what binds its answer.

    `kind` decides the answer's form, `kinds` holds all that a question of several `parts` asks.
    `terms` are the content syllables (canonical, without question words), `focus` those of them that
    do not merely locate the meeting, `core` those that name no person or office either. The rest are
    facts that an answer's article or sentence must share: `years` an indicator is asked for, `bases` (the
    years that its change is measured from), `meeting_years` and `dates` of the meeting itself, `as_of` days that
    figures are asked for ("đến 30/9/2024"), ordinals ("lan 13")
    of the meeting, other ordinals `mentioned`, spans ("quy 2", "6 thang"), documents, persons, offices,
    provinces, the `units` of its `kinds`, `members` (how many of what it wants named), `acts` (keys of `questions.words.ACTS`), whether a fall is taken for granted, `names` in capitals,
    `places` below a province, other proper names as its `subjects`,
    `spans` of years ("năm học 2018 - 2019"), whether an `actual` figure is wanted and
    not a target or one `aimed` at and not reached, and whether the named office or person is asked for as the `speaker`;
    the quoted words that have what is counted `narrowed`, and whether who was `replaced` is asked, too.
    """

    kind: AnswerKind = "text"
    kinds: tuple[AnswerKind, ...] = ()
    unit: str = ""
    units: tuple[str, ...] = ()
    parts: int = 1
    terms: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    bases: tuple[int, ...] = ()
    meeting_years: tuple[int, ...] = ()
    dates: tuple[tuple[int | None, int | None, int | None], ...] = ()
    as_of: tuple[tuple[int | None, int | None, int | None], ...] = ()
    ordinals: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    whole_year: bool = False
    documents: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    holder: bool = False
    groups: bool = False
    members: tuple[int, str] | None = None
    provinces: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    falling: bool = False
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    actual: bool = False
    aimed: bool = False
    speaker: bool = False
    subjects: tuple[str, ...] = ()
    narrowed: str = ""
    replaced: bool = False
    accented: bool = True


class EarlierTurn(Value):
    """A question asked before, and what was answered, where that is known. The answer is not trusted:
    it only says whom or what a later pronoun means."""

    question: str
    answer: str = ""


class Query(Value):
    """A question as asked, its standalone form, what it asks, and the filters that apply."""

    question: str
    standalone: str
    filters: Filters = Filters()
    asked: Asked = Asked()


class Passage(Value):
    """A chunk found for a query. `signals` holds the scores it was ranked by, by name."""

    chunk: Chunk
    article: Article
    rank: int
    score: float
    signals: dict[str, float]
