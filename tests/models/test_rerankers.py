"""A question and a sentence read together, by the real model."""

import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from asking import ask
from fakes import make_article
from meetingqa.answering.evidence import gather_evidence
from meetingqa.answering.writers import ExtractiveWriter
from meetingqa.assistant import Assistant
from meetingqa.domain import Article
from meetingqa.errors import ModelUnavailable
from meetingqa.models.e5_weights import model_dir
from meetingqa.models.rerankers import ADAPTERS, Reranker, load_reranker, name_article
from meetingqa.settings import load_settings
from train_reranker import Trained

SAMPLE = Path(__file__).parents[2] / "eval" / "datasets" / "sample"
ASKED = "Nửa năm qua tỉnh bỏ vào túi ngân sách bao nhiêu tiền?"
TELLS = "Thu ngân sách nhà nước 6 tháng trên địa bàn đạt 4.120 tỷ đồng."
ELSE = "Đồng chí Chủ tịch UBND tỉnh biểu dương các đơn vị hoàn thành chỉ tiêu trồng rừng."
REPORT = make_article(TELLS, title="Đồng Mai sơ kết công tác 6 tháng đầu năm")
UNTITLED = make_article(ELSE, title="")


@pytest.fixture(scope="module")
def reranker() -> Reranker:
    found = load_reranker(load_settings())
    assert found is not None, "run `meetingqa models pull`"
    return found


def test_the_sentence_that_tells_it_is_likelier_though_it_says_it_in_other_words(
    reranker: Reranker,
) -> None:
    tells, other = reranker.score(ASKED, [(REPORT, TELLS), (REPORT, ELSE)])
    assert tells > other
    assert reranker.score(ASKED, [(REPORT, ELSE), (REPORT, TELLS)]) == [other, tells]


def test_a_sentence_is_read_under_its_articles_title_place_and_day() -> None:
    placed = REPORT.model_copy(update={"province": "Đồng Mai", "held_on": date(2023, 7, 5)})
    assert name_article(placed) == f"{REPORT.title} (Đồng Mai, 5/7/2023)"
    assert name_article(REPORT) == REPORT.title
    assert len(name_article(make_article(ELSE, title="Họp " * 60))) == 90


def test_what_would_be_said_of_a_long_sentence_is_read() -> None:
    far = (
        "Trong 6 tháng đầu năm, cấp ủy và chính quyền các cấp đã có nhiều cố gắng "
        + "và cố gắng " * 60
    )
    said = ExtractiveWriter().statement(ask(ASKED).asked, f"{far}, {TELLS}")
    assert "4.120 tỷ đồng" in said and len(said) < len(far)


def test_a_sentence_of_any_length_is_read(reranker: Reranker) -> None:
    scores = reranker.score(ASKED, [(UNTITLED, TELLS * 60), (UNTITLED, "x")])
    assert all(math.isfinite(score) for score in scores)
    assert reranker.score(ASKED, []) == []


def test_pairs_read_in_one_go_do_not_see_each_other(reranker: Reranker) -> None:
    pairs = [(REPORT, TELLS), (REPORT, ELSE), (UNTITLED, "Sáng 3/7."), (UNTITLED, TELLS * 20)]
    together = Reranker(load_settings().cache_dir).score(ASKED, pairs)
    alone = [Reranker(load_settings().cache_dir).score(ASKED, [pair])[0] for pair in pairs]
    assert together == pytest.approx(alone, abs=0.2)  # bf16 rounds otherwise at other sizes


def test_adapters_are_trained_as_they_are_read(reranker: Reranker) -> None:
    shipped = load_file(ADAPTERS)
    trained = Trained(model_dir(load_settings().cache_dir), shipped)
    learnt = trained.adapters()
    assert learnt.keys() == shipped.keys()
    assert all(torch.equal(learnt[name], shipped[name]) for name in shipped)
    with torch.inference_mode():
        beside = trained.forward([(ASKED, f"{REPORT.title}: {text}") for text in (TELLS, ELSE)])
    merged = reranker.score(ASKED, [(REPORT, TELLS), (REPORT, ELSE)])
    assert beside.tolist() == pytest.approx(merged, abs=0.2)  # bf16 rounds the sum otherwise


def test_it_can_be_left_out_and_needs_the_weights(tmp_path: Path) -> None:
    assert load_reranker(load_settings(reranker="off")) is None
    assert load_reranker(load_settings(cache_dir=tmp_path)) is None


def test_damaged_weights_are_told_with_what_mends_them(tmp_path: Path) -> None:
    folder = tmp_path / "multilingual-e5-small"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"cut off")
    (folder / "checksums.json").write_text('{"model.safetensors": "0"}', encoding="utf-8")
    damaged = load_reranker(load_settings(cache_dir=tmp_path))
    assert damaged is not None
    with pytest.raises(ModelUnavailable, match="damaged weights") as caught:
        damaged.score(ASKED, [(REPORT, TELLS)])
    assert "meetingqa models pull" in caught.value.hint


def test_sentences_near_the_best_one_are_read_and_put_in_order(tmp_path: Path) -> None:
    settings = load_settings(store_dir=tmp_path / "store", llm="none")
    with Assistant(settings) as assistant:
        assistant.ingest([SAMPLE / "articles"])
        query, passages = assistant.search("Thu ngân sách 6 tháng đầu năm đạt bao nhiêu?", limit=24)
    plain = gather_evidence(query, passages, len, max_tokens=10**6, max_sentence_tokens=10**6)
    read: list[tuple[Article, str]] = []

    def last_first(sentences: Sequence[tuple[Article, str]]) -> list[float]:
        read.extend(sentences)
        return [float(20 * place) for place in range(1 - len(sentences), 1)]

    again = gather_evidence(
        query, passages, len, max_tokens=10**6, max_sentence_tokens=10**6, reread=last_first
    )
    assert 2 <= len(read) <= 6
    assert read == [(e.article, e.text) for e in plain[: len(read)]]
    texts = [e.text for e in again]
    assert texts.index(read[-1][1]) < len(read) - 1
    assert sorted(texts[: len(read)]) == sorted(text for _, text in read)
    assert {e.text: e.score for e in again} == {e.text: e.score for e in plain}
