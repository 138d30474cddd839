"""Articles for the benchmarks: the synthetic samples, then any number of variations on them."""

import itertools
import random
import re
from collections.abc import Iterator
from pathlib import Path

from meetingqa.domain import Article
from meetingqa.sources import SourceItem, read_sources

CHUNKS_PER_ARTICLE = 4.5  # of the sample articles, at 256 tokens a chunk
_BORROWED = 0.3  # share of lines that a variation takes from other articles
_MAX_BYTES = 1_000_000
# Figures, but not days, years, ordinals or document numbers, which must stay what they are.
_FIGURE = re.compile(
    r"(?<!ngày )(?<!tháng )(?<!năm )(?<!thứ )(?<!khóa )(?<!số )(?<![\w/.,-])"
    r"(?!(?:19|20)\d\d\b)\d{1,3}(?:\.\d{3})*(?:,\d+)?(?=%|\s[^\W\d_])(?!\stháng|\snăm)"
)
_FIRST = "An Bình Cẩm Châu Đại Đông Gia Hà Hải Hòa Kim Lạc Lâm Long Minh Nam Ngọc Phú Quảng Sơn Tân"
_SECOND = "Bảo Cát Dương Điền Giang Hưng Khê Lộc Mai Nghĩa Ninh Phong Quý Sơn Thạch Trung Vân Xuyên"


def write_articles(samples: Path, folder: Path, chunks: int, parts: int = 1) -> list[Path]:
    """Write text files of about `chunks` chunks; returns the `parts` folders they are spread over."""
    folders = [folder / f"part-{number}" for number in range(parts)]
    for path in folders:
        path.mkdir(parents=True)
    wanted = itertools.islice(_articles(samples), round(chunks / CHUNKS_PER_ARTICLE))
    for number, text in enumerate(wanted):
        (folders[number % parts] / f"{number:05d}.txt").write_text(text, encoding="utf-8")
    return folders


def _articles(samples: Path) -> Iterator[str]:
    originals = [
        item
        for item in read_sources([samples], max_bytes=_MAX_BYTES)
        if isinstance(item, SourceItem)
    ]
    # A text file goes in as the portal gave it, noise and all; of a page we take the words.
    texts = [
        Path(item.source).read_text(encoding="utf-8")
        if item.source.endswith(".txt")
        else f"{item.article.title}\n{item.article.text}"
        for item in originals
    ]
    yield from texts
    lines = [line for text in texts for line in text.splitlines() if len(line) > 120]
    draw = random.Random(0)
    while True:
        for item, text in zip(originals, texts, strict=True):
            yield _vary(item.article, text, lines, draw)


def _vary(article: Article, text: str, lines: list[str], draw: random.Random) -> str:
    """The article moved to an invented province, with other figures and some foreign lines."""
    varied = "\n".join(
        draw.choice(lines) if len(line) > 120 and draw.random() < _BORROWED else line
        for line in text.splitlines()
    )
    if article.province:
        name = f"{draw.choice(_FIRST.split())} {draw.choice(_SECOND.split())}"
        varied = varied.replace(article.province, name)
    return _FIGURE.sub(lambda match: _other_figure(match.group(), draw), varied)


def _other_figure(figure: str, draw: random.Random) -> str:
    digits = re.sub(r"\d", lambda _: str(draw.randrange(10)), figure)
    return str(draw.randrange(1, 10)) + digits[1:]
