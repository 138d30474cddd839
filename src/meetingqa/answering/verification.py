"""Drafted statements in, proven ones out: each with citations whose words hold its every fact.

A statement whose named evidence does not prove it is pointed to evidence that does; a date, name or
document that only the article's lead holds adds that sentence as a second citation; what stays
unproven, or does not answer the question, is dropped with its reason.
"""

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from meetingqa.answering.constraints import find_conflict
from meetingqa.domain import Article, Citation, Draft, Dropped, Evidence, Query, Statement
from meetingqa.facts.compare import CONTEXT_KINDS, Mismatch
from meetingqa.facts.proof import EMPTY_TEXT, article_days, article_frame, find_unproven
from meetingqa.facts.reversal import find_denied
from meetingqa.language.sentences import split_sentences
from meetingqa.language.tables import head_of, read_row
from meetingqa.language.text import key, syllables

MAX_CITATIONS = 3

Span = tuple[Article, int, int]
_MARKERS = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")
_QUOTES_ONE = re.compile(r"\w.*[“\"][^“”\"]*\?\s?[”\"]\W*$", re.DOTALL)  # 'X hỏi: "Bao giờ …?"'
_EMPTY = frozenset(EMPTY_TEXT.split())
_KIND_NAMES = {
    "number": "con số",
    "unit": "đơn vị",
    "date": "thời gian",
    "document": "văn bản",
    "name": "tên người",
    "office": "chức vụ",
    "direction": "chiều tăng giảm",
    "negation": "khẳng định hay phủ định",
    "missing": "nội dung",
}


class Verified(NamedTuple):
    """What survived, and what did not with the reason."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    dropped: tuple[Dropped, ...]


def verify(draft: Draft, evidence: Sequence[Evidence], query: Query) -> Verified:
    """Prove each statement of a draft from the evidence, or drop it. Deterministic."""
    statements: list[Statement] = []
    dropped: list[Dropped] = []
    markers: dict[tuple[str, int, int], Citation] = {}
    said: set[str] = set()
    for drafted in draft.statements:
        text = _MARKERS.sub("", drafted.text).strip()
        if not text or key(text) in said:
            continue
        said.add(key(text))
        if _repeats(text, query):
            dropped.append(Dropped(text=text, reason="chỉ nhắc lại câu hỏi"))
            continue
        spans, unproven = _prove(text, drafted.evidence, evidence, query)
        reason = unproven or find_conflict(
            query.asked, text, [a.text[s:e] for a, s, e in spans], [a for a, _, _ in spans]
        )
        if reason:
            dropped.append(Dropped(text=text, reason=reason))
            continue
        numbers = []
        for article, start, end in spans:
            place = (article.article_id, start, end)
            if place not in markers:
                markers[place] = Citation(
                    marker=len(markers) + 1,
                    article=article,
                    start=start,
                    end=end,
                    quote=article.text[start:end],
                )
            numbers.append(markers[place].marker)
        statements.append(Statement(text=text, citations=tuple(numbers)))
    return Verified(tuple(statements), tuple(markers.values()), tuple(dropped))


def _repeats(text: str, query: Query) -> bool:
    """Whether a statement asks back or says nothing beyond the question's own words."""
    asker = query.asked.kind == "person" and _QUOTES_ONE.search(text)
    if text.rstrip(' ."”').endswith("?") and not asker:
        return True
    new = set(syllables(text)) - set(syllables(query.standalone)) - _EMPTY
    return not new and query.asked.kind != "yesno"


def describe(mismatches: Sequence[Mismatch]) -> str:
    """Mismatches in a line for the trace: what was said, and what stands in the quotes."""
    return "; ".join(
        f"{_KIND_NAMES[m.kind]} “{m.said}” không có trong bằng chứng"
        + (f" (ở đó: {m.found})" if m.found else "")
        for m in mismatches
    )


def describe_dropped(dropped: Sequence[Dropped]) -> str:
    """Why statements were dropped, for a writer that is to try again."""
    return "; ".join(dict.fromkeys(item.reason for item in dropped))


def find_unproven_in(text: str, spans: Sequence[Span], query: Query) -> list[Mismatch]:
    """What keeps these stretches of articles from proving a text; empty when they do."""
    quotes = [article.text[start:end] for article, start, end in spans]
    return find_unproven(
        text,
        quotes,
        frames=[article_frame(article) for article, _, _ in spans],
        days=[day for article, _, _ in spans for day in article_days(article)],
        question=f"{query.question} {query.standalone}",
        own_words=False,
    )


def _prove(
    text: str, named: Sequence[int], evidence: Sequence[Evidence], query: Query
) -> tuple[list[Span], str]:
    """The fewest spans that prove `text`: the named ones first, then others, then with a lead."""
    by_number = {item.number: item for item in evidence}
    first = [by_number[number] for number in dict.fromkeys(named) if number in by_number][
        :MAX_CITATIONS
    ]
    others = [item for item in evidence if item not in first]
    options = [[item] for item in first]
    if len(first) > 1:
        options.append(first)
    options += [[item] for item in others]
    options += [list(pair) for pair in combinations(evidence[:4], 2) if list(pair) != first]
    for item in [*first, *others]:
        span = (item.article, item.start, item.end)
        if _is_quote(text, item.text):
            return [span], ""
        if key(text).rstrip(".") == key(read_row(item.article.text, item.text)):
            return _with_heads([span]), ""
    best: tuple[list[Span], list[Mismatch]] | None = None
    for option in options:
        spans = _with_heads([(item.article, item.start, item.end) for item in option])
        mismatches = find_unproven_in(text, spans, query)
        if mismatches and all(mismatch.kind in CONTEXT_KINDS for mismatch in mismatches):
            spans, mismatches = _with_lead(text, spans, mismatches, query)
        if not mismatches and (denied := _denied(text, spans, evidence)):
            return [], describe([Mismatch("negation", *denied)])
        if not mismatches:
            return spans, ""
        if best is None or len(mismatches) < len(best[1]):
            best = (spans, mismatches)
    return [], describe(best[1]) if best else "không nêu bằng chứng"


def _is_quote(text: str, quote: str) -> bool:
    """Whether a statement is whole clauses of a quote, word for word."""
    said = text.strip().rstrip(".…;, ")
    for start in (quote.find(said), quote.find(said[:1].lower() + said[1:])):
        if start < 0 or len(said.split()) < 4:
            continue
        before, after = quote[:start].rstrip(), quote[start + len(said) :].lstrip()
        if (not before or before[-1] in ",;:.–-") and (not after or after[0] in ",;:.–-…"):
            return True
    return False


def _denied(
    text: str, spans: Sequence[Span], evidence: Sequence[Evidence]
) -> tuple[str, str] | None:
    """What another sentence of the cited article says the contrary of, closer than the proof."""
    cited = {article.article_id for article, _, _ in spans}
    quotes = [article.text[start:end] for article, start, end in spans]
    beside = [item.text for item in evidence if item.article.article_id in cited]
    return next(iter(find_denied(text, [*quotes, *beside])), None)


def _with_heads(spans: list[Span]) -> list[Span]:
    """Rows of tables with the head that says what their cells are."""
    heads = [(a, *head) for a, start, _ in spans if (head := head_of(a.text, start))]
    return [*spans, *(head for head in dict.fromkeys(heads) if head not in spans)]


def _with_lead(
    text: str, spans: list[Span], mismatches: list[Mismatch], query: Query
) -> tuple[list[Span], list[Mismatch]]:
    """Try to supply a missing date, name or document from one of the article's first sentences."""
    article = spans[0][0]
    for sentence in split_sentences(article.text[:2500])[:6]:
        if sentence.end >= min(len(article.text), 2500):
            break
        extended = [*spans, (article, sentence.start, sentence.end)]
        if sentence.start == spans[0][1]:
            continue
        remaining = find_unproven_in(text, extended, query)
        if not remaining:
            return extended, []
    return spans, mismatches
