"""Checks an installation, its settings, models and store, and says what mends what is wrong."""

import os
import shutil
import sys
from collections.abc import Callable
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from meetingqa.errors import IndexMissing, MeetingQAError
from meetingqa.models.assets import Asset, assets
from meetingqa.models.e5_light import cpu_flags
from meetingqa.models.llm import build_language_model
from meetingqa.prompts import load_prompt
from meetingqa.settings import PREFIX, Settings, load_settings
from meetingqa.storage.store import Store

_PACKAGES = ("meetingqa", "torch", "sentence-transformers", "chromadb", "tantivy", "xllamacpp")
_PROMPTS: dict[str, set[str]] = {
    "answer/system": set(),
    "answer/user": {"evidence", "question"},
    "answer/retry": {"reason"},
}


class Check(NamedTuple):
    """One thing that was looked at. `hint` says what to do, also where nothing is wrong yet."""

    name: str
    ok: bool
    detail: str
    hint: str = ""


def examine(store_dir: Path | None = None) -> list[Check]:
    """Every check, in the order in which one would mend things. Raises nothing of ours."""
    checks = [_packages(), _processor()]
    try:
        settings = load_settings(store_dir=store_dir)
    except MeetingQAError as error:
        return [*checks, Check("settings", False, error.message, error.hint)]
    checks.append(_names())
    steps: list[tuple[str, Callable[[], Check]]] = [
        ("cache", lambda: _cache(settings)),
        *((asset.name, lambda asset=asset: _asset(asset)) for asset in assets(settings)),
        ("prompts", lambda: _prompts(settings)),
        ("language model", lambda: _language_model(settings)),
        ("store", lambda: _store(settings)),
    ]
    for name, step in steps:
        try:
            checks.append(step())
        except MeetingQAError as error:
            checks.append(Check(name, False, error.message, error.hint))
    return checks


def _names() -> Check:
    """Whether every MEETINGQA_… of the environment is read: a misspelt one changes nothing."""
    names = [*Settings.model_fields, "new_password"]  # which `users` reads
    known = {f"{PREFIX}{name.upper()}" for name in names}
    unread = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if not unread:
        return Check("settings", True, "every value makes sense")
    near = get_close_matches(unread[0], known, n=1)
    hint = f"did you mean {near[0]}?" if near else "see docs/settings.md"
    return Check("settings", False, f"no setting is called {', '.join(unread)}", hint)


def _packages() -> Check:
    found, missing = [f"python {sys.version.split()[0]}"], []
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            missing.append(package)
    if missing:
        return Check("packages", False, f"missing: {', '.join(missing)}", "pip install meetingqa")
    return Check("packages", True, ", ".join(found))


def _processor() -> Check:
    threads = f"{os.cpu_count()} threads"
    flags = cpu_flags()
    if flags and "avx2" not in flags:
        hint = "set MEETINGQA_EMBED_ENGINE=torch"
        return Check("processor", False, f"{threads}, no AVX2 for the light encoder", hint)
    return Check("processor", True, f"{threads}{', AVX2' if 'avx2' in flags else ''}")


def _cache(settings: Settings) -> Check:
    folder = settings.cache_dir
    above = next(path for path in (folder, *folder.parents) if path.exists())
    free = f"{str(folder)!r}, {shutil.disk_usage(above).free / 1e9:,.1f} GB free"
    if not above.is_dir() or not os.access(above, os.W_OK):
        hint = "set MEETINGQA_CACHE_DIR to a folder this user may write to"
        return Check("cache", False, f"{free}, not writable", hint)
    return Check("cache", True, free)


def _asset(asset: Asset) -> Check:
    state = asset.state()
    if state == "ok":
        return Check(asset.name, True, f"{asset.purpose}: {str(asset.path)!r}")
    hint = f"run `meetingqa models pull {asset.name}`"
    if not asset.needed:
        return Check(asset.name, True, f"{state}, not needed by the settings")
    return Check(asset.name, False, f"{state}: {str(asset.path)!r}", hint)


def _prompts(settings: Settings) -> Check:
    prints = [
        f"{name} {load_prompt(name, variables, settings.prompts_dir).fingerprint}"
        for name, variables in _PROMPTS.items()
    ]
    return Check("prompts", True, ", ".join(prints))


def _language_model(settings: Settings) -> Check:
    model = build_language_model(settings)  # nothing is loaded or called yet
    if model is None:
        return Check("language model", True, "none: answers are quotes")
    model.close()
    return Check("language model", True, f"{model.name} (not called)")


def _store(settings: Settings) -> Check:
    folder = repr(str(settings.store_dir))
    try:
        with Store.open(settings) as store:
            articles, chunks = store.library.count_articles(), store.library.count_chunks()
            derived = {"vectors": store.vectors.count(), "words": store.keyword.count()}
    except IndexMissing:
        return Check("store", True, f"{folder}: nothing in it yet", "run `meetingqa ingest PATH`")
    detail = f"{folder}: {articles} articles, {chunks} chunks, {store.manifest.embedder}"
    odd = ", ".join(f"{count} {name}" for name, count in derived.items() if count != chunks)
    if odd:
        # Another process may be writing just now; what a killed one left is mended when one writes.
        hint = "if no ingest is running: `meetingqa reindex`"
        return Check("store", True, f"{detail}, but {odd}", hint)
    return Check("store", True, detail)
