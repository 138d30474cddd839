"""An answer as a page: its proven statements, what is missing, and the articles behind it."""

from collections.abc import Sequence

from meetingqa.domain import Answer, Citation
from meetingqa.rendering.document import Document, Line, Notes, Section
from meetingqa.rendering.showing import (
    describe_writer,
    show_line,
    show_nearest,
    show_place,
    show_title,
    show_url,
)
from meetingqa.rendering.terminal import STATUS_HEADINGS


def build_answer_page(answer: Answer) -> Document:
    """The page of an answer; its notes have the numbers that its text shows."""
    notes = Notes()
    sections = [
        Section(
            heading=STATUS_HEADINGS[answer.status], blocks=_statements(answer, notes), plain=True
        )
    ]
    if answer.missing:
        missing = Line(text=show_line(answer.missing))
        sections.append(Section(heading="Chưa trả lời được", blocks=(missing,), plain=True))
    if answer.nearest:
        nearest = tuple(Line(text=show_nearest(item)) for item in answer.nearest)
        sections.append(Section(heading="Bài gần nhất", blocks=nearest))
    if answer.citations:
        sections.append(Section(heading="Nguồn", blocks=_sources([answer])))
    understood = show_line(answer.standalone)
    facts = [Line(label="Cách làm", text=describe_writer(answer))]
    if understood and understood != show_line(answer.question):
        facts.insert(0, Line(label="Hiểu là", text=understood))
    return Document(
        kind="Hỏi – đáp",
        title=show_line(answer.question),
        facts=tuple(facts),
        sections=tuple(sections),
        notes=notes.all(),
    )


def build_conversation_page(answers: Sequence[Answer]) -> Document:
    """The page of a conversation: its questions in order, each with its answer; one set of notes."""
    notes = Notes()
    sections = [
        Section(heading=show_line(answer.question), blocks=_statements(answer, notes), plain=True)
        for answer in answers
    ]
    if sources := _sources(answers):
        sections.append(Section(heading="Nguồn", blocks=sources))
    return Document(
        kind="Hỏi – đáp",
        title=show_line(answers[0].question) if answers else "",
        facts=(),
        sections=tuple(sections),
        notes=notes.all(),
    )


def _statements(answer: Answer, notes: Notes) -> tuple[Line, ...]:
    by_marker = {citation.marker: citation for citation in answer.citations}
    lines = [
        Line(
            text=show_line(statement.text),
            notes=notes.refer([by_marker[marker] for marker in statement.citations]),
        )
        for statement in answer.statements
    ]
    return tuple(lines) or (Line(text=show_line(answer.text)),)


def _sources(answers: Sequence[Answer]) -> tuple[Line, ...]:
    """Each article that is quoted once, in order, told as at its first citation."""
    cited: dict[str, Citation] = {}
    for answer in answers:
        for citation in answer.citations:
            cited.setdefault(citation.article.article_id, citation)
    return tuple(
        Line(
            text=f"{show_title(citation.article)} ({show_place(citation)})",
            url=show_url(citation.article),
        )
        for citation in cited.values()
    )
