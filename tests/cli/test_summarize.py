"""`summarize` as people call it: real store, real encoder, no language model."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commanding import fill_store, set_environment
from meetingqa.assistant import Assistant
from meetingqa.cli import main
from meetingqa.domain import Article
from meetingqa.models.tokens import has_ranks
from meetingqa.settings import load_settings

pytestmark = pytest.mark.skipif(
    not has_ranks(load_settings().cache_dir), reason="token ranks are not pulled"
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_store(tmp_path_factory.mktemp("summarize"))


@pytest.fixture
def articles(store: Path, monkeypatch: pytest.MonkeyPatch) -> list[Article]:
    set_environment(monkeypatch)
    with Assistant(load_settings(store_dir=store)) as assistant:
        return [assistant.article(listed.article_id) for listed in assistant.articles()]


@pytest.fixture
def run(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Run:
    set_environment(monkeypatch)
    monkeypatch.setenv("MEETINGQA_STORE_DIR", str(store))

    def call(*args: str) -> tuple[int, str, str]:
        code: object = 0
        try:
            main(["summarize", *args])
        except SystemExit as left:
            code = left.code or 0
        out, err = capsysbinary.readouterr()
        return int(str(code)), out.decode(), err.decode()

    return call


def session(articles: list[Article]) -> Article:
    return next(a for a in articles if "Giải ngân vốn đầu tư công" in a.text)


def test_a_summary_is_json_of_the_contract(run: Run, articles: list[Article]) -> None:
    code, out, _ = run(session(articles).article_id, "--writer", "extractive")
    record = json.loads(out)
    assert code == 0
    assert record["fields"]["chair"]["name"] == "Trần Văn Khải"
    assert record["fields"]["awards"] == []
    assert {"value", "unit", "what", "period"} <= record["fields"]["figures"][0].keys()
    assert record["trace"]["writer"] == "extractive"


def test_a_sentence_can_be_ticked_in(run: Run, articles: list[Article]) -> None:
    article = session(articles)
    before = json.loads(run(article.article_id)[1])["fields"]
    start = article.text.index("Giải ngân vốn đầu tư công")
    end = article.text.index(".", start + 60) + 1
    code, out, _ = run(article.article_id, "--add", f"{start}:{end}")
    assert code == 0
    after = json.loads(out)["fields"]
    assert len(after["shortcomings"]) == len(before["shortcomings"]) + 1


def test_all_goes_on_where_it_stopped(run: Run, articles: list[Article], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    code, _, err = run("--all", "--output", str(folder), "--format", "md")
    assert code == 0 and "3 written" in err
    first = folder / f"{session(articles).article_id}.md"
    assert "Trần Văn Khải" in first.read_text(encoding="utf-8")
    first.unlink()
    code, _, err = run("--all", "--output", str(folder), "--format", "md")
    assert code == 0 and "1 written" in err and "2 already there" in err


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ((), 2, "ARTICLE_ID"),
        (("x", "--all"), 2, "ARTICLE_ID"),
        (("--all",), 2, "--output"),
        (("--all", "--output", "o", "--add", "1:2"), 2, "--add"),
        (("--all", "--output", __file__), 2, "needs a folder"),
        (("--all", "--output", f"{__file__}/x"), 1, "cannot make the folder"),
        (("x", "--add", "9:3"), 2, "START:END"),
        (("no-such-id",), 1, "no-such-id"),
        (("x", "--writer", "llm"), 1, "none"),
    ],
)
def test_wrong_use_is_told(run: Run, args: tuple[str, ...], code: int, said: str) -> None:
    left, out, err = run(*args)
    assert (left, out) == (code, "")
    assert said in err


def test_a_place_of_no_sentence_and_a_file_that_cannot_be_written(
    run: Run, articles: list[Article], tmp_path: Path
) -> None:
    code, _, err = run(articles[0].article_id, "--add", "1:3")
    assert code == 1 and "1:3" in err
    code, _, err = run(articles[0].article_id, "--output", str(tmp_path / "no" / "x.json"))
    assert code == 1 and "cannot write" in err
