"""The contrary of what a text says, in other words."""

import pytest

from meetingqa.facts.opposites import find_opposed


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Kỳ họp đã bác 12 tờ trình", "Kỳ họp đã thông qua 12 tờ trình"),
        ("Kỳ họp phê duyệt tờ trình", "Kỳ họp từ chối tờ trình"),
        ("Bà Lò Thị Sen thôi giữ chức Giám đốc", "Bà Lò Thị Sen được bầu giữ chức Giám đốc"),
        ("Ông Tạ Đình Quế được bổ nhiệm", "Hội đồng miễn nhiệm ông Tạ Đình Quế"),
        ("Chiều nay, kỳ họp bế mạc", "Chiều nay, kỳ họp khai mạc"),
        ("Hành khách phải trả tiền", "Hành khách được miễn phí"),
        ("Xã Nhơn Bình được sáp nhập", "Xã Nhơn Bình giữ nguyên"),
        ("Giải ngân cao hơn cùng kỳ", "Giải ngân thấp hơn mức của cùng kỳ"),
        ("Chi ngân sách đạt dự toán", "Thu ngân sách đạt dự toán"),
        ("Tỷ lệ hộ cận nghèo còn thấp", "Tỷ lệ hộ nghèo còn thấp"),
        ("Tỷ lệ hộ nghèo còn thấp", "Tỷ lệ hộ cận nghèo còn thấp"),
    ],
)
def test_the_contrary_is_found(statement: str, quote: str) -> None:
    assert find_opposed(statement, [quote])
    assert not find_opposed(statement, [statement])
    assert not find_opposed(statement, [quote, statement])


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Các bác sĩ được khen", "Hội đồng thông qua việc khen thưởng"),
        ("Kỳ họp tán thành tờ trình", "Kỳ họp thông qua tờ trình"),
        ("Thu và chi ngân sách cân đối", "Thu ngân sách, chi ngân sách cân đối"),
        ("Bầu bổ sung, miễn nhiệm chức danh", "Hội đồng bầu ông Quế và miễn nhiệm bà Sen"),
    ],
)
def test_what_is_not_contrary_is_let_be(statement: str, quote: str) -> None:
    assert find_opposed(statement, [quote]) == []
