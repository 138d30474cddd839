"""Asks a set of questions and writes how many answers are right, proven and rightly refused.

`python -m meetingqa.evaluation.answers --articles PATH --cases FILE --output FILE.md [--writer llm]`

A case is right when its answer holds one alternative of every gold group (NFC, lower case, tone marks
unified), proven when the quoted words hold them too. A case without an answer is right when refused.
Runs append to `--records` and go on where they stopped. Wilson 95 % intervals.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from meetingqa.assistant import Assistant
from meetingqa.domain import Answer
from meetingqa.evaluation.metrics.answers import holds
from meetingqa.evaluation.statistics import wilson
from meetingqa.facts.compare import find_mismatches
from meetingqa.settings import load_settings

Case = dict[str, Any]


def judge(case: Case, answer: Answer) -> dict[str, bool]:
    """Right, proven, refused, and the two hard promises: quotes exact and figures supported."""
    gold = case["gold"]["answers"]
    refused = answer.status == "not_found"
    quotes = "\n".join(citation.quote for citation in answer.citations)
    exact = all(c.article.text[c.start : c.end] == c.quote for c in answer.citations)
    if case["answerable"]:
        forbidden = any(holds(answer.text, [[text]]) for text in case.get("forbidden", ()))
        right = not refused and holds(answer.text, gold) and not forbidden
        proven = right and (holds(quotes, gold) or case["kind"] == "yesno")
    else:
        right = proven = refused
    return {
        "right": right,
        "proven": proven,
        "refused": refused,
        "quotes_exact": exact,
        "figures_supported": not _unsupported(answer),
    }


def _unsupported(answer: Answer) -> bool:
    by_marker = {citation.marker: citation for citation in answer.citations}
    for statement in answer.statements:
        quotes = [by_marker[marker].quote for marker in statement.citations]
        if any(m.kind in ("number", "unit") for m in find_mismatches(statement.text, quotes)):
            return True
    return False


def run_cases(
    assistant: Assistant, cases: Iterable[Case], records: Path, writer: str
) -> list[dict[str, Any]]:
    """Answer the cases that `records` does not hold yet; return all records, one per case."""
    done = {}
    if records.exists():
        done = {
            r["id"]: r for r in map(json.loads, records.read_text(encoding="utf-8").splitlines())
        }
    with records.open("a", encoding="utf-8") as file:
        for case in cases:
            if case["id"] in done:
                continue
            started = time.perf_counter()
            history = [turn["question"] for turn in case.get("history", ())]
            answer = assistant.ask(case["question"], history=history, writer=writer)  # type: ignore[arg-type]
            record = {
                "id": case["id"],
                "kind": case["kind"],
                "answerable": case["answerable"],
                **judge(case, answer),
                "confidence": answer.trace.confidence,
                "writer": answer.trace.writer,
                "seconds": round(time.perf_counter() - started, 3),
                "text": answer.text,
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            file.flush()
            done[case["id"]] = record
    return list(done.values())


def fit_threshold(records: Sequence[dict[str, Any]]) -> float:
    """The confidence that best parts right answers from all that should be refused (Youden's J)."""
    good = [r["confidence"] for r in records if r["answerable"] and r["right"]]
    bad = [r["confidence"] for r in records if not r["answerable"]]
    if not good or not bad:
        return 0.0
    grid = [i / 100 for i in range(20, 100)]

    def youden(threshold: float) -> float:
        kept = sum(c >= threshold for c in good) / len(good)
        return float(kept + sum(c < threshold for c in bad) / len(bad))

    best: float = max(map(youden, grid))
    ties = [threshold for threshold in grid if youden(threshold) > best - 1e-9]
    middle: float = ties[len(ties) // 2]
    return middle


def write_table(records: Sequence[dict[str, Any]], title: str) -> str:
    """A Markdown table of the rates with their intervals, by kind below."""
    answerable = [r for r in records if r["answerable"]]
    none = [r for r in records if not r["answerable"]]
    rows = [
        ("right", sum(r["right"] for r in answerable), len(answerable)),
        (
            "right and proven by the cited words",
            sum(r["proven"] for r in answerable),
            len(answerable),
        ),
        ("wrongly refused", sum(r["refused"] for r in answerable), len(answerable)),
        ("refused, of those without an answer", sum(r["refused"] for r in none), len(none)),
        ("answers whose quotes are exact", sum(r["quotes_exact"] for r in records), len(records)),
        (
            "answers whose figures are supported",
            sum(r["figures_supported"] for r in records),
            len(records),
        ),
    ]
    lines = [f"### {title}", "", "| | n | rate | 95 % |", "| --- | --- | --- | --- |"]
    for name, hits, n in rows:
        low, high = wilson(hits, n)
        lines.append(f"| {name} | {hits} of {n} | {hits / max(n, 1):.1%} | {low:.1%}–{high:.1%} |")
    seconds = sorted(r["seconds"] for r in records)
    if seconds:
        model = sum(r["writer"] == "llm" for r in records)
        lines += [
            "",
            (
                f"Worded by the model: {model} of {len(records)}. Seconds an answer: median "
                f"{seconds[len(seconds) // 2]:.1f}, 95th percentile {seconds[int(0.95 * (len(seconds) - 1))]:.1f}."
            ),
        ]
    kinds = sorted({r["kind"] for r in records})
    lines += ["", "| kind | right |", "| --- | --- |"]
    for kind in kinds:
        own = [r for r in records if r["kind"] == kind]
        lines.append(f"| {kind} | {sum(r['right'] for r in own)} of {len(own)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Ask, judge, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", nargs="+", type=Path, required=True)
    parser.add_argument("--cases", nargs="+", type=Path, required=True)
    parser.add_argument("--split", default="", help="only the cases of this split")
    parser.add_argument("--writer", default="extractive", choices=["llm", "extractive"])
    parser.add_argument("--records", type=Path, required=True, help="JSONL that a rerun continues")
    parser.add_argument("--output", type=Path, help="Markdown table")
    parser.add_argument("--title", default="answers")
    parser.add_argument(
        "--fit", action="store_true", help="print the threshold that fits these cases"
    )
    options = parser.parse_args()
    lines = [
        line for path in options.cases for line in path.read_text(encoding="utf-8").splitlines()
    ]
    cases = [
        case
        for case in map(json.loads, lines)
        if case.get("split", "") == options.split or not options.split
    ]
    with tempfile.TemporaryDirectory() as folder:
        llm = "none" if options.writer == "extractive" else load_settings().llm
        with Assistant(load_settings(store_dir=Path(folder), llm=llm)) as assistant:
            assistant.ingest(options.articles)
            records = run_cases(assistant, cases, options.records, options.writer)
    table = write_table(records, options.title)
    if options.fit:
        table += f"\nThreshold that fits best here: {fit_threshold(records):.2f}\n"
    if options.output:
        options.output.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
