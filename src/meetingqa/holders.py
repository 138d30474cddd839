"""Whether words tell of the very office or person that is asked: who holds it, its votes, its speech."""

import re
from collections.abc import Sequence

from meetingqa.abbreviations import expand
from meetingqa.domain import Article, Asked
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.people import name_key, same_office
from meetingqa.matching import words_of
from meetingqa.reading import facts_of
from meetingqa.text import key

SPEECH_REACH = 500  # characters before a quote in which its speaker may be named
_TAKING_UP = re.compile(r"(?<!\w)(?:bầu|bổ nhiệm|điều động|lên (?:làm|chức))(?!\w)")
_REMOVED = re.compile(r"(?<!\w)(?:miễn nhiệm|bãi nhiệm|cho thôi|thôi giữ)(?!\w)")
_HEADS = ("trưởng ban", "giám đốc", "chủ tịch", "chủ nhiệm", "trưởng đoàn", "tổ trưởng", "bí thư")


def holder_conflict(
    asked: Asked, said: Facts, quotes: Sequence[str], cited: Sequence[Article]
) -> str | None:
    """Why words are not of the asked office or person; None when they may be."""
    return (
        _another(asked, said)
        or _removed(asked, quotes)
        or _headed(asked, said)
        or _voted(asked, quotes)
        or _taken_up(asked, quotes)
        or _speaker(asked, quotes, cited)
        or _holder(asked, said, quotes, cited)
    )


def _holder(
    asked: Asked, said: Facts, quotes: Sequence[str], cited: Sequence[Article]
) -> str | None:
    """When an office is asked for, the person named must be one whom the article gives that office."""
    if not asked.holder:
        return None
    holders: dict[str, set[str]] = {}
    for article in cited:
        for holding in facts_of(article).holdings:
            for office in holding.offices:
                holders.setdefault(office.key, set()).add(name_key(holding.person.name))
    for asked_office in asked.offices:
        wanted = set().union(
            *(names for office, names in holders.items() if same_office(asked_office, office))
        )
        named = {name_key(person.name) for person in said.people}
        if named & wanted:
            return None
        if any(_told_apart(asked_office, quote) for quote in quotes) and said.people:
            return None
        told = re.compile(rf"(?<!phó )(?<!\w){re.escape(key(expand(asked_office)))}(?!\w)")
        if not wanted and any(told.search(key(expand(quote))) for quote in quotes):
            return None
    return f"không phải {asked.offices[0]}"


def _removed(asked: Asked, quotes: Sequence[str]) -> str | None:
    """Who was elected or appointed is not told where the only persons named were removed."""
    deeds = " ".join(asked.terms)
    deed = _TAKING_UP.search(deeds)
    if asked.kind != "person" or not deed or _REMOVED.search(deeds):
        return None
    for quote in quotes:
        removed = _REMOVED.search(key(quote))
        people = [p.start for p in read_facts(quote).people]
        if (
            removed is None
            or deed.group() in key(quote)[removed.end() :]
            or any(start < removed.start() for start in people)
        ):
            return None
    return "nói về người thôi giữ chức"


def _headed(asked: Asked, said: Facts) -> str | None:
    """Who asks for the head of a body is answered by an office at its head alone."""
    if not asked.headed:
        return None
    for office in said.offices:
        words = words_of(office.key, accented=asked.accented)
        told = sum(word in words for word in asked.headed)
        if office.key.startswith(_HEADS) and 2 * told >= len(asked.headed):
            return None
    return f"không phải người đứng đầu {' '.join(asked.headed)}"


def _another(asked: Asked, said: Facts) -> str | None:
    """Who asks for a person's office is not answered by the offices of others alone."""
    if asked.kind != "office" or not asked.people:
        return None
    wanted = [f" {name_key(name)}" for name in asked.people]
    theirs = {
        office.start
        for holding in said.holdings
        # "bà Lài" may be the whole name that is asked
        if not any(name.endswith(f" {name_key(holding.person.name)}") for name in wanted)
        for office in holding.offices
    }
    if not theirs or any(office.start not in theirs for office in said.offices):
        return None
    return f"không phải chức vụ của {asked.people[0]}"


def _voted(asked: Asked, quotes: Sequence[str]) -> str | None:
    """The votes asked of a person or an office must be told of them in the quote."""
    if asked.unit != "phieu" or not (asked.people or asked.offices):
        return None
    told = [read_facts(quote) for quote in quotes]
    names = {name_key(person.name) for facts in told for person in facts.people}
    offices = [office.key for facts in told for office in facts.offices]
    if any(name_key(person) in names for person in asked.people):
        return None
    if any(same_office(a, office) for a in asked.offices for office in offices):
        return None
    return f"không phải phiếu của {(asked.people or asked.offices)[0]}"


def _taken_up(asked: Asked, quotes: Sequence[str]) -> str | None:
    """When, or by how many votes, somebody took up an office is told where such an office is named."""
    deed = _TAKING_UP.search(" ".join(asked.terms))
    if asked.kind not in ("date", "number") or not (deed and asked.people and asked.offices):
        return None
    wanted = _head(asked.offices[0])
    told = {_head(office.key) for quote in quotes for office in read_facts(quote).offices}
    return None if not wanted or wanted in told else f"không nói việc giữ chức {wanted}"


def _head(office: str) -> str:
    """The head of an office without its body ("phó chủ tịch" of "phó chủ tịch ủy ban nhân dân")."""
    return next((f"{p}{h}" for p in ("phó ", "") for h in _HEADS if office.startswith(p + h)), "")


def _told_apart(office: str, quote: str) -> bool:
    """Whether a quote gives an office in two places ("Ban Đô thị …, do ông X làm Trưởng ban")."""
    head = next((h for h in _HEADS if key(office).startswith(f"{h} ")), "")
    body = key(office).removeprefix(head).strip()
    said = key(expand(quote))
    bare = re.search(rf"(?<!phó )(?<!\w){head}(?= (?:là|do)(?!\w)|[.,;)]|$)", said)
    named = f"{head.split()[-1]} {body}" if head.startswith(("trưởng", "tổ")) else body
    return bool(head and body and bare and named in said)


def _speaker(asked: Asked, quotes: Sequence[str], cited: Sequence[Article]) -> str | None:
    """What an office is asked to have said must stand with that office or its holder: in the quote, or
    not far before it."""
    if not asked.speaker or asked.kind not in ("text", "list", "manner", "reason"):
        return None
    for article in cited:
        holders = [
            name_key(holding.person.name)
            for holding in facts_of(article).holdings
            if any(same_office(asked.offices[0], office.key) for office in holding.offices)
        ]
        for quote in quotes:
            start = max(article.text.find(quote), 0)
            near = read_facts(article.text[max(0, start - SPEECH_REACH) : start] + quote)
            if any(same_office(asked.offices[0], office.key) for office in near.offices):
                return None
            if any(name_key(person.name) in holders for person in near.people):
                return None
    return f"không phải lời {asked.offices[0]}"
