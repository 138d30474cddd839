"""Reads the question sets that retrieval is measured on: documents, and questions with their one."""

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meetingqa.domain import Article, Chunk
from meetingqa.errors import EvaluationError

_QA_SETS = ("viquad2_public_test_answerable", "xquad_vi")
_PRESS_TARGETS = ("A_local_meeting", "B_national_assembly")
_PRESS_OTHERS = ("C_other_meeting", "D_local_gov", "Z_distractors_3000")


@dataclass(frozen=True)
class Document:
    """One thing to find."""

    id: str
    title: str
    text: str

    def as_stored(self) -> tuple[Article, Chunk]:
        """An article of one chunk."""
        name, text = self.id, self.text
        article = Article(
            article_id=name, title=self.title, text=text, source=name, content_hash=name
        )
        end = len(text)
        return article, Chunk(
            chunk_id=name, article_id=name, ordinal=0, start=0, end=end, text=text, tokens=0
        )


@dataclass(frozen=True)
class Collection:
    """Documents and questions, each with the id of the one document that answers it."""

    name: str
    documents: list[Document]
    questions: list[tuple[str, str]]


def read_collections(data: Path) -> Iterator[Collection]:
    """The sets of a data folder; `EvaluationError` when one is not there."""
    for name in _QA_SETS:
        passages = _read_lines(data / name / "passages.jsonl")
        questions = [q for q in _read_lines(data / name / "qa.jsonl") if not q["is_impossible"]]
        yield Collection(
            name,
            [Document(p["pid"], p["title"], p["text"]) for p in passages],
            [(q["question"], q["positive_pids"][0]) for q in questions],
        )
    articles = _read_lines(data / "binhdinh_provincial_news" / "articles.jsonl")
    yield Collection(
        "binhdinh_provincial_news, title to body",
        [Document(a["id"], "", a["text"]) for a in articles],
        [(a["title"], a["id"]) for a in articles],
    )
    press = data / "vietnews_gov"
    targets = [a for part in _PRESS_TARGETS for a in _read_lines(press / f"{part}.jsonl.gz")]
    others = [a for part in _PRESS_OTHERS for a in _read_lines(press / f"{part}.jsonl.gz")]
    yield Collection(
        "vietnews_gov A and B, title to body",
        [Document(a["id"], "", a["body"]) for a in targets + others],
        [(a["title"], a["id"]) for a in targets],
    )


def _read_lines(path: Path) -> list[dict[str, Any]]:
    opened: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    except (OSError, ValueError) as error:
        raise EvaluationError(
            f"cannot read the data set {str(path)!r}: {error}", "give its folder with --data"
        ) from error
