"""What a summary leaves out: sentences with a figure, decision, name or task that no entry tells."""

from collections.abc import Iterator

from meetingqa.domain import (
    Article,
    FigurePoint,
    MeetingSummary,
    PersonPoint,
    Point,
    SummaryFields,
    Uncovered,
)
from meetingqa.errors import SentenceNotFoundError
from meetingqa.language.text import key
from meetingqa.summarizing.acts import asks, settles
from meetingqa.summarizing.body import BodySentence, read_body
from meetingqa.summarizing.extractive import figure_points, points, task_points
from meetingqa.summarizing.figures import find_figures, has_figure
from meetingqa.summarizing.people import named_officers
from meetingqa.summarizing.personnel import find_personnel
from meetingqa.summarizing.sorting import Item, fields_of


def entries_of(fields: SummaryFields) -> Iterator[Point]:
    """Every entry of a summary, field by field in their order."""
    for name in SummaryFields.model_fields:
        yield from fields.points(name)


def find_uncovered(article: Article, fields: SummaryFields) -> tuple[Uncovered, ...]:
    """The sentences that hold something checkable which no entry that cites them tells.

    A figure is told when an entry that cites its sentence holds its digits; a person named with an
    office when any entry holds the name; a decision or task when an entry other than a figure or a
    person cites the sentence. What anybody settled counts as a decision, what anybody asked or
    promised as a task. A caption is listed for a name only if the text has it nowhere else.
    """
    body = read_body(article)
    told: dict[int, list[Point]] = {}
    for entry in entries_of(fields):
        for citation in entry.citations:
            told.setdefault(citation.start, []).append(entry)
    kinds_of = fields_of(article)
    everyone = key("\n".join(_words(entry) for entry in entries_of(fields)))
    written = key("\n".join(sentence.text for sentence in body if not sentence.aside))
    found = []
    for sentence in body:
        entries = told.get(sentence.start, [])
        seen = f"{everyone}\n{written}" if sentence.aside else everyone
        kinds = _missing(sentence, entries, kinds_of[sentence.number], seen)
        if kinds:
            found.append(
                Uncovered(start=sentence.start, end=sentence.end, text=sentence.text, kinds=kinds)
            )
    return tuple(found)


def _missing(
    sentence: BodySentence, entries: list[Point], kinds: frozenset[str], everyone: str
) -> tuple[str, ...]:
    said = key(" ".join(_words(entry) for entry in entries))
    plain = [entry for entry in entries if not isinstance(entry, FigurePoint | PersonPoint)]
    missing = []
    figures = find_figures(sentence.text)
    if any(key(figure.value) not in said for figure in figures) or (
        not any(_tells(entry, sentence) for entry in entries) and has_figure(sentence.text)
    ):
        missing.append("figure")
    if not (plain or any(isinstance(entry, PersonPoint) for entry in entries)) and (
        "decisions" in kinds or (settles(sentence.text) and not sentence.aside)
    ):
        missing.append("decision")
    if any(key(name) not in everyone for name in named_officers(sentence.text)):
        missing.append("name")
    if not plain and ("tasks" in kinds or (asks(sentence.text) and not sentence.aside)):
        missing.append("task")
    return tuple(missing)


def _tells(entry: Point, sentence: BodySentence) -> bool:
    """Whether an entry that cites a sentence tells it, and takes not only a figure's name from it."""
    return not isinstance(entry, FigurePoint) or sentence.row or entry.value in sentence.text


def _words(entry: Point) -> str:
    parts = [entry.text]
    if isinstance(entry, FigurePoint):
        parts.append(entry.value)
    if isinstance(entry, PersonPoint):
        parts += [entry.name, entry.role]
    return " ".join(parts)


def add_uncovered(summary: MeetingSummary, start: int, end: int) -> MeetingSummary:
    """The summary with the sentence at `start`:`end` told in the field of its kind.

    Raises SentenceNotFoundError when no sentence of the article stands exactly there.
    """
    article = summary.article
    body = read_body(article)
    sentence = next((s for s in body if (s.start, s.end) == (start, end)), None)
    if sentence is None:
        raise SentenceNotFoundError(
            f"no sentence of article {article.article_id!r} stands at {start}:{end}",
            "give START:END of a sentence that the summary lists as uncovered",
        )
    fields = _with(article, summary.fields, sentence)
    return summary.model_copy(
        update={"fields": fields, "uncovered": find_uncovered(article, fields)}
    )


def _with(article: Article, fields: SummaryFields, sentence: BodySentence) -> SummaryFields:
    kinds = fields_of(article)[sentence.number]
    update: dict[str, object] = {}
    known = {(figure.value, figure.what, figure.citations) for figure in fields.figures}
    figures = [
        f for f in figure_points(article, [sentence]) if (f.value, f.what, f.citations) not in known
    ]
    if figures:
        update["figures"] = (*fields.figures, *figures)
    people = find_personnel(article, [sentence])
    if people:
        update["personnel"] = (*fields.personnel, *people)
    settled = settles(sentence.text) and not sentence.aside
    asked = not kinds and not sentence.aside and asks(sentence.text)
    tasks = task_points(article, sentence) if "tasks" in kinds or asked else []
    if tasks:
        update["tasks"] = (*fields.tasks, *tasks)
    elif kinds or not update or settled:
        field = next(iter(sorted(kinds)), "decisions" if settled else "results")
        entry = points(article, [Item(sentence, sentence.text, field)])
        update[field] = (*getattr(fields, field), *entry)
    return fields.model_copy(update=update)
