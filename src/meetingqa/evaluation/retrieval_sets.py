"""Reads the question sets that retrieval is measured on: documents, and questions with their one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from meetingqa.domain import Article, Chunk
from meetingqa.evaluation.foreign_sets import ForeignSet, read_passages, read_titles

_QA_SETS = ("viquad2_public_test_answerable", "xquad_vi")
_PRESS_PARTS = """
A_local_meeting B_national_assembly C_other_meeting D_local_gov Z_distractors_3000
""".split()
_PRESS_TARGETS = "[AB]_*"


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
        yield _collect(name, read_passages(data / name))
    articles = data / "binhdinh_provincial_news" / "articles.jsonl"
    yield _collect("binhdinh_provincial_news, title to body", read_titles([articles]))
    parts = [data / "vietnews_gov" / f"{part}.jsonl.gz" for part in _PRESS_PARTS]
    press = read_titles(parts, ask=_PRESS_TARGETS)
    yield _collect("vietnews_gov A and B, title to body", press)


def _collect(name: str, found: ForeignSet) -> Collection:
    return Collection(
        name,
        [Document(d.id, d.title, d.text) for d in found.documents],
        [(case.question, case.gold.docs[0]) for case in found.cases if case.answerable],
    )
