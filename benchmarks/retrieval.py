"""Measures the choices of retrieval on real question sets and writes them as Markdown.

    python benchmarks/retrieval.py --data DIR --output docs/retrieval.md

Every question has one right document. The questions whose document id has an odd SHA-256 are
reported apart as well: weights are settled on the others.
"""

import argparse
import hashlib
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meetingqa.domain import Article, Chunk
from meetingqa.evaluation.datasets import Document
from meetingqa.evaluation.foreign_sets import ForeignSet, read_foreign
from meetingqa.evaluation.statistics import paired_difference
from meetingqa.language.restoring import restore_marks
from meetingqa.language.text import fold, normalize
from meetingqa.models.encoders import Embedder, load_embedder
from meetingqa.retrieval import CANDIDATES, DENSE_WEIGHT, RESTORE_FROM, complete, fuse
from meetingqa.settings import load_settings
from meetingqa.storage.keyword import BOOSTS, KeywordIndex

LEAD_WORDS = 280  # of an untitled body that are embedded, about 330 of the encoder's 512 tokens
_PREFACE = f"""# Choices of retrieval

Made by `python benchmarks/retrieval.py`; do not edit. Embedder: {{embedder}}.
Bold: what the product does. Each leg gives {CANDIDATES} candidates; dense is exact cosine here.
Weights were settled on the questions whose document id has an even SHA-256, with 55 synthetic
meeting articles as a second opinion; "held out" is the other half, which a first look at the whole
had shown, so it is a check rather than a blind test. Question sets: title and passage are embedded
and indexed. Title to body: bodies are indexed whole without their titles,
and embedded by their first {LEAD_WORDS} words. "No diacritics": the same questions with all marks taken
off; "restored" gives them back from the first {RESTORE_FROM} passages of the keyword leg. NFD is
compared on every tenth question.
"""

_QA_SETS = ("viquad2_public_test_answerable", "xquad_vi")


Leg = dict[str, float]


def read_sets(data: Path) -> Iterator[tuple[str, ForeignSet]]:
    """The sets of a data folder by name; `EvaluationError` when one is not there."""
    for name in _QA_SETS:
        yield name, read_foreign(data / name, "passages")
    articles = data / "binhdinh_provincial_news" / "articles.jsonl"
    yield "binhdinh_provincial_news, title to body", read_foreign(articles, "titles")
    press = read_foreign(data / "vietnews_gov", "titles", ask="[AB]_*")
    yield "vietnews_gov A and B, title to body", press


def _store(index: KeywordIndex, document: Document) -> None:
    """Add an article of one chunk."""
    name, text = document.id, document.text
    base = {"article_id": name, "text": text}
    article = Article(title=document.title, source=name, content_hash=name, **base)
    index.add(article, [Chunk(chunk_id=name, ordinal=0, start=0, end=len(text), tokens=0, **base)])


class Bench:
    """One collection, indexed and embedded; hands out both legs of each question."""

    def __init__(self, name: str, found: ForeignSet, embedder: Embedder, index: Path) -> None:
        self.name = name
        cases = [case for case in found.cases if case.answerable]
        self.questions = [case.question for case in cases]
        self.gold = [case.gold.docs[0] for case in cases]
        self.texts = {document.id: document.text for document in found.documents}
        self._ids = list(self.texts)
        self._embedder = embedder
        self._vectors = embedder.embed_passages(
            [
                f"{d.title}\n{d.text}" if d.title else " ".join(d.text.split()[:LEAD_WORDS])
                for d in found.documents
            ]
        )
        self._index = KeywordIndex(index)
        for document in found.documents:
            _store(self._index, document)
        self._index.commit()

    def keyword(self, texts: Sequence[str], boosts: Mapping[str, float] = BOOSTS) -> list[Leg]:
        """Candidates of the keyword leg for each text."""
        return [dict(self._index.search(text, CANDIDATES, boosts=boosts)) for text in texts]

    def dense(self, texts: Sequence[str]) -> list[Leg]:
        """Candidates of the dense leg for each text, by exact cosine."""
        legs = []
        for text in texts:
            scores = self._vectors @ self._embedder.embed_query(normalize(text))
            best = np.argsort(-scores, kind="stable")[:CANDIDATES]
            legs.append({self._ids[i]: float(scores[i]) for i in best})
        return legs

    def restore(self, texts: Sequence[str], found: Sequence[Leg]) -> list[str]:
        """Texts without diacritics with those that their first keyword candidates show."""
        return [
            restore_marks(text, [self.texts[i] for i in list(leg)[:RESTORE_FROM]])
            for text, leg in zip(texts, found, strict=True)
        ]

    def ranks(self, legs: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Rank from 1 of the right document in each ranked leg; infinity where it is missing."""
        pairs = zip(self.gold, legs, strict=True)
        return np.array(
            [list(leg).index(gold) + 1 if gold in leg else np.inf for gold, leg in pairs]
        )


def _by_rank(k: int) -> Callable[[Leg, Leg], Leg]:
    def fused(dense: Leg, keyword: Leg) -> Leg:
        sums: Leg = {}
        for leg in (dense, keyword):
            for rank, name in enumerate(leg, start=1):
                sums[name] = sums.get(name, 0.0) + 1 / (k + rank)
        return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))

    return fused


def _by_range(dense: Leg, keyword: Leg) -> Leg:
    sums: Leg = dict.fromkeys([*dense, *keyword], 0.0)
    for leg in filter(None, (dense, keyword)):
        low, high = min(leg.values()), max(leg.values())
        for name, score in leg.items():
            sums[name] += (score - low) / ((high - low) or 1.0)
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def _by_z(weight: float) -> Callable[[Leg, Leg], Leg]:
    return lambda dense, keyword: fuse(
        complete({"keyword": keyword, "dense": dense}, CANDIDATES), weight
    )


def measure(bench: Bench) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Each variant's name and the ranks it gives; those of the product are in bold."""
    typed = bench.questions
    dense, keyword = bench.dense(typed), bench.keyword(typed)
    yield "dense", bench.ranks(dense)
    words = {"words": 1.0, "title_words": 1.0}
    yield "keyword, syllables", bench.ranks(bench.keyword(typed, words))
    for weight in (0.4, 0.7, 1.0):
        boosts = words | {"pairs": weight, "title_pairs": weight}
        name = f"keyword, syllables + {weight:g} pairs"
        yield _bold(name, boosts == BOOSTS), bench.ranks(bench.keyword(typed, boosts))
    ways = {f"reciprocal ranks, k {k}": _by_rank(k) for k in (10, 20, 60)}
    ways |= {"min-max": _by_range}
    ways |= {f"z-scores, dense {w:g}": _by_z(w) for w in (0.5, 0.8, 1.0)}
    for name, way in ways.items():
        legs = [way(d, k) for d, k in zip(dense, keyword, strict=True)]
        yield _bold(name, name.endswith(f"dense {DENSE_WEIGHT:g}")), bench.ranks(legs)
    bare = [fold(normalize(text)) for text in typed]
    dense, keyword = bench.dense(bare), bench.keyword(bare)
    yield "no diacritics: dense", bench.ranks(dense)
    yield "no diacritics: keyword", bench.ranks(keyword)
    for name, legs in (
        ("no diacritics: z-scores, dense as typed", dense),
        ("**no diacritics: z-scores, dense restored**", bench.dense(bench.restore(bare, keyword))),
    ):
        way = _by_z(DENSE_WEIGHT)
        yield name, bench.ranks([way(d, k) for d, k in zip(legs, keyword, strict=True)])


def _bold(name: str, chosen: bool) -> str:
    return f"**{name}**" if chosen else name


def score(ranks: NDArray[np.float64]) -> tuple[float, float, float]:
    """hit@1, hit@10 and MRR@10 of ranks from 1 (infinity: not found)."""
    reciprocal = np.where(ranks <= 10, 1 / ranks, 0.0)
    return float((ranks <= 1).mean()), float((ranks <= 10).mean()), float(reciprocal.mean())


def nfd_differences(bench: Bench) -> int:
    """Questions of which the NFD form gives another ranking than the NFC form; must be none."""
    sample = bench.questions[::10]
    decomposed = [unicodedata.normalize("NFD", text) for text in sample]
    pairs = [(leg(sample), leg(decomposed)) for leg in (bench.keyword, bench.dense)]
    return sum(
        one != other for ones, others in pairs for one, other in zip(ones, others, strict=True)
    )


def render(bench: Bench) -> str:
    """The Markdown section of one collection."""
    gold = bench.gold
    held = np.array([int(hashlib.sha256(g.encode()).hexdigest(), 16) % 2 == 1 for g in gold])
    lines = [
        f"## {bench.name}",
        "",
        f"{len(gold)} questions ({held.sum()} held out), {len(bench.texts)} documents.",
        "",
        "| method | hit@1 | hit@10 | MRR@10 | held out: hit@1 | hit@10 | MRR@10 |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    chosen: dict[str, NDArray[np.float64]] = {}
    for name, ranks in measure(bench):
        figures = (*score(ranks), *score(ranks[held]))
        lines.append(f"| {name} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
        chosen[name.strip("*")] = ranks
    keyword = next(r for n, r in chosen.items() if n.endswith(f"+ {BOOSTS['pairs']:g} pairs"))
    hybrid = chosen[f"z-scores, dense {DENSE_WEIGHT:g}"]
    lines.append("")
    for depth in (1, 10):
        ours, words = (
            {str(i): float(rank <= depth) for i, rank in enumerate(ranks)}
            for ranks in (hybrid, keyword)
        )
        gain = paired_difference(ours, words, {str(i): doc for i, doc in enumerate(gold)})
        value, low, high = (100 * (end or 0.0) for end in gain[:3])
        lines.append(
            f"- hybrid above keyword, hit@{depth}: {value:+.1f} points "
            f"(95 % {low:+.1f} to {high:+.1f}, by document)"
        )
    lines.append(f"- NFD questions ranked otherwise than NFC: {nfd_differences(bench)}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run the grid from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the question sets")
    parser.add_argument("--output", type=Path, help="Markdown file (default: standard output)")
    options = parser.parse_args()
    embedder = load_embedder(load_settings())
    parts = []
    for name, found in read_sets(options.data):
        with tempfile.TemporaryDirectory() as scratch:
            parts.append(render(Bench(name, found, embedder, Path(scratch))))
    text = _PREFACE.format(embedder=embedder.name) + "\n" + "\n".join(parts)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
