"""Every file that is fetched once and then used offline: what `meetingqa models` lists and pulls."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from meetingqa.errors import SettingsError
from meetingqa.models import e5_weights, local_models, tokens
from meetingqa.models.encoders import pull_embedder
from meetingqa.models.local_models import State
from meetingqa.models.wheels import Progress
from meetingqa.settings import Settings


@dataclass(frozen=True)
class Asset:
    """One thing to fetch. `size_bytes` is what it takes on disk; `needed` is by the settings.

    `verify()` reads all of it, `state()` as little as tells. `pull(progress)` fetches it unless it
    is there and right, and raises ModelUnavailable; `progress` gets name, done and total.
    """

    name: str
    path: Path
    size_bytes: int
    licence: str
    purpose: str
    needed: bool
    state: Callable[[], State]
    verify: Callable[[], State]
    pull: Callable[[Progress], Path]


def assets(settings: Settings) -> tuple[Asset, ...]:
    """The assets of this version, the needed ones and the others."""
    cache_dir = settings.cache_dir
    model = local_models.DEFAULT_MODEL
    path = local_models.model_path(model, cache_dir)
    return (
        Asset(
            name=model.name,
            path=path,
            size_bytes=model.size_bytes,
            licence=model.licence,
            purpose="writes answers",
            needed=settings.llm == "embedded",
            state=lambda: local_models.check(model, path),
            verify=lambda: local_models.check(model, path, rehash=True),
            pull=lambda progress: local_models.pull(model, cache_dir, progress),
        ),
        Asset(
            name=e5_weights.MODEL_NAME,
            path=e5_weights.model_dir(cache_dir),
            size_bytes=252_000_000,
            licence="MIT",
            purpose="finds passages",
            needed=settings.embedder == e5_weights.MODEL_NAME,
            state=lambda: "ok" if e5_weights.has_weights(cache_dir) else "missing",
            verify=lambda: _e5_state(cache_dir),
            pull=lambda progress: pull_embedder(cache_dir, progress),
        ),
        Asset(
            name="o200k_base",
            path=tokens.ranks_path(cache_dir),
            size_bytes=3_613_922,
            licence="MIT",
            purpose="counts tokens",
            needed=True,
            state=lambda: _ranks_state(cache_dir),
            verify=lambda: _ranks_state(cache_dir),
            pull=lambda progress: tokens.ensure_ranks(cache_dir, progress),
        ),
    )


def find_asset(settings: Settings, name: str) -> Asset:
    """The asset called `name`. Raises SettingsError that lists the names there are."""
    known = {asset.name: asset for asset in assets(settings)}
    if name not in known:
        raise SettingsError(f"no model is called {name!r}", f"known: {', '.join(known)}")
    return known[name]


def _e5_state(cache_dir: Path) -> State:
    if not e5_weights.model_dir(cache_dir).exists():
        return "missing"
    return "broken" if e5_weights.damaged_files(cache_dir) else "ok"


def _ranks_state(cache_dir: Path) -> State:
    if tokens.has_ranks(cache_dir):
        return "ok"
    return "broken" if tokens.ranks_path(cache_dir).exists() else "missing"
