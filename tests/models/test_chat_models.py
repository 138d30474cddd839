"""The chat model that the settings name, and what is said when it cannot be had."""

import sys
from pathlib import Path

import pytest

from meetingqa.errors import SettingsError
from meetingqa.models.chat_models import build_chat_model
from meetingqa.models.embedded_chat import EmbeddedChatModel
from meetingqa.settings import load_settings


def test_none_is_no_model() -> None:
    assert build_chat_model(load_settings(llm="none")) is None


def test_the_embedded_model_is_the_default_and_loads_nothing_yet(tmp_path: Path) -> None:
    model = build_chat_model(load_settings(cache_dir=tmp_path, llm_threads=3, llm_timeout_s=7))
    assert isinstance(model, EmbeddedChatModel)
    assert (model.engine.threads, model.engine.timeout_s) == (3, 7)
    assert model.engine.path.parent.parent == tmp_path


@pytest.mark.parametrize("llm", ["openai", "openai:", ":gpt", "gpt-5"])
def test_a_name_without_provider_or_model(llm: str) -> None:
    with pytest.raises(SettingsError, match=repr(llm)) as caught:
        build_chat_model(load_settings(llm=llm))
    assert "MEETINGQA_LLM" in caught.value.hint


def test_an_unknown_provider() -> None:
    with pytest.raises(SettingsError, match="nobody:x"):
        build_chat_model(load_settings(llm="nobody:x"))


def test_openai_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingsError, match="openai:gpt-4.1") as caught:
        build_chat_model(load_settings(llm="openai:gpt-4.1"))
    assert "MEETINGQA_LLM_API_KEY" in caught.value.hint


@pytest.mark.parametrize(
    ("llm", "package", "extra"),
    [
        ("anthropic:claude-x", "langchain_anthropic", "meetingqa[anthropic]"),
        ("google_genai:gemini-x", "langchain_google_genai", "meetingqa[google]"),
    ],
)
def test_a_missing_extra_is_named(
    llm: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SettingsError, match=llm) as caught:
        build_chat_model(load_settings(llm=llm))
    assert f"pip install '{extra}'" == caught.value.hint
