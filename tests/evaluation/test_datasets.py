"""datasets, overlays, gold_spans: sets in folders, documents as ingestion makes them, golds in them."""

import gzip
import json
from pathlib import Path

import pytest

from meetingqa.errors import DatasetError
from meetingqa.evaluation.datasets import (
    Document,
    canonical,
    find_dataset,
    list_datasets,
    load_dataset,
    read_lines,
    read_records,
)
from meetingqa.evaluation.gold_values import suggest_values
from meetingqa.evaluation.overlays import Overlay, documents_under, load_overlay, write_sources
from meetingqa.evaluation.records import Case, Gold, GoldSpan, GoldValue
from meetingqa.sources import SourceItem, read_sources
from question_sets import CASES, case, write_cases, write_set


def test_the_committed_sets_are_known_by_name_and_say_what_they_lack() -> None:
    assert {"press", "sample"} <= {*list_datasets()}
    sample = load_dataset("sample")
    assert (len(sample.documents), sample.name) == (55, "sample")
    assert sum(case.task == "qa" for case in sample.cases) == 292
    with pytest.raises(DatasetError) as caught:
        load_dataset("press")
    assert "--corpus" in caught.value.hint
    with pytest.raises(DatasetError) as caught:
        find_dataset("sampel")
    assert "sample" in caught.value.hint


def test_a_folder_is_a_set_with_canonical_documents(tmp_path: Path) -> None:
    dataset = load_dataset(write_set(tmp_path / "made"))
    march = dataset.documents["march.txt"]
    assert march.title.endswith("tháng 3/2024")
    assert march.text.startswith("Ngày 28/3/2024")
    assert march.metadata["province"] == "Hạ Lương"
    assert [*dataset.files()] == ["flood.txt", "july.txt", "march.txt"]
    assert dataset.card == "# Invented\n"


def test_a_document_read_again_as_a_source_is_the_same() -> None:
    for document in load_dataset("sample").documents.values():
        assert canonical(document) == document


def test_a_headline_made_of_the_first_sentence_is_not_taken_for_given() -> None:
    text = "Huyện Suối Lau mở lớp dạy nghề đan lát cho 40 chị em. Lớp kéo dài ba tuần tại nhà văn hóa xã."
    once = canonical(Document(id="x", title="", text=text))
    assert once.title == ""
    assert canonical(once) == once


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: Expecting"),
        ("[]", "line 2: not an object"),
        ('{"id": "x"}', "cluster"),
        ('{"id": "x", "cluster": "c", "gold": {"answers": "a"}}', "gold.answers"),
    ],
)
def test_a_wrong_case_is_named_by_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(CASES[0]) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        list(read_records(path, Case))
    assert said in caught.value.message
    assert "line 2" in caught.value.message


def test_lines_may_be_gzipped_or_broken(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl.gz"
    path.write_bytes(gzip.compress(b'\xef\xbb\xbf{"a": 1}\n\n{"a": 2}\n'))
    assert [*read_lines(path)] == [(1, {"a": 1}), (3, {"a": 2})]
    path.write_bytes(gzip.compress(b'{"a": 1}\n' * 9999)[:-20])
    with pytest.raises(DatasetError):
        list(read_lines(path))
    with pytest.raises(DatasetError):
        list(read_lines(tmp_path / "none.jsonl"))


def test_two_files_of_one_name_and_a_file_without_text_are_refused(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "made")
    (folder / "articles" / "again").mkdir()
    (folder / "articles" / "again" / "july.txt").write_text("Một bài khác, đủ dài để đọc được.")
    with pytest.raises(DatasetError, match=r"july\.txt"):
        _ = load_dataset(folder).documents
    (folder / "articles" / "again" / "july.txt").write_text(" ")
    with pytest.raises(DatasetError, match="cannot read"):
        _ = load_dataset(folder).documents


def test_an_overlay_replaces_adds_and_removes_and_survives_its_file(tmp_path: Path) -> None:
    dataset = load_dataset(write_set(tmp_path / "made"))
    other = dataset.documents["july.txt"].model_copy(
        update={"text": "Bài đã đổi: có 9 nghị quyết."}
    )
    more = Document(id="new", title="Tin mới", text="Một bài viết thêm vào kho, chưa ai đọc.")
    overlay = Overlay(name="o", documents=(other, more), removed=("march.txt",))
    overlay.write(dataset.folder / "overlays")
    assert load_overlay(dataset, "o") == overlay
    under = documents_under(dataset, overlay)
    assert [*under] == ["flood.txt", "july.txt", "new"]
    assert under["july.txt"] == other
    with pytest.raises(DatasetError):
        load_overlay(dataset, "another")


@pytest.mark.parametrize("laid", [False, True])
def test_sources_to_ingest_are_the_documents_under_the_overlay(tmp_path: Path, laid: bool) -> None:
    dataset = load_dataset(write_set(tmp_path / "made"))
    changed = dataset.documents["july.txt"].model_copy(
        update={"text": dataset.documents["july.txt"].text.replace("14", "15")}
    )
    overlay = Overlay(name="o", documents=(changed,), removed=("flood.txt",)) if laid else None
    paths = write_sources(dataset, overlay, tmp_path)
    read = [item for item in read_sources(paths, max_bytes=10**6) if isinstance(item, SourceItem)]
    found = {Document.of_article(item.article).id: item.article.text for item in read}
    assert found == {d.id: d.text for d in documents_under(dataset, overlay).values()}


def test_a_corpus_file_is_laid_out_as_sources(tmp_path: Path) -> None:
    row = {"_id": "d1", "title": "Tin", "text": "Xã Nà Phung trồng mới 40 ha quế trong năm nay."}
    (tmp_path / "corpus.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    write_cases(tmp_path, [case("q", "d1", "Xã Nà Phung trồng bao nhiêu ha quế?", "40 ha")])
    dataset = load_dataset(tmp_path)
    (item,) = read_sources(write_sources(dataset, None, tmp_path), max_bytes=10**6)
    assert isinstance(item, SourceItem)
    assert Document.of_article(item.article) == dataset.documents["d1"]


@pytest.mark.parametrize(
    ("said", "group", "value"),
    [
        ("Thu 1.146 tỷ đồng.", ("1.146 tỷ", "1146 tỷ"), ("number", "1.146", "tỷ đồng")),
        ("Có 62/141 xã đạt.", ("62/141",), ("number", "62/141", "xã")),
        ("Có 62/141 xã đạt.", ("62/141", "62 xã"), ("number", "62", "")),
        ("Hạn là ngày 15/9/2024.", ("15/9",), ("date", "2024-09-15", "")),
        ("Xong trước 24/6.", ("24/6",), ("date", "--06-24", "")),
        ("Bà Lò Thị Sen làm Bí thư.", ("Lò Thị Sen",), ("name", "Lò Thị Sen", "")),
        ("Trồng quế và sơn tra.", ("quế",), None),
        ("Quyết định số 468/QĐ-UBND.", ("468/QĐ-UBND",), None),
    ],
)
def test_values_are_numbers_dates_and_persons(
    said: str, group: tuple[str, ...], value: tuple[str, str, str] | None
) -> None:
    asked = Case(id="q", cluster="d", gold=Gold(docs=("d",), answers=(group,)))
    span = GoldSpan(doc="d", start=0, end=len(said), text=said)
    found = suggest_values(
        asked.model_copy(update={"gold": asked.gold.model_copy(update={"spans": (span,)})})
    )
    expected = (
        [GoldValue.model_validate(dict(zip(("type", "value", "unit"), value, strict=True)))]
        if value
        else []
    )
    assert [*found] == expected
