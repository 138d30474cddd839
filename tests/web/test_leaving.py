"""Clients that leave: their place in the model's line is given up, on every face that has them wait."""

import time
from typing import Any

import httpx2
import pytest

from fakes_llm import ScriptedChatModel
from meetingqa.models.llm import LanguageModel
from meetingqa.web.service import Service
from served import QUESTION, make_app, make_token, on_loopback


def _mcp(tool: str, **given: Any) -> dict[str, Any]:
    params = {"name": tool, "arguments": given}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


def _requests(service: Service) -> dict[str, tuple[str, dict[str, Any]]]:
    article_id = service.articles()[0].article_id
    message = {"role": "user", "content": QUESTION}
    return {
        "ask": ("/api/v1/ask", {"question": QUESTION}),
        "openai": ("/v1/chat/completions", {"model": "meetingqa", "messages": [message]}),
        "summary": ("/api/v1/summaries", {"article_id": article_id}),
        "digest": ("/api/v1/digests", {"topic": "xuất khẩu"}),
        "mcp ask": ("/mcp", _mcp("ask", question=QUESTION)),
        "mcp summary": ("/mcp", _mcp("summarize_meeting", article_id=article_id)),
        "mcp digest": ("/mcp", _mcp("digest", topic="xuất khẩu")),
    }


@pytest.mark.parametrize(
    "name", ["ask", "openai", "summary", "digest", "mcp ask", "mcp summary", "mcp digest"]
)
def test_who_leaves_while_waiting_keeps_no_place(service: Service, name: str) -> None:
    model = ScriptedChatModel(script=[])
    service.assistant.language_model = LanguageModel(model, name="scripted")
    path, body = _requests(service)[name]
    headers = {
        "Authorization": f"Bearer {make_token(service, 'editor')}",
        "Accept": "application/json, text/event-stream",
    }
    with on_loopback(make_app(service)) as url, service.model_queue.place():
        with pytest.raises(httpx2.ReadTimeout):
            httpx2.post(f"{url}{path}", json=body, headers=headers, timeout=2)
        assert _comes_to(1, service), "the place is kept"
        assert service.running.drain(20)
    assert model.history == []


def _comes_to(length: int, service: Service) -> bool:
    for _ in range(200):
        if len(service.model_queue) == length:
            return True
        time.sleep(0.1)
    return False
