"""A real Chromium that is caught at every request for another machine, and the services it looks at."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from browser.acting import PATIENCE_MS
from meetingqa.web.server import build_app
from meetingqa.web.service import Service
from served import on_loopback, open_service

CHROMIUM = Path("/usr/bin/chromium")
PASSWORD = "mật khẩu dài"
# Chromium's own business: its sign-in, its updates, its clock. `Watch` exempts no page from anything.
_CHROMIUMS = (".google.com", ".googleapis.com", ".gstatic.com", ".gvt1.com")
OpenPage = Callable[..., Page]


class Catcher(socketserver.ThreadingTCPServer):
    """A proxy that lets nothing through and remembers which hosts were asked for.

    Chromium goes past its proxy for loopback only, so whatever arrives here would have left.
    """

    daemon_threads = True

    def __init__(self) -> None:
        self.caught: list[str] = []
        super().__init__(("127.0.0.1", 0), _Refusal)


class _Refusal(socketserver.StreamRequestHandler):
    server: Catcher

    def handle(self) -> None:
        method, _, rest = self.rfile.readline(4096).decode("latin-1").partition(" ")
        address = rest.split(" ")[0]
        host = urlsplit(f"//{address}" if method == "CONNECT" else address).hostname or ""
        if host and not host.endswith(_CHROMIUMS):
            self.server.caught.append(host)
        self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")


# Of the package: while Playwright lives, an event loop runs in this thread, and no other test could
# run one of its own.
@pytest.fixture(scope="package")
def catcher() -> Iterator[Catcher]:
    """What the browser asked of other machines since it started: `catcher.caught`."""
    with Catcher() as catcher:
        thread = threading.Thread(target=catcher.serve_forever, args=(0.05,))
        thread.start()
        yield catcher
        catcher.shutdown()
        thread.join()


@pytest.fixture(scope="package")
def chromium(catcher: Catcher) -> Iterator[Browser]:
    """Debian's Chromium, or a skipped test."""
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}: apt-get install chromium")
    proxy = f"--proxy-server=http://127.0.0.1:{catcher.server_address[1]}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", proxy], timeout=PATIENCE_MS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def desk(chromium: Browser) -> Iterator[Page]:
    """The one tab that most tests use, one after another: it keeps what it loaded."""
    context = _make_context(chromium)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service over the invented articles, without accounts and without a model. Tests that share
    it leave its archive as it was."""
    with open_service(tmp_path_factory.mktemp("served"), auth="off") as service:
        yield service


@pytest.fixture(scope="package")
def address(served: Service) -> Iterator[str]:
    """Where that service listens."""
    with on_loopback(build_app(served.settings, served)) as url:
        yield url


@pytest.fixture(scope="package")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The same with accounts: lan and minh, and one for every other role, by the role's name."""
    with open_service(tmp_path_factory.mktemp("guarded")) as service:
        for name in ("lan", "minh", "quen"):
            service.accounts.create(name, PASSWORD)
        service.accounts.create("editor", PASSWORD, "editor")
        service.accounts.create("evaluator", PASSWORD, "evaluator")
        service.accounts.create("admin", PASSWORD, "admin")
        yield service


@pytest.fixture(scope="package")
def guarded_address(guarded: Service) -> Iterator[str]:
    """Where that service listens."""
    with on_loopback(build_app(guarded.settings, guarded)) as url:
        yield url


_LEFT = "signal is aborted"  # Gradio, of what it was still asking for when the page was left


class Watch:
    """Listens to pages; whatever one complains of is in `problems`."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.allowed = ""  # part of a complaint that a test means to cause

    def attach(self, page: Page) -> None:
        page.on("request", self._on_request)
        page.on("pageerror", self._on_error)
        page.on("console", self._on_console)

    def detach(self, page: Page) -> None:
        page.remove_listener("request", self._on_request)
        page.remove_listener("pageerror", self._on_error)
        page.remove_listener("console", self._on_console)

    def _on_request(self, request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:")):
            self.problems.append(request.url)

    def _on_error(self, error: Any) -> None:
        if _LEFT not in str(error):
            self.problems.append(str(error))

    def _on_console(self, message: Any) -> None:
        text = message.text
        left = _LEFT in text or "errored out" in text
        if message.type == "error" and not left and not (self.allowed and self.allowed in text):
            self.problems.append(text)


@pytest.fixture
def watch(catcher: Catcher) -> Iterator[Watch]:
    """Whatever a page says of a problem, or asks of another machine, fails the test at its end."""
    watch = Watch()
    yield watch
    assert watch.problems == []
    assert catcher.caught == []


@pytest.fixture
def visit(desk: Page, address: str, watch: Watch) -> Iterator[OpenPage]:
    """Opens an address in the shared tab."""
    watch.attach(desk)

    def go(path: str = "/", at: str = address) -> Page:
        desk.goto(f"{at}{path}", wait_until="domcontentloaded")
        return desk

    yield go
    watch.detach(desk)
    if desk.url.startswith("http"):
        desk.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")
    desk.goto("about:blank")


@pytest.fixture
def open_page(chromium: Browser, address: str, watch: Watch) -> Iterator[OpenPage]:
    """Opens an address in a browser profile of its own, with Playwright's options for one."""
    contexts = []

    def open_(path: str = "/", at: str = address, **options: Any) -> Page:
        context = _make_context(chromium, **options)
        contexts.append(context)
        page = context.new_page()
        watch.attach(page)
        page.goto(f"{at}{path}", wait_until="domcontentloaded")
        return page

    yield open_
    for context in contexts:
        context.close()


def _make_context(chromium: Browser, **options: Any) -> BrowserContext:
    options = {"locale": "vi-VN", "reduced_motion": "reduce", **options}
    context = chromium.new_context(**options)
    context.set_default_timeout(PATIENCE_MS)
    return context
