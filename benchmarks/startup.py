"""How long the service takes from its command to ready, and the first screen from there to usable.

python benchmarks/startup.py [--runs 3] [--store DIR]

Serves a copy of the store (by default a new one of the sample articles) without accounts, with the
settings of the environment, and looks at it in Debian's Chromium: first with nothing in its cache, then
with what it kept. Usable: words typed into the question box stay there.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from playwright.sync_api import BrowserContext, expect, sync_playwright

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "eval" / "datasets" / "sample" / "articles"
PORT = 17_862
HOME = f"http://127.0.0.1:{PORT}"
PATIENCE_S = 120.0


def main() -> None:
    """Start, look, stop, as often as told; print one JSON object of medians and every run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--store", type=Path)
    args = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        environment = {**os.environ, "MEETINGQA_STORE_DIR": str(store)}
        command = [sys.executable, "-m", "meetingqa"]
        if args.store:
            shutil.copytree(args.store, store)
        else:
            ingest = [*command, "ingest", str(ARTICLES)]
            subprocess.run(ingest, env=environment, check=True, stdout=subprocess.DEVNULL)
        serve = [*command, "serve", "--no-auth", "--port", str(PORT)]
        runs = [_run(serve, environment) for _ in range(args.runs)]
    medians = {name: sorted(run[name] for run in runs)[len(runs) // 2] for name in runs[0]}
    print(json.dumps({**medians, "runs": runs, "load_before": round(load, 1)}))


def _run(command: list[str], environment: dict[str, str]) -> dict[str, float]:
    """Seconds of one start: `ready_s`, then `first_screen_s` and `again_s` from opening the page."""
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
        finally:
            browser.close()
            server.terminate()
            server.wait(90)
    spent = {"ready_s": ready_s, "first_screen_s": first_s, "again_s": again_s}
    return {name: round(seconds, 2) for name, seconds in spent.items()}


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


if __name__ == "__main__":
    main()
