"""Which article the source panel shows, and which of its words are marked."""

from typing import TYPE_CHECKING, Any

from meetingqa.domain import Article, Filters
from meetingqa.errors import MeetingQAError
from meetingqa.web.ui.page_parts import notice
from meetingqa.web.ui.source_panel import show_neighbours, show_source, show_steps
from meetingqa.web.ui.talk import Talk
from meetingqa.web.ui.words import Words

if TYPE_CHECKING:
    from meetingqa.web.service import Service


class SourceReader:
    """Opens citations, passages and articles beside the talk."""

    def __init__(self, service: "Service", words: Words) -> None:
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
