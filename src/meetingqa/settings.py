"""Every setting, read from the environment (`MEETINGQA_*`), then `meetingqa.toml`, then defaults."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from meetingqa.errors import SettingsError

PREFIX = "MEETINGQA_"  # of every setting in the environment


def _expand(folder: Path) -> Path:
    try:
        return folder.expanduser()
    except RuntimeError as error:  # no home is known; pydantic names the setting of a ValueError
        raise ValueError(str(error)) from error


Folder = Annotated[Path, AfterValidator(_expand)]


class Settings(BaseSettings):
    """One frozen record of settings, built once and handed down."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        toml_file="meetingqa.toml",
        extra="forbid",
        frozen=True,
        validate_default=True,
    )

    store_dir: Folder = Field(Path("vectorstore"), description="where ingestion writes")
    library_url: SecretStr | None = Field(
        None,
        description="SQLAlchemy URL of the register (unset: `library.sqlite3` in the store)",
    )
    cache_dir: Folder = Field(
        Path("~/.cache/meetingqa"), description="where model weights and token ranks are kept"
    )
    prompts_dir: Folder | None = Field(
        None, description="prompts to use instead of the shipped ones"
    )
    embedder: str = Field(
        "multilingual-e5-small",
        description="`multilingual-e5-small` (shipped weights) or any sentence-transformers model",
    )
    embed_engine: Literal["auto", "light", "torch"] = Field(
        "auto",
        description="`light` answers queries fast, `torch` embeds in bulk; `auto` uses each there",
    )
    reranker: Literal["on", "off"] = Field(
        "on",
        description="read the best sentences together with the question (needs torch's weights)",
    )
    chunk_max_tokens: int = Field(256, ge=32, le=480, description="tokens in one chunk at most")
    llm: str = Field(
        "embedded",
        description="`embedded`, `none`, or `provider:model` (openai, anthropic, google_genai)",
    )
    llm_base_url: str | None = Field(None, description="an OpenAI-compatible endpoint")
    llm_api_key: SecretStr | None = Field(None, description="the key of that endpoint")
    llm_timeout_s: float = Field(120.0, gt=0, description="seconds to wait for the language model")
    llm_threads: int = Field(0, ge=0, description="threads of the embedded model (0: all cores)")
    evidence_max: int = Field(8, ge=1, le=40, description="evidence sentences handed to the writer")
    evidence_max_tokens: int = Field(
        700, ge=100, description="tokens of evidence handed to the writer at most"
    )
    max_file_mb: int = Field(20, ge=1, description="larger files are rejected")
    auth: Literal["on", "off"] = Field(
        "on", description="accounts of the service; `off` is possible on loopback only"
    )
    session_hours: float = Field(12.0, gt=0, description="hours a sign-in lasts after its last use")
    password_memory_kib: int = Field(
        65_536, ge=8, description="memory that argon2 takes a password"
    )
    password_passes: int = Field(3, ge=1, description="passes that argon2 makes over that memory")
    requests_per_minute: int = Field(
        120, ge=0, description="questions and changes of one person a minute (0: any number)"
    )
    upload_max_files: int = Field(20, ge=1, description="files of one upload at most")
    shutdown_wait_s: float = Field(
        60.0, ge=0, description="seconds that a stopping service lets answers finish in"
    )
    log_questions: bool = Field(False, description="write questions into the service's log")

    @property
    def max_file_bytes(self) -> int:
        """`max_file_mb` in bytes."""
        return self.max_file_mb * 1024 * 1024

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**overrides: object) -> Settings:
    """Settings with `overrides` on top; a wrong value becomes a `SettingsError` that names it."""
    try:
        return Settings(**{k: v for k, v in overrides.items() if v is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"setting {name!r} is {first.get('input')!r}: {first['msg']}",
            f"set MEETINGQA_{name.upper()} or `{name}` in meetingqa.toml (see docs/settings.md)",
        ) from error
