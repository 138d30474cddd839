"""The chair, those who attend, and those who are elected or appointed."""

import pytest

from meetingqa.summarizing.body import read_body
from meetingqa.summarizing.people import find_attendees, find_chair, find_pairs
from meetingqa.summarizing.personnel import find_personnel
from summarizing_reports import make_report


def pairs(text: str) -> list[tuple[str, str]]:
    return [(name, role) for name, role, _ in find_pairs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dự có đồng chí Vũ Đình Cảnh, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh.",
            [("Vũ Đình Cảnh", "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh")],
        ),
        (
            "Cùng dự có các Phó Chủ tịch UBND tỉnh Đỗ Thị Mơ, Phạm Công Lý.",
            [("Đỗ Thị Mơ", "Phó Chủ tịch UBND tỉnh"), ("Phạm Công Lý", "Phó Chủ tịch UBND tỉnh")],
        ),
        (
            "Giám đốc Sở Tài nguyên và Môi trường Chu Văn Đạt cho biết đã kiểm tra.",
            [("Chu Văn Đạt", "Giám đốc Sở Tài nguyên và Môi trường")],
        ),
        (
            "Đồng chí Trần Văn Mạnh, Bí thư Thành ủy Sơn Hà đề nghị sớm có hướng dẫn.",
            [("Trần Văn Mạnh", "Bí thư Thành ủy Sơn Hà")],
        ),
        (
            "Bí thư Huyện ủy Kim Đường Nguyễn Trọng Bằng phát biểu.",
            [("Nguyễn Trọng Bằng", "Bí thư Huyện ủy Kim Đường")],
        ),
        (
            (
                "Các đồng chí Phó Bí thư Tỉnh ủy: Vũ Đình Cảnh, Chủ tịch HĐND tỉnh; Đỗ Thị Mơ, Chủ tịch "
                "UBND tỉnh đồng chủ trì."
            ),
            [
                ("Vũ Đình Cảnh", "Phó Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh"),
                ("Đỗ Thị Mơ", "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh"),
            ],
        ),
        (
            "Các đồng chí Ủy viên Ban Thường vụ gồm Vũ Đình Cảnh và Đỗ Thị Mơ dự.",
            [
                ("Vũ Đình Cảnh", "Ủy viên Ban Thường vụ"),
                ("Đỗ Thị Mơ", "Ủy viên Ban Thường vụ"),
            ],
        ),
        (
            "Phó Chủ tịch Hội đồng nhân dân tỉnh Vũ Đình Cảnh điều hành.",
            [("Vũ Đình Cảnh", "Phó Chủ tịch Hội đồng nhân dân tỉnh")],
        ),
        (
            "Thiếu tướng Vũ Đình Cảnh, Tư lệnh Quân khu 9 và Đại tá Đỗ Công Mơ, Giám đốc Công an tỉnh.",
            [("Vũ Đình Cảnh", "Tư lệnh Quân khu 9"), ("Đỗ Công Mơ", "Giám đốc Công an tỉnh")],
        ),
        (
            "Thay mặt Ban Bí thư, Chủ tịch Hội Nông dân TP. Sơn Hà Vũ Đình Cảnh phát biểu.",
            [("Vũ Đình Cảnh", "Chủ tịch Hội Nông dân TP. Sơn Hà")],
        ),
        (
            "Phó chủ tịch UBND TP Sơn Hà Nguyễn Đình Cảnh và Bộ trưởng Bộ Ngoại giao Đỗ Thị Mơ dự.",
            [
                ("Nguyễn Đình Cảnh", "Phó chủ tịch UBND TP Sơn Hà"),
                ("Đỗ Thị Mơ", "Bộ trưởng Bộ Ngoại giao"),
            ],
        ),
    ],
)
def test_a_name_gets_the_role_beside_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_chair_and_attendees_of_a_report() -> None:
    article = make_report()
    body = read_body(article)
    chair, beside = find_chair(article, body)
    assert chair is not None
    assert (chair.name, chair.role) == ("Hoàng Bá Sinh", "Phó Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh")
    found = find_attendees(article, body, chair, beside)
    assert [(p.name, p.role) for p in found if p.name] == [
        ("Trần Thị Lụa", "Bí thư Tỉnh ủy"),
        ("Vũ Đình Cảnh", "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh"),
    ]
    assert [p.text for p in found if not p.name] == ["đại diện các sở, ban, ngành"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "HĐND tỉnh bầu ông Lê Khắc Duy, Giám đốc Sở Nội vụ, giữ chức Phó Chủ tịch UBND tỉnh.",
            [("Lê Khắc Duy", "Phó Chủ tịch UBND tỉnh")],
        ),
        (
            "Hội nghị bầu bổ sung 01 Ủy viên Ủy ban Kiểm tra Tỉnh ủy là đồng chí Lý Thị Na.",
            [("Lý Thị Na", "Ủy viên Ủy ban Kiểm tra Tỉnh ủy")],
        ),
        (
            (
                "Trưởng Ban Tổ chức Tỉnh ủy Phan Văn Hợp công bố quyết định chỉ định đồng chí Đinh Công Tú, "
                "Giám đốc Công an tỉnh tham gia Ban Chấp hành Đảng bộ tỉnh."
            ),
            [("Đinh Công Tú", "Ban Chấp hành Đảng bộ tỉnh")],
        ),
        (
            "HĐND tỉnh bầu bà Ngô Thị Hà làm Phó Chủ tịch HĐND tỉnh thay ông Tạ Văn Lộc nghỉ hưu.",
            [("Ngô Thị Hà", "Phó Chủ tịch HĐND tỉnh")],
        ),
        (
            (
                "HĐND tỉnh miễn nhiệm chức danh Trưởng Ban Pháp chế đối với ông Tạ Văn Lộc và bầu chức danh "
                "này đối với bà Ngô Thị Hà."
            ),
            [("Ngô Thị Hà", "Trưởng Ban Pháp chế"), ("Tạ Văn Lộc", "Trưởng Ban Pháp chế")],
        ),
        (
            (
                "Kỳ họp bầu các chức danh: Chủ tịch HĐND tỉnh là ông Tạ Văn Lộc, Phó Chủ tịch HĐND tỉnh là "
                "bà Ngô Thị Hà và ông Lê Khắc Duy."
            ),
            [
                ("Tạ Văn Lộc", "Chủ tịch HĐND tỉnh"),
                ("Ngô Thị Hà", "Phó Chủ tịch HĐND tỉnh"),
                ("Lê Khắc Duy", "Phó Chủ tịch HĐND tỉnh"),
            ],
        ),
        (
            "Bà Ngô Thị Hà, Bí thư Huyện ủy Sơn Tả, được bầu làm Trưởng Ban Dân tộc HĐND tỉnh.",
            [("Ngô Thị Hà", "Trưởng Ban Dân tộc HĐND tỉnh")],
        ),
        ("Đồng chí Vũ Đình Cảnh, Chủ tịch UBND tỉnh yêu cầu các sở bầu cử đúng luật.", []),
        ("Hội nghị giới thiệu bà Ngô Thị Hà để HĐND tỉnh bầu giữ chức Chủ tịch UBND tỉnh.", []),
        ("Ngày mai, HĐND tỉnh sẽ bầu bà Ngô Thị Hà giữ chức Chủ tịch UBND tỉnh.", []),
        ("Bí thư Tỉnh ủy Trần Thị Lụa, sau khi được điều động về tỉnh, lần đầu dự họp.", []),
    ],
)
def test_only_who_is_elected_or_appointed_is_personnel(
    text: str, expected: list[tuple[str, str]]
) -> None:
    article = make_report(f"{text} Hội nghị kết thúc trong ngày.")
    assert [(p.name, p.role) for p in find_personnel(article, read_body(article))] == expected


def test_who_is_relieved_is_not_told_as_appointed() -> None:
    text = "HĐND tỉnh miễn nhiệm chức danh Chủ tịch HĐND tỉnh đối với ông Tạ Văn Lộc."
    article = make_report(text)
    found = find_personnel(article, read_body(article))
    assert [p.text for p in found] == ["Tạ Văn Lộc, thôi giữ: Chủ tịch HĐND tỉnh"]


def test_everyone_whom_a_sentence_relieves_is_told() -> None:
    text = (
        "Kỳ họp miễn nhiệm chức vụ Phó Chủ tịch HĐND tỉnh khoá XI (nhiệm kỳ 2027-2032) đối với ông "
        "Tạ Văn Lộc, miễn nhiệm chức vụ Ủy viên UBND tỉnh đối với ông Vũ Đình Khải và bà Ngô Thị Hà."
    )
    article = make_report(text)
    found = find_personnel(article, read_body(article))
    assert [(p.name, p.role) for p in found] == [
        ("Tạ Văn Lộc", "Phó Chủ tịch HĐND tỉnh"),
        ("Vũ Đình Khải", "Ủy viên UBND tỉnh"),
        ("Ngô Thị Hà", "Ủy viên UBND tỉnh"),
    ]
