"""What people do on the pages. Everything waits for what it needs to see, however slow the machine."""

import re
from io import BytesIO
from pathlib import Path

from docx import Document
from playwright.sync_api import Locator, Page, expect

PATIENCE_MS = 60_000  # nobody waits so long: only a page that is broken does
expect.set_options(timeout=PATIENCE_MS)


def ask(page: Page, question: str) -> Locator:
    """Type a question, send it with Enter, and wait until its answer is whole and kept."""
    number = page.locator(".qa-exchange").count()
    start_asking(page, question)
    return await_answer(page, number)


def start_asking(page: Page, question: str) -> None:
    """Type a question and send it with Enter."""
    expect(page.locator(".qa-send")).to_be_enabled()
    page.locator(".qa-composer textarea").fill(question)
    page.keyboard.press("Enter")


def await_answer(page: Page, number: int) -> Locator:
    """The exchange of this number once its answer is whole, and the tab knows its conversation: a
    reload would show it again."""
    exchange = page.locator(".qa-exchange").nth(number)
    expect(exchange.locator(".qa-tools")).to_be_visible()
    page.wait_for_function("sessionStorage.getItem('meetingqa.conversation')")
    return exchange


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def choose(page: Page, field: str, words: str) -> None:
    """Type into a list's field and take what is left of the list."""
    box = page.locator(f"{field} input")
    box.click()
    box.press_sequentially(words)
    option = page.get_by_role("option", name=words)
    expect(option).to_have_count(1)
    option.click()
    expect(box).to_have_value(re.compile(re.escape(words)))


def summarize(page: Page, words: str) -> Locator:
    """The summary of the one article whose title holds `words`."""
    open_tab(page, "Tóm tắt")
    choose(page, "#pg-summary-article", words)
    page.locator("#pg-summary-go").click()
    expect(page.locator("#pg-summary [data-edit]").first).to_be_attached()
    return page.locator("#pg-summary")


def check(page: Page, draft: str) -> Locator:
    """What is found of a draft that is typed in."""
    open_tab(page, "Kiểm bản thảo")
    page.locator("#pg-check-draft textarea").fill(draft)
    page.locator("#pg-check-go").click()
    view = page.locator("#pg-checked")
    expect(view.locator(".qa-held").first).to_be_visible()
    return view


def download(page: Page, button: Locator) -> tuple[str, bytes]:
    """Name and content of the file that a button gives."""
    with page.expect_download(timeout=PATIENCE_MS) as given:
        button.click()
    return given.value.suggested_filename, Path(given.value.path()).read_bytes()


def read_docx(data: bytes) -> str:
    """What a Word file says, tables included."""
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def overhang(page: Page) -> int:
    """By how many pixels the page is wider than its window: 0 where nobody has to scroll sideways."""
    width: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return max(0, width)
