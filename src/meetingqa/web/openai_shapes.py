"""The forms of OpenAI's chat completions, as far as the archive has use for them."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from meetingqa.answering import WriterName
from meetingqa.rendering.shapes import CitationRecord

MODELS: dict[str, WriterName] = {
    "meetingqa": "auto",
    "meetingqa-llm": "llm",
    "meetingqa-extractive": "extractive",
}


class _Open(BaseModel):
    """Base of what clients send: settings of other services are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class TextPart(_Open):
    """A part of a message; those without a text (images) are passed over."""

    type: str
    text: str = ""


class ChatMessage(_Open):
    """A turn of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = None

    @property
    def text(self) -> str:
        """What the message says."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(_Open):
    """What a stream holds beside the answer."""

    include_usage: bool = False


class ChatBody(_Open):
    """A conversation: its last message is the question, earlier ones of the user are what a follow-up
    refers to. System messages and sampling settings do not change what is proven, so they are passed
    over."""

    model: str = Field("meetingqa", max_length=100, description=", ".join(MODELS))
    messages: list[ChatMessage] = Field(min_length=1, max_length=500)
    stream: bool = False
    stream_options: StreamOptions | None = None


class UrlCitation(BaseModel):
    """Where a citation's marker stands in the content, and what it refers to."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    """A citation as OpenAI's own answers carry it; only articles that have an address get one."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class Reply(BaseModel):
    """The answer; `content` ends with its sources."""

    role: Literal["assistant"] = "assistant"
    content: str
    annotations: list[Annotation] = []


class Choice(BaseModel):
    """The one answer there is."""

    index: int = 0
    message: Reply
    finish_reason: Literal["stop"] = "stop"


class Usage(BaseModel):
    """Tokens of the language model; none when the articles' own words are the answer."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """A chat completion with what only we have: the status, and the citations with exact quotes."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    status: Literal["answered", "partial", "not_found"]
    citations: list[CitationRecord]


class Model(BaseModel):
    """A name that may be given as `model`."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "meetingqa"


class ModelList(BaseModel):
    """Every such name."""

    object: Literal["list"] = "list"
    data: list[Model]
