"""The box where questions are written, with the filters chosen by hand, and the first screen's welcome."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from html import escape

from meetingqa.domain import Filters, ListedArticle
from meetingqa.rendering.showing import show_day, show_line
from meetingqa.web.ui.page_parts import icon
from meetingqa.web.ui.talk import Talk
from meetingqa.web.ui.words import Words

_MAX_QUESTION = 2000  # characters


def show_composer(talk: Talk, words: Words, *, busy: bool = False) -> str:
    """The question box; `busy` while an answer is on its way."""
    filters = talk.filters
    label = words("Câu hỏi", "Question")
    hint = words("Hỏi về các cuộc họp…", "Ask about the meetings…")
    open_filters = words("Bộ lọc", "Filters")
    return (
        f'<form class="qa-composer" data-act="ask"{" data-busy" if busy else ""}>'
        f'<div class="qa-filters">{_fields(talk, words)}</div>'
        f'<div class="qa-box"><textarea name="text" rows="1" maxlength="{_MAX_QUESTION}" '
        f'aria-label="{label}" placeholder="{hint}" enterkeyhint="send"></textarea>'
        f'<button class="qa-send" aria-label="{words("Gửi câu hỏi", "Send the question")}"'
        f"{' disabled' if busy else ''}>{words('Hỏi', 'Ask')}</button></div>"
        f'<div class="qa-chips"><button type="button" class="qa-chip qa-more" data-local="filters">'
        f"{icon('add', 14)}{open_filters}</button>"
        f'<button type="button" class="qa-chip qa-show-history" data-local="history">'
        f"{icon('list', 14)}{words('Lịch sử', 'History')}</button>{_chips(filters, words)}</div></form>"
    )


def show_welcome(listed: Sequence[ListedArticle], words: Words) -> str:
    """What the page can do, with questions that this archive invites."""
    if not listed:
        return (
            f'<div class="qa-welcome"><h1>{words("Kho chưa có bài nào", "The archive is empty")}</h1><p>'
            + words(
                "Vào trang Kho bài để nạp những bài báo đầu tiên, rồi quay lại đây hỏi.",
                "Add the first articles on the Archive page, then come back and ask.",
            )
            + "</p></div>"
        )
    about = words(
        f"Mỗi câu trả lời đều kèm nguyên văn từ {len(listed)} bài trong kho. Bấm vào số trong "
        "ngoặc để đọc đúng chỗ được trích.",
        f"Every answer comes with the very words of {words.counted(len(listed), '', 'article')}. "
        "Press a number in brackets to read the passage it quotes.",
    )
    questions = "".join(
        f'<li><button class="qa-example" data-act="ask" data-text="{escape(text)}">{escape(text)}</button></li>'
        for text in suggest_questions(listed)
    )
    heading = words("Hỏi gì về các cuộc họp?", "What would you like to know?")
    return f'<div class="qa-welcome"><h1>{heading}</h1><p>{about}</p><ul>{questions}</ul></div>'


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


def _chips(filters: Filters, words: Words) -> str:
    chosen = [("provinces", name, name) for name in filters.provinces]
    chosen += [("bodies", name, name) for name in filters.bodies]
    if filters.date_from:
        chosen.append(("date_from", "", f"{words('từ', 'from')} {show_day(filters.date_from)}"))
    if filters.date_to:
        chosen.append(("date_to", "", f"{words('đến', 'to')} {show_day(filters.date_to)}"))
    label = words("Bỏ bộ lọc", "Remove the filter")
    return "".join(
        f'<button type="button" class="qa-chip" data-act="unfilter" data-name="{name}" '
        f'data-value="{escape(value)}" aria-label="{label}: {escape(shown)}">{escape(shown)}{icon("close", 13)}</button>'
        for name, value, shown in chosen
    )


def _fields(talk: Talk, words: Words) -> str:
    filters = talk.filters
    provinces = [name for name in talk.provinces if name not in filters.provinces]
    bodies = [name for name in talk.bodies if name not in filters.bodies]
    shown = [
        _select("provinces", words("Tỉnh, thành", "Province"), provinces, words),
        _select("bodies", words("Cơ quan", "Body"), bodies, words),
    ]
    for name, label, day in (
        ("date_from", words("Từ ngày", "From"), filters.date_from),
        ("date_to", words("Đến ngày", "To"), filters.date_to),
    ):
        value = f' value="{day.isoformat()}"' if day else ""
        shown.append(
            f'<label>{label}<input type="date" data-act="filter" data-name="{name}"{value}></label>'
        )
    return "".join(shown)


def _select(name: str, label: str, values: Sequence[str], words: Words) -> str:
    options = "".join(f"<option>{escape(value)}</option>" for value in values)
    return (
        f'<label>{label}<select data-act="filter" data-name="{name}">'
        f'<option value="">{words("Tất cả", "All")}</option>{options}</select></label>'
    )
