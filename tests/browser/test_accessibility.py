"""Every page in every state held against axe-core, light and dark, on a phone too: nothing serious."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.acting import ask, check, open_tab, overhang, summarize
from browser.axe import find_serious
from browser.conftest import PASSWORD, OpenPage, Watch
from served import QUESTION

# Gradio uses what the newest pandas means to drop.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
WINDOWS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}
DRAFT = (
    "Kỳ họp thứ 15 HĐND tỉnh Đồng Mai\n\nKỳ họp thứ 15 HĐND tỉnh Đồng Mai thông qua 18 nghị quyết. "
    "Kim ngạch nhập khẩu 6 tháng của tỉnh Đồng Mai năm 2023 đạt 21.900 tỷ đồng, tăng 3,1% so với cùng "
    "kỳ. Tỉnh Đồng Mai trồng mới 500 ha rừng ngập mặn.\n"
)


class Findings:
    """What is serious in each state that was looked at."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.found: dict[str, list[str]] = {}

    def look(self, state: str) -> None:
        found = find_serious(self._page)
        if wide := overhang(self._page):
            found.append(f"{wide} px wider than the window")
        if found:
            self.found[state] = found


@pytest.mark.parametrize("window", WINDOWS)
def test_questions_and_answers(open_page: OpenPage, window: str) -> None:
    page = open_page(**WINDOWS[window])
    states = Findings(page)
    expect(page.locator(".qa-welcome")).to_be_visible()
    states.look("empty")
    exchange = ask(page, QUESTION)
    states.look("answered")
    exchange.locator(".qa-cite").first.click()
    expect(page.locator(".qa-panel mark")).to_be_visible()
    states.look("source")
    page.locator(".qa-close").click()
    expect(page.locator(".qa-panel")).to_have_count(0)
    exchange.locator("[data-act=edit]").click()
    exchange.locator("[data-act=down]").click()
    exchange.locator(".qa-tools [data-act=why]").click()
    expect(exchange.locator(".qa-candidate").first).to_be_visible()
    expect(exchange.locator(".qa-edit")).to_have_count(2)
    page.locator("[data-local=filters]").click()
    page.locator("select[data-name=provinces]").select_option("Sơn Trà Giang")
    expect(page.locator(".qa-chip[data-act=unfilter]")).to_be_visible()
    states.look("everything open")
    missing = ask(page, "Năm 2023 ai là Giám đốc Sở Tư pháp tỉnh Đồng Mai?")
    expect(missing).to_contain_text("Không có trong kho")
    if window == "phone":
        page.locator("[data-local=history]").click()
    expect(page.locator("[data-act=delete]").first).to_be_visible()
    states.look("nothing found, the history")
    assert states.found == {}


@pytest.mark.parametrize("window", WINDOWS)
def test_the_other_pages(open_page: OpenPage, window: str) -> None:
    page = open_page(**WINDOWS[window])
    states = Findings(page)
    open_tab(page, "Tóm tắt")
    expect(page.locator("#pg-summary")).to_be_visible()
    states.look("summary, empty")
    view = summarize(page, "Sơn Trà Giang")
    view.locator(".pg-wording").first.click()
    entry = view.locator(".pg-entry").first
    entry.hover()
    entry.locator("[data-edit]").click()
    expect(entry.locator("textarea")).to_be_visible()
    states.look("summary")
    open_tab(page, "Điểm tin")
    page.locator("#pg-digest-go").click()
    expect(page.locator("#pg-digest .pg-sheet")).to_be_visible()
    page.locator("#pg-digest .pg-proof summary").first.click()
    states.look("digest")
    open_tab(page, "Kiểm bản thảo")
    expect(page.locator("#pg-check-go")).to_be_visible()
    states.look("draft check, empty")
    view = check(page, DRAFT)
    states.look("draft check")
    view.locator(".qa-passage").first.click()
    expect(page.locator(".qa-panel mark")).to_be_visible()
    states.look("draft check, source")
    page.keyboard.press("Escape")
    open_tab(page, "Kho bài")
    expect(page.locator("#pg-archive-list .pg-table")).to_be_visible()
    page.locator("#pg-upload button").first.click()
    expect(page.locator("#pg-upload-go")).to_be_visible()
    states.look("archive, about to upload")
    page.locator("#pg-archive-words [data-testid=textbox]").fill("kim ngạch xuất khẩu")
    page.locator("#pg-archive-list .pg-passage").first.click()
    expect(page.locator("#pg-archive-detail mark")).to_be_visible()
    states.look("passages found, one opened")
    page.locator("#pg-archive-words [data-testid=textbox]").fill("")
    expect(page.locator("#pg-archive-list .pg-passage")).to_have_count(0)
    page.locator("#pg-archive-list [data-do=open]").first.click()
    detail = page.locator("#pg-archive-detail")
    expect(detail.locator(".pg-facts").first).to_be_visible()
    states.look("article")
    detail.locator("[data-do=correct]").click()
    expect(detail.locator("[data-do=correct_yes]")).to_be_visible()
    states.look("article being corrected")
    open_tab(page, "Đánh giá")
    expect(page.locator("#pg-runs").locator("table, .pg-empty").first).to_be_visible()
    states.look("evaluation")
    open_tab(page, "Tình trạng")
    expect(page.locator("#pg-overview .pg-facts").first).to_be_visible()
    page.locator("#pg-examine").click()
    expect(page.locator("#pg-checks .pg-table")).to_be_visible()
    states.look("status")
    assert states.found == {}


@pytest.mark.parametrize("window", WINDOWS)
def test_signing_in_and_out(
    open_page: OpenPage, guarded_address: str, watch: Watch, window: str
) -> None:
    watch.allowed = "the server responded with a status of 401"
    page = open_page("/login", at=guarded_address, **WINDOWS[window])
    states = Findings(page)
    states.look("sign in")
    page.get_by_label("Tên đăng nhập").fill("admin")
    page.get_by_label("Mật khẩu").fill("không phải")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_be_visible()
    states.look("refused")
    page.get_by_label("Tên đăng nhập").fill("admin")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".mq-person")).to_have_text("admin")
    states.look("signed in")
    page.goto(f"{guarded_address}/logout")
    states.look("sign out")
    assert states.found == {}
