"""An answer as a page: its proven statements, what is missing, and the articles behind it."""

from meetingqa.domain import Answer
from meetingqa.rendering.document import Document, Line, Notes, Section
from meetingqa.rendering.showing import (
    describe_writer,
    show_line,
    show_place,
    show_title,
    show_url,
)
from meetingqa.rendering.terminal import STATUS_HEADINGS


def build_answer_page(answer: Answer) -> Document:
    """The page of an answer; its notes have the numbers that its text shows."""
    notes = Notes()
    by_marker = {citation.marker: citation for citation in answer.citations}
    lines = [
        Line(
            text=show_line(statement.text),
            notes=notes.refer([by_marker[marker] for marker in statement.citations]),
        )
        for statement in answer.statements
    ]
    lines = lines or [Line(text=show_line(answer.text))]
    sections = [Section(heading=STATUS_HEADINGS[answer.status], blocks=tuple(lines), plain=True)]
    if answer.missing:
        missing = Line(text=show_line(answer.missing))
        sections.append(Section(heading="Chưa trả lời được", blocks=(missing,), plain=True))
    if answer.nearest:
        nearest = tuple(Line(text=show_line(item.title)) for item in answer.nearest)
        sections.append(Section(heading="Bài gần nhất", blocks=nearest))
    if answer.citations:
        cited = {c.article.article_id: c for c in reversed(answer.citations)}
        sources = tuple(
            Line(
                text=f"{show_title(citation.article)} ({show_place(citation)})",
                url=show_url(citation.article),
            )
            for citation in reversed(cited.values())
        )
        sections.append(Section(heading="Nguồn", blocks=sources))
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
