"""Greetings and questions about the archive are told from questions to it, however short."""

import pytest

from meetingqa.questions.asides import read_aside


@pytest.mark.parametrize(
    "said",
    [
        "chào bạn",
        "Xin chào!",
        "cam on",
        "Cảm ơn bạn rất nhiều nhé",
        "ok, cảm ơn anh",
        "Tạm biệt.",
        "hi",
    ],
)
def test_a_courtesy(said: str) -> None:
    assert read_aside(said) == "courtesy"


@pytest.mark.parametrize(
    "said",
    [
        "Hôm nay là ngày mấy",
        "hom nay thu may roi?",
        "Bây giờ là mấy giờ?",
        "Danh sách các tỉnh trong kho",
        "Trong kho có những tỉnh nào?",
        "Kho dữ liệu có bao nhiêu bài?",
        "Bạn làm được gì?",
        "bạn là ai vậy",
    ],
)
def test_what_no_article_tells(said: str) -> None:
    assert read_aside(said) == "outside"


@pytest.mark.parametrize(
    "said",
    [
        "Ai chào mừng đại biểu?",
        "Còn năm 2022?",
        "Ông ấy là ai?",
        "Danh sách các tỉnh tham dự hội nghị",
        "Kỳ họp khai mạc lúc mấy giờ?",
        "Ai cảm ơn cử tri?",
        "Kho bạc có bao nhiêu tỷ đồng?",
        "?!",
        "",
    ],
)
def test_a_question_is_none(said: str) -> None:
    assert read_aside(said) is None
