"""Citations: whether quotes are the source's words, lie on the gold, and stand behind what is said."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from meetingqa.evaluation.metrics.answers import MARKER, holds, strip_markers
from meetingqa.evaluation.records import Cited, Gold, GoldSpan, Prediction, Said
from meetingqa.facts import read_facts
from meetingqa.language.sentences import split_sentences
from meetingqa.language.text import key

Texts = Mapping[str, str]  # canonical text by document
Supports = Callable[[str, Sequence[str]], bool]  # whether quotes together prove a claim

_MARKER = re.compile(MARKER)
_STOP_THEN_MARKERS = re.compile(rf"([.!?…])((?:[^\S\n]*{MARKER})+)")
_DECISION = re.compile(
    r"(?<!\w)(?:thông qua|quyết định|quyết nghị|thống nhất|ban hành|phê duyệt|bổ nhiệm|miễn nhiệm|"
    r"bầu|giao|yêu cầu|kết luận|chấp thuận|bác bỏ)(?!\w)"
)


def is_exact(citation: Cited, texts: Texts) -> bool:
    """Whether a quote is the document's words: at its offsets where it names any, else anywhere in
    it after NFC and with white space as single spaces. Case, marks and quotation marks count."""
    text = texts.get(citation.doc)
    if text is None or not citation.quote.strip():
        return False
    if citation.start is not None and citation.end is not None:
        return citation.start >= 0 and text[citation.start : citation.end] == citation.quote
    return _squeeze(citation.quote) in _squeeze(text)


@lru_cache(maxsize=2048)
def _squeeze(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def exact_quotes(prediction: Prediction, texts: Texts) -> dict[int, Cited]:
    """The citations whose quotes are exact, by marker: nothing else may prove anything."""
    return {c.marker: c for c in prediction.citations if is_exact(c, texts)}


def statements_of(prediction: Prediction) -> list[Said]:
    """What is stated: the system's statements, or the sentences of its text with their markers."""
    if prediction.statements:
        return list(prediction.statements)
    text = _STOP_THEN_MARKERS.sub(r"\2\1", prediction.text)
    found = []
    for sentence in split_sentences(text):
        words = text[sentence.start : sentence.end]
        if said := strip_markers(words):
            found.append(Said(text=said, citations=tuple(named_markers(words))))
    return found


def named_markers(text: str) -> list[int]:
    """The markers that a text names ("[1]", "[1, 2]"), in order."""
    return [int(n) for match in _MARKER.finditer(text) for n in match[1].split(",")]


def unissued_markers(prediction: Prediction) -> list[int]:
    """Markers that statements or text name and no citation has; an id that two citations share."""
    issued = [citation.marker for citation in prediction.citations]
    named = [m for said in prediction.statements for m in said.citations]
    unknown = {*named, *named_markers(prediction.text)} - set(issued)
    return sorted(unknown | {marker for marker in issued if issued.count(marker) > 1})


def needs_citation(statement: str) -> bool:
    """Whether a statement holds what must be proven: a figure, date, document, name, office or
    decision."""
    facts = read_facts(unicodedata.normalize("NFC", statement))
    told = (facts.quantities, facts.moments, facts.documents, facts.people, facts.offices)
    return any(told) or _DECISION.search(key(statement)) is not None


def statement_coverage(statements: Sequence[Said], proofs: Mapping[int, object]) -> float | None:
    """Share of the statements that need a citation and have one of `proofs`; None if none needs it."""
    claims = [said for said in statements if needs_citation(said.text)]
    if not claims:
        return None
    return sum(any(m in proofs for m in said.citations) for said in claims) / len(claims)


def gold_recall(cited: Sequence[Cited], gold: Gold, *, literal: bool = True) -> float | None:
    """Share of what must be proven that the citations prove: answer groups held by quotes of gold
    documents; where there are none, or answers are not `literal` (yes/no), gold spans of which a
    citation overlaps one place, else gold documents cited. None without labels."""
    docs = {*gold.docs, *(span.doc for span in gold.spans)}
    if not docs:
        return None
    if gold.answers and literal:
        quotes = "\n".join(c.quote for c in cited if c.doc in docs or _on_any(c, gold.also))
        return sum(holds(quotes, [group]) for group in gold.answers) / len(gold.answers)
    if gold.spans:
        return sum(any(_on_any(c, same) for c in cited) for same in gold.equals) / len(gold.spans)
    return len(docs & {citation.doc for citation in cited}) / len(docs)


def is_gold(citation: Cited, gold: Gold, *, literal: bool = True) -> bool:
    """Whether a citation lies on the gold: overlaps a gold span or another place that is right to
    cite, or says a `literal` answer within a gold document (an article may say it twice); without
    either label, lies in a gold document."""
    if _on_any(citation, (*gold.spans, *gold.also)):
        return True
    if citation.doc not in {*gold.docs, *(span.doc for span in gold.spans)}:
        return False
    if literal and gold.answers:
        return any(holds(citation.quote, [group]) for group in gold.answers)
    return not gold.spans


def _on_any(citation: Cited, places: Sequence[GoldSpan]) -> bool:
    return any(_on(citation, place) for place in places)


def _on(citation: Cited, span: GoldSpan) -> bool:
    if citation.doc != span.doc:
        return False
    if citation.start is not None and citation.end is not None:
        return citation.start < span.end and span.start < citation.end
    quote, text = key(citation.quote), key(span.text)
    return bool(quote) and (text in quote or quote in text)


def alce_recall(
    statements: Sequence[Said], quotes: Mapping[int, str], supports: Supports
) -> float | None:
    """Share of the statements that all their quotes together support (citation recall of ALCE, Gao
    et al. 2023): none, or a marker without a quote, is 0. None without statements."""
    if not statements:
        return None
    return sum(_jointly(said, quotes, supports) for said in statements) / len(statements)


def alce_precision(
    statements: Sequence[Said], quotes: Mapping[int, str], supports: Supports
) -> float | None:
    """Share of the citations that are needed (citation precision of ALCE): their statement is
    supported, and the quote supports it alone or the others fail without it.

    None without statements, 0 where statements cite nothing.
    """
    if not statements:
        return None
    useful = total = 0
    for said in statements:
        markers = list(dict.fromkeys(said.citations))
        total += len(markers)
        if not _jointly(said, quotes, supports):
            continue
        if len(markers) == 1:
            useful += 1
            continue
        for marker in markers:
            others = [quotes[m] for m in markers if m != marker]
            alone = supports(said.text, [quotes[marker]])
            useful += alone or not supports(said.text, others)
    return useful / total if total else 0.0


def _jointly(said: Said, quotes: Mapping[int, str], supports: Supports) -> bool:
    markers = list(dict.fromkeys(said.citations))
    if not markers or any(marker not in quotes for marker in markers):
        return False
    return supports(said.text, [quotes[marker] for marker in markers])
