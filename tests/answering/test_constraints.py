"""A true sentence about another year, place, person or thing is no answer."""

from collections.abc import Sequence
from datetime import date

import pytest

from asking import GIANG_2023, MAI_2022, MAI_2023, ask
from fakes import make_article
from meetingqa.answering.constraints import article_conflict, find_conflict
from meetingqa.answering.kinds import holds_kind
from meetingqa.domain import Article
from meetingqa.questions.periods import period_conflict, year_fit
from meetingqa.questions.understanding import build_query

REVENUE = "Thu ngân sách nhà nước trên địa bàn đạt 4.120 tỷ đồng, bằng 52,3% dự toán."


def conflict(question: str, quote: str, articles: Sequence[Article] = (MAI_2023,)) -> str | None:
    return find_conflict(ask(question).asked, quote, [quote], articles)


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("Kỳ họp thứ 15 HĐND tỉnh Đồng Mai thông qua bao nhiêu nghị quyết?", True),
        ("Kỳ họp thứ 10 HĐND tỉnh Đồng Mai thông qua bao nhiêu nghị quyết?", False),
        ("Hội nghị của tỉnh Sơn Trà Giang bàn gì?", False),
        ("Kỳ họp ngày 5/7/2023 của HĐND tỉnh Đồng Mai do ai chủ trì?", True),
        ("Kỳ họp ngày 5/7/2021 của HĐND tỉnh Đồng Mai do ai chủ trì?", False),
        ("Ông Phạm Bá Lộc được bầu giữ chức vụ gì?", True),
        ("Ông Phạm Bá Tòng được bầu giữ chức vụ gì?", False),
        ("Nghị quyết số 36/NQ-HĐND về việc gì?", True),
        ("Nghị quyết số 99/NQ-HĐND về việc gì?", False),
    ],
)
def test_an_article_of_another_meeting_is_out(question: str, fits: bool) -> None:
    assert (article_conflict(ask(question).asked, MAI_2023) is None) is fits


@pytest.mark.parametrize(
    ("question", "quote", "fits"),
    [
        ("Thu ngân sách 6 tháng năm 2023 của Đồng Mai đạt bao nhiêu tỷ đồng?", REVENUE, True),
        ("Thu ngân sách 6 tháng năm 2020 của Đồng Mai đạt bao nhiêu tỷ đồng?", REVENUE, False),
        ("Thu ngân sách của Sơn Trà Giang đạt bao nhiêu tỷ đồng?", REVENUE, False),
        ("Thu ngân sách của Đồng Mai đạt bao nhiêu phần trăm dự toán?", REVENUE, True),
        (
            "Thu ngân sách của Đồng Mai đạt bao nhiêu phần trăm dự toán?",
            "Thu ngân sách nhà nước trên địa bàn đạt 4.120 tỷ đồng.",
            False,
        ),
        ("Thu ngân sách của Đồng Mai đạt bao nhiêu?", "Thu ngân sách đạt khá.", False),
        (
            "Từ năm 2021 đến năm 2022 số xã của Đồng Mai tăng mấy xã?",
            "Năm 2021 có 31 xã, năm 2022 có 38 xã.",
            True,
        ),
        (
            "Từ năm 2021 đến năm 2022 số xã của Đồng Mai tăng mấy xã?",
            "Năm 2022 có 38 xã.",
            False,
        ),
        (
            "Ai chủ trì kỳ họp thứ 15 HĐND tỉnh Đồng Mai?",
            "Đồng chí Trần Văn Khải, Chủ tịch HĐND tỉnh chủ trì kỳ họp.",
            True,
        ),
        (
            "Trong 38 xã nông thôn mới của Đồng Mai có bao nhiêu xã miền núi?",
            "Đồng Mai đã có 38 xã đạt chuẩn nông thôn mới, kể cả các xã miền núi.",
            False,
        ),
        (
            "Trong 38 xã nông thôn mới của Đồng Mai có bao nhiêu xã miền núi?",
            "Cả 38 xã đạt chuẩn nông thôn mới đều là xã miền núi.",
            True,
        ),
        ("Ai chủ trì kỳ họp thứ 15 HĐND tỉnh Đồng Mai?", "Kỳ họp bế mạc.", False),
        ("Kỳ họp thứ 15 HĐND tỉnh Đồng Mai họp ngày nào?", "Sáng 5/7, kỳ họp khai mạc.", True),
        ("Kỳ họp thứ 15 HĐND tỉnh Đồng Mai họp ngày nào?", "Kỳ họp khai mạc long trọng.", False),
        (
            "Kỳ họp thứ 15 HĐND tỉnh Đồng Mai họp ngày nào?",
            "Kỳ họp thứ 14 họp ngày 20/3.",
            False,
        ),
        ("Vì sao Đồng Mai giải ngân chậm?", "Thủ tục vướng nên giải ngân chậm.", True),
        ("Vì sao Đồng Mai giải ngân chậm?", "Giải ngân của tỉnh còn chậm.", False),
        ("Đồng Mai làm tốt dân vận để làm gì?", "Làm tốt dân vận, tạo sự đồng thuận.", True),
        ("Kỳ họp của Đồng Mai khai mạc lúc mấy giờ?", "Kỳ họp khai mạc lúc 7h30.", True),
        ("Kỳ họp của Đồng Mai khai mạc lúc mấy giờ?", "Kỳ họp khai mạc sáng 5/7.", False),
        ("Đồng Mai giao ai quản lý quỹ?", "Tỉnh giao Sở Tài chính quản lý quỹ.", True),
        ("Đồng Mai có mấy hộ bị ảnh hưởng?", "Cả tỉnh có 312 hộ thiệt hại.", True),
        ("Dự án của Đồng Mai đã xong chưa?", "Dự án chưa được giao đất.", True),
        ("BTV Tỉnh ủy Đồng Mai họp ngày nào?", "Sáng 5/7, HĐND tỉnh khai mạc kỳ họp.", False),
        ("HĐND tỉnh Đồng Mai họp ngày nào?", "Sáng 5/7, HĐND tỉnh khai mạc kỳ họp.", True),
        (
            "Năm 2023 số xã của Đồng Mai tăng mấy xã so với năm 2020?",
            "Có 38 xã, tăng 9 xã so với cuối năm 2020.",
            True,
        ),
        (
            "Năm 2023 số xã của Đồng Mai tăng mấy xã so với năm 2020?",
            "Có 38 xã, tăng 3 xã so với cùng kỳ.",
            False,
        ),
        (
            "Năm 2023 số xã của Đồng Mai tăng mấy xã so với năm 2022?",
            "Có 38 xã, tăng 3 xã so với cùng kỳ.",
            True,
        ),
        ("Đồng Mai đã đón bao nhiêu khách?", "Đã có 50 khách, tỉnh yêu cầu đón thêm.", True),
        ("Đồng Mai đã đón bao nhiêu khách?", "Tỉnh yêu cầu đón 50 khách.", False),
        ("Bí thư đề nghị Đồng Mai những gì?", "Bí thư Tỉnh ủy đề nghị giữ rừng.", True),
    ],
)
def test_the_answer_is_of_the_asked_kind_year_and_place(
    question: str, quote: str, fits: bool
) -> None:
    reason = conflict(question, quote)
    assert (reason is None) is fits, reason


def test_the_office_asked_for_is_the_one_the_article_gives_the_person() -> None:
    question = "Bí thư Tỉnh ủy Đồng Mai là ai?"
    right = "Đồng chí Trần Văn Khải, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh."
    wrong = "Đồng chí Lê Thị Nhạn, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh."
    assert conflict(question, right) is None
    assert conflict(question, wrong) is not None


def test_reasons_are_given_in_words() -> None:
    reason = conflict("Thu ngân sách của Sơn Trà Giang đạt bao nhiêu tỷ đồng?", REVENUE)
    assert reason and "Sơn Trà Giang" in reason


def test_a_sentence_holds_the_asked_kind_only_beyond_the_question() -> None:
    assert holds_kind(ask("Thu bao nhiêu tỷ đồng?").asked, REVENUE)
    assert not holds_kind(ask("Thu bao nhiêu tỷ đồng?").asked, "Thu ngân sách đạt khá.")
    assert holds_kind(ask("Ai chủ trì?").asked, "Đồng chí Trần Văn Khải chủ trì.")
    known = ask("Đồng chí Trần Văn Khải cùng ai chủ trì?").asked
    assert not holds_kind(known, "Đồng chí Trần Văn Khải chủ trì.")
    assert holds_kind(ask("Vì sao giải ngân chậm?").asked, "Giải ngân chậm do vướng mặt bằng.")


def test_a_sentence_of_the_asked_year_fits_best() -> None:
    asked = ask("Thu ngân sách năm 2023 của Đồng Mai?").asked
    said = year_fit(asked, MAI_2023, "Năm 2023, thu 4.120 tỷ đồng.")
    framed = year_fit(asked, MAI_2023, "Thu 4.120 tỷ đồng.")
    other = year_fit(asked, MAI_2022, "Năm 2022, thu 3.870 tỷ đồng.")
    assert said > framed > other
    assert year_fit(ask("Thu ngân sách của Đồng Mai?").asked, GIANG_2023, "Thu 5 tỷ.") == 1.0


def one_of(text: str) -> Article:
    return make_article(
        text, title="Hội nghị sơ kết", province="Đồng Mai", held_on=MAI_2023.held_on
    )


@pytest.mark.parametrize(
    ("question", "quote", "answers"),
    [
        ("Vì sao thu ngân sách của Đồng Mai giảm?", "Thu ngân sách tăng 3% nhờ xuất khẩu.", False),
        ("Vì sao thu ngân sách của Đồng Mai giảm?", "Thu ngân sách giảm do miễn thuế.", True),
        ("Những lớp nào chưa đạt chuẩn?", "Hai lớp A, B chưa đủ bàn ghế.", True),
        ("Vì sao hoãn đấu thầu?", "Gói thầu do Sở Xây dựng chủ trì, hoãn đấu thầu.", False),
        ("Có bao nhiêu ủy viên chọn mức 3%?", "Tờ trình nêu 4%/năm, đồng chí Giám đốc bác.", False),
        ("Có bao nhiêu ủy viên chọn mức 3%?", "23/31 đồng chí chọn mức 3%.", True),
        ("Sở được lùi hạn đến ngày nào?", "Sở phải trình đề án trước ngày 31/1/2023.", False),
        ("Sở được lùi hạn đến ngày nào?", "Tỉnh ấn định hạn cuối là ngày 20/5/2023.", True),
        ("Đề án có hạn mới là khi nào?", "Sở được giao trình đề án trước 31/1/2023.", False),
        ("Nhà văn hóa mở ngày nào, có bao nhiêu ghế?", "Nhà văn hóa có 820 ghế.", True),
        ("Nhà văn hóa mở ngày nào, có bao nhiêu ghế?", "Nhà văn hóa rất đẹp.", False),
        ("Hạn nộp vào thứ mấy?", "Các sở nộp báo cáo vào thứ sáu hằng tuần.", True),
        (
            "Vì sao 60 y tá xin nghỉ?",
            "Có 60 y tá xin nghỉ do thu nhập giảm khi thực hiện tự chủ.",
            True,
        ),
        ("Vì sao 60 y tá xin nghỉ?", "Có 60 y tá xin nghỉ; đề án do Sở Y tế thực hiện.", False),
        (
            "Huyện nào đã được công nhận nông thôn mới, tính đến tháng 7/2023?",
            "Hai huyện Giao Thạch, Bến Lim được công nhận huyện nông thôn mới.",
            True,
        ),
        (
            "Năm 2023 GRDP Đồng Mai đã tăng bao nhiêu phần trăm, tính đến cuối năm?",
            "GRDP năm 2023 tăng 6,2% (kế hoạch 8%).",
            True,
        ),
        (
            "Đơn vị giải ngân dưới bao nhiêu phần trăm đến 7/2023 thì không được khen?",
            "Đến tháng 7/2023, đơn vị giải ngân dưới 75% sẽ không được khen thưởng.",
            True,
        ),
        (
            "Cuối năm 2022 Đồng Mai còn bao nhiêu dự án chậm tiến độ?",
            "Năm 2022, thu đủ; chỉ số PCI năm 2021 tụt 9 bậc; còn 14 dự án chậm tiến độ.",
            True,
        ),
        (
            "Cuối năm 2022 Đồng Mai còn bao nhiêu dự án chậm tiến độ?",
            "Năm 2021, thu đủ; giải ngân nhanh; còn 14 dự án chậm tiến độ.",
            False,
        ),
        ("Bão làm bao nhiêu người thiệt mạng?", "Bão làm hư hỏng 812 nhà, thiệt hại 96 tỷ.", False),
        ("Bão làm bao nhiêu người thiệt mạng?", "Bão làm 3 người chết, hư hỏng 812 nhà.", True),
        ("Ông Lê Văn Tám bị miễn nhiệm hôm nào?", "Ngày 12/2/2023, ông Lê Văn Tám dự họp.", False),
        (
            "Ông Lê Văn Tám bị miễn nhiệm hôm nào?",
            "Ngày 12/2/2023, ông Lê Văn Tám thôi giữ chức.",
            True,
        ),
        ("Giá cá tra lúc cao nhất là bao nhiêu?", "Giá cá tra có lúc lên 33.000 đồng/kg.", True),
        ("Đồng Mai có tổng cộng bao nhiêu đảng viên?", "Tỉnh kết nạp 715 đảng viên.", False),
        ("Đồng Mai có tổng cộng bao nhiêu đảng viên?", "Tỉnh có 48.210 đảng viên.", True),
        ("Đồng Mai kết nạp tổng cộng bao nhiêu đảng viên?", "Tỉnh kết nạp 715 đảng viên.", True),
        ("Vì sao hoãn đấu thầu?", "Hoãn đấu thầu do nhà thầu thực hiện chậm.", True),
        ("Có bao nhiêu ủy viên dự họp?", "Dự có Chủ tịch Ủy ban và 12 nhà báo.", False),
        ("Có bao nhiêu ủy viên dự họp?", "Dự có 42/45 ủy viên.", True),
        ("Có bao nhiêu ghe “ba không”?", "Toàn tỉnh có 900 ghe, 12 ghe nằm bờ.", False),
        ("Có bao nhiêu ghe “ba không”?", "Toàn tỉnh còn 61 ghe “ba không”.", True),
        ("Không xong trước 30/6/2023 thì hạn mới ngày nào?", "Hạn cũ là 30/6/2023.", False),
        ("Không xong trước 30/6/2023 thì hạn mới ngày nào?", "Lùi đến 15/9/2023.", True),
        ("Vì sao giải ngân không đạt?", "Giải ngân chậm do vướng mặt bằng.", True),
        ("Ai là Giám đốc Sở Y tế?", "Dự có ông Lê Văn Tám, Phó Giám đốc Sở Y tế.", False),
        ("Chỉ số PCI đứng thứ mấy?", "Chỉ số chuyển đổi số đứng thứ 11/63.", False),
        ("Chỉ số PCI đứng thứ mấy?", "Năng lực cạnh tranh cấp tỉnh (PCI) đứng thứ 9.", True),
        ("Kinh phí hội nghị là bao nhiêu?", "Hội nghị có 34 đại biểu dự.", False),
        ("Doanh nghiệp nào trúng thầu?", "Tập đoàn Hoa Mai trúng thầu tuyến đường.", True),
        ("Ba tháng đầu năm thu bao nhiêu tỷ đồng?", "Quý I, thu 12 tỷ đồng.", True),
        ("Nghị quyết số 56 bàn về gì?", "Quán triệt Nghị quyết số 55 và 56 về cơ yếu.", True),
        ("Nghị quyết số 57 bàn về gì?", "Quán triệt Nghị quyết số 55 và 56 về cơ yếu.", False),
        ("Đại hội Đảng bộ là đại hội lần thứ mấy?", "Nghị quyết Trung ương 4 khóa XII.", False),
        ("Nghệ An tăng trưởng bao nhiêu phần trăm?", "Tỉnh tăng trưởng 6,1%.", False),
        ("nghe an tang truong bao nhieu phan tram?", "Tỉnh tăng trưởng 6,1%.", False),
    ],
)
def test_what_a_question_takes_for_granted_must_be_told(
    question: str, quote: str, answers: bool
) -> None:
    reason = conflict(question, quote, [one_of(quote)])
    assert (reason is None) is answers, reason


@pytest.mark.parametrize(
    ("question", "quote", "fits"),
    [
        ("Kỳ họp thứ 20 HĐND tỉnh Đồng Mai thông qua mấy nghị quyết?", "18 nghị quyết.", False),
        (
            "Nghị quyết về học phí của Đồng Mai mang số mấy?",
            "Nghị quyết số 36/NQ-HĐND về học phí.",
            True,
        ),
        (
            "Kể tên 3 chương trình trọng tâm của Đồng Mai gồm những gì?",
            "Tỉnh thực hiện 3 chương trình trọng tâm: du lịch, cảng biển, đào tạo nghề.",
            True,
        ),
        (
            "Đồng Mai có bao nhiêu xã đạt chuẩn nông thôn mới kiểu mẫu?",
            "Toàn tỉnh có 38 xã đạt chuẩn nông thôn mới nâng cao.",
            False,
        ),
        (
            "Đồng Mai có bao nhiêu xã đạt chuẩn nông thôn mới nâng cao?",
            "Toàn tỉnh có 38 xã đạt chuẩn nông thôn mới nâng cao.",
            True,
        ),
        (
            "Giải ngân của Đồng Mai đến 15/5/2023 được bao nhiêu phần trăm?",
            "Đến ngày 25/6, tỉnh giải ngân 31,4% kế hoạch.",
            False,
        ),
        ("PCI của Đồng Mai với Cẩm Sa, tỉnh nào cao hơn?", "PCI của tỉnh xếp thứ 22.", False),
        ("Đồng Mai có bao nhiêu doanh nghiệp tạm ngừng?", "Có 1.864 DN tạm ngừng.", True),
        ("Đồng Mai có mấy doanh nghiệp thành lập mới?", "Doanh nghiệp thành lập mới 418.", True),
        ("Đồng Mai có bao nhiêu xã đạt chuẩn?", "Lắp mới được 22/60 trạm đo mưa.", False),
        ("Tiền ủng hộ bão của Đồng Mai là bao nhiêu?", "Tỉnh họp về bão số 3.", False),
        (
            "GRDP 6 tháng đầu năm 2023 của Đồng Mai tăng bao nhiêu?",
            "GRDP 6 tháng tăng 7,02%, cao hơn mức 5,94% của quý I.",
            True,
        ),
    ],
)
def test_near_misses_are_no_answers(question: str, quote: str, fits: bool) -> None:
    query = build_query(question, provinces=("Đồng Mai", "Cẩm Sa"))
    assert (find_conflict(query.asked, quote, [quote], [MAI_2023]) is None) is fits


@pytest.mark.parametrize(
    ("question", "quote", "fits"),
    [
        ("Chủ tịch UBND huyện Nậm Khê là ai?", "Chủ tịch UBND tỉnh Lê Thị Nhạn dự.", False),
        ("Ông Trần Văn Khải là ai?", "Đồng chí Trần Văn Khải, Chủ tịch HĐND tỉnh.", True),
        ("Ông Trần Văn Khải là ai?", "Ông Trần Văn Khải vắng mặt.", False),
        ("Ai kế nhiệm ông Trần Văn Khải?", "Bà Lê Thị Nhạn thay ông Trần Văn Khải.", True),
        ("Có bao nhiêu đại biểu dự họp?", "Dự họp có 52 đại biểu.", True),
        ("Nghị quyết số 36/NQ-HĐND ký ngày nào?", "Nghị quyết số 36/NQ-HĐND ngày 5/7/2023.", True),
        (
            "Nghị quyết số 36/NQ-HĐND ký ngày nào?",
            "Ngày 5/7/2023, HĐND tỉnh ban hành Nghị quyết số 36/NQ-HĐND.",
            True,
        ),
        ("Có bao nhiêu hộ nghèo?", "Khu tái định cư có 53 hộ.", False),
        ("Có bao nhiêu hộ nghèo?", "Tỉnh còn 53 hộ nghèo.", True),
        ("Có bao nhiêu đại biểu nữ?", "Bầu ông Trần Văn Khải, Chủ tịch HĐND (47/49 phiếu).", False),
        ("Dự án cần bao nhiêu vốn?", "Tỉnh lập quy hoạch dự án với 2 nước.", False),
        ("Kinh tế tăng mấy phần trăm?", "Tỉnh hỗ trợ 50% học phí cho học viên.", False),
        ("Kinh tế tăng mấy phần trăm?", "Kinh tế của tỉnh tăng 8,1%.", True),
        ("Đồng Mai có mấy vụ cháy?", "Gia Lai, Đồng Mai, trong đó Đồng Mai có 48 vụ cháy.", True),
        ("Hãng bay nào được hỗ trợ?", "UBND tỉnh Đồng Mai hỗ trợ mở đường bay.", False),
        ("Hãng bay nào được hỗ trợ?", "Tỉnh hỗ trợ hãng hàng không Mây Xanh.", True),
        ("Đồng Mai làm đường ở quận nào?", "Đường của tỉnh Đồng Mai dài 3 km.", False),
        ("Tuyến đường nằm ở quận nào?", "Tuyến đường (quận Bến Đá) dài 3 km.", True),
        (
            "Chủ tịch HĐND tỉnh kết luận những việc gì?",
            "Chủ tịch HĐND tỉnh đề nghị rà soát quy hoạch, giảm nợ đọng thuế.",
            True,
        ),
    ],
)
def test_what_comes_near_is_no_answer(question: str, quote: str, fits: bool) -> None:
    assert (conflict(question, quote) is None) is fits


def test_a_deed_due_by_a_day_is_not_told_by_an_article_before_it() -> None:
    question = "Huyện Nậm Khê có bàn giao mặt bằng trước ngày 20/9/2023 không?"
    told = "Huyện Nậm Khê bàn giao toàn bộ mặt bằng trước ngày 20/9."
    early = MAI_2023.model_copy(update={"text": f"{MAI_2023.text}\n{told}"})
    assert "trước hạn" in (conflict(question, told, [early]) or "")


@pytest.mark.parametrize(
    ("quote", "fits"),
    [
        ("Đến ngày 25/7, mỗi hộ nhận 200 lít nước ngọt.", False),
        ("Mỗi hộ nhận 200 lít nước ngọt, miễn phí đến ngày 25/7.", True),
    ],
)
def test_a_day_up_to_which_a_figure_is_told_stands_before_it(quote: str, fits: bool) -> None:
    question = ask("Đến 30/6/2023, mỗi hộ được phát bao nhiêu nước ngọt?")
    reason = period_conflict(question.asked, [quote], [one_of(quote)])
    assert (reason is None) is fits, reason


@pytest.mark.parametrize(
    ("question", "quote", "fits"),
    [
        ("GRDP quý I/2023 tăng bao nhiêu?", "Kế hoạch năm 2023: GRDP tăng 10,5%.", False),
        ("GRDP quý I/2023 tăng bao nhiêu?", "GRDP quý I tăng 10,5% so với năm 2022.", True),
        ("Năm 2023 thu ngân sách thực hiện được bao nhiêu?", "Quý I thu 5.620 tỷ đồng.", False),
        ("Mục tiêu GRDP năm 2023 là bao nhiêu?", "GRDP quý I tăng 10,32%.", False),
    ],
)
def test_a_part_of_the_year_is_not_the_year(question: str, quote: str, fits: bool) -> None:
    assert (period_conflict(ask(question).asked, [quote], [one_of(quote)]) is None) is fits


def test_a_year_that_is_only_contrasted_with_does_not_go_on() -> None:
    told = "Thu ngân sách đạt 900 tỷ đồng."
    asked = ask("Thu ngân sách năm 2023 của Đồng Mai đạt bao nhiêu?").asked
    for before, fits in (("trong khi năm 2022 chỉ tăng 6%", True), ("năm 2022 tăng 6%", False)):
        article = one_of(f"GRDP tăng 8%, {before}. {told}")
        assert (period_conflict(asked, [told], [article]) is None) is fits


@pytest.mark.parametrize(("name", "told"), [("Kontum", True), ("Formosa", False)])
def test_a_name_written_in_one_word_is_that_of_the_article(name: str, told: bool) -> None:
    quote = "Đoàn công tác của tỉnh Kon Tum đã thăm các bệnh viện trên địa bàn."
    visited = make_article(f"Đồng Mai đón đoàn bạn.\n{quote}")
    found = conflict(f"Đoàn của {name} đã thăm những đâu?", quote, [visited])
    assert (found is None) is told


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Chi bộ Agribank huyện được chuyển về đảng bộ nào?", True),  # the article's: "ngân hàng …"
        ("Chi bộ ngân hàng của Formosa được chuyển về đảng bộ nào?", False),
    ],
)
def test_a_firm_may_go_by_another_name_in_the_article(question: str, answered: bool) -> None:
    quote = "Hội nghị nhất trí chuyển chi bộ ngân hàng nông nghiệp về đảng bộ khối doanh nghiệp."
    article = make_article(f"Đồng Mai sắp xếp tổ chức đảng.\n{quote}")
    assert (conflict(question, quote, [article]) is None) is answered


@pytest.mark.parametrize(
    ("quote", "answers"),
    [
        ("Đồng Mai đã có 61 xã đạt chuẩn nông thôn mới.", False),
        ("Với 61 xã, Đồng Mai dẫn đầu vùng về số xã đạt chuẩn nông thôn mới.", True),
    ],
)
def test_which_is_most_is_told_by_words_that_compare(quote: str, answers: bool) -> None:
    found = conflict("Tỉnh nào có số xã nông thôn mới nhiều nhất?", quote)
    assert (found is None) is answers


def test_those_elected_may_be_named_right_after_it_is_said_that_they_were() -> None:
    article = make_article(
        "HĐND tỉnh bầu các chức danh chủ chốt. Hai Phó Chủ tịch HĐND tỉnh là bà Lý Thị Sa và ông Vừ A Dế.",
        province="Đồng Mai",
        held_on=MAI_2023.held_on,
    )
    quote = article.text.split(". ")[1]
    question = "Ai được bầu làm Phó Chủ tịch HĐND tỉnh Đồng Mai?"
    assert conflict(question, quote, [article]) is None
    assert conflict(question, quote, [one_of(quote)]) is not None


def test_the_day_of_another_bodys_meeting_is_told_within_an_article() -> None:
    quote = "Hội đồng thẩm định đã họp ngày 2/7 và đồng ý hệ số 1,4."
    article = make_article(
        f"Ngày 5/7/2023, UBND tỉnh Đồng Mai họp phiên thường kỳ.\n{'Các sở báo cáo. ' * 60}\n{quote} "
        "Việc chi trả xong trước 9/7.",
        province="Đồng Mai",
        held_on=MAI_2023.held_on,
    )
    told = [
        article_conflict(
            ask(f"Hội đồng thẩm định họp ngày {day}/7/2023 đồng ý mức nào?").asked, article
        )
        for day in (2, 9, 12)
    ]
    assert told == [None, "không nói về ngày 9/7/2023", "không nói về ngày 12/7/2023"]
    asked = "Hội đồng thẩm định họp ngày 2/7/2023 đồng ý mức nào?"
    assert conflict(asked, quote, [article]) is None
    assert conflict(asked, "Việc chi trả xong trước 9/7.", [article]) is not None


def test_the_year_of_another_item_is_not_an_items_own() -> None:
    quote = "Giải ngân đạt 71%; chỉ số PCI năm 2021 tụt 9 bậc; còn 14 dự án chậm tiến độ."
    article = make_article(
        f"Ngày 8/12/2022, tỉnh Đồng Mai họp tổng kết năm 2022. {quote}",
        province="Đồng Mai",
        held_on=date(2022, 12, 8),
    )
    question = "Năm 2022 Đồng Mai còn bao nhiêu dự án chậm tiến độ?"
    assert conflict(question, quote, [article]) is None
    assert conflict("Năm 2022 chỉ số PCI của Đồng Mai tụt mấy bậc?", quote, [article]) is not None


def test_what_fell_behind_may_be_told_right_before_its_reason() -> None:
    article = make_article(
        "Sở Tư pháp Đồng Mai chưa hoàn thành số hóa sổ hộ tịch. Giám đốc Sở giải thích do bản gốc bị ẩm.\n"
        "Tỉnh cũng mua thêm máy để quét.",
        province="Đồng Mai",
        held_on=MAI_2023.held_on,
    )
    _, reason, elsewhere = (s for line in article.text.split("\n") for s in line.split(". "))
    question = "Vì sao Sở Tư pháp Đồng Mai chưa hoàn thành số hóa sổ hộ tịch?"
    assert conflict(question, reason, [article]) is None
    assert conflict(question, elsewhere, [article]) is not None
