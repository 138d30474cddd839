"""Figures whose name stands in a sentence before: "tăng 9%", "con số này", "dự án này"."""

import pytest

from meetingqa.domain import FigurePoint
from meetingqa.summarizing import find_uncovered, write_fields
from summarizing_reports import make_report


def figures_of(text: str) -> dict[str, FigurePoint]:
    return {figure.value: figure for figure in write_fields(make_report(text)).figures}


@pytest.mark.parametrize(
    ("text", "value", "what"),
    [
        (
            "Thành phố giữ được tốc độ tăng trưởng sản xuất hàng năm. Năm 2031 tăng 7,15%.",
            "7,15",
            "tốc độ tăng trưởng sản xuất",
        ),
        (
            "Tỷ lệ che phủ rừng của huyện là 41%. Con số này thấp hơn mục tiêu 3%.",
            "3",
            "Tỷ lệ che phủ rừng của huyện",
        ),
        (
            "Tỉnh xin làm dự án cầu Vân Thủy. Hồ sơ đã đủ. Dự án này có vốn 940 tỷ đồng.",
            "940",
            "cầu Vân Thủy",
        ),
        (
            "Phiên họp kéo dài. Huyện còn 812 hồ sơ tồn đọng; cam kết xử lý xong 70% số này.",
            "70",
            "hồ sơ tồn đọng",
        ),
        (
            "Tỷ lệ giải ngân toàn tỉnh đạt 61%. Thấp nhất là Suối Đá 22%.",
            "22",
            "giải ngân toàn tỉnh",
        ),
    ],
)
def test_what_an_earlier_sentence_names_is_taken_over_with_its_quote(
    text: str, value: str, what: str
) -> None:
    figure = figures_of(text)[value]
    assert what in figure.what
    assert len(figure.citations) == 2
    assert value in figure.citations[1].quote
    words = " ".join(citation.quote for citation in figure.citations)
    assert what in words


def test_a_share_of_what_the_figure_before_counts_says_what_became_of_it() -> None:
    told = figures_of("Phiên họp dài. Vốn vay đạt 214 tỷ đồng, nhưng 35% số đó nằm ở các kho than.")
    assert told["35"].what == "Vốn vay, nằm ở các kho than"


def test_words_that_only_lead_to_a_figure_are_no_part_of_its_name() -> None:
    told = figures_of(
        "Dự toán chi của tỉnh là 90 tỷ đồng. Con số đó của năm 2032 ước chừng 98 tỷ đồng."
    )
    assert told["98"].what == "Dự toán chi của tỉnh"


def test_a_figure_of_what_the_sentence_before_names_without_one_is_told() -> None:
    told = figures_of(
        "Huyện không đạt thu nhập bình quân đầu người. Năm 2031 con số này là 61 USD."
    )
    assert told["61"].what == "thu nhập bình quân đầu người"
    assert not figures_of("Nhưng những diện tích này là đất đồi. Trong số 37 ha này có 2 ao.").get(
        "37"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Vì sao tỷ lệ giải ngân thấp? Năm 2031 tăng 7,15%.",
        "Hội nghị họp tại huyện. Dự án này có tổng mức đầu tư 940 tỷ đồng.",
        "Tỉnh có các dự án đã được duyệt. Dự án này có tổng mức đầu tư 940 tỷ đồng.",
    ],
)
def test_what_no_earlier_sentence_names_stays_out(text: str) -> None:
    assert figures_of(text) == {}


def test_a_number_of_a_sentence_that_only_lends_a_name_is_listed() -> None:
    article = make_report(
        "Dự án cầu Đá qua 3 xóm ra sao? Dự án này có tổng mức đầu tư 940 tỷ đồng."
    )
    fields = write_fields(article)
    assert [len(figure.citations) for figure in fields.figures if figure.value == "940"] == [2]
    told = [figure.value for figure in fields.figures]
    listed = " ".join(item.text for item in find_uncovered(article, fields))
    assert "3" in told or "3 xóm" in listed


@pytest.mark.parametrize(
    ("text", "value", "what"),
    [
        ("Tỉnh hỗ trợ không quá 4 tỷ đồng đối với tuyến xe nội tỉnh.", "4", "tuyến xe nội tỉnh"),
        ("Huyện còn 31 điểm lấn chiếm lòng kênh.", "31", "lấn chiếm lòng kênh"),
        ("Đoàn có 120 đại biểu đến từ các xã.", "120", "đến từ các xã"),
    ],
)
def test_words_after_a_figure_that_belong_to_it_are_kept(text: str, value: str, what: str) -> None:
    assert what in figures_of(text)[value].what


@pytest.mark.parametrize(
    "text", ["UBND quận 4 khẩn trương làm thủ tục.", "Xe biển số 51 A qua cầu."]
)
def test_a_number_in_a_name_is_no_figure(text: str) -> None:
    assert figures_of(text) == {}


def test_a_rate_keeps_its_base() -> None:
    figures = figures_of("Số vụ phạm pháp của huyện là 5,2 vụ/10.000 dân.")
    assert figures["5,2"].unit == "vụ/10.000 dân"
    assert "10.000" not in figures
