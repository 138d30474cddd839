"""What stands around a figure's clause: aims, proposals, topics, votes, spans; its period."""

import pytest

from meetingqa.summarizing.figures import find_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mục tiêu năm 2032: GRDP tăng 8%; kim ngạch xuất khẩu 1,2 tỷ USD.",
            ["mục tiêu GRDP tăng", "mục tiêu kim ngạch xuất khẩu"],
        ),
        ("Tỉnh phấn đấu GRDP tăng 8%.", ["mục tiêu GRDP tăng"]),
        ("GRDP tăng 8%, hoàn thành mục tiêu.", ["GRDP tăng"]),
        (
            "Bí thư Huyện ủy Suối Đá đề nghị tỉnh bố trí 18 tỷ đồng để làm cầu treo dân sinh.",
            ["kinh phí bố trí làm cầu treo dân sinh (đề xuất)"],
        ),
        ("Có 611 cán bộ xin nghỉ trước tuổi.", ["cán bộ xin nghỉ"]),
        (
            "Về tuyến đường ven hồ Thác Mơ, huyện còn 3,4 km chưa bàn giao.",
            ["tuyến đường ven hồ Thác Mơ, huyện chưa bàn giao"],
        ),
        ("Về kinh tế tập thể, có 41 hợp tác xã mới.", ["hợp tác xã mới"]),
        (
            "HĐND tỉnh bầu bà Vi Thị Lụa giữ chức Phó Chủ tịch UBND tỉnh với 44/46 phiếu (95,7%).",
            ["phiếu bầu Vi Thị Lụa", "tỷ lệ phiếu bầu Vi Thị Lụa"],
        ),
        (
            "Ông Lò Văn Pá được HĐND tỉnh bầu giữ chức Trưởng ban với 40/46 phiếu.",
            ["phiếu bầu Lò Văn Pá"],
        ),
        ("Sau 2,5 ngày làm việc, kỳ họp thứ 9 bế mạc.", ["thời gian làm việc kỳ họp"]),
        ("Dự án hồ Bản Mòng chậm 8 tháng.", ["thời gian Dự án hồ Bản Mòng chậm"]),
        (
            "Đưa số tàu “3 không” từ 210 xuống dưới 40 vào cuối năm.",
            ["số tàu “3 không” (từ)", "số tàu “3 không” (đến)"],
        ),
    ],
)
def test_what_stands_around_tells_a_figure_apart(text: str, expected: list[str]) -> None:
    assert [figure.what for figure in find_figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (
            "Hết quý II giải ngân 35%, hết quý III đạt 60% và cả năm đạt 95%.",
            ["quý II", "quý III", "cả năm"],
        ),
        # The time of one body's task is not that of the next.
        (
            "Chủ tịch UBND tỉnh giao Sở Tài chính đến 31/10 giải ngân 75%; Sở Y tế tiêm 5.000 trẻ.",
            ["đến 31/10", None],
        ),
        ("Lúa bị ngập 1.830 ha do mưa từ ngày 22 đến 25/7, cấy lại 460 ha.", [None, None]),
    ],
)
def test_a_period_governs_its_own_part(text: str, periods: list[str | None]) -> None:
    assert [figure.period for figure in find_figures(text)] == periods


@pytest.mark.parametrize(
    "text", ["Trường đạt chuẩn mức độ 2.", "Nghị quyết Trung ương 7 đi vào đời sống."]
)
def test_grades_and_plenums_are_no_figures(text: str) -> None:
    assert not find_figures(text)
