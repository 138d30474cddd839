"""Which proven statements become the answer, and whether they are close enough to the question.

Statements are compared by how much of the question their evidence covers. How sure the answer is comes
from that and from its evidence's nearness in meaning; below the calibrated threshold it is a refusal.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from meetingqa.answering.constraints import article_conflict
from meetingqa.answering.disagreements import OTHERWISE, find_contradicting
from meetingqa.answering.holders import LEAVES
from meetingqa.answering.kinds import each_kind, holds_kind
from meetingqa.answering.rewording import find_loss, words_quotes
from meetingqa.answering.verdicts import keep_verdict, with_verdict
from meetingqa.answering.verification import Verified
from meetingqa.calibration import Sureness
from meetingqa.domain import Asked, Citation, Dropped, Evidence, Nearest, Passage, Query, Statement
from meetingqa.facts import read_facts
from meetingqa.language.abbreviations import expand
from meetingqa.language.matching import words_of
from meetingqa.language.text import key

NEAR_BEST = 0.85  # of the best statement's coverage, for a second statement of a list
RIVAL_SHARE = 0.8  # of the extractive answer's coverage, for a model's answer to replace it
PART_SHARE = 0.55  # for a statement to count at all, or to answer another part of the question
PART_TERMS = 2  # of the question, for a second statement to answer its second part
SUBJECT_REACH = 300  # characters before a sentence in whose paragraphs its subject may be named
_OF_WHAT = re.compile(
    r"(?<!\w)về (?:vấn đề|nội dung|việc|chuyện) (?:gì|nào)|(?<!\w)về gì", re.IGNORECASE
)
_DETAIL = re.compile(r"(?:Về|Riêng|Với) [^,.;]{2,40} này(?:, | thì )")  # of what was told before
_SEVERAL = frozenset({"list", "text", "manner", "reason"})


class Selected(NamedTuple):
    """The statements shown, their citations, how sure we are, and what was left out."""

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    signals: Mapping[str, float] = {}
    coverage: float = 0.0
    dropped: tuple[Dropped, ...] = ()
    by_model: bool = False
    conflict: bool = False

    @property
    def sureness(self) -> dict[str, Any]:
        """The confidence and what it comes from, as a trace tells them."""
        return {"confidence": self.confidence, "signals": dict(self.signals)}

    def with_dropped(self, *more: Dropped) -> "Selected":
        """The same with more to say in the trace."""
        return self._replace(dropped=(*self.dropped, *more))


def select(
    verified: Verified,
    evidence: Sequence[Evidence],
    query: Query,
    sureness: Sureness,
    *,
    rival: Selected | None = None,
) -> Selected:
    """The statements of a verified draft that answer the query.

    Without `rival` the draft is extractive: candidates in order, of which the best one (or, for a
    list or a free question, the best two) is taken. With it the draft is a model's and is taken whole
    when it is sure enough, covers what the extractive answer covers, and leaves none of it out.
    """
    homes = {s: _home(s, verified.citations, evidence) for s in verified.statements}
    covers = {
        s: home.score
        for s, home in homes.items()
        if home and not _off_subject(home, evidence, query)
    }
    if not covers:
        return Selected(dropped=verified.dropped)
    best = max(covers.values())
    if rival is None:
        kept = _choose(verified, covers, query)
    else:
        kept = [
            s
            for s in verified.statements
            if covers.get(s, 0.0) >= RIVAL_SHARE * rival.coverage
            and words_quotes(s, verified.citations, rival.citations)
        ]
    confidence, reason, signals = 0.0, "", dict[str, float]()
    if not kept:
        reason = "xa câu hỏi hơn câu trích"
    else:
        first = max(kept, key=lambda s: covers[s]) if rival else kept[0]
        home = homes[first]
        if home:
            confidence = sureness.of(covers[first], home)
            signals = sureness.signals(covers[first], home)
        if confidence < sureness.threshold:
            reason = f"độ tin {confidence:.2f} dưới ngưỡng {sureness.threshold:.2f}"
        elif rival:
            reason = find_loss(kept, rival.statements, query)
    if reason:
        dropped = tuple(Dropped(text=s.text, reason=reason) for s in verified.statements)
        return Selected(
            confidence=confidence,
            signals=signals,
            coverage=best,
            dropped=(*verified.dropped, *dropped),
        )
    if rival is None and (other := find_contradicting(kept[0], verified, covers, query)):
        kept = [kept[0], other]
    conflict = rival is None and len(kept) == 2 and kept[1].text.startswith(OTHERWISE)
    used = {marker for statement in kept for marker in statement.citations}
    return Selected(
        statements=_with_verdicts(kept, verified.citations, query, rival),
        citations=tuple(c for c in verified.citations if c.marker in used),
        confidence=confidence,
        signals=signals,
        coverage=best,
        dropped=verified.dropped,
        by_model=rival is not None,
        conflict=conflict,
    )


def _with_verdicts(
    kept: Sequence[Statement], cited: Sequence[Citation], query: Query, rival: Selected | None
) -> tuple[Statement, ...]:
    """The statements of an answer, with "Có.", "Không." or "Chưa." where the question asks for it."""
    if rival:
        return (keep_verdict(kept[0], rival.statements[0]), *kept[1:])
    return (with_verdict(kept[0], cited, query), *kept[1:])  # one word for a question


def _off_subject(home: Evidence, evidence: Sequence[Evidence], query: Query) -> bool:
    """Whether a sentence stands away from a name that the question asks about, which another has:
    "Nhà máy rác Hải Lâm" is not told of by what stands under another plant."""
    names = [key(expand(name)) for name in query.asked.subjects]
    if not names:
        return False
    article = home.article
    before = article.text.rfind("\n", 0, max(0, home.start - SUBJECT_REACH)) + 1
    near = key(expand(f"{article.title} {article.text[before : home.end]}"))
    if any(name in near for name in names):
        return False
    return any(name in key(expand(item.text)) for item in evidence for name in names)


def _choose(verified: Verified, sure: dict[Statement, float], query: Query) -> list[Statement]:
    """The first sure statement, and for a list or a question of several parts one that adds to it."""
    least = PART_SHARE * max(sure.values())
    ordered = [s for s in verified.statements if sure.get(s, 0.0) >= least]
    kept = ordered[:1]
    best = sure[kept[0]]
    asked = query.asked
    for wanted in each_kind(asked):
        if any(holds_kind(wanted, s.text) for s in kept):
            continue
        adding = (
            s
            for s in ordered
            if s not in kept and sure[s] >= PART_SHARE * best and holds_kind(wanted, s.text)
        )
        kept += [s for s in [next(adding, None)] if s]
    if asked.replaced:
        kept = _both_holders(ordered, [s for s in verified.statements if s in sure])
    if len(kept) == 1 and asked.parts > max(1, len(asked.kinds)):
        kept += _adding(kept[0], ordered[1:], asked)
    named = {label.value for label in read_facts(kept[0].text).documents}
    if (
        len(kept) == 1
        and asked.kind in _SEVERAL
        and not (named & set(asked.documents) and _OF_WHAT.search(query.standalone))
    ):
        first = kept[0].text
        others = (s for s in ordered[1:] if sure[s] >= NEAR_BEST * best)
        more = (s for s in others if first not in s.text and not _DETAIL.match(s.text))
        kept += [s for s in [next(more, None)] if s]
    return kept


def _both_holders(ordered: Sequence[Statement], others: Sequence[Statement]) -> list[Statement]:
    """Who came into an office and whom they replaced: one statement of both, else one of each."""
    leaving = [s for s in [*ordered, *others] if LEAVES.search(s.text)]
    if both := [s for s in leaving if len(read_facts(s.text).people) > 1]:
        return both[:1]
    return [*[s for s in ordered if s not in leaving][:1], *leaving[:1]]


def _adding(first: Statement, others: Sequence[Statement], asked: Asked) -> list[Statement]:
    """The statement that tells most of what a question of two parts asks and the first leaves out."""
    left = set(asked.core) - set(words_of(first.text, accented=asked.accented))
    gains = [(len(left & set(words_of(s.text, accented=asked.accented))), s) for s in others]
    most = max((gain for gain, _ in gains), default=0)
    return [s for gain, s in gains if gain == most][:1] if most >= PART_TERMS else []


def _home(
    statement: Statement, citations: Sequence[Citation], evidence: Sequence[Evidence]
) -> Evidence | None:
    """The cited sentence that covers most of the question."""
    cited = {(c.article.article_id, c.start) for c in citations if c.marker in statement.citations}
    own = [e for e in evidence if (e.article.article_id, e.start) in cited]
    return max(own, key=lambda item: item.score, default=None)


def nearest_articles(
    found: Sequence[tuple[Query, Sequence[Passage]]], limit: int = 3
) -> tuple[Nearest, ...]:
    """The articles closest to questions without an answer, those about the right meeting first."""
    seen: dict[str, tuple[bool, Nearest]] = {}
    for query, passages in found:
        for passage in passages:
            article = passage.article
            wrong = article_conflict(query.asked, article) is not None
            nearest = Nearest(
                article_id=article.article_id,
                title=article.title,
                province=article.province,
                held_on=article.held_on,
            )
            seen.setdefault(article.article_id, (wrong, nearest))
    return tuple(item for _, item in sorted(seen.values(), key=lambda pair: pair[0]))[:limit]
