"""The OpenAI-compatible endpoint as LangChain's and OpenAI's own clients use it, on loopback."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from openai import NotFoundError, OpenAI, PermissionDeniedError
from starlette.testclient import TestClient

from meetingqa.web.service import Service
from served import QUESTION, make_app, make_token, on_loopback

SAID = "12.500 tỷ đồng"


@pytest.fixture(scope="module")
def address(asked: Service) -> Iterator[str]:
    with on_loopback(make_app(asked)) as url:
        yield f"{url}/v1"


@pytest.fixture(scope="module")
def chat(asked: Service, address: str) -> ChatOpenAI:
    return ChatOpenAI(
        base_url=address,
        api_key=make_token(asked),
        model="meetingqa",
        max_retries=0,
    )


@pytest.fixture(scope="module")
def openai(asked: Service, address: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=address, api_key=make_token(asked), max_retries=0) as client:
        yield client


def _ask(client: TestClient, *messages: dict[str, Any], **more: Any) -> Any:
    return client.post("/v1/chat/completions", json={"messages": list(messages), **more})


def test_langchain_asks_and_reads_the_sources(chat: ChatOpenAI) -> None:
    answer = chat.invoke([SystemMessage("Trả lời ngắn."), HumanMessage(QUESTION)])
    assert SAID in answer.content
    assert "[1] Kỳ họp thứ 15 HĐND tỉnh Đồng Mai" in answer.content
    assert "https://bao.example/dong-mai-2023" in answer.content


def test_langchain_streams_the_same(chat: ChatOpenAI) -> None:
    whole = chat.invoke(QUESTION).content
    assert "".join(str(part.content) for part in chat.stream(QUESTION)) == whole


def test_langchain_follows_up(chat: ChatOpenAI) -> None:
    first = chat.invoke(QUESTION)
    follow_up = HumanMessage("Còn năm 2022 thì sao?")
    answer = chat.invoke([HumanMessage(QUESTION), AIMessage(first.content), follow_up])
    assert "11.552 tỷ đồng" in answer.content


WHO = "Ai được bầu giữ chức Phó Chủ tịch UBND tỉnh Đồng Mai năm 2023?"


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("Bà Lê Thị Nhạn. [1]\n\nNguồn:\n[1] Kỳ họp: bà Hồ Thị Mơ", True),
        ("Bà Lê Thị Nhạn.", True),
        ("Không thấy.\n\nBài gần nhất:\n- Bà Lê Thị Nhạn trả lời", False),
    ],
)
def test_the_assistants_answer_says_who_is_meant(
    client: TestClient, told: str, named: bool
) -> None:
    done = _ask(
        client,
        {"role": "user", "content": WHO},
        {"role": "assistant", "content": told},
        {"role": "user", "content": "Bà ấy giữ chức gì?"},
    ).json()
    quotes = " ".join(c["quote"] for c in done["citations"])
    assert ("Lê Thị Nhạn, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh" in quotes) is named


def test_citations_hold_the_articles_exact_words(asked: Service, openai: OpenAI) -> None:
    done = openai.chat.completions.create(
        model="meetingqa-extractive", messages=[{"role": "user", "content": QUESTION}]
    )
    text = done.choices[0].message.content or ""
    assert done.choices[0].finish_reason == "stop"
    for citation in done.model_extra["citations"]:  # type: ignore[index]
        article = asked.article(citation["article_id"])
        assert article.text[citation["start"] : citation["end"]] == citation["quote"]
    [annotation] = done.choices[0].message.annotations or []
    place = annotation.url_citation
    assert text[place.start_index : place.end_index] == "[1]"
    assert place.url == "https://bao.example/dong-mai-2023"


def test_a_stream_ends_with_citations_and_usage(openai: OpenAI) -> None:
    chunks = list(
        openai.chat.completions.create(
            model="meetingqa",
            messages=[{"role": "user", "content": QUESTION}],
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    assert chunks[0].choices[0].delta.role == "assistant"
    stopped = next(c for c in chunks if c.choices and c.choices[0].finish_reason == "stop")
    assert stopped.model_extra["citations"][0]["marker"] == 1  # type: ignore[index]
    assert chunks[-1].usage is not None and chunks[-1].usage.total_tokens == 0
    assert len({chunk.id for chunk in chunks}) == 1


def test_what_is_not_there_is_said(openai: OpenAI) -> None:
    done = openai.chat.completions.create(
        model="meetingqa",
        messages=[{"role": "user", "content": "Ai là Giám đốc Sở Y tế tỉnh Đồng Mai năm 2019?"}],
    )
    assert done.model_extra["status"] == "not_found"  # type: ignore[index]
    assert done.model_extra["citations"] == []  # type: ignore[index]
    assert "Bài gần nhất" in (done.choices[0].message.content or "")


def test_models_are_listed(openai: OpenAI) -> None:
    named = {model.id for model in openai.models.list()}
    assert named == {"meetingqa", "meetingqa-llm", "meetingqa-extractive"}


def test_errors_come_in_openais_form(asked: Service, address: str, openai: OpenAI) -> None:
    messages: Any = [{"role": "user", "content": QUESTION}]
    with pytest.raises(NotFoundError, match="give one of meetingqa"):
        openai.chat.completions.create(model="gpt-99", messages=messages)
    token = make_token(asked, "staff", ("manage",))
    with (
        OpenAI(base_url=address, api_key=token, max_retries=0) as client,
        pytest.raises(PermissionDeniedError, match="may not ask"),
    ):
        client.chat.completions.create(model="meetingqa", messages=messages)


@pytest.mark.parametrize(
    "messages",
    [
        [{"role": "assistant", "content": "Xin chào."}],
        [{"role": "user", "content": " \x00 "}],
        [{"role": "user", "content": "a" * 3_000}],
        [{"role": "user", "content": None}],
        [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}],
        [],
    ],
)
def test_a_conversation_that_asks_nothing_is_refused(
    client: TestClient, messages: list[dict[str, Any]]
) -> None:
    answer = _ask(client, *messages)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]


def test_parts_of_a_message_are_read_together(client: TestClient) -> None:
    parts = [{"type": "text", "text": QUESTION}, {"type": "image_url", "image_url": {"url": "x"}}]
    answer = _ask(client, {"role": "user", "content": parts}, temperature=0.2, user="ai đó")
    assert SAID in answer.json()["choices"][0]["message"]["content"]


def test_a_writer_that_is_not_there_is_an_error_in_both_forms(client: TestClient) -> None:
    asked: dict[str, Any] = {"role": "user", "content": QUESTION}
    whole = _ask(client, asked, model="meetingqa-llm")
    assert whole.status_code == 422
    assert "needs a language model" in whole.json()["error"]["message"]
    streamed = _ask(client, asked, model="meetingqa-llm", stream=True)
    lines = [line for line in streamed.text.splitlines() if line]
    assert (
        "needs a language model" in json.loads(lines[-2].removeprefix("data: "))["error"]["message"]
    )
    assert lines[-1] == "data: [DONE]"
