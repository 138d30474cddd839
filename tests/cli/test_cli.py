"""The commands as people and programs call them: real store, real encoder, no language model."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from commanding import set_environment
from meetingqa.cli import main
from meetingqa.cli.demo import demo_settings
from meetingqa.models.tokens import has_ranks, ranks_path
from meetingqa.settings import load_settings

pytestmark = pytest.mark.skipif(
    not has_ranks(load_settings().cache_dir), reason="token ranks are not pulled"
)

ARTICLES = {
    "an-phu-2023.txt": """Kỳ họp thứ 12 HĐND tỉnh An Phú: Thông qua 9 nghị quyết
08/12/2023
Sáng 7/12/2023, HĐND tỉnh An Phú khóa XIII khai mạc kỳ họp thứ 12 dưới sự chủ trì của đồng chí \
Lê Văn Tám, Chủ tịch HĐND tỉnh.
Năm 2023, thu ngân sách nhà nước trên địa bàn tỉnh An Phú đạt 4.215 tỷ đồng, bằng 103,4% dự toán.
Toàn tỉnh có 61 xã đạt chuẩn nông thôn mới, tăng 5 xã so với năm 2022.
""",
    "bac-giong-2024.txt": """UBND tỉnh Bắc Giồng họp phiên thường kỳ tháng 6/2024
28/06/2024
Ngày 27/6/2024, UBND tỉnh Bắc Giồng họp phiên thường kỳ tháng 6 do đồng chí Trần Thị Hoa, Chủ \
tịch UBND tỉnh, chủ trì.
6 tháng đầu năm 2024, thu ngân sách nhà nước trên địa bàn tỉnh Bắc Giồng đạt 2.087 tỷ đồng, bằng \
51,2% dự toán.
Đến ngày 25/6, tỉnh giải ngân 41,7% vốn đầu tư công.
""",
}
QUESTION = "Năm 2023, thu ngân sách nhà nước trên địa bàn tỉnh An Phú đạt bao nhiêu?"


class Result(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store that tests only read."""
    folder = tmp_path_factory.mktemp("stores") / "store"
    with pytest.MonkeyPatch.context() as patch:
        set_environment(patch)
        with pytest.raises(SystemExit) as left:
            main(["ingest", str(articles), "--store", str(folder)])
    assert left.value.code == 0
    yield folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    set_environment(monkeypatch)
    capsys.readouterr()

    def call(*args: object, store: Path | None = None) -> Result:
        words = [str(arg) for arg in args] + (["--store", str(store)] if store else [])
        with pytest.raises(SystemExit) as left:
            main(words)
        printed = capsys.readouterr()
        return Result(int(left.value.code or 0), printed.out, printed.err)

    return call


def test_ingest_reports_what_it_took_and_is_idempotent(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"no pdf")
    first = run("ingest", articles, tmp_path / "bad.pdf", "--json", store=tmp_path / "s")
    assert first.code == 0
    assert set(first.json) == {
        *("added", "updated", "unchanged", "duplicates", "rejected", "articles", "chunks"),
        "seconds",
    }
    assert first.json["added"] == 2
    assert [item["source"] for item in first.json["rejected"]] == [str(tmp_path / "bad.pdf")]
    again = run("ingest", articles, "--json", store=tmp_path / "s")
    assert (again.code, again.json["added"], again.json["unchanged"]) == (0, 0, 2)


def test_ingest_that_takes_nothing_leaves_with_1(run: Run, tmp_path: Path) -> None:
    result = run("ingest", tmp_path / "nothing.txt", "--json", store=tmp_path / "s")
    assert result.code == 1
    assert result.json["rejected"][0]["source"].endswith("nothing.txt")
    assert "error: nothing was taken\nhint: " in result.err


def test_a_folder_without_files_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rỗng" / "trong").mkdir(parents=True)
    result = run("ingest", tmp_path / "rỗng", store=tmp_path / "s")
    assert result.code == 1 and "no files in this folder" in result.err


@pytest.mark.parametrize("command", ["ask", "search", "check", "articles"])
def test_filters_that_leave_no_article_are_said(
    run: Run, store: Path, tmp_path: Path, command: str
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Thu ngân sách đạt 4.215 tỷ đồng.", encoding="utf-8")
    words: dict[str, list[object]] = {"articles": ["list"], "check": [draft]}
    result = run(command, *words.get(command, ["thu ngân sách"]), "--province", "Xa", store=store)
    assert result.code == 0 and "no article fits these filters" in result.err
    assert "no article fits" not in run("articles", "list", store=store).err


def test_articles_are_listed_shown_and_filtered(run: Run, store: Path) -> None:
    listed = run("articles", "list", "--json", store=store).json
    assert [article["province"] for article in listed] == ["Bắc Giồng", "An Phú"]
    assert list(listed[0]) == [
        *("article_id", "external_id", "title", "source", "url", "author", "published_on"),
        *("held_on", "province", "body", "session", "chair", "chunks"),
    ]
    shown = run("articles", "show", listed[1]["article_id"], "--json", store=store).json
    assert {k: v for k, v in shown.items() if k != "text"} == listed[1]
    assert "4.215 tỷ đồng" in shown["text"]
    few = run("articles", "list", "--json", "--from", "1/6/2024", "--to", "2024-06-30", store=store)
    assert [article["province"] for article in few.json] == ["Bắc Giồng"]
    plain = run("articles", "show", listed[1]["article_id"], store=store)
    assert shown["text"] in plain.out and "Ngày họp: " in plain.out
    assert listed[1]["held_on"] not in plain.out  # a day as it is written in Vietnam


def test_an_unknown_article_is_an_error_with_a_hint(run: Run, store: Path) -> None:
    result = run("articles", "show", "0123456789abcdef", store=store)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        "error: no article has the id '0123456789abcdef'",
        "hint: see `meetingqa articles list`",
    ]


def test_delete_and_export_come_round(run: Run, articles: Path, tmp_path: Path) -> None:
    run("ingest", articles, store=tmp_path / "one")
    exported = run("articles", "export", tmp_path / "out", "--json", store=tmp_path / "one")
    assert exported.json == {"file": str(tmp_path / "out" / "articles.jsonl"), "articles": 2}
    assert run("ingest", tmp_path / "out", store=tmp_path / "two").code == 0
    before, after = (
        {a["article_id"]: a for a in run("articles", "list", "--json", store=tmp_path / s).json}
        for s in ("one", "two")
    )
    assert before.keys() == after.keys()
    for article_id, article in before.items():
        for field in ("title", "held_on", "published_on", "province"):
            assert after[article_id][field] == article[field]
        texts = [
            run("articles", "show", article_id, "--json", store=tmp_path / s).json["text"]
            for s in ("one", "two")
        ]
        assert texts[0] == texts[1]
    gone = run("articles", "delete", *before, "--json", store=tmp_path / "one")
    assert gone.json == {"deleted": 2}
    assert run("articles", "list", store=tmp_path / "one").code == 1


def test_search_gives_passages_at_exact_offsets(run: Run, store: Path) -> None:
    result = run("search", QUESTION, "-k", 1, "--json", store=store).json
    assert set(result) == {"question", "standalone", "filters", "passages", "seconds"}
    [passage] = result["passages"]
    assert set(passage) == {
        *("rank", "article_id", "source", "title", "start", "end", "text", "score", "signals")
    }
    text = run("articles", "show", passage["article_id"], "--json", store=store).json["text"]
    assert text[passage["start"] : passage["end"]] == passage["text"]
    assert "4.215" in passage["text"]


@pytest.mark.parametrize("mode", ["dense", "keyword"])
def test_search_keeps_to_mode_and_filters(run: Run, store: Path, mode: str) -> None:
    options = ("--mode", mode, "--province", "Bắc Giồng", "--json")
    result = run("search", QUESTION, *options, store=store).json
    assert result["filters"]["provinces"] == ["Bắc Giồng"]
    assert {"Bắc Giồng" in passage["title"] for passage in result["passages"]} == {True}


def test_ask_answers_with_exact_quotes(run: Run, store: Path) -> None:
    answer = run("ask", QUESTION, "--json", store=store).json
    assert list(answer) == [
        *("question", "standalone", "status", "text", "statements", "citations", "missing"),
        *("nearest", "trace"),
    ]
    assert (answer["status"], answer["trace"]["writer"]) == ("answered", "extractive")
    assert "4.215 tỷ đồng" in answer["text"]
    assert "[1]" in answer["text"]
    assert {"understand", "retrieve", "draft", "verify", "total"} == set(answer["trace"]["seconds"])
    for citation in answer["citations"]:
        text = run("articles", "show", citation["article_id"], "--json", store=store).json["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_ask_in_plain_words_says_that_no_model_wrote(run: Run, store: Path) -> None:
    result = run("ask", QUESTION, store=store)
    assert result.code == 0
    assert "Trích nguyên văn, chưa qua mô hình ngôn ngữ" in result.out
    assert "an-phu-2023.txt" in result.out


def test_a_question_without_an_answer_gets_the_nearest_articles(run: Run, store: Path) -> None:
    answer = run("ask", "Giá vé xem hòa nhạc ở Paris là bao nhiêu?", "--json", store=store).json
    assert (answer["status"], answer["statements"], answer["citations"]) == ("not_found", [], [])
    assert set(answer["nearest"][0]) == {"article_id", "title", "province", "held_on"}


@pytest.mark.parametrize("llm", ["none", "embedded"])
def test_the_llm_writer_needs_a_model(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, llm: str
) -> None:
    monkeypatch.setenv("MEETINGQA_LLM", llm)
    monkeypatch.setenv("MEETINGQA_CACHE_DIR", str(cache_without_model(tmp_path)))
    result = run("ask", QUESTION, "--writer", "llm", store=store)
    assert (result.code, result.out) == (1, "")
    assert "hint: " in result.err


def test_without_weights_the_quotes_answer_and_say_why(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEETINGQA_LLM", "embedded")
    monkeypatch.setenv("MEETINGQA_CACHE_DIR", str(cache_without_model(tmp_path)))
    result = run("ask", QUESTION, store=store)
    assert result.code == 0
    assert "4.215 tỷ đồng" in result.out
    assert "chưa qua mô hình ngôn ngữ (mô hình không viết được: no model file at" in result.out


def cache_without_model(folder: Path) -> Path:
    ranks = ranks_path(load_settings().cache_dir)
    (folder / "cache").mkdir()
    (folder / "cache" / "tiktoken").symlink_to(ranks.parent)
    return folder / "cache"


def test_history_makes_a_follow_up_stand_alone(run: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "history.json"
    file.write_text(json.dumps([{"question": QUESTION, "answer": "…"}]), encoding="utf-8")
    answer = run("ask", "Còn năm 2022?", "--history", file, "--json", store=store).json
    assert "An Phú" in answer["standalone"]
    file.write_text('{"question": 1}', encoding="utf-8")
    assert run("ask", "Còn năm 2022?", "--history", file, store=store).code == 2


@pytest.mark.parametrize(
    "turns",
    [
        [{"question": QUESTION, "answer": "Bà Lê Thị Nhạn báo cáo."}],
        [
            {"role": "system", "content": "Trả lời ngắn."},
            {"role": "user", "content": QUESTION},
            {"role": "assistant", "content": "Bà Lê Thị Nhạn báo cáo."},
        ],
    ],
)
def test_what_a_history_answered_says_who_is_meant(
    run: Run, store: Path, tmp_path: Path, turns: list[dict[str, str]]
) -> None:
    file = tmp_path / "history.json"
    file.write_text(json.dumps(turns), encoding="utf-8")
    answer = run("ask", "Bà ấy giữ chức gì?", "--history", file, "--json", store=store).json
    assert answer["standalone"].startswith("Bà Lê Thị Nhạn giữ chức gì")


def batch(folder: Path, *lines: object) -> tuple[Path, Path]:
    source = folder / "questions.jsonl"
    words = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    source.write_text("\n".join(words) + "\n", encoding="utf-8")
    return source, folder / "results.jsonl"


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_batch_goes_on_after_bad_lines(run: Run, store: Path, tmp_path: Path) -> None:
    source, target = batch(
        tmp_path,
        {"id": "b", "question": QUESTION},
        "not json",
        {"id": "c", "question": " "},
        {"question": "no id"},
        {"id": 7, "question": "Vốn đầu tư công của Bắc Giồng giải ngân bao nhiêu?"},
        {"id": "b", "question": "again"},
    )
    result = run("search", "--input", source, "--output", target, "-k", 2, store=store)
    assert result.code == 0
    assert [line["id"] for line in read_lines(target)] == ["b", 7]
    assert len(read_lines(target)[0]["passages"]) == 2
    errors = [line for line in result.err.splitlines() if line.startswith("error:")]
    assert [line.split(":")[2] for line in errors] == ["2", "3", "4", "6"]


def test_a_batch_resumes_and_mends_a_torn_line(run: Run, store: Path, tmp_path: Path) -> None:
    source, target = batch(tmp_path, *({"id": i, "question": QUESTION} for i in range(3)))
    command = ("ask", "--input", source, "--output", target)
    assert run(*command, store=store).code == 0
    whole = target.read_bytes()
    lines = whole.splitlines(keepends=True)
    target.write_bytes(lines[0] + lines[1][:40])
    assert "2 written" in (again := run(*command, store=store)).err
    assert again.code == 0
    assert [line["id"] for line in read_lines(target)] == [0, 1, 2]
    target.write_bytes(lines[0] + lines[1].rstrip(b"\n"))
    assert "1 written" in run(*command, store=store).err
    assert [line["id"] for line in read_lines(target)] == [0, 1, 2]
    assert "0 written" in run(*command, store=store).err


@pytest.mark.parametrize("content", ["my notes", '{"id": 1, "question": "q"}\n', "a\nb\n"])
def test_a_batch_leaves_a_foreign_file_alone(
    run: Run, store: Path, tmp_path: Path, content: str
) -> None:
    source, target = batch(tmp_path, {"id": 1, "question": QUESTION})
    target.write_text(content)
    assert run("ask", "--input", source, "--output", target, store=store).code == 2
    assert target.read_text() == content


def test_a_batch_without_one_good_line_leaves_with_1(run: Run, store: Path, tmp_path: Path) -> None:
    source, target = batch(tmp_path, "{", "[]")
    assert run("ask", "--input", source, "--output", target, store=store).code == 1


@pytest.mark.parametrize(
    "args",
    [
        ("search",),
        ("search", "hỏi", "--input", "q.jsonl", "--output", "a.jsonl"),
        ("search", "--input", __file__),
        ("search", "--input", "absent.jsonl", "--output", "a.jsonl"),
        ("search", "  "),
        ("search", "b\udce9p"),
        ("search", "hỏi", "-k", "0"),
        ("search", "hỏi", "--mode", "magic"),
        ("search", "hỏi", "--from", "hôm qua"),
        ("search", "hỏi", "--from", "2024-02-01", "--to", "2024-01-01"),
        ("ask", "hỏi", "--writer", "poet"),
        ("frob",),
    ],
)
def test_wrong_usage_leaves_with_2(run: Run, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert (result.code, result.out) == (2, "")
    assert "Error:" in result.err


@pytest.mark.parametrize("command", [("search", "hỏi"), ("ask", "hỏi"), ("articles", "list")])
def test_an_empty_store_says_what_to_run(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    result = run(*command, "--json", store=tmp_path / "none")
    assert (result.code, result.out) == (1, "")
    assert "hint: run `meetingqa ingest PATH`" in result.err


@pytest.mark.parametrize(
    "command",
    ["ask hỏi", "ingest .", "reindex", "backup kho.zip", "doctor", "users list", "serve --no-auth"],
)
def test_a_file_in_the_place_of_the_store_is_told(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    result = run(*command.split(), store=tmp_path / "file")
    assert result.code == 1
    assert "is no folder" in result.err + result.out
    assert "hint: give a folder with --store" in result.err


@pytest.mark.parametrize(
    "command", ["ask hỏi", "ingest .", "doctor", "backup kho.zip", "restore kho.zip"]
)
def test_a_store_that_the_system_refuses_is_told(run: Run, tmp_path: Path, command: str) -> None:
    result = run(*command.split(), store=tmp_path / ("x" * 300))
    assert result.code == 1
    assert "name too long" in result.err + result.out and "hint: " in result.err + result.out


def test_a_changed_setting_names_the_command_that_mends_it(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("ingest", articles, store=tmp_path / "s")
    monkeypatch.setenv("MEETINGQA_CHUNK_MAX_TOKENS", "64")
    refused = run("search", "hỏi", store=tmp_path / "s")
    assert refused.code == 1
    assert "meetingqa reindex" in refused.err
    done = run("reindex", "--json", store=tmp_path / "s").json
    assert (done["articles"], done["chunk_max_tokens"], done["generation"]) == (2, 64, 2)
    assert run("search", QUESTION, store=tmp_path / "s").code == 0


@pytest.mark.parametrize(
    ("name", "value"), [("evidence_max", "many"), ("prompts_dir", "~no-one/p")]
)
def test_a_wrong_setting_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"MEETINGQA_{name.upper()}", value)
    result = run("articles", "list")
    assert result.code == 1
    assert f"'{name}' is '{value}'" in result.err
    doctor = run("doctor", "--json")
    assert (doctor.code, doctor.json["ok"]) == (1, False)


def test_doctor_names_a_setting_that_nothing_reads(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEETINGQA_LLM_TIMEOUT", "30")
    checks = {check["name"]: check for check in run("doctor", "--json").json["checks"]}
    assert not checks["settings"]["ok"]
    assert "MEETINGQA_LLM_TIMEOUT" in checks["settings"]["detail"]
    assert checks["settings"]["hint"] == "did you mean MEETINGQA_LLM_TIMEOUT_S?"


def test_a_folder_of_prompts_that_is_not_there_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MEETINGQA_PROMPTS_DIR", str(tmp_path / "none"))
    checks = {check["name"]: check for check in run("doctor", "--json").json["checks"]}
    assert not checks["prompts"]["ok"] and "no folder" in checks["prompts"]["detail"]


def test_models_and_doctor_need_neither_weights_nor_store(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEETINGQA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("MEETINGQA_LLM", "embedded")
    models = run("models", "list", "--json", store=tmp_path / "none")
    assert models.code == 0
    assert {model["state"] for model in models.json} == {"missing"}
    assert "missing" in run("models", "list").out
    verified = run("models", "verify")
    assert verified.code == 1
    assert "hint: run `meetingqa models pull" in verified.err
    doctor = run("doctor", "--json", store=tmp_path / "none")
    assert doctor.code == 1
    checks = {check["name"]: check for check in doctor.json["checks"]}
    assert set(checks["store"]) == {"name", "ok", "detail", "hint"}
    assert checks["store"]["ok"]
    assert not checks["o200k_base"]["ok"]
    assert checks["o200k_base"]["hint"] == "run `meetingqa models pull o200k_base`"
    assert not (tmp_path / "none").exists()


def test_the_invented_articles_of_the_demo_never_enter_the_real_store(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MEETINGQA_LIBRARY_URL", "postgresql://host/archive")
    own = demo_settings(load_settings(store_dir=tmp_path / "kho"))
    assert (own.store_dir, own.library_url) == (tmp_path / "kho-demo", None)


def test_an_unknown_model_is_refused_with_the_known_names(run: Run) -> None:
    result = run("models", "pull", "bert")
    assert result.code == 1
    assert "o200k_base" in result.err


def call_process(
    *args: str, environment: dict[str, str] | None = None, **options: Any
) -> subprocess.Popen[bytes]:
    known = {**os.environ, "MEETINGQA_LLM": "none", "MEETINGQA_EMBED_ENGINE": "light"}
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "meetingqa", *args],
        env={**known, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_json_is_utf8_and_alone_on_stdout_whatever_the_locale(store: Path) -> None:
    process = call_process(
        *("ask", QUESTION, "--json", "--store", str(store)),
        environment={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    assert "tỷ đồng" in json.loads(out.decode("utf-8"))["text"]


def test_a_closed_pipe_gives_no_traceback(store: Path) -> None:
    process = call_process("articles", "list", "--json", "--store", str(store))
    assert process.stdout
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (1, b"")


def test_output_that_nobody_takes_is_dropped(store: Path) -> None:
    command = f'"{sys.executable}" -m meetingqa articles list --json --store "{store}" >&-'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def await_reading(pid: int) -> None:
    """Wait until a process sleeps in its read: a signal just before it would wait for the read's end."""
    for _ in range(200):
        if "pipe" in Path(f"/proc/{pid}/wchan").read_text(encoding="ascii"):
            return
        time.sleep(0.05)


def test_a_full_disk_gives_no_traceback(store: Path) -> None:
    command = [sys.executable, "-m", "meetingqa", "articles", "list", "--store", str(store)]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("error: the output cannot be written") and "hint:" in done.stderr
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr


def test_a_folder_that_cannot_be_made_gives_no_traceback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    place = tmp_path / "file" / "run"
    with pytest.raises(SystemExit) as left:
        main(["eval", "run", "smoke", "--limit", "1", "--output", str(place)])
    told = capfd.readouterr().err
    assert left.value.code == 1
    assert f"cannot use '{place}': Not a directory" in told and "hint: " in told


def test_an_interrupt_leaves_with_130_and_no_traceback(store: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    os.mkfifo(questions)
    process = call_process(
        *("search", "--input", str(questions), "--output", str(tmp_path / "out.jsonl")),
        *("--store", str(store)),
    )
    with questions.open("w"):  # there is a reader now: the command waits for its first question
        await_reading(process.pid)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_help_comes_without_the_heavy_libraries() -> None:
    code = (
        "import sys, meetingqa.cli\n"
        "heavy = 'torch chromadb langchain_core tantivy sqlalchemy numpy pydantic rich tiktoken'\n"
        "print([name for name in heavy.split() if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_overview_is_what_it_was(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    expected = Path(__file__).parents[1] / "snapshots" / "help.txt"
    assert run("--help").out == expected.read_text(encoding="utf-8")


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").out.startswith("meetingqa 0.")
