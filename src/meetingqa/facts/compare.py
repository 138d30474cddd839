"""Holds a statement against quoted words: every figure, date, document, name, office, direction.

Deterministic. `find_mismatches` is the one place that decides whether words prove a statement.
"""

import re
from collections.abc import Sequence
from datetime import date

from meetingqa.facts import Facts, read_facts
from meetingqa.facts.calendar import Moment, same_moment
from meetingqa.facts.direction import find_denials, find_verdicts
from meetingqa.facts.figures import compare_figures
from meetingqa.facts.mismatches import Mismatch
from meetingqa.facts.opposites import find_opposed
from meetingqa.facts.people import name_key, same_office
from meetingqa.facts.reversal import find_denied, find_replaced, find_reversals, run
from meetingqa.facts.years import other_times
from meetingqa.language.text import key, syllables

_DEED = re.compile(r"(?<!\w)(?:chủ trì|trình bày|khai mạc|bế mạc|điều hành)(?!\w)")
__all__ = ["CONTEXT_KINDS", "Mismatch", "find_mismatches"]

CONTEXT_KINDS = frozenset({"date", "document", "name"})  # what another sentence may supply

_BESIDE = CONTEXT_KINDS | {"missing"}  # beside which an act told the contrary way is still told so


def find_mismatches(
    statement: str, quotes: Sequence[str], *, days: Sequence[date] = (), question: str = ""
) -> list[Mismatch]:
    """What `statement` says that `quotes` do not prove; empty when all of it stands there.

    `days` are the article's own dates (held, published): they may supply the year that "27/6"
    lacks. `question` helps to bind a figure to its indicator and year.
    """
    said = read_facts(statement)
    found = [read_facts(quote) for quote in quotes]
    mismatches = [
        *compare_figures(statement, said, quotes, found, question),
        *_dates(said, found, days),
        *_labels(statement, said, quotes, found, days),
        *_names(said, quotes, found),
        *_deeds(statement, said, quotes),
        *_offices(said, found),
        *_denials(statement, quotes),
        *(Mismatch("direction", *turned) for turned in find_reversals(statement, quotes)),
        *(Mismatch("negation", *turned) for turned in find_denied(statement, quotes)),
        *(Mismatch("missing", *other) for other in find_replaced(statement, quotes)),
    ]
    # Last, as what is told otherwise in one way alone may be a contradiction.
    mismatches = mismatches or _other_times(statement, quotes)
    if any(m.kind not in _BESIDE for m in mismatches):
        return mismatches
    return [
        *mismatches,
        *(Mismatch("negation", *turned) for turned in find_opposed(statement, quotes)),
    ]


def _dates(said: Facts, found: Sequence[Facts], days: Sequence[date]) -> list[Mismatch]:
    moments = [moment for facts in found for moment in facts.moments]
    years = {moment.year for moment in moments if moment.year}
    for facts in found:
        for label in facts.periods:
            years |= {
                int(part) for part in label.value.split("-") if part.isdigit() and len(part) == 4
            }
    known = years | {day.year for day in days}
    mismatches = []
    for moment in said.moments:
        if moment.day is None and moment.month is None:
            proven = moment.year in known
        else:
            proven = any(_same_day(moment, other, days) for other in moments)
        if not proven:
            near = "; ".join(other.text for other in moments[:3])
            mismatches.append(Mismatch("date", moment.text, near))
    return mismatches


def _other_times(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    return [Mismatch("date", *other) for other in other_times(statement, quotes)]


def _same_day(said: Moment, found: Moment, days: Sequence[date]) -> bool:
    if not same_moment(said, found):
        return False
    if said.year is None or found.year is not None:
        return True
    return any(day.year == said.year and day.month == found.month for day in days)


def _labels(
    statement: str,
    said: Facts,
    quotes: Sequence[str],
    found: Sequence[Facts],
    days: Sequence[date],
) -> list[Mismatch]:
    mismatches = []
    papers = [label for facts in found for label in facts.documents]
    values = {label.value for label in papers}
    numbers = {value.split("/")[0].split()[-1] for value in values}
    for label in said.documents:
        bare = label.value.split()[-1] if "/" not in label.value else ""
        years = {_year_in(paper.text) for paper in papers if paper.value == label.value}
        year = _year_in(label.text)
        if (label.value not in values and bare not in numbers) or (
            year and years and not {year, ""} & years
        ):
            near = "; ".join(dict.fromkeys(paper.text for paper in papers[:3]))
            mismatches.append(Mismatch("document", label.text, near))
    mismatches += _misplaced(said, statement, quotes, found) if not mismatches else []
    ordinals = {label.value for facts in found for label in facts.ordinals}
    for label in said.ordinals:
        if label.value not in ordinals:
            mismatches.append(Mismatch("document", label.text, "; ".join(sorted(ordinals)[:3])))
    periods = [label for facts in found for label in facts.periods]
    known = {moment.year for facts in found for moment in facts.moments}
    known |= {day.year for day in days}
    for label in said.periods:
        own = [other for other in periods if label.value in other.value]
        year = _year_in(label.text) if label.value.startswith("quy") else ""
        if not own or (
            year
            and not any(_year_in(other.text) == year for other in own)
            and (all(_year_in(other.text) for other in own) or int(year) not in known)
        ):
            near = "; ".join(other.text for other in periods[:3])
            mismatches.append(Mismatch("date", label.text, near))
    return mismatches


def _misplaced(
    said: Facts, statement: str, quotes: Sequence[str], found: Sequence[Facts]
) -> list[Mismatch]:
    """Document numbers followed by words that the quotes say of another document."""
    after = [
        (paper, syllables(quote[paper.end : paper.end + 80]))
        for quote, facts in zip(quotes, found, strict=True)
        for paper in facts.documents
    ]
    mismatches = []
    for label in said.documents:
        words = syllables(statement[label.end : label.end + 80])
        own = max((run(words, w) for p, w in after if p.value == label.value), default=0)
        fits = [(run(words, w), p.text) for p, w in after if p.value != label.value]
        best, other = max(fits, default=(0, ""))
        if best > max(own, 1):
            mismatches.append(Mismatch("document", label.text, other))
    return mismatches


def _year_in(text: str) -> str:
    """The last year written in a label ("quý II/2024", "36/2024/NQ-HĐND"); "" without one."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    return years[-1] if years else ""


def _names(said: Facts, quotes: Sequence[str], found: Sequence[Facts]) -> list[Mismatch]:
    joined = " \n ".join(key(quote) for quote in quotes)
    mismatches = [
        Mismatch(
            "name", person.name, "; ".join(p.name for facts in found for p in facts.people[:3])
        )
        for person in said.people
        if name_key(person.name) not in joined
    ]
    held: dict[str, set[str]] = {}
    for facts in found:
        for holding in facts.holdings:
            held.setdefault(name_key(holding.person.name), set()).update(
                o.key for o in holding.offices
            )
    missing = {mismatch.said for mismatch in mismatches}
    for holding in said.holdings:
        if holding.person.name in missing:
            continue
        own = held.get(name_key(holding.person.name), set())
        for office in holding.offices:
            if not any(same_office(office.key, other) for other in own):
                mismatches.append(Mismatch("office", office.text, "; ".join(sorted(own)[:3])))
    return mismatches


def _deeds(statement: str, said: Facts, quotes: Sequence[str]) -> list[Mismatch]:
    """A person's deed must stand with the name in one quote, not with a neighbour's in another."""
    deeds = set(_DEED.findall(key(statement)))
    if len(said.people) != 1 or not deeds:
        return []
    name = name_key(said.people[0].name)
    told = [clause for quote in quotes if name in key(quote) for clause in _clauses(quote, name)]
    return [
        Mismatch("name", f"{said.people[0].name} {deed}", "")
        for deed in sorted(deeds)
        if told and not any(deed in _DEED.findall(clause) for clause in told)
    ]


def _clauses(quote: str, name: str) -> list[str]:
    """What a quote says of a person: its clauses but those that name others only."""
    clauses = [clause for clause in re.split(r";\s|(?<=\w)\.\s", quote) if clause]
    return [key(c) for c in clauses if name in key(c) or not read_facts(c).people]


def _offices(said: Facts, found: Sequence[Facts]) -> list[Mismatch]:
    """Offices that stand in the quotes only one rank or one body away ("Phó Chủ tịch UBND")."""
    held = [office for facts in found for office in facts.offices]
    mismatches = []
    for office in said.offices:
        if any(_same_head(office.key, other.key) for other in held):
            continue
        near = [o.text for o in held if same_post(office.key, o.key)]
        if near:
            mismatches.append(Mismatch("office", office.text, near[0]))
    return mismatches


def same_post(said: str, found: str) -> bool:
    """Whether two office keys differ at most by rank or by which body."""
    return _same_head(_level(said), _level(found))


def _same_head(said: str, found: str) -> bool:
    shorter, longer = sorted((said, found), key=len)
    return f"{longer} ".startswith(f"{shorter} ")


def _level(office: str) -> str:
    """An office without its rank, and with either council or committee as its body."""
    office = office.replace("hội đồng nhân dân", "ủy ban nhân dân")
    return re.sub(r"^(?:nguyên |quyền )?(?:phó )?", "", office)


def _denials(statement: str, quotes: Sequence[str]) -> list[Mismatch]:
    said, found = find_denials(statement), set().union(*(find_denials(quote) for quote in quotes))
    joined = {word for quote in quotes for word in syllables(quote)}
    mismatches = [
        Mismatch("negation", f"không {word}", "") for word in said - found if word in joined
    ]
    verdicts = [find_verdicts(quote) for quote in quotes]
    for word, values in find_verdicts(statement).items():
        stand = set[bool]().union(*(verdict.get(word, set()) for verdict in verdicts))
        if stand and not values <= stand:
            wrong = word if True not in stand else f"không {word}"
            mismatches.append(Mismatch("negation", wrong, ""))
    return mismatches
