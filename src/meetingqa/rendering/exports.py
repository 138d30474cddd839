"""Answers, summaries and digests as files to hand over: JSON, Markdown, HTML, DOCX or PDF."""

import json
from collections.abc import Sequence
from typing import Any, Literal

from meetingqa.domain import Answer, Digest, MeetingSummary
from meetingqa.rendering.answer_page import build_answer_page, build_conversation_page
from meetingqa.rendering.digest_page import build_digest_page
from meetingqa.rendering.document import Document
from meetingqa.rendering.house import Template, load_template
from meetingqa.rendering.records import answer_record, digest_record, summary_record
from meetingqa.rendering.summary_page import build_summary_page

Format = Literal["json", "md", "html", "docx", "pdf"]


def render_answer(answer: Answer, format: Format) -> bytes:
    """An answer as the bytes of a file."""
    if format == "json":
        return _json(answer_record(answer))
    return render_page(build_answer_page(answer), format)


def render_conversation(
    answers: Sequence[Answer], format: Literal["md", "html", "docx", "pdf"]
) -> bytes:
    """Questions and answers of one conversation, in order, as the bytes of a file."""
    return render_page(build_conversation_page(answers), format)


def render_summary(
    summary: MeetingSummary, format: Format, template: Template | None = None
) -> bytes:
    """A summary as the bytes of a file; `template` is a house's own (`load_template`)."""
    if format == "json":
        return _json(summary_record(summary))
    page = build_summary_page(summary, template or load_template("summary"))
    return render_page(page, format)


def render_digest(digest: Digest, format: Format, template: Template | None = None) -> bytes:
    """A digest as the bytes of a file; `template` is a house's own (`load_template`)."""
    if format == "json":
        return _json(digest_record(digest))
    return render_page(build_digest_page(digest, template or load_template("digest")), format)


def render_page(page: Document, format: Literal["md", "html", "docx", "pdf"]) -> bytes:
    """A page in one of the formats that people read."""
    # Each format's library is loaded by who wants that format: matplotlib alone takes a second.
    if format == "md":
        from meetingqa.rendering.markdown import write_markdown

        return write_markdown(page).encode()
    if format == "html":
        from meetingqa.rendering.html_page import write_html

        return write_html(page).encode()
    if format == "docx":
        from meetingqa.rendering.word import write_docx

        return write_docx(page)
    from meetingqa.rendering.pdf import write_pdf

    return write_pdf(page)


def _json(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=2).encode() + b"\n"
