"""What somebody settled, asked or promised, as a reader is shown it where no entry tells it."""

import pytest

from meetingqa.domain import MeetingSummary, SummaryFields, Trace
from meetingqa.summarizing import add_uncovered, find_uncovered, write_fields
from meetingqa.summarizing.acts import asks, settles
from summarizing_reports import make_report


@pytest.mark.parametrize(
    "text",
    [
        "Hai tỉnh thống nhất mở tuyến xe buýt Lũng Hà – Tà Sơn, do Sở Giao thông vận tải chủ trì.",
        "Bộ Xây dựng đồng ý để huyện Suối Đá lập quy hoạch khu tái định cư.",
        "UBND tỉnh vừa ban hành kế hoạch di dời các hộ dân ven sông Mường.",
        "Sau khi nghe báo cáo, tập thể Thường trực xem xét, chấp thuận chủ trương xây cầu.",
        "Tuyến kè đã được HĐND huyện cho chủ trương đầu tư.",
        "Ngoài ra, cũng thông qua quy chế làm việc của Ban Chỉ đạo.",
    ],
)
def test_what_anybody_settled_is_a_decision(text: str) -> None:
    assert settles(text)


@pytest.mark.parametrize(
    "text",
    [
        "Công tác giải quyết đơn thư được thực hiện kiên quyết, có nền nếp.",
        "Cán bộ chủ chốt các xã đều nắm được tinh thần đoàn kết, thống nhất.",
        "HĐND tỉnh sẽ thông qua đề án vào kỳ họp tới.",
        "Nếu UBND tỉnh phê duyệt thì dự án mới được khởi công.",
        "Người dân tra cứu hồ sơ thông qua hệ thống của Sở Nội vụ.",
        "Vì sao UBND huyện chấp thuận dự án này?",
        "Tại kỳ họp này, HĐND tỉnh quyết định các nội dung sau:",
    ],
)
def test_nouns_plans_conditions_and_questions_settle_nothing(text: str) -> None:
    assert not settles(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bà Vàng Thị Sán đề nghị lắp thêm đèn ở ngã tư chợ Khe Vang.",
        "Ông cũng yêu cầu việc tuyển dụng phải công khai.",
        "Đồng thời yêu cầu xử lý nghiêm các vi phạm.",
        "Nếu không kịp phải kiến nghị Chính phủ lùi thời hạn.",
        "“Các sở phải vào cuộc ngay”, ông Páo yêu cầu.",
        "Trước mắt, Sở Y tế sẽ lập đường dây nóng.",
        "Vì vậy chính quyền Tà Sơn sẽ phối hợp với công an để xử lý.",
        "Giám đốc Sở Nội vụ cam kết trả lời từng hộ.",
    ],
)
def test_what_anybody_asks_orders_or_promises_is_a_task(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hạ tầng chưa đáp ứng yêu cầu của bộ giao thông trong xã.",
        "Ban Chỉ đạo tỉnh họp mỗi quý một lần.",
        "Các ý kiến, kiến nghị của cử tri được tổng hợp.",
        "Ba đoàn đại biểu đề nghị chất vấn về y tế.",
        "Liên kết vùng là yêu cầu sống còn.",
        "Người dân phải gửi xe ở bãi tự phát.",
    ],
)
def test_nouns_and_questions_to_be_asked_are_no_task(text: str) -> None:
    assert not asks(text)


def test_two_parties_that_agree_decide() -> None:
    text = (
        "Hai tỉnh thống nhất mở tuyến xe buýt Lũng Hà – Tà Sơn, do Sở Giao thông vận tải chủ trì."
    )
    article = make_report(f"Chiều 3/5, hai tỉnh Lũng Hà và Tà Sơn họp bàn.\n\n{text}")
    assert text in [point.text for point in write_fields(article).decisions]


def test_what_was_asked_or_settled_is_listed_and_added_to_its_field() -> None:
    asked = "Bà Vàng Thị Sán đề nghị lắp thêm đèn ở ngã tư chợ Khe Vang."
    settled = "Bộ Xây dựng đồng ý để huyện Suối Đá lập quy hoạch khu tái định cư."
    article = make_report(f"Trời mưa. {asked} {settled}")
    fields = SummaryFields()
    left = find_uncovered(article, fields)
    assert [(item.text, item.kinds) for item in left] == [
        (asked, ("task",)),
        (settled, ("decision",)),
    ]
    summary = MeetingSummary(
        article=article, fields=fields, uncovered=left, trace=Trace(writer="extractive")
    )
    for item in left:
        summary = add_uncovered(summary, item.start, item.end)
    assert [task.text for task in summary.fields.tasks] == ["Lắp thêm đèn ở ngã tư chợ Khe Vang."]
    assert [point.text for point in summary.fields.decisions] == [settled]
    assert summary.uncovered == ()
