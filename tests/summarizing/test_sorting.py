"""Which field tells a sentence, by what the sentence does."""

import pytest

from meetingqa.summarizing.sorting import items_in, sort_items
from summarizing_reports import make_report

LEAD = "Sáng 9/7, HĐND tỉnh Thạch Lam họp. Đại biểu đến từ mọi huyện."


def told(text: str, field: str) -> list[str]:
    """The sentences of `text` that a field tells, in a report that opens with another."""
    items = items_in(sort_items(make_report(f"{LEAD}\n\n{text}")), field)
    return [item.sentence.text for item in items]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("agenda", "Các đại biểu sẽ bầu thêm một phó chủ tịch HĐND tỉnh."),
        ("agenda", "Phó Giám đốc Sở Tài chính đọc tờ trình về mức học phí."),
        ("agenda", "Hội nghị dành phần lớn thời gian cho việc quy hoạch chợ."),
        ("agenda", "Các đại biểu cần thảo luận, cho ý kiến về ba việc gồm: giá nước; chợ; kè."),
        ("decisions", "Ngay tại phiên họp, ông ký Quyết định số 31/QĐ-UBND công bố dịch."),
        ("decisions", "Thường trực HĐND tỉnh thống nhất quyết định hoãn kỳ họp."),
        ("decisions", "Kết quả lấy phiếu ý kiến: 31/40 đồng chí chọn phương án hai."),
        (
            "decisions",
            "Hai cầu qua sông Lĩnh sẽ giúp bốn xã gần chợ hơn đã được bàn và thông qua chủ trương.",
        ),
        ("shortcomings", "Công tác kiểm tra ở cơ sở chưa sát."),
        ("shortcomings", "Việc chi trả ở hai xã còn để xảy ra sai sót."),
        ("conclusions", "Ba là phải bảo đảm vốn cho các chương trình."),
        ("conclusions", "Theo Bí thư Tỉnh ủy, mô hình ấy cần dựa vào kinh tế số."),
        ("results", "Tỉnh giữ vững vai trò đầu mối của cả vùng."),
        ("results", "Giá trị xuất khẩu 1,2 tỷ USD."),
        ("results", "Tỷ lệ hộ nghèo đầu năm là 6,1%, phấn đấu cuối năm còn 5%."),
    ],
)
def test_a_sentence_stands_in_its_field(field: str, text: str) -> None:
    assert told(text, field) == [text]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("decisions", "UBND tỉnh đề xuất HĐND tỉnh chấp thuận bổ sung vốn."),
        ("decisions", "Sau nhiều lần biểu quyết, máy vẫn hỏng."),
        ("decisions", "Chín ý kiến ở tổ ba tán thành với phương án thu phí bến bãi."),
        ("agenda", "Phiên chất vấn sáng 9/7 có 8 đại biểu hỏi, tập trung vào hai nhóm vấn đề."),
        ("results", "Ông Lê Văn Đá, 51 tuổi, quê Suối Đá, đã học trường luật."),
        ("conclusions", "Phiên họp thứ ba sẽ khai mạc vào tháng 5."),
        ("agenda", "Ông Lê Văn Đá cho rằng nội dung chất vấn cần gọn hơn."),
    ],
)
def test_a_sentence_that_only_looks_so_does_not(field: str, text: str) -> None:
    assert told(text, field) == []


def test_what_a_resolution_lays_down_goes_on_with_the_decision() -> None:
    passed = "HĐND tỉnh thông qua Nghị quyết về mức học phí."
    content = "Theo nghị quyết, mức học phí ở xã là 20.000 đồng/tháng."
    assert told(f"{passed} {content}", "decisions") == [passed, content]


def test_a_chair_s_question_in_the_closing_speech_is_no_conclusion() -> None:
    opened = "Phát biểu chỉ đạo, đồng chí Bí thư Tỉnh ủy nhấn mạnh vai trò của cơ sở."
    asked = "Sao xã lại trả lời như vậy được?"
    demanded = "Cán bộ cơ sở phải sát dân hơn nữa."
    assert told(f"{opened} {asked} {demanded}", "conclusions") == [opened, demanded]
