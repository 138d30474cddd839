"""The panel beside a page: a whole article with the quoted words marked, and its neighbours."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import gradio as gr

from meetingqa.domain import Article, Filters, ListedArticle
from meetingqa.errors import MeetingQAError
from meetingqa.rendering.showing import show_day, show_outlet
from meetingqa.web.service import Service
from meetingqa.web.ui.page_parts import notice
from meetingqa.web.ui.shell import when_ready
from meetingqa.web.ui.talk import Talk
from meetingqa.web.ui.templating import render
from meetingqa.web.ui.words import Words

_NEIGHBOURS = 4


class SourceReader:
    """Opens citations and articles beside the talk, articles beside other pages."""

    def __init__(self, service: Service, words: Words) -> None:
        self._service = service
        self._words = words

    def show(self, talk: Talk, said: dict[str, str]) -> dict[str, Any]:
        """The panel for one event; empty to close it. Raises ArticleNotFoundError."""
        turn = said.get("turn", "")
        exchange = talk.exchange(turn) if said.get("act") == "cite" else None
        citations = exchange.answer.citations if exchange and exchange.answer else ()
        cited = next((c for c in citations if str(c.marker) == said.get("marker")), None)
        talk.cited = (int(turn), cited.marker) if cited else None
        if cited is None:
            return {"source": self.open(said)}
        same = [c for c in citations if c.article.article_id == cited.article.article_id]
        panel = self._panel(
            cited.article,
            (cited.start, cited.end),
            [(c.start, c.end) for c in same],
            markers=[c.marker for c in citations],
            marker=cited.marker,
            turn=turn,
        )
        return {"source": panel}

    def open(self, said: dict[str, str]) -> str:
        """The panel of the article that an event names, at the place it names (`value`, "12:80") if any;
        empty for other events. Raises ArticleNotFoundError."""
        if said.get("act") != "article":
            return ""
        return self._panel(self._service.article(said.get("article", "")), read_place(said))

    def missing(self, error: MeetingQAError) -> str:
        """The panel when what was asked for is gone."""
        gone = self._words["gone"]
        return f'<aside class="qa-panel">{notice(gone, "bad", error.message)}</aside>'

    def _panel(
        self,
        article: Article,
        mark: tuple[int, int] | None = None,
        also: Sequence[tuple[int, int]] = (),
        **steps: Any,
    ) -> str:
        """`mark` is the quote, `also` are others of the same article; `steps` lead to those beside it."""
        near: Sequence[ListedArticle] = ()
        if article.province:
            listed = self._service.articles(Filters(provinces=(article.province,)))
            near = _neighbours(article, listed)
        shown = {"markers": (), "near": near, "stretches": _stretches(article.text, mark, also)}
        return render("source.html", self._words, article=article, **shown | steps)


def panel_html(name: str, part: str, value: str = "") -> gr.HTML:
    """A part of a page that opens sources, as page.js wires it: it sends what is pressed as `click`
    events. The `part` that is called "source" holds the panel."""
    script = when_ready(f"wire(element, trigger, watch, '{part}')")
    return gr.HTML(
        value, elem_id=name, elem_classes="pg-html", js_on_load=script, apply_default_css=False
    )


def read_place(said: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where in an article an event points to: its `value` "12:80" as offsets."""
    start, _, end = str(said.get("value", "")).partition(":")
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() else None


def show_where(article: Article, words: Words) -> str:
    """Who published an article, and when the meeting was or else when it was published."""
    outlet = show_outlet(article)
    if article.held_on:
        return f"{outlet}, {words['held_on']} {show_day(article.held_on)}"
    if article.published_on:
        return f"{outlet}, {words['published_on']} {show_day(article.published_on)}"
    return outlet


def _neighbours(article: Article, listed: Sequence[ListedArticle]) -> Sequence[ListedArticle]:
    """Other articles of the same province, those nearest in time first."""
    day = article.held_on or article.published_on
    others = [item for item in listed if item.article_id != article.article_id]
    if day is not None:
        dated = [(item.held_on or item.published_on, item) for item in others]
        near = [(abs((when - day).days), item) for when, item in dated if when]
        others = [item for _, item in sorted(near, key=lambda pair: pair[0])]
    return others[:_NEIGHBOURS]


def _stretches(
    text: str, mark: tuple[int, int] | None, also: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    """The text in stretches, each with its kind; faint ones that touch the main one give way to it."""
    spans = [(start, end, "also") for start, end in set(also)]
    if mark:
        spans = [s for s in spans if s[1] <= mark[0] or s[0] >= mark[1]] + [(*mark, "mark")]
    at = 0
    for start, end, kind in sorted(spans):
        if start < at:
            continue
        yield text[at:start], ""
        yield text[start:end], kind
        at = end
    yield text[at:], ""
