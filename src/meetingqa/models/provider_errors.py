"""Translates what LangChain's providers raise into our errors, without importing any of them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from meetingqa.errors import ModelError, ModelOutput, ModelTimeout, ModelUnavailable

# Where each SDK keeps the root of its errors; a module that was not imported raised nothing.
_ROOTS = (
    ("openai", "OpenAIError"),
    ("anthropic", "AnthropicError"),
    ("google.genai.errors", "APIError"),
    ("langchain_google_genai.chat_models", "ChatGoogleGenerativeAIError"),
    ("httpx", "HTTPError"),
    ("httpx2", "HTTPError"),
)
_BUSY = {408, 409, 429}
_REFUSED = {401: "the key", 403: "the key", 404: "the model's name and the address"}
_CHECK = "check MEETINGQA_LLM, MEETINGQA_LLM_BASE_URL and MEETINGQA_LLM_API_KEY"


def sdk_errors() -> tuple[type[Exception], ...]:
    """The root exception of every provider SDK that is imported by now."""
    roots = (getattr(sys.modules.get(module), name, None) for module, name in _ROOTS)
    return tuple(root for root in roots if root is not None)


def timed_out(name: str, timeout_s: float) -> ModelTimeout:
    """The error for model `name` taking longer than it may."""
    return ModelTimeout(
        f"{name!r} did not answer in {timeout_s:g} s", "raise MEETINGQA_LLM_TIMEOUT_S"
    )


@contextmanager
def translated(name: str, timeout_s: float) -> Iterator[None]:
    """Raise ModelTimeout, ModelUnavailable or ModelOutput for what a provider raises inside."""
    try:
        yield
    except ModelError:
        raise
    except (ValueError, TypeError, KeyError) as error:
        # LangChain's own complaints about an answer that is not of the API's form.
        raise ModelOutput(f"{name!r} sent no chat completion: {error}", _CHECK) from error
    except Exception as error:
        if not isinstance(error, sdk_errors()):
            raise
        raise _translate(error, name, timeout_s) from error


def _translate(error: Exception, name: str, timeout_s: float) -> ModelError:
    kind = type(error).__name__
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    if "Timeout" in kind:
        return timed_out(name, timeout_s)
    if kind in {"LengthFinishReasonError", "APIResponseValidationError"}:
        return ModelOutput(f"{name!r} sent an answer that cannot be read: {error}")
    if isinstance(status, int) and (status in _BUSY or status >= 500):
        trouble = ModelUnavailable(f"{name!r} answers {status}: {error}", "try again later")
        trouble.retryable = True
        return trouble
    if status in _REFUSED:
        return ModelUnavailable(f"{name!r} answers {status}: check {_REFUSED[status]}", _CHECK)
    if isinstance(status, int):
        return ModelOutput(f"{name!r} refused the request with {status}: {error}", _CHECK)
    return ModelUnavailable(f"{name!r} cannot be reached: {error}", _CHECK)
