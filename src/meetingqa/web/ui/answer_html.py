"""A conversation as HTML: questions, proven statements with their citations, what led to them.

Every word that is not ours is escaped; buttons say by `data-act` what they ask the server for.
"""

from collections.abc import Mapping, Sequence
from html import escape

from meetingqa.domain import Answer, Citation, Statement
from meetingqa.rendering.showing import show_line, show_nearest, show_title, show_url, show_whose
from meetingqa.web.ui.page_parts import icon, notice
from meetingqa.web.ui.reasons_html import (
    show_begun,
    show_passages,
    show_quick,
    show_state,
    show_why,
)
from meetingqa.web.ui.source_panel import show_where
from meetingqa.web.ui.talk import Exchange, Talk
from meetingqa.web.ui.understood import named_in
from meetingqa.web.ui.words import Words


def show_talk(talk: Talk, words: Words, welcome: str = "") -> str:
    """The whole conversation, or the welcome where nothing was asked yet."""
    if not talk.exchanges:
        return f'<div class="qa-talk">{welcome}</div>'
    shown = "".join(
        show_exchange(exchange, number, words, talk.cited)
        for number, exchange in enumerate(talk.exchanges)
    )
    heading = f'<h1 class="qa-unseen">{words("Hỏi đáp", "Questions and answers")}</h1>'
    return f'<div class="qa-talk" role="log" aria-live="polite">{heading}{shown}</div>'


def show_exchange(
    exchange: Exchange, number: int, words: Words, cited: tuple[int, int] | None = None
) -> str:
    """One question with its answer as far as it has come."""
    answer = exchange.answer
    asked = f'<h2 class="qa-asked">{escape(exchange.question)}</h2>'
    if exchange.trouble:
        return f'<article class="qa-exchange">{asked}{exchange.trouble}</article>'
    if answer is None and exchange.finished:
        failed = words("Có lỗi ở máy chủ, hãy hỏi lại.", "The server failed, please ask again.")
        return f'<article class="qa-exchange">{asked}{notice(failed, "bad")}</article>'
    if answer is None:
        looking = words("Đang tìm trong các bài", "Looking through the articles")
        body = f'<div class="qa-progress" role="status"><i></i>{looking}</div>'
        return f'<article class="qa-exchange" aria-busy="true">{asked}{body}</article>'
    parts = [
        asked,
        _understood(exchange, answer, number, words),
        show_state(exchange, answer, words),
    ]
    parts.append(_answered(answer, number, words, cited))
    if not exchange.finished:
        parts.append(show_begun(exchange, words))
        parts.append(show_quick(exchange, words))
        parts.append(show_passages(exchange.passages, number, words))
    else:
        parts.append(_sources(answer, number, words))
        parts.append(_actions(exchange, answer, number, words))
    if exchange.why_open:
        parts.append(show_why(exchange, answer, number, words))
    busy = "false" if exchange.finished else "true"
    return f'<article class="qa-exchange" aria-busy="{busy}">{"".join(parts)}</article>'


def _understood(exchange: Exchange, answer: Answer, number: int, words: Words) -> str:
    """What the question was taken to mean, to be mended: the standalone form and what it names."""
    standalone = show_line(answer.standalone).replace("?;", ";")  # the halves of a comparison
    if exchange.editing is not None:
        label = words("Câu hỏi đầy đủ", "The full question")
        return (
            f'<form class="qa-edit" data-act="reask" data-turn="{number}">'
            f'<label for="qa-edit-{number}">{label}</label>'
            f'<input id="qa-edit-{number}" name="text" value="{escape(exchange.editing)}" autocomplete="off">'
            f'<button class="qa-button qa-primary">{words("Hỏi lại", "Ask again")}</button>'
            f'<button type="button" class="qa-button" data-act="edit-close" data-turn="{number}">'
            f"{words('Thôi', 'Cancel')}</button></form>"
        )
    chips = "".join(
        f'<button class="qa-chip qa-read" data-act="unname" data-turn="{number}" data-words="{escape(name)}" '
        f'aria-label="{words("Bỏ khỏi câu hỏi", "Take out of the question")}: {escape(name)}">'
        f"{escape(name)}{icon('close', 13)}</button>"
        for name in named_in(answer.standalone)
    )
    same = standalone.rstrip(" ?.") == show_line(exchange.question).rstrip(" ?.")
    said = "" if same else escape(standalone)
    heading = (
        words("Hiểu là", "Understood as") if said else words("Trong câu hỏi", "In the question")
    )
    if not said and not chips:
        heading = ""
    edit = (
        f'<button class="qa-link" data-act="edit" data-turn="{number}">{icon("pen", 14)}'
        f"{words('Sửa câu hỏi', 'Edit the question')}</button>"
    )
    label = f"<span><b>{heading}</b> {said}</span>" if heading else ""
    return f'<div class="qa-understood">{label}{chips}{edit}</div>'


def _answered(answer: Answer, number: int, words: Words, cited: tuple[int, int] | None) -> str:
    known = {citation.marker: citation for citation in answer.citations}
    several = len({show_whose(citation.article) for citation in answer.citations}) > 1
    lines = []
    last = ""
    for statement in answer.statements:
        whose = _whose(statement, known) if several else ""
        if whose and whose != last:
            lines.append(f'<p class="qa-whose">{escape(whose)}</p>')
        last = whose
        marks = "".join(
            _cite(known[marker], number, words, cited == (number, marker))
            for marker in statement.citations
            if marker in known
        )
        lines.append(f"<p>{escape(show_line(statement.text))}\u00a0{marks}</p>")
    if not lines:
        lines.append(f"<p>{escape(answer.text)}</p>")
    if answer.missing and answer.statements:
        label = words("Chưa trả lời được", "Not answered")
        lines.append(
            f'<p class="qa-missing"><b>{label}:</b> {escape(show_line(answer.missing))}</p>'
        )
    shown = f'<div class="qa-answer qa-{answer.status}">{"".join(lines)}</div>'
    if not answer.nearest:
        return shown
    near = "".join(
        f'<li><button class="qa-link" data-act="article" data-turn="{number}" '
        f'data-article="{escape(item.article_id)}">{escape(show_nearest(item))}</button></li>'
        for item in answer.nearest
    )
    heading = words("Các bài gần nhất", "The nearest articles")
    return f'{shown}<section class="qa-nearest"><h3>{heading}</h3><ul>{near}</ul></section>'


def _whose(statement: Statement, known: Mapping[int, Citation]) -> str:
    """The one meeting that a statement is of; nothing where it is of several."""
    named = {show_whose(known[m].article) for m in statement.citations if m in known}
    return named.pop() if len(named) == 1 else ""


def _cite(citation: Citation, number: int, words: Words, current: bool) -> str:
    label = words("Mở nguồn", "Open source")
    title = f"{label} {citation.marker}: {show_title(citation.article)}"
    state = ' aria-current="true"' if current else ""
    return (
        f'<button class="qa-cite" data-act="cite" data-turn="{number}" data-marker="{citation.marker}" '
        f'title="{escape(title)}" aria-label="{escape(title)}"{state}>[{citation.marker}]</button>'
    )


def _sources(answer: Answer, number: int, words: Words) -> str:
    if not answer.citations:
        return ""
    by_article: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_article.setdefault(citation.article.article_id, []).append(citation)
    items = "".join(_source(cited, number, words) for cited in by_article.values())
    return f'<section class="qa-sources"><h3>{words("Nguồn", "Sources")}</h3><ol>{items}</ol></section>'


def _source(cited: Sequence[Citation], number: int, words: Words) -> str:
    """One article and the numbers under which it is quoted; it opens at the first of them."""
    first = cited[0]
    numbers = "".join(f'<span class="qa-number">{citation.marker}</span>' for citation in cited)
    return (
        f'<li><button class="qa-source" data-act="cite" data-turn="{number}" data-marker="{first.marker}">'
        f'<span class="qa-numbers">{numbers}</span><span><b>{escape(show_title(first.article))}</b>'
        f"<small>{escape(show_where(first.article, words))}</small></span></button></li>"
    )


def _actions(exchange: Exchange, answer: Answer, number: int, words: Words) -> str:
    def button(act: str, drawing: str, label: str, extra: str = "", text: str = "") -> str:
        return (
            f'<button class="qa-tool" data-act="{act}" data-turn="{number}" title="{label}" '
            f'aria-label="{label}"{extra}>{icon(drawing)}{text}</button>'
        )

    def pressed(thumb: int) -> str:
        return f' aria-pressed="{str(exchange.rating == thumb).lower()}"'

    copied = f' data-local="copy" data-done="{words("Đã chép", "Copied")}" data-text="{escape(copy_text(answer, words))}"'
    tools = [
        button(
            "",
            "copy",
            words("Chép kèm dẫn chứng", "Copy with citations"),
            copied,
            words("Chép", "Copy"),
        ),
        button(
            "export",
            "file",
            words("Xuất tệp Word", "Export as Word"),
            ' data-format="docx"',
            "Word",
        ),
        button(
            "export", "file", words("Xuất tệp PDF", "Export as PDF"), ' data-format="pdf"', "PDF"
        ),
        '<span class="qa-gap"></span>',
        button("up", "up", words("Câu trả lời tốt", "Good answer"), pressed(1)),
        button("down", "down", words("Câu trả lời chưa tốt", "Poor answer"), pressed(-1)),
        button(
            "why",
            "why",
            words("Vì sao có câu trả lời này", "Why this answer"),
            f' aria-expanded="{"true" if exchange.why_open else "false"}"',
            words("Vì sao có câu trả lời này", "Why this answer"),
        ),
    ]
    shown = f'<div class="qa-tools">{"".join(tools)}</div>'
    if not exchange.asks_reason:
        if exchange.rating == -1:
            noted = words(
                "Đã ghi lại để người đánh giá xem. Cảm ơn bạn.",
                "Noted for the evaluators. Thank you.",
            )
            shown += f'<p class="qa-noted" role="status">{noted}</p>'
        return shown
    label = words("Câu trả lời sai hay thiếu ở đâu?", "What is wrong or missing?")
    hint = words("ví dụ: nhầm cuộc họp, thiếu số liệu", "e.g. another meeting, a figure missing")
    return (
        f'{shown}<form class="qa-edit" data-act="reason" data-turn="{number}">'
        f'<label for="qa-reason-{number}">{label}</label>'
        f'<input id="qa-reason-{number}" name="text" maxlength="2000" value="{escape(exchange.reason)}" '
        f'placeholder="{hint}" autocomplete="off">'
        f'<button class="qa-button qa-primary">{words("Gửi", "Send")}</button></form>'
    )


def copy_text(answer: Answer, words: Words) -> str:
    """The answer as plain text with its quotes, outlets and addresses."""
    lines = [answer.text]
    if answer.citations:
        lines += ["", words("Nguồn:", "Sources:")]
    for citation in answer.citations:
        url = show_url(citation.article)
        place = f"{show_title(citation.article)} ({show_where(citation.article, words)})"
        lines.append(f"[{citation.marker}] “{citation.quote}” {place}{f' {url}' if url else ''}")
    return "\n".join(lines)
