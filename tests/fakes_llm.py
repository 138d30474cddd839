"""A chat model that says what it was told to say, and remembers what it was asked."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import Field


class ScriptedChatModel(BaseChatModel):
    """Answers with `script`, one entry a call; an exception in it is raised.

    `history` holds (messages, options) of every call, the messages as (type, text) pairs.
    Usage counts characters.
    """

    script: list[Any]
    history: list[tuple[list[tuple[str, str]], dict[str, Any]]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _next(self, messages: list[BaseMessage], options: dict[str, Any]) -> tuple[str, int]:
        asked = [(message.type, str(message.text)) for message in messages]
        self.history.append((asked, options))
        entry = self.script[len(self.history) - 1]
        if isinstance(entry, Exception):
            raise entry
        return str(entry), sum(len(text) for _, text in asked)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text, asked = self._next(messages, kwargs)
        message = AIMessage(content=text, usage_metadata=_usage(asked, len(text)))
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        text, asked = self._next(messages, kwargs)
        for start in range(0, len(text), 7):
            yield ChatGenerationChunk(message=AIMessageChunk(content=text[start : start + 7]))
        last = AIMessageChunk(
            content="", usage_metadata=_usage(asked, len(text)), chunk_position="last"
        )
        yield ChatGenerationChunk(message=last)


class ScriptedToolModel(ScriptedChatModel):
    """Takes its schema as a tool, as Anthropic's models do; text that is no JSON calls no tool."""

    max_tokens: int = 0

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, AIMessage]:
        return self.bind(tools=list(tools), max_tokens=self.max_tokens)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text, asked = self._next(messages, kwargs)
        called = text.startswith("{")
        calls = [{"id": "1", "name": "draft", "args": json.loads(text)}] if called else []
        message = AIMessage(
            content="" if called else text,
            tool_calls=calls,
            usage_metadata=_usage(asked, len(text)),
        )
        return ChatResult(generations=[ChatGeneration(message=message)])


def _usage(asked: int, written: int) -> UsageMetadata:
    return UsageMetadata(input_tokens=asked, output_tokens=written, total_tokens=asked + written)
