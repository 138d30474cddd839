"""The page of evaluation in a real browser: start a suite, watch it, read its report, compare."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.acting import choose, open_tab
from browser.axe import find_serious
from browser.conftest import OpenPage
from evaluating import make_settings, write_dataset
from meetingqa.models.tokens import has_ranks, ranks_path
from meetingqa.settings import load_settings
from meetingqa.web.server import build_app
from served import on_loopback, open_service

# Gradio uses what the newest pandas means to drop.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
SUITE = """
about = "twelve meetings"
datasets = [{folder!r}]
metrics = ["right", "quotes_exact"]
[[gates]]
metric = "quotes_exact"
hard = true
"""


def test_a_suite_is_started_watched_read_and_compared(
    visit: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = load_settings().cache_dir
    if not has_ranks(cache):
        pytest.skip("token ranks are not pulled")
    make_settings(tmp_path, ranks_path(cache))
    monkeypatch.chdir(tmp_path)
    suites = tmp_path / "eval" / "suites"
    suites.mkdir(parents=True)
    folder = write_dataset(tmp_path / "data" / "small")
    (suites / "small.toml").write_text(SUITE.format(folder=str(folder)), encoding="utf-8")
    with (
        open_service(tmp_path, filled=False, auth="off") as service,
        on_loopback(build_app(service.settings, service)) as url,
    ):
        page = visit(at=url)
        open_tab(page, "Đánh giá")
        page.locator("#pg-suite input").click()
        page.get_by_role("option", name="small").click()
        page.locator("#pg-start").click()
        runs = page.locator("#pg-runs [data-do=open]")
        expect(runs).to_have_count(1)
        expect(page.locator("#pg-job .pg-good")).to_be_visible()
        assert find_serious(page) == []
        runs.click()
        report = page.locator("#pg-evaluation iframe")
        expect(report).to_be_visible()
        expect(report.content_frame.get_by_text("Hard gates hold")).to_be_visible()
        assert find_serious(page) == []
        choose(page, "#pg-compare_with", runs.inner_text())
        page.locator("#pg-compare").click()
        expect(report.content_frame.get_by_text("No regression").first).to_be_visible()
        page.locator("#pg-label").click()
        judged = page.locator("#pg-evaluation .pg-judge")
        judged.locator("[data-verdict=correct]").click()
        expect(judged.locator("progress")).to_have_attribute("value", "1")
        assert find_serious(page) == []
        page.goto("about:blank")
