"""The year of a row's period that its own words leave out: "6 tháng" told in July 2024 is of 2024.

Only where the day of the report leaves one year, and neither the sentence's paragraph nor the title
speaks of another last; else the period stays as it is.
"""

import re
from datetime import date

from meetingqa.domain import Article, FigurePoint
from meetingqa.facts import read_facts
from meetingqa.facts.years import last_governing_year, spoken_years
from meetingqa.language.text import key

LAG = 2  # months after a period's end within which a meeting tells of it without its year


def date_period(figure: FigurePoint, article: Article) -> str | None:
    """The period of a figure, with its year if that is certain."""
    day = article.held_on or article.published_on
    if figure.period is None or day is None or re.search(r"\d{4}", figure.period):
        return figure.period
    year = _read_year(figure.period, day)
    citation = figure.citations[-1]
    before = article.text.rfind("\n", 0, citation.start) + 1
    told = last_governing_year(article.text[before : citation.end])
    titled = spoken_years(article.title)
    if year is None or told not in (None, year) or (titled and year not in titled):
        return figure.period
    if key(figure.period).startswith("quý"):
        return f"{figure.period}/{year}"
    return (
        f"{figure.period} {year}"
        if figure.period.endswith("năm")
        else f"{figure.period} năm {year}"
    )


def _read_year(period: str, day: date) -> int | None:
    """The year in which a period had just ended on a day; None for other kinds and other days."""
    if key(period) == "cả năm":
        last = 12
    else:
        labels = read_facts(period).periods
        kind, _, number = labels[0].value.partition(" ") if labels else ("", "", "")
        if len(labels) != 1 or labels[0].text != period or "cuoi" in number:
            return None
        last = 3 * int(number) if kind == "quy" else int(kind)
    ended = day.year * 12 + day.month - last
    return ended // 12 if ended % 12 <= LAG else None
