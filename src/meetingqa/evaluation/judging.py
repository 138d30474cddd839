"""Lets a judge grade a run's answers, and tells from labelled items how far it can be trusted.

`judge.jsonl` beside a set's cases holds the items, a line each: a claim with quotes, labelled yes or no,
or an answer to a case of the set, labelled correct, partial or wrong.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from meetingqa.errors import DatasetError, ModelOutput
from meetingqa.evaluation.bench import open_model
from meetingqa.evaluation.collecting import Request, collect
from meetingqa.evaluation.datasets import Dataset, load_dataset, read_records
from meetingqa.evaluation.judge import JUDGED, Calibration, Judge, Label, calibrate, check_gate
from meetingqa.evaluation.records import Case, Prediction, Record, Score
from meetingqa.evaluation.runs import RunFolder, Tell
from meetingqa.evaluation.scoring import with_texts
from meetingqa.settings import Settings

ITEMS = "judge.jsonl"
TASKS = {"judge_right": "answer", "alce_recall": "support", "alce_precision": "support"}


class LabelledItem(Record):
    """One item with its right verdict: a `claim` over `quotes`, or an `answer` to a `case`."""

    id: str
    label: Label
    claim: str = ""
    quotes: tuple[str, ...] = ()
    case: str = ""
    answer: str = ""

    @property
    def task(self) -> str:
        """What is judged: an answer, or the support of a claim."""
        return "answer" if self.case else "support"


class JudgeRecord(Record):
    """The judge of a run: its pin, and how it agreed with labels by task."""

    pin: str
    calibrations: dict[str, Calibration]


class Drawn(NamedTuple):
    """Labelled items with the cases that their answers are to."""

    items: Sequence[LabelledItem]
    cases: Mapping[str, Case]


@contextmanager
def open_judge(settings: Settings, model: str) -> Iterator[Judge]:
    """The judge by a model as the setting `llm` names it; its verdicts are cached by content."""
    with open_model(settings.model_copy(update={"llm": model})) as cached:
        yield Judge(cached, settings.prompts_dir)


def load_items(datasets: Sequence[Dataset], limit: int | None = None) -> Drawn:
    """The labelled items of some sets by task; with `limit` so many, evenly of each label. Raises
    DatasetError where one has none."""
    cases: dict[str, Case] = {}
    items: list[LabelledItem] = []
    for dataset in datasets:
        path = dataset.folder / ITEMS
        if not path.is_file():
            raise DatasetError(
                f"the data set {dataset.name!r} has no {ITEMS}", "give one that has, as `sample`"
            )
        cases |= {case.id: case for case in dataset.cases}
        for number, item in read_records(path, LabelledItem):
            if item.case and item.case not in cases:
                raise DatasetError(f"{str(path)!r} line {number} names no case: {item.case!r}")
            items.append(item)
    drawn = _draw(items, limit) if limit else items
    # One task after the other: a model that keeps what it has read reads each prompt's head once.
    return Drawn(sorted(drawn, key=lambda item: item.task), cases)


def _draw(items: Sequence[LabelledItem], limit: int) -> list[LabelledItem]:
    by_label: dict[str, list[LabelledItem]] = {}
    for item in random.Random(0).sample(items, len(items)):
        by_label.setdefault(item.label, []).append(item)
    turns = sorted((place, label) for label, own in by_label.items() for place in range(len(own)))
    return [by_label[label][place] for place, label in turns[:limit]]


def calibrate_judge(judge: Judge, drawn: Drawn, tell: Tell | None = None) -> JudgeRecord:
    """The judge's agreement with the labels, by task. An answer that is no verdict agrees with none.

    Raises ModelError other than ModelOutput.
    """
    verdicts: dict[str, dict[str, str]] = {}
    labels = {item.id: item.label for item in drawn.items}
    for number, item in enumerate(drawn.items, start=1):
        try:
            verdict = _judge(judge, item, drawn.cases)
        except ModelOutput:
            verdict = "none"
        verdicts.setdefault(item.task, {})[item.id] = verdict
        if tell:
            tell("calibrate the judge", number, len(drawn.items))
    found = {task: calibrate(own, labels, judge.pin) for task, own in verdicts.items()}
    return JudgeRecord(pin=judge.pin, calibrations=found)


def _judge(judge: Judge, item: LabelledItem, cases: Mapping[str, Case]) -> str:
    if item.task == "support":
        return "yes" if judge.supports(item.claim, item.quotes) else "no"
    answer = Prediction(id=item.id, system="label", text=item.answer)
    return judge.grade(cases[item.case], answer)[0]


def judge_predictions(
    run: RunFolder, judge: Judge, calibrated: JudgeRecord, tell: Tell | None = None
) -> list[Score]:
    """Add the judged metrics to a scored run; those of an earlier judge go. Returns the new scores.

    Raises EvaluationError where the suite gates one that this judge is not calibrated for.
    """
    manifest = run.manifest()
    request = Request.of(manifest)
    for gate in request.suite.gates:
        own = calibrated.calibrations.get(TASKS.get(gate.metric, ""))
        check_gate(gate.metric, judge.pin, own)
    scores: list[Score] = []
    asked = list(with_texts(collect(request), run.predictions()))
    for number, (case, prediction, texts) in enumerate(asked, start=1):
        scores += judge.score(case, prediction, texts)
        if tell:
            tell("judge", number, len(asked))
    run.write_scores([*(s for s in run.scores() if s.metric not in JUDGED), *scores])
    run.write_manifest(manifest.model_copy(update={"judge": calibrated.model_dump(mode="json")}))
    return scores


def load_labelled(names: Sequence[str]) -> Drawn:
    """The labelled items of those of some sets that have any; of `sample` where none has."""
    sets = [load_dataset(name, articles_needed=False) for name in names]
    having = [own for own in sets if (own.folder / ITEMS).is_file()]
    return load_items(having or [load_dataset("sample")])
