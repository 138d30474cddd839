"""Runs made up for tests of reports and labelling: a small data set, and what two systems said of it."""

import json
from collections.abc import Callable
from pathlib import Path

from meetingqa.evaluation.collecting import Request
from meetingqa.evaluation.records import (
    Case,
    Cited,
    Found,
    Gold,
    GoldSpan,
    GoldValue,
    Perturbation,
    Prediction,
    RunManifest,
    Said,
    Score,
)
from meetingqa.evaluation.runs import RunFolder
from meetingqa.evaluation.suites import Suite

_PROVINCES = ("Hải Vân", "Mường Sơn", "Trà Khúc")
METRICS = ("hit@1", "hit@3", "hit@5", "right", "quotes_exact", "refusal_recall")


def make_documents(count: int = 9) -> dict[str, str]:
    """Text by document id: one invented meeting each, of three provinces over three years."""
    texts = {}
    for number in range(count):
        province, year = _PROVINCES[number % 3], 2021 + number // 3
        texts[f"{province.lower().replace(' ', '-')}-{year}.txt"] = (
            f"UBND tỉnh {province} họp phiên thường kỳ năm {year}.\n"
            f"Thu ngân sách trên địa bàn ước đạt {1200 + 37 * number} tỷ đồng, tăng {5 + number},4% "
            "so với cùng kỳ. Chủ tịch UBND tỉnh Lê Thị Hạ chủ trì phiên họp.\n"
            f"Hội nghị giao Sở Xây dựng hoàn thành {11 + number} khu tái định cư trong quý III, báo "
            "cáo tiến độ hằng tuần và không để người dân phải ở tạm qua mùa mưa."
        )
    return texts


def make_dataset(folder: Path, texts: dict[str, str]) -> None:
    """A data set in BEIR's form with a card; its cases are those of `make_cases`."""
    folder.mkdir(parents=True)
    rows = []
    for doc, text in texts.items():
        title = text.split("\n")[0]
        province = title.removeprefix("UBND tỉnh ").split(" họp")[0]
        metadata = {"province": province, "published_on": f"{doc[-8:-4]}-07-01"}
        rows.append({"_id": doc, "title": title, "text": text, "metadata": metadata})
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "corpus.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    cases = [case.model_dump_json() for case in make_cases(texts)]
    (folder / "cases.jsonl").write_text("\n".join(cases) + "\n", encoding="utf-8")
    (folder / "CARD.md").write_text(
        "# Made-up meetings\n\nAll invented. <b>No</b> ![picture](http://example.org/p.png)\n\n"
        "| field | value |\n| --- | --- |\n| licence | Apache-2.0 |\n",
        encoding="utf-8",
    )


def make_cases(texts: dict[str, str]) -> list[Case]:
    """Four cases a document: a figure with spans, a name, one typed without marks, one unanswerable."""
    cases = []
    for number, (doc, text) in enumerate(texts.items()):
        about = text.split("\n")[0].removeprefix("UBND tỉnh ").split(" họp")[0]
        figure = f"{1200 + 37 * number} tỷ đồng"
        start = text.index(figure)
        span = GoldSpan(doc=doc, start=start, end=start + len(figure), text=figure)
        value = GoldValue(type="number", value=str(1200 + 37 * number), unit="tỷ đồng")
        gold = Gold(
            docs=(doc,), spans=(span,), answers=((figure,),), type="number", values=(value,)
        )
        asked = f"Thu ngân sách của tỉnh {about} năm {doc[-8:-4]} ước đạt bao nhiêu?"
        name = Gold(docs=(doc,), answers=(("Lê Thị Hạ",),), type="name")
        cases += [
            Case(id=f"t-{number}a", cluster=doc, kind="figure", question=asked, gold=gold),
            Case(
                id=f"t-{number}b",
                cluster=doc,
                kind="name",
                question=f"Ai chủ trì phiên họp của UBND tỉnh {about} năm {doc[-8:-4]}?",
                gold=name,
            ),
            Case(
                id=f"t-{number}c",
                cluster=doc,
                kind="figure",
                question=f"thu ngan sach cua tinh nam {doc[-8:-4]} uoc dat bao nhieu?",
                gold=gold,
                perturb=Perturbation(of=f"t-{number}a", kind="no_diacritics"),
            ),
            Case(
                id=f"t-{number}d",
                cluster=doc,
                kind="unanswerable",
                question=f"Tỉnh {about} có bao nhiêu <sân bay> & bến cảng năm {doc[-8:-4]}?",
                answerable=False,
            ),
        ]
    return cases


def make_run(
    folder: Path,
    dataset: Path,
    texts: dict[str, str],
    *,
    system: str = "meetingqa",
    wrong: Callable[[int], bool] = lambda number: number % 7 == 3,
    scored: bool = True,
) -> RunFolder:
    """A finished run in which the cases whose number is `wrong` are answered wrongly."""
    run = RunFolder(folder)
    cases = make_cases(texts)
    run.write_manifest(
        RunManifest(
            run_id=folder.name,
            suite="smoke",
            system=system,
            started_at="2025-07-01T08:00:00+00:00",
            ended_at="2025-07-01T08:01:30+00:00",
            commit="0123abc",
            data={dataset.name: "0" * 64},
            models={"embedder": "fake-e5"},
            settings={
                "request": _request(dataset, system).model_dump(mode="json"),
                "label": "extractive" if system == "meetingqa" else system,
            },
            machine={"cpus": 2},
        )
    )
    run.write_cases(cases)
    scores: list[Score] = []
    with run.appending() as append:
        for number, case in enumerate(cases):
            prediction = _predict(case, number, texts, system, wrong(number))
            append(prediction)
            scores += _score(case, prediction, wrong(number), number)
    if scored:
        run.write_scores(scores)
    return run


def _request(dataset: Path, system: str) -> Request:
    suite = Suite.model_validate(
        {
            "name": "smoke",
            "datasets": [str(dataset)],
            "metrics": ["right", "hit@1", "hit@5", "refusal_recall"],
            "gates": [
                {"metric": "quotes_exact", "hard": True},
                {"metric": "right", "margin": 0.02},
            ],
        }
    )
    return Request.model_validate(
        {"suite": suite, "system": system, "writer": "extractive", "threshold": 0.5}
    )


def _predict(
    case: Case, number: int, texts: dict[str, str], system: str, wrong: bool
) -> Prediction:
    seconds = {"retrieve": 0.02 + number / 1000, "draft": 0.4, "verify": 0.01}
    if wrong and number % 5 == 0:
        return Prediction(id=case.id, system=system, status="error", error="ModelTimeout: 60 s")
    doc = case.cluster
    other = next(name for name in texts if name != doc)
    order = [other, doc] if wrong else [doc, other]
    found = tuple(
        Found(doc=name, start=0, end=len(texts[name]), text=texts[name], score=1 / rank)
        for rank, name in enumerate(order, 1)
    )
    shared = {"id": case.id, "system": system, "retrieved": found, "seconds": seconds}
    if not case.answerable and not wrong:
        return Prediction(status="not_found", confidence=0.2 + number / 500, **shared)
    text = texts[doc]
    start = text.index("Thu ngân sách")
    quote = "Một câu không có trong bài." if wrong else text[start : text.index(", tăng", start)]
    cited = Cited(marker=1, doc=doc, quote=quote, start=start, end=start + len(quote))
    return Prediction(
        text=f"{quote} [1]",
        statements=(Said(text=quote, citations=(1,)),),
        citations=(cited,),
        confidence=0.95 - number / 100,
        input_tokens=900,
        output_tokens=40,
        **shared,
    )


def _score(case: Case, prediction: Prediction, wrong: bool, number: int) -> list[Score]:
    if prediction.error:
        return [Score(id=case.id, metric=m, value=0.0, error=prediction.error) for m in METRICS]
    right = 0.0 if wrong else 1.0
    hits = {f"hit@{k}": (1.0 if k > 1 else right) if case.answerable else None for k in (1, 3, 5)}
    values: dict[str, float | None] = {
        **hits,
        "right": right,
        "quotes_exact": right if prediction.citations else None,
        "refusal_recall": None if case.answerable else right,
    }
    why = "says what no source says" if wrong else "holds every gold group"
    scores = [Score(id=case.id, metric=m, value=v, evidence=why) for m, v in values.items()]
    if number == 4:
        scores[4] = Score(
            id=case.id, metric="quotes_exact", value=None, error="ValueError: '1,2,3'"
        )
    return scores
