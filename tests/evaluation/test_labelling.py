"""Items go out to people and come back as labels, and their agreement is Cohen's."""

import csv
import shutil
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from evaluation_runs import make_dataset, make_documents, make_run
from meetingqa.cli import evaluation
from meetingqa.errors import EvaluationError
from meetingqa.evaluation.labelling import (
    compare_labellers,
    compare_with_scores,
    export_items,
    import_labels,
)
from meetingqa.evaluation.records import Label, Prediction
from meetingqa.evaluation.runs import LABELS, RunFolder

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    texts = make_documents(3)
    make_dataset(tmp_path / "made-up", texts)
    return make_run(tmp_path / "run", tmp_path / "made-up", texts)


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_verdicts(path: Path, verdicts: dict[str, str], *, mark: str = ",") -> Path:
    lines = [mark.join(("id", "verdict", "note"))]
    lines += [mark.join((name, verdict, "")) for name, verdict in verdicts.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def test_items_are_exported_without_scores(run: RunFolder, tmp_path: Path) -> None:
    assert export_items(run, tmp_path / "out") == 12
    rows = read_rows(tmp_path / "out" / "items.csv")
    first = rows[0]
    assert (first["id"], first["verdict"]) == ("t-0a", "")
    assert first["right_answers"] == "1200 tỷ đồng"
    assert (
        first["quotes"] == "[1] Thu ngân sách trên địa bàn ước đạt 1200 tỷ đồng (hải-vân-2021.txt)"
    )
    unanswerable = next(row for row in rows if row["id"] == "t-1d")
    assert unanswerable["right_answers"] == "(the articles hold no answer)"
    page = (tmp_path / "out" / "items.html").read_text(encoding="utf-8")
    for text in ("says what no source says", "holds every gold group", "http:"):
        assert text not in page
    assert "<sân bay>" not in page and "\\u003csân bay>" in page


def test_a_sample_is_drawn_by_its_seed(run: RunFolder, tmp_path: Path) -> None:
    drawn = []
    for number, seed in enumerate((1, 1, 2)):
        folder = tmp_path / str(number)
        assert export_items(run, folder, sample=5, seed=seed) == 5
        drawn.append([row["id"] for row in read_rows(folder / "items.csv")])
    assert drawn[0] == drawn[1] != drawn[2]
    assert drawn[0] == sorted(drawn[0])


def test_a_cell_is_no_formula_of_a_spreadsheet(run: RunFolder, tmp_path: Path) -> None:
    with run.appending() as append:
        append(Prediction(id="t-0a", system="meetingqa", text='=HYPERLINK("x")'))
    export_items(run, tmp_path / "out")
    assert read_rows(tmp_path / "out" / "items.csv")[0]["answer"] == '\'=HYPERLINK("x")'


def test_verdicts_come_back_and_agreement_is_cohens(run: RunFolder, tmp_path: Path) -> None:
    words = ["correct"] * 6 + ["wrong"] * 4
    other = ["correct"] * 5 + ["wrong"] * 4 + ["correct"]
    ids = [case.id for case in run.cases()]
    anna = write_verdicts(tmp_path / "anna.csv", dict(zip(ids, words, strict=False)))
    binh = write_verdicts(tmp_path / "binh.csv", dict(zip(ids, other, strict=False)), mark=";")
    labels = import_labels(run, [anna, binh])
    assert labels == run.labels() and len(labels) == 20
    (pair,) = compare_labellers(labels)
    assert (pair.first, pair.second, pair.n, pair.raw) == ("anna", "binh", 10, 0.8)
    # Both say "correct" 6 times of 10: chance 0.52, so (0.8 - 0.52) / 0.48.
    assert pair.kappa == pytest.approx(0.28 / 0.48)
    assert pair.differ == ((ids[5], "correct", "wrong"), (ids[9], "wrong", "correct"))


def test_a_note_with_any_line_end_is_kept(run: RunFolder, tmp_path: Path) -> None:
    note = "một\u2028hai\x85ba\vbốn"
    path = tmp_path / "anna.csv"
    path.write_text(f"id,verdict,note\nt-0a,correct,{note}\n", encoding="utf-8")
    import_labels(run, [path])
    assert [(label.labeller, label.note) for label in run.labels()] == [("anna", note)]


def test_labels_stand_beside_the_metric(run: RunFolder) -> None:
    right = {s.id: s.value for s in run.scores() if s.metric == "right"}
    labels = [
        Label(id=name, labeller="anna", verdict="correct" if value else "partial")
        for name, value in right.items()
    ]
    labels.append(Label(id="t-0a", labeller="lan", verdict="unclear"))
    (pair,) = compare_with_scores(run, labels)
    assert (pair.first, pair.second, pair.n, pair.raw) == ("anna", "metric right", 12, 1.0)
    assert pair.kappa == 1.0 and pair.differ == ()
    first = next(label for label in labels if label.verdict == "correct")
    less = first.model_copy(update={"labeller": "binh", "verdict": "partial"})
    (pair,) = compare_with_scores(run, [less])
    assert pair.differ == ((first.id, "not right", "right"),)  # nobody said "wrong"


def test_a_new_verdict_replaces_the_old_one(run: RunFolder, tmp_path: Path) -> None:
    import_labels(run, [write_verdicts(tmp_path / "anna.csv", {"t-0a": "wrong", "t-0b": "wrong"})])
    later = tmp_path / "later.csv"
    later.write_text("id,verdict,labeller\nt-0a,correct,anna\n")
    labels = import_labels(run, [later])
    assert [(label.id, label.verdict) for label in labels] == [
        ("t-0a", "correct"),
        ("t-0b", "wrong"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,verdict\nt-9z,correct\n", "no item 't-9z'"),
        ("id,verdict\nt-0a,đúng\n", "item 't-0a' is 'đúng'"),
        ("id,verdict\nt-0a,\n", "holds no verdict"),
        ("question,verdict\nHỏi?,correct\n", "has no `id`"),
    ],
)
def test_an_odd_file_is_named_and_nothing_kept(
    run: RunFolder, tmp_path: Path, text: str, message: str
) -> None:
    good = write_verdicts(tmp_path / "good.csv", {"t-0a": "correct"})
    bad = tmp_path / "bad.csv"
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=message) as caught:
        import_labels(run, [good, bad])
    assert caught.value.hint and not (run.path / LABELS).exists()


def test_the_command_exports_imports_and_compares(run: RunFolder, tmp_path: Path) -> None:
    app = Typer()
    app.command("label")(evaluation.label)
    app.command("other")(evaluation.report)
    base = ["label", str(run.path)]
    result = CliRunner().invoke(app, [*base, "--export", str(tmp_path / "out"), "--sample", "4"])
    assert result.exit_code == 0 and "4 items" in result.output
    anna = write_verdicts(tmp_path / "anna.csv", {"t-0a": "correct", "t-0b": "wrong"})
    binh = write_verdicts(tmp_path / "binh.csv", {"t-0a": "correct", "t-0b": "correct"})
    result = CliRunner().invoke(app, [*base, "--import", str(anna), "--import", str(binh)])
    assert result.exit_code == 0, result.output
    assert "anna and binh: 2 items, agreement 0.500, kappa 0.000" in result.output
    assert "  t-0b: wrong / correct" in result.output
    assert CliRunner().invoke(app, base).exit_code == 2


def test_the_page_labels_by_keys_and_its_file_is_read_back(run: RunFolder, tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    export_items(run, tmp_path / "out", sample=3)
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_page()
        faults: list[str] = []
        requests: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto((tmp_path / "out" / "items.html").as_uri())
        page.locator("#who").fill("Hạnh Đào")
        page.locator("#question").click()
        page.keyboard.press("1")
        page.keyboard.press("3")
        page.locator("#note").fill('thiếu "số", một dòng')
        page.keyboard.press("1")  # in a note it is a digit
        page.locator("button", has_text="partial").click()
        assert page.locator("#state").text_content() == "3 of 3 labelled"
        with page.expect_download() as download:
            page.locator("#csv").click()
        assert download.value.suggested_filename == "labels-Hạnh-Đào.csv"
        download.value.save_as(tmp_path / "labels.csv")
        chromium.close()
    assert faults == []
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
    labels = import_labels(run, [tmp_path / "labels.csv"])
    ids = [row["id"] for row in read_rows(tmp_path / "out" / "items.csv")]
    by_id = {label.id: label for label in labels}
    assert [by_id[name].verdict for name in ids] == ["correct", "wrong", "partial"]
    assert by_id[ids[2]].note == 'thiếu "số", một dòng1'
    assert {label.labeller for label in labels} == {"Hạnh Đào"}
