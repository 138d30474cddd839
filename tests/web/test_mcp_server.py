"""MCP as the official client library drives it, over HTTP on loopback."""

import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import anyio
import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, Tool

from meetingqa.web.service import Service
from served import QUESTION, make_app, make_token, on_loopback, open_client


@pytest.fixture(scope="module")
def address(asked: Service) -> Iterator[str]:
    with on_loopback(make_app(asked)) as url:
        yield f"{url}/mcp"


def test_the_server_says_which_version_it_is(address: str, token: str) -> None:
    client = {"name": "test", "version": "1"}
    asked = {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": client}
    request = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": asked}
    headers = {
        "Authorization": f"Bearer {token}",
        "Accept": "application/json, text/event-stream",
    }
    said = httpx2.post(address, headers=headers, json=request).text
    [line] = [line for line in said.splitlines() if line.startswith("data: ")]
    server = json.loads(line.removeprefix("data: "))["result"]["serverInfo"]
    assert server == {"name": "meetingqa", "version": version("meetingqa")}


def _talk(address: str, token: str, name: str = "", **given: Any) -> tuple[list[Tool], Any]:
    async def talk() -> tuple[list[Tool], CallToolResult | None]:
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx2.AsyncClient(headers=headers) as http:
            transport = streamable_http_client(address, http_client=http)
            async with Client(transport) as client:
                tools = (await client.list_tools()).tools
                return tools, await client.call_tool(name, given) if name else None

    return anyio.run(talk)


def _call(address: str, token: str, name: str, **given: Any) -> dict[str, Any]:
    _, result = _talk(address, token, name, **given)
    assert not result.is_error, result.content
    record: dict[str, Any] = result.structured_content
    return record


def _check_quotes(service: Service, citations: list[dict[str, Any]]) -> None:
    assert citations
    for citation in citations:
        text = service.article(citation["article_id"]).text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["title"] and citation["source"]


@pytest.fixture(scope="module")
def token(asked: Service) -> str:
    return make_token(asked, "editor")


def test_the_tools_say_what_they_take(address: str, token: str) -> None:
    tools, _ = _talk(address, token)
    assert {tool.name for tool in tools} == {
        "search_articles",
        "ask",
        "check",
        "get_article",
        "summarize_meeting",
        "digest",
    }
    for tool in tools:
        assert tool.description
        assert "context" not in tool.input_schema["properties"]


def test_an_answer_carries_its_quotes(asked: Service, address: str, token: str) -> None:
    record = _call(address, token, "ask", question=QUESTION, provinces=["Đồng Mai"])
    assert record["status"] == "answered"
    assert "12.500 tỷ đồng" in record["text"]
    _check_quotes(asked, record["citations"])


def test_passages_are_citations(asked: Service, address: str, token: str) -> None:
    record = _call(address, token, "search_articles", question="thu ngân sách", limit=2)
    assert len(record["passages"]) == 2
    _check_quotes(asked, record["citations"])


def test_a_draft_is_checked(asked: Service, address: str, token: str) -> None:
    draft = "Kim ngạch xuất khẩu 6 tháng đạt 12.500 tỷ đồng. Ba con trâu đã sang sông hôm qua."
    record = _call(address, token, "check", text=draft, provinces=["Đồng Mai"])
    first, second = record["verdicts"]
    assert (first["id"], first["verdict"], second["verdict"]) == (1, "supported", "unsupported")
    assert draft[second["start"] : second["end"]] == second["statement"]
    _check_quotes(asked, record["citations"])
    _, result = _talk(address, token, "check", text=draft, source="nothing-here.txt")
    assert result.is_error and "no one article" in result.content[0].text


def test_an_article_is_given_whole(asked: Service, address: str, token: str) -> None:
    listed = asked.articles()[0]
    record = _call(address, token, "get_article", article_id=listed.article_id)
    assert record["text"] == asked.article(listed.article_id).text
    assert record["citations"][0]["url"] == listed.url


def test_summary_and_digest_carry_their_quotes(asked: Service, address: str, token: str) -> None:
    listed = asked.articles()[0]
    summary = _call(address, token, "summarize_meeting", article_id=listed.article_id)
    assert summary["fields"]["meeting"]
    _check_quotes(asked, summary["citations"])
    digest = _call(address, token, "digest", date_from="2023-07-01", date_to="2023-07-31")
    assert len(digest["articles"]) == 2
    _check_quotes(asked, digest["citations"])
    assert digest["omitted"] == {}
    brief = _call(address, token, "digest", date_from="2023-07-01", date_to="2023-07-31", points=1)
    assert len(brief["omitted"]) == 2 and len(brief["citations"]) < len(digest["citations"])


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("get_article", {"article_id": "../../etc/passwd"}, "no article"),
        ("get_article", {"article_id": "0000"}, "the tool search_articles"),
        ("ask", {"question": QUESTION, "writer": "llm"}, "whoever runs the service: set"),
        ("ask", {"question": "\x00 "}, "nothing to read"),
        (
            "ask",
            {"question": QUESTION, "date_from": "2024-01-01", "date_to": "2023-01-01"},
            "after",
        ),
        ("search_articles", {"question": "giá nước", "limit": 10_000}, "less than or equal"),
        ("no_such_tool", {}, "no_such_tool"),
    ],
)
def test_a_fault_is_told_in_words(
    address: str, token: str, name: str, given: dict[str, Any], said: str
) -> None:
    _, result = _talk(address, token, name, **given)
    assert result.is_error
    assert said in result.content[0].text


def test_staff_get_no_summaries(asked: Service, address: str) -> None:
    article_id = asked.articles()[0].article_id
    _, result = _talk(address, make_token(asked), "summarize_meeting", article_id=article_id)
    assert result.is_error
    assert "may not edit" in result.content[0].text


def test_nobody_is_refused(asked: Service) -> None:
    with open_client(asked) as client:
        answer = client.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    assert answer.status_code == 401
    assert set(answer.json()) == {"error", "hint"}
