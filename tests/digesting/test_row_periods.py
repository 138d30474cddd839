"""A row's period has its year where the day of the report leaves no doubt, and no other year."""

from datetime import date

import pytest

from fakes import make_article
from meetingqa.digesting.figure_rows import list_figures
from meetingqa.summarizing import Summarizer


def periods(
    sentence: str, day: date | None, title: str = "UBND tỉnh họp", before: str = ""
) -> list[str | None]:
    """The periods of the rows that a meeting's report yields."""
    article = make_article(
        f"UBND tỉnh Mai Lĩnh họp phiên thường kỳ.\n{before}{sentence}",
        "a.txt", title=title, held_on=day, province="Mai Lĩnh", body="UBND tỉnh",
    )  # fmt: skip
    summary = Summarizer().summarize(article, "extractive")
    return [row.period for row in list_figures([[summary]])]


JULY = date(2024, 7, 10)


@pytest.mark.parametrize(
    ("told", "day", "period"),
    [
        ("6 tháng", JULY, "6 tháng năm 2024"),
        ("6 tháng đầu năm", date(2024, 6, 27), "6 tháng đầu năm 2024"),
        ("quý I", date(2024, 4, 12), "quý I/2024"),
        ("cả năm", date(2024, 1, 19), "cả năm 2023"),
        ("cả năm", date(2023, 12, 28), "cả năm 2023"),
        ("11 tháng", date(2024, 1, 8), "11 tháng năm 2023"),
        # Long after the period's end, or before it, the day tells no year.
        ("6 tháng", date(2024, 12, 4), "6 tháng"),
        ("cả năm", JULY, "cả năm"),
        ("6 tháng", None, "6 tháng"),
        ("6 tháng đầu năm 2023", JULY, "6 tháng đầu năm 2023"),
    ],
)
def test_the_day_of_the_report_tells_the_year(told: str, day: date | None, period: str) -> None:
    assert periods(f"Thu ngân sách nhà nước {told} đạt 3.120 tỷ đồng.", day) == [period]


def test_another_year_of_the_paragraph_or_title_leaves_it_open() -> None:
    said = "Thu ngân sách nhà nước 6 tháng đạt 3.120 tỷ đồng."
    assert periods(said, JULY, before="Năm 2023 tỉnh gặp khó. ") == ["6 tháng"]
    assert periods(said, JULY, title="Nhìn lại thu ngân sách năm 2023") == ["6 tháng"]
    assert periods(said, JULY, before="Thu cao hơn cùng kỳ năm 2023. ") == ["6 tháng năm 2024"]
