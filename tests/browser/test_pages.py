"""The pages beside the chat in a real browser: the archive, summaries, digests, runs, status."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from meetingqa.evaluation.suites import list_suites
from meetingqa.web.people import LOCAL
from meetingqa.web.server import build_app
from meetingqa.web.service import Done, Service
from served import on_loopback, open_service

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
# Gradio uses what the newest pandas means to drop.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

TITLE = "UBND tỉnh Lộc Sơn họp phiên thường kỳ tháng 9"
FERRY = "Bến phà Cồn Én chở 18.400 lượt khách trong quý III, tăng 6,5% so với cùng kỳ."
LEFT_OUT = "Trong tháng, 7/9 chỉ tiêu của ban chợ đều bám sát lịch."
TEXT = (
    "Sáng 12/9, UBND tỉnh Lộc Sơn họp phiên thường kỳ tháng 9 do Chủ tịch UBND tỉnh Trịnh Văn Hoạt "
    f"chủ trì.\n{FERRY}\n{LEFT_OUT}\n"
    "Chủ tịch UBND tỉnh giao Sở Xây dựng hoàn thành hồ sơ cầu Cồn Én trước ngày 30/11."
)
HOSTILE = "<img src=x onerror=\"document.title='hỏng'\"> <script>document.title='hỏng'</script>"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Service]:
    """A service whose archive a test may change."""
    with open_service(tmp_path / "archive", auth="off") as service:
        yield service


def write_article(folder: Path, name: str = "loc-son.txt", more: str = "") -> Path:
    path = folder / name
    path.write_text(f"{TITLE}\n\n{TEXT}\n{more}", encoding="utf-8")
    return path


def open_tab(page: "Page", name: str) -> None:
    page.get_by_role("tab", name=name).click()


def choose(page: "Page", field: str, words: str) -> None:
    """Type into a list's field and take the first that is left."""
    box = page.locator(f"{field} input")
    box.click()
    box.press_sequentially(words)
    page.get_by_role("option", name=words).first.wait_for()
    box.press("Enter")


def summarize(page: "Page", words: str) -> None:
    open_tab(page, "Tóm tắt")
    choose(page, "#pg-summary-article", words)
    page.locator("#pg-summary-go").click()
    page.locator("#pg-summary [data-edit]").first.wait_for(state="attached")


def export_docx(page: "Page", name: str) -> str:
    """What the exported Word file says."""
    with page.expect_download() as download:
        page.locator(f"#pg-{name}-export").click()
    assert download.value.suggested_filename.endswith(".docx")
    document = Document(BytesIO(Path(download.value.path()).read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_an_uploaded_article_is_listed_and_can_be_asked_about_and_deleted(
    open_page: OpenPage, archive: Service, tmp_path: Path
) -> None:
    good = write_article(tmp_path)
    again = write_article(tmp_path, "lan-hai.txt")
    bad = tmp_path / "trong.txt"
    bad.write_text("   ", encoding="utf-8")
    with on_loopback(build_app(archive.settings, archive)) as url:
        page = open_page(at=url)
        open_tab(page, "Kho bài")
        page.locator("#pg-archive-list .pg-table").wait_for()
        page.locator("#pg-upload button").first.click()
        page.locator("#pg-upload-files input[type=file]").set_input_files([good, again, bad])
        page.locator("#pg-upload-files").get_by_text("trong").first.wait_for()
        page.locator("#pg-upload-go").click()
        page.locator("#pg-upload-outcome .pg-table").wait_for()
        rows = page.locator("#pg-upload-outcome tbody tr").all_inner_texts()
        assert "đã nạp" in rows[0] and "trùng" in rows[1] and "không nạp" in rows[2]

        *_, done = archive.ask(LOCAL, "Bến phà Cồn Én chở bao nhiêu lượt khách?", keep=False)
        assert isinstance(done, Done) and "18.400" in done.answer.text

        page.locator("#pg-archive-title [data-testid=textbox]").fill("loc son")
        opened = page.locator("#pg-archive-list [data-do=open]")
        page.get_by_text("1 trên 4 bài").wait_for()
        opened.click()
        detail = page.locator("#pg-archive-detail")
        detail.locator(".pg-facts").wait_for()
        assert "Trịnh Văn Hoạt" in detail.inner_text() and FERRY in detail.inner_text()
        detail.locator("[data-do=delete]").click()
        detail.locator("[data-do=delete_yes]").wait_for()
        assert len(archive.articles()) == 4  # asking does nothing yet
        detail.locator("[data-do=delete_yes]").click()
        page.get_by_text("Không có bài nào khớp").wait_for()
        assert len(archive.articles()) == 3


def test_a_summary_takes_in_what_it_left_out_and_an_editors_words(
    open_page: OpenPage, archive: Service, tmp_path: Path
) -> None:
    archive.upload(LOCAL, [write_article(tmp_path)])
    with on_loopback(build_app(archive.settings, archive)) as url:
        page = open_page(at=url)
        summarize(page, "Lộc Sơn")
        view = page.locator("#pg-summary")

        entry = view.locator(".pg-entry", has_text="18.400").first
        entry.locator(".pg-wording").click()
        assert view.locator("mark.pg-lit").all_text_contents() == [FERRY]
        view.locator("mark", has_text="cầu Cồn Én").press("Enter")
        assert "Sở Xây dựng" in view.locator(".pg-entry.pg-lit").first.inner_text()

        tick = view.locator("[data-tick]").first
        left = view.locator(".pg-left li").first.locator("label").inner_text().split("\n")[0]
        assert LEFT_OUT.startswith(left[:40])
        tick.check()
        view.locator("[data-take]").click()
        page.get_by_text("Đã đưa 1 câu vào tóm tắt.").wait_for()

        def edit(text: str) -> None:
            entry = view.locator(".pg-entry[data-point='tasks:0']")
            entry.hover()
            entry.locator("[data-edit]").click()
            entry.locator("textarea").fill(text)
            entry.locator(".pg-button").first.click()

        edit("hoàn thành hồ sơ cầu Cồn Én trước 30/11")
        view.locator(".pg-tag.pg-good").wait_for()
        edit("hoàn thành hồ sơ cầu Cồn Én trước 30/12")
        view.locator(".pg-tag.pg-bad").wait_for()

        said = export_docx(page, "summary")
        assert "7/9 chỉ tiêu" in said
        assert "trước 30/12 [biên tập viên sửa, chưa khớp nguyên văn" in said


def test_hostile_words_are_shown_and_do_nothing(
    open_page: OpenPage, archive: Service, tmp_path: Path
) -> None:
    more = f"UBND tỉnh thông qua tờ trình về {HOSTILE} với 77 tỷ đồng."
    archive.upload(LOCAL, [write_article(tmp_path, more=more)])
    with on_loopback(build_app(archive.settings, archive)) as url:
        page = open_page(at=url)
        summarize(page, "Lộc Sơn")
        assert "onerror=" in page.locator("#pg-summary .pg-text").inner_text()
        entry = page.locator("#pg-summary .pg-entry").first
        entry.hover()
        entry.locator("[data-edit]").click()
        entry.locator("textarea").fill(HOSTILE)
        entry.locator(".pg-button").first.click()
        page.locator("#pg-summary .pg-tag").wait_for()
        assert page.locator("#pg-summary img, #pg-summary script").count() == 0
        assert page.title() != "hỏng"


def test_a_digest_of_a_scope_is_read_and_exported(open_page: OpenPage) -> None:
    page = open_page()
    open_tab(page, "Điểm tin")
    first = page.locator("#pg-digest-from [data-testid=textbox]")
    first.fill("45/1/2023")
    page.locator("#pg-digest-go").click()
    page.get_by_text("Không hiểu ngày “45/1/2023”").wait_for()
    first.fill("1/1/2023")
    page.get_by_text("2 bài trong phạm vi này").wait_for()
    page.locator("#pg-digest-go").click()
    page.locator("#pg-digest .pg-sheet").wait_for()
    shown = page.locator("#pg-digest").inner_text()
    assert "Từ 01/01/2023" in shown and "4.120" in shown and "3.870" not in shown
    proof = page.locator("#pg-digest .pg-proof").first
    proof.locator("summary").click()
    assert proof.locator("blockquote").is_visible()
    assert "4.120" in export_docx(page, "digest")


def test_empty_pages_say_what_to_do(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where no run was ever made
    with (
        open_service(tmp_path / "none", filled=False, auth="off") as empty,
        on_loopback(build_app(empty.settings, empty)) as url,
    ):
        page = open_page(at=url)
        open_tab(page, "Kho bài")
        page.locator("#pg-archive-list").get_by_text("Kho chưa có bài nào").wait_for()
        open_tab(page, "Điểm tin")
        page.locator("#pg-digest-go").click()
        page.locator("#pg-digest").get_by_text("Không có bài nào trong phạm vi này").wait_for()
        open_tab(page, "Đánh giá")
        page.get_by_text("Chưa có lần chạy nào").wait_for()
        open_tab(page, "Tình trạng")
        page.locator("#pg-examine").click()
        page.locator("#pg-checks .pg-table").wait_for()
        assert "store" in page.locator("#pg-checks").inner_text()


def test_the_pages_speak_english(open_page: OpenPage) -> None:
    page = open_page("/en/")
    open_tab(page, "Evaluation")
    page.locator("#pg-suite").wait_for()
    assert "smoke" in list_suites()
    assert "Cases of each set" in page.locator("body").inner_text()
    open_tab(page, "Status")
    page.locator("#pg-overview .pg-facts").first.wait_for()
    assert "Language model" in page.locator("#pg-overview").inner_text()
