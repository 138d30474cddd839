"""Summaries on disk: one JSON file each, entries as offsets, written whole or not at all."""

import contextlib
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from meetingqa.domain import Article, MeetingSummary, SummaryFields, Trace, Uncovered
from meetingqa.files import write_whole
from meetingqa.storage.store_files import TEXT_VERSION

RULES_VERSION = 5  # of the rules that fill and prove fields; a change makes saved summaries stale


def summary_key(article: Article, fingerprint: str) -> str:
    """What a summary depends on, as a file name: article, prompts and model, text and rules."""
    known = article.model_dump_json(exclude={"text", "source", "external_id", "url"})
    parts = [known, fingerprint, TEXT_VERSION, RULES_VERSION]
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


@cache
def rules_fingerprint() -> str:
    """What a summary by rules depends on: the code itself, as it is cheap to make again."""
    package = Path(__file__).parents[1]
    parts = ("answering", "facts", "language", "questions", "sources", "summarizing")
    code = hashlib.sha256()
    for file in sorted(file for part in parts for file in package.glob(f"{part}/*.*")):
        code.update(file.read_bytes())
    return code.hexdigest()[:12]


def save_summary(folder: Path, key: str, summary: MeetingSummary) -> None:
    """Keep a summary under its key. A folder that cannot be written keeps nothing."""
    data = {
        "fields": _pack(summary.fields.model_dump(mode="json")),
        "uncovered": [[item.start, item.end, item.kinds] for item in summary.uncovered],
        "trace": summary.trace.model_dump(),
    }
    # A summary that was not kept is made again, no more.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(data, ensure_ascii=False)
        write_whole(folder / f"{key}.json", text.encode(), durable=False)


def load_summary(folder: Path, key: str, article: Article) -> MeetingSummary | None:
    """The summary kept under a key; None when there is none that fits the article."""
    try:
        data = json.loads((folder / f"{key}.json").read_text(encoding="utf-8"))
        fields = SummaryFields.model_validate(_unpack(data["fields"], article))
        uncovered = tuple(
            Uncovered(start=start, end=end, text=article.text[start:end], kinds=kinds)
            for start, end, kinds in data["uncovered"]
        )
        trace = Trace.model_validate(data["trace"])
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None
    return MeetingSummary(article=article, fields=fields, uncovered=uncovered, trace=trace)


def _pack(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: [[c["marker"], c["start"], c["end"]] for c in item]
            if name == "citations"
            else _pack(item)
            for name, item in value.items()
        }
    return [_pack(item) for item in value] if isinstance(value, list) else value


def _unpack(value: Any, article: Article) -> Any:
    if isinstance(value, dict):
        return {
            name: [
                {
                    "marker": marker,
                    "article": article,
                    "start": start,
                    "end": end,
                    "quote": article.text[start:end],
                }
                for marker, start, end in item
            ]
            if name == "citations"
            else _unpack(item, article)
            for name, item in value.items()
        }
    return [_unpack(item, article) for item in value] if isinstance(value, list) else value
