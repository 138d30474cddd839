"""Picks the few sentences that a writer may use: numbered, exact, inside a token budget.

A sentence is scored by the question's content terms it holds, weighted by how rare they are among
the candidates, with the terms that its article's frame (title, lead, dates) supplies counted less.
"""

from collections.abc import Callable, Sequence

from meetingqa.answer_kinds import holds_kind
from meetingqa.constraints import article_conflict
from meetingqa.domain import Evidence, Passage, Query
from meetingqa.evidence_spans import best_window, opens_list, run_on
from meetingqa.facts.calendar import find_moments
from meetingqa.matching import (
    NEIGHBOUR_SHARE,
    Candidate,
    coverage,
    frame_of,
    term_weights,
    words_of,
)
from meetingqa.periods import year_fit
from meetingqa.sentences import split_sentences
from meetingqa.text import key
from meetingqa.thesaurus import find_equivalents, likened

KIND_BONUS = 0.15  # for holding the kind of fact that is asked (a figure, a person)
PASSAGE_SHARE = 0.1  # of the retriever's score of the passage it stands in
CORE_SHARE = 0.5  # of the score that goes to the core terms: what is asked, not of which meeting
CORE_FRAME_SHARE = 0.4  # what a core term is worth when only the lead holds it
NAMELESS_SHARE = 0.5  # what a sentence without the person is worth when their office is asked
DAY_BONUS = 0.3  # for the sentence that gives a meeting's day, when only its day is asked
CAUSE_SHARE = 0.8  # the same for a sentence that gives the reason of the one before
YEAR_SHARE = 0.4  # what speaking of another year than the asked one costs
MIN_SYLLABLES = 4


def gather_evidence(
    query: Query,
    passages: Sequence[Passage],
    count_tokens: Callable[[str], int],
    *,
    limit: int = 8,
    max_tokens: int = 700,
    max_sentence_tokens: int = 160,
) -> list[Evidence]:
    """The best sentences of the passages for a query, best first, numbered from 1.

    A sentence longer than `max_sentence_tokens` is cut at clauses and its best window kept.
    """
    accented = query.asked.accented
    terms = list(dict.fromkeys(query.asked.focus)) or list(dict.fromkeys(query.asked.terms))
    articles = {passage.article.article_id: passage.article for passage in passages}
    meant = {i for i, a in articles.items() if article_conflict(query.asked, a) is None}
    passages = [passage for passage in passages if passage.article.article_id in meant]
    candidates = find_candidates(passages, accented=accented)
    if not candidates or not terms:
        return []
    weights = term_weights(terms, candidates)
    frames = {i: frame_of(a, accented=accented) for i, a in articles.items() if i in meant}
    titles = {
        c.article.article_id: frozenset(words_of(c.article.title, accented=accented))
        for c in candidates
    }
    top = max(passage.score for passage in passages) or 1.0

    core = list(dict.fromkeys(query.asked.core))
    equivalents = find_equivalents(query.asked.terms, accented=accented)

    def score(words: Sequence[str], candidate: Candidate) -> float:
        frame = frames[candidate.article.article_id]
        alike = likened(words, equivalents)
        follows = query.asked.kind == "reason" and holds_kind(query.asked, candidate.text)
        beside = CAUSE_SHARE if follows else NEIGHBOUR_SHARE
        share = coverage(
            terms,
            weights,
            words,
            frame=frame,
            alike=alike,
            before=candidate.before,
            before_share=beside,
        )
        title = titles[candidate.article.article_id]
        inner = [term for term in core if term not in title]
        if inner:
            told = coverage(
                inner,
                weights,
                words,
                frame=frame,
                frame_share=CORE_FRAME_SHARE,
                alike=alike,
                before=candidate.before,
                before_share=beside,
            )
            share = (1 - CORE_SHARE) * share + CORE_SHARE * told
        share *= (
            1 - YEAR_SHARE + YEAR_SHARE * year_fit(query.asked, candidate.article, candidate.text)
        )
        if (
            query.asked.kind == "office"
            and query.asked.people
            and not _names(query, candidate.text)
        ):
            share *= NAMELESS_SHARE
        if query.asked.kind == "date" and not inner and _gives_day(candidate):
            share += DAY_BONUS
        kind = KIND_BONUS if holds_kind(query.asked, candidate.text) else 0.0
        return share + kind + PASSAGE_SHARE * candidate.passage_score / top

    ranked = sorted(candidates, key=lambda c: -score(c.words, c))
    evidence: list[Evidence] = []
    spent = 0
    for candidate in ranked:
        start, end = candidate.start, candidate.end
        if count_tokens(candidate.text) > max_sentence_tokens:
            start, end = best_window(candidate, score, count_tokens, max_sentence_tokens, accented)
        elif opens_list(query.asked, candidate.text):
            end = run_on(candidate, count_tokens, max_sentence_tokens)
        if any(
            item.article == candidate.article and item.start <= start < item.end
            for item in evidence
        ):
            continue  # the list it belongs to is there already
        text = candidate.article.text[start:end]
        tokens = count_tokens(text)
        if evidence and spent + tokens > max_tokens:
            continue
        spent += tokens
        evidence.append(
            Evidence(
                number=len(evidence) + 1,
                article=candidate.article,
                start=start,
                end=end,
                text=text,
                score=score(words_of(text, accented=accented), candidate),
            )
        )
        if len(evidence) == limit:
            break
    if query.asked.kind == "reason" or len(query.asked.kinds) > 1:
        evidence = _with_next(evidence, limit)
    return evidence


def find_candidates(passages: Sequence[Passage], *, accented: bool = True) -> list[Candidate]:
    """Every sentence of the passages, and the lead of each article (who, when, where)."""
    seen: set[tuple[str, int]] = set()
    candidates = []
    for passage in passages:
        article = passage.article
        spans = [(passage.chunk.start, passage.chunk.end, passage.score)]
        if (article.article_id, -1) not in seen:
            seen.add((article.article_id, -1))
            spans.append((0, min(len(article.text), 700), passage.score))
        for start, end, score in spans:
            previous: tuple[str, ...] = ()
            for sentence in split_sentences(article.text[start:end]):
                first, last = start + sentence.start, start + sentence.end
                if last == start + 700 and end == 700 and last < len(article.text):
                    continue  # the lead's last sentence may be cut
                text = article.text[first:last]
                words = words_of(text, accented=accented)
                if (article.article_id, first) not in seen and len(words) >= MIN_SYLLABLES:
                    seen.add((article.article_id, first))
                    candidates.append(Candidate(article, first, last, text, words, previous, score))
                previous = words
    return candidates


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


def _gives_day(candidate: Candidate) -> bool:
    """Whether a sentence of the lead gives the day of its article's meeting."""
    day = candidate.article.held_on
    return (
        day is not None
        and candidate.start < 1500
        and any(
            (moment.month, moment.day) == (day.month, day.day)
            for moment in find_moments(candidate.text)
        )
    )


def _names(query: Query, text: str) -> bool:
    said = key(text)
    return any(key(person) in said for person in query.asked.people)
