"""Reads a question and a sentence together and says how likely the sentence answers it.

A cross-encoder (Nogueira and Cho 2019): multilingual-e5-small with low-rank adapters (Hu et al. 2021)
that were trained on questions over press articles. The adapters ship with the package, the model's
weights are those of the encoder.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from meetingqa.e5_light import cpu_flags
from meetingqa.e5_weights import PROMPTS, damaged_files, has_weights, model_dir
from meetingqa.errors import ModelUnavailable
from meetingqa.settings import Settings

ADAPTERS = Path(__file__).with_name("reranker.safetensors")
TITLE_CHARS = 90  # of an article's title, put before its sentence
MAX_TOKENS = 128  # of a question with a title and a sentence; the longer of the two is cut
_LAYERS, _HEADS = 12, 12
_WORDS = "embeddings.word_embeddings.weight"
_REMEMBERED = 4096  # pairs


def load_reranker(settings: Settings) -> "Reranker | None":
    """The reranker of `settings.reranker`; None where it is off, or the encoder's weights are not there."""
    wanted = settings.reranker == "on" and has_weights(settings.cache_dir)
    return Reranker(settings.cache_dir) if wanted else None


class Reranker:
    """Scores sentences against a question. Thread-safe; the encoder's weights are read from the cache
    at the first use, once for all. Raises ModelUnavailable where they are damaged."""

    def __init__(self, cache_dir: Path) -> None:
        self._cache_dir = cache_dir
        self._known: OrderedDict[tuple[str, str], float] = OrderedDict()
        self._lock = threading.Lock()

    def score(self, question: str, sentences: Sequence[tuple[str, str]]) -> list[float]:
        """Log-odds that each (title of its article, sentence) answers the question, in order."""
        pairs = [(question, f"{title[:TITLE_CHARS]}: {text}") for title, text in sentences]
        with self._lock:
            for pair in pairs:
                if pair not in self._known:
                    self._known[pair] = _load(self._cache_dir)(*pair)
            found = [self._known[pair] for pair in pairs]
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found


@lru_cache(maxsize=1)
def _load(cache_dir: Path) -> "_Adapted":
    folder = model_dir(cache_dir)
    if damaged := damaged_files(cache_dir):
        raise ModelUnavailable(
            f"damaged weights in {str(folder)!r}: {', '.join(damaged)}",
            "run `meetingqa models pull`, or set MEETINGQA_RERANKER=off",
        )
    return _Adapted(folder, ADAPTERS)


class _Adapted:
    """BERT (Devlin et al. 2019) with its adapters merged in and one output for a pair of texts.

    Written out, because transformers takes 4 s and 1 GB to load it: here the vectors of words stay on
    disk but for those that are read. In bf16 where the processor multiplies that.
    """

    def __init__(self, folder: Path, adapters: Path) -> None:
        # Imported here: torch takes a second, which a search must not pay.
        import torch
        from safetensors import safe_open
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        self._torch = torch
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
        self._tokenizer.no_padding()
        self._dtype = torch.float32
        if cpu_flags() & {"avx512_bf16", "amx_bf16"}:
            self._dtype = torch.bfloat16
        weights: Any = safe_open(str(folder / "model.safetensors"), "pt")
        self._words = weights.get_slice(_WORDS)
        changes = {name: tensor.float() for name, tensor in load_file(adapters).items()}
        self._head = (changes["head.weight"], changes["head.bias"])
        self._weights = {}
        for name in set(weights.keys()) - {_WORDS}:
            weight, adapter = weights.get_tensor(name).float(), name.removesuffix(".weight")
            if f"{adapter}.a" in changes:
                weight += changes[f"{adapter}.b"] @ changes[f"{adapter}.a"]
            self._weights[name] = weight.to(self._dtype)

    def __call__(self, question: str, text: str) -> float:
        torch = self._torch
        ids = self._tokenizer.encode(PROMPTS["query"] + question, text).ids
        threads = torch.get_num_threads()
        # Beside a busy language model two threads wait for each other, up to seconds.
        torch.set_num_threads(1)
        try:
            with torch.inference_mode():
                hidden = self._encode(ids).float()
                pooled = torch.cat([hidden[0], hidden.mean(0)])
                return float(torch.nn.functional.linear(pooled, *self._head))
        finally:
            torch.set_num_threads(threads)

    def _encode(self, ids: Sequence[int]) -> Any:
        """The last hidden states of tokens, shape (tokens, 384)."""
        torch, functional = self._torch, self._torch.nn.functional
        words = torch.cat([self._words[i : i + 1] for i in ids]).to(self._dtype)
        x = words + self._weights["embeddings.position_embeddings.weight"][: len(ids)]
        x = x + self._weights["embeddings.token_type_embeddings.weight"][0]
        x = self._normalised(x, "embeddings.LayerNorm")
        for number in range(_LAYERS):
            layer = f"encoder.layer.{number}"
            heads = (
                self._linear(x, f"{layer}.attention.self.{part}").view(len(ids), _HEADS, -1)
                for part in ("query", "key", "value")
            )
            seen = functional.scaled_dot_product_attention(*(h.transpose(0, 1) for h in heads))
            seen = seen.transpose(0, 1).reshape(len(ids), -1)
            seen = self._linear(seen, f"{layer}.attention.output.dense")
            x = self._normalised(x + seen, f"{layer}.attention.output.LayerNorm")
            inner = functional.gelu(self._linear(x, f"{layer}.intermediate.dense"))
            x = self._normalised(
                x + self._linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm"
            )
        return x

    def _linear(self, x: Any, name: str) -> Any:
        weights = (self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])
        return self._torch.nn.functional.linear(x, *weights)

    def _normalised(self, x: Any, name: str) -> Any:
        weights = (self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])
        return self._torch.nn.functional.layer_norm(x, x.shape[-1:], *weights, eps=1e-12)
