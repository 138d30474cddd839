"""A digest that is being made on the page can be stopped by whoever started it."""

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from exported import LEFT, SECOND, make_digest
from meetingqa.domain import Digest
from meetingqa.web.people import LOCAL
from meetingqa.web.ui.digests import DigestsPage, _render, digest_html
from meetingqa.web.ui.words import VIETNAMESE


class Slow:
    """A service whose digest reads an article each time it is let."""

    def __init__(self) -> None:
        self.going = threading.Semaphore(0)

    def articles(self, filters: object) -> list[int]:
        return [1, 2, 3]

    def digest(self, *args: object, progress: Callable[[int, int], None]) -> Digest:
        for done in (1, 2, 3):
            assert self.going.acquire(timeout=20)
            progress(done, 3)
        return make_digest()


def session(name: str) -> Any:
    return SimpleNamespace(session_hash=name, scope={"meetingqa.person": LOCAL})


def steps(page: DigestsPage, of: str, points: int = 5) -> Iterator[tuple[Any, ...]]:
    return page._digest("", "extractive", points, session(of), "", "", [], [])


@pytest.mark.parametrize(("whose", "said"), [("một", "Đã dừng sau 2 trên 3 bài"), ("hai", "")])
def test_only_whoever_makes_a_digest_stops_it(whose: str, said: str) -> None:
    service = Slow()
    page = DigestsPage(service, VIETNAMESE)  # type: ignore[arg-type]
    made = steps(page, "một")
    assert "0 trên 3" in next(made)[0]
    service.going.release()
    assert "1 trên 3" in next(made)[0]
    assert "Đang dừng" in page._stops.ask(session(whose))
    service.going.release(2)
    last = list(made)[-1]
    assert said in last[0]
    assert (last[2] is None) == bool(said)


def test_the_page_tells_what_the_digest_leaves_out() -> None:
    digest = make_digest()
    assert '<section id="pg-digest_uncovered">' in (page := digest_html(digest, VIETNAMESE))
    assert LEFT in page[page.index("Câu chưa được đưa vào</h2>") :]
    whole = digest.model_copy(update={"uncovered": ()})
    assert "Câu chưa được đưa vào" not in digest_html(whole, VIETNAMESE)


def test_the_page_is_brief_first_and_whole_at_one_click() -> None:
    service = Slow()
    page = DigestsPage(service, VIETNAMESE)  # type: ignore[arg-type]
    service.going.release(3)
    *_, last = steps(page, "một", points=1)
    view, shown = last[1:3]
    assert "2 trên 3 ý" in view and SECOND not in view and LEFT not in view
    assert "1 ý khác, 1 câu" in view[view.index("Ý và câu không nêu ở trên</h2>") :]
    assert SECOND not in _render(shown, "md").data.decode()
    view, shown = page._show(shown, 0)
    assert SECOND in view and LEFT in view and "Ý và câu không nêu" not in view
    assert SECOND in _render(shown, "md").data.decode()


def test_a_scope_without_articles_is_said_where_it_stays() -> None:
    service = Slow()
    service.articles = lambda filters: []  # type: ignore[method-assign]
    page = DigestsPage(service, VIETNAMESE)  # type: ignore[arg-type]
    [(status, view, state, *_)] = steps(page, "một")
    assert "Không có bài nào trong phạm vi này" in status
    assert view == gr.skip() and state is None  # the view is what no digest leaves
