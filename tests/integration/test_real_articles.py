"""Summaries of real press articles, where a checkout has them beside it: none is in the project."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from meetingqa.domain import Article
from meetingqa.facts import read_facts
from meetingqa.sources.building import build_article
from meetingqa.sources.pages import Page
from meetingqa.summarizing import entries_of, find_uncovered, write_fields
from meetingqa.summarizing.body import read_body

DATA = Path(__file__).parents[2].parent / "shared" / "data"
PRESS = [
    DATA / "vietnews_gov" / "A_local_meeting.jsonl.gz",
    DATA / "vietnews_gov" / "B_national_assembly.jsonl.gz",
    DATA / "binhdinh_provincial_news" / "articles.jsonl",
]
EACH = 15  # articles of a file


def read_articles() -> Iterator[Article]:
    for path in PRESS:
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
            for line in islice(lines, EACH):
                item = json.loads(line)
                body = item.get("text") or f"{item['abstract']}\n{item['body']}"
                yield build_article(Page(text=body, title=item["title"]), item["id"])


@pytest.mark.skipif(
    not all(path.is_file() for path in PRESS), reason="no press articles beside the checkout"
)
def test_real_articles_give_whole_summaries_without_an_unsupported_figure() -> None:
    count = 0
    for article in read_articles():
        fields = write_fields(article)
        entries = list(entries_of(fields))
        assert entries, article.source
        for figure in fields.figures:
            quotes = " ".join(" ".join(c.quote for c in figure.citations).split())
            assert figure.value in quotes, article.source
            assert figure.unit in quotes, article.source
        told = {citation.start for entry in entries for citation in entry.citations}
        told |= {item.start for item in find_uncovered(article, fields)}
        for sentence in read_body(article):
            assert sentence.start in told or not read_facts(sentence.text).quantities
        count += 1
    assert count == len(PRESS) * EACH
