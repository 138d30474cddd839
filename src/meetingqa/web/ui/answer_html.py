"""Conversations as HTML: one, the list of all, the first screen; and an answer as text to copy."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from meetingqa.domain import Answer, Citation, ListedArticle, Passage
from meetingqa.rendering.showing import show_day, show_line, show_title, show_url
from meetingqa.web.history import Listed
from meetingqa.web.ui.source_panel import show_where
from meetingqa.web.ui.talk import Talk
from meetingqa.web.ui.templating import render
from meetingqa.web.ui.understood import named_in
from meetingqa.web.ui.words import Words

_EXCERPT = 180  # characters
_STEPS = ("understand", "retrieve", "draft", "verify")
_INVITED = (
    "Thu ngân sách nhà nước của tỉnh {} năm {} đạt bao nhiêu?",
    "Ai chủ trì cuộc họp gần nhất của tỉnh {} năm {}?",
    "Giải ngân vốn đầu tư công của tỉnh {} năm {} ra sao?",
    "Tỉnh {} năm {} nêu những hạn chế gì?",
)
_SIGNALS = ("dense", "keyword")


def show_welcome(listed: Sequence[ListedArticle], words: Words) -> str:
    """What the page can do, with up to four questions about the latest meetings of as many provinces."""
    dated = [item for item in listed if item.held_on and item.province]
    latest: dict[str | None, ListedArticle] = {}
    for item in sorted(dated, key=lambda item: item.held_on or date.min, reverse=True):
        latest.setdefault(item.province, item)
    questions = [
        show_line(asked.format(province, item.held_on and item.held_on.year))
        for asked, (province, item) in zip(_INVITED, latest.items(), strict=False)
    ]
    return render("welcome.html", words, count=len(listed), questions=questions)


def show_conversations(
    listed: Sequence[Listed], words: Words, *, current: str | None = None, found_by: str = ""
) -> str:
    """The list of a person's conversations, the latest first."""

    def day(at: float) -> str:
        when = datetime.fromtimestamp(at)
        if when.date() == date.today():
            return f"{words['today']} {when:%H:%M}"
        return show_day(when.date())

    shown = {"listed": listed, "current": current, "found_by": found_by}
    return render("conversations.html", words, day=day, **shown)


def show_talk(talk: Talk, words: Words) -> str:
    """The whole conversation."""
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
        lines += ["", words["sources_colon"]]
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
    for step in _STEPS:
        if step in trace.seconds:
            yield f"{words[f'step_{step}']} {words.seconds(trace.seconds[step])}"
    if trace.confidence is not None:
        yield f"{words['confidence']} {words.number(trace.confidence, 2)}"
    if trace.model:
        yield show_line(trace.model)
    if trace.output_tokens:
        yield words["tokens_spent"].format(trace.input_tokens, trace.output_tokens)


def _signals(passage: Passage, words: Words) -> str:
    """The scores that the order was made of."""
    return " · ".join(
        f"{words[f'signal_{name}']} {words.number(passage.signals[name], 3)}"
        for name in _SIGNALS
        if name in passage.signals
    )


def _share(passage: Passage, passages: Sequence[Passage]) -> str:
    best = max(other.score for other in passages) or 1.0
    return f"{max(0.0, 100 * passage.score / best):.0f}"


def _excerpt(text: str) -> str:
    line = show_line(text)
    return line if len(line) <= _EXCERPT else line[:_EXCERPT].rsplit(" ", 1)[0] + " …"
