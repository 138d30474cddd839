"""How long summaries take: by rules over the sample, by the embedded model over one long article.

python benchmarks/summaries.py [--model]
"""

import sys
import time
from pathlib import Path
from statistics import median

from meetingqa.domain import Article
from meetingqa.models.llm import build_language_model
from meetingqa.settings import load_settings
from meetingqa.sources import SourceItem, read_sources
from meetingqa.summarizing import Summarizer, SummaryDrafter

SAMPLE = Path(__file__).parents[1] / "eval" / "datasets" / "sample" / "articles"
WORDS = 1_500  # of the long article: three of the sample one after the other


def read_sample() -> list[Article]:
    """The sample's articles as ingestion reads them."""
    items = read_sources([SAMPLE], max_bytes=1_000_000)
    return [item.article for item in items if isinstance(item, SourceItem)]


def join(articles: list[Article]) -> Article:
    """One article of at least `WORDS` words under the first one's name."""
    text = ""
    for article in articles:
        text = f"{text}\n\n{article.text}".strip()
        if len(text.split()) >= WORDS:
            break
    return articles[0].model_copy(update={"text": text})


def main() -> None:
    """Print seconds by rules, and with --model the model's first and last summary."""
    articles = read_sample()
    spent = []
    for article in articles:
        begun = time.perf_counter()
        Summarizer().summarize(article, "extractive")
        spent.append(time.perf_counter() - begun)
    long = join(articles)
    begun = time.perf_counter()
    Summarizer().summarize(long, "extractive")
    whole = time.perf_counter() - begun
    print(
        f"rules, {len(articles)} articles: median {median(spent):.3f} s, worst {max(spent):.3f} s"
    )
    print(f"rules, {len(long.text.split())} words: {whole:.3f} s")
    if "--model" not in sys.argv:
        return
    model = build_language_model(load_settings())
    if model is None:
        raise SystemExit("no language model is set")
    begun = time.perf_counter()
    for step, summary in enumerate(Summarizer(SummaryDrafter(model)).stream(long)):
        seconds = time.perf_counter() - begun
        dropped = len(summary.trace.dropped)
        print(f"step {step}: {seconds:.1f} s, {summary.trace.writer}, {dropped} dropped")
    model.close()


if __name__ == "__main__":
    main()
