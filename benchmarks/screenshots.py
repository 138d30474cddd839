"""The pictures of docs/interface.md, taken anew from a service over the sample articles.

python benchmarks/screenshots.py [--store DIR] [SCENE ...]

Serves a copy of the store (by default a new one of the sample articles) with the extractive writer and
looks at it in Debian's Chromium. With names of scenes (chat, summary, …), only those are played.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

from browser.acting import ask, check, choose, open_tab, start_asking, summarize

ARTICLES = ROOT / "eval" / "datasets" / "sample" / "articles"
PICTURES = ROOT / "docs" / "screenshots"
PATIENCE_MS = 180_000
PORT = 17_863
HOME = f"http://127.0.0.1:{PORT}"
expect.set_options(timeout=PATIENCE_MS)  # after acting has set its own
DESK, PHONE = (1360, 900), (390, 844)
PROVINCE = "Thu ngân sách nhà nước của tỉnh Hòa Khánh năm 2025 đạt bao nhiêu?"
BOTH = "So sánh thu ngân sách 9 tháng năm 2024 của tỉnh Cửu Hà và thu ngân sách năm 2022 của tỉnh Bình Lâm"
MISSING = "Ai là Giám đốc Sở Tư pháp tỉnh An Thuận năm 2015?"
REPORT = (
    "UBND tỉnh Lộc Châu họp phiên tháng 12: cầu Láng Hạ về đích sớm\n\n"
    "Ngày 12/12/2025, Chủ tịch UBND tỉnh Lộc Châu Lục Văn Đán chủ trì phiên họp thường kỳ tháng 12.\n\n"
    "Thu ngân sách 11 tháng của tỉnh Lộc Châu đạt 9.105 tỷ đồng, bằng 98,8% dự toán.\n"
)
DRAFT = (
    "Kè Bãi Ngà và những việc còn nợ\n\n"
    "Sáng 6/5/2025, Chủ tịch UBND tỉnh Hòa Khánh Đỗ Ngọc Trảng chủ trì phiên họp thường kỳ tháng 4. "
    "GRDP quý I/2025 của tỉnh Hòa Khánh tăng 8,6%, cao nhất 5 năm. Thu ngân sách 4 tháng của tỉnh Hòa "
    "Khánh đạt 6.020 tỷ đồng, bằng 93,3% dự toán. Tỉnh Hòa Khánh sẽ trồng mới 500 ha rừng ngập mặn.\n\n"
    "- Phương án của tỉnh Hòa Khánh giảm từ 109 xuống 38 đơn vị hành chính cấp xã.\n"
)


class Camera:
    """Opens pages in windows of a size and keeps what they show."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @contextmanager
    def page(
        self, size: tuple[int, int] = DESK, dark: bool = False, path: str = "/"
    ) -> Iterator[Page]:
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            locale="vi-VN",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(f"{HOME}{path}", wait_until="domcontentloaded")
        yield page
        context.close()

    def take(self, page: Page, name: str, *, whole: bool = False) -> None:
        page.mouse.move(2, 2)
        page.wait_for_timeout(600)  # fonts, and what still slides
        path = PICTURES / f"{name}.png"
        page.screenshot(path=path, full_page=whole)
        with Image.open(path) as picture:
            picture.convert("P", palette=Image.Palette.ADAPTIVE).save(path, optimize=True)


def chat(camera: Camera) -> None:
    with camera.page() as page:
        expect(page.locator(".qa-example").first).to_be_visible()
        camera.take(page, "chat-start")
        exchange = ask(page, PROVINCE)
        _open_source(camera, page, "chat-source")
        page.locator(".qa-close").click()
        exchange.locator(".qa-tools [data-act=why]").click()
        expect(exchange.locator(".qa-candidate").first).to_be_visible()
        camera.take(page, "chat-why")
        _begin(page)
        ask(page, "Thu ngân sách năm 2022 của tỉnh Bình Lâm đạt bao nhiêu?")
        ask(page, "Còn giải ngân vốn đầu tư công?")
        camera.take(page, "chat-follow-up")
        _begin(page)
        ask(page, BOTH)
        camera.take(page, "chat-comparison")
        _begin(page)
        ask(page, MISSING)
        camera.take(page, "chat-not-found")
    with camera.page(dark=True) as page:
        ask(page, PROVINCE)
        _open_source(camera, page, "chat-dark")
    with camera.page(PHONE) as page:
        ask(page, PROVINCE)
        camera.take(page, "chat-phone")
        _open_source(camera, page, "chat-phone-source")
    with camera.page(path="/en/") as page:
        ask(page, PROVINCE)
        camera.take(page, "chat-english")


def summary(camera: Camera) -> None:
    for name, size, dark in (
        ("summary", DESK, False),
        ("summary-dark", DESK, True),
        ("summary-phone", PHONE, False),
    ):
        with camera.page(size, dark) as page:
            view = summarize(page, "Kè Bãi Ngà")
            view.locator(".pg-entry .pg-wording").first.click()
            camera.take(page, name)
    with camera.page() as page:
        view = summarize(page, "Vốn giảm nghèo có tiền")
        view.locator("[data-tick]").first.check()
        view.locator("[data-take]").scroll_into_view_if_needed()
        camera.take(page, "summary-left-out")


def digest(camera: Camera) -> None:
    for name, size, dark in (
        ("digest", DESK, False),
        ("digest-phone", PHONE, False),
        ("digest-conflicts-dark", DESK, True),
    ):
        with camera.page(size, dark) as page:
            open_tab(page, "Điểm tin")
            for field, day in (("from", "1/10/2022"), ("to", "31/12/2022")):
                page.locator(f"#pg-digest-{field} [data-testid=textbox]").fill(day)
            page.locator("#pg-digest-go").click()
            sheet = page.locator("#pg-digest .pg-sheet")
            expect(sheet).to_be_visible()
            if not dark:
                sheet.locator(".pg-proof summary").nth(1).click()
            shown = page.locator("#pg-digest_conflicts") if dark else sheet
            shown.evaluate("(part) => part.scrollIntoView()")
            camera.take(page, name)


def checking(camera: Camera) -> None:
    for name, size, dark in (
        ("check", DESK, False),
        ("check-dark", DESK, True),
        ("check-phone", PHONE, False),
    ):
        with camera.page(size, dark) as page:
            view = check(page, DRAFT)
            if dark:
                view.get_by_label("Chỉ câu cần xem lại").check()
            elif size is DESK:
                page.locator("#pg-check-status").evaluate("(part) => part.scrollIntoView()")
                view.locator(".qa-contradicted .qa-passage").click()
                expect(page.locator(".qa-panel mark")).to_be_visible()
            else:
                view.locator(".qa-contradicted").evaluate("(part) => part.scrollIntoView()")
            camera.take(page, name)


def archive(camera: Camera) -> None:
    with tempfile.TemporaryDirectory() as folder, camera.page() as page:
        files = [Path(folder) / name for name in ("phien-thang-12.txt", "ban-sao.txt", "hong.pdf")]
        for file, text in zip(files, (REPORT, REPORT, "hỏng"), strict=True):
            file.write_text(text, encoding="utf-8")
        open_tab(page, "Kho bài")
        expect(page.locator("#pg-archive-list .pg-table")).to_be_visible()
        camera.take(page, "archive")
        page.locator("#pg-upload > button").first.click()
        page.locator("#pg-upload-files input[type=file]").set_input_files(files)
        expect(page.locator("#pg-upload-files tbody tr")).to_have_count(len(files))
        page.locator("#pg-upload-go").click()
        expect(page.locator("#pg-upload-outcome tbody tr")).to_have_count(len(files))
        camera.take(page, "archive-upload")
        page.locator("#pg-upload-outcome [data-do=open]").first.click()
        detail = page.locator("#pg-archive-detail")
        detail.locator("[data-do=correct]").click()
        detail.get_by_label("Phiên, kỳ họp").fill("phiên họp thường kỳ tháng 12/2025")
        detail.scroll_into_view_if_needed()
        camera.take(page, "archive-correct")
        detail.locator("[data-do=correct_yes]").click()
        expect(detail.locator(".pg-good").first).to_be_visible()
        page.locator("#pg-upload > button").first.click()
        camera.take(page, "archive-open")
        page.once("dialog", lambda dialog: dialog.accept())
        detail.locator("[data-do=delete]").click()
    for name, size, dark in (
        ("archive-search", DESK, False),
        ("archive-search-dark", DESK, True),
        ("archive-search-phone", PHONE, False),
    ):
        with camera.page(size, dark) as page:
            open_tab(page, "Kho bài")
            page.locator("#pg-archive-words [data-testid=textbox]").fill(
                "tàu cá nước ngoài bắt giữ"
            )
            found = page.locator("#pg-archive-list .pg-passage")
            expect(found.first).to_be_visible()
            if size is DESK:
                found.first.click()
                expect(page.locator("#pg-archive-detail mark")).to_be_visible()
            else:
                page.locator("#pg-archive-list").evaluate("(part) => part.scrollIntoView()")
            camera.take(page, name)
    with camera.page(PHONE) as page:
        open_tab(page, "Kho bài")
        page.locator("#pg-upload > button").first.click()
        page.wait_for_timeout(800)
        camera.take(page, "archive-phone")


def evaluation(camera: Camera) -> None:
    with camera.page() as page:
        disliked = ask(page, MISSING)
        disliked.locator("[data-act=down]").click()
        disliked.locator(".qa-edit input").fill("Bài họp tháng 12/2017 có nêu")
        camera.take(page, "chat-disliked")
        disliked.locator(".qa-edit .pg-primary").click()
        expect(disliked.locator(".qa-noted")).to_be_visible()
        open_tab(page, "Đánh giá")
        for number in ("5", "6"):
            page.get_by_label("Số câu mỗi bộ").fill(number)
            page.locator("#pg-start").click()
            expect(page.locator("#pg-stop")).to_be_visible()
            expect(page.locator("#pg-stop")).to_be_hidden(timeout=600_000)
        runs = page.locator("#pg-runs [data-do=open]")
        expect(runs).to_have_count(2)
        runs.first.click()
        view = page.locator("#pg-evaluation")
        report = view.locator("iframe").content_frame
        expect(report.locator("h1").first).to_be_visible(timeout=600_000)
        camera.take(page, "evaluation")
        choose(page, "#pg-compare_with", runs.last.inner_text())
        page.locator("#pg-compare").click()
        expect(report.locator("#regressions")).to_be_visible(timeout=600_000)
        camera.take(page, "evaluation-comparison", whole=True)
        page.locator("#pg-label").click()
        expect(view.locator(".pg-judge")).to_be_visible()
        camera.take(page, "evaluation-judge", whole=True)
        open_tab(page, "Tình trạng")
        page.locator("#pg-examine").click()
        expect(page.locator("#pg-checks .pg-table")).to_be_visible()
        camera.take(page, "status", whole=True)


def login(camera: Camera) -> None:
    with camera.page() as page:
        camera.take(page, "login")
        page.get_by_label("Tên đăng nhập").fill("lan")
        page.get_by_label("Mật khẩu").fill("mật khẩu của lan")
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.locator(".mq-person")).to_be_visible()
        page.context.clear_cookies()
        start_asking(page, PROVINCE)
        expect(page.get_by_role("alert")).to_be_visible()
        camera.take(page, "login-ended")


def _open_source(camera: Camera, page: Page, name: str) -> None:
    page.locator(".qa-cite").first.click()
    expect(page.locator(".qa-panel mark")).to_be_visible()
    camera.take(page, name)


def _begin(page: Page) -> None:
    page.locator(".qa-new").click()
    expect(page.locator(".qa-welcome")).to_be_visible()


@contextmanager
def served(command: list[str], folder: Path) -> Iterator[None]:
    server = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
    try:
        ready = False
        while not ready and server.poll() is None:
            time.sleep(0.2)
            with suppress(httpx.TransportError):
                ready = httpx.get(f"{HOME}/readyz").status_code == 200
        yield
    finally:
        server.terminate()
        server.wait(90)


def main() -> None:
    """Make or copy a store, serve it without and with accounts, play the scenes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path)
    scenes: list[Callable[[Camera], None]] = [
        chat,
        summary,
        digest,
        checking,
        archive,
        evaluation,
        login,
    ]
    parser.add_argument("scene", nargs="*", choices=[[], *(scene.__name__ for scene in scenes)])
    args = parser.parse_args()
    wanted = [scene for scene in scenes if not args.scene or scene.__name__ in args.scene]
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        os.environ |= {"MEETINGQA_STORE_DIR": str(folder / "store"), "MEETINGQA_LLM": "none"}
        command = [sys.executable, "-m", "meetingqa"]
        if args.store:
            shutil.copytree(args.store, folder / "store")
        else:
            subprocess.run([*command, "ingest", str(ARTICLES)], check=True)
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        serve = [*command, "serve", "--port", str(PORT)]
        with served([*serve, "--no-auth"], folder):
            for scene in wanted:
                if scene is not login:
                    scene(Camera(browser))
        if login in wanted:
            add = [*command, "users", "add", "lan", "--password", "mật khẩu của lan"]
            subprocess.run(add, check=True)
            with served(serve, folder):
                login(Camera(browser))
        browser.close()


if __name__ == "__main__":
    main()
