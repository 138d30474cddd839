"""Facts of articles, read once and kept: of the whole text, and of what frames it."""

from functools import lru_cache

from meetingqa.domain import Article
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.provinces import find_spelled
from meetingqa.language.sentences import split_sentences
from meetingqa.language.text import fold

LEAD_SENTENCES = 4


def facts_of(article: Article) -> Facts:
    """The facts of a whole article."""
    return _read_article(article.text)


@lru_cache(maxsize=512)  # apart, or a few questions' sentences would drive the articles out
def _read_article(text: str) -> Facts:
    return Facts(text)


@lru_cache(maxsize=256)
def read_frame(article: Article) -> Facts:
    """The facts that hold for a whole article: those of its title, session and first sentences."""
    spans = split_sentences(article.text[:2500])[:LEAD_SENTENCES]
    lead = article.text[: spans[-1].end] if spans else article.text[:400]
    return read_facts(f"{article.title}\n{article.session or ''}\n{lead}")


@lru_cache(maxsize=512)
def fold_text(text: str) -> str:
    """`fold` with a memory, for whole articles."""
    return fold(text)


def speaks_of(province: str, text: str) -> bool:
    """Whether a text names a province, with or without diacritics, in any of its spellings."""
    return fold(province) in fold_text(text) or bool(find_spelled(province, text))
