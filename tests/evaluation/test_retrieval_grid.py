"""retrieval_grid: figures from ranks, intervals by document, and a whole run on invented sets."""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from fakes import FakeEmbedder
from meetingqa.errors import EvaluationError
from meetingqa.evaluation.retrieval_grid import Bench, interval, render, score
from meetingqa.evaluation.retrieval_sets import Collection, Document, read_collections


def test_score_counts_missing_documents_as_misses() -> None:
    assert score(np.array([1.0, 4.0, 11.0, np.inf])) == pytest.approx((0.25, 0.5, 0.3125))


def test_interval_holds_the_mean_and_is_a_point_where_nothing_varies() -> None:
    gains = np.array([1.0, 0.0, 1.0, 0.0, 1.0, 0.0])
    low, high = interval(gains, ["a", "a", "b", "b", "c", "d"])
    assert low <= gains.mean() <= high
    assert interval(np.ones(4), ["a", "a", "b", "c"]) == (1.0, 1.0)


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError) as caught:
        next(read_collections(tmp_path))
    assert "passages.jsonl" in caught.value.message


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def test_sets_are_read_in_order_with_their_right_documents(tmp_path: Path) -> None:
    for name in ("viquad2_public_test_answerable", "xquad_vi"):
        write_lines(tmp_path / name / "passages.jsonl", [{"pid": "p", "title": "T", "text": "x"}])
        asked = {"question": "Gì?", "positive_pids": ["p"], "is_impossible": False}
        write_lines(tmp_path / name / "qa.jsonl", [asked, asked | {"is_impossible": True}])
    one = {"id": "b", "title": "Tin", "text": "Bài", "body": "Bài"}
    write_lines(tmp_path / "binhdinh_provincial_news" / "articles.jsonl", [one])
    parts = ("A_local_meeting", "B_national_assembly", "C_other_meeting", "D_local_gov")
    for part in parts:
        write_lines(tmp_path / "vietnews_gov" / f"{part}.jsonl.gz", [one | {"id": part}])
    write_lines(tmp_path / "vietnews_gov" / "Z_distractors_3000.jsonl.gz", [one | {"id": "Z"}])
    sets = list(read_collections(tmp_path))
    assert [(len(s.documents), len(s.questions)) for s in sets] == [(1, 1), (1, 1), (1, 1), (5, 2)]
    assert sets[3].questions[0] == ("Tin", "A_local_meeting")


def test_a_run_gives_a_row_for_each_method_and_marks_the_product(tmp_path: Path) -> None:
    texts = ("Cầu sông Lũy khởi công.", "Chợ huyện cháy lớn.", "Trường làng có thư viện mới.")
    documents = [Document(str(i), "Tin", text) for i, text in enumerate(texts)]
    questions = [("Cầu nào khởi công?", "0"), ("Chợ nào cháy?", "1"), ("Thư viện ở đâu?", "2")]
    collection = Collection("invented", documents, questions)
    bench = Bench(collection, FakeEmbedder(), tmp_path / "vectors", tmp_path / "index")
    section = render(bench)
    assert section.count("\n| ") == 18
    assert section.count("**") == 6
    assert "| **no diacritics: z-scores, dense restored** | 1.000 | 1.000 |" in section
    assert "otherwise than NFC: 0" in section
    assert list((tmp_path / "vectors").glob("*.npy"))
