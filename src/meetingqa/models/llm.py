"""The one seam to language models: LangChain chat models, asked for JSON of a schema."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.runnables import Runnable

from meetingqa.errors import ModelOutput
from meetingqa.models.chat_models import build_chat_model
from meetingqa.models.embedded_chat import EmbeddedChatModel
from meetingqa.models.local_models import DEFAULT_MODEL
from meetingqa.models.provider_errors import timed_out, translated
from meetingqa.settings import Settings

# Providers that take a JSON schema as OpenAI's `response_format`; the others get it as a tool.
_BY_RESPONSE_FORMAT = {"embedded", "openai", "azure_openai"}


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model wrote, read as JSON, and what it cost (retries included)."""

    text: str
    data: dict[str, Any]
    input_tokens: int
    output_tokens: int
    model: str


class LanguageModel:
    """A chat model that is asked for JSON and nothing else."""

    def __init__(
        self,
        chat_model: BaseChatModel,
        *,
        name: str,
        provider: str = "openai",
        timeout_s: float = 120.0,
    ) -> None:
        self.chat_model = chat_model
        self.name = name
        self._provider = provider
        self._timeout_s = timeout_s

    def draft(
        self,
        messages: Sequence[tuple[str, str]],
        schema: Mapping[str, Any],
        *,
        max_tokens: int,
        on_text: Callable[[str], None] | None = None,
    ) -> Completion:
        """Ask `messages` ((role, text), roles system/user/assistant) for JSON of `schema`.

        `on_text` gets the whole text written so far, again and again; it starts anew when the
        answer was no JSON and is asked for a second time, with twice the `max_tokens`. An error it
        raises ends the draft.
        Raises ModelUnavailable, ModelTimeout, or ModelOutput when the second answer is no better.
        """
        input_tokens = output_tokens = 0
        for last, limit in ((False, max_tokens), (True, 2 * max_tokens)):
            try:
                message = self._ask(messages, schema, limit, on_text)
                usage = message.usage_metadata
                if usage is not None:
                    input_tokens += usage["input_tokens"]
                    output_tokens += usage["output_tokens"]
                data = _read_json(message.text, schema, self.name)
            except ModelOutput:
                if last:
                    raise
                continue
            name = message.response_metadata.get("model_name") or self.name
            return Completion(message.text, data, input_tokens, output_tokens, str(name))
        raise AssertionError("the last attempt returns or raises")

    def close(self) -> None:
        """Free the weights of an embedded model."""
        if isinstance(self.chat_model, EmbeddedChatModel):
            self.chat_model.engine.close()

    def _ask(
        self,
        messages: Sequence[tuple[str, str]],
        schema: Mapping[str, Any],
        max_tokens: int,
        on_text: Callable[[str], None] | None,
    ) -> AIMessage:
        with translated(self.name, self._timeout_s):
            if self._provider not in _BY_RESPONSE_FORMAT:
                message = self._ask_by_tool(messages, schema, max_tokens)
            elif on_text is None:
                message = self._bound(schema, max_tokens).invoke(list(messages))
            else:
                return self._stream(self._bound(schema, max_tokens), messages, on_text)
        if on_text is not None:
            on_text(message.text)
        return message

    def _bound(self, schema: Mapping[str, Any], max_tokens: int) -> Runnable[Any, AIMessage]:
        wanted = {"name": "draft", "schema": dict(schema), "strict": _is_closed(schema)}
        response_format = {"type": "json_schema", "json_schema": wanted}
        if self._provider == "embedded":
            return self.chat_model.bind(max_tokens=max_tokens, response_format=response_format)
        wanted["schema"] = _portable(schema)
        # In the body, not as an option: the SDK would parse the answer itself, and assert on
        # streams that are not quite OpenAI's.
        body: dict[str, Any] = {"response_format": response_format}
        if getattr(self.chat_model, "openai_api_base", None) is None:
            return self.chat_model.bind(max_tokens=max_tokens, extra_body=body)
        # LangChain would say `max_completion_tokens`, which not every other server knows.
        return self.chat_model.bind(extra_body={**body, "max_tokens": max_tokens})

    def _stream(
        self,
        model: Runnable[Any, AIMessage],
        messages: Sequence[tuple[str, str]],
        on_text: Callable[[str], None],
    ) -> AIMessage:
        """Read a streamed answer; the deadline holds for the whole of it."""
        deadline = time.monotonic() + self._timeout_s
        whole: AIMessageChunk | None = None
        for chunk in model.stream(list(messages)):
            assert isinstance(chunk, AIMessageChunk)
            whole = chunk if whole is None else whole + chunk
            if chunk.text:
                on_text(whole.text)
            if time.monotonic() > deadline:
                raise timed_out(self.name, self._timeout_s)
        if whole is None:
            raise ModelOutput(f"{self.name!r} sent an empty answer")
        return whole

    def _ask_by_tool(
        self, messages: Sequence[tuple[str, str]], schema: Mapping[str, Any], max_tokens: int
    ) -> AIMessage:
        # A field of the model and no option of the call: with a tool, LangChain drops the option.
        fields = type(self.chat_model).model_fields
        known = ("max_tokens", "max_output_tokens")
        limits: dict[str, Any] = {name: max_tokens for name in known if name in fields}
        structured = self.chat_model.model_copy(update=limits).with_structured_output(
            {"title": "draft", **_portable(schema)}, include_raw=True
        )
        answer: Any = structured.invoke(list(messages))
        raw: AIMessage = answer["raw"]
        return raw.model_copy(update={"content": json.dumps(answer["parsed"], ensure_ascii=False)})


def build_language_model(settings: Settings) -> LanguageModel | None:
    """`build_chat_model`, ready to be asked for JSON; None when `settings.llm` is `none`."""
    chat_model = build_chat_model(settings)
    if chat_model is None:
        return None
    provider, _, model = settings.llm.partition(":")
    return LanguageModel(
        chat_model,
        name=model or DEFAULT_MODEL.name,
        provider=provider,
        timeout_s=settings.llm_timeout_s,
    )


def _read_json(text: str, schema: Mapping[str, Any], name: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ModelOutput(f"{name!r} wrote no JSON ({error}): {text[-80:]!r}") from error
    if not isinstance(data, dict):
        raise ModelOutput(f"{name!r} wrote {type(data).__name__}, not an object: {text[:80]!r}")
    missing = [key for key in schema.get("required", ()) if key not in data]
    if missing:
        raise ModelOutput(f"{name!r} left out {missing[0]!r}: {text[:80]!r}")
    return data


def _portable(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema without our engine's own entries ("x-guidance")."""
    return {key: value for key, value in schema.items() if not key.startswith("x-")}


def _is_closed(schema: object) -> bool:
    """Whether OpenAI's strict mode takes the schema: every object closed, every key required."""
    if isinstance(schema, list):
        return all(_is_closed(item) for item in schema)
    if not isinstance(schema, dict):
        return True
    if schema.get("type") == "object" and (
        schema.get("additionalProperties") is not False
        or set(schema.get("required", ())) != set(schema.get("properties", {}))
    ):
        return False
    return all(_is_closed(value) for value in schema.values())
