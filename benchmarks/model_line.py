"""Many people at once before the real embedded model: order, places shown, seconds; then it is killed.

python benchmarks/model_line.py [--people 8]

Serves the sample articles with the embedded model and accounts on loopback. Everyone asks, 0.1 s apart
so that the order is known, and listens to the events. Then the same model is served by llama.cpp in a
process of its own, which gets SIGKILL while it writes an answer; the next question finds nobody there,
and the one after it the model again. Prints one JSON object; exits with 1 when one is lost, out of order
or saw no place, when a quote or the extractive answer is gone, or when no reason is told. `--people 0`
leaves the line out.
Some 10 to 20 s of model time a question on two quiet cores.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from load import PORT, SAMPLE, add_people, await_ready

from meetingqa.assistant import Assistant
from meetingqa.models.local_models import DEFAULT_MODEL, model_path
from meetingqa.settings import Settings, load_settings
from meetingqa.web.events import Done, Drafted, Writing
from meetingqa.web.people import LOCAL
from meetingqa.web.service import Service

_APART_S = 0.1
_TIMEOUT_S = 1200.0
_MODEL_PORT = 17_864
_MODEL_SERVER = """
import sys, threading, xllamacpp
parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.hostnames, parameters.port = ["127.0.0.1"], int(sys.argv[2])
parameters.n_ctx, parameters.n_parallel, parameters.warmup = 4096, 1, False
parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = int(sys.argv[3])
server = xllamacpp.Server(parameters)
threading.Event().wait()
"""


def main() -> None:
    """Ask at once, then lose the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=8)
    args = parser.parse_args()
    cases = [json.loads(line) for line in (SAMPLE / "cases.jsonl").read_text().splitlines()]
    questions = [c["question"] for c in cases if c.get("answerable", True) and c["question"]][::7]
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(store_dir=Path(folder) / "store", llm="embedded")
        with Assistant(settings) as assistant:
            assistant.ingest([SAMPLE / "articles"])
        told = {"killed": _kill_model(settings, questions[0])}
        if args.people:
            told["line"] = _stand_in_line(settings.store_dir, questions[: args.people])
    print(json.dumps(told, ensure_ascii=False, indent=1))
    sys.exit(not all(part["ok"] for part in told.values()))


def _stand_in_line(store: Path, questions: list[str]) -> dict[str, Any]:
    environment = {**os.environ, "MEETINGQA_STORE_DIR": str(store), "MEETINGQA_LLM": "embedded"}
    command = [sys.executable, "-m", "meetingqa", "serve", "--port", str(PORT)]
    tokens = add_people(store, len(questions))
    told: list[dict[str, Any]] = [{"question": q, "places": []} for q in questions]
    finished: list[int] = []
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        await_ready(server)
        threads = [
            threading.Thread(target=_listen, args=(n, tokens[n], told[n], finished))
            for n in range(len(questions))
        ]
        began = time.monotonic()
        for thread in threads:
            thread.start()
            time.sleep(_APART_S)
        for thread in threads:
            thread.join()
        total_s = time.monotonic() - began
    finally:
        server.terminate()
        server.wait(120)
    joined = sorted(
        range(len(told)), key=lambda n: told[n]["places"][0][1] if told[n]["places"] else -1
    )
    places = [[position for _, position in item["places"]] for item in told]
    ok = (
        all(item.get("event") == "answer" for item in told)
        and finished == joined
        and all(seen and seen == sorted(seen, reverse=True) and not seen[-1] for seen in places)
    )
    return {"ok": ok, "total_s": round(total_s, 1), "finished": finished, "asked": told}


def _listen(number: int, token: str, told: dict[str, Any], finished: list[int]) -> None:
    """One person's events, written into `told`: [seconds, position] of every change of place."""
    began = time.monotonic()
    name = ""
    body = {"question": told["question"]}
    headers = {"Authorization": f"Bearer {token}"}
    url = f"http://127.0.0.1:{PORT}/api/v1/ask/stream"
    with httpx.stream("POST", url, json=body, headers=headers, timeout=_TIMEOUT_S) as stream:
        for text in stream.iter_lines():
            field, _, value = text.partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                at, record = round(time.monotonic() - began, 2), json.loads(value)
                if name == "draft":
                    told["draft_s"] = at
                elif name == "waiting":
                    if not told["places"] or told["places"][-1][1] != record["position"]:
                        told["places"].append([at, record["position"]])
                elif name in ("answer", "error"):
                    finished.append(number)
                    told |= {"event": name, "answer_s": at, "status": record.get("status")}


def _kill_model(settings: Settings, question: str) -> dict[str, Any]:
    """The process that runs the model is killed in mid-answer, missed once, and started again."""
    url = f"http://127.0.0.1:{_MODEL_PORT}/v1"
    remote = {"auth": "off", "llm": f"openai:{DEFAULT_MODEL.name}", "llm_base_url": url}
    settings = settings.model_copy(update=remote)
    with Service(settings, Assistant(settings)) as service:
        with _model_process(settings) as process:
            lost = _ask(service, question, on_words=process.kill)
        missed = _ask(service, question)
        with _model_process(settings):
            after = _ask(service, question)
    kept = all(told["kept"] and told["exact"] and told["failure"] for told in (lost, missed))
    ok = kept and lost["written"] > 0 and after["exact"] and not after["failure"]
    return {"ok": ok and after["written"] > 0, "lost": lost, "missed": missed, "after": after}


@contextmanager
def _model_process(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """llama.cpp with the embedded model behind its own OpenAI-compatible server, ready."""
    path = model_path(DEFAULT_MODEL, settings.cache_dir)
    given = [str(path), str(_MODEL_PORT), str(settings.llm_threads or os.cpu_count() or 1)]
    command = [sys.executable, "-c", _MODEL_SERVER, *given]
    # As the embedded one has it: with libgomp's own spinning a busy machine stands still.
    environment = {"GOMP_SPINCOUNT": "1000", **os.environ}
    null = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=null, stderr=null) as process:
        try:
            _await_model(process)
            yield process
        finally:
            process.kill()


def _await_model(process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{_MODEL_PORT}/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit("the model's process did not start")


def _ask(
    service: Service, question: str, on_words: Callable[[], object] | None = None
) -> dict[str, Any]:
    """What came of a question; `on_words` is called once, when the model has written a few words."""
    began = time.monotonic()
    draft, written, proven = "", 0, ""
    for event in service.ask(LOCAL, question, keep=False):
        if isinstance(event, Drafted):
            draft = event.answer.text
        elif isinstance(event, Writing):
            written, proven = event.words, event.proven
            if written > 2 and on_words:
                on_words()
                on_words = None
        elif isinstance(event, Done):
            answer = event.answer
    return {
        "seconds": round(time.monotonic() - began, 1),
        "status": answer.status,
        "writer": answer.trace.writer,
        "written": written,
        "proven": proven,
        "kept": answer.text == draft,
        "failure": [item.reason for item in answer.trace.dropped if not item.text],
        "exact": all(c.article.text[c.start : c.end] == c.quote for c in answer.citations),
    }


if __name__ == "__main__":
    main()
