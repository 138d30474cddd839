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
        ("Đồng chí Vũ Đình Cảnh, Chủ tịch UBND tỉnh yêu cầu các sở bầu cử đúng luật.", []),
        ("Bí thư Tỉnh ủy Trần Thị Lụa, sau khi được điều động về tỉnh, lần đầu dự họp.", []),
    ],
)
def test_only_who_is_elected_or_appointed_is_personnel(
    text: str, expected: list[tuple[str, str]]
) -> None:
    article = make_report(f"{text} Hội nghị kết thúc trong ngày.")
    assert [(p.name, p.role) for p in find_personnel(article, read_body(article))] == expected
