"""A follow-up takes from the question before it what it leaves out, and no more."""

import pytest

from meetingqa.questions.follow_ups import is_follow_up, stand_alone

PROVINCES = ("Đồng Mai", "Cẩm Sa")
BEFORE = "Thu ngân sách 6 tháng đầu năm 2023 của Đồng Mai đạt bao nhiêu?"
TOWN = "Thị xã An Lộc thu ngân sách 6 tháng 2023 bao nhiêu?"


@pytest.mark.parametrize(
    ("question", "before", "whole"),
    [
        ("Thế còn chi ngân sách?", BEFORE, "chi ngân sách 6 tháng đầu năm 2023 của Đồng Mai là"),
        ("Còn cả năm thì sao?", BEFORE, "Thu ngân sách của Đồng Mai đạt bao nhiêu cả năm 2023?"),
        ("Còn quý I/2024?", BEFORE, "Thu ngân sách của Đồng Mai đạt bao nhiêu quý I/2024?"),
        ("Còn ở Cẩm Sa, quý III năm đó?", BEFORE, "Thu ngân sách đạt bao nhiêu ở Cẩm Sa, quý III"),
        (
            "Vậy đến giữa năm 2019 thì sao?",
            "Năm 2018 tỉnh Đồng Mai có bao nhiêu xã nông thôn mới?",
            "tỉnh Đồng Mai có bao nhiêu xã nông thôn mới đến giữa năm 2019?",
        ),
        (
            "Thế đến hết tháng 11/2019 là bao nhiêu?",
            "6 tháng đầu năm 2018 tỉnh Đồng Mai giải ngân được bao nhiêu?",
            "tỉnh Đồng Mai giải ngân được bao nhiêu hết tháng 11/2019?",
        ),
        (
            "Vậy đến 30/6 không kịp thì hạn mới là ngày nào?",
            "Sở Xây dựng tỉnh Đồng Mai phải xong kè Bến Lim trước ngày nào?",
            "đến 30/6 không kịp thì hạn mới là ngày nào, tỉnh Đồng Mai?",
        ),
        (
            "Thế đến cuối năm còn bao nhiêu?",
            "Tháng 4/2024, khu Bến Lim của Đồng Mai còn bao nhiêu hộ chưa nhận tiền?",
            "khu Bến Lim của Đồng Mai còn bao nhiêu hộ chưa nhận tiền đến cuối năm 2024?",
        ),
        (
            "Ai có số phiếu thấp nhất?",
            "Kỳ họp thứ 8 tỉnh Đồng Mai, ai được nhiều phiếu nhất?",
            "Ai có số phiếu thấp nhất, Kỳ họp thứ 8 tỉnh Đồng Mai?",
        ),
        (
            "Lúc đó tỷ lệ che phủ rừng còn bao nhiêu?",
            "Ai là Bí thư Tỉnh ủy Đồng Mai hồi tháng 7/2018?",
            "tỷ lệ che phủ rừng còn bao nhiêu, Đồng Mai tháng 7/2018?",
        ),
        (
            "Đến nay làm xong chưa?",
            "Mặt bằng khu công nghiệp Bến Lim thì hạn là ngày nào?",
            "Mặt bằng khu công nghiệp Bến Lim: Đến nay làm xong chưa?",
        ),
        (
            "Có kịp hạn không?",
            "Tỉnh Đồng Mai ấn định ngày nào để thông xe đường An Lộc?",
            "Tỉnh Đồng Mai ấn định để thông xe đường An Lộc: Có kịp hạn không?",
        ),
        ("Còn tỉnh Cẩm Sa thì sao?", TOWN, "thu ngân sách 6 tháng 2023 bao nhiêu tỉnh Cẩm Sa?"),
        ("Còn Cẩm Sa?", f"Ở Đồng Mai, {TOWN}", "thu ngân sách 6 tháng 2023 bao nhiêu Cẩm Sa?"),
        ("Còn Bến Lim?", TOWN, "Thị xã Bến Lim thu ngân sách 6 tháng 2023 bao nhiêu?"),
        (
            "Thế giải ngân đạt bao nhiêu?",
            TOWN,
            "giải ngân đạt bao nhiêu, Thị xã An Lộc 6 tháng 2023?",
        ),
        ("Thế còn Bến Lim 7?", "Xã Bến Lim 1 rộng bao nhiêu?", "Xã Bến Lim 7 rộng bao nhiêu?"),
        ("Ông ấy giữ chức gì?", "Ai chủ trì kỳ họp?", "Ai chủ trì kỳ họp. Ông ấy giữ chức gì?"),
        ("Ai là Chủ tịch HĐND tỉnh Cẩm Sa?", BEFORE, "Ai là Chủ tịch HĐND tỉnh Cẩm Sa?"),
        ("Còn năm 2023?", "", "Còn năm 2023?"),
    ],
)
def test_a_follow_up_stands_alone(question: str, before: str, whole: str) -> None:
    assert stand_alone(question, before, PROVINCES).startswith(whole)


def test_a_question_with_its_own_subject_and_place_is_none() -> None:
    assert not is_follow_up("Kỳ họp thứ 9 HĐND tỉnh Cẩm Sa bầu ai làm Phó Chủ tịch?")
    assert is_follow_up("Còn năm 2023?")


@pytest.mark.parametrize(
    "question",
    [
        "6 tháng đầu năm 2017, thu ngân sách nhà nước trên địa bàn tỉnh Cẩm Sa đạt bao nhiêu?",
        "thu ngan sach tren dia ban tinh Cam Sa nam 2017 la bao nhieu?",
        "Kỳ họp thứ 9 HĐND tỉnh Cẩm Sa do ai chủ trì?",
        "Đến nay tỉnh Cẩm Sa có bao nhiêu xã, trong đó mấy xã nâng cao?",
        "😀 ?!",
    ],
)
def test_a_question_that_says_all_itself_takes_nothing(question: str) -> None:
    assert stand_alone(question, BEFORE, PROVINCES) == question


@pytest.mark.parametrize(
    "question",
    ["Những nhiệm vụ trên do sở nào làm, hạn nào?", "Ky hop do bau ai lam Pho Chu tich?"],
)
def test_pointing_to_the_turn_before_is_a_follow_up(question: str) -> None:
    assert is_follow_up(question)


@pytest.mark.parametrize("question", ["", "?", "…", "a" * 3000, "Còn", "thì sao"])
def test_odd_follow_ups_do_no_harm(question: str) -> None:
    assert isinstance(stand_alone(question, BEFORE, PROVINCES), str)


def test_when_something_begins_is_asked_of_what_was_asked_before() -> None:
    before = "HĐND tỉnh Đồng Mai thông qua mức phí tham quan hồ Sậy là bao nhiêu?"
    asked = stand_alone("Khi nào bắt đầu thu?", before, ("Đồng Mai",))
    assert asked.endswith(": Khi nào bắt đầu thu?") and "phí tham quan hồ Sậy" in asked
