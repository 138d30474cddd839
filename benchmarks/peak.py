"""Ingests a folder in a process of its own and prints the most memory it held, in MB.

    python benchmarks/peak.py STORE FOLDER

The high-water mark is read inside: what a parent is told of its child includes the parent's own.
"""

import re
import sys
from pathlib import Path

from meetingqa.assistant import Assistant
from meetingqa.settings import load_settings


def main(store: str, folder: str) -> None:
    """Torch from the start: a small ingest would do with the light engine, which needs less."""
    settings = load_settings(store_dir=Path(store), embed_engine="torch", llm="none")
    with Assistant(settings) as assistant:
        assistant.ingest([folder])
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    print(int(found[1]) // 1024 if found else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
