"""Picks the few sentences that a writer may use: numbered, exact, inside a token budget.

A sentence is scored by the question's content terms it holds, weighted by how rare they are among
the candidates, with the terms that its article's frame (title, lead, dates) supplies counted less.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from heapq import heapify, heappop, heappush
from itertools import chain, islice

from meetingqa.answering.constraints import article_conflict
from meetingqa.answering.evidence_spans import best_window, leaned_on, opens_list, run_on
from meetingqa.answering.kinds import holds_kind
from meetingqa.domain import Article, Asked, Evidence, Passage, Query, Sentence
from meetingqa.language.matching import (
    GOES_ON,
    NEIGHBOUR_SHARE,
    Candidate,
    coverage,
    frame_of,
    term_weights,
    words_of,
)
from meetingqa.language.sentences import split_sentences
from meetingqa.language.tables import read_row
from meetingqa.language.thesaurus import find_equivalents, likened
from meetingqa.questions.periods import year_fit

KIND_BONUS = 0.15  # for holding the kind of fact that is asked (a figure, a person)
PASSAGE_SHARE = 0.1  # of the retriever's score of the passage it stands in
CORE_SHARE = 0.5  # of the score that goes to the core terms: what is asked, not of which meeting
CORE_FRAME_SHARE = 0.4  # what a core term is worth when only the lead holds it
CAUSE_SHARE = 0.8  # the same for one that goes on with it, or gives its reason
YEAR_SHARE = 0.4  # what speaking of another year than the asked one costs
MIN_SYLLABLES = 4
LEAD_CHARS = 700  # of an article, looked at whether or not a passage of it was found
REREAD_SHARE = 0.5  # of how likely it answers, in the order of sentences read with the question
REREAD_WITHIN = 0.6  # of the best score, for a sentence to be read so
REREAD_MOST = 6
Reread = Callable[[Sequence[tuple[Article, str]]], list[float]]  # sentences to log-odds


def gather_evidence(
    query: Query,
    passages: Sequence[Passage],
    count_tokens: Callable[[str], int],
    *,
    limit: int = 8,
    max_tokens: int = 700,
    max_sentence_tokens: int = 160,
    reread: Reread | None = None,
) -> list[Evidence]:
    """The best sentences of the passages for a query, best first, numbered from 1.

    A sentence longer than `max_sentence_tokens` is cut at clauses and its best window kept.
    """
    asked = query.asked
    articles = {passage.article.article_id: passage.article for passage in passages}
    meant = {i for i, a in articles.items() if article_conflict(asked, a) is None}
    passages = [passage for passage in passages if passage.article.article_id in meant]
    candidates = find_candidates(passages, accented=asked.accented)
    if not candidates or not asked.terms:
        return []
    score = _Scorer(asked, candidates, max(passage.score for passage in passages) or 1.0)
    evidence: list[Evidence] = []
    spent = 0
    ranked = _best_first(candidates, score)
    for candidate in _reread(ranked, reread) if reread else (c for _, c in ranked):
        article, start, end = candidate.article, candidate.start, candidate.end
        if count_tokens(candidate.text) > max_sentence_tokens:
            start, end = best_window(
                candidate, score, count_tokens, max_sentence_tokens, asked.accented
            )
        elif opens_list(asked, candidate):
            end = run_on(candidate, count_tokens, max_sentence_tokens)
        else:
            before = leaned_on(candidate, count_tokens, max_sentence_tokens)
            start = start if _is_there(evidence, article, before) else before
        if _is_there(evidence, article, start):
            continue  # the list it belongs to is there already
        text = article.text[start:end]
        tokens = count_tokens(text)
        if evidence and spent + tokens > max_tokens:
            continue
        spent += tokens
        number = len(evidence) + 1
        told = score(words_of(read_row(article.text, text), accented=asked.accented), candidate)
        evidence.append(
            Evidence(number=number, article=article, start=start, end=end, text=text, score=told)
        )
        if len(evidence) == limit:
            break
    if asked.kind == "reason" or len(asked.kinds) > 1:
        evidence = _with_next(evidence, limit)
    return evidence


def _is_there(evidence: Sequence[Evidence], article: Article, start: int) -> bool:
    """Whether what begins at `start` is in the evidence already."""
    return any(item.start <= start < item.end and item.article == article for item in evidence)


def _best_first(
    candidates: Sequence[Candidate], score: "_Scorer"
) -> Iterator[tuple[float, Candidate]]:
    """The candidates by their scores, each with its own. What kind of fact one holds, the dearest part
    of the score, is looked at only when no other can come before it without."""
    queue = [(-score(c.words, c, at_most=True), False, i) for i, c in enumerate(candidates)]
    heapify(queue)
    while queue:
        told, exact, i = heappop(queue)
        if exact:
            yield -told, candidates[i]
        else:
            heappush(queue, (-score(candidates[i].words, candidates[i]), True, i))


def _reread(ranked: Iterator[tuple[float, Candidate]], reread: Reread) -> Iterator[Candidate]:
    """The candidates by their scores and how likely they answer, read together with the question.
    Only those near the best one are read; the others cannot come before them."""
    first = list(islice(ranked, REREAD_MOST))
    near = [(told, c) for told, c in first if told >= first[0][0] - REREAD_WITHIN]
    odds = reread([(c.article, c.text) for _, c in near])
    likely = [REREAD_SHARE / (1 + math.exp(-value)) for value in odds]
    order = sorted(range(len(near)), key=lambda i: -near[i][0] - likely[i])
    yield from (near[i][1] for i in order)
    yield from (c for _, c in chain(first[len(near) :], ranked))


class _Scorer:
    """How much of what is asked a sentence, or a window of it, tells."""

    def __init__(self, asked: Asked, candidates: Sequence[Candidate], top: float) -> None:
        self._asked, self._top = asked, top
        self._terms = tuple(dict.fromkeys(asked.focus or asked.terms))
        self._core = tuple(dict.fromkeys(asked.core))
        self._weights = term_weights(self._terms, candidates)
        self._equivalents = find_equivalents(asked.terms, accented=asked.accented)
        articles = {c.article.article_id: c.article for c in candidates}
        self._frames = {i: frame_of(a, accented=asked.accented) for i, a in articles.items()}
        self._titles = {
            i: frozenset(words_of(a.title, accented=asked.accented)) for i, a in articles.items()
        }

    def __call__(
        self, words: Sequence[str], candidate: Candidate, *, at_most: bool = False
    ) -> float:
        """The score of some words of a candidate; 0 to about 1.4. `at_most`: as if it held the kind
        of fact that is asked."""
        asked, article = self._asked, candidate.article
        holds = at_most or holds_kind(asked, candidate.text)
        cover = partial(
            coverage,
            weights=self._weights,
            words=words,
            frame=self._frames[article.article_id],
            alike=likened(words, self._equivalents),
            before=candidate.before,
            before_share=CAUSE_SHARE
            if (asked.kind == "reason" and holds) or GOES_ON.match(candidate.text)
            else NEIGHBOUR_SHARE,
        )
        share = cover(self._terms)
        core = [term for term in self._core if term not in self._titles[article.article_id]]
        if core:
            told = cover(core, frame_share=CORE_FRAME_SHARE)
            share = (1 - CORE_SHARE) * share + CORE_SHARE * told
        share *= 1 - YEAR_SHARE + YEAR_SHARE * year_fit(asked, article, candidate.text)
        kind = KIND_BONUS if holds else 0.0
        return share + kind + PASSAGE_SHARE * candidate.passage_score / self._top


def find_candidates(passages: Sequence[Passage], *, accented: bool = True) -> list[Candidate]:
    """Every sentence of the passages, and the lead of each article (who, when, where)."""
    seen: set[tuple[str, int]] = set()
    candidates = []
    for passage in passages:
        article = passage.article
        spans = [(passage.chunk.start, passage.chunk.end, passage.score)]
        if (article.article_id, -1) not in seen:
            seen.add((article.article_id, -1))
            spans.append((0, min(len(article.text), LEAD_CHARS), passage.score))
        for start, end, score in spans:
            previous: tuple[str, ...] = ()
            sentences = _split(article.text[start:end])
            if start == 0 and end == LEAD_CHARS < len(article.text):
                sentences = sentences[:-1]  # which may be cut
            for sentence in sentences:
                first, last = start + sentence.start, start + sentence.end
                text = article.text[first:last]
                words = words_of(read_row(article.text, text), accented=accented)
                if (article.article_id, first) not in seen and len(words) >= MIN_SYLLABLES:
                    seen.add((article.article_id, first))
                    candidates.append(Candidate(article, first, last, text, words, previous, score))
                previous = words
    return candidates


@lru_cache(maxsize=1024)  # many people's questions find the same passages
def _split(text: str) -> tuple[Sentence, ...]:
    return tuple(split_sentences(text))


def _with_next(evidence: list[Evidence], limit: int) -> list[Evidence]:
    """Evidence with the sentence after the best one: there the press gives the reason, the vote, …"""
    first = evidence[0]
    text = first.article.text
    following = split_sentences(text[first.end : first.end + 900])
    following = [s for s in following if s.end - s.start > 20][:1]
    if not following:
        return evidence
    start, end = first.end + following[0].start, first.end + following[0].end
    if any(e.article == first.article and e.start < end and start < e.end for e in evidence):
        return evidence
    added = Evidence(
        number=2,
        article=first.article,
        start=start,
        end=end,
        text=text[start:end],
        score=0.9 * first.score,
    )
    rest = [first, added, *evidence[1:]][:limit]
    return [item.model_copy(update={"number": i}) for i, item in enumerate(rest, 1)]
