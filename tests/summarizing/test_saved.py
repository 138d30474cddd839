"""Summaries kept on disk: a rerun costs nothing, a change makes them anew."""

from pathlib import Path

from meetingqa.summarizing import Summarizer, SummaryDrafter
from meetingqa.summarizing.saved import load_summary, save_summary, summary_key
from summarizing_reports import make_report, scripted


def empty_answers(count: int = 9) -> list[object]:
    return [{"y": ""} for _ in range(count)]


def test_a_rerun_asks_no_model(tmp_path: Path) -> None:
    model, chat = scripted(*empty_answers())
    first = Summarizer(SummaryDrafter(model), tmp_path).summarize(make_report())
    calls = len(chat.history)
    again, chat_again = scripted()
    second = Summarizer(SummaryDrafter(again), tmp_path).summarize(make_report())
    assert second == first
    assert calls > 0 and chat_again.history == []


def test_a_rerun_of_the_rules_takes_what_is_kept(tmp_path: Path) -> None:
    first = Summarizer(saved_dir=tmp_path).summarize(make_report(), "extractive")
    assert first.uncovered or first.fields.figures
    second = Summarizer(saved_dir=tmp_path).summarize(make_report(), "extractive")
    assert second == first  # to the seconds it took
    assert len(list(tmp_path.iterdir())) == 1


def test_corrected_metadata_are_summarized_anew() -> None:
    article = make_report()
    moved = article.model_copy(update={"province": "Sông Đào"})
    assert summary_key(article, "a") != summary_key(moved, "a")


def test_another_text_or_model_is_summarized_anew(tmp_path: Path) -> None:
    article = make_report()
    assert summary_key(article, "a") != summary_key(article, "b")
    assert summary_key(article, "a") != summary_key(make_report("Bản khác đạt 3 tỷ đồng."), "a")


def test_a_failed_summary_is_not_kept(tmp_path: Path) -> None:
    model, _ = scripted(*["hỏng"] * 20)
    Summarizer(SummaryDrafter(model), tmp_path).summarize(make_report())
    assert list(tmp_path.iterdir()) == []


def test_a_torn_or_foreign_file_counts_as_none(tmp_path: Path) -> None:
    article = make_report()
    summary = Summarizer().summarize(article)
    save_summary(tmp_path, "k", summary)
    assert load_summary(tmp_path, "k", article) == summary
    path = tmp_path / "k.json"
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    assert load_summary(tmp_path, "k", article) is None
    path.write_text('{"fields": {"meeting": 5}, "trace": {}}', encoding="utf-8")
    assert load_summary(tmp_path, "k", article) is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    save_summary(tmp_path / "file", "k", Summarizer().summarize(make_report()))
    assert load_summary(tmp_path / "file", "k", make_report()) is None
