"""Names of the table's rows are whole phrases, or a digest lists their sentence as left out."""

import pytest

from fakes import make_article
from meetingqa.digesting.figure_rows import list_figures
from meetingqa.summarizing import Summarizer

LEAD = "Sáng 9/7/2024, HĐND tỉnh Mai Lĩnh họp kỳ thứ 7. "


def name_rows(text: str, province: str | None = "Mai Lĩnh") -> list[tuple[str, str]]:
    article = make_article(LEAD + text, "a.txt", province=province, body="HĐND tỉnh")
    summary = Summarizer().summarize(article, "extractive")
    return sorted((row.value, row.what) for row in list_figures([[summary]]))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # Whole in its sentence: between its beginning, a period or another part and the figure.
        (
            "Năm 2023, thu ngân sách nhà nước đạt 3.120 tỷ đồng.",
            [("3.120", "thu ngân sách nhà nước")],
        ),
        (
            "Thu ngân sách nhà nước 6 tháng đạt 3.120 tỷ đồng, tăng 8% so với cùng kỳ.",
            [
                ("3.120", "Thu ngân sách nhà nước"),
                ("8", "Thu ngân sách nhà nước tăng so với cùng kỳ"),
            ],
        ),
        (
            "Báo cáo nhắc tới mưa lũ và giá vật liệu, kim ngạch xuất khẩu đạt 86 triệu USD.",
            [("86", "kim ngạch xuất khẩu")],
        ),
    ],
)
def test_a_name_that_is_whole_stands(text: str, rows: list[tuple[str, str]]) -> None:
    assert name_rows(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # The place itself is told of, of one figure, up to where the clause ends.
        (
            "Theo báo cáo, toàn tỉnh có 83/141 xã đạt chuẩn nông thôn mới, tăng 4 xã.",
            [("83/141", "Theo báo cáo, toàn tỉnh có 83/141 xã đạt chuẩn nông thôn mới")],
        ),
        (
            "Ngoài ra, HĐND tỉnh đã thông qua danh sách 45 ứng viên đại biểu khóa mới.",
            [("45", "HĐND tỉnh đã thông qua danh sách 45 ứng viên đại biểu khóa mới")],
        ),
        ("Tỉnh huy động 12 ô tô, xe máy chở hàng.", []),  # a list goes on
        ("HĐND tỉnh hỏi về 12 trạm bơm, ba hồ nước; UBND tỉnh giải trình, hứa sửa 31 km kênh.", []),
    ],
)
def test_a_clause_of_the_place_itself_names_its_one_figure(
    text: str, rows: list[tuple[str, str]]
) -> None:
    assert name_rows(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        # Cut before its beginning, in its middle or behind its figure.
        "Báo cáo nêu rằng các địa phương có số hộ thiếu nước sạch là 1.250 hộ.",
        "Tỷ lệ hộ thiếu nước giảm bình quân 0,6% so với tổng số hộ của cả vùng biên.",
        # In percent of what?
        "Công nghiệp 41,5%, dịch vụ 33,7%.",
        # Of a part of the province, or an aim.
        "UBND thị xã Khe Vang báo cáo, thu ngân sách nhà nước đạt 85 tỷ đồng, vượt 3 tỷ.",
        "Nghị quyết nêu mục tiêu GRDP tăng 8%, thu ngân sách 9.410 tỷ đồng.",
        "Tổng mức đầu tư của dự án là 364 tỷ đồng.",  # of which?
        "Vốn vay từ ngân hàng là 579 tỷ đồng.",
        "Mức thu 64.000 đồng/học sinh.",
        "Dân số trên địa bàn huyện là 43.000 người.",
        "Ngân sách chi 1.300 tỷ đồng?",
        "Mỗi hộ phải nộp 40 nghìn đồng cho xã Suối Đá và xã Khe Vang.",  # a duty
        "Chi phí của chuyến công tác ngoài tỉnh này là 2 triệu đồng/người.",
        "Chi phí mỗi chuyến đi là 2 triệu đồng/người.",
        "Đây là lần thứ hai cầu Tả Khang được sửa, hết 45 tỷ đồng.",  # of the sentence before
        "Công ty còn nợ thuế của tỉnh Mai Lĩnh 27 tỷ đồng.",  # which?
    ],
)
def test_what_fits_neither_pattern_is_no_row(text: str) -> None:
    assert name_rows(text) == []


def test_a_province_s_indicators_are_rows_without_its_name() -> None:
    told = "Ông Lộc nêu hai mặt: xuất khẩu gạo đạt 86 triệu USD, xuất khẩu quả đạt 91 triệu USD."
    assert len(name_rows(told)) == 2 and name_rows(told, province=None) == []


def test_one_name_of_two_values_tells_nothing() -> None:
    told = "Tỷ lệ hộ thiếu nước của tỉnh là 9%. "
    assert len(name_rows(told)) == 1
    assert name_rows(told + "Tỷ lệ hộ thiếu nước của tỉnh là 7%.") == []


def test_a_figure_of_no_known_place_or_of_another_is_no_row() -> None:
    told = "Thu ngân sách nhà nước đạt 3.120 tỷ đồng."
    assert name_rows(told) and not name_rows(told, province=None)
    assert not name_rows("Thu ngân sách nhà nước của Đà Nẵng đạt 3.120 tỷ đồng.")
