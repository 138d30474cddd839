"""`demo`: sample articles, chosen questions, and a check of every quote against its article."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from meetingqa.cli.ask import show_answers
from meetingqa.cli.options import StoreDir
from meetingqa.cli.output import note, progress
from meetingqa.errors import IndexMismatch, MeetingQAError, SourceError

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.answering.answerer import WriterName
    from meetingqa.assistant import Assistant
    from meetingqa.domain import Answer
    from meetingqa.settings import Settings

_PACKAGED = Path(__file__).parents[1] / "_datasets" / "sample" / "articles"
_CHECKOUT = Path(__file__).parents[3] / "eval" / "datasets" / "sample" / "articles"


class Shown(NamedTuple):
    """A question of the demo and what it is there to show. `before` makes it a follow-up."""

    shows: str
    question: str
    before: tuple[str, ...] = ()


QUESTIONS = (
    Shown(
        "một con số",
        "6 tháng đầu năm 2017, thu ngân sách nhà nước trên địa bàn tỉnh Lam Giang ước đạt bao "
        "nhiêu và bằng bao nhiêu phần trăm dự toán?",
    ),
    Shown(
        "một người, hỏi bằng chữ viết tắt",
        "Ai là BTTU chủ trì HN lần thứ 13 BCH Đảng bộ tỉnh Đông Ninh khóa XX?",
    ),
    Shown(
        "gõ không dấu",
        "tinh den giua nam 2017 tinh lam giang con bao nhieu ban chua co chi bo doc lap",
    ),
    Shown(
        "so sánh hai bài",
        "So sánh số xã đạt chuẩn nông thôn mới của tỉnh Lam Giang ở thời điểm giữa năm 2017 và "
        "giữa năm 2024.",
    ),
    Shown(
        "hỏi tiếp",
        "Còn từ ngày 24/4/2024 thì ai giữ chức đó?",
        before=("Cuối năm 2023 ai là Bí thư Tỉnh ủy Phước Tân?",),
    ),
    Shown(
        "hai báo đưa hai con số",
        "Năm 2022, tổng thu ngân sách nhà nước trên địa bàn tỉnh Đông Ninh ước đạt bao nhiêu theo "
        "báo cáo tại hội nghị lần thứ 12 BCH Đảng bộ tỉnh khóa XXI?",
    ),
    Shown("không có câu trả lời", "Năm 2023 ai là Giám đốc Sở Tư pháp tỉnh Phước Tân?"),
)


def demo(store: StoreDir = None) -> None:
    """Ask about sample articles, prove every quote.

    The articles are invented, so they go into a store of their own: `<store>-demo`.
    """
    from meetingqa.assistant import Assistant
    from meetingqa.settings import load_settings

    with Assistant(demo_settings(load_settings(store_dir=store))) as assistant:
        _fill(assistant)
        writer = _choose_writer(assistant)
        wrong = 0
        for number, shown in enumerate(QUESTIONS, start=1):
            typer.echo(f"\n{'─' * 72}\n{number}. {shown.shows}")
            for earlier in shown.before:
                typer.echo(f"   (trước đó: {earlier})")
            typer.echo(f"   Hỏi: {shown.question}\n")
            sys.stdout.flush()
            stream = assistant.stream(shown.question, history=shown.before, writer=writer)
            answer = show_answers(stream, expects_model=writer == "llm")
            wrong += _count_wrong(assistant, answer)
    typer.echo("─" * 72)
    if wrong:
        raise MeetingQAError(
            f"{wrong} quotes are not the exact words of their article",
            "this is a bug: please report it with the output above",
        )
    typer.echo("Mọi câu trích đều đúng nguyên văn bài gốc.")


def demo_settings(settings: "Settings") -> "Settings":
    """The same for the store beside, with a register of its own: these articles are invented."""
    store = settings.store_dir.resolve()
    beside = store.with_name(f"{store.name}-demo")
    return settings.model_copy(update={"store_dir": beside, "library_url": None})


def find_samples() -> Path:
    """The folder of sample articles: of the package, else of the checkout. Raises SourceError."""
    for folder in (_PACKAGED, _CHECKOUT):
        if folder.is_dir():
            here = Path.cwd()
            return folder.relative_to(here) if folder.is_relative_to(here) else folder
    raise SourceError("the sample articles are not installed", "reinstall meetingqa")


def _fill(assistant: "Assistant") -> None:
    def take() -> None:
        with progress("chunks") as tell:
            report = assistant.ingest(
                [find_samples()], lambda read, chunks: tell("ingest", chunks, 0)
            )
        note(
            f"{len(report.articles)} sample articles ({report.added + report.updated} new) in "
            f"{str(assistant.settings.store_dir)!r}, {report.seconds:.1f} s"
        )

    try:
        take()
    except IndexMismatch:  # the demo of an earlier version or with other settings
        assistant.reindex()
        take()


def _choose_writer(assistant: "Assistant") -> "WriterName":
    """The model if it is there; else the extractive writer, and a word about it."""
    from meetingqa.models.assets import assets
    from meetingqa.rendering.showing import EXTRACTIVE

    if assistant.settings.llm == "none":
        typer.echo(f"{EXTRACTIVE} (MEETINGQA_LLM=none).")
        return "extractive"
    if assistant.settings.llm == "embedded":
        missing = [asset.name for asset in assets(assistant.settings) if asset.state() != "ok"]
        if missing:
            typer.echo(f"{EXTRACTIVE}: chưa có {', '.join(missing)} (meetingqa models pull).")
            return "extractive"
    return "llm"


def _count_wrong(assistant: "Assistant", answer: "Answer") -> int:
    """Citations that are not, letter for letter, what the stored article says there."""
    wrong = 0
    for citation in answer.citations:
        article = assistant.article(citation.article.article_id)
        wrong += article.text[citation.start : citation.end] != citation.quote
    return wrong
