"""What the lead says of the meeting: its name, never one it only points at or one nobody gave."""

import pytest

from meetingqa.summarizing.body import read_body
from meetingqa.summarizing.head import find_meeting, find_place
from summarizing_reports import make_report


@pytest.mark.parametrize(
    ("text", "session", "name"),
    [
        (
            "Kỳ họp thứ 9 của Ủy ban Kiểm tra Tỉnh ủy Thạch Lam xét ông Mẫn, người xin lỗi nhân dân.",
            "kỳ họp thứ 9",
            "Kỳ họp thứ 9 Ủy ban Kiểm tra Tỉnh ủy Thạch Lam",
        ),
        (
            "Trong tuần cuối của kỳ họp thứ 4, Quốc hội sẽ bầu đại biểu HĐND lâm thời.",
            "kỳ họp thứ 4",
            "Kỳ họp thứ 4 Quốc hội",
        ),
        ("Bộ trưởng sẽ trả lời tại kỳ họp đang diễn ra của nước ta.", None, None),
        ("Ông Mẫn đã trả lời tại kỳ họp thứ 3 của HĐND tỉnh về nước sạch.", None, None),
        (
            "Hội nghị Ban Chấp hành Đảng bộ huyện 7, khoá XI khai mạc sáng nay.",
            None,
            "Hội nghị Ban Chấp hành Đảng bộ huyện 7, khoá XI",
        ),
        (
            "UBND hai tỉnh tổ chức hội nghị ký kết chương trình hợp tác giai đoạn 2024 - 2028.",
            None,
            "Hội nghị ký kết chương trình hợp tác giai đoạn 2024 - 2028",
        ),
        (
            "Tỉnh tổ chức hội nghị gặp mặt các doanh nghiệp - việc chưa từng có ở đây.",
            None,
            "Hội nghị gặp mặt các doanh nghiệp",
        ),
        ("Sau bốn phiên họp trong vòng nửa năm, Ban Thường vụ chọn làm đò.", None, None),
        ("Ở các kỳ họp đối với người tự ứng cử ai cũng được hỏi.", None, None),
    ],
)
def test_the_name_is_the_meeting_s_own(text: str, session: str | None, name: str | None) -> None:
    article = make_report(text, body=None, session=session, province=None, title="Tin trong ngày")
    found = find_meeting(article, read_body(article))
    assert (found.text if found else None) == name


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("HĐND tỉnh họp bàn các việc: giá nước, xây trường tại khu Bãi Cháy Nhỏ.", None),
        ("Sáng 9/7, tại huyện Tà Sơn, UBND tỉnh tổ chức hội nghị.", "huyện Tà Sơn"),
    ],
)
def test_where_something_is_built_is_no_place_of_the_meeting(text: str, place: str | None) -> None:
    article = make_report(text)
    found = find_place(article, read_body(article))
    assert (found.text if found else None) == place
