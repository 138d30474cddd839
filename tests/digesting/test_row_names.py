"""Names of the table's rows are whole phrases, or a digest lists their sentence as left out."""

import pytest

from fakes import make_article
from meetingqa.digesting.figure_rows import list_figures
from meetingqa.summarizing import Summarizer

ANSWER = (
    "Trả lời phần chất vấn của các đại biểu về an toàn thực phẩm, bà Lý Thị Mận, giám đốc Sở Y tế, "
    "phó trưởng ban chỉ đạo, cho biết trong 6 tháng đầu năm đã kiểm tra 269 cơ sở và hộ buôn."
)
LEAD = "Sáng 9/7/2024, HĐND tỉnh Mai Lĩnh họp kỳ thứ 7. "


def name_rows(text: str, province: str | None = "Mai Lĩnh") -> list[tuple[str, str]]:
    article = make_article(LEAD + text, "a.txt", province=province)
    summary = Summarizer().summarize(article, "extractive")
    return sorted((row.value, row.what) for row in list_figures([[summary]]))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # Whole in its sentence: between its beginning, a period or another part and the figure.
        (
            "Năm 2023, thu ngân sách nhà nước đạt 3.120 tỷ đồng.",
            [("3.120", "thu ngân sách nhà nước")],
        ),
        (
            "Thu ngân sách nhà nước 6 tháng đạt 3.120 tỷ đồng, tăng 8% so với cùng kỳ.",
            [
                ("3.120", "Thu ngân sách nhà nước"),
                ("8", "Thu ngân sách nhà nước tăng so với cùng kỳ"),
            ],
        ),
        (
            "Báo cáo nhắc tới mưa lũ và giá vật liệu, kim ngạch xuất khẩu đạt 86 triệu USD.",
            [("86", "kim ngạch xuất khẩu")],
        ),
    ],
)
def test_a_name_that_is_whole_stands(text: str, rows: list[tuple[str, str]]) -> None:
    assert name_rows(text) == rows


@pytest.mark.parametrize(
    ("text", "value", "name"),
    [
        # Cut behind the figure, within a name and before it.
        (
            "HĐND tỉnh đã thông qua danh sách 45 ứng viên đại biểu khóa 14.",
            "45",
            "HĐND tỉnh đã thông qua danh sách 45 ứng viên đại biểu khóa 14",
        ),
        (
            "Tỉnh tặng bằng khen cho 12 tập thể và cá nhân có nhiều đóng góp.",
            "12",
            "Tỉnh tặng bằng khen cho 12 tập thể và cá nhân có nhiều đóng góp",
        ),
        (
            "Tại buổi lễ do UBND tỉnh tổ chức tối 12/5, 96% đại biểu nhất trí với phương án.",
            "96",
            "Tại buổi lễ do UBND tỉnh tổ chức tối 12/5, 96% đại biểu nhất trí với phương án",
        ),
        # A change that the summary's name leaves out.
        (
            "Tỷ lệ hộ thiếu nước giảm bình quân 0,6%/năm.",
            "0,6",
            "Tỷ lệ hộ thiếu nước giảm bình quân 0,6%/năm",
        ),
        # Part of what is told before it: through the figure's part, and not on to the next.
        (
            "Tính đến 31/8, cả 5 dự án vay vốn của tỉnh mới tiêu được 87 tỷ đồng, bằng 3% kế hoạch.",
            "3",
            "Tính đến 31/8, cả 5 dự án vay vốn của tỉnh mới tiêu được 87 tỷ đồng, bằng 3% kế hoạch",
        ),
        # Through a second noun that is counted with the first.
        (
            "Thanh tra tỉnh rà soát tại 21 huyện, thành phố ở Mai Lĩnh, phát hiện 56 hồ sơ sai.",
            "21",
            "Thanh tra tỉnh rà soát tại 21 huyện, thành phố ở Mai Lĩnh",
        ),
        # A size in the middle of its name, a bracket behind the figure.
        (
            "Tuyến đường Suối Đá dài 54km đang được UBND tỉnh nâng cấp.",
            "54",
            "Tuyến đường Suối Đá dài 54km đang được UBND tỉnh nâng cấp",
        ),
        (
            "Khi xả lũ, 12 xã của tỉnh (gồm Suối Đá, Khe Vang) và 3 trạm bơm bị ảnh hưởng.",
            "12",
            "Khi xả lũ, 12 xã của tỉnh (gồm Suối Đá, Khe Vang) và 3 trạm bơm bị ảnh hưởng",
        ),
        # What somebody tells begins behind the word of telling where the whole is too long.
        (
            ANSWER,
            "269",
            "Trong 6 tháng đầu năm đã kiểm tra 269 cơ sở và hộ buôn",
        ),
    ],
)
def test_a_name_that_is_cut_gives_way_to_the_sentence_s_words(
    text: str, value: str, name: str
) -> None:
    assert dict(name_rows(text))[value] == name


@pytest.mark.parametrize(
    "text",
    [
        "Tổng mức đầu tư của dự án là 364 tỷ đồng.",  # of which?
        "Vốn vay từ ngân hàng là 579 tỷ đồng.",
        "Mức thu 64.000 đồng/học sinh.",
        "Có 6 kỹ sư cùng dựng mẫu.",
        "Dân số trên địa bàn huyện là 43.000 người.",
        "Ngân sách chi 1.300 tỷ đồng?",
        "Số đơn vị nêu trên của tỉnh có 43 doanh nghiệp.",
        "Mỗi hộ phải nộp 40 nghìn đồng cho xã Suối Đá và xã Khe Vang.",  # a duty
        "Chi phí của chuyến công tác ngoài tỉnh này là 2 triệu đồng/người.",
        "Chi phí mỗi chuyến đi là 2 triệu đồng/người.",
        "Xe tải từ 10 tấn trở lên đi theo đường vành đai của tỉnh Mai Lĩnh.",  # a bound
        "Theo Sở Xây dựng, với diện tích 155,5 ha của tỉnh.",
        "Người dân tỉnh Mai Lĩnh mua đất tại 3 dự án: Suối Đá, Khe Vang, Tả Khang.",
        "Chỉ tiêu giảm 90% nước thải của tỉnh khó đạt.",
        "Nhà đầu tư của tỉnh chuẩn bị vốn 1.000 tỷ.",  # a unit cut off
        "Tỷ lệ học sinh của tỉnh uống sữa 5 lần/tuần.",
        "Tỉnh Mai Lĩnh bước vào thời đại công nghiệp 4.0.",
        "Đối với 155 hộ và 12 cơ sở của tỉnh.",
        "7 lãnh đạo HĐND, 24 cán bộ của tỉnh được chấm điểm.",
    ],
)
def test_what_does_not_say_of_when_where_or_whom_is_no_row(text: str) -> None:
    names = [name for _, name in name_rows(text)]
    assert names in ([], ["7 lãnh đạo HĐND, 24 cán bộ của tỉnh được chấm điểm"])


def test_one_name_of_two_values_tells_nothing() -> None:
    told = "Mức thu học phí của tỉnh là 90.000 đồng. "
    assert len(name_rows(told)) == 1
    assert name_rows(told + "Mức thu học phí của tỉnh là 75.000 đồng.") == []


def test_a_figure_of_an_article_of_no_known_place_names_its_own() -> None:
    text = "UBND TP. Cần Thơ kiểm tra 43 cơ sở kinh doanh. Ban tổ chức trao 60 giải thưởng."
    article = make_article(text, "a.txt")
    summary = Summarizer().summarize(article, "extractive")
    assert [(r.value, r.province) for r in list_figures([[summary]])] == [("43", "Cần Thơ")]


def test_a_figure_of_another_place_is_not_the_article_s() -> None:
    text = "Công an TP. Đà Nẵng gỡ 3.000 tờ rơi trong tháng 3."
    article = make_article(text, "a.txt", province="Mai Lĩnh")
    summary = Summarizer().summarize(article, "extractive")
    assert [(r.value, r.province) for r in list_figures([[summary]])] == [("3.000", None)]
