"""What the comparison of facts alone does not tell: worn figures, other years, names not there."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from meetingqa.abbreviations import expand
from meetingqa.checking.overclaims import find_overclaims
from meetingqa.checking.owners import PROPER
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.calendar import same_moment
from meetingqa.facts.compare import Mismatch
from meetingqa.facts.quantities import Quantity, find_spelled, same_quantity, whole_of
from meetingqa.facts.years import spoken_years
from meetingqa.text import fold, key, syllables

_COUNTRY = ["việt", "nam"]  # where the articles are of
_ABBREVIATED = re.compile(r"[bcdđghklmnpqrstvx]{2,}")
_RANK = re.compile(r"(?<!\w)(?:phó )?(?:chủ tịch|bí thư|giám đốc|chủ nhiệm)(?!\w)", re.IGNORECASE)
_OF = re.compile(r"(?<!\w)(?:trong|tổng|tổng số|trên|của|thuộc)\s+(?:số\s+)?$", re.IGNORECASE)


def find_strays(statement: str, quotes: Sequence[str], frame: str) -> list[Mismatch]:
    """What facts alone do not tell: years and figures said of another, proper names not there."""
    said = read_facts(statement)
    held = [read_facts(quote) for quote in quotes]
    strays = []
    years = Counter(m.year for m in said.moments if m.year and not m.day)
    compared = {y for quote in quotes for y in _all_years(quote) - spoken_years(quote)}
    others = Counter(m.year for facts in held for m in facts.moments if m.year and not m.day)
    others = Counter({y: n for y, n in others.items() if y not in compared - set(years)})
    if years - others and others - years:
        instead = "; ".join(str(year) for year in sorted(others - years))
        strays += [Mismatch("date", str(year), instead) for year in years - others]
    strays += _worn_figures(statement, said, quotes, held)
    ranks = Counter(_ranks(statement))
    others_held = Counter(rank for quote in quotes for rank in _ranks(quote))
    if ranks - others_held and others_held - ranks:
        instead = "; ".join(sorted(others_held - ranks))
        strays += [Mismatch("office", rank, instead) for rank in ranks - others_held]
    strays += find_overclaims(statement, quotes)
    days = [m for facts in held for m in facts.moments if m.day]
    for moment in (m for m in said.moments if m.day):
        fitting = [other for other in days if same_moment(moment, other)]
        if fitting:
            days.remove(fitting[0])
        elif any(same_moment(moment, other) for facts in held for other in facts.moments):
            strays.append(Mismatch("date", moment.text, ""))
    if not names_held(statement, [*quotes, frame]):
        strays.append(Mismatch("missing", statement[:80], ""))
    return strays


def _all_years(text: str) -> set[int]:
    return {m.year for m in read_facts(text).moments if m.year and not m.month}


def _worn_figures(
    statement: str, said: Facts, quotes: Sequence[str], held: Sequence[Facts]
) -> list[Mismatch]:
    """Figures that stand in the quotes once but are said twice, or are said of another year."""
    free = [
        (quote, other)
        for quote, facts in zip(quotes, held, strict=True)
        for figure in facts.quantities
        for other in (figure, whole_of(figure))
        if other and not (other is not figure and _claims(statement, said, figure, other))
    ]
    strays = []
    for figure in sorted(said.quantities, key=lambda q: not q.unit.startswith("/")):
        fitting = [item for item in free if same_quantity(figure, item[1])]
        if fitting:
            free.remove(fitting[0])
            year = _year_before(statement, figure)
            years = {_year_before(quote, other) for quote, other in fitting} - {None}
            if year and years and not {year, _year_after(statement, figure)} & years:
                strays.append(Mismatch("date", str(year), str(min(map(str, years)))))
        elif shares := [q.text for facts in held for q in facts.quantities if _shares(figure, q)]:
            strays.append(Mismatch("number", figure.text, "; ".join(shares)))
        elif not any(
            number == figure.value
            and set(after[:1]) <= set(syllables(statement[figure.start :])[:3])
            for quote in quotes
            for number, after in find_spelled(quote)
        ):
            strays.append(Mismatch("number", figure.text, ""))  # "2 năm" is not "cả hai"
    return strays


def _ranks(text: str) -> list[str]:
    return [key(match.group()) for match in _RANK.finditer(text)]


def _shares(figure: Quantity, other: Quantity) -> bool:
    """Whether a figure is another one, or the whole of it."""
    whole = whole_of(other)
    return same_quantity(figure, other) or (whole is not None and same_quantity(figure, whole))


def _claims(statement: str, said: Facts, share: Quantity, whole: Quantity) -> bool:
    """Whether a statement says of the whole what the quote says of a share: "186" of "171,8/186"."""
    named = [q for q in said.quantities if same_quantity(q, whole)]
    parts = any(q.value == share.value for q in said.quantities)
    out_of = any(_OF.search(statement[max(0, q.start - 20) : q.start]) for q in named)
    return bool(named) and share.value != whole.value and not parts and not out_of


def _year_before(text: str, figure: Quantity) -> int | None:
    """The last year written before a figure; None without one."""
    years = [m.year for m in read_facts(text).moments if m.year and m.end <= figure.start]
    return years[-1] if years else None


def _year_after(text: str, figure: Quantity) -> int | None:
    """The year of what a figure is compared with ("… mức 1,7% cùng kỳ năm 2020"); else None."""
    after = re.match(r"[^,;.\d]*năm ((?:19|20)\d\d)(?!\d)", text[figure.end :])
    return int(after[1]) if after else None


def names_held(statement: str, texts: Iterable[str], besides: Iterable[str] = ()) -> bool:
    """Whether every proper name of a statement but those `besides` stands in one of the texts."""
    joined = " | ".join(texts)
    held = f" {' '.join(_single(joined))} "
    alone = {m.group() for m in PROPER.finditer(joined)}
    rest = without(statement, besides)
    for match in PROPER.finditer(rest):
        words = _single(match.group())
        opens = match.start() == 0 or rest[: match.start()].rstrip()[-1:] in '.!?;:“"'
        if words == _COUNTRY or len(words) == 1 and (opens or match.group().islower()):
            continue
        # A sentence's first word may be capital only for that: "Huyện Lắk", but not "Hà Nội".
        bare = opens and (len(words) > 2 or match.group().split(" ")[-1] in alone)
        phrases = [words, words[1:]] if bare else [words]
        if any(_held_in_parts(phrase, held) for phrase in phrases if phrase):
            continue
        pairs = [list(pair) for pair in pairwise(words)][opens:]
        if not pairs or not all(f" {' '.join(pair)} " in held for pair in pairs):
            return False
    return True


def _held_in_parts(words: Sequence[str], held: str) -> bool:
    """Whether a run of capitals stands there, whole or as names side by side ("An Thuận Chu Văn Đĩnh")."""
    if f" {' '.join(words)} " in held:
        return True
    return any(
        f" {' '.join(words[:i])} " in held and _held_in_parts(words[i:], held)
        for i in range(1 if _ABBREVIATED.fullmatch(words[0]) else 2, len(words) - 1)
    )


def same_place(statement: str, provinces: Sequence[str], own: str | None, texts: str) -> bool:
    """Whether a statement names no province but the article's own and those in `texts`."""
    said = fold(statement)
    named = [name for name in provinces if name in statement or fold(name) == said]
    return all(name == own or name in texts for name in named)


def tied(said: Facts, held: Facts, besides: Sequence[str]) -> bool:
    """Whether both hold the same telling fact: a figure of two digits, a day, a name, a paper."""
    telling = [q for q in said.quantities if q.value >= 10 or q.value % 1]
    figures = [q for q in telling if q.text not in besides]
    return (
        any(same_quantity(q, other) for q in figures for other in held.quantities)
        or bool(
            {(m.day, m.month) for m in said.moments if m.day}
            & {(m.day, m.month) for m in held.moments if m.day}
        )
        or bool({key(p.name) for p in said.people} & {key(p.name) for p in held.people})
        or bool({d.value for d in said.documents} & {d.value for d in held.documents})
    )


def without(text: str, parts: Iterable[str]) -> str:
    """A text with each of these parts blanked out, longest first."""
    for part in sorted(set(parts), key=len, reverse=True):
        text = text.replace(part, " , ")
    return text


def _single(text: str) -> list[str]:
    """Syllables without the joins that only numbers and labels have ("II/2024", "Covid-19")."""
    return [part for word in syllables(expand(text)) for part in re.split("[/.,-]", word)]
