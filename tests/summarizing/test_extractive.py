"""The rules' summary of a whole report."""

import pytest

from meetingqa.summarizing import entries_of, write_fields
from summarizing_reports import AWARDS, CAPTION, make_report


def test_every_field_that_the_report_speaks_of_is_filled() -> None:
    fields = write_fields(make_report())
    assert fields.meeting and fields.meeting.text == "Kỳ họp thứ 7 HĐND tỉnh Thạch Lam khóa XI"
    assert fields.held_on and fields.held_on.text == "Sáng 9/7/2031"
    assert fields.place and fields.place.text == "Hội trường tỉnh"
    assert fields.chair and fields.chair.name == "Hoàng Bá Sinh"
    assert [p.text for p in fields.awards] == [AWARDS]
    assert [(p.name, p.role) for p in fields.personnel] == [
        ("Lê Khắc Duy", "Phó Chủ tịch UBND tỉnh")
    ]
    assert [(t.who, t.due) for t in fields.tasks] == [
        ("Sở Tài chính", "trước ngày 15/8"),
        ("UBND huyện Suối Đá", "trong quý III"),
    ]
    assert [p.text.split(",")[0] for p in fields.decisions] == [
        "Kỳ họp thông qua 12 nghị quyết.",
        "Nghị quyết số 19/NQ-HĐND về mức học phí năm học 2031 - 2032.",
    ]
    assert len(fields.results) == 2
    assert len(fields.shortcomings) == 1
    assert [p.text[:14] for p in fields.conclusions] == ["Đồng chí nhấn "]


def test_fields_the_report_does_not_speak_of_are_empty() -> None:
    fields = write_fields(
        make_report("Nông dân huyện Suối Đá thu hoạch 410 ha lúa.", chair=None, session=None)
    )
    assert fields.chair is None and fields.place is None and fields.held_on is None
    assert fields.decisions == fields.personnel == fields.awards == fields.tasks == ()
    assert [(f.value, f.unit) for f in fields.figures] == [("410", "ha")]


def test_a_caption_is_no_decision_and_no_point() -> None:
    fields = write_fields(make_report())
    assert all(
        CAPTION not in citation.quote
        for entry in entries_of(fields)
        for citation in entry.citations
    )


@pytest.mark.parametrize(
    "text",
    [
        "Các đại biểu biểu quyết thông qua nghị quyết tại kỳ họp.",
        "Chủ tịch HĐND tỉnh Hoàng Bá Sinh phát biểu bế mạc kỳ họp.",
    ],
)
def test_a_scene_on_its_own_line_is_a_caption_even_with_a_stop(text: str) -> None:
    fields = write_fields(make_report(f"HĐND tỉnh họp ngày 9/7.\n\n{text}\n\nThu đạt 5 tỷ đồng."))
    assert fields.decisions == () and fields.conclusions == ()


def test_a_person_s_title_is_no_decision() -> None:
    text = (
        "HĐND tỉnh họp ngày 9/7. Chủ tịch HĐND tỉnh Hoàng Bá Sinh trao quyết định khen cho bà Mai. "
        "Theo Quyết định số 12/QĐ-UBND, tỉnh hỗ trợ 3 xã."
    )
    assert write_fields(make_report(text)).decisions == ()


def test_good_and_bad_of_one_sentence_go_to_their_fields() -> None:
    text = (
        "HĐND tỉnh họp ngày 9/7. Thu ngân sách đạt 900 tỷ đồng, vượt 4% dự toán; giải ngân vốn đầu tư "
        "công mới đạt 12% kế hoạch."
    )
    fields = write_fields(make_report(text))
    assert [p.text for p in fields.results] == ["Thu ngân sách đạt 900 tỷ đồng, vượt 4% dự toán."]
    assert [p.text for p in fields.shortcomings] == [
        "Giải ngân vốn đầu tư công mới đạt 12% kế hoạch."
    ]


def test_a_table_gives_a_figure_for_every_number_cell() -> None:
    figures = [(f.value, f.unit, f.what) for f in write_fields(make_report()).figures]
    assert ("2.310", "ha", "Trồng rừng, Thực hiện") in figures
    assert ("51,4", "%", "Tỷ lệ che phủ, Thực hiện") in figures


def test_an_election_is_what_a_meeting_was_called_for() -> None:
    text = "Sáng 9/7, HĐND tỉnh Thạch Lam họp bất thường để bầu bổ sung hai ủy viên UBND tỉnh."
    agenda = write_fields(make_report(text)).agenda
    assert [point.text for point in agenda] == ["Bầu bổ sung hai ủy viên UBND tỉnh."]


def test_the_purposes_of_the_lead_are_told_one_by_one() -> None:
    text = (
        "Sáng 9/7, BCH Đảng bộ tỉnh họp hội nghị lần thứ 4, đánh giá kết quả 6 tháng đầu năm, bàn giải "
        "pháp 6 tháng cuối năm và cho ý kiến về công tác cán bộ."
    )
    agenda = write_fields(make_report(text, body="BCH Đảng bộ tỉnh", session=None)).agenda
    assert [point.text for point in agenda] == [
        "Đánh giá kết quả 6 tháng đầu năm.",
        "Bàn giải pháp 6 tháng cuối năm.",
        "Cho ý kiến về công tác cán bộ.",
    ]


def test_the_same_article_gives_the_same_fields() -> None:
    assert write_fields(make_report()) == write_fields(make_report())


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Tỉnh tránh được tình trạng nhũng nhiễu khi cấp 40 giấy phép.", "shortcomings"),
        ("Để hoàn thành phần việc còn thiếu, UBND tỉnh đã phê duyệt đề án.", "shortcomings"),
        ("Giải ngân đạt 91% kế hoạch, trong khi cùng kỳ chỉ đạt 84%.", "shortcomings"),
        ("Các sở cần nhận thức rõ việc thực hiện kế hoạch là quan trọng.", "results"),
        ("Kỳ họp đã kết thúc sau hai ngày làm việc tập trung, sôi nổi.", "results"),
        ("Hội nghị xem xét, quyết định kế hoạch sử dụng đất của tỉnh.", "decisions"),
        ("Nói về việc thực hiện biểu quyết, đại biểu cho biết đây là thử nghiệm.", "decisions"),
    ],
)
def test_what_only_sounds_like_it_is_left_out_of_the_field(text: str, field: str) -> None:
    fields = write_fields(
        make_report(f"HĐND tỉnh họp ngày 9/7.\n\nTheo báo cáo, tỉnh ổn định.\n\n{text}")
    )
    assert not [p.text for p in getattr(fields, field) if p.text[:20] == text[:20]]


def test_what_is_not_settled_falls_short() -> None:
    text = "HĐND tỉnh họp ngày 9/7.\n\nTheo báo cáo, tỉnh ổn định.\n\nTình hình vi phạm diễn biến phức tạp."
    assert [p.text for p in write_fields(make_report(text)).shortcomings] == [
        "Tình hình vi phạm diễn biến phức tạp."
    ]


def test_what_the_named_chair_asks_of_a_body_is_a_task() -> None:
    text = (
        "HĐND thành phố họp ngày 9/7.\n\nBí thư Thành ủy Hoàng Bá Sinh chủ trì.\n\nNghe đến đây, Bí thư Thành "
        "ủy Hoàng Bá Sinh đề nghị UBND thành phố rà soát các dự án trước ngày 15/8."
    )
    assert [(t.who, t.due) for t in write_fields(make_report(text)).tasks] == [
        ("UBND thành phố", "trước ngày 15/8")
    ]


def test_what_a_leader_named_before_orders_by_the_given_name_is_a_task() -> None:
    text = (
        "HĐND tỉnh họp ngày 9/7.\n\nÔng Hoàng Bá Sinh, Chủ tịch HĐND tỉnh, nêu rõ các đại biểu đã hỏi "
        "đúng.\n\nÔng Sinh yêu cầu Sở Xây dựng điều chỉnh quy hoạch trước ngày 15/8."
    )
    assert [(t.who, t.due) for t in write_fields(make_report(text, chair=None)).tasks] == [
        ("Sở Xây dựng", "trước ngày 15/8")
    ]


def test_the_dash_of_a_range_is_no_minus() -> None:
    fields = write_fields(make_report("Tỉnh dự kiến tốc độ tăng GRDP đạt 6,2% -6,7%."))
    assert [figure.value for figure in fields.figures] == ["6,2", "6,7"]
