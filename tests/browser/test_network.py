"""Nothing leaves the machine: what every other test holds at its end, shown to be able to fail."""

from playwright.sync_api import Browser

from browser.conftest import Catcher, Watch


def test_whatever_would_leave_is_caught(chromium: Browser, catcher: Catcher, watch: Watch) -> None:
    page = chromium.new_page()
    watch.attach(page)
    with page.expect_response("**/letters.woff2"):
        page.set_content("<img src='http://elsewhere.example/letters.woff2'>")
    page.close()
    assert any("http://elsewhere.example/letters.woff2" in problem for problem in watch.problems)
    assert catcher.caught == ["elsewhere.example"]
    watch.problems.clear()
    catcher.caught.clear()
