"""The list of a person's conversations: found by words, opened, exported, deleted."""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape

from meetingqa.rendering.showing import show_day
from meetingqa.web.history import Listed
from meetingqa.web.ui.page_parts import icon
from meetingqa.web.ui.words import Words


def show_conversations(
    listed: Sequence[Listed],
    words: Words,
    *,
    current: str | None = None,
    found_by: str = "",
) -> str:
    """The list, the latest first."""
    new = words("Cuộc hỏi mới", "New conversation")
    search = words("Tìm trong lịch sử", "Search history")
    if listed:
        items = "".join(_item(item, words, current) for item in listed)
        body = f"<ul>{items}</ul>"
    elif found_by:
        body = f'<p class="qa-none">{words("Không có cuộc hỏi nào khớp.", "No conversation matches.")}</p>'
    else:
        none = words(
            "Những câu hỏi của bạn được giữ ở đây, chỉ mình bạn thấy.",
            "Your questions are kept here, for your eyes only.",
        )
        body = f'<p class="qa-none">{none}</p>'
    export = ""
    if listed and not found_by:
        export = (
            f'<button class="qa-link qa-export-all" data-act="save">{icon("save", 15)}'
            f"{words('Tải toàn bộ lịch sử (JSON)', 'Download all history (JSON)')}</button>"
        )
    return (
        f'<nav class="qa-history" aria-label="{words("Lịch sử", "History")}" data-current="{escape(current or "")}">'
        f'<button class="qa-new" data-act="new">{icon("add", 16)}{new}</button>'
        f'<input type="search" data-act="find" aria-label="{search}" placeholder="{search}" autocomplete="off">'
        f"{body}{export}</nav>"
    )


def _item(item: Listed, words: Words, current: str | None) -> str:
    key = escape(item.conversation_id)
    title = escape(item.title)
    state = ' aria-current="true"' if item.conversation_id == current else ""
    return (
        f'<li><button class="qa-open" data-act="open" data-id="{key}" title="{title}"{state}><span>{title}</span>'
        f"<small>{_day(item.updated_at, words)}</small></button>"
        f'<button class="qa-tool" data-act="save" data-id="{key}" aria-label="{words("Tải về dạng Word", "Download as Word")}: {title}">{icon("save", 16)}</button>'
        f'<button class="qa-tool" data-act="delete" data-id="{key}" data-sure="{words("Xoá cuộc hỏi này?", "Delete this conversation?")}" aria-label="{words("Xoá", "Delete")}: {title}">{icon("bin", 16)}</button></li>'
    )


def _day(at: float, words: Words) -> str:
    when = datetime.fromtimestamp(at)
    if when.date() == date.today():
        return f"{words('Hôm nay', 'Today')} {when:%H:%M}"
    return show_day(when.date())
