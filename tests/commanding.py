"""What tests of commands share: settings without heavy models, and a store of the invented articles."""

from pathlib import Path

import pytest

from asking import ARTICLES
from meetingqa.assistant import Assistant
from meetingqa.settings import load_settings


def set_environment(patch: pytest.MonkeyPatch) -> None:
    """The light encoder and no language model."""
    patch.setenv("MEETINGQA_EMBED_ENGINE", "light")
    patch.setenv("MEETINGQA_LLM", "none")


def fill_store(folder: Path) -> Path:
    """A store of the invented articles in a folder, for tests that only read it."""
    for article in ARTICLES:
        path = folder / article.source
        path.write_text(f"{article.title}\n{article.published_on:%d/%m/%Y}\n{article.text}")
    with pytest.MonkeyPatch.context() as patch:
        set_environment(patch)
        with Assistant(load_settings(store_dir=folder / "store")) as assistant:
            assistant.ingest([folder / article.source for article in ARTICLES])
    return folder / "store"
