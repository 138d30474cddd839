"""Outlets that give different figures for the asked thing; not those that tell of other things."""

from datetime import date

import pytest

from asking import ask
from fakes import make_article
from meetingqa.answering.disagreements import OTHERWISE, find_contradicting
from meetingqa.answering.verification import Verified
from meetingqa.domain import Article, Citation, Statement

DAY = date(2024, 7, 11)


def of(text: str, number: int, held_on: date = DAY) -> Article:
    article = make_article(text)
    known = {"article_id": f"{number:016x}", "province": "Đồng Mai", "held_on": held_on}
    return article.model_copy(update=known)


@pytest.mark.parametrize(
    ("other", "held_on", "shown"),
    [
        ("Tổng thu ngân sách trên địa bàn 7.840 tỷ đồng, tăng 11,5%.", DAY, True),
        ("Thu ngân sách 6 tháng được 7.480 tỷ đồng.", DAY, False),
        ("Thu ngân sách quý I được 3.100 tỷ đồng.", DAY, False),
        ("Thu tiền sử dụng đất đạt 6.900 tỷ đồng.", DAY, False),
        ("Tổng thu ngân sách 74 tỷ đồng ở xã An Lộc.", DAY, False),
        ("Tổng thu ngân sách trên địa bàn 7.840 tỷ đồng.", date(2023, 7, 11), False),
    ],
)
def test_only_another_figure_of_the_asked_thing_is_shown(
    other: str, held_on: date, shown: bool
) -> None:
    told = "GRDP tăng 7,3%; thu ngân sách 6 tháng đạt 7.480 tỷ đồng, bằng 52,7% dự toán."
    found = contradicting(told, other, held_on)
    assert (found is not None and found.text == f"{OTHERWISE}: {other}") is shown


@pytest.mark.parametrize(
    ("other", "shown"),
    [("Thu ngân sách đạt 7.840 tỷ đồng.", True), ("Giá lúa 7.200 đồng một cân.", False)],
)
def test_a_sum_is_no_other_telling_of_a_price(other: str, shown: bool) -> None:
    assert (contradicting("Thu ngân sách đạt 7.480 tỷ đồng.", other) is not None) is shown


def contradicting(told: str, other: str, held_on: date = DAY) -> Statement | None:
    articles = of(told, 1), of(other, 2, held_on)
    statements = tuple(
        Statement(text=a.text, citations=(n,)) for n, a in enumerate(articles, start=1)
    )
    citations = tuple(
        Citation(marker=n, article=a, start=0, end=len(a.text), quote=a.text)
        for n, a in enumerate(articles, start=1)
    )
    query = ask("Thu ngân sách 6 tháng đầu năm 2024 của Đồng Mai đạt bao nhiêu?")
    verified = Verified(statements=statements, citations=citations, dropped=())
    sure = dict.fromkeys(statements, 1.0)
    return find_contradicting(statements[0], verified, sure, query)
