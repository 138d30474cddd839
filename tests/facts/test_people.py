"""Persons and the offices they hold, in the orders and spellings of the press."""

import pytest

from meetingqa.facts.people import (
    find_holdings,
    find_offices,
    find_people,
    office_key,
    same_office,
)


def names(text: str) -> list[str]:
    return [person.name for person in find_people(text)]


def held(text: str) -> dict[str, list[str]]:
    return {h.person.name: [o.key for o in h.offices] for h in find_holdings(text) if h.offices}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồng chí Trần Văn An phát biểu", ["Trần Văn An"]),
        ("Chủ tịch HĐND tỉnh Nguyễn Văn An chủ trì", ["Nguyễn Văn An"]),
        ("Phó Bí thư Tỉnh ủy Lê Thị Hạnh Nguyên kết luận", ["Lê Thị Hạnh Nguyên"]),
        ("ông Rơ Mah Tuân, Phó Chủ tịch UBND tỉnh", ["Rơ Mah Tuân"]),
        ("đồng chí Y Bhiông Niê", ["Y Bhiông Niê"]),
        ("ông Siu Hương", ["Siu Hương"]),
        ("bà H'Lim Niê, Phó Bí thư Tỉnh ủy", ["H'Lim Niê"]),
        ("ông K'Tuân Ha, Phó Chủ tịch HĐND tỉnh", ["K'Tuân Ha"]),
        ("đồng chí Lê Minh, Bí thư Huyện ủy", ["Lê Minh"]),
        ("đến thăm tỉnh Quảng Trị và tỉnh Hà Nam", []),
        ("tại huyện Lê Thủy và thị xã Hoàng Mai", []),
        ("đường Trần Hưng Đạo ngập nước", []),
        ("Hồ Thanh Lam có dung tích 3 triệu m³", []),
        ("Hồ Thanh Lam khi nào khởi công?", []),
        ("đập Lê Văn Tám xả nước", []),
        ("Hồ Thanh Lam báo cáo tại kỳ họp", ["Hồ Thanh Lam"]),
        ("Đồng chí Hồ Thanh Lam có vốn tiếng Thái", ["Hồ Thanh Lam"]),
        ("học tập tư tưởng Hồ Chí Minh", []),
        ("UBND TỈNH LAM GIANG HỌP", []),
        ("Tỉnh ủy Lam Giang họp", []),
        ("các đồng chí: Trần Văn An, Lê Thị Bình, Phạm Công Cường", [
            "Trần Văn An", "Lê Thị Bình", "Phạm Công Cường",
        ]),
    ],
)  # fmt: skip
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_person_stands_at_its_offsets() -> None:
    text = "Bí thư Tỉnh ủy Lê Quang Tùng và bà Đỗ Thị Ngà, Giám đốc Sở Y tế."
    assert [text[p.start : p.end] for p in find_people(text)] == ["Lê Quang Tùng", "Đỗ Thị Ngà"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đồng chí Trần Văn An, Ủy viên Ban Thường vụ, Bí thư Thành ủy chủ trì.",
            {"Trần Văn An": ["ủy viên ban thường vụ", "bí thư thành ủy"]},
        ),
        (
            "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Lê Văn Bình kết luận.",
            {"Lê Văn Bình": ["phó bí thư tỉnh ủy", "chủ tịch ủy ban nhân dân"]},
        ),
        (
            (
                "Các đồng chí: Trần Văn An, Bí thư Tỉnh ủy; Lê Thị Bình, Phó Bí thư Thường trực "
                "Tỉnh ủy, Chủ tịch HĐND tỉnh; Phạm Công Cường, Chủ tịch UBND tỉnh dự."
            ),
            {
                "Trần Văn An": ["bí thư tỉnh ủy"],
                "Lê Thị Bình": ["phó bí thư thường trực tỉnh ủy", "chủ tịch hội đồng nhân dân"],
                "Phạm Công Cường": ["chủ tịch ủy ban nhân dân"],
            },
        ),
        (
            "Giám đốc Sở TN&MT Phan Hữu Dư thừa nhận.",
            {"Phan Hữu Dư": ["giám đốc sở tài nguyên và môi trường"]},
        ),
        (
            "Giám đốc Sở Y tế Phan Hữu Dư, giám đốc Sở Kế hoạch và đầu tư Lê Thị Bình.",
            {
                "Phan Hữu Dư": ["giám đốc sở y tế"],
                "Lê Thị Bình": ["giám đốc sở kế hoạch và đầu tư"],
            },
        ),
        (
            "ông Ngô Bá Lộc, nguyên Chủ tịch HĐND tỉnh dự.",
            {"Ngô Bá Lộc": ["nguyên chủ tịch hội đồng nhân dân"]},
        ),
        (
            "Ông Lê Hữu Tuyền, Bí thư Huyện ủy Đông Cừ được bầu giữ chức Phó Chủ tịch UBND tỉnh.",
            {"Lê Hữu Tuyền": ["bí thư huyện ủy đông cừ", "phó chủ tịch ủy ban nhân dân"]},
        ),
        (
            "do ông Phạm Chí Thảo chủ trì trên cương vị Chủ tịch UBND tỉnh.",
            {"Phạm Chí Thảo": ["chủ tịch ủy ban nhân dân"]},
        ),
        (
            "Tạ Văn Khoát | Chủ tịch HĐND tỉnh | 65/65",
            {"Tạ Văn Khoát": ["chủ tịch hội đồng nhân dân"]},
        ),
        (
            "Đồng chí Phạm Hồng Chương, UVTƯ Đảng, Bí thư Tỉnh ủy chủ trì.",
            {"Phạm Hồng Chương": ["ủy viên trung ương đảng", "bí thư tỉnh ủy"]},
        ),
        (
            "PCT UBND tỉnh Đỗ Thị Ngà và đồng chí Lê Văn Bình, UVBTV Tỉnh ủy.",
            {
                "Đỗ Thị Ngà": ["phó chủ tịch ủy ban nhân dân"],
                "Lê Văn Bình": ["ủy viên ban thường vụ tỉnh ủy"],
            },
        ),
    ],
)
def test_offices_go_to_the_person_they_are_written_beside(
    text: str, expected: dict[str, list[str]]
) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Chủ tịch UBND tỉnh giao Sở Y tế trình đề án", "Chủ tịch UBND tỉnh"),
        ("Giám đốc Sở Tài chính đề xuất lùi hạn", "Giám đốc Sở Tài chính"),
        ("Giám đốc Sở giao thông vận tải", "Giám đốc Sở giao thông vận tải"),
        ("Bộ trưởng Bộ Ngoại giao", "Bộ trưởng Bộ Ngoại giao"),
        ("Thứ trưởng Bộ ngoại giao", "Thứ trưởng Bộ ngoại giao"),
    ],
)
def test_an_office_ends_where_its_holder_acts(text: str, office: str) -> None:
    assert find_offices(text)[0].text == office


def test_abbreviations_and_the_word_province_make_no_other_office() -> None:
    assert office_key("Chủ tịch UBND tỉnh") == office_key("Chủ tịch Ủy ban nhân dân")
    assert office_key("PCT HĐND tỉnh") == office_key("Phó Chủ tịch Hội đồng nhân dân tỉnh")
    assert office_key("UVBTV Tỉnh uỷ") == office_key("Ủy viên Ban Thường vụ Tỉnh ủy")
    assert office_key("UVTƯ Đảng") == office_key("Ủy viên Ban Chấp hành Trung ương Đảng")


@pytest.mark.parametrize(
    ("said", "found", "same"),
    [
        ("Bí thư Tỉnh ủy", "Bí thư Tỉnh ủy", True),
        ("Bí thư Tỉnh ủy", "Phó Bí thư Tỉnh ủy", False),
        ("Phó Bí thư Tỉnh ủy", "Bí thư Tỉnh ủy", False),
        ("Phó Bí thư Tỉnh ủy", "Phó Bí thư Thường trực Tỉnh ủy", False),
        ("Chủ tịch UBND tỉnh", "Chủ tịch HĐND tỉnh", False),
        ("Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh Lam Giang", True),
        ("Phó Chủ tịch UBND tỉnh", "Phó Chủ tịch Thường trực UBND tỉnh", False),
        ("Giám đốc Sở Y tế", "Giám đốc Sở Xây dựng", False),
    ],
)
def test_same_office(said: str, found: str, same: bool) -> None:
    assert same_office(office_key(said), office_key(found)) is same


def test_growth_is_no_office_of_a_head() -> None:
    assert find_offices("tốc độ tăng trưởng GRDP đạt 7,8%") == []
