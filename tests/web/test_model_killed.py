"""A model's server that dies in mid-answer: the proven draft stays, and the next question works."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from meetingqa.web.service import Service
from served import QUESTION, make_app, make_token, on_loopback, open_service

SAID = "Theo báo cáo, kim ngạch xuất khẩu 6 tháng đạt 12.500 tỷ đồng, tăng 8,2% so với cùng kỳ."
DRAFT = {"statements": [{"text": SAID, "evidence": [1]}]}
# An OpenAI-compatible server in a process of its own. Told to stall, it says that it was asked, sends
# half of its answer and no more.
SERVER = """
import http.server, json, sys, threading
port, stall, draft = int(sys.argv[1]), sys.argv[2] == "stall", sys.argv[3]

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        message = {"role": "assistant", "content": draft}
        choice = {"index": 0, "message": message, "delta": message, "finish_reason": "stop"}
        done = {"id": "1", "object": "chat.completion", "created": 0, "model": "stub", "choices": [choice]}
        body = json.dumps(done).encode()
        if asked.get("stream"):
            body = b"data: " + body.replace(b"chat.completion", b"chat.completion.chunk")
            body += b"\\n\\ndata: [DONE]\\n\\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream" if asked.get("stream") else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if stall else body)
        self.wfile.flush()
        print("asked", flush=True)
        if stall:
            threading.Event().wait()

    def log_message(self, *args):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


@contextmanager
def model_server(port: int = 0, *, stall: bool = False) -> Iterator[tuple[Any, int]]:
    """The process and its port."""
    draft = json.dumps(DRAFT, ensure_ascii=False)
    command = [sys.executable, "-c", SERVER, str(port), "stall" if stall else "answer", draft]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process, int(process.stdout.readline())
        finally:
            process.kill()


def test_a_model_server_killed_in_mid_answer(tmp_path: Path) -> None:
    with (
        model_server(stall=True) as (process, port),
        open_service(
            tmp_path, llm="openai:stub", llm_base_url=f"http://127.0.0.1:{port}/v1"
        ) as service,
        on_loopback(make_app(service)) as url,
        httpx2.Client(
            base_url=url, headers={"Authorization": f"Bearer {make_token(service)}"}, timeout=60
        ) as client,
    ):
        with client.stream("POST", "/api/v1/ask/stream", json={"question": QUESTION}) as stream:
            events = read_events(stream.iter_lines())
            name, draft = next(events)
            assert name == "draft"
            assert process.stdout.readline() == "asked\n"
            process.send_signal(signal.SIGKILL)
            process.wait(30)
            *_, (name, answer) = events
        assert name == "answer"
        check_kept(service, answer)
        assert answer["text"] == draft["text"]

        # Nobody is there any more: the next question is answered all the same.
        check_kept(service, client.post("/api/v1/ask", json={"question": QUESTION}).json())

        with model_server(port):  # and by the model as soon as it is back
            again = client.post("/api/v1/ask", json={"question": QUESTION}).json()
        assert again["trace"]["writer"] == "llm"
        assert again["statements"][0]["text"] == SAID
        assert len(service.model_queue) == 0


def check_kept(service: Service, answer: dict[str, Any]) -> None:
    """The articles' own words, their proof, and a line that says why the model's are not there."""
    assert answer["status"] == "answered"
    assert "12.500 tỷ đồng" in answer["text"]
    [citation] = answer["citations"]
    article = service.article(citation["article_id"])
    assert article.text[citation["start"] : citation["end"]] == citation["quote"]
    assert answer["trace"]["writer"] == "extractive"
    [failure] = [item["reason"] for item in answer["trace"]["dropped"] if not item["text"]]
    assert "'stub' cannot be reached" in failure


def read_events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    """Server-sent events as they come: name and data."""
    name = ""
    for line in lines:
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)
