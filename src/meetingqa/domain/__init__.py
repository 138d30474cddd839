"""The values that pass between the parts: frozen, with no behaviour beyond simple checks.

Every `start`/`end` is a half-open range of code points of the article's canonical text.
"""

from meetingqa.domain.answers import (
    Answer,
    Citation,
    Draft,
    DraftStatement,
    Dropped,
    Evidence,
    Nearest,
    Statement,
    Status,
    Trace,
)
from meetingqa.domain.articles import (
    Article,
    Chunk,
    Duplicate,
    IngestReport,
    ListedArticle,
    Manifest,
    Rejection,
    Sentence,
    Taken,
    Value,
)
from meetingqa.domain.queries import (
    AnswerKind,
    Asked,
    Filters,
    Passage,
    Query,
    SearchMode,
)

__all__ = [
    "Answer",
    "AnswerKind",
    "Article",
    "Asked",
    "Chunk",
    "Citation",
    "Draft",
    "DraftStatement",
    "Dropped",
    "Duplicate",
    "Evidence",
    "Filters",
    "IngestReport",
    "ListedArticle",
    "Manifest",
    "Nearest",
    "Passage",
    "Query",
    "Rejection",
    "SearchMode",
    "Sentence",
    "Statement",
    "Status",
    "Taken",
    "Trace",
    "Value",
]
