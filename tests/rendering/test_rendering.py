"""What people and programs see of answers, passages and articles."""

import io
import json
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from fakes import make_article
from meetingqa.cli.ask import show_answers
from meetingqa.domain import (
    Answer,
    Chunk,
    Citation,
    Dropped,
    Nearest,
    Passage,
    Query,
    Statement,
    Trace,
)
from meetingqa.rendering.records import answer_record, article_record, export_record, search_record
from meetingqa.rendering.showing import EXTRACTIVE
from meetingqa.rendering.terminal import plain_article, plain_passages, print_answer

TEXT = "Sáng 7/12, HĐND tỉnh họp.\nThu ngân sách đạt 4.215 tỷ đồng, bằng 103,4% dự toán."
QUOTE = "Thu ngân sách đạt 4.215 tỷ đồng, bằng 103,4% dự toán."
ARTICLE = make_article(TEXT, held_on=date(2023, 12, 7), province="An Phú")


def make_answer(**changes: Any) -> Answer:
    start = TEXT.index(QUOTE)
    citation = Citation(marker=1, article=ARTICLE, start=start, end=start + len(QUOTE), quote=QUOTE)
    given: dict[str, Any] = {
        "question": "Thu bao nhiêu?",
        "standalone": "Thu bao nhiêu?",
        "status": "answered",
        "text": "Thu 4.215 tỷ đồng. [1]",
        "statements": (Statement(text="Thu 4.215 tỷ đồng.", citations=(1,)),),
        "citations": (citation,),
        "trace": Trace(writer="extractive", seconds={"total": 0.25}),
    }
    return Answer(**{**given, **changes})


NOT_FOUND: dict[str, Any] = {
    "status": "not_found",
    "text": "Không nêu.",
    "statements": (),
    "citations": (),
    "nearest": (
        Nearest(article_id="ab12", title="Kỳ họp thứ 9", held_on=date(2023, 7, 5)),
        Nearest(article_id="cd34", title="Giao ban", province="Đồng Mai"),
        Nearest(article_id="ef56", title=""),
    ),
}


def plain_answer(answer: Answer) -> str:
    out = io.StringIO()
    print_answer(Console(file=out, markup=False, highlight=False, emoji=False), answer)
    return out.getvalue().removesuffix("\n")


def test_an_answer_shows_quote_source_day_and_place() -> None:
    start = TEXT.index(QUOTE)
    assert plain_answer(make_answer()) == (
        "Trả lời\n"
        "Thu 4.215 tỷ đồng. [1]\n"
        "\n"
        "Dẫn chứng\n"
        f"[1] “{QUOTE}”\n"
        f"    Kỳ họp thứ 15 HĐND tỉnh · họp ngày 07/12/2023 · bai.txt · ký tự {start}–{len(TEXT)}\n"
        "\n"
        "Trích nguyên văn, chưa qua mô hình ngôn ngữ · 0,2 giây"
    )


def test_a_models_answer_names_the_model() -> None:
    trace = Trace(writer="llm", model="qwen", seconds={"total": 12.34})
    shown = plain_answer(make_answer(trace=trace))
    assert shown.endswith("Mô hình qwen viết, từng câu đã kiểm chứng · 12,3 giây")
    assert EXTRACTIVE not in shown


def test_why_the_model_did_not_write_is_said() -> None:
    wrong = Dropped(text="một câu sai", reason="thiếu số")
    for reason, told in (
        ("no file", "mô hình không viết được: no file"),
        ("'qwen' took more than 5 s", "mô hình chưa viết kịp"),
    ):
        trace = Trace(writer="extractive", dropped=(wrong, Dropped(text="", reason=reason)))
        shown = plain_answer(make_answer(trace=trace))
        assert f"{EXTRACTIVE} ({told})" in shown and "một câu sai" not in shown


def test_no_answer_shows_the_nearest_articles() -> None:
    shown = plain_answer(make_answer(**NOT_FOUND))
    assert shown.startswith(
        "Không có trong kho\nKhông nêu.\n\nBài gần nhất\n  - Kỳ họp thứ 9 (05/07/2023) · ab12\n"
        "  - Giao ban (Đồng Mai) · cd34\n  - ef56 · ef56"
    )
    assert "Dẫn chứng" not in shown
    assert shown.endswith("Đã tìm trong các bài · 0,2 giây")


def test_a_rejected_draft_is_told() -> None:
    shown = plain_answer(make_answer(trace=Trace(writer="extractive", model="qwen")))
    assert f"{EXTRACTIVE} (bản của mô hình không qua kiểm chứng)" in shown


def test_half_an_answer_says_what_is_missing() -> None:
    shown = plain_answer(make_answer(status="partial", missing="Năm 2022 thu bao nhiêu?"))
    assert "Trả lời một phần" in shown
    assert "Chưa trả lời được: Năm 2022 thu bao nhiêu?" in shown


def test_brackets_stay_and_pipes_are_not_wrapped() -> None:
    out = io.StringIO()
    console = Console(file=out, width=30, markup=False, highlight=False, emoji=False)
    print_answer(console, make_answer(text="Ngân sách [bold]4.215[/bold] tỷ :smile: " * 3))
    assert "[bold]4.215[/bold] tỷ :smile: Ngân sách" in out.getvalue()
    assert f"[1] “{QUOTE}”" in out.getvalue()


def test_a_title_cannot_steer_the_terminal() -> None:
    article = make_article(TEXT, title="Kỳ họp\x1b[2J\x07", source="a\x1b]0;x.txt")
    assert "\x1b" not in plain_article(article)
    chunk = Chunk(
        chunk_id="c",
        article_id=article.article_id,
        ordinal=0,
        start=0,
        end=5,
        text=TEXT[:5],
        tokens=2,
    )
    passage = Passage(chunk=chunk, article=article, rank=1, score=1.0, signals={})
    assert "\x1b" not in plain_passages([passage])


def test_an_answer_record_is_the_contracts() -> None:
    record = json.loads(json.dumps(answer_record(make_answer())))
    start = TEXT.index(QUOTE)
    assert record["citations"] == [
        {
            "marker": 1,
            "article_id": ARTICLE.article_id,
            "source": "bai.txt",
            "title": ARTICLE.title,
            "start": start,
            "end": len(TEXT),
            "quote": QUOTE,
            "url": None,
        }
    ]
    assert record["statements"] == [{"text": "Thu 4.215 tỷ đồng.", "citations": [1]}]
    assert record["missing"] is None
    assert {"writer", "model", "seconds", "input_tokens", "output_tokens", "dropped"} <= set(
        record["trace"]
    )


def test_a_search_record_is_the_contracts() -> None:
    chunk = Chunk(
        chunk_id="c",
        article_id=ARTICLE.article_id,
        ordinal=0,
        start=0,
        end=9,
        text=TEXT[:9],
        tokens=4,
    )
    passage = Passage(chunk=chunk, article=ARTICLE, rank=1, score=0.5, signals={"dense": 0.5})
    record = search_record(Query(question="q", standalone="q"), [passage], 0.123456)
    assert record["seconds"] == 0.1235
    assert record["passages"][0]["text"] == TEXT[:9]
    assert record["passages"][0]["signals"] == {"dense": 0.5}
    assert record["filters"]["date_from"] is None
    assert plain_passages([]) == "Không tìm thấy đoạn nào."


def test_article_records_keep_nulls_and_iso_days() -> None:
    record = article_record(ARTICLE, 3)
    assert (record["held_on"], record["published_on"], record["chunks"]) == ("2023-12-07", None, 3)
    assert record["text"] == TEXT
    assert export_record(ARTICLE, 3) == {"id": None, **record}


def test_only_the_last_answer_goes_into_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    model = make_answer(trace=Trace(writer="llm", model="qwen"), text="Mô hình viết. [1]")
    last = show_answers(iter([make_answer(), model]), expects_model=True)
    out = capsys.readouterr().out
    assert last is model
    assert out.count("Dẫn chứng") == 1
    assert "Mô hình viết. [1]" in out


def test_without_a_model_the_first_answer_is_the_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    only = make_answer(**NOT_FOUND)
    assert show_answers(iter([only]), expects_model=False) is only
    assert "Bài gần nhất" in capsys.readouterr().out
