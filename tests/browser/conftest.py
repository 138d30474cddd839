"""A real Chromium, and pages that keep to this machine and complain of nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from meetingqa.web.server import build_app
from meetingqa.web.service import Service
from served import on_loopback, open_service

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
OpenPage = Callable[..., "Page"]


# Of a module: while Playwright lives, an event loop runs in this thread, and no other test could
# run one of its own.
@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """Debian's Chromium, or a skipped test."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service over the invented articles, without accounts and without a model."""
    with open_service(tmp_path_factory.mktemp("served"), auth="off") as service:
        yield service


@pytest.fixture(scope="module")
def address(served: Service) -> Iterator[str]:
    """Where that service listens."""
    with on_loopback(build_app(served.settings, served)) as url:
        yield url


@pytest.fixture
def open_page(chromium: "Browser", address: str) -> Iterator[OpenPage]:
    """Opens pages of the service. Whatever a page asks of another host, or says on its console of a
    problem, fails the test at its end."""
    problems: list[str] = []
    contexts = []

    def open_(path: str = "/", at: str = address, **context: Any) -> "Page":
        opened = chromium.new_context(locale="vi-VN", **context)
        contexts.append(opened)
        page = opened.new_page()
        page.on("request", lambda r: problems.append(r.url) if not _is_ours(r.url) else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
        page.goto(f"{at}{path}", wait_until="domcontentloaded")
        return page

    yield open_
    for opened in contexts:
        opened.close()
    assert problems == []


def _is_ours(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:"))
