"""What an article as a whole supplies to a sentence of it: month, year, half year, session, storm.

"Sáu tháng đầu năm 2020" is said of an article of July 2020 that writes "6 tháng", and "kỳ họp thứ 8"
of every sentence of the article on that session.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from meetingqa.checking.places import Place, year_of
from meetingqa.domain import Article
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.calendar import Label, Moment
from meetingqa.facts.compare import Mismatch
from meetingqa.facts.proof import article_days
from meetingqa.facts.quantities import Quantity, same_quantity, whole_of
from meetingqa.language.text import key

_KINDS = ("date", "document", "name", "number", "unit")
_TERM = re.compile(r"nhiệm kỳ (?:19|20)\d\d ?[-–] ?(?:19|20)\d\d")
_MEETING = re.compile(
    r"(?<!\w)(?:phiên họp|kỳ họp|hội nghị|cuộc họp|buổi họp|giao ban)[^,.;:]{0,50}$",
    re.IGNORECASE,
)
_HALF = 6  # months a day without a year may lie from the article's own and still be of its year


def without_supplied(
    mismatches: Iterable[Mismatch], statement: str, quotes: Sequence[str], article: Article
) -> list[Mismatch]:
    """The mismatches but those of a date or session that the article's own date or session proves.

    What a quote says otherwise itself stays: another month, another period, another session.
    """
    said = read_facts(statement)
    held = [read_facts(_TERM.sub(" ", quote)) for quote in quotes]  # a term of office is no period
    days = article_days(article)
    frame = read_facts(article.session or "").ordinals
    known = {label.value for label in frame}
    proven = {m.text for m in said.moments if _in_time(m, held, days)}
    proven |= {m.text for m in said.moments if _of_meeting(m, statement, held, article)}
    proven |= {p.name for p in said.people if key(p.name) == key(article.province or "")}
    proven |= {p.text for p in said.periods if _half_year(p, held, days)}
    proven |= {
        o.text for o in said.ordinals if o.value in known and not _other_session(o.value, held)
    }
    text = key(f" {' '.join(quotes)} ")
    proven |= {p.name for p in said.people if _is_lake(p.name, text)}
    proven |= {q.text for q in said.quantities if _in_two_figures(q, held)}
    return [m for m in mismatches if m.kind not in _KINDS or m.said not in proven]


def _in_two_figures(said: Quantity, held: Sequence[Facts]) -> bool:
    """Whether a share ("37/212 hộ") is told as two figures of one thing in one quote."""
    whole = whole_of(said)
    return whole is not None and any(
        any(same_quantity(whole, a) and b.value == said.value and b.unit == a.unit for a in own)
        for own in (facts.quantities for facts in held)
        for b in own
    )


def _is_lake(name: str, text: str) -> bool:
    """Whether what is read as a person of that surname is a lake ("Hồ Ia Lôm", "hồ chứa nước Ia Lôm")."""
    surname, _, rest = key(name).partition(" ")
    return (
        surname == "hồ" and re.search(rf"(?<!\w)hồ (?:\w+ ){{0,3}}{rest}(?!\w)", text) is not None
    )


def _in_time(said: Moment, held: Sequence[Facts], days: Sequence[date]) -> bool:
    """Whether a month or day of a year is one the quotes write without the year, or the article's."""
    if said.month is None or said.year is None:
        return False
    written = [m for facts in held for m in facts.moments if m.month]
    for moment in written:
        same = moment.month == said.month and (said.day is None or moment.day == said.day)
        if same and moment.year in (said.year, None):
            near = any(
                day.year == said.year and moment.month - day.month <= _HALF
                for day in days
                if moment.month
            )
            return moment.year == said.year or near
    if said.day is not None or written or any(facts.periods for facts in held):
        return False
    return any((day.year, day.month) == (said.year, said.month) for day in days)


def _of_meeting(said: Moment, statement: str, held: Sequence[Facts], article: Article) -> bool:
    """Whether a day names the meeting ("tại phiên họp ngày 2/8"), was its day, and no other is told."""
    day = article.held_on
    return (
        day is not None
        and (said.month, said.day) == (day.month, day.day)
        and said.year in (day.year, None)
        and _MEETING.search(statement[: said.start]) is not None
        and not any(m.month for facts in held for m in facts.moments)
        and not any(facts.periods for facts in held)
    )


def _half_year(said: Label, held: Sequence[Facts], days: Sequence[date]) -> bool:
    """Whether "6 tháng" of a quote is the first half of the year, going by the article's month."""
    months, _, half = said.value.partition(" thang")
    if half.strip() != "dau" or not any(day.month - int(months) in (-1, 0, 1) for day in days):
        return False
    periods = [label.value for facts in held for label in facts.periods]
    return f"{months} thang" in periods


def _other_session(value: str, held: Sequence[Facts]) -> bool:
    kind = value.rsplit(" ", 1)[0]
    others = {o.value for facts in held for o in facts.ordinals} - {value}
    return any(other.rsplit(" ", 1)[0] == kind for other in others)


def supplies_year(statement: str, place: Place, other: Place) -> bool:
    """Whether a context that gives a year the sentence lacks speaks of no other year."""
    said, own, more = (
        {m.year for m in read_facts(text).moments if m.year}
        for text in (statement, place.text, other.text)
    )
    days = {day.year for day in article_days(place.article)}
    if not said - own or (days and len(more | days) == 1):
        return True
    return not own and other == year_of(place)
