"""Which body's which session a first sentence speaks of."""

import pytest

from meetingqa.sources.meetings import find_body, find_session


@pytest.mark.parametrize(
    ("lead", "body"),
    [
        (
            "Sáng 5/7, Ban Chấp hành Đảng bộ tỉnh khóa XX họp hội nghị lần thứ 3.",
            "BCH Đảng bộ tỉnh",
        ),
        ("Hội nghị Tỉnh uỷ lần thứ 4 (khóa XX) bàn về nông nghiệp.", "BCH Đảng bộ tỉnh"),
        ("Ngày 8/2, Ban Thường vụ (BTV) Tỉnh ủy họp tổng kết.", "BTV Tỉnh ủy"),
        ("Sáng 5/7, HĐND tỉnh An Bình khóa XI, nhiệm kỳ 2021 - 2026 khai mạc kỳ họp.", "HĐND tỉnh"),
        ("Tại kỳ họp thứ 9, Hội đồng nhân dân tỉnh, đại biểu chất vấn về rừng.", "HĐND tỉnh"),
        ("Chủ tịch UBND tỉnh Trần Khoa chủ trì phiên họp thường kỳ tháng 2.", "UBND tỉnh"),
        ("Phiên họp thường kỳ tháng 3 của UBND tỉnh diễn ra sáng 28-3.", "UBND tỉnh"),
        (
            "Chiều 11-5, Thành uỷ TP. HCM tổ chức hội nghị sơ kết chỉ thị của Ban thường vụ.",
            "Thành ủy",
        ),
        ("Bế mạc Phiên họp thứ 35 của Uỷ ban Thường vụ Quốc hội.", "UBTV Quốc hội"),
        ("Bí thư Tỉnh ủy Trần Khoa thăm các gia đình chính sách tại huyện Tân Mỹ.", None),
        ("Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị báo cáo viên tháng 7.", None),
        ("Cử tri kiến nghị sau kỳ họp thứ 7, Quốc hội khóa XIV.", None),
        ("Các huyện triển khai Nghị quyết của HĐND tỉnh về giảm nghèo.", None),
    ],
)
def test_the_body_that_meets(lead: str, body: str | None) -> None:
    assert find_body("Tin trong tuần", lead) == body


@pytest.mark.parametrize(
    ("lead", "session"),
    [
        (
            "BCH Đảng bộ tỉnh khoá XX mở hội nghị mở rộng lần thứ 13.",
            "hội nghị lần thứ 13 khóa XX",
        ),
        ("Ban Chấp hành Đảng bộ tỉnh mở hội nghị lần thứ tám.", "hội nghị lần thứ 8"),
        ("BCH Đảng bộ tỉnh họp hội nghị lần thứ mười bảy, khóa 19.", "hội nghị lần thứ 17 khóa 19"),
        ("HĐND tỉnh khóa XV tổ chức kỳ họp thứ 19 (kỳ họp chuyên đề).", "kỳ họp thứ 19 khóa XV"),
        ("HĐND tỉnh khóa XI họp kỳ thứ 9.", "kỳ họp thứ 9 khóa XI"),
        ("UBND tỉnh họp phiên thường kỳ tháng 6.", "phiên họp thường kỳ tháng 6"),
        ("Tỉnh ủy họp chuẩn bị Đại hội Đảng bộ tỉnh lần thứ 20.", None),
        ("UBND tỉnh bàn nội dung trình kỳ họp thứ 20 của HĐND tỉnh.", None),
        ("Tỉnh ủy quán triệt Nghị quyết Trung ương 4 (khóa XII).", None),
        ("Các nước dự hội nghị thượng đỉnh lần thứ 3.", None),
    ],
)
def test_the_session(lead: str, session: str | None) -> None:
    assert find_session("Tin trong tuần", lead) == session
