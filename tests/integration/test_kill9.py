"""kill -9 at random moments of an ingest: nothing lost, nothing half there, nothing to repair."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from fakes import FakeEmbedder, make_text
from meetingqa.settings import Settings
from meetingqa.storage.chunking import Chunker
from meetingqa.storage.ingestion import Ingestor
from meetingqa.storage.store import Store

ARTICLES = 160
KILLS = 20
SEED = 20

# Imports once and forks an ingest for each line it reads, so that the kills need not wait for the
# imports. Small batches and frequent saves, so that they meet every step many times over.
NURSERY = """
import os, sys
from pathlib import Path
from fakes import FakeEmbedder, WordCounter
from meetingqa.storage import ingestion
from meetingqa.storage import vectors
from meetingqa.storage.chunking import Chunker
from meetingqa.settings import Settings
from meetingqa.storage.store import Store

def run():
    settings = Settings(store_dir=Path(sys.argv[1]), embedder="fake", chunk_max_tokens=64)
    embedder, chunker = FakeEmbedder(), Chunker(WordCounter(), 64)
    with Store.open(settings, write=True, embedder=embedder) as store:
        ingestor = ingestion.Ingestor(store, embedder, chunker)
        told = set()
        def tell(read, chunks):
            if chunks not in told:
                told.add(chunks)
                print("stored", chunks, flush=True)
        ingestor.ingest([sys.argv[2]], max_bytes=10**7, progress=tell)
        ingestor.delete([a.article_id for a in store.library.list_articles()[::10]])

ingestion.CHUNKS_AT_ONCE = 24
vectors._SAVE_AFTER = vectors._SAVE_AT_CLOSE_AFTER = 100
for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        run()
        os._exit(0)
    print("child", child, flush=True)
    print("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
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
    for item in items[:: max(1, len(items) // 12)]:
        for chunk, vector in zip(item.chunks, item.vectors, strict=True):
            assert chunk.chunk_id in [i for i, s in store.vectors.search(vector, 3) if s > 0.99]
            words = store.keyword.search(chunk.text, 5, {chunk.article_id})
            assert chunk.chunk_id in [i for i, _ in words]


def test_kill_9_at_random_moments(
    tmp_path: Path, settings: Settings, embedder: FakeEmbedder, chunker: Chunker
) -> None:
    lines = tmp_path / "tin.jsonl"
    chance = random.Random(SEED)
    nursery = subprocess.Popen(
        [sys.executable, "-c", NURSERY, str(settings.store_dir), str(lines)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        text=True,
        bufsize=1,
    )
    assert nursery.stdin and nursery.stdout

    def read(*words: str) -> tuple[str, int]:
        """The next line that begins with one of these words."""
        assert nursery.stdout
        while True:
            word, number = nursery.stdout.readline().split()
            if word in words:
                return word, int(number)

    version, killed, stored = 0, 0, list[int]()
    try:
        write_lines(lines, version)
        while killed < KILLS:
            nursery.stdin.write("go\n")
            _, child = read("child")
            # Some batches and then some time, so that the speed of the machine matters little.
            for _ in range(chance.randrange(7)):
                word, ended = read("stored", "ended")
                if word == "ended":
                    break
            else:
                time.sleep(chance.uniform(0.0, 0.3))
                with contextlib.suppress(ProcessLookupError):  # it was done already
                    os.kill(child, signal.SIGKILL)
                _, ended = read("ended")
            assert ended in (-signal.SIGKILL, 0)
            killed += ended != 0
            with Store.open(settings, write=True, embedder=embedder) as store:
                check_all_or_nothing(store)
                stored.append(store.library.count_articles())
            if ended == 0 or killed == KILLS // 2:  # then change every article
                version += 1
                write_lines(lines, version)
    finally:
        nursery.stdin.close()
        nursery.wait()
        nursery.stdout.close()
    with Store.open(settings, write=True, embedder=embedder) as store:
        report = Ingestor(store, embedder, chunker).ingest([lines], max_bytes=10**7)
        assert report.added + report.updated + report.unchanged == ARTICLES
        check_all_or_nothing(store)
        assert store.library.count_articles() == ARTICLES
    assert len(set(stored)) > 5, f"the kills all came at the same place: {stored}"
