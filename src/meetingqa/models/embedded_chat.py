"""The embedded model as a LangChain chat model, so that it stands where any other one stands."""

from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from meetingqa.models.embedded import ChatReply, EmbeddedModel

_ROLES = {"system": "system", "human": "user", "ai": "assistant"}
_OPTIONS = ("max_tokens", "temperature", "seed")


class EmbeddedChatModel(BaseChatModel):
    """`engine` behind LangChain's interface.

    Takes the options `max_tokens`, `temperature`, `seed`, `stop` and `response_format`
    (`{"type": "json_schema", "json_schema": {"schema": …}}`), by call or by `.bind`.
    """

    engine: EmbeddedModel

    @property
    def _llm_type(self) -> str:
        return "meetingqa-embedded"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model": self.engine.name, "context_tokens": self.engine.context_tokens}

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        asked = [{"role": _ROLES[said.type], "content": said.text} for said in messages]
        for piece in self.engine.stream(asked, **_to_options(stop, kwargs)):
            if isinstance(piece, ChatReply):
                message = self._last(piece)
            else:
                message = AIMessageChunk(content=piece)
            chunk = ChatGenerationChunk(message=message)
            if run_manager is not None:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    def _last(self, reply: ChatReply) -> AIMessageChunk:
        """The chunk that ends an answer: no words, but what they cost."""
        return AIMessageChunk(
            content="",
            usage_metadata=UsageMetadata(
                input_tokens=reply.input_tokens,
                output_tokens=reply.output_tokens,
                total_tokens=reply.input_tokens + reply.output_tokens,
                input_token_details={"cache_read": reply.cached_tokens},
            ),
            response_metadata={
                "model_name": self.engine.name,
                "finish_reason": "stop" if reply.complete else "length",
                "prompt_ms": reply.prompt_ms,
                "output_ms": reply.output_ms,
            },
            chunk_position="last",
        )


def _to_options(stop: list[str] | None, options: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {"stop": stop or ()}
    known |= {name: options[name] for name in _OPTIONS if name in options}
    if response_format := options.get("response_format"):
        known["json_schema"] = response_format["json_schema"]["schema"]
    return known
