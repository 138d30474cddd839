"""Trains the reranker's adapters: `python tools/train_reranker.py LISTS.jsonl … --output FILE`.

A line of LISTS is {"question", "title", "positives": [sentence], "negatives": [sentence]}, without
positives where the article does not answer. The encoder's weights stay; learnt are low-rank changes
(Hu et al. 2021) of its upper layers and one output. The loss is softmax over a list of one positive,
some negatives and "none of them", whose score is 0, so that a score is the log-odds of an answer.
"""

import argparse
import json
import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import AutoTokenizer, BertModel

from meetingqa.e5_weights import PROMPTS, model_dir
from meetingqa.rerankers import MAX_TOKENS, TITLE_CHARS
from meetingqa.settings import load_settings

RANK = 8
LOWEST = 3  # layers below stay as they are
AT_ONCE = 8  # lists in a step
SENTENCES = 6  # of a list
HARDEST = 3  # negatives that every step sees; the others are drawn
WITHOUT = 0.2  # of lists, that lose their positive: what is left must then be refused


class Adapted(nn.Module):
    """A linear layer with a low-rank change."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.a = nn.Parameter(torch.randn(RANK, base.in_features) / math.sqrt(base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, x: Tensor) -> Tensor:
        """The layer's output, shape (…, out)."""
        changed: Tensor = self.base(x) + 2.0 * (x @ self.a.to(x.dtype).T) @ self.b.to(x.dtype).T
        return changed


class Trained(nn.Module):
    """The encoder with adapters and a head on the first and the mean hidden state."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        self.bert: Any = BertModel.from_pretrained(
            str(folder), add_pooling_layer=False, dtype=torch.bfloat16, attn_implementation="eager"
        ).requires_grad_(False)
        layers: Any = self.bert.encoder.layer[LOWEST:]
        for layer in layers:
            own, out = layer.attention.self, layer.attention.output
            own.query, own.key, own.value = map(Adapted, (own.query, own.key, own.value))
            out.dense = Adapted(out.dense)
            layer.intermediate.dense = Adapted(layer.intermediate.dense)
            layer.output.dense = Adapted(layer.output.dense)
        self.head = nn.Linear(2 * self.bert.config.hidden_size, 1)

    def forward(self, pairs: Sequence[tuple[str, str]]) -> Tensor:
        """Log-odds, shape (pairs,)."""
        first, second = zip(*pairs, strict=True)
        tokens = self.tokenizer(
            list(first),
            list(second),
            truncation="longest_first",
            max_length=MAX_TOKENS,
            padding=True,
            return_tensors="pt",
        )
        mask = tokens["attention_mask"]
        hidden = self.bert(input_ids=tokens["input_ids"], attention_mask=mask).last_hidden_state
        share = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * share).sum(1) / share.sum(1)
        odds: Tensor = self.head(torch.cat([hidden[:, 0], mean], -1).float()).squeeze(-1)
        return odds

    def adapters(self) -> dict[str, Tensor]:
        """What was learnt, by the names that `meetingqa.rerankers` reads."""
        learnt = {}
        for name, tensor in self.named_parameters():
            if tensor.requires_grad:
                scaled = tensor.detach() * (2.0 if name.endswith(".b") else 1.0)
                half = scaled if name.startswith("head") else scaled.half()
                learnt[name.removeprefix("bert.")] = half.contiguous()
        return learnt


def draw(record: dict[str, Any]) -> tuple[list[tuple[str, str]], bool]:
    """One list of pairs, the positive first if there is one."""
    negatives = record["negatives"]
    positives = [random.choice(record["positives"])] if record["positives"] else []
    if len(negatives) > HARDEST and random.random() < WITHOUT:
        positives = []
    others = negatives[HARDEST:]
    room = min(len(others), max(0, SENTENCES - HARDEST - len(positives)))
    sentences = [*positives, *negatives[:HARDEST], *random.sample(others, room)]
    question, title = PROMPTS["query"] + record["question"], record["title"][:TITLE_CHARS]
    return [(question, f"{title}: {sentence}") for sentence in sentences], bool(positives)


def main() -> None:
    """Train, telling the loss every 40 steps, and write the adapters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lists", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    random.seed(given.seed)
    torch.manual_seed(given.seed)
    texts = [path.read_text(encoding="utf-8") for path in given.lists]
    records = [json.loads(line) for text in texts for line in text.splitlines()]
    model = Trained(model_dir(load_settings().cache_dir)).train()
    learnt = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=given.rate, weight_decay=0.01)
    steps = max(1, int(len(records) * given.epochs / AT_ONCE))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min(1, (step + 1) / 40) * (0.5 + 0.5 * math.cos(math.pi * step / steps)),
    )
    losses: list[float] = []
    for step in range(1, steps + 1):
        drawn = [draw(record) for record in random.choices(records, k=AT_ONCE)]
        odds = model([pair for pairs, _ in drawn for pair in pairs])
        loss = torch.zeros(())
        for own, (pairs, told) in zip(
            odds.split([len(pairs) for pairs, _ in drawn]), drawn, strict=True
        ):
            target = torch.tensor(0 if told else len(pairs))
            loss = loss + nn.functional.cross_entropy(torch.cat([own, torch.zeros(1)]), target)
        optimizer.zero_grad()
        (loss / AT_ONCE).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        schedule.step()
        losses.append(float(loss.detach()) / AT_ONCE)
        if step % 40 == 0 or step == steps:
            print(f"step {step} of {steps}: loss {sum(losses[-40:]) / len(losses[-40:]):.3f}")
    save_file(model.adapters(), str(given.output))


if __name__ == "__main__":
    main()
