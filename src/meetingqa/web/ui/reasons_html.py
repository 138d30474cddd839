"""What stands around an answer: who worded it, how far it is, and why it came out as it did."""

from html import escape

from meetingqa.domain import Answer, Passage
from meetingqa.rendering.showing import show_line, show_title
from meetingqa.web.ui.source_panel import show_where
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


_AT_ONCE = 4  # passages shown while the model writes
_EXCERPT = 180  # characters
_STEPS = {
    "understand": ("hiểu câu hỏi", "understand"),
    "retrieve": ("tìm", "retrieve"),
    "draft": ("viết", "draft"),
    "verify": ("đối chiếu", "verify"),
}
_SIGNALS = {"dense": ("nghĩa", "meaning"), "keyword": ("từ khoá", "words")}


def show_passages(passages: tuple[Passage, ...], number: int, words: Words) -> str:
    """The best passages, to be read while the model writes."""
    if not passages:
        return ""
    articles = len({passage.article.article_id for passage in passages})
    found = words(
        f"Đã tìm thấy {len(passages)} đoạn trong {articles} bài",
        f"{words.counted(len(passages), 'đoạn', 'passage')} found in {words.counted(articles, 'bài', 'article')}",
    )
    items = "".join(
        f'<li><button class="qa-passage" data-act="passage" data-turn="{number}" data-rank="{p.rank}">'
        f"<b>{escape(show_title(p.article))}</b><small>{escape(show_where(p.article, words))}</small>"
        f"<span>{escape(_excerpt(p.chunk.text))}</span></button></li>"
        for p in passages[:_AT_ONCE]
    )
    return f'<section class="qa-found"><h3>{found}</h3><ul>{items}</ul></section>'


def show_why(exchange: Exchange, answer: Answer, number: int, words: Words) -> str:
    """Steps, candidates with scores, and statements that were not shown."""
    trace = answer.trace
    facts = [
        f"{words(*_STEPS[step])} {words.seconds(trace.seconds[step])}"
        for step in _STEPS
        if step in trace.seconds
    ]
    if trace.confidence is not None:
        sure = f"{trace.confidence:.2f}".replace(".", words(",", "."))
        facts.append(f"{words('độ tin', 'confidence')} {sure}")
    if trace.model:
        facts.append(show_line(trace.model))
    if trace.output_tokens:
        facts.append(
            words(
                f"{trace.input_tokens} token đọc, {trace.output_tokens} token viết",
                f"{trace.input_tokens} tokens read, {trace.output_tokens} written",
            )
        )
    heading = words("Vì sao có câu trả lời này", "Why this answer")
    about = words(
        "Chỉ câu nào có nguyên văn chứng minh mới được hiện. Dưới đây là những câu đã bị loại và "
        "những đoạn đã xét; đoạn của cuộc họp được hỏi đứng trước, vạch dài là khớp nhiều.",
        "Only sentences that an article's own words prove are shown. These are the sentences that "
        "were dropped and the passages considered: those of the meeting asked about come first, and "
        "a long bar is a close match.",
    )
    return (
        f'<section class="qa-why"><h3>{heading}</h3><p>{about}</p>'
        f'<p class="qa-facts">{escape(" · ".join(facts))}</p>'
        f"{_dropped(answer, words)}{_candidates(exchange.passages, number, words)}</section>"
    )


def _candidates(passages: tuple[Passage, ...], number: int, words: Words) -> str:
    if not passages:
        return ""
    best = max(passage.score for passage in passages) or 1.0
    rows = "".join(
        f'<li><button class="qa-candidate" data-act="passage" data-turn="{number}" data-rank="{p.rank}">'
        f'<span class="qa-rank">{p.rank}</span><span class="qa-what"><b>{escape(show_title(p.article))}</b>'
        f"<small>{escape(show_where(p.article, words))}</small><span>{escape(_excerpt(p.chunk.text))}</span></span>"
        f'<span class="qa-score" title="{escape(_signals(p, words))}">'
        f'<span class="qa-bar"><i style="width:{max(0.0, 100 * p.score / best):.0f}%"></i></span>'
        f"{_number(p.score, words)}<small>{escape(_signals(p, words))}</small></span></button></li>"
        for p in passages
    )
    return f"<h4>{words('Đoạn đã xét', 'Passages considered')}</h4><ol>{rows}</ol>"


def _dropped(answer: Answer, words: Words) -> str:
    heading = f"<h4>{words('Câu đã loại', 'Sentences dropped')}</h4>"
    shown = "".join(
        f"<li><s>{escape(show_line(item.text))}</s><small>{escape(show_line(item.reason))}</small></li>"
        if item.text
        else f"<li><small>{escape(show_line(item.reason))}</small></li>"
        for item in answer.trace.dropped
    )
    if not shown:
        none = words("Không có câu nào bị loại.", "No sentence was dropped.")
        return f'{heading}<p class="qa-facts">{none}</p>'
    return f'{heading}<ul class="qa-dropped">{shown}</ul>'


def _signals(passage: Passage, words: Words) -> str:
    """The scores that the order was made of."""
    return " · ".join(
        f"{words(*_SIGNALS[name])} {_number(passage.signals[name], words)}"
        for name in _SIGNALS
        if name in passage.signals
    )


def _number(value: float, words: Words) -> str:
    return f"{value:.3f}".replace(".", words(",", "."))


def _excerpt(text: str) -> str:
    line = show_line(text)
    return line if len(line) <= _EXCERPT else line[:_EXCERPT].rsplit(" ", 1)[0] + " …"
