"""Whether words tell of the very office that is asked: who holds it, or its speech."""

import re
from collections.abc import Sequence

from meetingqa.domain import Article, Asked
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.people import name_key, same_office
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import key
from meetingqa.questions.reading import facts_of

# Who held an office before another one.
LEAVES = re.compile(
    r"(?<!\w)(?:thay(?: thế)?(?: cho)? (?:ông|bà|đồng chí|đ/c)|kế nhiệm|tiền nhiệm|miễn nhiệm|thôi (?:giữ|làm)|"
    r"nghỉ (?:hưu|chế độ|công tác)|chuyển công tác)(?!\w)",
    re.IGNORECASE,
)
SPEECH_REACH = 500  # characters before a quote in which its speaker may be named
_HEADS = ("trưởng ban", "giám đốc", "chủ tịch", "chủ nhiệm", "trưởng đoàn", "tổ trưởng", "bí thư")


def holder_conflict(
    asked: Asked, said: Facts, quotes: Sequence[str], cited: Sequence[Article]
) -> str | None:
    """Why words are not of the asked office or person; None when they may be."""
    return (
        _speaker(asked, quotes, cited)
        or _holder(asked, said, quotes, cited)
        or _namesake(asked, said, cited)
    )


def _namesake(asked: Asked, said: Facts, cited: Sequence[Article]) -> str | None:
    """A figure asked of one office ("Chủ tịch HĐND tỉnh được bao nhiêu phiếu?") is not told by what
    only names the holder of one called alike ("Chủ tịch UBND tỉnh X")."""
    if asked.kind != "number" or asked.speaker or asked.people or len(asked.offices) != 1:
        return None
    [wanted] = asked.offices
    head = next((h for h in _HEADS if wanted.startswith(f"{h} ")), "")
    held = [(h.person, office.key) for h in said.holdings for office in h.offices]
    if not (head and held) or any(same_office(wanted, o.key) for o in said.offices):
        return None
    holders = {
        name_key(h.person.name)
        for a in cited
        for h in facts_of(a).holdings
        if any(same_office(wanted, office.key) for office in h.offices)
    }
    alike = all(o.startswith(f"{head} ") and name_key(p.name) not in holders for p, o in held)
    return f"không phải {wanted}" if alike else None


def _holder(
    asked: Asked, said: Facts, quotes: Sequence[str], cited: Sequence[Article]
) -> str | None:
    """When an office is asked for, the person named must be one whom the article gives that office."""
    if not asked.holder:
        return None
    if asked.replaced and said.people and any(LEAVES.search(quote) for quote in quotes):
        own = [office.key for office in said.offices]
        if not own or any(same_office(asked.offices[0], office) for office in own):
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
            if any(_is_office(asked.offices[0], office.key) for office in holding.offices)
        ]
        for quote in quotes:
            start = max(article.text.find(quote), 0)
            near = read_facts(article.text[max(0, start - SPEECH_REACH) : start] + quote)
            if any(_is_office(asked.offices[0], office.key) for office in near.offices):
                return None
            if any(name_key(person.name) in holders for person in near.people):
                return None
    return f"không phải lời {asked.offices[0]}"


def _is_office(asked: str, office: str) -> bool:
    """Whether an office is the asked one; "bí thư" alone is that of any committee."""
    return same_office(asked, office) or (asked in _HEADS and office.startswith(f"{asked} "))
