"""The box where questions are written, with the filters chosen by hand, and the first screen's welcome."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from meetingqa.domain import Filters, ListedArticle
from meetingqa.rendering.showing import show_line
from meetingqa.web.ui.talk import Talk
from meetingqa.web.ui.templating import render
from meetingqa.web.ui.words import Words


def show_composer(talk: Talk, words: Words, *, busy: bool = False) -> str:
    """The question box; `busy` while an answer is on its way."""
    return render("composer.html", words, talk=talk, busy=busy)


def show_welcome(listed: Sequence[ListedArticle], words: Words) -> str:
    """What the page can do, with questions that this archive invites."""
    return render("welcome.html", words, count=len(listed), questions=suggest_questions(listed))


def suggest_questions(listed: Sequence[ListedArticle]) -> list[str]:
    """Up to four questions about the latest meetings of different provinces."""
    dated = [item for item in listed if item.held_on and item.province]
    latest: dict[str, ListedArticle] = {}
    for item in sorted(dated, key=lambda item: item.held_on or date.min, reverse=True):
        latest.setdefault(item.province or "", item)
    asked = []
    for turn, (province, item) in enumerate(list(latest.items())[:4]):
        year = item.held_on.year if item.held_on else ""
        asked.append(
            (
                f"Thu ngân sách nhà nước của tỉnh {province} năm {year} đạt bao nhiêu?",
                f"Ai chủ trì cuộc họp gần nhất của tỉnh {province} năm {year}?",
                f"Giải ngân vốn đầu tư công của tỉnh {province} năm {year} ra sao?",
                f"Tỉnh {province} năm {year} nêu những hạn chế gì?",
            )[turn]
        )
    return [show_line(text) for text in asked]


def change_filters(filters: Filters, name: str, value: str, *, add: bool) -> Filters:
    """The filters with one added or without it; what is no day, or no filter's name, changes nothing."""
    if name in ("provinces", "bodies"):
        others = tuple(v for v in getattr(filters, name) if v != value)
        return filters.model_copy(update={name: (*others, value) if add else others})
    if name in ("date_from", "date_to"):
        with suppress(ValueError):
            day = date.fromisoformat(value) if add and value else None
            return filters.model_copy(update={name: day})
    return filters
