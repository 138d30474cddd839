"""The line over an answer: who worded it, and while it is on its way how far it is."""

from html import escape

from meetingqa.domain import Answer
from meetingqa.rendering.showing import show_line
from meetingqa.web.ui.talk import Exchange
from meetingqa.web.ui.words import Words

_QUICK = ("Trích nhanh, nguyên văn từ bài", "Quick quote, the article's own words")
_WORDED = ("Mô hình viết, đã đối chiếu từng câu", "Worded by the model, every sentence proven")


def _coming(exchange: Exchange, words: Words) -> str:
    """Where the model is, and how many words it has written."""
    if exchange.ahead:
        return words(
            f"Mô hình đang bận: còn {exchange.ahead} câu hỏi phía trước",
            f"The model is busy: {exchange.ahead} ahead of you",
        )
    if exchange.writing is None or not exchange.writing.words:
        return words("Mô hình đang đọc các đoạn tìm được", "The model is reading what was found")
    number = exchange.writing.statement
    told = words(f"Mô hình đang viết câu {number}", f"The model is writing sentence {number}")
    count = words.counted(exchange.writing.words, "chữ", "word")
    unproven = words("chưa đối chiếu", "not proven yet")
    return f'{told}<span aria-hidden="true"> · {count}, {unproven}</span>'


def show_state(exchange: Exchange, answer: Answer, words: Words) -> str:
    """Who worded what is shown, and what is still to come."""
    if not exchange.finished:
        worded = _QUICK if exchange.quick is None else _WORDED
        kind = " qa-draft" if exchange.quick is None else ""
        return (
            f'<div class="qa-state"><span class="qa-tag{kind}">{words(*worded)}</span>'
            f'<span class="qa-progress" role="status"><i></i>{_coming(exchange, words)}</span></div>'
        )
    seconds = words.seconds(answer.trace.seconds.get("total", 0.0))
    if answer.status == "not_found":
        tag = words("Không có trong kho", "Not in the archive")
        return f'<div class="qa-state"><span class="qa-tag qa-none">{tag}</span><span>{seconds}</span></div>'
    partly = ""
    if answer.status == "partial":
        partly = (
            f'<span class="qa-tag qa-part">{words("Trả lời một phần", "Answered in part")}</span>'
        )
    if answer.trace.writer == "llm":
        tag = words(*_WORDED)
    else:
        tag = words("Trích nguyên văn từ bài", "The articles' own words")
    failed = next((item.reason for item in answer.trace.dropped if not item.text), "")
    why = ""
    if failed:
        stands = words(
            "Mô hình không viết được câu trả lời; lời trích từ bài vẫn giữ nguyên.",
            "The model could not write an answer; the articles' own words stand.",
        )
        why = f'<span class="qa-failed" title="{escape(failed)}">{stands}</span>'
    elif answer.trace.model and answer.trace.writer != "llm":
        kept = words(
            "Lời của mô hình không thay được lời trích",
            "The model's wording did not replace the quotes",
        )
        why = f"<span>{kept}</span>"
    return f'<div class="qa-state"><span class="qa-tag">{tag}</span>{partly}<span>{seconds}</span>{why}</div>'


def show_begun(exchange: Exchange, words: Words) -> str:
    """The sentence that the model is writing, as far as the quotes over it prove every word so far."""
    if exchange.writing is None or not exchange.writing.proven:
        return ""
    label = words("Mô hình đang viết · đang kiểm", "The model is writing · being checked")
    said = escape(show_line(exchange.writing.proven).rstrip(" ,;:"))
    return f'<section class="qa-quick qa-begun" aria-live="off"><h3>{label}</h3><p>{said}…</p></section>'


def show_quick(exchange: Exchange, words: Words) -> str:
    """The quick quote, out of the way of the model's sentences but there until all of them are."""
    if exchange.quick is None:
        return ""
    lines = "".join(f"<p>{escape(show_line(s.text))}</p>" for s in exchange.quick.statements)
    return f'<section class="qa-quick"><h3>{words(*_QUICK)}</h3>{lines}</section>' if lines else ""
