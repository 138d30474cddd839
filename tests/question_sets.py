"""A small invented data set in a folder, for the tests of the data part of the harness."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from meetingqa.evaluation.datasets import Dataset, load_dataset
from meetingqa.evaluation.gold_values import suggest_values
from meetingqa.evaluation.metrics.answers import holds
from meetingqa.evaluation.records import Case, GoldSpan
from meetingqa.language.sentences import split_sentences

MEETING = """UBND tỉnh Hạ Lương họp phiên thường kỳ tháng 3/2024

Ngày 28/3/2024, UBND tỉnh Hạ Lương họp phiên thường kỳ tháng 3 do ông Đoàn Quang Lẫm chủ trì.

Quý I, tỉnh thu ngân sách được 1.432 tỷ đồng, đạt 27,5% dự toán; có 18 xã đạt chuẩn nông thôn mới.

Ông Đoàn Quang Lẫm yêu cầu Sở Tài chính báo cáo kết quả trước ngày 15/4/2024.
"""
COUNCIL = """HĐND tỉnh Hạ Lương khai mạc kỳ họp thứ 12

Ngày 9/7/2024, HĐND tỉnh Hạ Lương khai mạc kỳ họp thứ 12 tại hội trường tỉnh.

Kỳ họp thông qua 14 nghị quyết, trong đó có nghị quyết về học phí với 47/52 phiếu tán thành.

Tỉnh có thêm 6 trường đạt chuẩn quốc gia trong năm học vừa qua.
"""
FLOOD = """UBND tỉnh Hạ Lương bàn việc khắc phục hậu quả mưa lũ

Ngày 20/9/2024, UBND tỉnh Hạ Lương họp bàn việc khắc phục hậu quả mưa lũ ở ba huyện miền núi.

Mưa lũ làm hư hỏng 318 ngôi nhà, thiệt hại ước 96 tỷ đồng.

Các huyện phải dựng xong nhà tạm cho dân trong tháng 10.
"""
ARTICLES = {"march.txt": MEETING, "july.txt": COUNCIL, "flood.txt": FLOOD}


def case(name: str, doc: str, question: str, *answers: str, **more: Any) -> dict[str, Any]:
    """A case over one article, each answer a group of its own."""
    gold = {"docs": [doc] if answers else [], "answers": [[answer] for answer in answers]}
    row = {"id": name, "cluster": doc, "kind": "figure", "question": question, "split": "dev"}
    return {**row, "answerable": bool(answers), "gold": {**gold, "type": "number"}, **more}


CASES = [
    case(
        "q1",
        "march.txt",
        "Quý I/2024 tỉnh Hạ Lương thu ngân sách được bao nhiêu?",
        "1.432 tỷ",
        forbidden=["1.590 tỷ"],
    ),
    case("q2", "july.txt", "Nghị quyết về học phí được bao nhiêu phiếu tán thành?", "47/52"),
    case("q3", "flood.txt", "Mưa lũ ở Hạ Lương làm hư hỏng bao nhiêu ngôi nhà?", "318"),
    case("q4", "march.txt", "Ai chủ trì phiên họp tháng 3/2024?", "Đoàn Quang Lẫm", kind="name"),
    case("q5", "july.txt", "Năm 2019 tỉnh Hạ Lương có bao nhiêu hợp tác xã?", kind="unanswerable"),
]


def write_set(folder: Path, cases: list[dict[str, Any]] | None = None) -> Path:
    """A folder with articles, cases and a card."""
    (folder / "articles").mkdir(parents=True)
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    write_cases(folder, CASES if cases is None else cases)
    (folder / "CARD.md").write_text("# Invented\n", encoding="utf-8")
    return folder


def write_cases(folder: Path, cases: list[dict[str, Any]]) -> None:
    """Its cases anew."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in cases]
    (folder / "cases.jsonl").write_text("".join(lines), encoding="utf-8")


def spanned(dataset: Dataset) -> Dataset:
    """The set with gold spans and values, as a labeller would leave it: the first sentence that says
    the answers."""
    cases = []
    for given in dataset.cases:
        gold = given.gold.model_copy(update={"spans": tuple(_spans(given, dataset))})
        labelled = given.model_copy(update={"gold": gold})
        gold = gold.model_copy(update={"values": suggest_values(labelled)})
        cases.append(labelled.model_copy(update={"gold": gold}))
    write_cases(dataset.folder, [each.model_dump(mode="json") for each in cases])
    return load_dataset(dataset.folder)


def _spans(given: Case, dataset: Dataset) -> Iterator[GoldSpan]:
    for doc in given.gold.docs:
        text = dataset.documents[doc].text
        for at in split_sentences(text):
            said = text[at.start : at.end]
            if holds(said, given.gold.answers):
                yield GoldSpan(doc=doc, start=at.start, end=at.end, text=said)
                break


def made_set(folder: Path) -> Dataset:
    """The set of `write_set`, with gold spans and values."""
    return spanned(load_dataset(write_set(folder)))
