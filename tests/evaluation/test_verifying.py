"""verifying: each promise of a data set, broken once, is named; the committed sets keep all."""

import json
from pathlib import Path
from typing import Any

import pytest

from meetingqa.cli import main
from meetingqa.errors import DatasetError
from meetingqa.evaluation.datasets import load_dataset
from meetingqa.evaluation.derived_files import write_derived
from meetingqa.evaluation.verifying import count, verify
from question_sets import CASES, case, made_set, write_cases, write_set


def errors_of(folder: Path) -> list[tuple[str, str]]:
    return [(f.where, f.what) for f in verify(load_dataset(folder)) if f.level == "error"]


def test_the_sample_set_keeps_every_promise() -> None:
    dataset = load_dataset("sample")
    assert verify(dataset) == []
    census = count(dataset)
    assert sum(census.kinds.values()) - census.kinds["summary"] >= 150
    assert census.kinds["unanswerable"] >= 30
    assert census.kinds["summary"] >= 12
    kinds = "factoid figure date name list yesno why comparison followup conflict".split()
    assert all(census.kinds[kind] >= 7 for kind in kinds)
    spans = [span for case in dataset.cases for span in case.gold.spans]
    assert all(dataset.documents[s.doc].text[s.start : s.end] == s.text for s in spans)
    answerable = [case for case in dataset.cases if case.answerable and case.task == "qa"]
    assert all({s.doc for s in case.gold.spans} == {*case.gold.docs} for case in answerable)
    comparisons = [case for case in answerable if case.kind == "comparison"]
    assert all(len(case.gold.docs) >= 2 for case in comparisons)


def test_a_set_without_its_articles_is_checked_as_far_as_it_goes() -> None:
    findings = verify(load_dataset("press", articles_needed=False))
    assert [finding for finding in findings if finding.level == "error"] == []
    assert "not here" in findings[-1].what


def test_a_set_just_written_is_sound_and_a_touched_file_is_named(tmp_path: Path) -> None:
    dataset = made_set(tmp_path / "made")
    assert "digests.json" in dict(errors_of(dataset.folder))
    write_derived(dataset)
    assert errors_of(dataset.folder) == []
    (dataset.folder / "more.txt").write_text("x")
    (dataset.folder / "CARD.md").write_text("other")
    (dataset.folder / "qrels.tsv").unlink()
    found = errors_of(dataset.folder)
    assert [(where, what.split()[0]) for where, what in found] == [
        ("CARD.md", "changed"),
        ("more.txt", "new"),
        ("qrels.tsv", "gone"),
        ("qrels.tsv", "differs"),
    ]


def test_a_changed_article_breaks_spans_and_the_corpus_file(tmp_path: Path) -> None:
    dataset = made_set(tmp_path / "made")
    write_derived(dataset)
    path = dataset.folder / "articles" / "july.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("47/52", "46/52"), encoding="utf-8")
    found = errors_of(dataset.folder)
    assert {where for where, _ in found} == {"articles/july.txt", "corpus.jsonl", "q2"}
    assert any("no gold document holds '47/52'" in what for _, what in found)
    assert any("is not 'Kỳ họp thông qua" in what for _, what in found)


Q1 = CASES[0]


def with_gold(**gold: Any) -> dict[str, Any]:
    return {**Q1, "gold": {**Q1["gold"], **gold}}


SPAN = {"doc": "march.txt", "start": 0, "end": 5, "text": "Ngày "}
SAID = "tỉnh thu ngân sách được 1.432 tỷ đồng"  # stands in the article from 102 on
GIVEN = {"doc": "march.txt", "start": 102, "end": 102 + len(SAID), "text": SAID}


def with_other(**place: Any) -> dict[str, Any]:
    """A case with a sound gold span and another place that is right to cite."""
    also = [{**SPAN, **place}]
    return with_gold(spans=[GIVEN], also=also) | {"id": "q9", "question": "a?"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (CASES[1] | {"id": "q1"}, "two cases have this id"),
        (Q1 | {"id": "q9"}, "asks the same as 'q1'"),
        (
            Q1
            | {"id": "q9", "question": "QUÝ I/2024 tỉnh Hạ  Lương thu ngân sách được bao nhiêu?"},
            "asks the same",
        ),
        (with_gold(docs=["may.txt"]) | {"id": "q9", "question": "a?"}, "missing: may.txt"),
        (
            with_gold(answers=[["2.000 tỷ"]]) | {"id": "q9", "question": "a?"},
            "no gold document holds",
        ),
        (with_gold(answers=[[]]) | {"id": "q9", "question": "a?"}, "empty answer or group"),
        (with_gold(docs=[], answers=[]) | {"id": "q9", "question": "a?"}, "has no gold"),
        (Q1 | {"id": "q9", "question": " "}, "has no question"),
        (Q1 | {"id": "q9", "question": "a?", "answerable": False}, "although it is not answerable"),
        (Q1 | {"id": "q9", "question": "a?", "forbidden": ["1.432"]}, "forbids '1.432'"),
        (with_gold(spans=[SPAN]) | {"id": "q9", "question": "a?"}, "no gold span holds"),
        (
            with_gold(spans=[SPAN | {"text": "Đêm "}]) | {"id": "q9", "question": "a?"},
            "is not 'Đêm '",
        ),
        (with_other(text="Đêm "), "other place 0–5 of 'march.txt' is not 'Đêm '"),
        (with_other(doc="none.txt"), "other place 0–5 of 'none.txt' is not"),
        (with_other(text=""), "is not ''"),
        (with_other(of=1), "is of the span 1, which is not here"),
        (with_other(**GIVEN), "overlaps a gold span"),
        (with_other(of=0), "does not hold '1.432 tỷ', which its span does"),
        (with_gold(spans=[SPAN | {"end": 9999}]) | {"id": "q9", "question": "a?"}, "is not inside"),
        (
            with_gold(spans=[SPAN | {"doc": "july.txt"}]) | {"id": "q9", "question": "a?"},
            "not gold",
        ),
        (
            Q1 | {"id": "q9", "question": "a?", "perturb": {"of": "q0", "kind": "nfd"}},
            "twin of 'q0'",
        ),
        (Q1 | {"id": "q9", "question": "a?", "corpus": "gone"}, "cannot read"),
        (Q1 | {"id": "q9", "question": "a?", "corpus": "other"}, "no gold document holds"),
        (with_gold(answers=[["1.432", " "]]) | {"id": "q9", "question": "a?"}, "an empty answer"),
        (
            with_gold(spans=[SPAN | {"doc": "none.txt"}]) | {"id": "q9", "question": "a?"},
            "not gold",
        ),
        (
            with_gold(values=[{"type": "number", "value": "nhiều"}])
            | {"id": "q9", "question": "a?"},
            "is no number",
        ),
        (
            case("s1", "march.txt", "", task="summary", kind="summary")
            | {
                "answerable": True,
                "gold": {"docs": ["march.txt"], "fields": {"place": {"text": "Hà Lương"}}},
            },
            "not in its article: 'Hà Lương'",
        ),
    ],
)
def test_a_broken_case_is_named(tmp_path: Path, row: dict[str, Any], said: str) -> None:
    folder = write_set(tmp_path / "made")
    changed = '{"_id": "march.txt", "title": "Tin", "text": "Hội nghị không nêu số thu."}\n'
    (folder / "overlays").mkdir()
    (folder / "overlays" / "other.jsonl").write_text(changed, encoding="utf-8")
    write_cases(folder, [*CASES, row])
    write_derived(load_dataset(folder))
    found = errors_of(folder)
    assert any(said in what for _, what in found), found


def test_a_set_without_cases_or_with_digests_of_another_form_is_told(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "made")
    write_cases(folder, [])
    assert (folder.name, "there are no cases") in errors_of(folder)
    (folder / "digests.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(DatasetError, match="not a JSON object"):
        verify(load_dataset(folder))


def test_what_may_be_meant_is_a_warning(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "made")
    write_cases(folder, [*CASES, CASES[1] | {"id": "q9", "question": "a?", "split": "test"}])
    text = (folder / "articles" / "july.txt").read_text(encoding="utf-8")
    (folder / "articles" / "copy.txt").write_text(text, encoding="utf-8")
    write_derived(load_dataset(folder))
    found = verify(load_dataset(folder))
    assert {finding.level for finding in found} == {"warning"}
    said = [finding.what for finding in found]
    assert any("in the splits dev, test" in what for what in said)
    assert any("the same text as" in what for what in said)


def test_a_corpus_text_that_ingestion_would_change_is_named(tmp_path: Path) -> None:
    write_cases(tmp_path, [case("q", "d1", "Hồ rộng bao nhiêu?", "42 ha")])
    row = '{"_id": "d1", "title": "Hồ", "text": "Hồ Nà  Sang rộng 42 ha, sâu nhất 9 m."}\n'
    (tmp_path / "corpus.jsonl").write_text(row, encoding="utf-8")
    (tmp_path / "CARD.md").write_text("x")
    write_derived(load_dataset(tmp_path))
    assert [where for where, _ in errors_of(tmp_path)] == ["d1"]


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main([str(word) for word in words])
    printed = capsys.readouterr()
    return int(left.value.code or 0), printed.out, printed.err


def test_the_commands_write_check_and_fail_on_a_defect(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made_set(tmp_path / "made").folder
    code, out, err = run(capsys, "eval", "verify-data", folder)
    assert (code, err.count("error: 4 defects")) == (1, 1)
    assert "there are no digests" in out
    code, out, _ = run(capsys, "eval", "verify-data", folder, "--write", "--json")
    assert (code, json.loads(out)["ok"]) == (0, True)
    code, out, _ = run(capsys, "eval", "twins", folder, "--kind", "nfd", "--output", tmp_path / "t")
    assert (code, out.split()[:2]) == (0, ["5", "nfd"])
    assert run(capsys, "eval", "verify-data", tmp_path / "t")[0] == 0
    assert run(capsys, "eval", "twins", folder, "--kind", "x", "--output", tmp_path / "u")[0] == 2


def test_the_import_command_writes_a_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"id": "1", "title": "Hồ mới", "text": "Xã Nà Phung xây hồ chứa nước rộng 42 ha."}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    words = ("eval", "import", tmp_path / "a.jsonl", "--format", "titles", "--output")
    code, out, _ = run(capsys, *words, tmp_path / "out", "--json")
    assert (code, json.loads(out)["cases"], json.loads(out)["source"]) == (0, 1, "a.jsonl")
    assert run(capsys, *words, tmp_path / "out")[0] == 1
