"""How long digests take, new and again, and their exports, each in a process of its own.

python benchmarks/digest.py [--output docs/speed-digests.md]

The articles are the sample's and variations on them, read beforehand; summaries are by rules.
"""

import argparse
import json
import os
import pickle
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, get_args

from corpus import CHUNKS_PER_ARTICLE, write_articles

from meetingqa.digesting import build_digest
from meetingqa.domain import Article, DigestScope
from meetingqa.rendering.exports import Format, render_digest
from meetingqa.sources import SourceItem, read_sources
from meetingqa.summarizing import Summarizer

SAMPLE = Path(__file__).parents[1] / "eval" / "datasets" / "sample" / "articles"
SIZES = (20, 200)
FORMATS = get_args(Format)
HEAD = """# Speed of digests

Made by `python benchmarks/digest.py --output docs/speed-digests.md` (part of `make bench`); do not
edit. Summaries are by rules. "New": no summary was there. "Again": another process, which finds them.
"Killed": the process was killed (SIGKILL) when half of the summaries were there, and what is told is the
process after it; "kept" are the summaries that it did not make again. Memory is the most that a
process held, its libraries included. The articles are the sample's and variations on them, more alike
than real ones are.
"""


def main() -> None:
    """Measure every size and write the table, or be one of the processes that are measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--measure", nargs=3, metavar=("ARTICLES", "SAVED", "EXPORT"))
    options = parser.parse_args()
    if options.measure:
        articles, saved, export = options.measure
        print(json.dumps(measure(Path(articles), Path(saved), export == "yes")))
        return
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        columns = [compare(size, Path(name)) for size in SIZES]
    table = write_table(columns, load)
    if options.output:
        options.output.write_text(f"{HEAD}\n{table}", encoding="utf-8")
    print(table)


def measure(articles: Path, saved: Path, export: bool) -> dict[str, Any]:
    """Seconds of one digest (and its exports), what it holds, and the process's peak in MB."""
    read: list[Article] = pickle.loads(articles.read_bytes())
    begun, cpu = time.perf_counter(), time.process_time()
    made = build_digest(
        DigestScope(), read, lambda a: Summarizer(saved_dir=saved).summarize(a, "extractive")
    )
    result: dict[str, Any] = {
        "digest": time.perf_counter() - begun,
        "cpu": time.process_time() - cpu,
        "points": sum(len(section.points) for section in made.sections),
    }
    for format in FORMATS if export else ():
        begun, cpu = time.perf_counter(), time.process_time()
        render_digest(made, format)
        result[format] = time.perf_counter() - begun
        result[f"{format} cpu"] = time.process_time() - cpu
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return {**result, "peak": int(found[1]) // 1024 if found else 0}


def compare(size: int, folder: Path) -> dict[str, str]:
    """The column of one size: new, again, after a kill, exports."""
    write_articles(SAMPLE, folder / f"text-{size}", round(size * CHUNKS_PER_ARTICLE))
    items = read_sources([folder / f"text-{size}"], max_bytes=1_000_000)
    read = [item.article for item in items if isinstance(item, SourceItem)]
    articles = folder / f"{size}.pickle"
    articles.write_bytes(pickle.dumps(read))
    new = _run(articles, folder / f"saved-{size}")
    again = _run(articles, folder / f"saved-{size}", export="yes")
    kept, resumed = _kill_halfway(articles, folder / f"killed-{size}", len(read) // 2)
    return {
        "articles": str(len(read)),
        "points": str(new["points"]),
        "new: s (CPU s)": f"{new['digest']:.1f} ({new['cpu']:.1f})",
        "again: s (CPU s)": f"{again['digest']:.1f} ({again['cpu']:.1f})",
        "after being killed: s (CPU s), kept": (
            f"{resumed['digest']:.1f} ({resumed['cpu']:.1f}), {kept}"
        ),
        "peak memory, new: MB": str(new["peak"]),
        "peak memory with all exports: MB": str(again["peak"]),
        **{
            f"export, {format}: s (CPU s)": f"{again[format]:.1f} ({again[f'{format} cpu']:.1f})"
            for format in FORMATS
        },
        "export, docx and pdf: CPU s against json's": "{:.0f}, {:.0f}".format(
            *(again[f"{format} cpu"] / again["json cpu"] for format in ("docx", "pdf"))
        ),
    }


def _kill_halfway(articles: Path, saved: Path, half: int) -> tuple[int, dict[str, Any]]:
    """How many summaries the second process found and left alone, and what it took."""
    process = subprocess.Popen(_command(articles, saved), stdout=subprocess.DEVNULL)
    while len(list(saved.glob("*.json"))) < half and process.poll() is None:
        time.sleep(0.02)
    process.kill()
    process.wait()
    before = {path: path.stat().st_mtime_ns for path in saved.glob("*.json")}
    resumed = _run(articles, saved)
    return sum(path.stat().st_mtime_ns == at for path, at in before.items()), resumed


def _run(articles: Path, saved: Path, export: str = "no") -> dict[str, Any]:
    done = subprocess.run(
        _command(articles, saved, export), check=True, capture_output=True, text=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _command(articles: Path, saved: Path, export: str = "no") -> list[str]:
    return [sys.executable, __file__, "--measure", str(articles), str(saved), export]


def write_table(columns: list[dict[str, str]], load: float) -> str:
    """The columns as a Markdown table; its first row is the header."""
    rows = [[name, *(column[name] for column in columns)] for name in columns[0]]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"| --- |{' ---: |' * len(columns)}")
    return f"One run on {os.cpu_count()} CPUs; load average before it {load:.1f}.\n\n" + (
        "\n".join(lines) + "\n"
    )


if __name__ == "__main__":
    main()
