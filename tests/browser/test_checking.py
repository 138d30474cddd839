"""The draft check in a real browser: what is found of each sentence, its words in the article, files."""

import time
from pathlib import Path

import docx
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import expect

from asking import MAI_2023
from browser.acting import check, open_tab
from browser.conftest import OpenPage
from fakes import FakeEmbedder
from meetingqa.web.schemas import MAX_DRAFT
from meetingqa.web.server import build_app
from meetingqa.web.service import Service
from served import on_loopback, open_service

# Gradio uses what the newest pandas means to drop.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
HEADING = "Bản tin kỳ họp"
TRUE = "Kỳ họp thứ 15 HĐND tỉnh Đồng Mai thông qua 18 nghị quyết."
FALSE = (
    "Kim ngạch nhập khẩu 6 tháng của tỉnh Đồng Mai đạt 21.900 tỷ đồng, tăng 3,1% so với cùng kỳ."
)
NOWHERE = "Tỉnh Đồng Mai trồng mới 500 ha rừng <b>ngập mặn</b>."
DRAFT = f"{HEADING}\n\n{TRUE} {FALSE}\n\n- {NOWHERE}\n"


def test_each_sentence_is_told_and_its_words_open_in_the_article(visit: OpenPage) -> None:
    page = visit()
    view = check(page, DRAFT)
    expect(page.locator("#pg-check-status")).to_have_text(
        "3 câu: 1 có căn cứ, 1 trái với bài, 1 không tìm thấy."
    )
    told = view.locator("li")
    expect(told).to_have_count(4)  # the heading stands among them as it is
    expect(told).to_contain_text([HEADING, TRUE, FALSE, NOWHERE])
    expect(view.locator(".pg-tag")).to_have_text(
        ["✓ Có căn cứ", "✗ Trái với bài", "? Không tìm thấy"]
    )
    expect(view.locator(".qa-contradicted .qa-reason")).to_contain_text("tăng 3,1")
    expect(view.locator(".qa-contradicted .qa-reason")).to_contain_text("giảm 3,1")
    expect(view.locator(".qa-unsupported .qa-reason")).to_contain_text("500 ha")

    quote = view.locator(".qa-contradicted .qa-passage")
    expect(quote.locator("small")).to_have_text(
        f"{MAI_2023.title} · bao.example, họp ngày 05/07/2023"
    )
    quote.press("Enter")
    panel = page.locator("#pg-check-source .qa-panel")
    expect(panel.locator("mark")).to_have_text(
        "Kim ngạch nhập khẩu đạt 21.900 tỷ đồng, giảm 3,1% so với cùng kỳ."
    )
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(quote).to_be_focused()

    view.get_by_label("Chỉ câu cần xem lại").check()
    expect(view.locator("li").locator("visible=true")).to_have_count(2)


def test_the_result_is_copied_as_the_command_prints_it(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    check(page, DRAFT).get_by_role("button", name="Chép kết quả").click()
    expect(page.locator("[data-copied]")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"✓ Có căn cứ: {TRUE}\n")
    assert copied.endswith("3 câu: 1 có căn cứ, 1 trái với bài, 1 không tìm thấy.")
    page.close()


def test_a_word_file_is_read_and_checked_within_a_scope(visit: OpenPage, tmp_path: Path) -> None:
    draft, broken = tmp_path / "ban-thao.docx", tmp_path / "hong.docx"
    document = docx.Document()
    document.add_paragraph(TRUE)
    document.save(str(draft))
    broken.write_bytes(b"PK")
    page = visit()
    open_tab(page, "Kiểm bản thảo")
    told = page.locator("#pg-check-status")
    for file, said in (
        (broken, "Không đọc được tệp này."),
        (draft, "lấy bản thảo từ ban-thao.docx"),
    ):
        with page.expect_file_chooser() as asked:
            page.locator("#pg-check-file").press("Enter")
        asked.value.set_files(file)
        expect(told).to_contain_text(said)
    expect(page.locator("#pg-check-draft textarea")).to_have_value(TRUE)
    page.locator("#pg-check-from [data-testid=textbox]").fill("1/1/2030")
    page.locator("#pg-check-go").click()
    expect(told).to_contain_text("Không có bài nào trong phạm vi này.")
    page.locator("#pg-check-from [data-testid=textbox]").fill("1/1/2023")
    page.locator("#pg-check-go").click()
    expect(told).to_contain_text("1 câu: 1 có căn cứ")


def test_what_cannot_be_checked_is_said_and_nothing_is_cut(
    visit: OpenPage, served: Service
) -> None:
    page = visit()
    open_tab(page, "Kiểm bản thảo")
    told = page.locator("#pg-check-status")
    box = page.locator("#pg-check-draft textarea")
    page.locator("#pg-check-go").click()
    expect(told).to_contain_text("Hãy dán bản thảo")
    long = TRUE + " " * MAX_DRAFT
    box.fill(long)
    page.locator("#pg-check-go").click()
    expect(told).to_contain_text("nhiều nhất 50.000 ký tự")
    expect(box).to_have_value(long)
    box.fill(HEADING)
    page.locator("#pg-check-go").click()
    expect(told).to_contain_text("Không có câu nào để kiểm.")


class SlowEmbedder(FakeEmbedder):
    def embed_query(self, text: str) -> NDArray[np.float32]:
        time.sleep(0.2)
        return super().embed_query(text)


def test_a_long_check_is_stopped_and_shows_what_was_checked(
    open_page: OpenPage, tmp_path: Path
) -> None:
    with (
        open_service(tmp_path, auth="off") as service,
        on_loopback(build_app(service.settings, service)) as url,
    ):
        service.assistant.embedder = SlowEmbedder(dimensions=64)
        page = open_page(at=url)
        open_tab(page, "Kiểm bản thảo")
        stop = page.get_by_role("button", name="Dừng").locator("visible=true")
        expect(stop).to_have_count(0)
        page.locator("#pg-check-draft textarea").fill(f"{FALSE} {TRUE}\n" * 300)
        page.locator("#pg-check-go").click()
        stop.click()
        told = page.locator("#pg-check-status")
        expect(told).to_contain_text("trên 600 câu: ")
        expect(told).to_contain_text("Đã dừng sau")
        expect(page.locator("#pg-checked .qa-held").first).to_be_visible()
        expect(stop).to_have_count(0)
        page.close()


def test_the_draft_check_in_english(visit: OpenPage) -> None:
    page = visit("/en/")
    open_tab(page, "Draft check")
    page.locator("#pg-check-draft textarea").fill(FALSE)
    page.locator("#pg-check-go").click()
    expect(page.locator("#pg-checked .pg-tag")).to_have_text("✗ Contradicted")
    expect(page.locator("#pg-checked .qa-reason")).to_contain_text("the article says")
    expect(page.locator("#pg-check-status")).to_contain_text("0 supported, 1 contradicted")
