"""Proves a worded point by the sentence it was worded from, or says why not."""

import re

from meetingqa.domain import Article, Point
from meetingqa.facts.binding import COMMON
from meetingqa.proof import article_days, article_frame, find_unproven
from meetingqa.summarizing import cues
from meetingqa.summarizing.figures import find_figures
from meetingqa.text import key, syllables
from meetingqa.verification import describe

MIN_WORDS = 4
MAX_SHARE = 0.9  # of the point's words: what is hardly shorter stays the article's
_CLAUSE_ENDS = re.compile(
    r"\s*(?:[,;:.!?…)”\"]|–|-|$)|\s+(?:và|nhưng|song|để|nhằm|với|do|vì|trong đó)\s"
)
_HEDGES = frozenset("không chưa chậm thiếu hụt chẳng khó".split())
_KINDS = {"decisions": cues.decides, "shortcomings": cues.finds_fault}


def why_unproven(text: str, field: str, point: Point, article: Article) -> str:
    """Why `text` cannot stand for `point` of `field`; "" when the quotes prove it.

    A small model slips a word of its own between true ones, so every word must be the sentence's.
    Beside every fact, what makes the point one of its field must stay: the decision of a decision,
    the fault of a shortcoming, a figure where the sentence has some; and no phrase is cut short.
    """
    quotes = [citation.quote for citation in point.citations]
    said = syllables(text)
    if len(said) < MIN_WORDS or "?" in text:
        return "không thành một ý"
    if len(said) > MAX_SHARE * len(syllables(point.text)):
        return "không ngắn hơn lời của bài"
    mismatches = find_unproven(
        text, quotes, frames=[article_frame(article)], days=article_days(article)
    )
    if mismatches:
        return describe(mismatches)
    if foreign := set(said) - set(syllables(" ".join(quotes))) - COMMON:
        return f"nội dung “{min(foreign)}” không có trong câu"
    if _is_cut(text, point.text):
        return "câu bị cắt ngang"
    told = _KINDS.get(field)
    if told and told(point.text) and not told(text):
        return "mất điều làm nên mục này"
    figures, kept = find_figures(point.text), find_figures(text)
    if figures and not kept:
        return "mất số liệu"
    if any(f.period for f in figures) and not any(f.period for f in kept):
        return "mất kỳ của số liệu"
    lost = _HEDGES & set(syllables(point.text)) - set(said)
    if lost and field != "decisions" and _denial_near(point.text, text, lost):
        return f"mất chữ “{min(lost)}”"
    return ""


def _is_cut(text: str, source: str) -> bool:
    """Whether `text` is the beginning of `source`, ending where no clause does."""
    said, whole = key(text).rstrip(" .…"), key(source)
    return whole.startswith(said) and not _CLAUSE_ENDS.match(whole, len(said))


def _denial_near(source: str, text: str, lost: frozenset[str]) -> bool:
    """Whether a word right after a lost denial is still said, so that its sense has turned."""
    words, said = syllables(source), set(syllables(text))
    return any(
        word in lost and any(after in said for after in words[i + 1 : i + 2])
        for i, word in enumerate(words)
    )
