"""What the lead says of the meeting: its name, never one it only points at or one nobody gave."""

import pytest

from meetingqa.summarizing.body import read_body
from meetingqa.summarizing.head import find_meeting
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
    ],
)
def test_the_name_is_the_meeting_s_own(text: str, session: str | None, name: str | None) -> None:
    article = make_report(text, body=None, session=session, province=None, title="Tin trong ngày")
    found = find_meeting(article, read_body(article))
    assert (found.text if found else None) == name
