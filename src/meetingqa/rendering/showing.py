"""Words of articles made fit to be shown: no character that steers a page, no address but the web's."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import PurePath
from textwrap import shorten
from typing import TypeVar
from urllib.parse import quote, urlsplit

from meetingqa.domain import Answer, Article, Citation, Digest, MeetingSummary, Nearest

Key = TypeVar("Key")
_TITLE_CHARS = 90
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
EXTRACTIVE = "Trích nguyên văn, chưa qua mô hình ngôn ngữ"


def show_line(text: str) -> str:
    """One line without control characters, direction marks and runs of spaces."""
    if not text.isprintable():
        text = "".join(_shown(char) for char in text)
    return " ".join(text.split())


def show_sentence(text: str) -> str:
    """One line that begins with a capital, as an item or cell does; quotes keep their own case."""
    line = show_line(text)
    return f"{line[:1].upper()}{line[1:]}"


def show_text(text: str) -> str:
    """A text of the same length and lines, so that offsets stay: what cannot be shown is a space."""
    return "".join(char if char == "\n" else _shown(char) for char in text)


def cut_text(
    text: str, spans: Iterable[tuple[int, int, Key]]
) -> Iterator[tuple[int, int, list[Key]]]:
    """A text cut wherever a span begins or ends: (start, end, the spans' keys that lie over it)."""
    known = list(spans)
    borders = {0, len(text), *(border for start, end, _ in known for border in (start, end))}
    for start, end in pairwise(sorted(borders)):
        over = [key for first, last, key in known if first <= start and end <= last]
        yield start, end, list(dict.fromkeys(over))


def show_day(day: date) -> str:
    """A day as it is written in Vietnam."""
    return f"{day:%d/%m/%Y}"


def parse_day(text: str) -> date:
    """A day as people type it: 5/7/2024, 05-07-2024, 5.7.2024, 2024-07-05. Raises ValueError."""
    text = text.strip()
    if found := _DAY_FIRST.fullmatch(text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    return date.fromisoformat(text)


def show_url(article: Article) -> str | None:
    """The article's address if it is one of the web's, safe to put into any format; else None."""
    for given in (article.url, article.source):
        if not given or not given.isprintable() or " " in given:
            continue
        try:
            parts = urlsplit(given)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname:
            return quote(given, safe="%/:?#@!$&*+,;=~-._[]")
    return None


def show_outlet(article: Article) -> str:
    """Who published an article: its host, else the file it came from."""
    if url := show_url(article):
        return show_line((urlsplit(url).hostname or url).removeprefix("www."))
    return show_line(PurePath(article.source).name or article.source)


def show_title(article: Article) -> str:
    """An article's title, or its first words where it has none."""
    if title := show_line(article.title):
        return title
    return show_line(article.text[:60]) or article.article_id


def show_date(article: Article) -> str:
    """When the meeting was, else when the article was published; empty when neither is known."""
    if article.held_on:
        return f"họp ngày {show_day(article.held_on)}"
    return f"đăng ngày {show_day(article.published_on)}" if article.published_on else ""


def show_whose(article: Article) -> str:
    """Of which province an article is, or by whom, and the meeting's day: "Lam Giang, 06/05/2025"."""
    day = article.held_on or article.published_on
    whose = show_line(article.province or "") or show_outlet(article)
    return f"{whose}, {show_day(day)}" if day else whose


def show_nearest(item: Nearest) -> str:
    """An article that came near a question: its title, province and day."""
    known = (item.province, show_day(item.held_on) if item.held_on else None)
    told = ", ".join(show_line(part) for part in known if part)
    title = show_line(item.title) or item.article_id
    return f"{title} ({told})" if told else title


def show_meeting(article: Article) -> str:
    """Which meeting an article reports: place, session and day; its title where no session is known."""
    day = article.held_on or article.published_on
    if not article.session:
        title = shorten(show_title(article), _TITLE_CHARS, placeholder="…")
        return f"{title} ({show_day(day)})" if day else title
    known = (article.province or article.body, article.session, show_day(day) if day else None)
    return show_sentence(", ".join(part for part in known if part))


def name_meetings(digest: Digest) -> dict[str, str]:
    """What the meeting of each article is called, by its id; nothing where all report one meeting."""
    reported = {a.article_id: d.article for d in digest.duplicates for a in d.others}
    named = {a.article_id: reported.get(a.article_id, a) for a in digest.articles}
    if len({article.article_id for article in named.values()}) < 2:
        return {}
    return {article_id: show_meeting(article) for article_id, article in named.items()}


def count_points(digest: Digest) -> tuple[int, int]:
    """How many points of how many are shown."""
    shown, omitted = (
        sum(len(section.points) for section in sections)
        for sections in (digest.sections, digest.omitted)
    )
    return shown, shown + omitted


def count_unshown(digest: Digest, points: str, sentences: str) -> dict[str, dict[str, int]]:
    """What a brief digest only counts, by meeting: points omitted, sentences left out, as named here."""
    meetings = name_meetings(digest)
    found: dict[str, dict[str, int]] = {name: {} for name in meetings.values()}
    omitted = [point for section in digest.omitted for point in section.points]
    left_out = digest.uncovered if omitted else ()
    for name, left in ((points, omitted), (sentences, left_out)):
        for point in left:
            of = found.setdefault(meetings.get(point.citations[0].article.article_id, ""), {})
            of[name] = of.get(name, 0) + 1
    return {meeting: counts for meeting, counts in found.items() if counts}


def show_place(citation: Citation) -> str:
    """Who published what a citation quotes, and the meeting's day or that of publishing."""
    shown = (show_outlet(citation.article), show_date(citation.article))
    return ", ".join([part for part in shown if part])


def describe_writer(value: Answer | MeetingSummary | Digest) -> str:
    """Who worded it, and that it is proven."""
    trace = value.trace
    if trace.writer == "llm":
        return f"Mô hình {show_line(trace.model or '')} viết, từng ý đã đối chiếu với nguyên văn"
    # A reason without a claim is one why the model did not write.
    why = next((f" ({show_line(item.reason)})" for item in trace.dropped if not item.text), "")
    return f"{EXTRACTIVE}{why}"


def _shown(char: str) -> str:
    return char if char.isprintable() else " "
