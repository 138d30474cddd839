"""Measures ingest, search, ask and memory beside the stock chain in one run; writes Markdown.

    python benchmarks/speed.py --output docs/speed.md

Ours and the stock chain take turns, so that whatever else the machine does falls on both.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from corpus import write_articles
from langchain_core.embeddings import Embeddings
from mixing import Mixer, MixingEmbedder, MixingEmbeddings
from stock import CHUNK_CHARACTERS, OVERLAP, SentenceTransformerEmbeddings, StockChain

from meetingqa.assistant import Assistant
from meetingqa.models.e5_weights import model_dir
from meetingqa.models.encoders import load_embedder
from meetingqa.settings import Settings, load_settings

SAMPLE = Path(__file__).parents[1] / "eval" / "datasets" / "sample"
PREFACE = Path(__file__).with_name("preface.md")
PARTS = 4  # turns of the ingest with the encoder
QUESTIONS = 100
WARM_UP = 5
RESULTS = 10
HELP_RUNS = 5


class Pair:
    """Ours and the stock chain over the same articles."""

    def __init__(
        self, settings: Settings, folder: Path, embedder: MixingEmbedder, stock: Embeddings
    ) -> None:
        ours = settings.model_copy(update={"store_dir": folder / "ours"})
        self.assistant = Assistant(ours)
        self.assistant.embedder = embedder
        self.stock = StockChain(folder / "stock", stock)

    def ingest(self, parts: Sequence[Path]) -> tuple[float, float, int, int]:
        """Seconds and chunks (ours, stock, ours, stock), taking turns part by part."""
        spent, chunks = [0.0, 0.0], [0, 0]

        def ours(part: Path) -> int:
            return self.assistant.ingest([part]).chunks

        for number, part in enumerate(parts):
            both = [(0, ours), (1, self.stock.ingest)]
            for side, ingest in both if number % 2 == 0 else reversed(both):
                gc.collect()
                began = time.perf_counter()
                chunks[side] += ingest(part)
                spent[side] += time.perf_counter() - began
        return spent[0], spent[1], chunks[0], chunks[1]

    def search(self, questions: Sequence[str]) -> tuple[list[float], list[float]]:
        """Milliseconds of each search, ours and stock in turn; the first few are warm-up."""
        ours, stock = [], []
        for question in questions:
            ours.append(_ms(self.assistant.search, question, limit=RESULTS))
            stock.append(_ms(self.stock.search, question, RESULTS))
        return ours[WARM_UP:], stock[WARM_UP:]


def _ms(work: Callable[..., object], *arguments: Any, **named: Any) -> float:
    began = time.perf_counter()
    work(*arguments, **named)
    return 1000 * (time.perf_counter() - began)


def read_questions() -> list[str]:
    """Every question of the sample cases."""
    return [
        json.loads(line)["question"]
        for path in sorted(SAMPLE.glob("cases*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def measure_help() -> float:
    """Median seconds of `meetingqa --help` in a new process."""
    command = [sys.executable, "-m", "meetingqa", "--help"]
    return statistics.median(
        _ms(subprocess.run, command, check=True, stdout=subprocess.DEVNULL) / 1000
        for _ in range(HELP_RUNS)
    )


def measure_memory(folder: Path, chunks: int) -> int:
    """Peak MB of a process that ingests about so many chunks with the encoder."""
    write_articles(SAMPLE / "articles", folder / "articles", chunks)
    script = Path(__file__).with_name("peak.py")
    command = [sys.executable, str(script), str(folder / "store"), str(folder / "articles")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return int(done.stdout)


def quantiles(times: Sequence[float]) -> str:
    """Median and 95th percentile, as "12 / 20"."""
    return f"{np.percentile(times, 50):.0f} / {np.percentile(times, 95):.0f}"


@contextmanager
def step(name: str) -> Iterator[None]:
    """Says on standard error what is measured, and how long it took."""
    began = time.perf_counter()
    print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
    yield
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)


def _ingest_rows(name: str, measured: tuple[float, float, int, int]) -> Iterator[str]:
    ours_s, stock_s, ours, stock = measured
    rates = ours / ours_s, stock / stock_s
    yield _row(
        f"ingest, {name}: chunks/s", f"{rates[0]:.1f}", f"{rates[1]:.1f}", rates[0] / rates[1]
    )
    yield _row("- the same articles: s", f"{ours_s:.1f}", f"{stock_s:.1f}", stock_s / ours_s)


def _search_row(chunks: int, measured: tuple[list[float], list[float]]) -> str:
    ours, stock = measured
    ratio = statistics.median(stock) / statistics.median(ours)
    name = f"search, {chunks:,} chunks: p50 / p95 ms"
    return _row(name, quantiles(ours), quantiles(stock), ratio)


def _row(name: str, ours: str, stock: str = "", ratio: float | None = None) -> str:
    times = f"{ratio:.2f}×" if ratio is not None else ""
    return f"| {name} | {ours} | {stock} | {times} | {os.getloadavg()[0]:.1f} |"


def measure(scratch: Path, small: int, large: int) -> Iterator[str]:
    """The rows of the table."""
    settings = load_settings(llm="none")
    questions = read_questions()
    for_search, for_ask = questions[::2][:QUESTIONS], questions[1::2][:QUESTIONS]
    with step("loading both encoders"):
        real = load_embedder(settings)
        real.embed_passages(for_search)  # more than a few: now the bulk engine is loaded
        stock = SentenceTransformerEmbeddings(model_dir(settings.cache_dir))
        stock.embed_documents(for_search[:WARM_UP])
    embedder = MixingEmbedder(real)
    with step(f"ingest of {small:,} chunks with the encoder, {PARTS} turns"):
        pair = Pair(settings, scratch / "small", embedder, stock)
        parts = write_articles(SAMPLE / "articles", scratch / "small-articles", small, PARTS)
        yield from _ingest_rows(f"about {small:,} chunks", pair.ingest(parts))
    with step("search and ask in them"):
        yield _search_row(small, pair.search(for_search))
        asked = [_ms(pair.assistant.ask, question, writer="extractive") for question in for_ask]
        yield _row(f"extractive ask, {small:,} chunks: p50 / p95 ms", quantiles(asked[WARM_UP:]))
        pair.assistant.close()
    mixer = Mixer(np.concatenate(embedder.kept))
    with step(f"ingest of {large:,} chunks without the encoder"):
        pair = Pair(
            settings, scratch / "large", MixingEmbedder(real, mixer), MixingEmbeddings(stock, mixer)
        )
        parts = write_articles(SAMPLE / "articles", scratch / "large-articles", large, PARTS)
        yield from _ingest_rows(f"about {large:,} chunks, all but the encoder", pair.ingest(parts))
    with step("search in them"):
        yield _search_row(large, pair.search(for_search))
        pair.assistant.close()
    with step("help"):
        yield _row("`meetingqa --help`: s", f"{measure_help():.2f}")
    for chunks in (small // 4, 5 * small // 2):
        with step(f"memory of an ingest of {chunks:,} chunks"):
            peak = measure_memory(scratch / f"memory-{chunks}", chunks)
            yield _row(f"peak memory, ingest of {chunks:,} chunks: MB", f"{peak:,}")


def main() -> None:
    """Run every measurement from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, help="Markdown file (default: standard output)")
    parser.add_argument("--small", type=int, default=1_000, help="chunks of the small corpus")
    parser.add_argument("--large", type=int, default=10_000, help="chunks of the large corpus")
    options = parser.parse_args()
    warnings.simplefilter("ignore", DeprecationWarning)  # langchain-chroma's own, at every call
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        rows = list(measure(Path(scratch), options.small, options.large))
    import torch

    about = PREFACE.read_text(encoding="utf-8").format(
        cpus=len(os.sched_getaffinity(0)),
        threads=torch.get_num_threads(),
        load=load,
        characters=CHUNK_CHARACTERS,
        overlap=OVERLAP,
        limit=RESULTS,
        parts=PARTS,
        questions=QUESTIONS - WARM_UP,
    )
    text = about + "\n".join([*rows, ""])
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
