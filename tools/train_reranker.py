"""Trains the reranker's adapters: `python tools/train_reranker.py LISTS.jsonl … --output FILE`.

A line of LISTS is {"question", "title", "positives": [sentence], "negatives": [sentence]}, without
positives where the article does not answer; a negative may be [title, sentence] of another article. Titles
are as `rerankers.name_article` writes them, sentences as `ExtractiveWriter.statement` would tell them. The
encoder's weights stay; learnt are low-rank changes (Hu et al. 2021) of its upper layers and one output.
The loss is softmax over a list of one positive, some negatives and "none of them", whose score is 0, so
that a score is the log-odds of an answer. Started by `torchrun --nproc-per-node N`, the processes share
the lists of a step.
"""

import argparse
import json
import math
import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, distributed, nn

from meetingqa.models.e5_weights import model_dir
from meetingqa.models.rerankers import CrossEncoder
from meetingqa.settings import load_settings

RANK = 32
LOWEST = 3  # layers below stay as they are
WIDTH = 384
AT_ONCE = 16  # lists in a step
SENTENCES = 6  # of a list
HARDEST = 3  # negatives that every step sees; the others are drawn
WITHOUT = 0.2  # of lists, that lose their positive: what is left must then be refused
PARTS = {  # that a linear map of a layer is put together from
    "attention.self": ("query", "key", "value"),
    "attention.output.dense": ("",),
    "intermediate.dense": ("",),
    "output.dense": ("",),
}
SIZES = {  # inputs and outputs of those that are not square
    "intermediate.dense": (WIDTH, 4 * WIDTH),
    "output.dense": (4 * WIDTH, WIDTH),
}


class Trained(CrossEncoder):
    """The cross-encoder with its adapters beside the weights, so that they can learn."""

    def __init__(self, folder: Path, start: dict[str, Tensor]) -> None:
        self.head = nn.Linear(2 * WIDTH, 1)
        if start:
            self.head.load_state_dict({k: start[f"head.{k}"].float() for k in ("weight", "bias")})
        super().__init__(folder, {f"head.{k}": v for k, v in self.head.state_dict().items()})
        self._head = (self.head.weight, self.head.bias)
        self.changes: dict[str, nn.Parameter] = {}
        for layer in range(LOWEST, 12):
            for name, parts in PARTS.items():
                entering, leaving = SIZES.get(name, (WIDTH, WIDTH))
                for part in parts:
                    full = f"encoder.layer.{layer}.{name}" + f".{part}" * bool(part)
                    a = torch.randn(RANK, entering) / math.sqrt(entering)
                    b = torch.zeros(leaving, RANK)
                    if f"{full}.a" in start:
                        rank = len(start[f"{full}.a"])
                        a[:rank], b[:, :rank] = start[f"{full}.a"], start[f"{full}.b"].float() / 2
                    self.changes |= {f"{full}.a": nn.Parameter(a), f"{full}.b": nn.Parameter(b)}

    def parameters(self) -> list[nn.Parameter]:
        """What learns."""
        return [*self.changes.values(), *self.head.parameters()]

    def adapters(self) -> dict[str, Tensor]:
        """What was learnt, by the names that `meetingqa.models.rerankers` reads."""
        learnt = {
            name: (value.detach() * (2.0 if name.endswith(".b") else 1.0)).half().contiguous()
            for name, value in self.changes.items()
        }
        return learnt | {f"head.{k}": v.contiguous() for k, v in self.head.state_dict().items()}

    def _linear(self, x: Tensor, name: str) -> Tensor:
        told: Tensor = super()._linear(x, name)
        map_of = name.split(".", 3)[-1]
        parts = [f"{name}.{part}" if part else name for part in PARTS[map_of]]
        if f"{parts[0]}.a" not in self.changes:
            return told
        changed = [self._changed(x, part) for part in parts]
        return told + (torch.cat(changed, -1) if len(changed) > 1 else changed[0])

    def _changed(self, x: Tensor, name: str) -> Tensor:
        a, b = self.changes[f"{name}.a"].to(x.dtype), self.changes[f"{name}.b"].to(x.dtype)
        return (2.0 * (x @ a.T)) @ b.T

    def _attend(self, heads: Tensor) -> Tensor:
        # Written out: on processors the fused kernel's way back takes a third of a step.
        query, key, value = heads.permute(1, 2, 0, 3)
        weights = torch.softmax(query @ key.transpose(1, 2) / math.sqrt(query.shape[-1]), -1)
        seen: Tensor = (weights @ value).transpose(0, 1).flatten(1)
        return seen


def draw(record: dict[str, Any]) -> tuple[list[tuple[str, str]], bool]:
    """One list of pairs, the positive first if there is one."""
    negatives = record["negatives"]
    positives = [random.choice(record["positives"])] if record["positives"] else []
    if len(negatives) > HARDEST and random.random() < WITHOUT:
        positives = []
    others = negatives[HARDEST:]
    room = min(len(others), max(0, SENTENCES - HARDEST - len(positives)))
    pairs = []
    for sentence in [*positives, *negatives[:HARDEST], *random.sample(others, room)]:
        title, text = (record["title"], sentence) if isinstance(sentence, str) else sentence
        pairs.append((record["question"], f"{title}: {text}"))
    return pairs, bool(positives)


def loss_of(model: Trained, records: Sequence[dict[str, Any]]) -> Tensor:
    """The mean loss over one list drawn from each record."""
    drawn = [draw(record) for record in records]
    odds = model.forward([pair for pairs, _ in drawn for pair in pairs])
    loss = torch.zeros(())
    for own, (pairs, told) in zip(
        odds.split([len(pairs) for pairs, _ in drawn]), drawn, strict=True
    ):
        target = torch.tensor(0 if told else len(pairs))
        loss = loss + nn.functional.cross_entropy(torch.cat([own, torch.zeros(1)]), target)
    return loss / len(records)


def read_lists(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """All records of some files."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def average_gradients(parameters: Sequence[nn.Parameter]) -> None:
    """Give all processes the mean of their gradients."""
    gradients = [p.grad for p in parameters if p.grad is not None]
    flat = nn.utils.parameters_to_vector(gradients)
    distributed.all_reduce(flat)
    nn.utils.vector_to_parameters(flat / distributed.get_world_size(), gradients)


def main() -> None:
    """Train, telling the loss every 40 steps, and write the adapters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lists", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--from", dest="begin", type=Path, help="adapters to go on from")
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rank, ranks = int(os.environ.get("RANK", "0")), int(os.environ.get("WORLD_SIZE", "1"))
    torch.manual_seed(given.seed)
    if ranks > 1:
        distributed.init_process_group("gloo")
        torch.set_num_threads(1)
    random.seed(given.seed + rank)
    records = read_lists(given.lists)
    random.Random(given.seed).shuffle(records)
    own = records[rank::ranks]
    start = load_file(given.begin) if given.begin else {}
    model = Trained(model_dir(load_settings().cache_dir), start)
    learnt = model.parameters()
    optimizer = torch.optim.AdamW(learnt, lr=given.rate, weight_decay=0.01)
    steps = max(1, int(len(records) * given.epochs / AT_ONCE))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min(1, (step + 1) / 40) * (0.5 + 0.5 * math.cos(math.pi * step / steps)),
    )
    losses: list[float] = []
    each = AT_ONCE // ranks
    for step in range(1, steps + 1):
        turn = range((step - 1) * each, step * each)
        loss = loss_of(model, [own[i % len(own)] for i in turn])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        if ranks > 1:
            average_gradients(learnt)
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        schedule.step()
        losses.append(float(loss.detach()))
        if rank == 0 and (step % 40 == 0 or step == steps):
            told = sum(losses[-40:]) / len(losses[-40:])
            print(f"step {step} of {steps}: loss {told:.3f}", flush=True)
            save_file(model.adapters(), str(given.output))
    if ranks > 1:
        distributed.destroy_process_group()


if __name__ == "__main__":
    main()
