"""Whether what a sentence says otherwise is certain to be said of the very thing a statement speaks of.

A true statement worded freely shares words with many sentences that give other figures, days and
names; an editor told "contradicted" must be able to trust it.
"""

import re
from collections.abc import Sequence

from meetingqa.checking.differing import Claim, content_words, differs
from meetingqa.checking.owners import PROPER
from meetingqa.checking.places import Place, context_of, places_of
from meetingqa.checking.strays import without
from meetingqa.checking.wording import canonical
from meetingqa.domain import Reason
from meetingqa.facts import read_facts
from meetingqa.facts.binding import COMMON
from meetingqa.matching import words_of
from meetingqa.proof import article_frame
from meetingqa.text import key

NEAR = 0.8  # of a statement's words in a sentence that is the statement but for one fact
SAME = 0.95  # of them in a sentence that is the statement word for word, but for one fact
MIN_OWN = 0.6  # of them that the sentence itself holds
MIN_WORDS = 4  # that show by themselves what a sentence speaks of
MIN_ELSEWHERE = 0.4  # of them in another sentence of the article that gives what is said
_AUTHORITY = re.compile(
    r"(?:Sở|Bộ|Ban|Cục|Chi|Ủy|Hội|Mặt|Đảng|Tỉnh|Quốc|Chính|Trung|Văn|Nghị|Quyết|Chủ|Bí|Phó|Giám|Nhà|"
    r"Thủ|Tổng|Ngân|Công|Đoàn|Nhân|Đầu|Đại)(?!\w)"
)


def is_certain(statement: str, whole: str, place: Place, reasons: Sequence[Reason]) -> bool:
    """Whether `place` says otherwise of the very thing. `statement` is `whole` or a part of it."""
    said, quote = canonical(statement), canonical(place.text)
    texts = [reason.said for reason in reasons]
    kinds = {reason.kind for reason in reasons}
    own, frame = content_words(quote), content_words(canonical(article_frame(place.article)))
    rest = content_words(without(said, texts))
    near = len(rest & (own | frame)) >= NEAR * len(rest) and len(rest & own) >= MIN_OWN * len(rest)
    words = {key(text) for text in texts}
    things = {t for t in words if not any(t != other and t in other for other in words)}
    if len(things) > (2 if near else 1) or ("name" in kinds and kinds - {"name", "office"}):
        return False  # another thing of the same sort
    if statement != whole:
        least, around = (
            (NEAR, frozenset[str]()) if kinds & {"name", "date"} else (MIN_OWN, frozenset())
        )
        if least == MIN_OWN:
            around = around.union(*(content_words(canonical(p.text)) for p in context_of(place)))
        rest = content_words(without(canonical(whole), texts))
        if len(rest & (own | frame | around)) < least * len(rest):
            return False
    claim = Claim(said, canonical(whole), quote, place, near)
    if any(_of_another(reason, claim, texts) or _denies_too(reason) for reason in reasons):
        return False
    same = statement == whole and len(rest) >= MIN_WORDS and len(rest & own) >= SAME * len(rest)
    offices = [differs(r, claim) or same for r in reasons if r.kind == "office"]
    if offices and not any(offices):  # a rank and the office of that rank are one
        return False
    return all(
        (same and reason.kind != "negation") or differs(reason, claim)
        for reason in reasons
        if reason.kind != "office"
    )


def _denies_too(reason: Reason) -> bool:
    """Whether the quote denies the same in a fuller way ("không có hộ khẩu" of "không hộ khẩu")."""
    told = re.sub(r"^(không|chưa|chẳng) (?:có|được|bị|hề|thể) ", r"\1 ", key(reason.found))
    return reason.kind == "negation" and told.startswith(key(reason.said))


def _of_another(reason: Reason, claim: Claim, besides: Sequence[str]) -> bool:
    """Whether the quote tells what it tells of another place or thing than the statement names."""
    frame = key(canonical(article_frame(claim.place.article)))
    told = key(claim.quote)
    lost = [name for name in _names(without(claim.whole, besides)) if name not in told]
    rivals = [name for name in _names(claim.quote) if name not in key(claim.whole)]
    if all(name in frame for name in lost):  # then only what the quote's own fact is told of
        before = told[: max(0, told.find(key(reason.found)))]
        rivals = [name for name in rivals if " " in name and name in before]
    return bool(lost and rivals)


def _names(text: str) -> list[str]:
    """The names of places and things in a text: no persons, no offices, no authorities."""
    facts = read_facts(text)
    taken = [(f.start, f.end) for f in facts.people]
    taken += [(f.start, f.end) for f in facts.offices]
    taken += [(f.start, f.end) for f in facts.documents]
    return [
        key(match.group())
        for match in PROPER.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
        and not _AUTHORITY.match(match.group())
        and (" " in match.group() or text[: match.start()].rstrip()[-1:].isalpha())
    ]


def said_elsewhere(statement: str, place: Place, reasons: Sequence[Reason]) -> bool:
    """Whether the article itself gives the day or name said, in another sentence on the subject."""
    texts = [r.said for r in reasons if r.kind in ("date", "name")]
    if not texts or any(r.kind not in ("date", "name", "negation") for r in reasons):
        return False
    words = frozenset(words_of(without(canonical(statement), texts))) - COMMON
    for other in places_of(place.article):
        text = canonical(other.text)
        if place.start <= other.start < place.end or not all(said in text for said in texts):
            continue
        required = MIN_OWN if any(r.kind == "name" for r in reasons) else MIN_ELSEWHERE
        if len(words & frozenset(words_of(text))) >= required * len(words):
            return True
    return False
