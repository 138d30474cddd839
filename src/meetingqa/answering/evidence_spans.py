"""How far a piece of evidence reaches: a list run on to its end, a long sentence cut to a window."""

import re
from collections.abc import Callable, Sequence

from meetingqa.domain import Asked
from meetingqa.language.matching import Candidate, words_of
from meetingqa.language.sentences import split_clauses, split_sentences

_RUNNING = frozenset({"list", "text", "manner", "reason"})
LEANS_REACH = 600  # characters back to where the sentence before begins
# Fewer than `GOES_ON`: these say nothing alone. With all of that, nothing was won and a refusal lost.
_LEANS = re.compile(
    r"(?:Con số|Kết quả|Tỷ lệ|Tỉ lệ|Mức|Số tiền|Số vốn|Sản lượng) (?:này|đó|trên)(?!\w)|Trong đó(?!\w)|"
    r"(?:Ông|Bà) (?=(?:được|là|giữ|từng|nguyên|kế nhiệm|thay)(?!\w))"
)
# "Có ba nút thắt." before "Một là …", "Thứ hai …"
_COUNTS = re.compile(r"(?<!\w)(?:hai|ba|bốn|năm|sáu|bảy|\d{1,2}) [^.;:,]{2,50}[.]?$", re.IGNORECASE)
_ITEM = re.compile(
    r"\s*(?:(?:(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy) là|Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy))(?!\w)|[1-9][.)]\s)"
)
_OPENS = re.compile(r":\s*$|(?:như|như sau|gồm|sau đây|là)\s*:")


def opens_list(asked: Asked, candidate: Candidate) -> bool:
    """Whether what is asked comes after a sentence ("hạn chế như: …")."""
    if asked.kind not in _RUNNING:
        return False
    if _OPENS.search(candidate.text):
        return True
    told = _COUNTS.search(candidate.text)
    return told is not None and _ITEM.match(candidate.article.text, candidate.end) is not None


def leaned_on(candidate: Candidate, count_tokens: Callable[[str], int], max_tokens: int) -> int:
    """Where the words of a sentence begin with the one before it that it leans on ("Con số này hụt …")."""
    article, start = candidate.article, candidate.start
    if not _LEANS.match(candidate.text):
        return start
    line = max(article.text.rfind("\n", 0, start) + 1, start - LEANS_REACH)
    before = split_sentences(article.text[line:start])
    first = line + before[-1].start if before else start
    fits = count_tokens(article.text[first : candidate.end]) <= max_tokens
    return first if fits else start


def run_on(candidate: Candidate, count_tokens: Callable[[str], int], max_tokens: int) -> int:
    """Where the list that a sentence opens ("hạn chế như: …") ends: whole sentences, in the budget."""
    text, base, end = candidate.article.text, candidate.end, candidate.end
    opens_lines = candidate.text.rstrip().endswith(":")
    for sentence in split_sentences(text[base : base + 1500]):
        last = base + sentence.end
        new_line = "\n" in text[end : base + sentence.start]
        if new_line and not (opens_lines or _ITEM.match(text, base + sentence.start)):
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
