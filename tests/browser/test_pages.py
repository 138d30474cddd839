"""The pages beside the chat in a real browser: the archive, summaries, digests, status."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.acting import ask, download, open_tab, read_docx, summarize
from browser.conftest import OpenPage, Watch
from exported import make_digest
from meetingqa.rendering.exports import render_digest
from meetingqa.web.people import LOCAL
from meetingqa.web.server import build_app
from meetingqa.web.service import Service
from served import on_loopback, open_service

# Gradio uses what the newest pandas means to drop.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

FERRY = "Bến phà Cồn Én chở 18.400 lượt khách trong quý III, tăng 6,5% so với cùng kỳ."
LEFT_OUT = "Xen giữa là vài lời của ông Đàm Quang Khuê, 62 tuổi, chủ phà."
HOSTILE = "<img src=x onerror=\"document.title='hỏng'\"> <script>document.title='hỏng'</script>"


def write_article(folder: Path, province: str, more: str = "", name: str = "bai.txt") -> Path:
    path = folder / name
    path.write_text(
        f"UBND tỉnh {province} họp phiên thường kỳ tháng 9\n\n"
        f"Sáng 12/9, UBND tỉnh {province} họp phiên thường kỳ tháng 9 do Chủ tịch UBND tỉnh Trịnh Văn "
        f"Hoạt chủ trì.\n{FERRY}\n{LEFT_OUT}\n"
        f"Chủ tịch UBND tỉnh giao Sở Xây dựng hoàn thành hồ sơ cầu Cồn Én trước ngày 30/11.\n{more}",
        encoding="utf-8",
    )
    return path


# Of Gradio's, in the components that our pages use.
_GRADIO = (
    "Drop File Here", "Click to Upload", "Click to upload", "- or -", "Uploading", "File upload",
    "common.", "Clear", "Remove", "Download", "Loading", "Error", "More tabs", "Settings", "Built with",
)  # fmt: skip
_VISIBLE = """() => [document.body.innerText, ...[...document.querySelectorAll('*')]
    .filter((node) => node.checkVisibility())
    .flatMap((node) => ['aria-label', 'title', 'placeholder'].map((name) => node.getAttribute(name)))
    .filter(Boolean)]"""
_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_a_page_speaks_one_language(open_page: OpenPage, tmp_path: Path, path: str) -> None:
    with (
        open_service(tmp_path, filled=False, auth="off") as service,
        on_loopback(build_app(service.settings, service)) as url,
    ):
        page = open_page(path, at=url)
        expect(page.locator(".qa-composer textarea")).to_be_visible()
        for tab in page.get_by_role("tab").all():
            tab.click()
            if tab.inner_text() in ("Kho bài", "Archive"):
                page.locator("#pg-upload button").first.click()
                file = page.locator("#pg-upload-files input[type=file]")
                said = " ".join(page.evaluate(_VISIBLE))
                file.set_input_files(write_article(tmp_path, "Lộc Sơn"))
                expect(page.locator("#pg-upload-files [aria-label='bai.txt']")).to_be_visible()
            else:
                said = ""
            said += " ".join(page.evaluate(_VISIBLE))
            if path == "/":
                assert [word for word in _GRADIO if word in said] == []
            else:
                assert _VIETNAMESE.findall(said.replace("Tiếng Việt", "")) == []
                assert "common." not in said
        page.close()


def test_an_uploaded_article_is_asked_about_listed_and_deleted(
    visit: OpenPage, served: Service, tmp_path: Path
) -> None:
    good = write_article(tmp_path, "Lộc Sơn")
    again = write_article(tmp_path, "Lộc Sơn", name="lan-hai.txt")
    bad = tmp_path / "trong.txt"
    bad.write_text("   ", encoding="utf-8")
    other = tmp_path / "anh.png"
    other.write_bytes(b"\x89PNG")
    before = len(served.articles())
    page = visit()
    open_tab(page, "Kho bài")
    expect(page.locator("#pg-archive-list .pg-table")).to_be_visible()
    page.locator("#pg-upload button").first.click()
    page.locator("#pg-upload-files input[type=file]").set_input_files([good, again, bad, other])
    expect(page.locator("#pg-upload-files")).to_contain_text("anh")
    page.locator("#pg-upload-go").click()
    rows = page.locator("#pg-upload-outcome tbody tr")
    kind = "không đọc được loại tệp này"
    expect(rows).to_contain_text(["đã nạp", "trùng", "không nạp", kind])
    detail = page.locator("#pg-archive-detail")
    rows.locator("[data-do=open]").first.click()
    expect(detail).to_contain_text(FERRY)

    open_tab(page, "Hỏi đáp")
    exchange = ask(page, "Bến phà Cồn Én chở bao nhiêu lượt khách?")
    expect(exchange.locator(".qa-answer")).to_contain_text("18.400")
    exchange.locator(".qa-cite").first.click()
    expect(page.locator(".qa-panel mark")).to_contain_text(FERRY[:30])

    open_tab(page, "Kho bài")
    page.locator("#pg-archive-words [data-testid=textbox]").fill("loc son")
    expect(page.get_by_text(f"1 trên {before + 1} bài")).to_be_visible()
    page.locator("#pg-archive-list [data-do=open]").first.click()
    expect(detail).to_contain_text("Trịnh Văn Hoạt")
    expect(detail).to_contain_text(FERRY)
    page.once("dialog", lambda dialog: dialog.dismiss())
    detail.locator("[data-do=delete]").click()
    assert len(served.articles()) == before + 1  # asking does nothing yet
    page.once("dialog", lambda dialog: dialog.accept())
    detail.locator("[data-do=delete]").click()
    expect(page.get_by_text("Không có bài nào khớp")).to_be_visible()
    assert len(served.articles()) == before


def test_passages_are_found_in_the_archive_and_opened_there(visit: OpenPage) -> None:
    page = visit()
    open_tab(page, "Kho bài")
    found, detail = page.locator("#pg-archive-list"), page.locator("#pg-archive-detail")
    box = page.locator("#pg-archive-words [data-testid=textbox]")
    expect(found.locator(".pg-table")).to_be_visible()
    box.fill("bầu ông Phạm Bá Lộc")
    expect(page.get_by_text("1 trên 3 bài")).to_be_visible()
    passage = found.locator(".pg-passage")
    expect(passage.locator("mark")).to_have_text(["bầu ông Phạm Bá Lộc"])
    expect(found).to_contain_text("bao.example, họp ngày 05/07/2023")
    passage.press("Enter")
    mark = detail.locator("mark")
    expect(mark).to_contain_text("Kỳ họp bầu ông Phạm Bá Lộc")
    expect(mark).to_be_in_viewport()
    expect(detail.locator(".pg-text")).to_have_text(re.compile("^Sáng 5/7"))
    box.fill("thu hút khách du lịch nước ngoài")  # no article has all of it
    expect(page.get_by_text("Không có bài nào khớp đủ các chữ.")).to_be_visible()
    expect(passage.first).to_be_visible()
    page.locator("#pg-archive-from [data-testid=textbox]").fill("1/1/2030")
    expect(page.get_by_text("Bỏ bớt điều kiện lọc.")).to_be_visible()


def test_an_articles_details_are_corrected_and_questions_use_them(
    visit: OpenPage, served: Service, tmp_path: Path
) -> None:
    [taken] = served.upload(LOCAL, [write_article(tmp_path, "Ngọc Lũng")]).articles
    try:
        page = visit()
        open_tab(page, "Kho bài")
        page.locator("#pg-archive-list [data-do=open]", has_text="Ngọc Lũng").click()
        detail = page.locator("#pg-archive-detail")
        detail.locator("[data-do=correct]").click()
        detail.get_by_label("Ngày họp").fill("32/9/2024")
        detail.get_by_label("Chủ trì").fill("Lữ Thị Ngần")
        detail.locator("[data-do=correct_yes]").click()
        expect(detail).to_contain_text("32/9/2024")
        expect(detail.get_by_label("Chủ trì")).to_have_value("Lữ Thị Ngần")  # to be mended
        assert served.article(taken.article_id).chair != "Lữ Thị Ngần"
        detail.get_by_label("Ngày họp").fill("12/9/2024")
        detail.locator("[data-do=correct_yes]").click()
        expect(detail).to_contain_text("Đã lưu thông tin.")
        expect(detail.locator(".pg-facts")).to_contain_text("12/09/2024")
        open_tab(page, "Hỏi đáp")
        page.locator("[data-local=filters]").click()
        page.locator("input[data-name=date_from]").fill("2024-09-12")
        exchange = ask(page, "Bến phà Cồn Én chở bao nhiêu lượt khách?")
        expect(exchange.locator(".qa-answer")).to_contain_text("18.400")
    finally:
        served.delete(LOCAL, [taken.article_id])


def test_a_summary_takes_in_what_it_left_out_and_an_editors_words(
    visit: OpenPage, served: Service, tmp_path: Path
) -> None:
    [taken] = served.upload(LOCAL, [write_article(tmp_path, "Hà Kiều")]).articles
    try:
        page = visit()
        view = summarize(page, "Hà Kiều")
        view.locator(".pg-entry", has_text="18.400").first.locator(".pg-wording").click()
        expect(view.locator("mark.pg-lit")).to_have_text([FERRY])
        view.locator("mark", has_text="cầu Cồn Én").press("Enter")
        expect(view.locator(".pg-entry.pg-lit").first).to_contain_text("Sở Xây dựng")

        expect(view.locator(".pg-left li").first).to_contain_text(LEFT_OUT[:40])
        view.locator("[data-tick]").first.check()
        view.locator("[data-take]").click()
        expect(page.get_by_text("Đã đưa 1 câu vào tóm tắt.")).to_be_visible()

        for text, verdict in (
            ("hoàn thành hồ sơ cầu Cồn Én trước 30/11", "good"),
            ("hoàn thành hồ sơ cầu Cồn Én trước 30/12", "bad"),
        ):
            entry = view.locator(".pg-entry[data-point='tasks:0']")
            entry.hover()
            entry.locator("[data-edit]").click()
            entry.locator("textarea").fill(text)
            entry.locator(".pg-button").first.click()
            expect(view.locator(f".pg-tag.pg-{verdict}")).to_be_visible()

        name, data = download(page, page.locator("#pg-summary-export"))
        said = read_docx(data)
        assert name.endswith(".docx") and "62 tuổi" in said
        assert "trước 30/12 [biên tập viên sửa, chưa khớp nguyên văn" in said
    finally:
        served.delete(LOCAL, [taken.article_id])


def test_hostile_words_are_shown_and_do_nothing(
    visit: OpenPage, served: Service, tmp_path: Path
) -> None:
    more = f"UBND tỉnh thông qua tờ trình về {HOSTILE} với 77 tỷ đồng."
    [taken] = served.upload(LOCAL, [write_article(tmp_path, "Tam Khê", more)]).articles
    try:
        page = visit()
        view = summarize(page, "Tam Khê")
        expect(view.locator(".pg-text")).to_contain_text("onerror=")
        entry = view.locator(".pg-entry").first
        entry.hover()
        entry.locator("[data-edit]").click()
        entry.locator("textarea").fill(HOSTILE)
        entry.locator(".pg-button").first.click()
        expect(view.locator(".pg-tag").first).to_be_visible()
        expect(view.locator("img, script, [onerror]")).to_have_count(0)
        open_tab(page, "Kho bài")
        page.locator("#pg-archive-list [data-do=open]", has_text="Tam Khê").click()
        detail = page.locator("#pg-archive-detail")
        expect(detail).to_contain_text("onerror=")
        expect(detail.locator("img, script, [onerror]")).to_have_count(0)
        assert page.title() != "hỏng"
    finally:
        served.delete(LOCAL, [taken.article_id])


def test_a_digest_of_a_scope_is_read_and_exported(visit: OpenPage) -> None:
    page = visit()
    open_tab(page, "Điểm tin")
    first = page.locator("#pg-digest-from [data-testid=textbox]")
    first.fill("45/1/2023")
    page.locator("#pg-digest-go").click()
    expect(page.get_by_text("Không hiểu ngày “45/1/2023”")).to_be_visible()
    first.fill("1/1/2023")
    expect(page.get_by_text("2 bài trong phạm vi này")).to_be_visible()
    page.locator("#pg-digest-go").click()
    sheet = page.locator("#pg-digest .pg-sheet")
    expect(sheet).to_contain_text("Từ 01/01/2023")
    expect(sheet).to_contain_text("4.120")
    expect(sheet).not_to_contain_text("3.870")
    proof = sheet.locator(".pg-proof").first
    proof.locator("summary").click()
    expect(proof.locator("blockquote").first).to_be_visible()
    name, data = download(page, page.locator("#pg-digest-export"))
    assert name.endswith(".docx") and "4.120" in read_docx(data)


_CUT = """() => [...document.querySelectorAll('.pg-bar textarea, .pg-bar input')]
    .filter((node) => node.placeholder && !(node.rows > 1) && node.checkVisibility()).filter((node) => {
        const style = getComputedStyle(node), pen = document.createElement('canvas').getContext('2d');
        pen.font = style.font;
        return pen.measureText(node.placeholder).width
            > node.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    }).length"""


@pytest.mark.parametrize("name", ["Điểm tin", "Kiểm bản thảo", "Kho bài"])
def test_how_a_day_is_typed_can_be_read_at_any_width(open_page: OpenPage, name: str) -> None:
    page = open_page("/")
    open_tab(page, name)
    expect(page.get_by_placeholder("ngày/tháng/năm").locator("visible=true")).to_have_count(2)
    for width in (1280, 1100, 900, 768, 600, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_CUT) == 0
    page.close()


_ALONE = """() => [...document.querySelectorAll('li > sup')].filter((mark) =>
    mark.getBoundingClientRect().left < mark.parentElement.getBoundingClientRect().left + 3).length"""


def test_no_mark_of_an_exported_page_stands_alone_on_a_line(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allowed = "favicon.ico"  # which the browser asks for and the page's own policy refuses
    page = open_page("/healthz")
    page.set_content(render_digest(make_digest(), "html").decode())
    for width in range(300, 500, 10):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_ALONE) == 0
    page.close()


def test_empty_pages_say_what_to_do(
    visit: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where no run was ever made
    with (
        open_service(tmp_path / "none", filled=False, auth="off") as empty,
        on_loopback(build_app(empty.settings, empty)) as url,
    ):
        page = visit(at=url)
        expect(page.get_by_role("heading", name="Kho chưa có bài nào")).to_be_visible()
        open_tab(page, "Kho bài")
        expect(page.locator("#pg-archive-list")).to_contain_text("Kho chưa có bài nào")
        open_tab(page, "Điểm tin")
        page.locator("#pg-digest-go").click()
        told = page.locator("#pg-digest-status")
        expect(told).to_contain_text("Không có bài nào trong phạm vi này")
        open_tab(page, "Kiểm bản thảo")
        page.locator("#pg-check-draft textarea").fill(FERRY)
        page.locator("#pg-check-go").click()
        expect(page.locator("#pg-check-status")).to_contain_text("Kho chưa có bài nào")
        open_tab(page, "Đánh giá")
        expect(page.get_by_text("Chưa có lần chạy nào")).to_be_visible()
        open_tab(page, "Tình trạng")
        expect(page.locator("#pg-examine")).to_have_text("Kiểm tra")  # nothing was checked yet
        page.locator("#pg-examine").click()
        expect(page.locator("#pg-checks .pg-table")).to_contain_text("store")
        page.goto("about:blank")


def test_the_pages_speak_english(visit: OpenPage) -> None:
    page = visit("/en/")
    open_tab(page, "Evaluation")
    expect(page.locator("#pg-suite input")).to_have_value("smoke (a quick try)")
    expect(page.get_by_label("Cases of each set")).to_be_visible()
    open_tab(page, "Archive")
    expect(page.get_by_text("3 of 3")).to_be_visible()
    open_tab(page, "Status")
    expect(page.locator("#pg-overview")).to_contain_text("Language model")
