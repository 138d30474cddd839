"""Holds a page against axe-core: WCAG 2.2, A and AA."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

_RUN = """async () => {
    const finite = (a) => a.effect.getComputedTiming().endTime !== Infinity;
    await Promise.all(document.getAnimations().filter(finite).map((a) => a.finished));
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run(document, { resultTypes: ["violations"], runOnly: tags });
    return violations
        .filter((v) => ["serious", "critical"].includes(v.impact))
        .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
}"""


def find_serious(page: Page) -> list[str]:
    """The rule and the element of every serious or critical finding on the page as it is now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source())
    found: list[str] = page.evaluate(_RUN)
    return found


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
