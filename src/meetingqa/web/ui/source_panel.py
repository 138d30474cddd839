"""The panel beside the conversation: a whole article with the quoted words marked, and its neighbours."""

from collections.abc import Sequence
from html import escape
from typing import Any

from meetingqa.domain import Answer, Article, Filters, ListedArticle
from meetingqa.errors import MeetingQAError
from meetingqa.rendering.showing import (
    show_day,
    show_line,
    show_outlet,
    show_title,
    show_url,
    show_whose,
)
from meetingqa.web.service import Service
from meetingqa.web.ui.page_parts import icon, notice
from meetingqa.web.ui.talk import Talk
from meetingqa.web.ui.words import Words


class SourceReader:
    """Opens citations, passages and articles beside the talk."""

    def __init__(self, service: Service, words: Words) -> None:
        self._service = service
        self._words = words

    def show(self, talk: Talk, said: dict[str, str]) -> dict[str, Any]:
        """The panel for one event; empty to close it. Raises ArticleNotFoundError."""
        act, turn = said.get("act"), said.get("turn", "")
        talk.cited = None
        exchange = talk.exchange(turn)
        if act == "article":
            article = self._service.article(said.get("article", ""))
            return {"source": self._panel(article)}
        if exchange is None or exchange.answer is None:
            return {"source": ""}
        if act == "passage":
            for passage in exchange.passages:
                if str(passage.rank) == said.get("rank"):
                    mark = (passage.chunk.start, passage.chunk.end)
                    return {"source": self._panel(passage.article, mark=mark)}
        if act == "cite":
            for citation in exchange.answer.citations:
                if str(citation.marker) != said.get("marker"):
                    continue
                talk.cited = (int(turn), citation.marker)
                also = [
                    (c.start, c.end)
                    for c in exchange.answer.citations
                    if c.article.article_id == citation.article.article_id
                ]
                steps = show_steps(exchange.answer, int(turn), citation.marker, self._words)
                mark = (citation.start, citation.end)
                return {"source": self._panel(citation.article, mark=mark, also=also, steps=steps)}
        return {"source": ""}

    def missing(self, error: MeetingQAError) -> str:
        """The panel when what was asked for is gone."""
        gone = self._words("Không còn trong kho.", "No longer there.")
        return f'<aside class="qa-panel">{notice(gone, "bad", error.message)}</aside>'

    def _panel(self, article: Article, **shown: Any) -> str:
        near = ""
        if article.province:
            listed = self._service.articles(Filters(provinces=(article.province,)))
            near = show_neighbours(article, listed, self._words)
        return show_source(article, self._words, neighbours=near, **shown)


_NEIGHBOURS = 4


def show_source(
    article: Article,
    words: Words,
    *,
    mark: tuple[int, int] | None = None,
    also: Sequence[tuple[int, int]] = (),
    steps: str = "",
    neighbours: str = "",
) -> str:
    """The panel. The text of its one `<mark>` is `article.text[mark[0]:mark[1]]`, code point by code
    point; `also` are other quotes of the same article, marked faintly."""
    return (
        f'<aside class="qa-panel" tabindex="-1" aria-label="{words("Nguồn", "Source")}">'
        f'<div class="qa-panel-bar"><span class="qa-where"><b>{escape(show_title(article))}</b>'
        f"<small>{escape(show_whose(article))}</small></span>{steps}"
        f'<button class="qa-tool qa-close" data-act="close" '
        f'aria-label="{words("Đóng", "Close")}">{icon("close")}</button></div>'
        f'<div class="qa-panel-body"><h2>{escape(show_title(article))}</h2>{_facts(article, words)}'
        f'<div class="qa-text" lang="vi">{_marked(article.text, mark, also)}</div>{neighbours}</div></aside>'
    )


def show_where(article: Article, words: Words) -> str:
    """Who published an article, and when the meeting was or else when it was published."""
    outlet = show_outlet(article)
    if article.held_on:
        return f"{outlet}, {words('họp ngày', 'held on')} {show_day(article.held_on)}"
    if article.published_on:
        return f"{outlet}, {words('đăng ngày', 'published on')} {show_day(article.published_on)}"
    return outlet


def show_steps(answer: Answer, turn: int, marker: int, words: Words) -> str:
    """Which citation is shown, and the way to the ones before and after it."""
    markers = [citation.marker for citation in answer.citations]
    place = markers.index(marker)
    if len(markers) == 1:
        return ""

    def step(to: int, drawing: str, label: str) -> str:
        off = "" if 0 <= to < len(markers) else " disabled"
        target = markers[to] if not off else marker
        return (
            f'<button class="qa-tool" data-act="cite" data-turn="{turn}" data-marker="{target}" '
            f'aria-label="{label}"{off}>{icon(drawing)}</button>'
        )

    return (
        f"{step(place - 1, 'left', words('Dẫn chứng trước', 'Citation before'))}"
        f'<span class="qa-number">{marker}</span>'
        f"{step(place + 1, 'right', words('Dẫn chứng sau', 'Next citation'))}"
    )


def show_neighbours(article: Article, listed: Sequence[ListedArticle], words: Words) -> str:
    """Other articles of the same province, those nearest in time first."""
    day = article.held_on or article.published_on
    others = [item for item in listed if item.article_id != article.article_id]
    if day is not None:
        dated = [(item.held_on or item.published_on, item) for item in others]
        others = [
            item
            for _, item in sorted(
                ((abs((when - day).days), item) for when, item in dated if when),
                key=lambda pair: pair[0],
            )
        ]
    if not others:
        return ""
    items = "".join(
        f'<li><button class="qa-link" data-act="article" data-article="{escape(item.article_id)}">'
        f"{escape(show_line(item.title) or item.source)}</button><small>{_when(item)}</small></li>"
        for item in others[:_NEIGHBOURS]
    )
    place = show_line(article.province or "")
    heading = words(f"Bài lân cận của {place}", f"Nearby articles of {place}")
    return f'<section class="qa-neighbours"><h3>{escape(heading)}</h3><ul>{items}</ul></section>'


def _when(item: ListedArticle) -> str:
    day = item.held_on or item.published_on
    return show_day(day) if day else ""


def _facts(article: Article, words: Words) -> str:
    pairs = [
        (words("Báo", "Outlet"), show_outlet(article)),
        (words("Ngày đăng", "Published"), article.published_on and show_day(article.published_on)),
        (words("Ngày họp", "Held"), article.held_on and show_day(article.held_on)),
        (words("Tỉnh, thành", "Province"), article.province),
        (words("Cơ quan", "Body"), article.body),
        (words("Kỳ họp", "Session"), article.session),
        (words("Chủ trì", "Chair"), article.chair),
    ]
    rows = "".join(
        f"<div><dt>{name}</dt><dd>{escape(show_line(value))}</dd></div>"
        for name, value in pairs
        if value
    )
    url = show_url(article)
    link = ""
    if url:
        link = (
            f'<a class="qa-out" href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">'
            f"{words('Mở bài gốc', 'Open the original')}{icon('link', 15)}</a>"
        )
    return f'<dl class="qa-meta">{rows}</dl>{link}'


def _marked(text: str, mark: tuple[int, int] | None, also: Sequence[tuple[int, int]]) -> str:
    """The text in stretches; faint marks that touch the main one give way to it."""
    spans = [(start, end, False) for start, end in sorted(set(also))]
    if mark:
        spans = [s for s in spans if s[1] <= mark[0] or s[0] >= mark[1]] + [(*mark, True)]
    parts, at = [], 0
    for start, end, main in sorted(spans):
        if start < at:
            continue
        parts.append(escape(text[at:start]))
        quoted = escape(text[start:end])
        parts.append(f"<mark>{quoted}</mark>" if main else f'<span class="qa-also">{quoted}</span>')
        at = end
    return "".join(parts) + escape(text[at:])
