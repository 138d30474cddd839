"""Rows of tables are told, proven and found under the words of their head."""

from datetime import date

import pytest

from asking import build_answerer
from fakes import make_article
from meetingqa.language.tables import head_of, read_row

LEAD = 700  # characters of an article that are always looked at
TABLE = (
    "Họ và tên | Chức danh được bầu | Số phiếu đồng ý | Tỷ lệ (%)\n"
    "Trần Văn Khải | Chủ tịch HĐND tỉnh | 58/60 | 96,7\n"
    "Lê Thị Nhạn | Chủ tịch UBND tỉnh | 54/60 | 90"
)
SHARES = "Huyện | Kế hoạch năm 2021 | Thực hiện 9 tháng\nTrà Sơn | 7,5% | 6,85%"
YIELDS = (
    "Huyện | Lúa (tấn) | Chi ngân sách (tỷ đồng) | So dự toán (%)\nTrà Sơn | 9.410 | 118,2 | 48"
)
ARTICLE = make_article(
    "Sáng 5/7, HĐND tỉnh Đồng Mai khóa XX khai mạc kỳ họp thứ nhất và bầu các chức danh của tỉnh. Kết "
    f"quả kiểm phiếu như sau:\n{TABLE}\nHĐND tỉnh giao thu cho các huyện như sau:\n{SHARES}\nCác huyện báo cáo như sau:\n{YIELDS}\n"
    "Kỳ họp bế mạc trong ngày.",
    title="Kỳ họp thứ nhất HĐND tỉnh Đồng Mai khóa XX",
    held_on=date(2021, 7, 5),
    province="Đồng Mai",
    body="HĐND tỉnh",
)


def test_a_row_is_read_under_its_head() -> None:
    row = TABLE.splitlines()[2]
    said = read_row(ARTICLE.text, row)
    assert said == (
        "Lê Thị Nhạn; Chức danh được bầu: Chủ tịch UBND tỉnh; Số phiếu đồng ý: 54/60; Tỷ lệ (%): 90"
    )
    numbered = "TT | Xã | Điểm\n1 | An Lộc | 17"
    assert read_row(numbered, "1 | An Lộc | 17") == "Xã: An Lộc; Điểm: 17"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (TABLE, TABLE.splitlines()[0]),
        ("2021 | 2022\n58 | 60", "58 | 60"),
        ("Họ và tên | Chức vụ | Phiếu\nLê Thị Nhạn | 54", "Lê Thị Nhạn | 54"),
        ("Kỳ họp bế mạc trong ngày.", "Kỳ họp bế mạc trong ngày."),
    ],
)
def test_heads_and_what_has_none_stay_as_they_are(text: str, row: str) -> None:
    assert head_of(text, text.find(row)) is None
    assert read_row(text, row) == row


def test_a_row_cut_off_where_the_lead_ends_stays_as_it_is() -> None:
    opening = "Sáng 5/7, HĐND tỉnh Đồng Mai bầu các chức danh của tỉnh. "
    table = "Họ và tên | Chức danh | Đồng ý | Không đồng ý\nHồ Thị Mận | Phó Chủ tịch HĐND tỉnh | 51 | 7"
    cut = table.removesuffix(" | 7")
    text = opening.ljust(LEAD - 1 - len(cut), "–") + table + "\nKỳ họp bế mạc trong ngày."
    assert text[:LEAD].endswith("| 51 ")
    assert read_row(text, cut.splitlines()[1]) == cut.splitlines()[1]
    answerer, _ = build_answerer(articles=[make_article(text, province="Đồng Mai")])
    assert "Không đồng ý: 7" in answerer.answer("Bà Hồ Thị Mận có bao nhiêu phiếu?").text


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("Bà Lê Thị Nhạn được bầu với bao nhiêu phiếu?", ("Nhạn", "Số phiếu đồng ý: 54/60")),
        ("Ông Trần Văn Khải đạt bao nhiêu phần trăm phiếu đồng ý?", ("Khải", "Tỷ lệ (%): 96,7")),
        ("Kế hoạch thu của Trà Sơn năm 2021 là bao nhiêu?", ("Trà Sơn", "Kế hoạch năm 2021: 7,5%")),
        ("Chủ tịch HĐND tỉnh Đồng Mai được bao nhiêu phiếu đồng ý?", ("Khải", "58/60")),
        ("Huyện Trà Sơn chi ngân sách bao nhiêu tỷ đồng?", ("Trà Sơn", "(tỷ đồng): 118,2")),
        ("Huyện Trà Sơn thu hoạch bao nhiêu tấn lúa?", ("Trà Sơn", "(tấn): 9.410")),
    ],
)
def test_a_cell_answers_with_its_row_and_head_as_quotes(
    question: str, cells: tuple[str, str]
) -> None:
    answerer, _ = build_answerer(articles=[ARTICLE])
    answer = answerer.answer(question)
    assert all(cell in answer.text for cell in cells)
    quotes = [c.quote for c in answer.citations]
    assert {table.splitlines()[0] for table in (TABLE, SHARES, YIELDS)} & set(quotes)
    assert any(cells[0] in quote for quote in quotes)
    assert all(ARTICLE.text[c.start : c.end] == c.quote for c in answer.citations)
