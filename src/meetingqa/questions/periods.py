"""Whether a quote speaks of the day, year, quarter or months that a question asks for.

What a sentence leaves out its article supplies: its own dates, its title, its paragraph.
"""

import re
from collections.abc import Sequence
from datetime import date

from meetingqa.domain import Article, Asked
from meetingqa.facts import Facts, read_facts
from meetingqa.facts.calendar import Label, Moment
from meetingqa.facts.years import governing_years, last_governing_year, spoken_years
from meetingqa.language.abbreviations import expand
from meetingqa.language.text import syllables
from meetingqa.questions.dates import BASE, MEETING_DAY
from meetingqa.questions.reading import facts_of, read_frame

OPENING_CHARS = 40  # of a list, whose year goes on ("Năm 2022: …; …")
AS_OF_DAYS = 45  # a meeting reports figures of up to six weeks before
_UNTIL = re.compile(r"(?<!\w)(?:đến|hết)\s+(?:(?:hết|ngày|tháng|cuối)\s+)*$", re.IGNORECASE)
# "GRDP tăng 7,02%, cao hơn mức 5,94% của quý I" reports on another time than the first quarter.
_COMPARED = re.compile(
    r"(?:so với|cùng kỳ|(?:cao|thấp|nhiều|ít|nhanh|chậm|lớn) hơn)(?: [^,;.]{0,24}(?:\d,\d[^,;.]{0,16})?)?\s$",
    re.IGNORECASE,
)
_CONTRASTED = re.compile(
    r"trong khi(?! đó)[^.;\n]*", re.IGNORECASE
)  # "…, trong khi năm 2020 chỉ tăng 3%"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_BEFORE = re.compile(r"(?<!\w)(?:cùng kỳ|năm (?:trước|ngoái))(?!\w)", re.IGNORECASE)
_RANK_WORDS = frozenset({"nhóm", "hạng", "xếp"})
Stated = tuple[int | None, int | None, int | None]
_OF_YEAR = re.compile(
    r"(?<!với )(?<!kỳ )(?<!hơn )(?<!bằng )năm \d{4}|(?<!toán )(?<!hoạch )cả năm", re.IGNORECASE
)
_WHOLE_YEAR = re.compile(r"cả năm|năm \d{4}", re.IGNORECASE)


def date_conflict(
    asked: Asked, found: Sequence[Facts], frames: Sequence[Facts], cited: Sequence[Article]
) -> str | None:
    """Why an article's meeting is not of the asked day or year; None when it may be."""
    days = [day for article in cited for day in (article.held_on, article.published_on) if day]
    known: set[int | None] = {year for facts in [*found, *frames] for year in _years(facts)}
    known |= {day.year for day in days}
    known |= {y for a in cited if not days for y in _years(facts_of(a))}
    for year in asked.meeting_years:
        if year not in known:
            return f"không nói về năm {year}"
    moments = [m for facts in [*found, *frames] for m in facts.moments if m.month]
    if not found:  # of an article as a whole: the day of a meeting that it tells of, too
        moments += [
            m
            for article in cited
            for m in facts_of(article).moments
            if m.month
            and m.day
            and MEETING_DAY.search(article.text[max(0, m.start - 60) : m.start].rsplit(". ")[-1])
        ]
    searched = cited if asked.as_of else ()
    everywhere = [m for article in searched for m in facts_of(article).moments if m.month]
    due = asked.kind == "yesno" and asked.actual
    for stated, strict in [*((d, True) for d in asked.dates), *((d, False) for d in asked.as_of)]:
        if due and not strict and days:
            if any(_has_come(stated, day) for day in days):
                continue  # what became of it need not be told with its day
            return "nói trước hạn " + "/".join(str(part) for part in reversed(stated) if part)
        near = strict or (asked.kind == "number" and bool(days and found))
        if not (
            any(_fits_day(stated, day, strict) for day in days)
            or any(_fits_moment(stated, m, known) for m in (moments if near else everywhere))
        ):
            return "không nói về ngày " + "/".join(str(part) for part in reversed(stated) if part)
    return None


def year_conflict(
    asked: Asked, quotes: Sequence[str], frames: Sequence[Facts], cited: Sequence[Article]
) -> str | None:
    """A year that something is asked for must govern the quote, or be the article's own year."""
    if not asked.years:
        return None
    documents = {label.value for quote in quotes for label in read_facts(quote).documents}
    if documents & set(asked.documents):
        return None  # the document says of itself which one it is
    governing = {year for quote in quotes for year in governing_years(_told(asked, quote))}
    spoken = {year for quote in quotes for year in spoken_years(quote)}
    if asked.kind != "number":
        spoken |= {m.year for quote in quotes for m in read_facts(quote).moments if m.year}
    days = [day for article in cited for day in (article.held_on, article.published_on) if day]
    own = {m.year for facts in frames for m in facts.moments} | {day.year for day in days}
    if not days:
        own |= {year for article in cited for year in governing_years(article.text)}
    for year in asked.years:
        if year in spoken:
            continue
        if governing and (
            asked.kind == "number"
            or _RANK_WORDS & set(asked.terms)
            or asked.names
            or year not in own
        ):
            return f"nói về năm {min(governing)}, không phải {year}"
        if year not in own:
            return f"không nói về năm {year}"
    return None


def _told(asked: Asked, quote: str) -> str:
    """The item of a sentence that lists by semicolons which tells most of what is asked, after the words
    that open the sentence: the year of another item is not its own."""
    items = quote.split(";")
    if len(items) < 2:
        return quote
    wanted = set(asked.focus)
    best = max(items, key=lambda item: len(wanted & set(syllables(expand(item)))))
    return best if best is items[0] else f"{items[0][:OPENING_CHARS]};{best}"


def base_conflict(asked: Asked, statement: str) -> str | None:
    """A change measured from another year than the asked one is another change."""
    told = {int(year) for m in BASE.finditer(statement) for year in _YEAR.findall(m.group())}
    if not told and len(asked.years) == 1 and _YEAR_BEFORE.search(statement):
        told = {asked.years[0] - 1}
    if not (asked.bases and told) or told & set(asked.bases):
        return None
    return f"so với năm {min(told)}, không phải {asked.bases[0]}"


def period_conflict(asked: Asked, quotes: Sequence[str], cited: Sequence[Article]) -> str | None:
    """A quarter or span of months asked for must be the one a figure is told of: in the quote, or last
    named before it in its paragraph, or in the article's frame, or last named before; likewise the year
    of a bare figure."""
    for article in cited:
        framed = stated_periods(read_frame(article).periods)
        for quote in (q for q in quotes if q in article.text):
            start = article.text.find(quote)
            before = article.text[article.text.rfind("\n", 0, start) + 1 : start]
            if asked.kind == "number" and (other := _until(asked, quote)):
                return other
            own, earlier = _spans(quote), _spans(before)
            if asked.kind == "number" and asked.periods and not own and _OF_YEAR.search(quote):
                return f"không nói về {asked.periods[0]}"
            for period in asked.periods:
                told = own or earlier[-1:] or framed or _spans(article.text[:start])[-1:]
                if period not in told and not (period in framed and not own):
                    return f"không nói về {period}"
            if asked.kind != "number" or len(asked.years) != 1 or spoken_years(quote):
                continue
            reported_before = _CONTRASTED.sub("", before)
            year = last_governing_year(reported_before)
            titled = sorted(governing_years(article.title))
            reported = {year} if year else set(titled[:1])
            if asked.periods:
                reported |= governing_years(
                    reported_before
                )  # "6 tháng đầu năm 2022 …; về quê năm 2021"
            if reported and asked.years[0] not in reported:
                return f"nói về năm {min(reported)}, không phải {asked.years[0]}"
            whole = asked.whole_year or asked.aimed or (asked.actual and not asked.as_of)
            told = own or ((earlier[-1:] or framed) if asked.whole_year else [])
            if whole and told and not asked.periods and not _WHOLE_YEAR.search(quote):
                return f"chỉ nói về {told[0]}"
    return None


def _until(asked: Asked, quote: str) -> str | None:
    """A figure told "up to" the day before it is none of another day or month."""
    facts = read_facts(quote)
    last = max((figure.start for figure in facts.quantities), default=0)
    told = [m for m in facts.moments if m.month and _UNTIL.search(quote, 0, m.start)]
    told = [m for m in told if m.start < last]  # "…, miễn phí đến 31/5" says nothing of a figure
    known: set[int | None] = {stated[0] for stated in asked.as_of}
    if not told or any(_fits_moment(s, m, known) for s in asked.as_of for m in told):
        return None
    return f"nói đến {told[0].day or 'tháng'}/{told[0].month}" if asked.as_of else None


def year_fit(asked: Asked, article: Article, text: str) -> float:
    """How well a sentence fits the years asked for: 1 it says so, 0.9 its article does, 0 neither."""
    wanted = {
        *asked.years,
        *asked.meeting_years,
        *(d[0] for d in (*asked.dates, *asked.as_of) if d[0]),
    }
    if not wanted:
        return 1.0
    governing = governing_years(text)
    if governing & wanted:
        return 1.0
    days = [day.year for day in (article.held_on, article.published_on) if day]
    own = set(days) | {m.year for m in read_frame(article).moments}
    if asked.years and governing:
        return 0.3 if own & wanted else 0.0
    return 0.9 if set(days) & wanted else 0.7 if own & wanted else 0.0


def _years(facts: Facts) -> set[int]:
    years = {moment.year for moment in facts.moments if moment.year}
    for label in facts.periods:
        parts = [int(part) for part in label.value.split("-") if part.isdigit() and len(part) == 4]
        years |= set(range(parts[0], parts[1] + 1)) if len(parts) == 2 else set()
    return years


def _fits_day(stated: Stated, day: date, strict: bool) -> bool:
    """Whether an article's day is the stated one; for figures "as of" a day, within six weeks after it."""
    year, month, number = stated
    if day.month == month and number in (None, day.day) and year in (None, day.year):
        return True
    if strict or month is None or year is None:
        return False
    return -7 <= (day - date(year, month, min(number or 28, 28))).days <= AS_OF_DAYS


def _has_come(stated: Stated, day: date) -> bool:
    """Whether a stated day had come on an article's day, so that it can tell what was done by then."""
    year, month, number = stated
    return (day.year, day.month, day.day) >= (year or day.year, month or 1, number or 1)


def _fits_moment(stated: Stated, moment: Moment, known: set[int | None]) -> bool:
    year, month, number = stated
    if moment.month != month or (number is not None and moment.day != number):
        return False
    return year is None or moment.year == year or (moment.year is None and year in known)


def _spans(text: str) -> list[str]:
    """The quarters and spans of months a text reports on, without their years ("quy 1", "6 thang")."""
    labels = read_facts(text).periods
    return stated_periods([x for x in labels if not _COMPARED.search(text, 0, x.start)])


def stated_periods(labels: Sequence[Label]) -> list[str]:
    """Spans in one spelling: the first three months of a year are its first quarter."""
    spans = (" ".join(label.value.split()[:2]) for label in labels if "-" not in label.value)
    return ["quy 1" if span == "3 thang" else span for span in spans]
