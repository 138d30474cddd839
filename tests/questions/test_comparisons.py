"""Comparisons become one question for each meeting, year or place."""

import pytest

from asking import PROVINCES
from meetingqa.questions.comparisons import split_question


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        ("Thu ngân sách năm 2022 và năm 2023 lần lượt là bao nhiêu?", ("2022", "2023")),
        (
            "Thu ngân sách của tỉnh Đồng Mai và tỉnh Sơn Trà Giang là bao nhiêu?",
            ("Đồng Mai", "Sơn Trà Giang"),
        ),
        (
            "So sánh số máy cày của tỉnh Đồng Mai và tỉnh Sơn Trà Giang",
            ("Đồng Mai", "Sơn Trà Giang"),
        ),
        (
            "Số nghị quyết thông qua tại kỳ họp thứ 10 và kỳ họp thứ 15 là bao nhiêu?",
            ("thứ 10", "thứ 15"),
        ),
        ("Thu ngân sách năm 2022 so với năm 2023 thế nào?", ("2022", "2023")),
        ("Số chỉ tiêu tăng thêm năm 2022 so với năm 2023 ra sao?", ("2022", "2023")),
        (
            "Tỷ lệ hộ nghèo của Đồng Mai cuối năm 2016 so với cuối năm 2021 giảm từ bao nhiêu xuống bao nhiêu?",
            ("cuối năm 2016 là bao nhiêu", "cuối năm 2021 là bao nhiêu"),
        ),
        (
            "Thu ngân sách 6 tháng đầu năm của Đồng Mai năm 2024 so với năm 2018 thay đổi thế nào?",
            ("6 tháng đầu năm của Đồng Mai năm 2024", "6 tháng đầu năm của Đồng Mai năm 2018"),
        ),
        (
            "Lượng khách đến Đồng Mai 9 tháng năm 2024 so với năm 2017 tăng từ đâu lên đâu?",
            ("9 tháng năm 2024", "9 tháng năm 2017"),
        ),
        (
            "Ba tháng đầu năm 2025 kinh tế Đồng Mai lớn nhanh hơn ba tháng đầu năm 2024 ra sao, mỗi năm tăng mấy phần trăm?",
            ("năm 2025", "năm 2024"),
        ),
        (
            "Thu ngân sách của Đồng Mai 9 tháng năm 2022 và quý I/2023 là bao nhiêu?",
            ("9 tháng năm 2022", "quý I/2023"),
        ),
    ],
)
def test_a_comparison_becomes_two_questions(question: str, halves: tuple[str, str]) -> None:
    first, second = split_question(question, PROVINCES)
    assert halves[0] in first and halves[1] not in first
    assert halves[1] in second and halves[0] not in second
    assert first.endswith("?") and second.endswith("?")


@pytest.mark.parametrize(
    "question",
    [
        "Thu và chi ngân sách năm 2023 là bao nhiêu?",
        "Sở Tài nguyên và Môi trường trình đề án nào?",
        "Ai chủ trì hội nghị?",
        "So với năm 2022, thu ngân sách năm 2023 của Đồng Mai tăng bao nhiêu?",
        "Thu ngân sách năm 2023 của Đồng Mai cao hơn năm 2022 bao nhiêu?",
        "Thu ngân sách năm 2023 của Đồng Mai tăng bao nhiêu so với năm 2022?",
        "Thu ngân sách 2023 tăng bao nhiêu phần trăm so với cùng kỳ 2022?",
        "Kim ngạch xuất khẩu tháng 5/2023 tăng mấy phần trăm so với tháng 4?",
        "Thu ngân sách 6 tháng đầu năm 2024 của Đồng Mai so với cùng kỳ năm 2023 tăng bao nhiêu?",
        "so xa dat chuan cua Dong Mai la bao nhieu",
        "",
    ],
)
def test_a_single_question_stays_whole(question: str) -> None:
    assert split_question(question, PROVINCES) == [question]


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        (
            "Thu ngân sách của Đồng Mai và Sơn Trà Giang năm 2023, nơi nào cao hơn?",
            [
                "Thu ngân sách của Đồng Mai năm 2023 là bao nhiêu?",
                "Thu ngân sách Sơn Trà Giang năm 2023 là bao nhiêu?",
            ],
        ),
        (
            "Tăng trưởng của Đồng Mai giai đoạn 2016 - 2018 và của TP HCM năm 2017, nơi nào cao hơn?",
            [
                "Tăng trưởng của Đồng Mai giai đoạn 2016 - 2018 là bao nhiêu?",
                "Tăng trưởng của TP HCM năm 2017 là bao nhiêu?",
            ],
        ),
        (
            "GRDP 6 tháng đầu năm của Đồng Mai năm 2022 và năm 2023 lần lượt là bao nhiêu?",
            [
                "GRDP 6 tháng đầu năm của Đồng Mai năm 2022 là bao nhiêu?",
                "GRDP 6 tháng đầu năm của Đồng Mai năm 2023 là bao nhiêu?",
            ],
        ),
        (
            "Hội nghị giữa năm 2022 và giao ban 9 tháng nhận xét thế nào về kỷ luật?",
            [
                "Hội nghị giữa năm 2022 nhận xét thế nào về kỷ luật?",
                "giao ban 9 tháng nhận xét thế nào về kỷ luật?",
            ],
        ),
        (
            "Về NTM: Đồng Mai có mấy xã đạt chuẩn, còn Sơn Trà Giang đặt mục tiêu mấy huyện?",
            [
                "Về NTM: Đồng Mai có mấy xã đạt chuẩn?",
                "Về NTM: Sơn Trà Giang đặt mục tiêu mấy huyện?",
            ],
        ),
        (
            "Kỳ họp thứ 10 ở Đồng Mai và kỳ họp thứ 15 của bà Lê Thị Nhạn khai mạc ngày nào?",
            [
                "Kỳ họp thứ 10 ở Đồng Mai khai mạc ngày nào?",
                "kỳ họp thứ 15 của bà Lê Thị Nhạn khai mạc ngày nào?",
            ],
        ),
        (
            "Kỷ luật được kỳ họp 8/7/2022 và kỳ họp 5/7/2023 đánh giá khác nhau ra sao?",
            [
                "Kỷ luật được kỳ họp 8/7/2022 đánh giá thế nào?",
                "Kỷ luật được kỳ họp 5/7/2023 đánh giá thế nào?",
            ],
        ),
        (
            "Năm 2022 và năm 2023 của Đồng Mai thu bao nhiêu?",
            ["Năm 2022 của Đồng Mai thu bao nhiêu?", "Năm 2023 của Đồng Mai thu bao nhiêu?"],
        ),
        (
            "Năm 2021 Đồng Mai sáp nhập xã An Lộc với thành phố Trà Sơn ngày nào?",
            ["Năm 2021 Đồng Mai sáp nhập xã An Lộc với thành phố Trà Sơn ngày nào?"],
        ),
        (
            "Năm 2022 so với năm 2020, số hộ nghèo của huyện An Lộc thay đổi ra sao?",
            [
                "Năm 2022 số hộ nghèo của huyện An Lộc là bao nhiêu?",
                "Năm 2020 số hộ nghèo của huyện An Lộc là bao nhiêu?",
            ],
        ),
        (
            "Quý I năm 2022 so với quý I năm 2021, thu của Đồng Mai thay đổi thế nào?",
            [
                "Quý I năm 2022 thu của Đồng Mai là bao nhiêu?",
                "Quý I năm 2021 thu của Đồng Mai là bao nhiêu?",
            ],
        ),
        (
            "Năm 2022 so với năm 2021, thu của Đồng Mai tăng bao nhiêu phần trăm?",
            ["Năm 2022 so với năm 2021, thu của Đồng Mai tăng bao nhiêu phần trăm?"],
        ),
        (
            "Kè Bến Lim của Đồng Mai duyệt năm 2019, đến tháng 6/2023 giải ngân được bao nhiêu?",
            ["Kè Bến Lim của Đồng Mai duyệt năm 2019, đến tháng 6/2023 giải ngân được bao nhiêu?"],
        ),
        (
            "Quý III và 9 tháng năm 2022 Đồng Mai thu bao nhiêu?",
            ["Quý III và 9 tháng năm 2022 Đồng Mai thu bao nhiêu?"],
        ),
    ],
)
def test_a_comparison_keeps_what_its_halves_share(question: str, halves: list[str]) -> None:
    assert split_question(question, [*PROVINCES, "TP. Hồ Chí Minh"]) == halves


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        (
            "So sánh GRDP tỉnh Đồng Mai năm 2023 và tỉnh Sơn Trà Giang năm 2023",
            ["GRDP tỉnh Đồng Mai năm 2023?", "GRDP tỉnh Sơn Trà Giang năm 2023?"],
        ),
        (
            "So giúp thu ngân sách của Đồng Mai năm 2022 với năm 2023.",
            ["thu ngân sách của Đồng Mai năm 2022?", "thu ngân sách của Đồng Mai năm 2023?"],
        ),
        (
            "Thu ngân sách năm 2022 của Đồng Mai với Sơn Trà Giang, bên nào cao hơn?",
            [
                "Thu ngân sách năm 2022 của Đồng Mai là bao nhiêu?",
                "Thu ngân sách năm 2022 Sơn Trà Giang là bao nhiêu?",
            ],
        ),
        (
            "Số xã về đích của Đồng Mai là mấy, còn tỉnh của Bí thư Trần Thị Lụa là mấy?",
            [
                "Số xã về đích của Đồng Mai là mấy?",
                "Số xã về đích của tỉnh của Bí thư Trần Thị Lụa là mấy?",
            ],
        ),
        (
            "Tỉnh của bà Trần Thị Lụa năm 2021 với Đồng Mai năm 2023, mỗi nơi đạt mấy chỉ tiêu?",
            [
                "Tỉnh của bà Trần Thị Lụa năm 2021 đạt mấy chỉ tiêu?",
                "Đồng Mai năm 2023 đạt mấy chỉ tiêu?",
            ],
        ),
        (
            "Công tác cán bộ được đánh giá thế nào ở hội nghị ngày 5/7 và ở giao ban ngày 6/8?",
            [
                "Công tác cán bộ được đánh giá thế nào ở hội nghị ngày 5/7?",
                "Công tác cán bộ được đánh giá thế nào ở giao ban ngày 6/8?",
            ],
        ),
    ],
)
def test_a_comparison_may_be_asked_in_many_ways(question: str, halves: list[str]) -> None:
    assert split_question(question, [*PROVINCES, "TP. Hồ Chí Minh"]) == halves


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Hộ nghèo của ba tỉnh Đồng Mai, Cẩm Sa và Sơn Trà Giang còn mấy phần trăm?",
            [
                "Hộ nghèo của Đồng Mai còn mấy phần trăm?",
                "Hộ nghèo của Cẩm Sa còn mấy phần trăm?",
                "Hộ nghèo của Sơn Trà Giang còn mấy phần trăm?",
            ],
        ),
        (
            "GRDP các năm 2017, 2018 và 2019 tăng bao nhiêu?",
            [f"GRDP năm {year} tăng bao nhiêu?" for year in (2017, 2018, 2019)],
        ),
        (
            "Có bao nhiêu xã đạt chuẩn ở các mốc giữa năm 2019, cuối năm 2021 và tháng 9/2024?",
            [
                "Có bao nhiêu xã đạt chuẩn ở giữa năm 2019?",
                "Có bao nhiêu xã đạt chuẩn ở cuối năm 2021?",
                "Có bao nhiêu xã đạt chuẩn ở tháng 9/2024?",
            ],
        ),
        (
            "GRDP của Đồng Mai: 2019 với 2020?",
            ["GRDP của Đồng Mai: 2019?", "GRDP của Đồng Mai 2020?"],
        ),
        (
            "Đồng Mai và Cẩm Sa, nơi nào thu ngân sách cao hơn?",
            ["Đồng Mai thu ngân sách là bao nhiêu?", "Cẩm Sa thu ngân sách là bao nhiêu?"],
        ),
        (
            "Chủ tịch HĐND ở tỉnh ông Lê Văn Bình và ở tỉnh bà Tạ Thị Sen lần lượt là ai?",
            [
                "Chủ tịch HĐND ở tỉnh ông Lê Văn Bình là ai?",
                "Chủ tịch HĐND ở tỉnh bà Tạ Thị Sen là ai?",
            ],
        ),
        (
            "So sánh số xã đạt chuẩn giữa năm 2017 và năm 2022.",
            ["số xã đạt chuẩn năm 2017?", "số xã đạt chuẩn năm 2022?"],
        ),
        (
            "Giải ngân đến 22/4 và đến 25/6/2024 đạt bao nhiêu?",
            ["Giải ngân đến 22/4/2024 đạt bao nhiêu?", "Giải ngân đến 25/6/2024 đạt bao nhiêu?"],
        ),
    ],
)
def test_what_a_question_lists_is_asked_one_by_one(question: str, parts: list[str]) -> None:
    assert split_question(question, ["Đồng Mai", "Cẩm Sa", "Sơn Trà Giang"]) == parts


@pytest.mark.parametrize("question", ["", "?", "   ", "…", "a" * 3000, "123 456", "[1] {x} ${y}"])
def test_odd_questions_are_one_question(question: str) -> None:
    assert split_question(question, PROVINCES) == [question]


def test_the_second_of_two_figures_is_of_the_same_thing() -> None:
    question = (
        "Huyện Bến Lim giải ngân được bao nhiêu % vào tháng 5/2024 và bao nhiêu % vào tháng 9/2024?"
    )
    assert split_question(question) == [
        "Huyện Bến Lim giải ngân được bao nhiêu % vào tháng 5/2024?",
        "Huyện Bến Lim giải ngân được bao nhiêu % vào tháng 9/2024?",
    ]


def test_a_follow_up_after_the_turn_before_is_one_question() -> None:
    question = "Tháng 7/2022 tỉnh giao Sở làm gì với các chợ. Đến tháng 3/2023 việc đó ra sao?"
    assert split_question(question) == [question]
