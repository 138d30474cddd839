"""Reads a question and a sentence together and says how likely the sentence answers it.

A cross-encoder (Nogueira and Cho 2019): multilingual-e5-small with low-rank adapters (Hu et al. 2021)
that were trained on questions over press articles. The adapters ship with the package, the model's
weights are those of the encoder.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from meetingqa.domain import Article
from meetingqa.errors import ModelUnavailable
from meetingqa.models.e5_light import cpu_flags
from meetingqa.models.e5_weights import PROMPTS, damaged_files, has_weights, model_dir
from meetingqa.settings import Settings

ADAPTERS = Path(__file__).with_name("reranker.safetensors")
TITLE_CHARS = 90  # of an article's title, put before what is read of it
MAX_TOKENS = 128  # of a question with a title and a sentence; the longer of the two is cut
_LAYERS, _HEADS = 12, 12
_PARTS = ("query", "key", "value")
_WORDS = "embeddings.word_embeddings.weight"
_REMEMBERED = 4096  # pairs
# Rows are multiplied by this many and one less: for each new number of them kernels are made, which
# costs a fifth of a reading, and kept. One less, as from 384 rows on the sums are made otherwise.
_ROWS = 32
# All rerankers share one model and torch's one number of threads.
_ONE_AT_A_TIME = threading.Lock()


def load_reranker(settings: Settings) -> "Reranker | None":
    """The reranker of `settings.reranker`; None where it is off, or the encoder's weights are not there."""
    wanted = settings.reranker == "on" and has_weights(settings.cache_dir)
    return Reranker(settings.cache_dir) if wanted else None


def name_article(article: Article) -> str:
    """What a sentence is read under: its article's title, place and day."""
    day = article.held_on or article.published_on
    frame = [x for x in (article.province, day and f"{day.day}/{day.month}/{day.year}") if x]
    return article.title[:TITLE_CHARS] + (f" ({', '.join(frame)})" if frame else "")


class Reranker:
    """Scores sentences against a question. Thread-safe; the encoder's weights are read from the cache
    at the first use, once for all. Raises ModelUnavailable where they are damaged."""

    def __init__(self, cache_dir: Path) -> None:
        self._cache_dir = cache_dir
        self._known: OrderedDict[tuple[str, str], float] = OrderedDict()

    def load(self) -> None:
        """Read the weights now. Raises ModelUnavailable."""
        with _ONE_AT_A_TIME:
            _load(self._cache_dir)

    def score(self, question: str, sentences: Sequence[tuple[Article, str]]) -> list[float]:
        """Log-odds that each sentence of its article answers the question, in order."""
        pairs = [(question, f"{name_article(article)}: {text}") for article, text in sentences]
        with _ONE_AT_A_TIME:
            if new := [pair for pair in dict.fromkeys(pairs) if pair not in self._known]:
                self._known.update(zip(new, _load(self._cache_dir)(new), strict=True))
            found = [self._known[pair] for pair in pairs]
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found


@lru_cache(maxsize=1)
def _load(cache_dir: Path) -> "CrossEncoder":
    folder = model_dir(cache_dir)
    if damaged := damaged_files(cache_dir):
        raise ModelUnavailable(
            f"damaged weights in {str(folder)!r}: {', '.join(damaged)}",
            "run `meetingqa models pull`, or set MEETINGQA_RERANKER=off",
        )
    from safetensors.torch import load_file

    return CrossEncoder(folder, load_file(ADAPTERS))


class CrossEncoder:
    """BERT (Devlin et al. 2019) with adapters merged in and one output for a pair of texts.

    Written out, because transformers takes 4 s and 1 GB to load it: here the vectors of words stay on
    disk but for those that are read. In bf16 where the processor multiplies that. The pairs stand one
    after the other, each attending to itself alone: half the time of one by one.
    """

    def __init__(self, folder: Path, adapters: Mapping[str, Any]) -> None:
        # Imported here: torch takes a second, which a search must not pay.
        import torch
        from safetensors import safe_open
        from tokenizers import Tokenizer

        self._torch = torch
        self._second = ThreadPoolExecutor(1, "reranker", torch.set_num_threads, (1,))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
        self._tokenizer.no_padding()
        self._dtype = torch.float32
        if cpu_flags() & {"avx512_bf16", "amx_bf16"}:
            self._dtype = torch.bfloat16
        weights: Any = safe_open(str(folder / "model.safetensors"), "pt")
        self._words = weights.get_tensor(_WORDS)  # mapped from the file, and read where it is used
        changes = {name: tensor.float() for name, tensor in adapters.items()}
        self._head = (changes["head.weight"], changes["head.bias"])
        self._weights = {}
        for name in set(weights.keys()) - {_WORDS}:
            weight, adapter = weights.get_tensor(name).float(), name.removesuffix(".weight")
            if f"{adapter}.a" in changes:
                weight += changes[f"{adapter}.b"] @ changes[f"{adapter}.a"]
            self._weights[name] = weight.to(self._dtype)
        for attention in (f"encoder.layer.{number}.attention.self" for number in range(_LAYERS)):
            for kind in ("weight", "bias"):
                parts = [self._weights.pop(f"{attention}.{part}.{kind}") for part in _PARTS]
                self._weights[f"{attention}.{kind}"] = torch.cat(parts)

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Log-odds that each (question, text) belongs together."""
        torch = self._torch
        longest_first = sorted(range(len(pairs)), key=lambda n: -sum(map(len, pairs[n])))
        # Halves of about the same length, each read by a thread of its own. Threads that share every
        # product wait for each other, beside a busy language model up to seconds.
        mine = longest_first[::4] + longest_first[3::4]
        others = longest_first[1::4] + longest_first[2::4]
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            reading = self._second.submit(self._read, [pairs[n] for n in others])
            odds = dict(zip(mine, self._read([pairs[n] for n in mine]), strict=True))
            odds.update(zip(others, reading.result(), strict=True))
        finally:
            torch.set_num_threads(threads)
        return [odds[n] for n in range(len(pairs))]

    def _read(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        with self._torch.inference_mode():
            odds: list[float] = self.forward(pairs).tolist() if pairs else []
        return odds

    def forward(self, pairs: Sequence[tuple[str, str]]) -> Any:
        """The same as a tensor, shape (pairs,)."""
        torch = self._torch
        encoded = [self._tokenizer.encode(PROMPTS["query"] + q, text).ids for q, text in pairs]
        hidden = self._encode(encoded)
        pooled = torch.stack([torch.cat([own[0], own.mean(0)]) for own in hidden])
        return torch.nn.functional.linear(pooled, *self._head)[:, 0]

    def _encode(self, encoded: Sequence[Sequence[int]]) -> Any:
        """The last hidden states of each text, shape (tokens, 384)."""
        torch, functional = self._torch, self._torch.nn.functional
        lengths = [len(ids) for ids in encoded]
        lengths.append(-(sum(lengths) + 1) % _ROWS)  # rows that nothing reads
        x = self._words[torch.tensor([*chain(*encoded), *[0] * lengths[-1]])].to(self._dtype)
        positions = torch.cat([torch.arange(length) for length in lengths])
        x = x + self._weights["embeddings.position_embeddings.weight"][positions]
        x = x + self._weights["embeddings.token_type_embeddings.weight"][0]
        x = self._normalised(x, "embeddings.LayerNorm")
        for number in range(_LAYERS):
            layer = f"encoder.layer.{number}"
            heads = self._linear(x, f"{layer}.attention.self").view(len(x), len(_PARTS), _HEADS, -1)
            *texts, rest = heads.split(lengths)
            seen = torch.cat([*map(self._attend, texts), rest[:, 0].flatten(1)])
            seen = self._linear(seen, f"{layer}.attention.output.dense")
            x = self._normalised(x + seen, f"{layer}.attention.output.LayerNorm")
            inner = functional.gelu(self._linear(x, f"{layer}.intermediate.dense"))
            x = self._normalised(
                x + self._linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm"
            )
        return x.float().split(lengths)[:-1]

    def _attend(self, heads: Any) -> Any:
        """What the tokens of one text see of each other; heads: (tokens, 3, heads, width)."""
        parts = heads.permute(1, 2, 0, 3).unsqueeze(1)
        seen = self._torch.nn.functional.scaled_dot_product_attention(*parts)
        return seen[0].transpose(0, 1).flatten(1)

    def _linear(self, x: Any, name: str) -> Any:
        weights = (self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])
        return self._torch.nn.functional.linear(x, *weights)

    def _normalised(self, x: Any, name: str) -> Any:
        weights = (self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])
        return self._torch.nn.functional.layer_norm(x, x.shape[-1:], *weights, eps=1e-12)
