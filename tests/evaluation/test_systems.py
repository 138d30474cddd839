"""Every system over one archive: what it records, and what its model is asked."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluating import make_request, run_small
from fakes_llm import ScriptedChatModel
from meetingqa.errors import EvaluationError, SettingsError
from meetingqa.evaluation.archives import Archive, open_archive
from meetingqa.evaluation.bench import Bench, open_system
from meetingqa.evaluation.caching import Cache, CachedEmbedder, CachedModel
from meetingqa.evaluation.collecting import collect
from meetingqa.evaluation.datasets import load_dataset
from meetingqa.evaluation.manifests import digest_build
from meetingqa.evaluation.overlays import Overlay
from meetingqa.evaluation.records import Case, Prediction
from meetingqa.evaluation.suites import SystemName
from meetingqa.models.llm import LanguageModel

REVENUE = "Năm 2023, thu ngân sách nhà nước trên địa bàn tỉnh An Lộc đạt bao nhiêu?"
CASE = Case(id="one", cluster="00.txt", question=REVENUE)


@pytest.fixture(scope="module")
def archive(dataset: Path, bench: Bench) -> Archive:
    return open_archive(load_dataset(dataset), None, bench.settings, bench.embedder, digest_build())


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    opened = Cache(tmp_path / "kept.sqlite3")
    yield opened
    opened.close()


def scripted(cache: Cache, *script: str) -> tuple[CachedModel, ScriptedChatModel]:
    chat = ScriptedChatModel(script=list(script))
    return CachedModel(LanguageModel(chat, name="scripted"), cache, {"llm": "scripted"}), chat


def predict(
    name: SystemName,
    case: Case,
    archive: Archive,
    bench: Bench,
    dataset: Path,
    model: CachedModel | None = None,
) -> Prediction:
    own = Bench(bench.settings, bench.embedder, model)
    writer = "llm" if model else "extractive"
    request = make_request(dataset, system=name, writer=writer, threshold=0.0 if model else None)
    system = open_system(request, archive, own)
    try:
        return system.predict(case)
    finally:
        system.close()


def test_the_product_records_answer_passages_and_time(
    archive: Archive, bench: Bench, dataset: Path
) -> None:
    said = predict("meetingqa", CASE, archive, bench, dataset)
    assert said.status == "answered" and "1.210 tỷ đồng" in said.text
    assert [c.doc for c in said.citations] == ["00.txt"]
    assert all(archive.documents[c.doc].text[c.start : c.end] == c.quote for c in said.citations)
    assert said.retrieved[0].doc == "00.txt" and len(said.retrieved) == 10
    assert {"retrieve", "draft", "verify", "total"} <= set(said.seconds)
    assert said.writer == "extractive" and said.confidence


def test_the_product_only_searches_for_retrieval(
    archive: Archive, bench: Bench, dataset: Path
) -> None:
    case = CASE.model_copy(update={"task": "retrieval"})
    for name in ("meetingqa", "bm25", "stock-langchain"):
        found = predict(name, case, archive, bench, dataset)
        assert (found.system, found.text, found.citations) == (name, "", ())
        assert found.retrieved[0].doc == "00.txt" and found.seconds["total"] > 0


def test_bm25_quotes_its_first_passage(archive: Archive, bench: Bench, dataset: Path) -> None:
    said = predict("bm25", CASE, archive, bench, dataset)
    assert said.text == said.retrieved[0].text == said.citations[0].quote
    assert said.statements[0].citations == (1,)
    nothing = CASE.model_copy(update={"question": "xyzzy qwrtp"})
    assert predict("bm25", nothing, archive, bench, dataset).status == "not_found"


def test_the_stock_chain_writes_from_its_nearest_chunks(
    archive: Archive, bench: Bench, dataset: Path, cache: Cache
) -> None:
    model, chat = scripted(cache, " Đạt 1.210 tỷ đồng. ")
    said = predict("stock-langchain", CASE, archive, bench, dataset, model)
    assert (said.status, said.text, said.writer) == ("answered", "Đạt 1.210 tỷ đồng.", "llm")
    assert [c.marker for c in said.citations] == [1, 2, 3, 4] == list(said.statements[0].citations)
    assert all(archive.documents[c.doc].text[c.start : c.end] == c.quote for c in said.citations)
    [[(kind, prompt)], options] = chat.history[0]
    assert kind == "human" and REVENUE in prompt and said.citations[0].quote in prompt
    assert archive.documents["00.txt"].title in prompt and options["max_tokens"] == 256


def test_a_free_text_that_says_it_does_not_know_is_a_refusal(
    archive: Archive, bench: Bench, dataset: Path, cache: Cache
) -> None:
    model, _ = scripted(cache, "Tôi không biết.", "Tôi không biết.")
    for name in ("stock-langchain", "closed-book"):
        said = predict(name, CASE, archive, bench, dataset, model)
        assert (said.status, said.citations) == ("not_found", ())


def test_a_closed_book_sees_no_article(
    archive: Archive, bench: Bench, dataset: Path, cache: Cache
) -> None:
    model, chat = scripted(cache, "Khoảng 900 tỷ đồng.")
    said = predict("closed-book", CASE, archive, bench, dataset, model)
    assert (said.status, said.citations, said.retrieved) == ("answered", (), ())
    assert "1.210" not in chat.history[0][0][0][1]


@pytest.mark.parametrize(("system", "task"), [("closed-book", "retrieval"), ("bm25", "summary")])
def test_a_system_is_not_asked_for_what_it_cannot_do(system: str, task: str, dataset: Path) -> None:
    with pytest.raises(EvaluationError, match=f"{system!r} cannot do the task {task!r}"):
        collect(make_request(dataset, system=system, task=task))


def test_the_model_writes_each_thing_once_and_its_time_is_remembered(
    archive: Archive, bench: Bench, dataset: Path, cache: Cache
) -> None:
    draft = '{"statements": [{"evidence": [1], "text": "Đạt 1.210 tỷ đồng."}]}'
    model, chat = scripted(cache, draft)
    first = predict("meetingqa", CASE, archive, bench, dataset, model)
    assert len(chat.history) == 1
    model.saved_s = 0.0
    key, kept = next(iter(cache._connection.execute("SELECT key, value FROM kept")))
    slow = kept.decode().replace('"seconds": ', '"seconds": 3')  # as if it had taken long
    cache.put([(key, slow.encode())])
    second = predict("meetingqa", CASE, archive, bench, dataset, model)
    assert len(chat.history) == 1
    assert second.text == first.text and second.output_tokens == first.output_tokens
    assert second.seconds["draft"] > 3 and second.seconds["total"] > 3


def test_another_model_or_prompt_is_asked_anew(cache: Cache) -> None:
    model, chat = scripted(cache, "một", "hai", "ba")
    asked = [("user", "Ai?")]
    assert [model.write(asked, max_tokens=9).text for _ in range(2)] == ["một", "một"]
    assert model.write(asked, max_tokens=10).text == "hai"
    other = CachedModel(LanguageModel(chat, name="scripted"), cache, {"llm": "other"})
    assert other.write(asked, max_tokens=9).text == "ba"


def test_passages_are_embedded_once(bench: Bench, cache: Cache) -> None:
    own = bench.embedder
    before = own.embedded  # type: ignore[attr-defined]
    cached = CachedEmbedder(own, cache)
    first = cached.embed_passages(["a b", "c d", "a b"])
    again = CachedEmbedder(own, cache).embed_passages(["c d", "a b"])
    assert own.embedded - before == 2  # type: ignore[attr-defined]
    assert (first[[1, 0]] == again).all() and (first[0] == first[2]).all()
    assert cached.embed_passages([]).shape == (0, own.dimensions)


def test_an_overlay_is_laid_on_the_archive(dataset: Path, bench: Bench) -> None:
    overlay = Overlay(name="gone", removed=("00.txt",))
    changed = open_archive(
        load_dataset(dataset), overlay, bench.settings, bench.embedder, digest_build()
    )
    assert "00.txt" not in changed.documents and len(set(changed.names.values())) == 11
    said = predict("meetingqa", CASE, changed, bench, dataset)
    assert said.status == "not_found"


def test_a_missing_extra_is_named(
    archive: Archive, bench: Bench, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "langchain_chroma", None)
    monkeypatch.delitem(sys.modules, "meetingqa.evaluation.stock_langchain", raising=False)
    with pytest.raises(SettingsError, match="langchain_chroma") as caught:
        predict("stock-langchain", CASE, archive, bench, dataset)
    assert "meetingqa[eval]" in caught.value.hint


def test_systems_run_through_the_runner(dataset: Path, bench: Bench, tmp_path: Path) -> None:
    for name in ("bm25", "stock-langchain"):
        request = make_request(dataset, system=name, task="retrieval", limit=4)
        run = run_small(request, bench, tmp_path / name)
        assert {p.system for p in run.predictions().values()} == {name}
        assert not [p.error for p in run.predictions().values() if p.error]
