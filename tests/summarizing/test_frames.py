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
        # What only bounds which ones are meant is no measure of them.
        (
            "Xử phạt nghiêm người bán xăng quá 30.000 đồng/lít.",
            ["ngưỡng Xử phạt nghiêm người bán xăng"],
        ),
        (
            "Thay 3 người đứng đầu đơn vị giải ngân dưới 40%.",
            [
                "Thay người đứng đầu đơn vị giải ngân dưới 40%",
                "ngưỡng người đứng đầu đơn vị giải ngân",
            ],
        ),
        (
            "Địa phương để xảy ra từ 3 vụ cháy rừng thì bị phê bình.",
            ["ngưỡng Địa phương để xảy ra vụ cháy rừng"],
        ),
        ("Dự án được bố trí từ 3 nguồn vốn.", ["Dự án được bố trí nguồn vốn"]),
        ("Tỷ lệ hộ nghèo giảm còn dưới 3%.", ["Tỷ lệ hộ nghèo"]),
        ("Tỷ lệ giải ngân của các dự án đạt dưới 50%.", ["Tỷ lệ giải ngân của các dự án"]),
        ("Lúa bình quân đầu người đạt dưới 300 kg.", ["Lúa bình quân đầu người"]),
        ("Tuổi thọ trung bình đạt trên 74 tuổi.", ["Tuổi thọ trung bình tuổi"]),
        (
            "UBND thị xã bảo đảm đến 30/9 giải ngân tối thiểu 65%.",
            ["mục tiêu UBND thị xã bảo đảm giải ngân"],
        ),
        ("Đã giải ngân tối thiểu 65% vốn được giao.", ["giải ngân vốn được giao"]),
        ("Các học viên dưới 45 tuổi thì gọi sau.", ["ngưỡng Các học viên tuổi"]),
        # "The district" is the one whose head tells it.
        (
            "Bí thư Huyện ủy Suối Đá Vi Văn Páo nêu: trên địa bàn huyện có 9 dự án chờ vốn.",
            ["dự án chờ vốn, huyện Suối Đá"],
        ),
        ("Sở Y tế nêu: trên địa bàn huyện có 9 dự án chờ vốn.", ["dự án chờ vốn"]),
        (
            "Bí thư Huyện ủy Suối Đá nêu: trên địa bàn huyện có 9 chợ; huyện Khe Vang có 4 chợ.",
            ["chợ, huyện Suối Đá", "huyện Khe Vang: chợ"],
        ),
        (
            "Ở xã Tà Sơn, Bí thư Tỉnh ủy nêu tổng vốn toàn xã hội là 90 tỷ đồng.",
            ["tổng vốn toàn xã hội"],
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
        (
            "Ông yêu cầu Tiểu ban lấy ý kiến; UBND tỉnh đến 30/9 giải ngân 70%; Sở Y tế lập 4 chốt.",
            ["đến 30/9", None],
        ),
        # What opens the sentence or its part governs the parts after it, what closes one does not.
        (
            "Tính đến 30/6/2031, tỉnh xây 5 chợ; thu ngân sách đạt 900 tỷ đồng.",
            ["Tính đến 30/6/2031", "Tính đến 30/6/2031"],
        ),
        (
            "Thu nội địa trong quý I đạt 50 tỷ đồng; thu xuất nhập khẩu đạt 60 tỷ đồng.",
            ["quý I", "quý I"],
        ),
        (
            "Trụ sở huyện có vốn 40 tỷ đồng khánh thành năm 2031; chợ Khe Vang có vốn 8 tỷ đồng.",
            [None, None],
        ),
        # When a thing came to be is not when it is so large.
        (
            "Vườn chè rộng 9 ha được trồng tháng 5/2031 có số vốn 4 tỷ đồng.",
            [None, None],
        ),
        ("Có 12 xã được công nhận đạt chuẩn năm 2031.", ["năm 2031"]),
        # Held against another year; how long, not when.
        (
            "Thu ngân sách năm 2032 đạt 90 tỷ đồng, tăng 8% so với số ước thực hiện năm 2031.",
            ["năm 2032", "năm 2032"],
        ),
        ("Dự án hồ chứa 60 tỷ đồng bị ngưng suốt 8 tháng qua.", [None]),
        (
            "Bội chi ở mức cao (năm 2031: 4,4%; năm 2032: 5,4%, năm 2033 là 6%).",
            ["năm 2031", "năm 2032", "năm 2033"],
        ),
        ("Theo Nghị định 08/2032, tỉnh có 5 trạm thu phí.", [None]),
        ("Theo tờ trình số 6/2032, tỉnh có 5 trạm thu phí.", [None]),
        ("Theo tờ trình số 1997 ngày 4/5/2032, tỉnh có 5 trạm thu phí.", [None]),
        ("Doanh số năm 2032 đạt 9 tỷ đồng.", ["năm 2032"]),
        ("Tổng số 6 tháng là 40 vụ.", ["6 tháng"]),
        ("Từ năm 2031 đến năm 2033, tỉnh xây 5 chợ.", ["năm 2031 đến năm 2033"]),
        ("Huyện từ năm 2031-2033 xây 5 chợ.", ["2031-2033"]),
        ("Vốn tăng từ năm 2031 là 7 tỷ đồng.", [None]),
    ],
)
def test_a_period_governs_its_own_part(text: str, periods: list[str | None]) -> None:
    assert [figure.period for figure in find_figures(text)] == periods


@pytest.mark.parametrize(
    "text", ["Trường đạt chuẩn mức độ 2.", "Nghị quyết Trung ương 7 đi vào đời sống."]
)
def test_grades_and_plenums_are_no_figures(text: str) -> None:
    assert not find_figures(text)
