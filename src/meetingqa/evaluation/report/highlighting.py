"""Where citations and gold answers stand in a text, as runs of words that a page can mark.

`"".join(segment.text for segment in mark(text, spans)) == text`, always.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from meetingqa.evaluation.records import Cited, Found, Gold
from meetingqa.language.text import key, unify_tone_marks

_AROUND = 160  # code points shown on either side of a marked place


class Span(NamedTuple):
    """A half-open range of a text; `marker` is the citation's number, 0 for a gold place."""

    start: int
    end: int
    marker: int = 0


class Segment(NamedTuple):
    """A run of text that is marked alike: by these citations, and as gold or not.

    `closes` are the citations that end with it.
    """

    text: str
    markers: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    gold: bool = False


class Excerpt(NamedTuple):
    """Part of a document with its marks. `start` and `end` are the document's offsets."""

    doc: str
    start: int
    end: int
    segments: tuple[Segment, ...]
    rank: int = 0  # 0: not retrieved, shown because it is cited or gold
    score: float = 0.0
    gold: bool = False
    cited: bool = False
    cut: tuple[bool, bool] = (False, False)  # whether the document goes on before, and after


def mark(text: str, spans: Iterable[Span]) -> tuple[Segment, ...]:
    """The text cut wherever a span begins or ends. Spans may overlap and reach outside."""
    within = [
        Span(max(0, start), min(len(text), end), marker)
        for start, end, marker in spans
        if start < len(text) and end > 0 and start < end
    ]
    cuts = sorted({0, len(text), *(s.start for s in within), *(s.end for s in within)})
    segments = []
    for start, end in pairwise(cuts):
        over = [span.marker for span in within if span.start <= start and end <= span.end]
        markers = tuple(sorted({marker for marker in over if marker}))
        closes = tuple(sorted({s.marker for s in within if s.marker and s.end == end}))
        segments.append(Segment(text[start:end], markers, closes, 0 in over))
    return tuple(segments)


def find_citation(citation: Cited, text: str, offset: int = 0) -> Span | None:
    """Where a citation's quote stands in `text`, which begins at `offset` of the document."""
    if citation.start is not None and citation.end is not None:
        start, end = citation.start - offset, citation.end - offset
        if start >= 0 and text[start:end] == citation.quote:
            return Span(start, end, citation.marker)
    start = text.find(citation.quote) if citation.quote else -1
    return Span(start, start + len(citation.quote), citation.marker) if start >= 0 else None


def find_gold(gold: Gold, doc: str, text: str, offset: int = 0) -> list[Span]:
    """Where the gold spans and the other places that are right to cite, or without spans the gold
    answers, stand in part of a document."""
    places = (place for place in (*gold.spans, *gold.also) if place.doc == doc)
    spans = [Span(place.start - offset, place.end - offset) for place in places]
    if gold.spans or doc not in gold.docs:
        return [s for s in spans if s.end > 0 and s.start < len(text)]
    lowered = unify_tone_marks(text).lower()
    if len(lowered) != len(text):
        return []
    found = []
    for alternative in dict.fromkeys(key(a) for group in gold.answers for a in group if a.strip()):
        start = lowered.find(alternative)
        while start >= 0:
            end = start + len(alternative)
            if not (lowered[start - 1 : start].isalnum() or lowered[end : end + 1].isalnum()):
                found.append(Span(start, end))
            start = lowered.find(alternative, end)
    return found


def show_passages(
    passages: Sequence[Found], citations: Sequence[Cited], gold: Gold
) -> tuple[Excerpt, ...]:
    """Every retrieved passage, in its order, with what is cited and what is gold in it."""
    shown = []
    for rank, found in enumerate(passages, 1):
        spans = _find_places(found.doc, found.text, citations, gold, found.start)
        whole = found.doc in gold.docs and not gold.spans and not gold.answers
        excerpt = _excerpt(found.doc, found.text, found.start, spans)
        shown.append(excerpt._replace(rank=rank, score=found.score, gold=excerpt.gold or whole))
    return tuple(shown)


def show_sources(
    texts: Mapping[str, str], citations: Sequence[Cited], gold: Gold
) -> tuple[Excerpt, ...]:
    """The places of each cited or gold document that are cited or gold, with the words around."""
    docs = dict.fromkeys([*(c.doc for c in citations), *gold.docs, *(s.doc for s in gold.spans)])
    shown: list[Excerpt] = []
    for doc in docs:
        text = texts.get(doc)
        if text is None:
            continue
        spans = _find_places(doc, text, citations, gold)
        for start, end in _windows(spans, text):
            near = [Span(s - start, e - start, m) for s, e, m in spans if s < end and e > start]
            excerpt = _excerpt(doc, text[start:end], start, near)
            shown.append(excerpt._replace(cut=(start > 0, end < len(text))))
    return tuple(shown)


def _find_places(
    doc: str, text: str, citations: Sequence[Cited], gold: Gold, offset: int = 0
) -> list[Span]:
    """What is cited and what is gold in `text`, which begins at `offset` of the document."""
    cited = (find_citation(each, text, offset) for each in citations if each.doc == doc)
    return [*(span for span in cited if span), *find_gold(gold, doc, text, offset)]


def _excerpt(doc: str, text: str, start: int, spans: Sequence[Span]) -> Excerpt:
    gold, cited = any(not s.marker for s in spans), any(s.marker for s in spans)
    return Excerpt(doc, start, start + len(text), mark(text, spans), gold=gold, cited=cited)


def _windows(spans: Sequence[Span], text: str) -> list[tuple[int, int]]:
    """Ranges of whole words around the spans; those that touch become one."""
    windows: list[tuple[int, int]] = []
    for span in sorted(spans):
        start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
        while 0 < start < span.start and not text[start - 1].isspace():
            start += 1
        while span.end < end < len(text) and not text[end].isspace():
            end -= 1
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows
