"""When a meeting was held, in the words of its report."""

import re
from collections.abc import Sequence

from meetingqa.domain import Article, Point
from meetingqa.facts import Moment, read_facts
from meetingqa.language.text import key
from meetingqa.sources.meeting_dates import find_reported
from meetingqa.summarizing.body import BodySentence, cite

_I = re.IGNORECASE
_LEAD = 6  # sentences in which a report says when its meeting was
_PART = re.compile(
    r"(?:(?:đầu giờ )?(?:sáng|chiều|tối|trưa)(?: (?:nay|qua))?(?:(?: và) (?:sáng|"
    r"chiều|tối))?|(?:trong )?(?:hai|ba) ngày|hôm nay|(?:từ )?ngày)\s*\(?(?:ngày\s+)?$",
    _I,
)
_SPAN = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}(?:\s*[/-]\s*\d{1,2})?\s*(?:-|,|đến)\s*(?:ngày\s+)?)$", _I
)
_LAST_DAY = re.compile(
    r"\s*(?:-|–|,|và|đến"
    r")\s*(?:hết\s+)?(?:ngày\s+)?\d{1,2}\s*[/-]\s*\d{1,2}(?:\s*[/-]\s*\d{4})?(?!\d)"
)


def find_day(article: Article, body: Sequence[BodySentence]) -> Point | None:
    """When the meeting was held, as the lead writes it, with the year where another place gives it."""
    held = article.held_on
    day = (held.day, held.month) if held else None
    if not held and not article.published_on:
        day = find_reported(article.title or "", article.text)
    for sentence in body[: 2 * _LEAD] if day else ():
        if sentence.aside or sentence.row:
            continue
        for moment in read_facts(sentence.text).moments:
            if not _is_day(moment, day, held.year if held else None) or _in_anniversary(
                sentence.text, moment
            ):
                continue
            begin, text = moment.start, sentence.text
            if span := _SPAN.search(text[:begin]):
                begin = span.start()
            if announced := _PART.search(text[:begin]):
                begin = announced.start()
            last = _LAST_DAY.match(text, moment.end)
            written = moment.year or (last and re.search(r"\d{4}", last.group()))
            end = last.end() if last else moment.end
            words = " ".join(text[begin:end].split()).replace("nay (", "").replace("(", "")
            words = re.sub(r"^từ ", "", words)
            if not written and article.held_on:
                mark = re.search(r"\d([/.-])\d", words)
                words += f"{mark[1] if mark else ' năm '}{article.held_on.year}"
            return Point(text=words[:1].upper() + words[1:], citations=cite(article, sentence))
    if article.held_on:
        for sentence in body[:_LEAD]:
            if re.search(r"(?:sáng|chiều|tối) nay|hôm nay", key(sentence.text)):
                told = re.search(r"(sáng|chiều|tối) nay", key(sentence.text))
                words = f"{told[1].capitalize() if told else 'Ngày'} {article.held_on:%d/%m/%Y}"
                return Point(text=words, citations=cite(article, sentence))
    return None


def _in_anniversary(text: str, moment: Moment) -> bool:
    """Whether a day stands in brackets with another: "(31/3/1975 - 31/3/2025)"."""
    opened, closed = text.rfind("(", 0, moment.start), text.find(")", moment.end)
    inside = text[opened:closed] if opened >= 0 and ")" not in text[opened : moment.start] else ""
    return len(re.findall(r"\d{4}", inside)) > 1


def _is_day(moment: Moment, day: tuple[int, int] | None, year: int | None) -> bool:
    near = day and moment.day and moment.month == day[1] and 0 <= moment.day - day[0] <= 4
    return bool(near) and moment.year in (None, year)
