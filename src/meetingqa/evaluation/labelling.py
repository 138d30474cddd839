"""Items of a run for people to judge, their verdicts read back, and how far they agree.

Exported as CSV and as one HTML page that needs no network; verdicts return as the CSV that either
gives. Scores are not shown: a person's verdict must not lean on the machine's.
"""

import csv
import io
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple, get_args

from meetingqa.errors import EvaluationError
from meetingqa.evaluation.judge import calibrate
from meetingqa.evaluation.records import Case, Label, Prediction
from meetingqa.evaluation.report.pages import render_page
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.scorers import counted

WORDS: tuple[str, ...] = get_args(Label.model_fields["verdict"].annotation)
_COLUMNS = ("id", "verdict", "note", "labeller", "question", "answer", "quotes", "right_answers")
_FORMULA = ("=", "+", "-", "@", "\t")  # what a spreadsheet would run


class Agreement(NamedTuple):
    """Two labellers on the items that both judged; `kappa` is Cohen's, 0 where chance explains all.

    `differ` holds (item, first verdict, second verdict).
    """

    first: str
    second: str
    n: int
    raw: float
    kappa: float
    differ: tuple[tuple[str, str, str], ...]


def export_items(run: RunFolder, folder: Path, *, sample: int | None = None, seed: int = 0) -> int:
    """Write `items.csv` and `items.html` into `folder`; how many items they hold.

    `sample` draws that many at random. Raises EvaluationError when the run predicted nothing.
    """
    items = list_items(run)
    if sample is not None and sample < len(items):
        drawn = random.Random(seed).sample(range(len(items)), sample)
        items = [items[place] for place in sorted(drawn)]
    folder.mkdir(parents=True, exist_ok=True)
    # The mark tells spreadsheets that this is UTF-8.
    with (folder / "items.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(map(_row, items))
    (folder / "items.html").write_text(_page(run.path.name, items), encoding="utf-8")
    return len(items)


def list_items(run: RunFolder) -> list[dict[str, Any]]:
    """What there is to judge of a run: id, question, history, answer, status, quotes, right_answers.

    Raises EvaluationError when the run predicted nothing.
    """
    predictions = run.predictions()
    items = [_item(case, predictions[case.id]) for case in run.cases() if case.id in predictions]
    if not items:
        raise EvaluationError(
            f"the run {str(run.path)!r} holds no predictions", "make them with `meetingqa eval run`"
        )
    return items


def _item(case: Case, prediction: Prediction) -> dict[str, Any]:
    return {
        "id": case.id,
        "question": case.question or case.cluster,
        "history": case.turns,
        "answer": prediction.text or prediction.error or "",
        "status": prediction.status,
        "quotes": [
            {"marker": c.marker, "doc": c.doc, "quote": c.quote} for c in prediction.citations
        ],
        "right_answers": case.gold.told if case.answerable else ["(the articles hold no answer)"],
    }


def _row(item: Mapping[str, Any]) -> dict[str, str]:
    quotes = "\n".join(f"[{q['marker']}] {q['quote']} ({q['doc']})" for q in item["quotes"])
    cells = {
        "question": "\n".join([*item["history"], item["question"]]),
        "answer": item["answer"],
        "quotes": quotes,
        "right_answers": "\n".join(item["right_answers"]),
    }
    tame = {k: "'" + text if text.startswith(_FORMULA) else text for k, text in cells.items()}
    return {"id": item["id"], "verdict": "", "note": "", "labeller": "", **tame}


def _page(name: str, items: Sequence[Mapping[str, Any]]) -> str:
    # `<` as an escape: no text of an item can end the script that holds it.
    data = json.dumps(items, ensure_ascii=False).replace("<", "\\u003c")
    return render_page("labels.html.j2", name=name, data=data, words=WORDS)


def import_labels(run: RunFolder, files: Iterable[Path]) -> list[Label]:
    """Read verdicts, keep them beside the run, return all that it has now.

    A labeller's new verdict on an item replaces the old one. Raises EvaluationError that names the
    file and what is wrong in it; nothing is then kept.
    """
    known = {case.id for case in run.cases()}
    labels: list[Label] = []
    for path in files:
        rows = [row for row in _rows(path) if str(row.get("verdict") or "")]
        if not rows:
            raise EvaluationError(
                f"{str(path)!r} holds no verdict", f"fill its column `verdict`: {', '.join(WORDS)}"
            )
        labels += [_label(row, known, str(path), path.stem) for row in rows]
    return _keep(run, labels)


def keep_verdict(run: RunFolder, item: str, labeller: str, verdict: str, note: str) -> None:
    """Keep one verdict beside the run. Raises EvaluationError for no such item or verdict."""
    row = {"id": item, "verdict": verdict, "note": note}
    _keep(run, [_label(row, {case.id for case in run.cases()}, run.path.name, labeller)])


def _keep(run: RunFolder, new: Iterable[Label]) -> list[Label]:
    kept = {(label.labeller, label.id): label for label in (*run.labels(), *new)}
    labels = sorted(kept.values(), key=lambda label: (label.labeller, label.id))
    run.write_labels(labels)
    return labels


def _rows(path: Path) -> list[Mapping[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise EvaluationError(
            f"cannot read {str(path)!r}: {error}", "give the CSV of `eval label --export`"
        ) from error
    # Spreadsheets of some countries part cells with semicolons.
    head = text.partition("\n")[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    if "id" not in (reader.fieldnames or ()):
        raise EvaluationError(f"{str(path)!r} has no `id`", "keep the columns of the export")
    return list(reader)


def _label(row: Mapping[str, Any], known: set[str], where: str, unnamed: str) -> Label:
    """The label of a row found `where`; `unnamed` is the labeller where the row names none."""
    name, verdict = str(row["id"]), str(row["verdict"]).strip().lower()
    if name not in known:
        raise EvaluationError(f"{where!r}: the run has no item {name!r}", "give its own run")
    if verdict not in WORDS:
        raise EvaluationError(
            f"{where!r}: item {name!r} is {verdict!r}", f"say one of: {', '.join(WORDS)}"
        )
    labeller = str(row.get("labeller") or "").strip() or unnamed
    note = str(row.get("note") or "")
    return Label.model_validate(
        {"id": name, "labeller": labeller, "verdict": verdict, "note": note}
    )


def compare_labellers(labels: Iterable[Label]) -> list[Agreement]:
    """Raw agreement and Cohen's kappa of each two labellers; an unclear item is left out."""
    pairs = combinations(sorted(_by_person(labels).items()), 2)
    return [_agree(first, second, a, b) for (first, a), (second, b) in pairs]


def compare_with_scores(run: RunFolder, labels: Iterable[Label]) -> list[Agreement]:
    """Each labeller beside the metric `right`: correct or not, a partial answer being not."""
    scores = counted(score for score in run.scores() if score.metric == "right")
    words = {True: "right", False: "not right"}
    measured = {name: words[value >= 1] for name, value in scores.items()}
    agreements = []
    for person, verdicts in sorted(_by_person(labels).items()):
        binary = {name: words[verdict == "correct"] for name, verdict in verdicts.items()}
        if binary.keys() & measured.keys():
            agreements.append(_agree(person, "metric right", binary, measured))
    return agreements


def _by_person(labels: Iterable[Label]) -> dict[str, dict[str, str]]:
    """Verdicts by item for each labeller; unclear ones are left out."""
    verdicts: dict[str, dict[str, str]] = {}
    for label in labels:
        if label.verdict != "unclear":
            verdicts.setdefault(label.labeller, {})[label.id] = label.verdict
    return verdicts


def _agree(first: str, second: str, a: Mapping[str, str], b: Mapping[str, str]) -> Agreement:
    if not a.keys() & b.keys():
        return Agreement(first, second, 0, 0.0, 0.0, ())
    found = calibrate(a, b, pin=first)
    differ = tuple((name, a[name], b[name]) for name in a if name in b and a[name] != b[name])
    return Agreement(first, second, found.n, found.agreement, found.kappa, differ)
