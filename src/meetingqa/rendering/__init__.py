"""Answers, passages and articles as people and programs read them: terminal text and JSON."""

from meetingqa.rendering.records import (
    answer_record,
    article_record,
    export_record,
    search_record,
)
from meetingqa.rendering.terminal import (
    EXTRACTIVE,
    FINAL_HEADING,
    WRITING,
    describe_writing,
    plain_answer,
    plain_article,
    plain_passages,
    print_answer,
)

__all__ = [
    "EXTRACTIVE",
    "FINAL_HEADING",
    "WRITING",
    "answer_record",
    "article_record",
    "describe_writing",
    "export_record",
    "plain_answer",
    "plain_article",
    "plain_passages",
    "print_answer",
    "search_record",
]
