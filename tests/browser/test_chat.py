"""The page of questions in a real browser: ask, read the proof, follow up, come back."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from asking import MAI_2022
from browser.acting import ask, await_answer, download, overhang, read_docx
from browser.conftest import OpenPage, Watch
from meetingqa.web.events import Done
from meetingqa.web.people import LOCAL
from meetingqa.web.service import Service
from served import QUESTION

# Gradio uses what the newest pandas means to drop.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
QUOTE = "kim ngạch xuất khẩu 6 tháng đạt 12.500 tỷ đồng"
PHONE = {"width": 390, "height": 844}


def test_a_citation_opens_the_article_at_exactly_the_quoted_words(
    visit: OpenPage, served: Service
) -> None:
    page = visit()
    exchange = ask(page, QUESTION)
    expect(exchange.locator(".qa-answer")).to_contain_text("12.500 tỷ đồng")
    expect(exchange.locator(".qa-state .pg-tag")).to_have_text("Trích nguyên văn từ bài")
    exchange.locator(".qa-cite").first.click()
    *_, done = served.ask(LOCAL, QUESTION, keep=False)
    assert isinstance(done, Done)
    citation = done.answer.citations[0]
    assert QUOTE in citation.quote
    expect(page.locator(".qa-panel mark")).to_have_count(1)
    assert page.locator(".qa-panel mark").text_content() == citation.quote
    assert page.locator(".qa-text").text_content() == citation.article.text
    page.wait_for_function(_IN_VIEW)
    about = page.locator(".qa-panel .pg-facts")
    for told in ("bao.example", "05/07/2023", "06/07/2023"):
        expect(about).to_contain_text(told)
    link = page.locator(".qa-out")
    expect(link).to_have_attribute("href", "https://bao.example/dong-mai-2023")
    assert "noopener" in (link.get_attribute("rel") or "")
    page.locator(".qa-neighbours button").click()
    expect(page.get_by_role("heading", name=MAI_2022.title)).to_be_visible()


def test_the_keyboard_alone_asks_and_opens_and_closes_a_source(visit: OpenPage) -> None:
    page = visit()
    page.get_by_role("textbox", name="Câu hỏi").focus()
    page.keyboard.insert_text(QUESTION)
    page.keyboard.press("Enter")
    exchange = await_answer(page, 0)
    exchange.locator("[data-act=edit]").focus()
    page.keyboard.press("Tab")  # what follows the question in the order of the keyboard
    cite = exchange.locator(".qa-cite").first
    expect(cite).to_be_focused()
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(page.locator(".qa-panel mark")).to_contain_text(QUOTE)
        expect(page.locator(".qa-panel")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".qa-panel")).to_have_count(0)
        expect(cite).to_be_focused()


def test_a_follow_up_shows_what_it_was_taken_to_mean_and_can_be_mended(visit: OpenPage) -> None:
    page = visit()
    ask(page, "Thu ngân sách nhà nước của tỉnh Đồng Mai 6 tháng năm 2023 là bao nhiêu?")
    second = ask(page, "Còn năm 2022?")
    expect(second.locator(".qa-answer")).to_contain_text("3.870 tỷ đồng")
    understood = second.locator(".qa-understood")
    expect(understood).to_contain_text("năm 2022")
    expect(understood).to_contain_text("Đồng Mai")
    second.locator("[data-act=unname]", has_text="Đồng Mai").click()
    box = second.locator(".qa-edit input")
    expect(box).to_be_visible()
    assert "Đồng Mai" not in box.input_value() and "2022" in box.input_value()
    box.fill("Toàn tỉnh Sơn Trà Giang có bao nhiêu xã đạt chuẩn nông thôn mới?")
    box.press("Enter")
    expect(await_answer(page, 2).locator(".qa-answer")).to_contain_text("61/110")


def test_a_word_without_end_stays_on_the_page(open_page: OpenPage) -> None:
    page = open_page("/", viewport=PHONE)
    ask(page, "https://bao.example/" + "x" * 400)
    understood = ask(page, "Vì sao?").locator(".qa-understood span")
    expect(understood).to_contain_text("xxx")
    assert understood.evaluate("node => node.scrollWidth") < PHONE["width"]


def test_the_history_comes_into_view_on_a_phone(open_page: OpenPage, served: Service) -> None:
    before = {listed.conversation_id for listed in served.history.list(LOCAL)}
    for number in range(12):  # more than the screen holds
        list(served.ask(LOCAL, f"{QUESTION} Lần {number}."))
    page = open_page("/", viewport=PHONE)
    ask(page, QUESTION)
    ask(page, "Còn năm 2022?")
    page.locator(".qa-show-history").click()
    for part in (".qa-new", ".qa-history input"):
        expect(page.locator(part)).to_be_in_viewport()
        box = page.locator(part).bounding_box()
        assert box and box["height"] >= 40
    for listed in served.history.list(LOCAL):
        if listed.conversation_id not in before:
            served.history.delete(LOCAL, listed.conversation_id)


@pytest.mark.parametrize("width", [1200, 1000, 390])
def test_filters_beside_a_source_are_wide_enough_to_read(open_page: OpenPage, width: int) -> None:
    page = open_page("/", viewport={"width": width, "height": 800})
    ask(page, QUESTION)
    page.locator("[data-local=filters]").click()
    page.locator(".qa-cite").first.click()
    expect(page.locator(".qa-panel mark")).to_be_visible()
    widths = "nodes => nodes.map((node) => node.getBoundingClientRect().width)"
    assert min(page.locator(".qa-filters label").evaluate_all(widths)) >= 130


def test_filters_by_hand_narrow_and_can_be_removed(visit: OpenPage) -> None:
    page = visit()
    page.locator("[data-local=filters]").click()
    page.locator("select[data-name=provinces]").select_option("Sơn Trà Giang")
    chips = page.locator(".qa-chip[data-act=unfilter]")
    expect(chips).to_have_count(1)
    narrowed = ask(page, "Thu ngân sách nhà nước 6 tháng đạt bao nhiêu?")
    expect(narrowed.locator(".qa-answer")).to_contain_text("2.304 tỷ đồng")
    page.locator("input[data-name=date_from]").fill("2023-07-08")
    expect(chips).to_have_count(2)
    chips.first.click()
    expect(chips).to_have_count(1)
    expect(chips).to_contain_text("08/07/2023")
    options = page.locator("select[data-name=provinces] option")
    expect(options.filter(has_text="Sơn Trà Giang")).to_have_count(1)


def test_what_is_not_there_names_the_nearest_articles_and_says_why(visit: OpenPage) -> None:
    page = visit()
    exchange = ask(page, "Năm 2023 ai là Giám đốc Sở Tư pháp tỉnh Đồng Mai?")
    expect(exchange).to_contain_text("Không có trong kho")
    exchange.locator(".qa-tools [data-act=why]").click()
    expect(exchange.locator(".qa-candidate").first).to_be_visible()
    expect(exchange.locator(".qa-why")).to_contain_text("Câu đã loại")
    exchange.locator(".qa-nearest button").first.click()
    expect(page.locator(".qa-panel .qa-text")).to_be_visible()
    expect(page.locator(".qa-panel mark")).to_have_count(0)


def test_history_is_kept_searched_exported_and_deleted(visit: OpenPage, served: Service) -> None:
    page = visit()
    for question in (QUESTION, "Ai chủ trì kỳ họp thứ 15 HĐND tỉnh Đồng Mai?"):
        page.locator(".qa-new").click()
        expect(page.locator(".qa-welcome")).to_be_visible()
        ask(page, question)
    page.reload(wait_until="domcontentloaded")
    expect(page.locator(".qa-answer")).to_contain_text("Trần Văn Khải")
    expect(page.locator(".qa-exchange")).to_have_count(1)
    kept = len(served.history.list(LOCAL))
    found = page.locator(".qa-open")
    expect(found).to_have_count(kept)
    name, data = download(page, page.locator(".qa-export-all"))
    assert name.endswith(".json")
    quoted = [
        turn["answer"]["citations"]
        for conversation in json.loads(data)["conversations"]
        for turn in conversation["turns"]
    ]
    assert any(citations and citations[0]["quote"] for citations in quoted)
    page.locator(".qa-history input").fill("tran van khai")
    expect(found).to_have_count(1)
    name, data = download(page, page.locator(".qa-history [data-act=save]").first)
    assert name.endswith(".docx") and "Trần Văn Khải" in read_docx(data)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.locator("[data-act=delete]").click()
    assert len(served.history.list(LOCAL)) == kept  # asking does nothing yet
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-act=delete]").click()
    expect(page.locator(".qa-welcome")).to_be_visible()
    expect(found).to_have_count(kept - 1)
    assert len(served.history.list(LOCAL)) == kept - 1


def test_thumbs_and_reason_are_kept(visit: OpenPage, served: Service) -> None:
    page = visit()
    exchange = ask(page, QUESTION)
    exchange.locator("[data-act=down]").click()
    exchange.locator(".qa-edit input").fill("thiếu tỷ lệ tăng")
    exchange.locator(".qa-edit button").click()
    expect(exchange.locator(".qa-edit")).to_have_count(0)
    expect(exchange.locator("[data-act=down]")).to_have_attribute("aria-pressed", "true")
    assert any("thiếu tỷ lệ tăng" in case["note"] for case in served.history.candidate_cases())


def test_an_answer_is_copied_and_exported_with_its_citations(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    exchange = ask(page, QUESTION)
    exchange.locator("[data-local=copy]").click()
    expect(page.locator("[data-copied]")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1]" in copied and QUOTE in copied and "https://bao.example/dong-mai-2023" in copied
    for format, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        name, data = download(page, exchange.locator(f"[data-format={format}]"))
        assert data.startswith(begins) and name.endswith(format)
        if format == "docx":
            assert "12.500 tỷ đồng" in read_docx(data)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_english_dark_and_phone_width(open_page: OpenPage, scheme: str) -> None:
    page = open_page("/en/", viewport=PHONE, color_scheme=scheme, has_touch=True)
    exchange = ask(page, QUESTION)
    expect(exchange).to_contain_text("The articles' own words")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert overhang(page) == 0
    dark = "document.body.classList.contains('dark')"
    assert page.evaluate(dark) == (scheme == "dark")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert _is_dark(paper) == (scheme == "dark")
    exchange.locator(".qa-cite").first.click()
    expect(page.locator(".qa-panel mark")).to_be_visible()
    box = page.locator(".qa-panel").bounding_box()
    assert box and box["width"] == PHONE["width"]
    page.locator(".qa-close").click()
    expect(page.locator(".qa-panel")).to_have_count(0)
    page.locator("#mq-theme").click()
    page.wait_for_function(f"{dark} === {str(scheme != 'dark').lower()}")
    page.wait_for_function(
        "[...document.fonts].some(f => f.status === 'loaded' && f.family.includes('Be Vietnam Pro'))"
    )
    page.locator("#mq-language").click()
    expect(page.get_by_role("tab", name="Hỏi đáp")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.wait_for_function(f"{dark} === {str(scheme != 'dark').lower()}")  # as it was left


def test_words_of_articles_never_become_markup(
    visit: OpenPage, served: Service, tmp_path: Path
) -> None:
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
    [taken] = served.upload(LOCAL, [path]).articles
    try:
        page = visit()
        exchange = ask(page, f"Toàn tỉnh Vân Trạch còn bao nhiêu hộ nghèo? {evil}")
        expect(exchange.locator(".qa-answer")).to_contain_text("4.512")
        exchange.locator(".qa-cite").first.click()
        expect(page.locator(".qa-panel mark")).to_contain_text("4.512")
        expect(page.locator(".qa-text")).to_contain_text("onerror=")
        exchange.locator(".qa-tools [data-act=why]").click()
        expect(exchange.locator(".qa-why")).to_be_visible()
        dangerous = "#qa-page :is(img, script, iframe, [onerror], [href^=javascript])"
        expect(page.locator(dangerous)).to_have_count(0)
        assert page.evaluate("window.hacked") is None
    finally:
        served.delete(LOCAL, [taken.article_id])


_IN_VIEW = """() => {
    const mark = document.querySelector('.qa-panel mark').getBoundingClientRect();
    const body = document.querySelector('.qa-panel-body').getBoundingClientRect();
    return body.top <= mark.top && mark.bottom <= body.bottom;
}"""


def test_a_script_that_comes_late_still_serves_the_page(
    chromium: Browser, address: str, watch: Watch
) -> None:
    page = chromium.new_page(locale="vi-VN")
    watch.attach(page)

    def late(route: Route) -> None:
        page.wait_for_selector("#mq-theme")
        route.continue_()

    page.route("**/page.js*", late)
    page.goto(address, wait_until="commit")
    was = page.evaluate("document.body?.classList.contains('dark') ?? false")
    page.wait_for_function("window.meetingqaPage !== undefined")
    page.locator("#mq-theme").click()
    assert page.evaluate("document.body.classList.contains('dark')") is not was
    page.close()


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(part) for part in colour[4:-1].split(","))
    return red + green + blue < 3 * 128
