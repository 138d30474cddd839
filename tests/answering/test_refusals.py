"""A refusal says why, as far as that is known."""

import pytest

from asking import ARTICLES, PROVINCES, ask, passages_of
from meetingqa.answering.refusals import FOREIGN, NOT_FOUND, WORDLESS, is_foreign, say_refusal


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Giá vàng ở Đồng Mai là bao nhiêu?", NOT_FOUND),
        (
            "Thu ngân sách tỉnh Nghệ An là bao nhiêu?",
            "Trong kho không thấy bài nào nói về Nghệ An.",
        ),
        ("Tỉnh Atlantis có mấy xã?", "Trong kho không thấy bài nào nói về Atlantis."),
        ("Thành phố Đồng Mai có mấy xã?", NOT_FOUND),
        ("What is the GRDP of Dong Mai?", FOREIGN),
        ("😀 ?!", WORDLESS),
    ],
)
def test_a_refusal_says_why(question: str, said: str) -> None:
    assert say_refusal([(ask(question), passages_of(ARTICLES))], PROVINCES) == said


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        ("How much was the budget revenue of Lam Giang province?", True),
        ("Who is chairman of Lam Giang?", True),
        ("thu ngan sach tinh lam giang nam 2017 la bao nhieu", False),
        ("ubnd hdnd mttq tinh hop gi", False),
        ("ty le ha tang logistics online", False),
        ("Thu ngân sách of Lam Giang?", False),
        ("", False),
    ],
)
def test_a_foreign_question_is_known_by_its_words(question: str, foreign: bool) -> None:
    assert is_foreign(question) is foreign
