"""Many people asking a served store over loopback at once: waiting times, lost answers, memory.

python benchmarks/load.py [--people 50] [--seconds 300] [--no-think] [--store DIR]

Serves a copy of the store (by default a new one of the sample articles), extractive writer, accounts
on. Everyone sends a question, reads its answer for 3 to 9 s (evenly spread), and sends another; with
`--no-think` at once, which measures what the service can do at most. Asking and answering share the
machine. Prints one JSON object; how busy the machine was with other things is beside the figures.
"""

import argparse
import asyncio
import json
import os
import random
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from meetingqa.settings import load_settings
from meetingqa.web.accounts import Accounts
from meetingqa.web.tables import Database

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "eval" / "datasets" / "sample"
PORT = 17_860
TIMEOUT_S = 60.0
THINK_S = (3.0, 9.0)
WARM_UP = 0.2  # share of the run, before which memory may still grow: caches fill


def main() -> None:
    """Serve, ask, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--no-think", action="store_true", help="ask again at once")
    parser.add_argument("--store", type=Path)
    args = parser.parse_args()
    questions = [
        json.loads(line)["question"]
        for line in (SAMPLE / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    questions = [question for question in questions if question]
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        environment = {**os.environ, "MEETINGQA_STORE_DIR": str(store), "MEETINGQA_LLM": "none"}
        command = [sys.executable, "-m", "meetingqa"]
        if args.store:
            shutil.copytree(args.store, store)
        else:
            ingest = [*command, "ingest", str(SAMPLE / "articles")]
            subprocess.run(ingest, env=environment, check=True, stdout=subprocess.DEVNULL)
        tokens = add_people(store, args.people)
        begun = time.monotonic()
        with (Path(folder) / "log").open("w") as log:
            server = subprocess.Popen(
                [*command, "serve", "--port", str(PORT)], env=environment, stderr=log
            )
            try:
                await_ready(server)
                ready_s = time.monotonic() - begun
                think_s = (0.0, 0.0) if args.no_think else THINK_S
                told = asyncio.run(_ask_all(tokens, questions, args.seconds, think_s, server.pid))
            finally:
                server.terminate()
                server.wait(90)
    about = {
        "people": args.people,
        "think_s": think_s,
        "cpus": len(os.sched_getaffinity(0)),
        "load_before": round(before, 1),
        "ready_s": round(ready_s, 1),
    }
    print(json.dumps(about | told))


def add_people(store: Path, count: int) -> list[str]:
    """Accounts in a store that is not served yet; the API token of each."""
    settings = load_settings(store_dir=store, password_memory_kib=8, password_passes=1)
    database = Database(store)
    accounts = Accounts(database, settings)
    for number in range(count):
        accounts.create(f"person-{number}", secrets.token_hex())
    tokens = [accounts.tokens.create(f"person-{number}") for number in range(count)]
    database.close()
    return tokens


def await_ready(server: subprocess.Popen[bytes]) -> None:
    """Until the service on `PORT` is ready."""
    while server.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{PORT}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit("the service did not start")


async def _ask_all(
    tokens: list[str],
    questions: list[str],
    seconds: float,
    think_s: tuple[float, float],
    pid: int,
) -> dict[str, object]:
    chance = random.Random(0)
    spent: list[float] = []
    lost: list[str] = []
    began = time.monotonic()
    memory = [(0.0, _resident_mb(pid))]
    ends = began + seconds
    limits = httpx.Limits(max_connections=None)

    async def ask(token: str, client: httpx.AsyncClient) -> None:
        await asyncio.sleep(chance.uniform(0, think_s[1]))  # nobody begins at the same moment
        while time.monotonic() < ends:
            sent = time.monotonic()
            body = {"question": chance.choice(questions)}
            headers = {"Authorization": f"Bearer {token}"}
            try:
                answer = await client.post("/api/v1/ask", json=body, headers=headers)
                if answer.status_code != 200:
                    lost.append(str(answer.status_code))
            except httpx.HTTPError as error:
                lost.append(type(error).__name__)
            spent.append(time.monotonic() - sent)
            think = chance.uniform(*think_s)
            await asyncio.sleep(min(think, max(0.0, ends - time.monotonic())))

    async def watch() -> None:
        while time.monotonic() < ends:
            await asyncio.sleep(min(5.0, seconds / 20))
            memory.append((time.monotonic() - began, _resident_mb(pid)))

    address = f"http://127.0.0.1:{PORT}"
    async with httpx.AsyncClient(base_url=address, timeout=TIMEOUT_S, limits=limits) as client:
        await asyncio.gather(watch(), *(ask(token, client) for token in tokens))
    cuts = statistics.quantiles(spent, n=100)
    return {
        "seconds": seconds,
        "asked": len(spent),
        "distinct_questions": len(set(questions)),
        "a_second": round(len(spent) / (time.monotonic() - began), 2),
        "lost": len(lost),
        "losses": sorted(set(lost)),
        "p50_s": round(cuts[49], 3),
        "p95_s": round(cuts[94], 3),
        "p99_s": round(cuts[98], 3),
        "max_s": round(max(spent), 3),
        "load_after": round(os.getloadavg()[0], 1),
        **_tell_memory(memory, WARM_UP * seconds),
    }


def _tell_memory(memory: list[tuple[float, float]], warm_s: float) -> dict[str, object]:
    """Of (seconds, MB): at the start, after warm-up, at the end, and the slope between the last two."""
    warm = [(at, mb) for at, mb in memory if at >= warm_s]
    slope = statistics.linear_regression([at for at, _ in warm], [mb for _, mb in warm]).slope
    return {
        "rss_mb_start": round(memory[0][1]),
        "rss_mb_warm": round(warm[0][1]),
        "rss_mb_end": round(warm[-1][1]),
        "rss_mb_a_minute": round(60 * slope, 2),
    }


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
