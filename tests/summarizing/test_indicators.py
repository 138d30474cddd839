"""What figures measure: heads carried over, parts of lists, brackets, items of a sentence."""

import pytest

from meetingqa.summarizing.figures import find_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a change or share is of is taken over whole.
        (
            "Tỉnh thu hút 310 triệu USD vốn FDI, giảm 12%.",
            ["thu hút vốn FDI", "thu hút vốn FDI giảm"],
        ),
        # Another part of the same share; but indicators side by side are two.
        (
            "Tỉnh giảm 4% hộ nghèo, các xã vùng cao giảm 6%.",
            ["hộ nghèo giảm", "hộ nghèo, các xã vùng cao giảm"],
        ),
        ("Công nghiệp tăng 9,1%, dịch vụ tăng 7,3%.", ["Công nghiệp tăng", "dịch vụ tăng"]),
        # Who only tells it measures nothing.
        (
            "Giám đốc Sở Y tế Lò Văn Pá cho biết, toàn tỉnh còn 14 trạm y tế chưa có bác sĩ.",
            ["trạm y tế chưa có bác sĩ"],
        ),
        # What is said of aims that were met, and of those who are counted behind their names.
        (
            "Trong 8 chỉ tiêu chính, có 5/8 chỉ tiêu đạt và vượt; 3/8 chỉ tiêu gần đạt kế hoạch.",
            ["chỉ tiêu chính", "chỉ tiêu đạt và vượt", "chỉ tiêu gần đạt kế hoạch"],
        ),
        (
            "Tỉnh có 3 huyện: Suối Đá, Khe Vang, Tà Sơn chưa giải ngân đồng nào.",
            ["huyện chưa giải ngân đồng nào"],
        ),
        # A new item of the sentence takes nothing over.
        (
            "Tổng đàn bò đạt 52.000 con; 1.200 ha lúa bị ngập, phải cấy lại 300 ha.",
            ["Tổng đàn bò", "lúa bị ngập", "diện tích lúa bị ngập, phải cấy lại"],
        ),
        (
            "Mức hỗ trợ của tỉnh: tổ trưởng 1,8 triệu đồng/tháng, tổ viên 1,5 triệu đồng/tháng.",
            ["Mức hỗ trợ của tỉnh, tổ trưởng", "Mức hỗ trợ của tỉnh, tổ viên"],
        ),
        # A bracket between a noun and what it is, and one that holds the earlier value.
        (
            "Có 512 hộ dân (chiếm 8,1% số hộ toàn huyện) thiếu nước sinh hoạt.",
            [
                "hộ dân thiếu nước sinh hoạt",
                "hộ dân thiếu nước sinh hoạt chiếm số hộ toàn huyện",
            ],
        ),
        (
            "Tỷ lệ hộ nghèo còn 4,1%, giảm 1,2 điểm phần trăm so với đầu kỳ (5,3%).",
            [
                "Tỷ lệ hộ nghèo",
                "Tỷ lệ hộ nghèo giảm so với đầu kỳ",
                "Tỷ lệ hộ nghèo, so với đầu kỳ",
            ],
        ),
        # Numbers that grade a noun belong to it.
        (
            "Toàn tỉnh có 45/60 xã đạt chuẩn nông thôn mới và 130 sản phẩm OCOP từ 3 sao trở lên.",
            ["xã đạt chuẩn nông thôn mới", "sản phẩm OCOP từ 3 sao"],
        ),
        (
            "Sắp xếp các xã của huyện Khe Vang, từ 18 xã còn 11 xã.",
            [
                "Sắp xếp các xã của huyện Khe Vang, xã (từ)",
                "Sắp xếp các xã của huyện Khe Vang, xã (đến)",
            ],
        ),
        ("Năm 2031 tỉnh đạt và vượt 15/18 chỉ tiêu chủ yếu.", ["chỉ tiêu chủ yếu đạt và vượt"]),
        ("Tỉnh giảm 12 phòng, 3 chi cục.", ["phòng giảm", "chi cục giảm"]),
        ("Quốc phòng, an ninh giữ vững với 6 chốt.", ["Quốc phòng, an ninh giữ vững chốt"]),
        (
            "Tuyến đường Tà Sơn có 40 vị trí sạt lở với khoảng 9.000 m3 đất đá.",
            ["Tuyến đường Tà Sơn: vị trí sạt lở", "Tuyến đường Tà Sơn: vị trí sạt lở đất đá"],
        ),
        (
            "Quỹ tín dụng giãn nợ cho 320 khách hàng, dư nợ 41 tỷ đồng.",
            ["Quỹ tín dụng giãn nợ khách hàng", "Quỹ tín dụng giãn nợ khách hàng, dư nợ"],
        ),
        (
            "Mức hỗ trợ: 80 triệu đồng/nhà sập (gồm 50 triệu từ ngân sách và 30 triệu từ nguồn vận động).",
            [
                "Mức hỗ trợ nhà sập",
                "Mức hỗ trợ nhà sập, từ ngân sách",
                "Mức hỗ trợ nhà sập, từ nguồn vận động",
            ],
        ),
        (
            "Có 31/40 đồng chí tán thành phương án hai.",
            ["đồng chí tán thành phương án hai"],
        ),
        (
            "Hội nghị họp khi 7/7 đảng bộ huyện và 5/5 đảng bộ trực thuộc đang chuẩn bị đại hội.",
            ["đảng bộ huyện đang chuẩn bị đại hội", "đảng bộ trực thuộc đang chuẩn bị đại hội"],
        ),
        (
            "Sở Y tế xây phòng xét nghiệm khẳng định công suất 400 mẫu/ngày.",
            ["Sở Y tế xây phòng xét nghiệm khẳng định công suất"],
        ),
        (
            "Kết quả, các tỉnh, thành Hội đã mở 20 lớp.",
            ["các tỉnh thành Hội đã mở lớp"],
        ),
        ("Tại các xã, tỷ lệ hộ nghèo giảm 4%.", ["tỷ lệ hộ nghèo giảm"]),
        ("Khoảng 60% dân số là người Tày, Nùng.", ["dân số"]),
        (
            "Hệ thống tiết kiệm 50% thời gian chờ, giảm khoảng 90% thời gian đi lại.",
            [
                "Hệ thống tiết kiệm thời gian chờ",
                "Hệ thống tiết kiệm thời gian chờ, giảm thời gian đi lại",
            ],
        ),
        ("Hơn 90% doanh nghiệp là nhỏ và siêu nhỏ.", ["doanh nghiệp là nhỏ và siêu nhỏ"]),
        ("Đến thời điểm này còn 22 hộ chờ tái định cư.", ["hộ chờ tái định cư"]),
        ("Ông nói doanh thu bán lẻ đạt 40 tỷ đồng.", ["doanh thu bán lẻ"]),
        ("Tỉnh dỡ 110 căn nhà ở quận 7 của chủ cũ.", ["dỡ căn nhà"]),
        (
            "Tổng chi là 9 tỷ đồng, trong đó khối huyện 5 tỷ đồng, khối cơ quan cấp tỉnh 4 tỷ đồng.",
            ["Tổng chi", "Tổng chi, khối huyện", "Tổng chi, khối cơ quan cấp tỉnh"],
        ),
        (
            "Chợ Phú Lâm được duyệt, có tổng mức đầu tư 18 tỷ đồng, trong đó 13 tỷ đồng vay ngân hàng.",
            [
                "Chợ Phú Lâm được duyệt, tổng mức đầu tư",
                "Chợ Phú Lâm được duyệt, tổng mức đầu tư, vay ngân hàng",
            ],
        ),
        ("Có 12 tỉnh Đồng bằng Bắc bộ dự họp.", ["tỉnh Đồng bằng Bắc bộ dự họp"]),
        ("Đập Tà Sơn nứt suốt 40 m.", ["Đập Tà Sơn nứt"]),
        ("Đã có 14 xã cam kết ngày 6/3/2031.", ["xã cam kết"]),
        ("GRDP cả năm 2031 của Mai Lĩnh tăng 7%.", ["GRDP của Mai Lĩnh tăng"]),
        ("Trong kỳ có 38 hợp tác xã thành lập.", ["hợp tác xã thành lập"]),
        (
            "Trung tâm chống hạn ngân sách năm nay 11 tỷ đồng, với 6 dự án.",
            ["Trung tâm chống hạn ngân sách", "Trung tâm chống hạn ngân sách dự án"],
        ),
        ("Đại biểu nêu ra các vụ 74 tỷ đồng trợ giá.", ["các vụ trợ giá"]),
        (
            "Tổng vốn của dân tăng 9%, FDI vẫn tăng 3,2%.",
            ["Tổng vốn của dân tăng", "FDI tăng"],
        ),
        ("Giải ngân có nhiều yếu kém, mới đạt 33%.", ["Giải ngân có nhiều yếu kém"]),
        ("Số hộ thiếu nước 9 tháng giảm gần 35%.", ["Số hộ thiếu nước giảm"]),
        (
            "Việc kê đất xong ở phường, thị trấn thuộc 7 huyện.",
            ["Việc kê đất xong ở phường thị trấn thuộc huyện"],
        ),
        (
            "Có 17 HTX hợp tác với lò gạch để bán trấu.",
            ["HTX hợp tác với lò gạch"],
        ),
        (
            "Năm 2033 nhập khẩu điện 9.360 MW từ Mai Lĩnh, chiếm tỷ lệ 4%.",
            ["nhập khẩu điện", "nhập khẩu điện, chiếm tỷ lệ"],
        ),
        ("Đã giảm 34 chủ tàu bị xử phạt.", ["chủ tàu bị xử phạt giảm"]),
        ("18h30 - 22h trình diễn đèn với 60 cánh diều.", ["trình diễn đèn cánh diều"]),
        ("Ví dụ, xã Phước An đạt 16/19 tiêu chí.", ["xã Phước An tiêu chí"]),
        (
            "Xóm Tà Sơn có diện tích rừng 21 km2 (đạt 180% so với kế hoạch); quy mô dân cư 9 hộ.",
            [
                "Xóm Tà Sơn có diện tích rừng",
                "Xóm Tà Sơn có diện tích rừng so với kế hoạch",
                "Xóm Tà Sơn, quy mô dân cư hộ",
            ],
        ),
        (
            "Chợ Phú Lâm có tổng mức đầu tư 18 tỷ đồng, dự án hồ Bản Mòng với quy mô 5 ha.",
            ["Chợ Phú Lâm có tổng mức đầu tư", "dự án hồ Bản Mòng, quy mô"],
        ),
    ],
)
def test_a_figure_is_named_by_its_clause(text: str, expected: list[str]) -> None:
    assert [figure.what for figure in find_figures(text)] == expected


def test_a_period_before_a_change_does_not_hide_it() -> None:
    text = "GRDP 6 tháng đầu năm 2031 tăng 7,2%, trong khi cùng kỳ tăng 3,4%."
    assert [figure.what for figure in find_figures(text)] == ["GRDP tăng", "GRDP, cùng kỳ tăng"]
