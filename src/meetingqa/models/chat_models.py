"""Which LangChain chat model the settings name: the embedded one, a provider's, or none."""

from typing import Any

from langchain_core.language_models import BaseChatModel

from meetingqa.errors import SettingsError
from meetingqa.models.embedded import EmbeddedModel
from meetingqa.models.embedded_chat import EmbeddedChatModel
from meetingqa.models.local_models import DEFAULT_MODEL, model_path
from meetingqa.models.provider_errors import sdk_errors
from meetingqa.settings import Settings

_EXTRAS = {"anthropic": "anthropic", "google_genai": "google"}


def build_chat_model(settings: Settings) -> BaseChatModel | None:
    """The chat model that `settings.llm` names; None for `none`. Nothing is loaded or called yet.

    Raises SettingsError for an unknown provider, a missing extra or a missing key.
    """
    if settings.llm == "none":
        return None
    if settings.llm == "embedded":
        engine = EmbeddedModel(
            model_path(DEFAULT_MODEL, settings.cache_dir),
            name=DEFAULT_MODEL.name,
            threads=settings.llm_threads,
            timeout_s=settings.llm_timeout_s,
        )
        return EmbeddedChatModel(engine=engine)
    provider, separator, model = settings.llm.partition(":")
    if not separator or not provider or not model:
        raise SettingsError(
            f"llm is {settings.llm!r}, which names no model",
            "set MEETINGQA_LLM to `embedded`, `none` or `provider:model`, as `openai:gpt-4.1`",
        )
    return _build_remote(provider, model, settings)


def _build_remote(provider: str, model: str, settings: Settings) -> BaseChatModel:
    # Imported here: most runs are embedded, and `langchain` alone takes most of a second.
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {
        "temperature": 0,
        "timeout": settings.llm_timeout_s,
        "max_retries": 1,
    }
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    if settings.llm_api_key:
        options["api_key"] = settings.llm_api_key.get_secret_value()
    elif provider == "openai" and settings.llm_base_url:
        options["api_key"] = "none"  # local servers need no key, the client insists on one
    if provider == "openai":
        options["stream_usage"] = True
    try:
        chat_model: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        extra = _EXTRAS.get(provider)
        wanted = f"'meetingqa[{extra}]'" if extra else f"langchain-{provider.replace('_', '-')}"
        raise SettingsError(
            f"llm {settings.llm!r} needs a package that is not installed: {error}",
            f"pip install {wanted}",
        ) from error
    except _set_up_errors() as error:
        raise SettingsError(
            f"llm {settings.llm!r} cannot be set up: {error}",
            "check MEETINGQA_LLM, MEETINGQA_LLM_API_KEY and MEETINGQA_LLM_BASE_URL",
        ) from error
    return chat_model


def _set_up_errors() -> tuple[type[Exception], ...]:
    return (ValueError, *sdk_errors())
