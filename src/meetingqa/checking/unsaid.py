"""What a statement says that its quotes do not: a deed only planned, what they leave out, a cause, a rate."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from meetingqa.checking.names import PROPER
from meetingqa.facts import read_facts
from meetingqa.facts.aims import AIM
from meetingqa.facts.binding import COMMON
from meetingqa.facts.compare import Mismatch
from meetingqa.language.text import key, syllables

MIN_CAUSE = 0.6  # of the words of a cause that the quotes hold
# What is left out, denied or only asked: what stands in it alone is not told.
_SCOPES = (
    re.compile(
        r"(?<!\w)(?:trừ|ngoại trừ|không (?:bao )?gồm|không kể|thay vì|không phải(?: là)?|chứ không|"
        r"không có nghĩa|phủ nhận|bác bỏ)(?!\w)([^,;.()]*)"
    ),
    re.compile(r"(?<!\w)(?:có|liệu)(?: nên)? ([^,;.]*?) hay (?:không|chưa)(?!\w)"),
)
_DEED = re.compile(r"(?<!\w)(?:đã|vừa)(?: được| bị| cho)? [“\"]?([a-zà-ỹđ]+(?: [a-zà-ỹđ]+)?)")
_DONE = re.compile(r"(?<!\w)(?:đã|vừa|mới|vẫn)(?!\w)", re.IGNORECASE)
_RATE = re.compile(
    r"(?<!\w)(?:mỗi|một|hằng|hàng|/) ?(năm|quý|tháng|tuần|ngày|giờ)(?!\w)", re.IGNORECASE
)
_RATED = r"(?<!\w)(?:(?:mỗi|một|hằng|hàng|1) {0}|bình quân[^,;]* {0})|/ ?{0}(?!\w)"
_CAUSE = re.compile(r"(?<!\w)(?:vì|do|nhờ|bởi)(?! đó| vậy| thế)(?= [^\W\d]) ([^,;.]+)")
_CONDITION = re.compile(r"\W*nếu(?!\w)", re.IGNORECASE)
_PLANS = re.compile(
    r"(?<!\w)(?:cam kết|hứa|lẽ ra|chủ trương|phương án|dự thảo|đề án|sắp|chuẩn bị|kế hoạch|quy hoạch|"
    r"xem xét|(?<!và )đang|chưa thể|không thể|có thể|dự tính|muốn|hy vọng|nếu)(?!\w)",
    re.IGNORECASE,
)
# These hold for every item of a list.
_AHEAD = re.compile(r"(?<!\w)(?:sẽ|phấn đấu|từ nay)(?!\w)", re.IGNORECASE)
_BODY = re.compile(
    r"(?<!\w)(ủy ban nhân dân|hội đồng nhân dân|tỉnh ủy|thành ủy|huyện ủy|thị ủy|ban thường vụ|"
    r"ban chấp hành|ủy ban kiểm tra|mặt trận|công an|chính phủ|quốc hội|bộ chính trị|thanh tra|"
    r"tòa án|viện kiểm sát)(?!\w)(?: (tỉnh|thành phố|huyện|quận|thị xã|phường|xã|thị trấn)(?!\w| ủy))?"
)
_DENIALS = frozenset({"không", "chưa", "chẳng"})
LIGHT = frozenset("sự có là bị được đã sẽ với theo từ ra lên cả phải do vì nên bởi".split())


def find_unsaid(
    statement: str, quotes: Sequence[str], frame: str, days: Sequence[date]
) -> list[Mismatch]:
    """What a statement says and its quotes do not. All in canonical wording.

    `frame` holds for the whole article, `days` are its dates.
    """
    return [
        *_excepted(statement, quotes, frame),
        *_denied_of(statement, quotes),
        *_planned_deeds(statement, quotes, days),
        *_new_words(statement, quotes, frame),
        *_other_body(statement, quotes, frame),
        *_unsaid(statement, quotes),
    ]


def meaning_words(text: str) -> frozenset[str]:
    """The words of a text that tell one thing from another, figures left out."""
    return frozenset(w for w in syllables(text) if not w[0].isdigit()) - COMMON - LIGHT


def _excepted(statement: str, quotes: Sequence[str], frame: str) -> list[Mismatch]:
    """Words that stand in the quotes only in what they leave out, deny or ask."""
    said = meaning_words(statement)
    strays = []
    for scope in _SCOPES:
        if not scope.search(statement):
            inside = {w for q in quotes for m in scope.finditer(q) for w in syllables(m[1])}
            rest = set(syllables(" ".join([frame, *(scope.sub(" ", q) for q in quotes)])))
            strays += [Mismatch("missing", word, "") for word in sorted(said & inside - rest)]
    return strays


def _denied_of(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """Words followed by a denial wherever the quotes have them ("trình không có …"), by none here."""
    said = syllables(statement)
    told = [syllables(part) for quote in quotes for part in re.split(r"[,;.:]\s", f"{quote} ")]
    if _DENIALS & set(said):
        return []
    after: dict[str, set[str]] = {}
    for first, second in (pair for words in told for pair in pairwise([*words, ""])):
        after.setdefault(first, set()).add(second)
    return [
        Mismatch("negation", word, f"{word} {min(after[word])}")
        for word in sorted(meaning_words(PROPER.sub(" ", statement)))
        if word in after and after[word] <= _DENIALS
    ]


def _pairs(text: str) -> list[tuple[str, str]]:
    """Words side by side that both mean something."""
    runs = (syllables(run) for run in re.split(r"[,;|()]", text))
    return [
        pair
        for run in runs
        for pair in pairwise(run)
        if not {*pair} & (COMMON | LIGHT) and "".join(pair).isalpha()
    ]


def _planned_deeds(statement: str, quotes: Sequence[str], days: Sequence[date]) -> list[Mismatch]:
    """Deeds told as done ("đã đình chỉ …") whose words the quotes have only where they plan."""
    strays = []
    for match in _DEED.finditer(statement):
        first = syllables(match[1])[0]
        if first in COMMON | LIGHT:
            continue
        held = [key(match[1]), first]
        for deed in held:
            found = rf"(?<!\w){re.escape(deed)}(?!\w)"
            places = [(q, m.start()) for q in quotes for m in re.finditer(found, q.lower())]
            if places:
                if all(_is_planned(quote, at, days) for quote, at in places):
                    strays.append(Mismatch("missing", f"đã {deed}", "kế hoạch, nhiệm vụ"))
                break
    return strays


def _is_planned(quote: str, at: int, days: Sequence[date]) -> bool:
    sentence = max(quote.rfind(mark, 0, at) for mark in (". ", "\n")) + 1
    begin = max(sentence, quote.rfind("; ", 0, at) + 1)
    marks = [m.end() for p in (AIM, _PLANS) for m in p.finditer(quote, begin, at)]
    marks += [m.end() for m in _AHEAD.finditer(quote, sentence, at)]
    done = [m.end() for m in _DONE.finditer(quote, max(begin, at - 25), at)]
    if marks and (not done or max(marks) > max(done)):
        return True
    end = re.search(r"[,;]\s|\.(?:\s|$)", quote[at:])
    stop = at + end.start() if end else len(quote)
    today = max(days, default=None)
    later = [m for m in read_facts(quote).moments if at <= m.start < stop and m.year]
    return today is not None and any(
        (m.year or 0, m.month or 0) > (today.year, today.month if m.month else 0) for m in later
    )


def _new_words(statement: str, quotes: Sequence[str], frame: str) -> list[Mismatch]:
    """Words side by side of a statement without figures that its quotes have neither of."""
    if read_facts(statement).quantities:
        return []
    held = set(syllables(" ".join([*quotes, frame])))
    return [
        Mismatch("missing", f"{first} {second}", "")
        for first, second in _pairs(statement)
        if first not in held and second not in held
    ]


def _other_body(statement: str, quotes: Sequence[str], frame: str) -> list[Mismatch]:
    """Bodies of a statement that neither the quotes nor what holds for the article name, or only
    of another level ("UBND thị xã" for "UBND phường")."""
    held: dict[str, set[str]] = {}
    for match in _BODY.finditer(key(" | ".join([*quotes, frame]))):
        held.setdefault(match[1], set()).add(match[2] or "")
    return [
        Mismatch("missing", match.group(), "")
        for match in _BODY.finditer(key(statement))
        if match[1] not in held or match[2] and not held[match[1]] & {match[2], ""}
    ]


def _unsaid(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    """A cause, a rate, a rank, an end or "only" of a statement that the quotes do not tell."""
    told = " | ".join(quotes)
    held = set(syllables(told))
    strays = []
    for match in _CAUSE.finditer(statement):
        cause = meaning_words(match[1])
        if len(cause & held) < MIN_CAUSE * len(cause):
            strays.append(Mismatch("missing", match.group(), ""))
    for match in _RATE.finditer(statement):
        if not re.search(_RATED.format(match[1].lower()), told, re.IGNORECASE):
            strays.append(Mismatch("missing", match.group(), ""))
    if all(map(_CONDITION.match, quotes)) and not _CONDITION.search(statement):
        strays.append(Mismatch("missing", statement[:80], "nếu"))
    return strays
