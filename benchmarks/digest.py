"""How long a digest of N articles takes over a store, with summaries made before and with new ones.

python benchmarks/digest.py --store DIR [--articles 20] [--writer extractive|llm]
"""

import argparse
import statistics
import time
from pathlib import Path

from meetingqa.assistant import Assistant
from meetingqa.domain import Filters
from meetingqa.settings import load_settings


def main() -> None:
    """Print the seconds of the first run and the median of five more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--writer", choices=["extractive", "llm"], default="extractive")
    options = parser.parse_args()
    with Assistant(load_settings(store_dir=options.store)) as assistant:
        ids = [article.article_id for article in assistant.articles()][: options.articles]
        filters = Filters(article_ids=tuple(ids))
        seconds = []
        for _ in range(6):
            begun = time.perf_counter()
            made = assistant.digest(filters=filters, writer=options.writer)
            seconds.append(time.perf_counter() - begun)
    points = sum(len(section.points) for section in made.sections)
    print(f"{len(made.articles)} articles, {points} points, writer {made.trace.writer}")
    print(
        f"first run {seconds[0]:.2f} s, then {statistics.median(seconds[1:]):.2f} s (median of 5)"
    )


if __name__ == "__main__":
    main()
