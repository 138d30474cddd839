"""importing, foreign_sets: SQuAD, passages, BEIR and titles become sets of our form, offsets exact."""

import json
from pathlib import Path
from typing import Any

import pytest

from meetingqa.errors import DatasetError
from meetingqa.evaluation.datasets import load_dataset
from meetingqa.evaluation.importing import draw, import_dataset, place
from meetingqa.evaluation.records import Case, GoldSpan
from meetingqa.evaluation.verifying import verify

LAKE = "Hồ Nà Sang  rộng 42 ha. Hồ Nà Sang có từ năm 1978 và cấp nước cho hai xã vùng thấp."
MARKET = "Chợ phiên Khau Vài họp sáu ngày một lần, bán trâu, ngựa và vải lanh dệt tay."


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")


def squad(context: str, *asked: tuple[str, str, list[tuple[str, int]]]) -> dict[str, Any]:
    qas = [
        {
            "id": name,
            "question": question,
            "answers": [{"text": text, "answer_start": start} for text, start in answers],
            "is_impossible": not answers,
        }
        for name, question, answers in asked
    ]
    return {"data": [{"title": "Hồ", "paragraphs": [{"context": context, "qas": qas}]}]}


def test_squad_spans_follow_the_text_that_ingestion_makes(tmp_path: Path) -> None:
    asked = [
        ("1", "Hồ rộng bao nhiêu?", [("42 ha", LAKE.index("42"))]),
        ("2", "Hồ có từ năm nào?", [("1978", 3)]),  # a wrong offset
        ("3", "Hồ sâu bao nhiêu?", []),
        ("4", "Hồ nào rộng 42 ha?", [("Hồ Nà Sang", LAKE.rindex("Hồ")), ("Nà Sang", 3)]),
        ("5", "Hồ tên gì?", [("Hồ Ba Bể", 0)]),  # not in the text
    ]
    path = tmp_path / "set.json"
    path.write_text(json.dumps(squad(LAKE, *asked)), encoding="utf-8")
    report = import_dataset(path, "squad", tmp_path / "out", licence="CC0")
    dataset = load_dataset(tmp_path / "out")
    (document,) = dataset.documents.values()
    assert document.text == LAKE.replace("  ", " ")
    assert [case.id for case in dataset.cases] == ["1", "2", "3", "4"]
    for case in dataset.cases:
        for span in case.gold.spans:
            assert document.text[span.start : span.end] == span.text
    # The second "Hồ Nà Sang" stays the second.
    assert dataset.cases[3].gold.spans[0].start == document.text.rindex("Hồ Nà Sang")
    assert dataset.cases[3].gold.answers == (("Hồ Nà Sang", "Nà Sang"),)
    assert (report.changed, report.moved, report.unfound, report.dropped) == (1, 1, 1, 1)
    assert not dataset.cases[2].answerable
    assert dataset.cases[0].provenance.licence == "CC0"
    assert [finding for finding in verify(dataset) if finding.level == "error"] == []
    assert "| answers whose offset was mended | 1 |" in dataset.card


def write_passages(folder: Path) -> Path:
    texts = {"p1": LAKE, "p2": MARKET, "p3": MARKET, "p4": "12"}
    write_lines(
        folder / "passages.jsonl", [{"pid": p, "title": "T", "text": t} for p, t in texts.items()]
    )

    def asked(name: str, pid: str, *answers: str) -> dict[str, Any]:
        found = [{"text": text, "start": texts[pid].find(text)} for text in answers]
        return {
            "id": name,
            "question": "Hỏi gì?" if name != "b" else "Chợ họp mấy ngày một lần?",
            "answers": found,
            "is_impossible": not answers,
            "positive_pids": [pid],
            "context_pid": pid,
        }

    rows = [asked("a", "p1", "42 ha"), asked("b", "p3", "sáu ngày"), asked("c", "p4", "12")]
    write_lines(folder / "qa.jsonl", [*rows, asked("d", "p1", "42 ha"), asked("e", "p2")])
    return folder


def test_equal_documents_merge_and_unreadable_ones_go_with_their_cases(tmp_path: Path) -> None:
    report = import_dataset(write_passages(tmp_path / "in"), "passages", tmp_path / "out")
    dataset = load_dataset(tmp_path / "out")
    assert [*dataset.documents] == ["p1", "p2"]
    assert (report.merged, report.lost, report.dropped) == (1, 1, 2)  # "d" asks what "a" asks
    assert [(case.id, case.gold.docs) for case in dataset.cases] == [
        ("a", ("p1",)),
        ("b", ("p2",)),
        ("e", ()),
    ]
    assert dataset.cases[1].gold.spans[0].doc == "p2"
    assert [finding for finding in verify(dataset) if finding.level == "error"] == []


@pytest.mark.parametrize(
    "judged",
    [
        "q\td\ts\nq1\td2\t1\nq1\td1\t2\nq2\td1\t0\n",
        "q1\td2\t1\n\nq1\td1\t2\nq2\td1\t0\n",  # without a head
        "q1 0 d2 1\nq1 0 d1 2\nq2 0 d1 0\n",  # TREC's
    ],
)
def test_beir_keeps_judged_queries_only(tmp_path: Path, judged: str) -> None:
    folder = tmp_path / "in"
    rows = [{"_id": "d1", "title": "", "text": LAKE}, {"_id": "d2", "title": "Chợ", "text": MARKET}]
    write_lines(folder / "corpus.jsonl", rows)
    write_lines(
        folder / "queries.jsonl", [{"_id": q, "text": f"hỏi {q}"} for q in ("q1", "q2", "q3")]
    )
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text(judged)
    import_dataset(folder, "beir", tmp_path / "out")
    (case,) = load_dataset(tmp_path / "out").cases
    assert (case.task, case.gold.docs, case.question) == ("retrieval", ("d2", "d1"), "hỏi q1")
    assert (tmp_path / "out" / "qrels.tsv").read_text() == (
        "query-id\tcorpus-id\tscore\nq1\td2\t1\nq1\td1\t1\n"
    )


def test_titles_are_asked_of_the_named_files_and_all_bodies_are_searched(tmp_path: Path) -> None:
    write_lines(tmp_path / "in" / "A_one.jsonl", [{"id": "1", "title": "Hồ mới", "text": LAKE}])
    write_lines(tmp_path / "in" / "B_two.jsonl", [{"id": "2", "title": "Chợ cũ", "body": MARKET}])
    import_dataset(tmp_path / "in", "titles", tmp_path / "out", ask="A_*")
    dataset = load_dataset(tmp_path / "out")
    assert [(case.question, case.gold.docs) for case in dataset.cases] == [("Hồ mới", ("1",))]
    assert "Hồ mới" not in dataset.documents["1"].title
    assert len(dataset.documents) == 2


def test_a_limit_draws_the_same_cases_in_order() -> None:
    cases = [Case(id=str(number), cluster="c") for number in range(50)]
    drawn = [int(case.id) for case in draw(cases, 10)]
    assert len(drawn) == 10
    assert drawn == sorted(drawn) != list(range(10))
    assert [int(case.id) for case in draw(cases[::-1], 10)] == drawn[::-1]
    assert len(draw(cases, None)) == 50


def test_a_span_is_placed_at_the_nearest_occurrence() -> None:
    raw = "x  a b a c a"
    text = "x a b a c a"
    span = GoldSpan(doc="d", start=raw.index("a c"), end=raw.index("a c") + 1, text="a")
    placed = place(span, raw, text)
    assert placed is not None
    assert placed.start == text.index("a c")
    assert place(span.model_copy(update={"text": "z"}), raw, text) is None


@pytest.mark.parametrize(
    ("form", "content", "hint"),
    [
        ("squad", '{"data": [{"paragraphs": [{}]}]}', "--format"),
        ("squad", "[]", "--format"),
        ("squad", '{"data": []}', "--format"),
        ("titles", '{"id": "1", "text": "x"}', "--format"),
    ],
)
def test_a_file_of_another_form_is_refused(
    tmp_path: Path, form: Any, content: str, hint: str
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        import_dataset(path, form, tmp_path / "out")
    assert hint in caught.value.hint
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("document", "judged", "said"),
    [
        ({"_id": "d"}, b"q\td\ts\nq1\td\tyes\n", "'yes'"),
        ({"_id": "d"}, b"q1\td\t1\nq1 d\n", "line 2"),
        ({"_id": "d"}, b"q\xff\td\t1\n", "utf-8"),
        ({"_id": "d", "metadata": "x"}, b"q1\td\t1\n", "'metadata'"),
        ({"_id": "d", "title": 7}, b"q1\td\t1\n", "'title'"),
    ],
)
def test_a_broken_beir_folder_is_refused(
    tmp_path: Path, document: dict[str, Any], judged: bytes, said: str
) -> None:
    write_lines(tmp_path / "corpus.jsonl", [{"text": LAKE, **document}])
    write_lines(tmp_path / "queries.jsonl", [{"_id": "q1", "text": "Hồ nào?"}])
    (tmp_path / "qrels.tsv").write_bytes(judged)
    with pytest.raises(DatasetError, match=said):
        import_dataset(tmp_path, "beir", tmp_path / "out")


def test_an_empty_answer_is_left_out_for_any_text_would_hold_it(tmp_path: Path) -> None:
    asked = ("1", "Hồ rộng bao nhiêu?", [("", 0), ("42 ha", LAKE.index("42"))])
    (tmp_path / "in.json").write_text(json.dumps(squad(LAKE, asked)), encoding="utf-8")
    import_dataset(tmp_path / "in.json", "squad", tmp_path / "out")
    assert load_dataset(tmp_path / "out").cases[0].gold.answers == (("42 ha",),)


def test_missing_fields_and_a_taken_folder_are_refused(tmp_path: Path) -> None:
    write_lines(tmp_path / "in" / "passages.jsonl", [{"pid": "p"}])
    write_lines(tmp_path / "in" / "qa.jsonl", [])
    with pytest.raises(DatasetError, match="text"):
        import_dataset(tmp_path / "in", "passages", tmp_path / "out")
    write_lines(tmp_path / "in" / "passages.jsonl", [{"pid": 1, "text": LAKE}])
    with pytest.raises(DatasetError, match="Document id: .* string"):
        import_dataset(tmp_path / "in", "passages", tmp_path / "out")
    write_passages(tmp_path / "in")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "cases.jsonl").write_text("")
    with pytest.raises(DatasetError, match="already"):
        import_dataset(tmp_path / "in", "passages", tmp_path / "out")
