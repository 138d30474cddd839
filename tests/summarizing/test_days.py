"""The day of a meeting, as its report writes it."""

import pytest

from meetingqa.summarizing.body import read_body
from meetingqa.summarizing.days import find_day
from summarizing_reports import make_report


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Chiều 7-12, kỳ họp thứ 5 HĐND tỉnh khai mạc.", "Chiều 7-12"),
        ("Ông Lữ nói vậy tại hội nghị Tỉnh ủy sáng 3/4.", "Sáng 3/4"),
        ("Ông Lữ nghỉ hưu từ ngày 3/4 theo chế độ.", None),
    ],
)
def test_a_day_without_its_year_is_told_as_written(text: str, day: str | None) -> None:
    article = make_report(text, held_on=None, published_on=None, title="Tin trong ngày")
    found = find_day(article, read_body(article))
    assert (found.text if found else None) == day


def test_an_anniversary_in_brackets_is_no_day_of_the_meeting() -> None:
    text = "Nhân 50 năm ngày thành lập huyện (9/7/1981 - 9/7/2031), chiều 8/7, UBND tỉnh tổ chức gặp mặt."
    article = make_report(text)
    found = find_day(article, read_body(article))
    assert found is None or "1981" not in found.text and not found.text.startswith("81")
