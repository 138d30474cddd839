"""Every page held against axe-core (WCAG 2.2 A and AA): no serious finding, light and dark."""

from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., "Page"]
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
TABS = ("Hỏi đáp", "Tóm tắt", "Điểm tin", "Kho bài", "Đánh giá", "Tình trạng")
_RUN = """async () => (await axe.run(document, {resultTypes: ["violations"], runOnly:
    ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})).violations
    .map(v => ({id: v.id, impact: v.impact, where: v.nodes.map(n => n.html.slice(0, 160))}))"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The rules of axe-core, from the package that brings them."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    return files(package).joinpath("axe.min.js").read_text(encoding="utf-8")


def find_serious(page: "Page", axe: str) -> list[dict[str, Any]]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe)
    page.wait_for_timeout(300)  # colours that fade in are measured when they have
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return [v for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", TABS)
def test_a_page_has_no_serious_finding(
    open_page: OpenPage, axe: str, tab: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    page.get_by_role("tab", name=tab).click()
    page.wait_for_timeout(500)
    assert find_serious(page, axe) == []


def test_a_summary_and_a_digest_have_no_serious_finding(open_page: OpenPage, axe: str) -> None:
    page = open_page()
    page.get_by_role("tab", name="Tóm tắt").click()
    box = page.locator("#pg-summary-article input")
    box.click()
    box.press_sequentially("Sơn Trà Giang")
    page.get_by_role("option", name="Sơn Trà Giang").first.wait_for()
    box.press("Enter")
    page.locator("#pg-summary-go").click()
    page.locator("#pg-summary [data-edit]").first.wait_for(state="attached")
    assert find_serious(page, axe) == []
    page.get_by_role("tab", name="Điểm tin").click()
    page.locator("#pg-digest-go").click()
    page.locator("#pg-digest .pg-sheet").wait_for()
    assert find_serious(page, axe) == []


def test_an_open_article_has_no_serious_finding(open_page: OpenPage, axe: str) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.get_by_role("tab", name="Kho bài").click()
    page.locator("#pg-archive-list [data-do=open]").first.click()
    page.locator("#pg-archive-detail .pg-facts").wait_for()
    assert find_serious(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
