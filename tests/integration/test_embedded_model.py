"""The real embedded model: loads, keeps to a schema, reuses its prompt cache, stops when told."""

import os
import signal
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from meetingqa.errors import ModelError, ModelTimeout
from meetingqa.models.embedded import ChatReply, EmbeddedModel
from meetingqa.models.embedded_chat import EmbeddedChatModel
from meetingqa.models.llm import LanguageModel
from meetingqa.models.local_models import DEFAULT_MODEL, check, model_path
from meetingqa.settings import load_settings

SCHEMA = {
    "type": "object",
    "properties": {
        "evidence": {"type": "array", "items": {"type": "integer"}, "maxItems": 2},
        "answer": {"type": "string"},
    },
    "required": ["evidence", "answer"],
    "additionalProperties": False,
}
SYSTEM = "Bạn trả lời câu hỏi, chỉ dựa vào các câu có đánh số, bằng tiếng Việt, thật ngắn gọn."
EVIDENCE = (
    "[1] Năm 2022, tổng sản phẩm của tỉnh Lam Giang tăng 8,47%.\n"
    "[2] Bà Lý Thị Mẫu, Chủ tịch HĐND tỉnh, chủ trì kỳ họp.\n\n"
)


def _messages(question: str) -> list[dict[str, str]]:
    return [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": f"{EVIDENCE}Câu hỏi: {question}"},
    ]


def _chat(model: EmbeddedModel, messages: list[dict[str, str]], **options: Any) -> ChatReply:
    *_, reply = model.stream(messages, **options)
    assert isinstance(reply, ChatReply)
    return reply


@pytest.fixture(scope="module")
def model() -> Iterator[EmbeddedModel]:
    cache_dir = load_settings().cache_dir
    if check(DEFAULT_MODEL, model_path(DEFAULT_MODEL, cache_dir)) != "ok":
        pytest.skip("the embedded model is not there: run `meetingqa models pull`")
    engine = EmbeddedModel(model_path(DEFAULT_MODEL, cache_dir), timeout_s=600)
    yield engine
    engine.close()


def test_json_of_the_schema_twice_the_same(model: EmbeddedModel) -> None:
    language_model = LanguageModel(
        EmbeddedChatModel(engine=model), name=model.name, provider="embedded", timeout_s=600
    )
    asked = [(m["role"], m["content"]) for m in _messages("Ai chủ trì kỳ họp?")]
    seen: list[str] = []
    first = language_model.draft(asked, SCHEMA, max_tokens=80, on_text=seen.append)
    second = language_model.draft(asked, SCHEMA, max_tokens=80)
    assert set(first.data) == {"evidence", "answer"}
    assert "Lý Thị Mẫu" in first.data["answer"]
    assert "\n" not in first.text
    assert first.text == second.text == seen[-1]
    assert first.input_tokens > 50 and first.output_tokens > 5
    assert first.model == model.name


def test_the_system_prompt_is_read_once(model: EmbeddedModel) -> None:
    _chat(model, _messages("Ai chủ trì kỳ họp?"), max_tokens=2)
    reply = _chat(model, _messages("Tổng sản phẩm tăng bao nhiêu?"), max_tokens=2)
    assert len(SYSTEM.split()) < reply.cached_tokens < reply.input_tokens
    assert not reply.complete


def test_a_conversation_goes_on_from_where_it_is(model: EmbeddedModel) -> None:
    asked = _messages("Ai chủ trì kỳ họp?")
    first = _chat(model, asked, max_tokens=20)
    asked += [
        {"role": "assistant", "content": first.text},
        {"role": "user", "content": "Còn tổng sản phẩm?"},
    ]
    second = _chat(model, asked, max_tokens=2)
    assert second.cached_tokens >= first.input_tokens - 2


def test_what_was_asked_before_changes_nothing(model: EmbeddedModel) -> None:
    question = _messages("Kinh tế và kỳ họp của tỉnh ra sao?")
    fresh = _chat(model, question, json_schema=SCHEMA, max_tokens=40)
    repeated = _chat(model, question, json_schema=SCHEMA, max_tokens=40)
    _chat(model, [{"role": "user", "content": "Xin chào!"}], max_tokens=3)
    later = _chat(model, question, json_schema=SCHEMA, max_tokens=40)
    assert fresh.text == repeated.text == later.text
    assert fresh.cached_tokens == repeated.cached_tokens == later.cached_tokens


def test_closing_a_stream_stops_the_model(model: EmbeddedModel) -> None:
    pieces = model.stream([{"role": "user", "content": "Hãy kể một câu chuyện dài."}])
    assert isinstance(next(pieces), str)
    pieces.close()
    reply = _chat(model, _messages("Ai chủ trì?"), max_tokens=2)
    assert reply.output_tokens <= 2


def test_requests_from_many_threads_take_turns(model: EmbeddedModel) -> None:
    replies: list[ChatReply] = []

    def ask() -> None:
        replies.append(_chat(model, _messages("Ai chủ trì?"), max_tokens=4))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(replies) == 3
    assert len({reply.text for reply in replies}) == 1


def test_a_prompt_that_does_not_fit(model: EmbeddedModel) -> None:
    with pytest.raises(ModelError, match="does not fit") as caught:
        _chat(model, [{"role": "user", "content": "tỉnh ủy " * 3000}])
    assert "MEETINGQA_EVIDENCE_MAX_TOKENS" in caught.value.hint


def test_a_deadline_and_an_interrupt(model: EmbeddedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    story = [{"role": "user", "content": "Hãy kể một câu chuyện thật dài."}]
    monkeypatch.setattr(model, "timeout_s", 0.5)
    with pytest.raises(ModelTimeout, match="took more than 0.5 s"):
        _chat(model, story, max_tokens=400)
    monkeypatch.setattr(model, "timeout_s", 600)
    threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        _chat(model, story, max_tokens=1500)


def test_an_error_in_the_callback_comes_out(model: EmbeddedModel) -> None:
    def refuse(text: str) -> None:
        raise RuntimeError(f"không muốn {text!r}")

    language_model = LanguageModel(
        EmbeddedChatModel(engine=model), name=model.name, provider="embedded", timeout_s=600
    )
    with pytest.raises(RuntimeError, match="không muốn"):
        language_model.draft([("user", "Ai chủ trì?")], SCHEMA, max_tokens=80, on_text=refuse)


def test_closes_and_loads_again(model: EmbeddedModel) -> None:
    before = _chat(model, _messages("Ai chủ trì?"), json_schema=SCHEMA, max_tokens=12)
    model.close()
    again = _chat(model, _messages("Ai chủ trì?"), json_schema=SCHEMA, max_tokens=12)
    assert again.text == before.text
