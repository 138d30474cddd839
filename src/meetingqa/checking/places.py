"""The sentences of articles that may speak of the same thing as a statement, and those around them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from meetingqa.checking.names import same_place
from meetingqa.domain import Article
from meetingqa.facts import read_facts
from meetingqa.language.matching import Candidate, coverage, term_weights, words_of
from meetingqa.language.sentences import split_sentences
from meetingqa.language.text import UPPER, key

# "Ông được bầu …", "Ông Tuyền đạt …": the person is named in full before.
_PRONOUN = re.compile(rf"(?:Ông|Bà|Đồng chí|Anh|Chị) (?:(?P<given>[{UPPER}]\w*) )?(?![{UPPER}])")
_PRESIDES = re.compile(r"(?<!\w)(?:chủ trì|chủ to?[aạọ]a?|điều hành)(?!\w)")
_OPENS_YEAR = re.compile(r"(?:(?:Trong|Kết thúc|Hết|Cả) )?[Nn]ăm (?:19|20)\d\d(?!\d)")


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


def with_joined(places: Sequence[Place]) -> list[Place]:
    """The places, and after each the same joined with a neighbour that goes on about its person.

    "Ông được bầu ngày …" is told of who stands in the sentence before, and who presides over a
    meeting often stands in the sentence after the lead.
    """
    found: dict[tuple[str, int, int], Place] = {}
    for place in places:
        all_places = places_of(place.article)
        near = [place]
        for first in (place.number, place.number - 1):
            pair = all_places[max(0, first) : first + 2]
            if len(pair) == 2 and _goes_on(*pair):
                near.append(place._replace(start=pair[0].start, end=pair[1].end, number=first))
        found |= {(p.article.article_id, p.start, p.end): p for p in near}
    return list(found.values())


def _goes_on(first: Place, second: Place) -> bool:
    """Whether a sentence speaks of the one person of the sentence before, or of who presides."""
    people = read_facts(first.text).people
    if first.number == 0 and _PRESIDES.search(second.text) and not _PRESIDES.search(first.text):
        return True
    if not (pronoun := _PRONOUN.match(second.text)):
        return False
    if pronoun["given"]:
        return any(key(p.name).split()[-1] == key(pronoun["given"]) for p in people)
    return len({key(person.name) for person in people}) == 1


def context_of(place: Place) -> list[Place]:
    """Sentences that may supply what one leaves out: those around it, the article's first, and the
    one that opens its year."""
    all_places = places_of(place.article)
    around = [place.number - 1, place.number + 1, *range(4), place.number - 2]
    if opening := year_of(place):
        around.append(opening.number)
    return [
        all_places[i]
        for i in dict.fromkeys(around)
        if 0 <= i < len(all_places) and i != place.number
    ]


def year_of(place: Place) -> Place | None:
    """The last sentence before one that opens with a year ("Năm 2031, …"): what follows is of it."""
    earlier = places_of(place.article)[: place.number]
    return next((p for p in reversed(earlier) if _OPENS_YEAR.match(p.text)), None)
