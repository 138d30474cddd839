""" "Có.", "Không.", "Chưa.", or no word when a quote only tells of an order."""

import pytest

from fakes import make_article
from meetingqa.domain import Citation, Statement
from meetingqa.understanding import build_query
from meetingqa.verdicts import with_verdict


@pytest.mark.parametrize(
    ("question", "quote", "shown"),
    [
        (
            "Thị xã Hòa Lạc có bàn giao xong mặt bằng không?",
            "Thị xã Hòa Lạc đã bàn giao toàn bộ mặt bằng.",
            "Có. ",
        ),
        (
            "Thị xã Hòa Lạc có bàn giao xong mặt bằng không?",
            "Thị xã Hòa Lạc chưa bàn giao mặt bằng của 12 hộ.",
            "Chưa. ",
        ),
        (
            "Thị xã Hòa Lạc có bàn giao xong mặt bằng không?",
            "Chủ tịch UBND tỉnh yêu cầu thị xã Hòa Lạc bàn giao mặt bằng trước ngày 20/6.",
            "",
        ),
        (
            "Chủ tịch UBND tỉnh có yêu cầu thị xã Hòa Lạc bàn giao mặt bằng không?",
            "Chủ tịch UBND tỉnh yêu cầu thị xã Hòa Lạc bàn giao mặt bằng trước ngày 20/6.",
            "Có. ",
        ),
        ("Thị xã nào bàn giao mặt bằng?", "Thị xã Hòa Lạc đã bàn giao mặt bằng.", ""),
    ],
)
def test_the_word_before_a_quote(question: str, quote: str, shown: str) -> None:
    article = make_article(quote)
    citation = Citation(marker=1, article=article, start=0, end=len(quote), quote=quote)
    statement = Statement(text=quote, citations=(1,))
    assert with_verdict(statement, [citation], build_query(question)).text == shown + quote
