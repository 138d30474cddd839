"""Values as people and programs read them: terminal text, JSON, and files to hand over."""

from meetingqa.rendering.exports import (
    Format,
    render_answer,
    render_conversation,
    render_digest,
    render_summary,
)
from meetingqa.rendering.house import Template, load_template
from meetingqa.rendering.records import (
    answer_record,
    article_record,
    digest_record,
    export_record,
    search_record,
    summary_record,
    verdict_record,
)
from meetingqa.rendering.showing import EXTRACTIVE
from meetingqa.rendering.terminal import (
    FINAL_HEADING,
    WRITING,
    describe_writing,
    plain_article,
    plain_passages,
    plain_verdict,
    print_answer,
)

__all__ = [
    "EXTRACTIVE",
    "FINAL_HEADING",
    "WRITING",
    "Format",
    "Template",
    "answer_record",
    "article_record",
    "describe_writing",
    "digest_record",
    "export_record",
    "load_template",
    "plain_article",
    "plain_passages",
    "plain_verdict",
    "print_answer",
    "render_answer",
    "render_conversation",
    "render_digest",
    "render_summary",
    "search_record",
    "summary_record",
    "verdict_record",
]
