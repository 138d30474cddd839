"""What the comparison of facts alone does not tell: worn figures, overclaims, names not there."""

import re
from collections.abc import Sequence

from meetingqa.checking.names import names_held
from meetingqa.checking.overclaims import find_overclaims
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.compare import Mismatch
from meetingqa.facts.quantities import Quantity, find_spelled, same_quantity, whole_of
from meetingqa.language.text import key, syllables

_OF = re.compile(r"(?<!\w)(?:trong|tổng|tổng số|trên|của|thuộc)\s+(?:số\s+)?$", re.IGNORECASE)


def find_strays(statement: str, quotes: Sequence[str], frame: str) -> list[Mismatch]:
    """What facts alone do not tell: figures said of another, overclaims, proper names not there."""
    said = read_facts(statement)
    held = [read_facts(quote) for quote in quotes]
    strays = _worn_figures(statement, said, quotes, held)
    strays += find_overclaims(statement, quotes)
    if not names_held(statement, [*quotes, frame]):
        strays.append(Mismatch("missing", statement[:80], ""))
    return strays


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
