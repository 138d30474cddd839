"""The BEIR files of a data set: corpus.jsonl, queries.jsonl, qrels.tsv (Thakur et al. 2021)."""

import json
from collections.abc import Mapping
from typing import Any

from meetingqa.evaluation.datasets import CORPUS, Dataset

QUERIES, QRELS = "queries.jsonl", "qrels.tsv"


def render_beir(dataset: Dataset) -> dict[str, str]:
    """Contents of the three files by name. Queries are the cases, by id; a follow-up's earlier
    questions are in its metadata. A case without gold documents has no line in qrels.tsv."""
    queries: list[Mapping[str, Any]] = []
    judged = ["query-id\tcorpus-id\tscore"]
    for case in (case for case in dataset.cases if case.task != "summary"):
        metadata = {"kind": case.kind, "split": case.split}
        history = [turn.question for turn in case.history]
        queries.append(
            {
                "_id": case.id,
                "text": case.question,
                "metadata": {**metadata, "history": history} if history else metadata,
            }
        )
        judged += [f"{case.id}\t{doc}\t1" for doc in case.gold.docs]
    corpus = [document.as_beir() for document in dataset.documents.values()]
    return {
        CORPUS: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in corpus),
        QUERIES: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in queries),
        QRELS: "\n".join(judged) + "\n",
    }
