"""kill -9 at random moments of an ingest: nothing lost, nothing half there, nothing to repair."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path


from fakes import FakeEmbedder, make_text
from meetingqa.chunking import Chunker
from meetingqa.ingestion import Ingestor
from meetingqa.settings import Settings
from meetingqa.store import Store

ARTICLES = 500
KILLS = 20
SEED = 20

# Small batches and frequent saves, so that kills meet every step many times over.
INGEST = """
import sys, time
from pathlib import Path
from fakes import FakeEmbedder, WordCounter
from meetingqa import indexing, ingestion, vectors
from meetingqa.chunking import Chunker
from meetingqa.settings import Settings
from meetingqa.store import Store

ingestion.CHUNKS_AT_ONCE = 24
vectors._SAVE_AFTER = 200
settings = Settings(store_dir=Path(sys.argv[1]), embedder="fake", chunk_max_tokens=64)
embedder, chunker = FakeEmbedder(), Chunker(WordCounter(), 64)
print("go", flush=True)
with Store.open(settings, write=True, embedder=embedder) as store:
    ingestor = ingestion.Ingestor(store, embedder, chunker)
    ingestor.ingest([sys.argv[2]], max_bytes=10**7, progress=lambda *at: print(*at, flush=True))
    ingestor.delete([a.article_id for a in store.library.list_articles()[::10]])
print("done", flush=True)
"""


def write_lines(path: Path, version: int) -> None:
    """The same addresses in every version, with other texts."""
    lines = [
        f'{{"url": "https://bao.example/{n}", "title": "Tin {n}", "text": "{text}"}}'
        for n in range(ARTICLES)
        for text in [make_text(n * 10 + version, sentences=6).replace("\n", "\\n")]
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


def check_all_or_nothing(store: Store) -> None:
    """Every article has all its chunks in all three parts, and these hold nothing else."""
    live = store.library.count_chunks()
    assert store.vectors.count() == live
    assert store.keyword.count() == live
    assert store.library.list_unsettled() == []
    # Counts do not show a destroyed graph: sampled vectors must find themselves.
    items = [item for batch in store.library.iter_batches(500) for item in batch]
    assert sum(len(item.chunks) for item in items) == live
    for item in items:
        text = item.article.text
        covered = "".join(chunk.text for chunk in item.chunks)
        assert "".join(covered.split()) == "".join(text.split())
    for item in items[:: max(1, len(items) // 60)]:
        for chunk, vector in zip(item.chunks, item.vectors, strict=True):
            assert chunk.chunk_id in [i for i, s in store.vectors.search(vector, 3) if s > 0.99]
            words = store.keyword.search(chunk.text, 5, {chunk.article_id})
            assert chunk.chunk_id in [i for i, _ in words]


def test_kill_9_at_random_moments(
    tmp_path: Path, settings: Settings, embedder: FakeEmbedder, chunker: Chunker
) -> None:
    lines = tmp_path / "tin.jsonl"
    chance = random.Random(SEED)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    version, killed, stored = 0, 0, list[int]()
    write_lines(lines, version)
    while killed < KILLS:
        run = subprocess.Popen(
            [sys.executable, "-c", INGEST, str(settings.store_dir), str(lines)],
            stdout=subprocess.PIPE,
            env=environment,
        )
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(chance.uniform(0.02, 1.2))
        run.kill()
        said = run.stdout.read().decode().split("\n")
        run.wait()
        run.stdout.close()
        killed += run.returncode == -9
        assert run.returncode in (-9, 0)
        with Store.open(settings, write=True, embedder=embedder) as store:
            check_all_or_nothing(store)
            stored.append(store.library.count_articles())
        if "done" in said or killed % 7 == 0:  # then change every article
            version += 1
            write_lines(lines, version)
    with Store.open(settings, write=True, embedder=embedder) as store:
        report = Ingestor(store, embedder, chunker).ingest([lines], max_bytes=10**7)
        assert report.added + report.updated + report.unchanged == ARTICLES
        check_all_or_nothing(store)
        assert store.library.count_articles() == ARTICLES
    assert len(set(stored)) > 5, "the kills all came at the same place"
