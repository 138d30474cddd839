"""Many people at once before the real embedded model: order, places shown, seconds; then it fails.

python benchmarks/model_line.py [--people 8]

Serves the sample articles with the embedded model and accounts on loopback. Everyone asks, 0.1 s apart
so that the order is known, and listens to the events. Then a service of its own loses its model in
mid-answer, and is asked again. Prints one JSON object; exits with 1 when one is lost, out of order or
saw no place, when a quote or the extractive answer is gone, or when the next question is not answered.
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
from pathlib import Path
from typing import Any

import httpx
from load import PORT, SAMPLE, add_people, await_ready

from meetingqa.assistant import Assistant
from meetingqa.settings import Settings, load_settings
from meetingqa.web.events import Done, Drafted
from meetingqa.web.people import LOCAL
from meetingqa.web.service import Service

_APART_S = 0.1
_TIMEOUT_S = 1200.0


def main() -> None:
    """Ask at once, then lose the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=8)
    args = parser.parse_args()
    cases = [json.loads(line) for line in (SAMPLE / "cases.jsonl").read_text().splitlines()]
    questions = [c["question"] for c in cases if c.get("answerable", True) and c["question"]][::7]
    questions = questions[: args.people]
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(store_dir=Path(folder) / "store", llm="embedded")
        with Assistant(settings) as assistant:
            assistant.ingest([SAMPLE / "articles"])
        line = _stand_in_line(settings.store_dir, questions)
        killed = _lose_model(settings.model_copy(update={"auth": "off"}), questions[:2])
    print(json.dumps({"line": line, "killed": killed}, ensure_ascii=False, indent=1))
    sys.exit(not (line["ok"] and killed["ok"]))


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


def _lose_model(settings: Settings, questions: list[str]) -> dict[str, Any]:
    """The engine that runs the model is stopped in mid-answer, by a time limit of its own."""
    assistant = Assistant(settings)
    with Service(settings, assistant) as service:
        model: Any = assistant.language_model
        engine = model.chat_model.engine
        engine.load()
        usual_s, engine.timeout_s = engine.timeout_s, 2.0
        lost = _ask(service, questions[0])
        engine.timeout_s = usual_s
        after = _ask(service, questions[1])
    ok = lost["kept"] and lost["exact"] and bool(lost["failure"])
    return {"ok": ok and after["exact"] and not after["failure"], "lost": lost, "after": after}


def _ask(service: Service, question: str) -> dict[str, Any]:
    began = time.monotonic()
    draft = ""
    for event in service.ask(LOCAL, question, keep=False):
        if isinstance(event, Drafted):
            draft = event.answer.text
        elif isinstance(event, Done):
            answer = event.answer
    return {
        "seconds": round(time.monotonic() - began, 1),
        "status": answer.status,
        "writer": answer.trace.writer,
        "kept": answer.text == draft,
        "failure": [item.reason for item in answer.trace.dropped if not item.text],
        "exact": all(c.article.text[c.start : c.end] == c.quote for c in answer.citations),
    }


if __name__ == "__main__":
    main()
