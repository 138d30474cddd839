"""Orders: who is to do what by when."""

import pytest

from meetingqa.summarizing.dues import find_due
from meetingqa.summarizing.tasks import find_tasks


def read(text: str) -> list[tuple[str | None, str | None]]:
    return [(task.who, task.due) for task in find_tasks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Đồng chí yêu cầu Sở Tài chính trình phương án trước ngày 15/8; UBND huyện Suối Đá bàn giao "
                "mặt bằng trong quý III."
            ),
            [("Sở Tài chính", "trước ngày 15/8"), ("UBND huyện Suối Đá", "trong quý III")],
        ),
        (
            (
                "Kết luận, đồng chí giao Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh hoàn "
                "thành cầu Bến Mo trước 30/4."
            ),
            [("Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh", "trước 30/4")],
        ),
        (
            "Hai là, Sở Xây dựng rà soát quy hoạch, xong trước 20/9.",
            [("Sở Xây dựng", "xong trước 20/9")],
        ),
        (
            "Chủ tọa yêu cầu Công an tỉnh và Ủy ban Kiểm tra Tỉnh ủy giải quyết dứt điểm 4 đơn thư.",
            [("Công an tỉnh và Ủy ban Kiểm tra Tỉnh ủy", None)],
        ),
        (
            "Tỉnh ủy giao Sở Văn hóa và Thể thao, UBND huyện Lũng rà soát di tích.",
            [("Sở Văn hóa và Thể thao, UBND huyện Lũng", None)],
        ),
        (
            "Đồng chí yêu cầu: dọn xong 9 bãi rác trước 1/6, giao UBND sáu xã ven sông chịu trách nhiệm.",
            [("UBND sáu xã ven sông", "trước 1/6")],
        ),
        (
            "Giám đốc Sở Y tế nhận trách nhiệm và hứa xử lý xong trước 31/3/2032.",
            [("Giám đốc Sở Y tế", "xong trước 31/3/2032")],
        ),
        (
            "Đồng chí yêu cầu các cấp ủy nâng cao chất lượng sinh hoạt chi bộ; đổi mới cách tiếp dân.",
            [("các cấp ủy", None), ("các cấp ủy", None)],
        ),
        # Bodies in a list are one addressee, a time before them is theirs.
        (
            (
                "Trong quý 2/2031, các ban đảng, đảng đoàn; cấp ủy các cấp; các đồng chí Tỉnh ủy viên "
                "phải rà soát nghị quyết đã ban hành; chuẩn bị nhân sự."
            ),
            [
                (
                    "các ban đảng, đảng đoàn; cấp ủy các cấp; các đồng chí Tỉnh ủy viên",
                    "Trong quý 2/2031",
                ),
                ("các ban đảng, đảng đoàn; cấp ủy các cấp; các đồng chí Tỉnh ủy viên", None),
            ],
        ),
        (
            "Đồng chí đề nghị các xã tiếp tục nêu gương Ban Thường vụ Huyện ủy, Ban Dân vận và cán bộ thôn.",
            [("các xã", None)],
        ),
        (
            "Đồng chí nhấn mạnh việc tới đây, các cấp uỷ tiếp tục kiện toàn chi bộ.",
            [("các cấp uỷ", None)],
        ),
        ("Ông cho rằng Sở Y tế cần đối thoại.", [("Sở Y tế", None)]),
        ("Đồng chí đề nghị Novi Lam sớm di dời kho.", [("Novi Lam", None)]),
        ("Đồng chí yêu cầu tuyên truyền đáp ứng yêu cầu mới.", [(None, None)]),
        # A second work beside the first; a body whose verb is not known; who is to leave it.
        (
            "Đồng chí yêu cầu Sở Nội vụ rà soát biên chế, đồng thời tiếp tục tinh giản.",
            [("Sở Nội vụ", None), ("Sở Nội vụ", None)],
        ),
        (
            "Đồng chí yêu cầu Sở Nội vụ điều động đủ 9 người cho trạm trước 15/4.",
            [("Sở Nội vụ", "trước 15/4")],
        ),
        (
            "Đồng chí yêu cầu Bộ đội Biên phòng tỉnh không cho tàu cũ xuất bến.",
            [("Bộ đội Biên phòng tỉnh", None)],
        ),
        # What a body has or is, and what is to be done to it, is no work of it.
        ("Nhấn mạnh: đảng ủy các cấp vẫn còn nhiều việc cần làm.", [(None, None)]),
        ("Theo Bí thư Tỉnh ủy, ba tổ công tác cần được giữ nguyên.", [(None, None)]),
    ],
)
def test_an_order_has_its_addressee_and_its_time(
    text: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("hoàn thành chậm nhất ngày 20/7", "hoàn thành chậm nhất ngày 20/7"),
        ("chi trả xong trước Tết Nguyên đán Nhâm Tý", "xong trước Tết Nguyên đán Nhâm Tý"),
        ("thực hiện kế hoạch năm 2032", None),
        ("làm tốt công tác dân vận", None),
        ("triển khai chiến lược cấp nước đến năm 2031, tầm nhìn đến năm 2046", None),
    ],
)
def test_a_time_is_set_only_by_a_word_that_sets_it(text: str, due: str | None) -> None:
    assert find_due(text) == due


def test_parts_are_the_article_s_words() -> None:
    text = "Đồng chí yêu cầu Sở Tài chính trình phương án trước ngày 15/8; báo cáo UBND tỉnh."
    for task in find_tasks(text):
        assert task.what in text
        assert task.who is None or task.who in text
        assert text[task.start : task.end].strip(" .;")


def test_a_topic_before_the_addressee_belongs_to_the_order() -> None:
    text = "Đối với các chợ cũ, Sở Công Thương phải kiểm tra ngay."
    assert [(text[t.start : t.end], t.who) for t in find_tasks(text)] == [(text, "Sở Công Thương")]


def test_two_works_with_times_of_their_own_are_two_tasks() -> None:
    text = (
        "Chủ tịch UBND tỉnh giao: Sở Công Thương đưa chợ Bản Mòng vào hoạt động trước 20/3 và hoàn "
        "thành kho lạnh trước 12/4; mỗi huyện chọn một xã làm điểm."
    )
    assert [(task.who, task.due) for task in find_tasks(text)] == [
        ("Sở Công Thương", "trước 20/3"),
        ("Sở Công Thương", "trước 12/4"),
        ("mỗi huyện", None),
    ]
    assert not any(text[task.start : task.end].endswith(" và") for task in find_tasks(text))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Bí thư đề nghị Công an tỉnh nghiên cứu cách giữ bến.", "Công an tỉnh"),
        ("Bí thư yêu cầu Sở Nội vụ thì có trách nhiệm xác minh đơn.", "Sở Nội vụ"),
    ],
)
def test_an_addressee_ends_before_its_work(text: str, who: str) -> None:
    assert read(text) == [(who, None)]


def test_a_promise_that_is_spoken_of_promises_nothing() -> None:
    assert read("Việc này giữ lời hứa của xã.") != [("Việc này giữ lời", None)]
