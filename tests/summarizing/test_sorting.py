"""Which field tells a sentence, by what the sentence does."""

import pytest

from meetingqa.summarizing.extractive import write_fields
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
        ("shortcomings", "Công tác kiểm tra ở cơ sở chưa sát."),
        ("shortcomings", "Việc chi trả ở hai xã còn để xảy ra sai sót."),
        ("conclusions", "Theo Bí thư Tỉnh ủy, mô hình ấy cần dựa vào kinh tế số."),
        ("shortcomings", "Tiến độ đền bù ở hai xã bị kéo dài."),
        ("conclusions", '"Chậm nữa thì không thể được", Chủ tịch UBND tỉnh nhấn mạnh.'),
        ("decisions", "Tất cả đại biểu đã thống nhất thông qua đề xuất giảm giá vé đò."),
        ("results", "Hội Làm vườn các xã đã tham gia ý kiến vào dự thảo, cả thảy 190 lượt."),
        # A bad time that was got over is no fault, nor is what did not happen.
        ("results", "Trong bối cảnh bão lũ diễn biến phức tạp, tỉnh đã trồng xong 40 ha."),
        ("results", "Mặc dù dịch diễn biến phức tạp, thu ngân sách vẫn đạt 90 tỷ đồng."),
        ("results", "Mặc dù dịch diễn biến phức tạp, song đến nay chưa xác nhận trường hợp nào."),
        ("results", "Tỉnh giữ vững vai trò đầu mối của cả vùng."),
        ("results", "Giá trị xuất khẩu 1,2 tỷ USD."),
        ("results", "Tỷ lệ hộ nghèo đầu năm là 6,1%, phấn đấu cuối năm còn 5%."),
        ("results", "Ông Khoát cho biết: “Huyện đã trồng xong rừng."),
        ("results", "Huyện Tà Sơn đã khám mắt cho 812 trẻ em."),
        ("agenda", "HĐND xã khai mạc kỳ họp thứ 6 (bất thường) bàn về chợ 31 tỷ đồng."),
        ("agenda", "Phó Chủ tịch UBND tỉnh đã trình HĐND tờ trình về Nhạc viện Giao hưởng."),
        ("decisions", "Ban Thường vụ đã quyết phương án dời kho muối."),
        ("decisions", "Ông Khoát cho biết, lãnh đạo thành phố đã quyết phương án dời kho muối."),
        ("shortcomings", "Nhiều đại biểu cho rằng việc thu gom rác còn nhiều bất cập."),
        ("shortcomings", "Các xã giáp ranh khó kiểm soát người săn bắt."),
        ("shortcomings", "Việc dời bến đò vô cùng phức tạp."),
        ("shortcomings", "Qua trả lời chất vấn cho thấy có nơi còn lỏng lẻo."),
        ("tasks", "Bí thư Tỉnh ủy yêu cầu Sở Nội vụ tổng kiểm tra; nếu huyện nào sai thì xử lý."),
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
        (
            "decisions",
            "Sở Xây dựng đề nghị sau cuộc họp này, Thủ tướng sớm cho ban hành nghị quyết.",
        ),
        ("decisions", 'Đại biểu hỏi: "Bến xe đã có quyết định dời đi thì sao".'),
        ("awards", "Nếu nơi nào còn vi phạm thì xã đó không thể đạt danh hiệu vững mạnh."),
        ("results", 'Như thế đã đạt yêu cầu chưa, đã đủ vốn chưa", đại biểu Lê Văn Đá hỏi.'),
        ("results", "Ông Lê Văn Đá hiện là thạc sĩ luật, đã có bằng cao cấp."),
        ("conclusions", "Cách làm của xã được các huyện đánh giá cao."),
        ("shortcomings", "Nếu cứ thế thì đến cuối năm còn thiếu 20 tỷ đồng."),
        # What is to come is no result, nor what one speaker asks for.
        ("results", "Huyện sẽ mở 4 chợ mới, giảm ùn tắc ở bến đò."),
        ("decisions", "Ban Thường vụ họp quyết định làm kè hay đập ở bến Tà Sơn."),
        ("results", "Kiểm lâm ghi nhận các nhóm săn trộm đang dời chỗ."),
        ("results", "Ông Khoát lấy ví dụ xã bên đã tự mở bến."),
        ("results", "Việc dựng một bến đò đạt chuẩn là cần lắm”."),
        ("results", "Để chợ đạt chuẩn, ông Khoát đề nghị UBND huyện lưu ý việc lát sân."),
        ("shortcomings", "Đồng thời yêu cầu xử lý nghiêm hành vi phá rừng, ảnh hưởng xấu đến dân."),
        ("agenda", '"Kè đắt như thế thì ai thẩm định ", ông Khoát, đại biểu HĐND tỉnh, chất vấn.'),
        (
            "tasks",
            '"Chủ rừng lập hồ sơ thì phải có lợi", Bí thư Tỉnh ủy nói và cho rằng cần tỉnh táo.',
        ),
    ],
)
def test_a_sentence_that_only_looks_so_does_not(field: str, text: str) -> None:
    assert told(text, field) == []


def test_a_chair_s_question_in_the_closing_speech_is_no_conclusion() -> None:
    opened = "Phát biểu chỉ đạo, đồng chí Bí thư Tỉnh ủy nhấn mạnh vai trò của cơ sở."
    asked = "Sao xã lại trả lời như vậy được?"
    demanded = "Cán bộ cơ sở phải sát dân hơn nữa."
    assert told(f"{opened} {asked} {demanded}", "conclusions") == [opened, demanded]


CLOSING = "Phát biểu kết luận, đồng chí Bí thư Tỉnh ủy nhấn mạnh vai trò của cơ sở."


@pytest.mark.parametrize(
    ("field", "text"),
    [
        # In the closing speech a body that does something is told to do it.
        ("tasks", "Mặt trận Tổ quốc, các đoàn thể tiếp tục đổi mới cách giám sát."),
        ("tasks", "“Công an tỉnh cần chủ động nắm địa bàn”, đồng chí nhấn mạnh."),
        ("conclusions", "Tăng cường kỷ luật, kỷ cương hành chính."),
        (
            "conclusions",
            "Chợ đã có chủ, nếu không giao đất trong năm 2031 tỉnh phải trả lại 3 tỷ đồng.",
        ),
        ("shortcomings", "Việc nạo vét kênh chưa thật sự tốt, cần xem xét lại."),
        ("results", "Các xã đã làm xong 12 km đường."),
    ],
)
def test_a_sentence_of_the_closing_speech_stands_in_its_field(field: str, text: str) -> None:
    assert told(f"{CLOSING} {text}", field)[-1:] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Bí thư yêu cầu các đoàn thể trao đổi với dân.",
    ],
)
def test_a_head_who_was_named_orders_by_a_short_name_and_as_i(text: str) -> None:
    named = "Bí thư Tỉnh ủy Lê Văn Đá nêu ba việc lớn."
    assert told(f"{named} {text}", "tasks") == [text]


def test_an_order_that_goes_on_is_the_same_addressee_s() -> None:
    order = "Đồng chí yêu cầu các huyện rà soát quy hoạch chợ."
    more = "Đồng thời chuẩn bị mặt bằng cho chợ mới."
    other = "Tăng cường kỷ cương hành chính."
    article = make_report(f"{LEAD}\n\n{CLOSING} {order} {more} {other}")
    tasks = write_fields(article).tasks
    assert [(task.who, task.text) for task in tasks] == [
        ("các huyện", "Các huyện rà soát quy hoạch chợ."),
        ("các huyện", more),
    ]
    assert [citation.quote for citation in tasks[1].citations] == [order, more]


def test_what_nobody_is_told_beside_an_order_is_a_conclusion() -> None:
    article = make_report(
        f"{LEAD}\n\n{CLOSING} Tăng cường đối thoại; người đứng đầu cấp ủy thực hiện nghiêm việc tiếp dân."
    )
    fields = write_fields(article)
    assert [task.who for task in fields.tasks] == ["người đứng đầu cấp ủy"]
    assert fields.conclusions[-1].text == "Tăng cường đối thoại."


MEASURES = (
    "Nắm chắc địa bàn, giải quyết ngay những việc phát sinh ở cơ sở và không để dồn lên cấp trên; "
    "đấu tranh với mọi hành vi phá hoại tài sản chung của làng, bản và của các hợp tác xã; tăng "
    "cường các biện pháp phòng cháy, chữa cháy ở chợ, kho hàng và các khu nhà trọ đông người thuê; "
    "giữ vững trật tự trên các tuyến đường qua trường học."
)


def test_measures_of_one_sentence_are_one_conclusion() -> None:
    fields = write_fields(make_report(f"{LEAD}\n\n{CLOSING} {MEASURES}"))
    assert fields.conclusions[-1].text == MEASURES


def test_matters_that_would_read_as_orders_are_told_in_one() -> None:
    text = (
        f"Thường trực Tỉnh ủy đã tiếp thu, giải trình ý kiến của các đại biểu về việc: {MEASURES}"
    )
    text = text.replace("việc: Nắm", "việc nắm")
    assert [p.text for p in write_fields(make_report(f"{LEAD}\n\n{text}")).agenda] == [text]


def test_what_was_decided_and_what_was_debated_are_two_acts() -> None:
    text = "Các đại biểu thống nhất với dự thảo báo cáo, đồng thời thảo luận thêm về giá nước."
    items = sort_items(make_report(f"{LEAD}\n\n{text}"))
    assert [(item.field, item.text) for item in items][-2:] == [
        ("decisions", "Các đại biểu thống nhất với dự thảo báo cáo"),
        ("agenda", "thảo luận thêm về giá nước."),
    ]


def test_a_report_goes_on() -> None:
    done = "Tỉnh đã trồng xong 40 ha rừng."
    on = "Tiếp tục chỉ đạo trồng cây ven biển."
    assert told(f"{done} {on}", "results") == [done, on]
    assert told(on, "results") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ông Đá cũng cho rằng cần hạn chế việc lấp ao.",
        '"Những kho dưới 9 m2 thì không nên dựng", ông Đá nêu ý kiến.',
        "Cũng theo ông Đá, các bến đã cấp phép phải được xem lại.",
    ],
)
def test_what_a_leader_named_before_says_must_be_is_a_conclusion(text: str) -> None:
    named = "Chủ tịch UBND thành phố Lê Văn Đá nêu ba việc lớn."
    assert told(f"{named} {text}", "conclusions") == [text]


def test_the_last_resolution_of_a_list_begins_with_its_name() -> None:
    text = "Kỳ họp thông qua Nghị quyết về phí đò và Nghị quyết về lịch giám sát."
    fields = write_fields(make_report(f"{LEAD}\n\n{text}"))
    assert fields.decisions[-1].text == "Nghị quyết về lịch giám sát."


def test_what_a_head_demands_within_a_quotation_is_a_conclusion() -> None:
    quoted = [
        '"Bến nào dưới 2 xuồng thì phải bỏ cho gọn.',
        "Năm ngoái tôi đã đi cả 7 bến.",
        "Hay là không cần bến nữa?",
        "Muốn vậy cần nghe chủ xuồng trước",
    ]
    text = "\n\n".join(quoted)
    head = f'{text} ", Bí thư Tỉnh ủy nói.'
    assert told(head, "conclusions") == [quoted[0], f'{quoted[3]} ", Bí thư Tỉnh ủy nói.']
    other = f'{text} ", ông Khoát nói.'
    assert told(other, "conclusions") == []
