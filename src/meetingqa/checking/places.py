"""The sentences of articles that may speak of the same thing as a statement, and those around them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from meetingqa.checking.strays import same_place
from meetingqa.domain import Article
from meetingqa.matching import Candidate, coverage, term_weights, words_of
from meetingqa.sentences import split_sentences


class Place(NamedTuple):
    """A sentence of an article: the `number`-th of them."""

    article: Article
    start: int
    end: int
    number: int

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


@lru_cache(maxsize=256)
def places_of(article: Article) -> tuple[Place, ...]:
    """Every sentence of an article, in order."""
    return tuple(
        Place(article, sentence.start, sentence.end, index)
        for index, sentence in enumerate(split_sentences(article.text))
    )


def rank_places(
    statement: str, articles: Sequence[Article], provinces: Sequence[str], limit: int
) -> list[Place]:
    """The sentences that share most with a statement, by how rare the shared words are."""
    terms = list(dict.fromkeys(words_of(statement)))
    candidates = []
    for article in articles:
        if not same_place(statement, provinces, article.province, article.text):
            continue
        before: tuple[str, ...] = ()
        for place in places_of(article):
            words = words_of(place.text)
            candidates.append(
                (place, Candidate(article, place.start, place.end, "", words, before, 0.0))
            )
            before = words
    if not candidates or not terms:
        return []
    weights = term_weights(terms, [candidate for _, candidate in candidates])
    scored = [
        (coverage(terms, weights, c.words, before=c.before), i)
        for i, (_, c) in enumerate(candidates)
    ]
    best = sorted(scored, key=lambda item: (-item[0], item[1]))[:limit]
    return [candidates[i][0] for _, i in best]


def context_of(place: Place) -> list[Place]:
    """Sentences that may supply what one leaves out: those around it and the article's first."""
    all_places = places_of(place.article)
    around = [place.number - 1, place.number + 1, *range(4), place.number - 2]
    return [
        all_places[i]
        for i in dict.fromkeys(around)
        if 0 <= i < len(all_places) and i != place.number
    ]


def next_of(place: Place) -> Place | None:
    """The sentence after one, in its article."""
    following = places_of(place.article)[place.number + 1 : place.number + 2]
    return following[0] if following else None
