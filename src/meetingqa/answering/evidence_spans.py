"""How far a piece of evidence reaches: a list run on to its end, a long sentence cut to a window."""

import re
from collections.abc import Callable, Sequence

from meetingqa.domain import Asked
from meetingqa.language.matching import Candidate, words_of
from meetingqa.language.sentences import split_clauses, split_sentences

_RUNNING = frozenset({"list", "text", "manner", "reason"})
_OPENS = re.compile(r":\s*$|(?:như|như sau|gồm|sau đây|là)\s*:")


def opens_list(asked: Asked, candidate: Candidate) -> bool:
    """Whether what is asked comes after a sentence ("hạn chế như: …")."""
    return asked.kind in _RUNNING and _OPENS.search(candidate.text) is not None


def run_on(candidate: Candidate, count_tokens: Callable[[str], int], max_tokens: int) -> int:
    """Where the list that a sentence opens ("hạn chế như: …") ends: whole sentences, in the budget."""
    text, base, end = candidate.article.text, candidate.end, candidate.end
    opens_lines = candidate.text.rstrip().endswith(":")
    for sentence in split_sentences(text[base : base + 1500]):
        last = base + sentence.end
        if "\n" in text[end : base + sentence.start] and not opens_lines:
            break
        if count_tokens(text[candidate.start : last]) > max_tokens:
            break
        end = last
    return end


def best_window(
    candidate: Candidate,
    score: Callable[[Sequence[str], Candidate], float],
    count_tokens: Callable[[str], int],
    max_tokens: int,
    accented: bool,
) -> tuple[int, int]:
    """The run of whole clauses inside the budget that scores best, earliest and longest on a tie."""
    text = candidate.article.text
    clauses = split_clauses(text, candidate.start, candidate.end)
    best = (-1.0, 0, candidate.start, candidate.end)
    for first in range(len(clauses)):
        for last in range(first, len(clauses)):
            start, end = clauses[first].start, clauses[last].end
            window = text[start:end].rstrip(" ,;")
            if last > first and count_tokens(window) > max_tokens:
                break
            value = score(words_of(window, accented=accented), candidate)
            if (round(value, 3), len(window)) > (round(best[0], 3), best[1]):
                lead = len(window) - len(window.lstrip())
                best = (value, len(window), start + lead, start + len(window))
    return best[2], best[3]
