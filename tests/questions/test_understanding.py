"""What a question asks, what binds its answer, and what a follow-up leans on."""

from datetime import date

import pytest

from asking import PROVINCES, ask
from meetingqa.domain import AnswerKind, Filters
from meetingqa.language.text import fold
from meetingqa.questions.follow_ups import is_follow_up
from meetingqa.questions.understanding import build_query, narrow_filters

KINDS: list[tuple[str, AnswerKind]] = [
    ("Thu ngân sách đạt bao nhiêu tỷ đồng?", "number"),
    ("Có mấy huyện đạt chuẩn?", "number"),
    ("Ai chủ trì kỳ họp?", "person"),
    ("Chủ tịch UBND tỉnh là ai?", "person"),
    ("Những đồng chí Ủy viên BCH nào nghỉ hưu?", "person"),
    ("Ông Phạm Bá Lộc giữ chức vụ gì?", "office"),
    ("Kỳ họp diễn ra khi nào?", "date"),
    ("Hội nghị họp ngày nào?", "date"),
    ("Hội nghị tổ chức ở đâu?", "place"),
    ("Vì sao giải ngân chậm?", "reason"),
    ("Thu ngân sách có đạt kế hoạch không?", "yesno"),
    ("Nhân rộng mấy mô hình hay để làm chi?", "reason"),
    ("Nêu các nhiệm vụ trọng tâm?", "list"),
    ("Tình hình giải ngân như thế nào?", "manner"),
]


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_the_kind_of_answer(question: str, kind: AnswerKind) -> None:
    assert ask(question).asked.kind == kind
    assert ask(fold(question)).asked.kind == kind, "without diacritics"


def test_what_binds_the_answer_is_read() -> None:
    asked = ask(
        "Tại kỳ họp thứ 15 HĐND tỉnh Đồng Mai khóa XX, ông Phạm Bá Lộc nêu thu ngân sách năm 2023 "
        "theo Nghị quyết số 36/NQ-HĐND là bao nhiêu tỷ đồng?"
    ).asked
    assert asked.kind == "number" and asked.unit == "ty"
    assert asked.provinces == ("Đồng Mai",)
    assert asked.people == ("Phạm Bá Lộc",)
    assert asked.years == (2023,)
    assert "36/nq-hdnd" in asked.documents
    assert any(ordinal.endswith(" 15") for ordinal in (*asked.ordinals, *asked.mentioned))
    assert asked.accented
    assert {"thu", "ngân", "sách"} <= set(asked.focus)
    assert not {"bao", "nhiêu", "là"} & set(asked.terms)


def test_a_span_of_years_is_one_however_it_is_said() -> None:
    for said in ("giai đoạn 2020 - 2025", "từ 2020 tới 2025", "từ năm 2020 đến hết năm 2025"):
        asked = ask(f"Kinh tế Đồng Mai {said} mỗi năm tăng mấy phần trăm?").asked
        assert (asked.spans, asked.years) == (((2020, 2025),), ())


def test_a_kind_of_firm_is_no_name() -> None:
    assert ask("Tỉnh muốn thu hút doanh nghiệp nào?").asked.unit == "doanh nghiep"
    assert ask("Nhà đầu tư nào trúng thầu?").asked.unit == "doanh nghiep"
    assert ask("Tổng mức đầu tư tuyến đường là bao nhiêu?").asked.unit == "dong"
    assert not ask("Tỉnh muốn thu hút kiểu doanh nghiệp nào?").asked.unit


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Tiến độ đầu tư công đạt bao nhiêu phần trăm?", "number"),
        ("Đơn vị đầu tư nào trúng thầu?", "text"),
        ("Công tác quản lý đô thị đạt kết quả gì?", "text"),
        ("Tỉnh Thái Nguyên nhận mấy chi bộ?", "number"),
        ("Doanh nghiệp dệt may gặp khó khăn gì?", "text"),
        ("Quỹ Nhân Ái hỗ trợ bao nhiêu hộ?", "number"),
        ("Sử dụng không đúng mục đích bao nhiêu ha đất?", "number"),
        ("Động lực nào giúp tăng trưởng?", "text"),
        ("Vì sao thầy cô phải trực đêm ở chùa?", "reason"),
        ("Doanh nghiệp Việt Nam nào trúng thầu?", "text"),
        ("Trước đó ông từng qua những vị trí nào?", "list"),
        ("Huyện nào chỉ có đúng một hồ bơi?", "place"),
        ("Có đúng tỉnh chỉ có một hồ bơi không?", "yesno"),
        ("Mỗi năm bao nhiêu học sinh bỏ học?", "number"),
        ("Công ty nắm bao nhiêu phần trăm vốn?", "number"),
        ("Ông Bảo vào ngành năm bao nhiêu?", "date"),
        ("Chậm tiến độ do đâu?", "reason"),
        ("cham tien do do dau", "reason"),
    ],
)
def test_words_that_only_look_like_asking_without_diacritics(question: str, kind: str) -> None:
    assert ask(question).asked.kind == kind


def test_units_as_they_are_spoken() -> None:
    assert ask("Hỗ trợ bao nhiêu héc ta?").asked.unit == "ha"
    assert ask("Thu được bao nhiêu tỉ đồng?").asked.unit == "ty"
    assert not ask("Hỗ trợ bao nhiêu cho mỗi hộ?").asked.unit
    assert ask("Ủy ban họp kỳ thứ mấy?").asked.unit == "thu"
    assert ask("Thu ngân sách hơn cùng kỳ mấy phần trăm?").asked.unit == "phan tram"
    assert not ask("Đại hội mấy năm họp một lần?").asked.unit


def test_an_office_is_asked_for_without_its_time() -> None:
    assert ask("Bí thư Thành ủy lúc đó là ai?").asked.offices == ("bí thư thành ủy",)
    elected = ask("Hai Phó Chủ tịch HĐND tỉnh Đồng Mai bầu tháng 6/2021 là những ai?").asked
    assert elected.offices == ("phó chủ tịch hội đồng nhân dân",)


def test_what_is_counted_may_look_like_asking() -> None:
    assert ask("Tỉnh hỗ trợ mấy đầu xe?").asked.unit == "dau"


def test_a_day_asked_with_month_and_year_is_a_day() -> None:
    for said in ("ngày, tháng, năm nào", "ngày tháng nào", "ngày nào"):
        assert ask(f"Nghị quyết 36 ban hành {said}?").asked.unit == "ngay"
    assert not ask("Nghị quyết 36 ban hành năm nào?").asked.unit


def test_the_number_of_a_day_is_no_other_figure() -> None:
    assert ask("Khu Bến Lim phải bàn giao trước ngày bao nhiêu?").asked.kinds == ("date",)
    assert ask("Khi nào họp, có bao nhiêu đại biểu?").asked.kinds == ("number", "date")[::-1]


def test_whether_there_is_anybody_is_a_yes_or_no() -> None:
    for question in ("Có ai vắng mặt không?", "Có ai vắng mặt không, trong bao nhiêu đại biểu?"):
        asked = ask(question).asked
        assert (asked.kind, "person" in asked.kinds) == ("yesno", False)
    assert ask("Chỉ có ai không vắng mặt?").asked.kind == "person"


def test_what_was_got_done_is_a_result() -> None:
    assert ask("Đồng Mai có giảm được số lò gạch xuống dưới 10 như yêu cầu không?").asked.actual
    assert not ask("Đồng Mai có yêu cầu giảm số lò gạch không?").asked.actual


def test_each_kind_of_fact_has_its_unit() -> None:
    asked = ask("Nhà văn hóa mở ngày nào, có bao nhiêu ghế?").asked
    assert (asked.kinds, asked.units) == (("date", "number"), ("ngay", "ghe"))


def test_tasks_that_have_a_deadline_are_listed() -> None:
    assert ask("Chủ tịch UBND tỉnh giao những việc nào có thời hạn?").asked.kind == "list"
    assert ask("Thời hạn nộp báo cáo của Sở Y tế?").asked.kind == "date"


def test_members_asked_for_by_their_office_are_persons() -> None:
    assert ask("Những ủy viên Ban Chấp hành nào được nghỉ?").asked.kind == "person"
    assert ask("nhung uy vien Ban Chap hanh nao duoc nghi").asked.kind == "person"


def test_the_name_of_a_thing_is_no_person() -> None:
    asked = ask("Bí thư Tỉnh ủy Đồng Mai yêu cầu báo chí mở chuyên mục tên gì?").asked
    assert (asked.kind, asked.unit, asked.holder) == ("text", "ten", False)
    assert ask("Bí thư Tỉnh ủy Đồng Mai tên là gì?").asked.kind == "person"
    assert ask("Giám đốc Ban Quản lý dự án Hồ Sậy tên gì?").asked.kind == "person"


def test_a_question_that_is_quoted_asks_nothing() -> None:
    asked = ask('Đại biểu nào hỏi "Bao giờ 14 xã ven hồ hết phải dùng nước nhiễm phèn"?').asked
    assert (asked.kind, asked.kinds, asked.parts) == ("person", ("person",), 1)
    assert ask("“Ai chủ trì kỳ họp thứ 15 của tỉnh?”").asked.kind == "person"


def test_the_turn_before_does_not_ask_again() -> None:
    before = "Đường ven hồ ở Đồng Mai khi nào thông xe?"
    asked = ask("Đoạn cuối của tuyến đó dài bao nhiêu km, qua mấy xã?", history=[before]).asked
    assert (asked.kind, asked.kinds, asked.unit, asked.parts) == ("number", ("number",), "km", 2)
    assert "ven" in asked.terms


def test_a_name_is_no_act() -> None:
    assert not ask("Bà Mai Thị Quê đề nghị những gì?").asked.acts


def test_abbreviations_are_written_out_in_the_terms() -> None:
    assert set(ask("PCT UBND tỉnh nói gì?").asked.terms) >= {"phó", "chủ", "tịch", "ủy", "ban"}


def test_a_date_of_the_meeting() -> None:
    assert (2023, 7, 5) in ask("Kỳ họp ngày 5/7/2023 do ai chủ trì?").asked.dates
    assert (None, 7, 5) in ask("Phiên họp sáng 5/7 bàn gì?").asked.dates


def test_a_province_without_diacritics() -> None:
    asked = ask("thu ngan sach cua tinh dong mai dat bao nhieu").asked
    assert asked.provinces == ("Đồng Mai",)
    assert not asked.accented


def test_nfd_input_is_read_the_same() -> None:
    import unicodedata

    question = "Chủ tịch UBND tỉnh Đồng Mai là ai?"
    assert ask(unicodedata.normalize("NFD", question)).asked == ask(question).asked


def test_a_follow_up_is_made_to_stand_alone() -> None:
    before = "Thu ngân sách tỉnh Đồng Mai năm 2022 đạt bao nhiêu?"
    year = ask("Còn năm 2023 thì sao?", [before])
    assert year.standalone == "Thu ngân sách tỉnh Đồng Mai năm 2023 đạt bao nhiêu?"
    assert year.question == "Còn năm 2023 thì sao?"
    place = ask("Còn tỉnh Sơn Trà Giang?", [before])
    assert place.asked.provinces == ("Sơn Trà Giang",)
    whole = ask("Ai chủ trì kỳ họp thứ 15 HĐND tỉnh Đồng Mai?", [before])
    assert whole.standalone == whole.question
    assert is_follow_up("Còn năm 2023?")
    assert ask("Còn năm 2023?").standalone == "Còn năm 2023?", "nothing to lean on"


def test_only_the_last_question_is_carried_over() -> None:
    history = ["Ai là Bí thư Tỉnh ủy Đồng Mai?", "Thu ngân sách Đồng Mai năm 2022 đạt bao nhiêu?"]
    assert "Bí thư" not in ask("Còn năm 2023?", history).standalone


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Hầm chui Điện Biên Phủ xong ngày nào?", ()),
        ("ham chui Dien Bien Phu xong ngay nao?", ()),
        ("Tỉnh Điện Biên thu ngân sách bao nhiêu?", ("Điện Biên",)),
        ("ai o tinh Ha Giang phu trach du lich?", ("Hà Giang",)),
        ("Thu ngân sách tỉnh Atlantis năm 2023?", ("Atlantis",)),
        ("Tỉnh Kim Lộc có bao nhiêu xã?", ("Kim Lộc",)),
        ("Tỉnh ủy Kim Lộc họp bàn gì?", ("Kim Lộc",)),
        ("Tỉnh ủy Hà Giang họp bàn gì?", ("Hà Giang",)),
        ("Tỉnh Đoàn làm gì?", ()),
        ("HĐND tỉnh Khóa XV bầu ai?", ()),
    ],
)
def test_a_province_is_known_or_named_as_one(question: str, named: tuple[str, ...]) -> None:
    query = build_query(question, provinces=["Điện Biên", "Hà Giang"])
    assert query.asked.provinces == named
    assert build_query(question).asked.provinces == named


def test_filters_follow_the_question_but_never_widen() -> None:
    query = ask("Thu ngân sách năm 2023 của Đồng Mai đạt bao nhiêu?")
    narrowed = narrow_filters(query)
    assert narrowed.provinces == ("Đồng Mai",)
    assert narrowed.held_from == date(2022, 12, 1)
    assert narrowed.held_to is not None and narrowed.held_to >= date(2023, 12, 31)
    given = Filters(provinces=("Sơn Trà Giang",), held_from=date(2020, 1, 1))
    kept = build_query("Thu ngân sách năm 2023 của Đồng Mai?", filters=given, provinces=PROVINCES)
    assert kept.filters == given
    assert narrow_filters(kept).provinces == ("Sơn Trà Giang",)
    assert narrow_filters(kept).held_from == date(2020, 1, 1)
    free = ask("Ai chủ trì hội nghị?")
    assert narrow_filters(free) == free.filters == Filters()


@pytest.mark.parametrize("question", ["", "?", "   ", "…", "a" * 3000, "123 456", "[1] {x} ${y}"])
def test_odd_questions_are_read_without_a_fuss(question: str) -> None:
    query = ask(question, ["Câu trước?"])
    assert query.question == " ".join(question.split())
    assert query.standalone or not query.question


def test_the_whole_year_is_asked_in_several_words() -> None:
    for said in ("cả năm", "trọn năm", "nguyên năm"):
        assert ask(f"GRDP Đồng Mai {said} 2020 tăng bao nhiêu?").asked.whole_year
    for other in (
        "Có năm nào",
        "Thái Nguyên năm 2020",
        "Vốn tài nguyên năm 2020",
        "An toàn năm 2020",
    ):
        assert not ask(f"{other} GRDP Đồng Mai giảm không?").asked.whole_year


def test_who_was_replaced_is_not_who_holds_the_office() -> None:
    assert not ask("Ông Đỗ Văn Tạo thay ai làm Chủ tịch UBND tỉnh?").asked.holder
    assert ask("Ai làm Chủ tịch UBND tỉnh?").asked.holder


@pytest.mark.parametrize(
    "question",
    [
        "Báo và đài đưa số đại biểu dự kỳ họp thứ 9 của Đồng Mai có khớp nhau không?",
        "Hai bài viết về số đại biểu dự kỳ họp thứ 9 của Đồng Mai khác nhau thế nào?",
        "Báo Đồng Mai và đài tỉnh đưa số đại biểu dự kỳ họp thứ 9 có khớp nhau không?",
    ],
)
def test_sources_named_first_are_asked_for_their_figure(question: str) -> None:
    query = build_query(question, provinces=("Đồng Mai",))
    assert query.standalone == "Số đại biểu dự kỳ họp thứ 9 của Đồng Mai là bao nhiêu?"
    assert query.asked.kind == "number"


@pytest.mark.parametrize(
    "question",
    [
        "Thu ngân sách Đồng Mai 2022 báo tỉnh với cổng thông tin đưa số lệch nhau à, mỗi bên là bao nhiêu?",
        "Thu ngân sách Đồng Mai 2022 báo và cổng đưa có khớp nhau không, mỗi báo ghi bao nhiêu?",
    ],
)
def test_sources_that_differ_are_asked_for_their_figure(question: str) -> None:
    assert ask(question).standalone == "Thu ngân sách Đồng Mai 2022 là bao nhiêu?"


@pytest.mark.parametrize(
    "question",
    [
        "Xã An Lộc có giữ được “3 sạch” không?",
        "Sở có trình kịp đề án không, hay xin lùi hạn?",
    ],
)
def test_a_yes_or_no_may_quote_or_name_the_other_case(question: str) -> None:
    assert build_query(question).asked.kind == "yesno"
