"""A conversation as HTML, and an answer as text to copy."""

from collections.abc import Iterable, Iterator, Sequence

from meetingqa.domain import Answer, Citation, Passage
from meetingqa.rendering.showing import show_line, show_title, show_url
from meetingqa.web.ui.source_panel import show_where
from meetingqa.web.ui.talk import Talk
from meetingqa.web.ui.templating import render
from meetingqa.web.ui.understood import named_in
from meetingqa.web.ui.words import Words

_EXCERPT = 180  # characters
_STEPS = {
    "understand": ("hiểu câu hỏi", "understand"),
    "retrieve": ("tìm", "retrieve"),
    "draft": ("viết", "draft"),
    "verify": ("đối chiếu", "verify"),
}
_SIGNALS = {"dense": ("nghĩa", "meaning"), "keyword": ("từ khoá", "words")}


def show_talk(talk: Talk, words: Words, welcome: str = "") -> str:
    """The whole conversation, or the welcome where nothing was asked yet."""
    if not talk.exchanges:
        return f'<div class="qa-talk">{welcome}</div>'
    return render(
        "talk.html",
        words,
        talk=talk,
        named_in=named_in,
        show_where=show_where,
        copy_text=copy_text,
        by_marker=lambda answer: {citation.marker: citation for citation in answer.citations},
        by_article=_by_article,
        excerpt=_excerpt,
        told_facts=_facts,
        told_signals=_signals,
        share=_share,
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


def _by_article(answer: Answer) -> Iterable[Sequence[Citation]]:
    found: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        found.setdefault(citation.article.article_id, []).append(citation)
    return found.values()


def _facts(answer: Answer, words: Words) -> Iterator[str]:
    """How an answer came about: seconds by step, confidence, model and tokens."""
    trace = answer.trace
    for step, name in _STEPS.items():
        if step in trace.seconds:
            yield f"{words(*name)} {words.seconds(trace.seconds[step])}"
    if trace.confidence is not None:
        yield f"{words('độ tin', 'confidence')} {words.number(trace.confidence, 2)}"
    if trace.model:
        yield show_line(trace.model)
    if trace.output_tokens:
        spent, written = trace.input_tokens, trace.output_tokens
        yield words(
            f"{spent} token đọc, {written} token viết", f"{spent} tokens read, {written} written"
        )


def _signals(passage: Passage, words: Words) -> str:
    """The scores that the order was made of."""
    return " · ".join(
        f"{words(*told)} {words.number(passage.signals[name], 3)}"
        for name, told in _SIGNALS.items()
        if name in passage.signals
    )


def _share(passage: Passage, passages: Sequence[Passage]) -> str:
    best = max(other.score for other in passages) or 1.0
    return f"{max(0.0, 100 * passage.score / best):.0f}"


def _excerpt(text: str) -> str:
    line = show_line(text)
    return line if len(line) <= _EXCERPT else line[:_EXCERPT].rsplit(" ", 1)[0] + " …"
