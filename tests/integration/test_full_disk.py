"""No space left in the middle of an ingest: told with a hint, nothing lost, nothing to repair."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from fakes import FakeEmbedder, make_text
from meetingqa.settings import Settings
from meetingqa.storage.chunking import Chunker
from meetingqa.storage.ingestion import Ingestor
from meetingqa.storage.store import Store

FULL_DISK = """
import sys
from pathlib import Path
from fakes import FakeEmbedder, WordCounter
from meetingqa.storage.chunking import Chunker
from meetingqa.errors import StoreError
from meetingqa.storage.ingestion import Ingestor
from meetingqa.settings import Settings
from meetingqa.storage.store import Store

settings = Settings(store_dir=Path(sys.argv[1]), embedder="fake", chunk_max_tokens=64)
embedder = FakeEmbedder()
try:
    with Store.open(settings, write=True, embedder=embedder) as store:
        Ingestor(store, embedder, Chunker(WordCounter(), 64)).ingest([sys.argv[2]], max_bytes=10**6)
except StoreError as error:
    print(error.hint)
    sys.exit(1)
"""


@pytest.mark.parametrize("limit_kb", [40, 600, 1_500])
def test_no_space_left_is_told_and_loses_nothing(
    tmp_path: Path,
    settings: Settings,
    embedder: FakeEmbedder,
    chunker: Chunker,
    limit_kb: int,
) -> None:
    folder = tmp_path / "tin"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03d}.txt").write_text(make_text(number))
    limit = limit_kb * 1024  # a file cannot grow beyond it, as on a full disk
    failed = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(settings.store_dir), str(folder)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        check=False,
        capture_output=True,
        text=True,
    )
    assert failed.returncode == 1, failed.stderr
    assert "disk space" in failed.stdout
    with Store.open(settings, write=True, embedder=embedder) as store:
        assert store.vectors.count() == store.keyword.count() == store.library.count_chunks()
        stored = store.library.count_articles()
        report = Ingestor(store, embedder, chunker).ingest([folder], max_bytes=10**6)
        assert (report.added, report.unchanged) == (200 - stored, stored)
        assert store.vectors.count() == store.keyword.count() == store.library.count_chunks()
