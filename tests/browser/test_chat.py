"""The page of questions in a real browser: ask, read the proof, follow up, come back."""

import io
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document

from asking import MAI_2022
from fakes_llm import ScriptedChatModel
from meetingqa.llm import LanguageModel
from meetingqa.web.events import Done
from meetingqa.web.people import LOCAL
from meetingqa.web.server import build_app
from meetingqa.web.service import Service
from served import QUESTION, on_loopback, open_service

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

OpenPage = Callable[..., "Page"]
QUOTE = "kim ngạch xuất khẩu 6 tháng đạt 12.500 tỷ đồng"


def ask(page: "Page", question: str) -> "Locator":
    """Type a question, send it with Enter, and wait for its answer."""
    box = page.locator(".qa-composer textarea")
    box.wait_for()
    number = page.locator(".qa-exchange").count()
    box.fill(question)
    box.press("Enter")
    exchange = page.locator(".qa-exchange").nth(number)
    exchange.locator(".qa-tools").wait_for()
    return exchange


def test_a_citation_opens_the_article_at_exactly_the_quoted_words(
    open_page: OpenPage, served: Service
) -> None:
    page = open_page()
    exchange = ask(page, QUESTION)
    assert "12.500 tỷ đồng" in exchange.locator(".qa-answer").inner_text()
    assert "Trích nguyên văn" in exchange.locator(".qa-tag").inner_text()
    exchange.locator(".qa-cite").first.click()
    page.locator(".qa-panel mark").wait_for()
    *_, done = served.ask(LOCAL, QUESTION, keep=False)
    assert isinstance(done, Done)
    citation = done.answer.citations[0]
    assert page.locator(".qa-panel mark").text_content() == citation.quote
    assert QUOTE in citation.quote
    assert page.locator(".qa-text").text_content() == citation.article.text
    assert _in_view(page, ".qa-panel mark", ".qa-panel-body")
    about = page.locator(".qa-meta").inner_text()
    assert "bao.example" in about and "05/07/2023" in about and "06/07/2023" in about
    link = page.locator(".qa-out")
    assert link.get_attribute("href") == "https://bao.example/dong-mai-2023"
    assert "noopener" in (link.get_attribute("rel") or "")
    page.locator(".qa-neighbours button").click()
    page.get_by_role("heading", name=MAI_2022.title).wait_for()


def test_the_keyboard_alone_opens_and_closes_a_source(open_page: OpenPage) -> None:
    page = open_page()
    cite = ask(page, QUESTION).locator(".qa-cite").first
    cite.focus()
    page.keyboard.press("Enter")
    page.locator(".qa-panel mark").wait_for()
    assert page.evaluate("document.activeElement.className") == "qa-panel"
    page.keyboard.press("Escape")
    page.locator(".qa-panel").wait_for(state="detached")
    page.wait_for_function("document.activeElement.matches('.qa-cite')")


def test_a_follow_up_shows_what_it_was_taken_to_mean_and_can_be_mended(
    open_page: OpenPage,
) -> None:
    page = open_page()
    ask(page, "Thu ngân sách nhà nước của tỉnh Đồng Mai 6 tháng năm 2023 là bao nhiêu?")
    second = ask(page, "Còn năm 2022?")
    assert "3.870 tỷ đồng" in second.locator(".qa-answer").inner_text()
    understood = second.locator(".qa-understood").inner_text()
    assert "năm 2022" in understood and "Đồng Mai" in understood
    second.locator("[data-act=unname]", has_text="Đồng Mai").click()
    box = second.locator(".qa-edit input")
    box.wait_for()
    assert "Đồng Mai" not in box.input_value() and "2022" in box.input_value()
    box.fill("Toàn tỉnh Sơn Trà Giang có bao nhiêu xã đạt chuẩn nông thôn mới?")
    box.press("Enter")
    third = page.locator(".qa-exchange").nth(2)
    third.locator(".qa-tools").wait_for()
    assert "61/110" in third.locator(".qa-answer").inner_text()


def test_filters_by_hand_narrow_and_can_be_removed(open_page: OpenPage) -> None:
    page = open_page()
    page.locator("[data-local=filters]").click()
    page.locator("select[data-name=provinces]").select_option("Sơn Trà Giang")
    chip = page.locator(".qa-chip[data-act=unfilter]")
    chip.wait_for()
    narrowed = ask(page, "Thu ngân sách nhà nước 6 tháng đạt bao nhiêu?")
    assert "2.304 tỷ đồng" in narrowed.locator(".qa-answer").inner_text()
    page.locator("input[data-name=date_from]").fill("2023-07-08")
    page.locator(".qa-chip", has_text="08/07/2023").wait_for()
    chip.first.click()
    page.wait_for_function("document.querySelectorAll('[data-act=unfilter]').length === 1")
    assert "08/07/2023" in chip.inner_text()
    options = page.locator("select[data-name=provinces] option").all_inner_texts()
    assert "Sơn Trà Giang" in options


def test_what_is_not_there_names_the_nearest_articles_and_says_why(open_page: OpenPage) -> None:
    page = open_page()
    exchange = ask(page, "Năm 2023 ai là Giám đốc Sở Tư pháp tỉnh Đồng Mai?")
    assert "Không có trong kho" in exchange.inner_text()
    exchange.locator(".qa-tools [data-act=why]").click()
    exchange.locator(".qa-candidate").first.wait_for()
    assert "Câu đã loại" in exchange.locator(".qa-why").inner_text()
    exchange.locator(".qa-nearest button").first.click()
    page.locator(".qa-panel .qa-text").wait_for()
    assert page.locator(".qa-panel mark").count() == 0


def test_history_is_kept_searched_exported_and_deleted(
    open_page: OpenPage, served: Service
) -> None:
    page = open_page()
    ask(page, "Ai chủ trì kỳ họp thứ 15 HĐND tỉnh Đồng Mai?")
    page.reload(wait_until="domcontentloaded")
    page.locator(".qa-exchange .qa-tools").wait_for()
    assert "Trần Văn Khải" in page.locator(".qa-answer").inner_text()
    page.locator(".qa-history input").fill("tran van khai")
    page.wait_for_function("document.querySelectorAll('.qa-open').length === 1")
    with page.expect_download() as download:
        page.locator(".qa-history [data-act=save]").first.click()
    record = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    [kept] = record["conversations"]
    assert kept["turns"][0]["answer"]["citations"][0]["quote"]
    before = len(served.history.list(LOCAL))
    page.locator("[data-act=doom]").first.click()
    page.locator("[data-act=delete]").click()
    page.locator(".qa-welcome").wait_for()
    assert len(served.history.list(LOCAL)) == before - 1


def test_thumbs_and_reason_are_kept(open_page: OpenPage, served: Service) -> None:
    page = open_page()
    exchange = ask(page, QUESTION)
    exchange.locator("[data-act=down]").click()
    exchange.locator(".qa-edit input").fill("thiếu tỷ lệ tăng")
    exchange.locator(".qa-edit button").click()
    exchange.locator(".qa-edit").wait_for(state="detached")
    assert exchange.locator("[data-act=down]").get_attribute("aria-pressed") == "true"
    assert any("thiếu tỷ lệ tăng" in case["note"] for case in served.history.candidate_cases())


def test_an_answer_is_copied_and_exported_with_its_citations(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    exchange = ask(page, QUESTION)
    exchange.locator("[data-local=copy]").click()
    page.wait_for_function("document.querySelector('[data-copied]')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1]" in copied and QUOTE in copied and "https://bao.example/dong-mai-2023" in copied
    for format, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        with page.expect_download() as download:
            exchange.locator(f"[data-format={format}]").click()
        data = Path(download.value.path()).read_bytes()
        assert data.startswith(begins) and download.value.suggested_filename.endswith(format)
        if format == "docx":
            shown = "\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs)
            assert "12.500 tỷ đồng" in shown


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_english_dark_and_phone_width(open_page: OpenPage, scheme: str) -> None:
    phone = {"width": 390, "height": 844}
    page = open_page("/en/", viewport=phone, color_scheme=scheme, has_touch=True)
    exchange = ask(page, QUESTION)
    assert "The articles' own words" in exchange.inner_text()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate("document.documentElement.scrollWidth") <= phone["width"]
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (light == "rgb(20, 23, 26)") == (scheme == "dark")
    exchange.locator(".qa-cite").first.click()
    page.locator(".qa-panel mark").wait_for()
    box = page.locator(".qa-panel").bounding_box()
    assert box and box["width"] == phone["width"]
    page.locator(".qa-close").click()
    page.locator(".qa-panel").wait_for(state="detached")
    page.locator("#mq-theme").click()
    page.wait_for_function(f"document.body.classList.contains('dark') === {_js(scheme != 'dark')}")
    fonts = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    )
    assert any("Be Vietnam Pro" in family for family in fonts)
    page.locator("#mq-language").click()
    page.get_by_role("tab", name="Hỏi đáp").wait_for()


def test_the_draft_stands_while_the_model_writes_and_gives_way_to_its_proven_answer(
    open_page: OpenPage, tmp_path: Path
) -> None:
    gate = threading.Event()
    said = {
        "statements": [
            {"text": f"Theo báo cáo, {QUOTE}, tăng 8,2% so với cùng kỳ.", "evidence": [1]}
        ]
    }
    with open_service(tmp_path, auth="off") as service:
        chat = GatedChatModel(script=[json.dumps(said, ensure_ascii=False)] * 4, gate=gate)
        service.assistant.language_model = LanguageModel(chat, name="thử")
        with on_loopback(build_app(service.settings, service)) as url:
            page = open_page(at=url)
            with service.model_queue.place():
                page.locator(".qa-composer textarea").fill(QUESTION)
                page.keyboard.press("Enter")
                page.locator(".qa-draft").wait_for()
                page.locator(".qa-state", has_text="còn 1 câu hỏi phía trước").wait_for()
                assert page.locator(".qa-found .qa-passage").count() > 0
                assert "12.500 tỷ đồng" in page.locator(".qa-answer").inner_text()
            gate.set()
            page.locator(".qa-tools").wait_for()
            assert page.locator(".qa-draft").count() == 0
            assert page.locator(".qa-found").count() == 0


def test_words_of_articles_never_become_markup(open_page: OpenPage, tmp_path: Path) -> None:
    evil = "<img src=x onerror='window.hacked=1'><script>window.hacked=2</script>"
    line = {
        "title": f"Phiên họp UBND tỉnh Vân Trạch {evil}",
        "text": f"Ngày 3/8/2023, UBND tỉnh Vân Trạch họp. Toàn tỉnh còn 4.512 hộ nghèo {evil} theo rà soát.",
        "url": "javascript:window.hacked=3",
        "published_on": "2023-08-04",
        "province": "Vân Trạch",
    }
    path = tmp_path / "evil.jsonl"
    path.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    with open_service(tmp_path, auth="off") as service:
        service.upload(LOCAL, [path])
        with on_loopback(build_app(service.settings, service)) as url:
            page = open_page(at=url)
            exchange = ask(page, f"Toàn tỉnh Vân Trạch còn bao nhiêu hộ nghèo? {evil}")
            assert "4.512" in exchange.inner_text()
            exchange.locator(".qa-cite").first.click()
            page.locator(".qa-panel mark").wait_for()
            exchange.locator(".qa-tools [data-act=why]").click()
            exchange.locator(".qa-why").wait_for()
            assert "4.512" in (page.locator(".qa-panel mark").text_content() or "")
            assert (
                page.locator("#qa-page img, #qa-page script, #qa-page [href^=javascript]").count()
                == 0
            )
            assert page.evaluate("window.hacked") is None


class GatedChatModel(ScriptedChatModel):
    """A scripted model that begins to speak when its gate is opened."""

    gate: Any

    def _next(self, messages: Any, options: dict[str, Any]) -> tuple[str, int]:
        assert self.gate.wait(20)
        return super()._next(messages, options)


def _js(value: bool) -> str:
    return "true" if value else "false"


def _in_view(page: "Page", inner: str, outer: str) -> bool:
    mark, body = page.locator(inner).bounding_box(), page.locator(outer).bounding_box()
    assert mark and body
    return body["y"] <= mark["y"] and mark["y"] + mark["height"] <= body["y"] + body["height"]
