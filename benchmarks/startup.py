"""How long the service takes to be ready, its first screen to be usable, and a question to have quotes.

python benchmarks/startup.py [--runs 3] [--questions 20] [--store DIR]

Serves a copy of the store (by default a new one of the sample articles) without accounts, with the
settings of the environment, and looks at it in Debian's Chromium: first with nothing in its cache, then
with what it kept. Usable: words typed into the question box stay there. Then sample questions are asked on
the page, five in a conversation and each when the one before is answered: `quotes_ms` is how long after
the Enter key the quotes that answer (or the refusal) are painted, by the page's own clock.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "eval" / "datasets" / "sample"
PORT = 17_862
HOME = f"http://127.0.0.1:{PORT}"
PATIENCE_S = 120.0
A_TALK = 5  # questions in a conversation
_WATCH = """() => {
  window.spent = [];
  let from = 0, before = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    before = document.querySelectorAll(".qa-exchange").length;
    from = performance.now();
  }, true);
  new MutationObserver(() => {
    const told = document.querySelectorAll(".qa-exchange")[before];
    if (!from || !told?.querySelector(".qa-answer")) return;
    const began = from;
    from = 0;
    requestAnimationFrame(() => setTimeout(() => window.spent.push(performance.now() - began)));
  }).observe(document, { subtree: true, childList: true });
}"""


def main() -> None:
    """Start, look, ask, stop, as often as told; print one JSON object of medians and every run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--store", type=Path)
    args = parser.parse_args()
    cases = (SAMPLE / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [case["question"] for case in map(json.loads, cases) if not case.get("history")]
    asked = asked[:: len(asked) // args.questions][: args.questions]
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        environment = {**os.environ, "MEETINGQA_STORE_DIR": str(store)}
        command = [sys.executable, "-m", "meetingqa"]
        if args.store:
            shutil.copytree(args.store, store)
        else:
            ingest = [*command, "ingest", str(SAMPLE / "articles")]
            subprocess.run(ingest, env=environment, check=True, stdout=subprocess.DEVNULL)
        serve = [*command, "serve", "--no-auth", "--port", str(PORT)]
        spent: list[float] = []
        runs = [_run(serve, environment, asked, spent) for _ in range(args.runs)]
    medians = {name: sorted(run[name] for run in runs)[len(runs) // 2] for name in runs[0]}
    cuts = statistics.quantiles(spent, n=20)
    quotes = {"asked": len(spent), "p50": cuts[9], "p95": cuts[18], "max": max(spent)}
    told = {**medians, "quotes_ms": {name: round(of) for name, of in quotes.items()}, "runs": runs}
    print(json.dumps({**told, "load_before": round(load, 1)}))


def _run(
    command: list[str], environment: dict[str, str], asked: list[str], spent: list[float]
) -> dict[str, float]:
    """Seconds of one start: `ready_s`, then `first_screen_s` and `again_s` from opening the page.

    What the questions took, in milliseconds, goes into `spent`.
    """
    # The browser is there before the service: its own start is no part of the page's.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        context = browser.new_context(locale="vi-VN")
        context.new_page().goto("about:blank")
        began = time.monotonic()
        server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            _await_ready(server)
            ready_s = time.monotonic() - began
            first_s, again_s = _open(context), _open(context)
            spent += _ask(context.new_page(), asked)
        finally:
            browser.close()
            server.terminate()
            server.wait(90)
    told = {"ready_s": ready_s, "first_screen_s": first_s, "again_s": again_s}
    return {name: round(seconds, 2) for name, seconds in told.items()}


def _await_ready(server: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while server.poll() is None and time.monotonic() < ends:
        try:
            if httpx.get(f"{HOME}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.02)
    raise SystemExit("the service did not start")


def _open(context: BrowserContext) -> float:
    """Seconds from opening the page until its question box keeps what is typed."""
    page = context.new_page()
    began = time.monotonic()
    page.goto(HOME, wait_until="commit")
    box = page.locator(".qa-composer textarea")
    box.fill("Ai chủ trì?", timeout=1000 * PATIENCE_S)
    spent = time.monotonic() - began
    page.wait_for_timeout(500)  # nothing that comes later takes the words away
    expect(box).to_have_value("Ai chủ trì?")
    page.close()
    return spent


def _ask(page: Page, asked: list[str]) -> list[float]:
    """Milliseconds from sending each question until its quotes can be seen."""
    page.set_default_timeout(1000 * PATIENCE_S)
    expect.set_options(timeout=1000 * PATIENCE_S)
    page.goto(HOME)
    page.evaluate(_WATCH)
    for number, question in enumerate(asked):
        if number % A_TALK == 0:
            page.locator(".qa-new").click()
            expect(page.locator(".qa-welcome")).to_be_visible()
        page.locator(".qa-composer textarea").fill(question)
        page.keyboard.press("Enter")
        expect(page.locator(".qa-tools")).to_have_count(number % A_TALK + 1)
        expect(page.locator(".qa-send")).to_be_enabled()
    spent: list[float] = page.evaluate("window.spent")
    return spent


if __name__ == "__main__":
    main()
