"""Many people asking a served store over loopback at once: waiting times, lost answers, memory.

python benchmarks/load.py [--people 50] [--seconds 300] [--pause 10] [--store DIR]

Serves a copy of the store (by default a new one of the sample articles), extractive writer, accounts
on. Everyone asks, reads for `--pause` seconds on average (0: asks again at once), and asks again.
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


def main() -> None:
    """Serve, ask, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--pause", type=float, default=10.0)
    parser.add_argument("--store", type=Path)
    args = parser.parse_args()
    questions = [
        json.loads(line)["question"]
        for line in (SAMPLE / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    questions = [question for question in questions if question]
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        environment = {**os.environ, "MEETINGQA_STORE_DIR": str(store), "MEETINGQA_LLM": "none"}
        command = [sys.executable, "-m", "meetingqa"]
        if args.store:
            shutil.copytree(args.store, store)
        else:
            ingest = [*command, "ingest", str(SAMPLE / "articles")]
            subprocess.run(ingest, env=environment, check=True, stdout=subprocess.DEVNULL)
        tokens = _add_people(store, args.people)
        begun = time.monotonic()
        with (Path(folder) / "log").open("w") as log:
            server = subprocess.Popen(
                [*command, "serve", "--port", str(PORT)], env=environment, stderr=log
            )
            try:
                _await_ready(server)
                ready_s = time.monotonic() - begun
                told = asyncio.run(
                    _ask_all(tokens, questions, args.seconds, args.pause, server.pid)
                )
            finally:
                server.terminate()
                server.wait(90)
    print(
        json.dumps(
            {"people": args.people, "pause_s": args.pause, "ready_s": round(ready_s, 1), **told}
        )
    )


def _add_people(store: Path, count: int) -> list[str]:
    settings = load_settings(store_dir=store, password_memory_kib=8, password_passes=1)
    database = Database(store)
    accounts = Accounts(database, settings)
    for number in range(count):
        accounts.create(f"person-{number}", secrets.token_hex())
    tokens = [accounts.tokens.create(f"person-{number}") for number in range(count)]
    database.close()
    return tokens


def _await_ready(server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{PORT}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit("the service did not start")


async def _ask_all(
    tokens: list[str], questions: list[str], seconds: float, pause_s: float, pid: int
) -> dict[str, object]:
    chance = random.Random(0)
    spent: list[float] = []
    lost: list[str] = []
    memory = [_resident_mb(pid)]
    ends = time.monotonic() + seconds
    limits = httpx.Limits(max_connections=None)

    async def ask(token: str, client: httpx.AsyncClient) -> None:
        await asyncio.sleep(chance.uniform(0, pause_s))
        while time.monotonic() < ends:
            begun = time.monotonic()
            body = {"question": chance.choice(questions)}
            headers = {"Authorization": f"Bearer {token}"}
            try:
                answer = await client.post("/api/v1/ask", json=body, headers=headers)
                if answer.status_code != 200:
                    lost.append(str(answer.status_code))
            except httpx.HTTPError as error:
                lost.append(type(error).__name__)
            spent.append(time.monotonic() - begun)
            pause = chance.expovariate(1 / pause_s) if pause_s else 0.0
            await asyncio.sleep(min(pause, max(0.0, ends - time.monotonic())))

    async def watch() -> None:
        while time.monotonic() < ends:
            await asyncio.sleep(min(5.0, seconds / 5))
            memory.append(_resident_mb(pid))

    address = f"http://127.0.0.1:{PORT}"
    async with httpx.AsyncClient(base_url=address, timeout=TIMEOUT_S, limits=limits) as client:
        await asyncio.gather(watch(), *(ask(token, client) for token in tokens))
    cuts = statistics.quantiles(spent, n=20)
    return {
        "seconds": seconds,
        "asked": len(spent),
        "lost": len(lost),
        "losses": sorted(set(lost)),
        "p50_s": round(statistics.median(spent), 3),
        "p95_s": round(cuts[18], 3),
        "max_s": round(max(spent), 3),
        "rss_mb": [round(mb) for mb in memory],
    }


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
