"""What the page shows while a model writes, while others have it, and when it fails."""

import json
import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.acting import await_answer, start_asking
from browser.conftest import OpenPage
from fakes_llm import ScriptedChatModel
from meetingqa.domain import Answer
from meetingqa.errors import ModelUnavailable
from meetingqa.models.llm import LanguageModel
from meetingqa.web.service import Service
from served import QUESTION

# Gradio uses what the newest pandas means to drop.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
QUOTE = "kim ngạch xuất khẩu 6 tháng đạt 12.500 tỷ đồng"
SAID = f"Theo báo cáo, {QUOTE}, tăng 8,2% so với cùng kỳ."
DRAFT = json.dumps({"statements": [{"text": SAID, "evidence": [1]}]}, ensure_ascii=False)


class GatedChatModel(ScriptedChatModel):
    """A scripted model that begins to speak when its gate is opened, and stops before the word that it
    was told to pause at until it may go on."""

    gate: Any
    pause: str = ""
    going_on: Any = None

    def _stream(self, *given: Any, **options: Any) -> Iterator[Any]:
        said = ""
        for chunk in super()._stream(*given, **options):
            said += chunk.text
            if self.pause and self.pause in said:
                assert self.going_on.wait(60)
            yield chunk

    def _next(self, messages: Any, options: dict[str, Any]) -> tuple[str, int]:
        assert self.gate.wait(60)
        return super()._next(messages, options)


@pytest.fixture
def model(served: Service) -> Iterator[GatedChatModel]:
    """The model of the service for one test; a test says what it answers."""
    chat = GatedChatModel(script=[], gate=threading.Event())
    served.assistant.language_model = LanguageModel(chat, name="thử")
    yield chat
    chat.gate.set()
    served.assistant.language_model = None


def test_the_draft_stands_while_the_model_writes_and_gives_way_to_its_proven_answer(
    visit: OpenPage, served: Service, model: GatedChatModel
) -> None:
    model.script = [DRAFT]
    page = visit()
    answer = page.locator(".qa-answer")
    with served.model_queue.place():
        start_asking(page, QUESTION)
        expect(page.locator(".qa-draft")).to_be_visible()
        expect(page.locator(".qa-state")).to_contain_text("còn 1 câu hỏi phía trước")
        expect(answer).to_contain_text("12.500 tỷ đồng")
        page.locator(".qa-found .qa-passage").first.click()  # to be read while it waits
        expect(page.locator(".qa-panel .qa-text")).to_be_visible()
    expect(page.locator(".qa-state")).to_contain_text("Mô hình đang đọc")
    model.gate.set()
    await_answer(page, 0)
    expect(answer).to_contain_text(SAID)
    expect(page.locator(".qa-state .pg-tag")).to_have_text("Mô hình viết, đã đối chiếu từng câu")
    expect(page.locator(".qa-draft, .qa-found")).to_have_count(0)


def test_the_models_words_appear_while_they_are_checked_and_then_get_their_citations(
    visit: OpenPage, model: GatedChatModel
) -> None:
    wrong = DRAFT.replace("8,2%", "9,2%")
    model.script = [DRAFT, wrong, wrong]
    model.pause, model.going_on = "tăng", threading.Event()
    model.gate.set()
    page = visit()
    start_asking(page, QUESTION)
    begun = page.locator(".qa-begun")
    expect(begun).to_contain_text("đang kiểm")
    expect(begun.locator("p")).to_have_text(
        re.compile(r"^Theo báo cáo, kim ngạch .* 12\.500 tỷ.*…$")
    )
    expect(begun.locator(".qa-cite")).to_have_count(0)
    expect(page.locator(".qa-draft")).to_be_visible()  # the quotes still are the answer
    expect(page.locator(".qa-answer")).not_to_contain_text("Theo báo cáo, kim")
    model.going_on.set()
    exchange = await_answer(page, 0)
    expect(begun).to_have_count(0)
    expect(exchange.locator(".qa-answer")).to_contain_text(SAID)
    expect(exchange.locator(".qa-answer .qa-cite")).to_have_count(1)
    start_asking(page, QUESTION)
    rejected = await_answer(page, 1)
    expect(rejected.locator(".qa-state")).to_contain_text("không thay được lời trích")
    expect(rejected).not_to_contain_text("9,2%")
    expect(begun).to_have_count(0)


def test_the_models_statements_appear_beside_the_quick_quote_and_settle(
    visit: OpenPage, served: Service, model: GatedChatModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.script = [DRAFT]
    model.gate.set()
    [*_, whole] = served.assistant.stream(QUESTION)
    asked = served.assistant.stream
    going_on = threading.Event()

    def stream(*given: Any, **options: Any) -> Iterator[Answer]:
        yield next(asked(*given, **options))
        yield whole  # as while a second statement is written
        assert going_on.wait(60)
        yield whole

    monkeypatch.setattr(served.assistant, "stream", stream)
    page = visit()
    start_asking(page, QUESTION)
    expect(page.locator(".qa-answer")).to_contain_text(SAID)
    expect(page.locator(".qa-quick")).to_contain_text("12.500 tỷ đồng")
    expect(page.locator(".qa-progress")).to_be_visible()
    page.locator(".qa-answer .qa-cite").first.click()  # proven words can be looked up at once
    expect(page.locator(".qa-panel mark")).to_contain_text(QUOTE)
    shown = page.locator(".qa-answer p").first.element_handle()
    going_on.set()
    await_answer(page, 0)
    expect(page.locator(".qa-quick, .qa-progress")).to_have_count(0)
    assert shown.is_visible() and SAID in shown.inner_text()  # not drawn anew


def test_a_model_that_dies_in_mid_answer_leaves_the_draft_and_says_so(
    visit: OpenPage, model: GatedChatModel
) -> None:
    model.script = [ModelUnavailable("'thử' cannot be reached"), DRAFT]
    page = visit()
    start_asking(page, QUESTION)
    expect(page.locator(".qa-draft")).to_be_visible()
    model.gate.set()
    exchange = await_answer(page, 0)
    expect(exchange.locator(".qa-answer")).to_contain_text("12.500 tỷ đồng")
    expect(exchange.locator(".qa-failed")).to_contain_text("Mô hình không viết được câu trả lời")
    exchange.locator(".qa-tools [data-act=why]").click()
    expect(exchange.locator(".qa-why")).to_contain_text("'thử' cannot be reached")
    exchange.locator(".qa-cite").first.click()
    expect(page.locator(".qa-panel mark")).to_contain_text(QUOTE)
    start_asking(page, QUESTION)
    second = await_answer(page, 1)
    expect(second.locator(".qa-answer")).to_contain_text(SAID)
    expect(second.locator(".qa-failed")).to_have_count(0)
