"""The seam to language models: JSON by schema, one retry, every failure in our own words."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from fakes_llm import ScriptedChatModel, ScriptedToolModel
from meetingqa.errors import (
    ModelError,
    ModelOutput,
    ModelTimeout,
    ModelUnavailable,
)
from meetingqa.models.llm import LanguageModel, build_language_model
from meetingqa.settings import Settings, load_settings

SCHEMA = {
    "type": "object",
    "properties": {"answer": {"type": "string"}},
    "required": ["answer"],
    "additionalProperties": False,
}
GOOD = '{"answer": "Ông Trần Văn Thử chủ trì kỳ họp."}'
ASKED = [("system", "Trả lời bằng JSON."), ("user", "Ai chủ trì kỳ họp?")]


def _scripted(*script: object, provider: str = "openai") -> tuple[LanguageModel, ScriptedChatModel]:
    chat_model = ScriptedChatModel(script=list(script))
    return LanguageModel(chat_model, name="scripted", provider=provider), chat_model


def test_drafts_json_of_the_schema() -> None:
    model, chat_model = _scripted(GOOD)
    completion = model.draft(ASKED, SCHEMA, max_tokens=50)
    assert completion.data == {"answer": "Ông Trần Văn Thử chủ trì kỳ họp."}
    assert (completion.text, completion.model) == (GOOD, "scripted")
    assert completion.output_tokens == len(GOOD)
    [(messages, options)] = chat_model.history
    assert messages == [("system", ASKED[0][1]), ("human", ASKED[1][1])]
    assert options["max_tokens"] == 50
    assert options["extra_body"]["response_format"]["json_schema"]["schema"] == SCHEMA


def test_streams_the_text_so_far() -> None:
    model, _ = _scripted(GOOD)
    seen: list[str] = []
    completion = model.draft(ASKED, SCHEMA, max_tokens=50, on_text=seen.append)
    assert completion.text == seen[-1] == GOOD
    assert completion.output_tokens == len(GOOD)
    assert all(GOOD.startswith(text) for text in seen) and len(seen) > 3


@pytest.mark.parametrize("bad", ['{"answer": "Ông Tr', "Tôi không biết.", "[1]", '{"reply": ""}'])
def test_asks_once_more_with_more_room(bad: str) -> None:
    model, chat_model = _scripted(bad, GOOD)
    completion = model.draft(ASKED, SCHEMA, max_tokens=50)
    assert completion.text == GOOD
    assert completion.output_tokens == len(bad) + len(GOOD)
    assert [options["max_tokens"] for _, options in chat_model.history] == [50, 100]


def test_gives_up_after_the_second_bad_answer() -> None:
    model, chat_model = _scripted("không", "vẫn không")
    with pytest.raises(ModelOutput, match="vẫn không"):
        model.draft(ASKED, SCHEMA, max_tokens=50)
    assert len(chat_model.history) == 2


def test_strict_only_where_the_schema_is_closed() -> None:
    model, chat_model = _scripted(GOOD, GOOD)
    model.draft(ASKED, SCHEMA, max_tokens=50)
    model.draft(ASKED, {**SCHEMA, "additionalProperties": True, "x-guidance": {}}, max_tokens=50)
    formats = [
        options["extra_body"]["response_format"]["json_schema"] for _, options in chat_model.history
    ]
    assert [form["strict"] for form in formats] == [True, False]
    assert "x-guidance" not in formats[1]["schema"]


def test_providers_that_take_the_schema_as_a_tool() -> None:
    chat_model = ScriptedToolModel(script=["Tôi không gọi gì.", GOOD])
    model = LanguageModel(chat_model, name="tools", provider="anthropic")
    seen: list[str] = []
    completion = model.draft(
        ASKED, {**SCHEMA, "x-guidance": {}}, max_tokens=50, on_text=seen.append
    )
    assert completion.data == json.loads(GOOD)
    assert json.loads(seen[-1]) == json.loads(GOOD)
    assert completion.output_tokens > len(GOOD)
    assert [options["max_tokens"] for _, options in chat_model.history] == [50, 100]
    [tool] = chat_model.history[0][1]["tools"]
    assert tool["title"] == "draft" and "x-guidance" not in tool


def test_a_bug_of_ours_keeps_its_traceback() -> None:
    model, _ = _scripted(RuntimeError("a bug"))
    with pytest.raises(RuntimeError, match="a bug"):
        model.draft(ASKED, SCHEMA, max_tokens=50)


class _Stub(ThreadingHTTPServer):
    """An OpenAI-compatible endpoint; `behave` answers a request that was put in `requests`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _StubHandler)
        self.requests: list[dict[str, Any]] = []
        self.behave: Callable[[_StubHandler, dict[str, Any]], None] = _StubHandler.complete
        self.released = threading.Event()

    def settings(self, **more: object) -> Settings:
        url = f"http://127.0.0.1:{self.server_port}/v1"
        return load_settings(llm="openai:tiny", llm_base_url=url, **more)


class _StubHandler(BaseHTTPRequestHandler):
    server: _Stub

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        request["path"], request["key"] = self.path, self.headers["Authorization"]
        self.server.requests.append(request)
        self.server.behave(self, request)

    def complete(self, request: dict[str, Any], text: str = GOOD, finish: str = "stop") -> None:
        if not request.get("stream"):
            message = {"role": "assistant", "content": text}
            choice = {"index": 0, "message": message, "finish_reason": finish}
            self.send(200, json.dumps(_envelope(choices=[choice], usage=_USAGE)))
            return
        events = [
            _envelope(choices=[{"index": 0, "delta": {"content": part}, "finish_reason": None}])
            for part in (text[:9], text[9:])
        ]
        events.append(_envelope(choices=[{"index": 0, "delta": {}, "finish_reason": finish}]))
        events.append(_envelope(choices=[], usage=_USAGE))
        lines = [f"data: {json.dumps(event)}\n\n" for event in events] + ["data: [DONE]\n\n"]
        self.send(200, "".join(lines), "text/event-stream")

    def send(self, status: int, body: str, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


_USAGE = {"prompt_tokens": 31, "completion_tokens": 12, "total_tokens": 43}


def _envelope(**fields: object) -> dict[str, object]:
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "tiny-7b", **fields}


@pytest.fixture
def stub() -> Iterator[_Stub]:
    server = _Stub()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("streamed", [False, True])
def test_any_openai_endpoint(stub: _Stub, streamed: bool) -> None:
    model = build_language_model(stub.settings(llm_api_key="bí-mật".encode().hex()))
    assert model is not None
    seen: list[str] = []
    on_text = seen.append if streamed else None
    completion = model.draft(ASKED, SCHEMA, max_tokens=77, on_text=on_text)
    assert completion.data == {"answer": "Ông Trần Văn Thử chủ trì kỳ họp."}
    assert (completion.input_tokens, completion.output_tokens) == (31, 12)
    assert completion.model == "tiny-7b"
    assert (seen[-1] if streamed else GOOD) == GOOD
    [request] = stub.requests
    assert request["path"] == "/v1/chat/completions"
    assert request["key"] == f"Bearer {'bí-mật'.encode().hex()}"
    assert request["max_tokens"] == 77
    assert request["temperature"] == 0
    assert request["response_format"]["json_schema"]["schema"] == SCHEMA
    assert [message["role"] for message in request["messages"]] == ["system", "user"]


def _garbage(handler: _StubHandler, request: dict[str, Any]) -> None:
    handler.send(200, "<html>Đăng nhập</html>", "text/html")


def _no_choices(handler: _StubHandler, request: dict[str, Any]) -> None:
    handler.send(200, json.dumps({"id": "1", "object": "chat.completion", "model": "m"}))


def _null_choices(handler: _StubHandler, request: dict[str, Any]) -> None:
    handler.send(200, json.dumps(_envelope(choices=None)))


def _prose(handler: _StubHandler, request: dict[str, Any]) -> None:
    handler.complete(request, "Tôi nghĩ là ông Thử.")


def _cut(handler: _StubHandler, request: dict[str, Any]) -> None:
    handler.complete(request, GOOD[:20], "length")


def _hang(handler: _StubHandler, request: dict[str, Any]) -> None:
    handler.server.released.wait(30)


def _status(code: int) -> Callable[[_StubHandler, dict[str, Any]], None]:
    def behave(handler: _StubHandler, request: dict[str, Any]) -> None:
        handler.send(code, json.dumps({"error": {"message": "không", "type": "x", "code": None}}))

    return behave


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize(
    ("behave", "expected", "hint"),
    [
        (_garbage, ModelOutput, ""),
        (_no_choices, ModelOutput, ""),
        (_null_choices, ModelOutput, ""),
        (_prose, ModelOutput, ""),
        (_cut, ModelOutput, ""),
        (_hang, ModelTimeout, "MEETINGQA_LLM_TIMEOUT_S"),
        (_status(500), ModelUnavailable, "later"),
        (_status(429), ModelUnavailable, "later"),
        (_status(401), ModelUnavailable, "MEETINGQA_LLM_API_KEY"),
        (_status(404), ModelUnavailable, "MEETINGQA_LLM"),
        (_status(400), ModelOutput, ""),
    ],
)
def test_what_can_go_wrong_has_our_names(
    stub: _Stub,
    behave: Callable[[_StubHandler, dict[str, Any]], None],
    expected: type[ModelError],
    hint: str,
    streamed: bool,
) -> None:
    stub.behave = behave
    model = build_language_model(stub.settings(llm_timeout_s=0.4))
    assert model is not None
    on_text: Callable[[str], None] | None = (lambda text: None) if streamed else None
    with pytest.raises(expected, match="tiny") as caught:
        model.draft(ASKED, SCHEMA, max_tokens=40, on_text=on_text)
    assert hint in caught.value.hint
    assert caught.value.retryable is (expected is not ModelUnavailable or "later" in hint)


def test_nobody_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
    model = build_language_model(load_settings(llm="openai:tiny", llm_base_url=url))
    assert model is not None
    with pytest.raises(ModelUnavailable, match="cannot be reached") as caught:
        model.draft(ASKED, SCHEMA, max_tokens=40)
    assert "MEETINGQA_LLM_BASE_URL" in caught.value.hint


def test_none_is_no_model() -> None:
    assert build_language_model(load_settings(llm="none")) is None
