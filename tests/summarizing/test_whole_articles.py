"""What entries and the uncovered list say together, over the sample's articles and real ones."""

import gzip
import json
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from meetingqa.domain import Article, MeetingSummary, PersonPoint
from meetingqa.language.text import key
from meetingqa.sources import SourceItem, read_sources
from meetingqa.sources.building import build_article
from meetingqa.sources.pages import Page
from meetingqa.summarizing import Summarizer, entries_of
from meetingqa.summarizing.body import read_body
from meetingqa.summarizing.figure_names import is_vague
from meetingqa.summarizing.figures import find_figures, has_figure
from meetingqa.summarizing.people import named_officers

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "eval" / "datasets" / "sample" / "articles"
DATA = ROOT.parent / "shared" / "data"
# Forty articles about meetings: a file and how many of it.
PRESS = {
    DATA / "vietnews_gov" / "A_local_meeting.jsonl.gz": 22,
    DATA / "vietnews_gov" / "B_national_assembly.jsonl.gz": 11,
    DATA / "binhdinh_provincial_news" / "articles.jsonl": 7,
}


@lru_cache(maxsize=1)
def sample_summaries() -> tuple[MeetingSummary, ...]:
    found = read_sources([SAMPLE], max_bytes=10**7)
    articles = [item.article for item in found if isinstance(item, SourceItem)]
    return tuple(Summarizer().summarize(article, "extractive") for article in articles)


@lru_cache(maxsize=1)
def real_summaries() -> tuple[MeetingSummary, ...]:
    if not all(path.is_file() for path in PRESS):
        pytest.skip("no press articles beside the checkout")
    return tuple(Summarizer().summarize(article, "extractive") for article in real_articles())


def real_articles() -> Iterator[Article]:
    chosen = random.Random(4)
    for path, count in PRESS.items():
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
            items = [item for item in map(json.loads, lines) if item.get("is_meeting", True)]
        for item in chosen.sample(items, min(count, len(items))):
            body = item.get("text") or f"{item['abstract']}\n{item['body']}"
            yield build_article(Page(text=body, title=item["title"]), item["id"])


def lost(summary: MeetingSummary) -> list[str]:
    """Figures and officers of the article that neither an entry nor an uncovered sentence says."""
    listed = {item.start for item in summary.uncovered}
    told: dict[int, str] = {}
    everything = [item.text for item in summary.uncovered]
    for entry in entries_of(summary.fields):
        words = entry.text + " " + str(getattr(entry, "value", ""))
        if isinstance(entry, PersonPoint):
            words += f" {entry.name} {entry.role}"
        everything.append(words)
        for citation in entry.citations:
            told[citation.start] = told.get(citation.start, "") + " " + key(words)
    said = key("\n".join(everything))
    body = read_body(summary.article)
    missing = []
    for sentence in (s for s in body if s.start not in listed):
        words = told.get(sentence.start, "")
        values = [figure.value for figure in find_figures(sentence.text)]
        missing += [value for value in values if key(value) not in words]
        if has_figure(sentence.text) and not words:
            missing.append(sentence.text)
        if not sentence.aside:
            missing += [n for n in named_officers(sentence.text) if key(n) not in said]
    return missing


def test_the_sample_loses_no_figure_and_no_officer_silently() -> None:
    summaries = sample_summaries()
    assert len(summaries) > 50
    assert [m for summary in summaries for m in lost(summary)] == []


def test_what_a_figure_of_the_sample_measures_is_said() -> None:
    figures = [f for summary in sample_summaries() for f in summary.fields.figures]
    assert len(figures) > 500
    assert not [f.what for f in figures if is_vague(f.what, f.unit) and " | " not in f.text]


def test_forty_real_articles_lose_nothing_and_say_nothing_unsupported() -> None:
    summaries = real_summaries()
    assert len(summaries) == sum(PRESS.values())
    for summary in summaries:
        article = summary.article
        entries = list(entries_of(summary.fields))
        assert entries, article.title
        for entry in entries:
            for citation in entry.citations:
                assert article.text[citation.start : citation.end] == citation.quote
        for figure in summary.fields.figures:
            quotes = " ".join(" ".join(c.quote for c in figure.citations).split())
            assert figure.value in quotes and figure.unit in quotes, article.title
        assert lost(summary) == [], article.title
