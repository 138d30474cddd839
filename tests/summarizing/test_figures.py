"""Figures of sentences: value, unit, what they measure, period."""

import pytest

from meetingqa.summarizing.figures import find_figures, has_figure


def read(text: str) -> list[tuple[str, str, str]]:
    return [(f.value, f.unit, f.what) for f in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thu ngân sách nhà nước trên địa bàn đạt 2.845 tỷ đồng, bằng 54,1% dự toán.",
            [
                ("2.845", "tỷ đồng", "Thu ngân sách nhà nước trên địa bàn"),
                ("54,1", "%", "Thu ngân sách nhà nước trên địa bàn so với dự toán"),
            ],
        ),
        (
            "Kim ngạch xuất khẩu đạt 1,9 tỷ USD, tăng 8,2% so với cùng kỳ, vượt 2,5% kế hoạch.",
            [
                ("1,9", "tỷ USD", "Kim ngạch xuất khẩu"),
                ("8,2", "%", "Kim ngạch xuất khẩu tăng so với cùng kỳ"),
                ("2,5", "%", "Kim ngạch xuất khẩu vượt kế hoạch"),
            ],
        ),
        (
            "Toàn tỉnh có 64/92 xã đạt chuẩn nông thôn mới (69,6%).",
            [
                ("64/92", "xã", "xã đạt chuẩn nông thôn mới"),
                ("69,6", "%", "xã đạt chuẩn nông thôn mới"),
            ],
        ),
        ("Tăng trưởng GDP -2% trong quý I.", [("-2", "%", "Tăng trưởng GDP")]),
        ("Nhiệt độ Tà Sơn -2 độ C.", [("-2", "độ C", "Nhiệt độ Tà Sơn độ C")]),
        ("Có 21 nền kinh tế dự họp.", [("21", "nền kinh tế", "nền kinh tế dự họp")]),
        (
            "Tỷ lệ hộ nghèo giảm còn 7,4%, tương đương còn 9.120 hộ.",
            [("7,4", "%", "Tỷ lệ hộ nghèo"), ("9.120", "hộ", "hộ nghèo")],
        ),
        (
            "Đầu tư toàn xã hội đạt khoảng 33% so với GRDP.",
            [("33", "%", "Đầu tư toàn xã hội so với GRDP")],
        ),
        ("Tỉnh ủy viên kết nghĩa với 12 hộ.", [("12", "hộ", "Tỉnh ủy viên kết nghĩa hộ")]),
        (
            "Các đại biểu cũng nhất trí xây nhà văn hóa trị giá 45 tỷ đồng.",
            [("45", "tỷ đồng", "xây nhà văn hóa trị giá")],
        ),
        (
            "Công nghiệp khai khoáng giảm 4%, công nghiệp chế biến, chế tạo tăng 12%.",
            [
                ("4", "%", "Công nghiệp khai khoáng giảm"),
                ("12", "%", "công nghiệp chế biến, chế tạo tăng"),
            ],
        ),
        (
            "Khu đô thị (phường 9) với tổng vốn 1.470 tỷ đồng.",
            [("1.470", "tỷ đồng", "Khu đô thị, tổng vốn")],
        ),
        (
            "Công an tỉnh khởi tố 21 vụ, 37 bị can.",
            [
                ("21", "vụ", "Công an tỉnh khởi tố vụ"),
                ("37", "bị can", "Công an tỉnh khởi tố bị can"),
            ],
        ),
        ("Mỗi xã xuất hiện thêm 2 máy lọc.", [("2", "máy", "Mỗi xã xuất hiện máy lọc")]),
        (
            "Tỉnh đo vẽ bản đồ tỷ lệ 1/500 gần 4.312 ha; tỷ lệ 1/2.000 hơn 87.450 ha.",
            [
                ("4.312", "ha", "đo vẽ bản đồ tỷ lệ 1/500"),
                ("87.450", "ha", "tỷ lệ 1/2.000"),
            ],
        ),
        (
            "Mục tiêu GRDP tăng 7,5 - 8%.",
            [("7,5", "%", "Mục tiêu GRDP tăng (từ)"), ("8", "%", "Mục tiêu GRDP tăng (đến)")],
        ),
        (
            "Số xã giảm từ 118 xuống còn 112.",
            [("118", "xã", "Số xã (từ)"), ("112", "xã", "Số xã (đến)")],
        ),
        (
            "Số xã nghèo giảm từ 118 xã hồi tháng 4 xuống còn 112 xã.",
            [("118", "xã", "Số xã nghèo (từ)"), ("112", "xã", "Số xã nghèo (đến)")],
        ),
        ("Kỳ họp thông qua 12 nghị quyết.", [("12", "nghị quyết", "Kỳ họp thông qua nghị quyết")]),
        (
            "GRDP tăng 7,1% (kế hoạch 8%).",
            [("7,1", "%", "GRDP tăng"), ("8", "%", "GRDP tăng, kế hoạch")],
        ),
        (
            "Tỉnh tặng quà cho 15 tập thể, 20 cá nhân.",
            [("15", "tập thể", "tặng quà tập thể"), ("20", "cá nhân", "tặng quà cá nhân")],
        ),
        (
            "Cầu Lĩnh Sơn dài 310 m, rộng 12 m, cấp tải trọng cao và tổng mức đầu tư 88 tỷ đồng.",
            [
                ("310", "m", "Cầu Lĩnh Sơn dài"),
                ("12", "m", "Cầu Lĩnh Sơn, rộng"),
                ("88", "tỷ đồng", "Cầu Lĩnh Sơn, tổng mức đầu tư"),
            ],
        ),
        (
            "Dự án công nghệ thông tin với tổng mức đầu tư 3 tỷ đồng.",
            [("3", "tỷ đồng", "Dự án công nghệ thông tin, tổng mức đầu tư")],
        ),
        (
            "Có 40 đại biểu tán thành với phương án thu phí.",
            [("40", "đại biểu", "đại biểu tán thành với phương án thu phí")],
        ),
        (
            "Hồ sơ chậm vì bị ngưng 2 - 3 tuần.",
            [
                ("2", "tuần", "thời gian Hồ sơ chậm vì bị ngưng (từ)"),
                ("3", "tuần", "thời gian Hồ sơ chậm vì bị ngưng (đến)"),
            ],
        ),
        (
            "Huyện mở 12 lớp tập huấn cho 400 cán bộ.",
            [("12", "lớp", "Huyện mở lớp tập huấn"), ("400", "cán bộ", "lớp tập huấn cán bộ")],
        ),
        (
            "Kinh tế phát triển (thu ngân sách nhà nước đạt 310 tỷ đồng, tăng 14% so với cùng kỳ).",
            [
                ("310", "tỷ đồng", "thu ngân sách nhà nước"),
                ("14", "%", "thu ngân sách nhà nước tăng so với cùng kỳ"),
            ],
        ),
        ("Quận có dân số 74.000 người.", [("74.000", "người", "Quận có dân số người")]),
        ("Tổ giải quyết 12 đầu việc tồn.", [("12", "đầu việc", "Tổ giải quyết đầu việc tồn")]),
        (
            "Sau sáp nhập, tỉnh giảm 41 phòng.",
            [
                ("41", "phòng", "phòng giảm sau sáp nhập"),
            ],
        ),
    ],
)
def test_a_figure_is_read_with_its_unit_and_what_it_measures(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 9/7/2031, hội nghị khai mạc.",
        "Nghị quyết số 19/NQ-HĐND được thông qua.",
        "Hội nghị lần thứ 14 bàn công tác cán bộ.",
        "Dịch Covid - 19 được kiểm soát.",
        "Trong 5 năm qua, đời sống được nâng lên.",
        "Kỳ họp khai mạc lúc 7 giờ 30 phút.",
        "Khách sạn Sao Mai ở 98 Trần Phú.",
        "Các dự án nhóm 2 được trình.",
        "Cấm đường từ 9 h - 22 h các ngày lễ.",
        "Việc chi theo khoản 3 Điều 35 của Luật.",
        "Chiếc xe tải mang biển số xanh 17 A-0412.",
        "Con tàu số hiệu TS -48031 cập bến.",
    ],
)
def test_dates_documents_ordinals_clocks_and_names_are_no_figures(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("6 tháng đầu năm 2031, GRDP tăng 7,35%.", ["6 tháng đầu năm 2031"]),
        ("Quý II/2031, thu ngân sách đạt 812 tỷ đồng.", ["Quý II/2031"]),
        ("Thu ngân sách đạt 812 tỷ đồng, tăng 4% so với năm 2030.", [None, None]),
        ("Phấn đấu thu ngân sách đạt 9.000 tỷ đồng vào năm 2035.", ["năm 2035"]),
        ("Tính đến 31/8, tỉnh giải ngân 40,5% kế hoạch.", ["Tính đến 31/8"]),
        ("Bản đồ tỷ lệ 1/2000 có phạm vi 213 ha.", [None]),
        ("Mỗi xã xuất hiện 2 máy lọc.", [None]),
        ("HĐND tỉnh nhiệm kỳ 2026 - 2031 có 65 đại biểu.", [None]),
        ("GRDP 6 tháng tăng 7% (cùng kỳ 2030 tăng 6%).", ["6 tháng", "cùng kỳ 2030"]),
        ("Tỷ lệ hộ nghèo giảm từ 5,2% năm 2031 xuống 3,1%.", ["năm 2031", None]),
        ("Năm 2033, số xã tăng từ 9 xã năm 2031 lên 12 xã.", ["năm 2031", "Năm 2033"]),
    ],
)
def test_the_period_is_the_one_that_governs_not_the_one_compared_with(
    text: str, periods: list[str | None]
) -> None:
    assert [figure.period for figure in find_figures(text)] == periods


def test_every_figure_stands_at_its_place_in_the_sentence() -> None:
    text = "Huyện trồng 1.240 ha rừng, đạt 96,5% kế hoạch, hỗ trợ 45.000 đồng/cây cho 310 hộ."
    for figure in find_figures(text):
        assert text[figure.start :].startswith(figure.value)
        assert figure.unit in text[figure.start : figure.end]
    assert len(find_figures(text)) == 4


def test_a_bare_number_still_counts_as_something_to_cover() -> None:
    assert has_figure("Cử tri nêu 3 câu hỏi, trong đó 2 đã trả lời.")
    assert not has_figure("Dịch Covid - 19 được kiểm soát.")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Chỉ số cải cách hành chính thuộc nhóm 10 tỉnh dẫn đầu.", "10", "tỉnh"),
        ("Tỉnh từ nhóm 10 tỉnh cuối lên vị trí 27 cả nước.", "10", "tỉnh"),
        ("Ban Thường vụ đã ra 48 thông báo kết luận về đất đai.", "48", "thông báo"),
        ("Việc chuẩn bị đầu tư bình quân khoảng 42 tháng với dự án lớn.", "42", "tháng"),
    ],
)
def test_what_is_counted_after_a_noun_or_an_estimate_is_a_figure(
    text: str, value: str, unit: str
) -> None:
    assert [(figure.value, figure.unit) for figure in find_figures(text)] == [(value, unit)]


def test_one_written_as_a_numeral_before_so_counts_nothing() -> None:
    assert find_figures("Việc công khai ở 1 số dự án chưa bảo đảm.") == ()
    assert [f.unit for f in find_figures("Có 2/3 số phiếu tán thành.")] == ["số phiếu"]


def test_a_counted_noun_is_whole() -> None:
    text = "UBND tỉnh trao chứng nhận cho 6 nhà đầu tư và bổ nhiệm 2 phó giám đốc."
    assert [f.unit for f in find_figures(text)] == ["nhà đầu tư", "phó giám đốc"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Huyện phải tìm 12-18 doanh nghiệp giỏi ở mỗi ngành.",
            [
                ("12", "doanh nghiệp", "Huyện phải tìm doanh nghiệp giỏi ở mỗi ngành (từ)"),
                ("18", "doanh nghiệp", "Huyện phải tìm doanh nghiệp giỏi ở mỗi ngành (đến)"),
            ],
        ),
        (
            "Có 9 trong 11 hồ sơ dự thi chọn làm đập tràn.",
            [
                ("9", "hồ sơ", "hồ sơ dự thi chọn làm đập tràn"),
                ("11", "hồ sơ", "hồ sơ dự thi chọn làm đập tràn"),
            ],
        ),
        ("Vốn mỗi dự án chỉ 4 triệu đô một.", [("4", "triệu đô", "Vốn mỗi dự án một")]),
        ("Rạp mới có 620 chỗ ngoài sân khấu.", [("620", "chỗ", "Rạp: chỗ ngoài sân khấu")]),
        (
            "Về đời sống, tỷ lệ hộ nghèo giảm bình quân 0,9%/năm.",
            [("0,9", "%/năm", "tỷ lệ hộ nghèo giảm")],
        ),
        (
            "Việc tăng dân số quá nhanh, bình quân hơn 31.000 người mỗi năm.",
            [("31.000", "người", "Việc tăng dân số quá nhanh người mỗi năm")],
        ),
    ],
)
def test_what_is_counted_behind_the_other_end_or_on_average_is_told(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert read(text) == expected


def test_how_long_a_work_takes_is_no_period() -> None:
    text = "Đập xong trong khoảng 27 tháng, giữ mặt hồ rộng 3,5 km."
    assert [figure.period for figure in find_figures(text)][-1] is None
