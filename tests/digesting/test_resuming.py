"""A digest that was broken off goes on: what was summarized is taken, and a rerun makes nothing."""

from pathlib import Path

import pytest

from fakes import make_article
from meetingqa.digesting import build_digest
from meetingqa.domain import Article, DigestScope, MeetingSummary
from meetingqa.summarizing import Summarizer

ARTICLES = [
    make_article(
        f"Ngày {day}/5/2024, UBND tỉnh họp. Thu ngân sách đạt {day}40 tỷ đồng.", f"{day}.txt"
    )
    for day in range(1, 9)
]


class Killed(BaseException):
    """Ends a run like a signal, past every handler."""


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.json")}


def test_a_broken_digest_goes_on_where_it_stopped(tmp_path: Path) -> None:
    summarizer = Summarizer(saved_dir=tmp_path)
    told: list[tuple[int, int]] = []

    def until_killed(article: Article) -> MeetingSummary:
        if len(told) == 4:
            raise Killed
        return summarizer.summarize(article, "extractive")

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    with pytest.raises(Killed):
        build_digest(DigestScope(), ARTICLES, until_killed, tell)
    assert told == [(1, 8), (2, 8), (3, 8), (4, 8)]
    before = times(tmp_path)
    assert len(before) == 4

    def run() -> dict[str, object]:
        made = build_digest(
            DigestScope(), ARTICLES, lambda a: summarizer.summarize(a, "extractive"), tell
        )
        return made.model_dump(exclude={"trace"})

    whole = run()
    after = times(tmp_path)
    assert len(after) == 8 and before.items() <= after.items()
    assert run() == whole
    assert times(tmp_path) == after
