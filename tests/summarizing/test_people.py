"""The chair, those who attend, and those who are elected or appointed."""

import pytest

from meetingqa.summarizing import write_fields
from meetingqa.summarizing.body import read_body
from meetingqa.summarizing.coverage import find_uncovered
from meetingqa.summarizing.people import find_attendees, find_chair, find_pairs, named_officers
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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đại biểu (ĐB) Lê Văn Mẫn, Phó ban Pháp chế, đề nghị sớm trả lời.", ["Lê Văn Mẫn"]),
        ("Đảng viên Lê Văn Mẫn, nguyên phó giám đốc ban, vi phạm.", ["Lê Văn Mẫn"]),
        ("Ông Lê Văn Mẫn - chủ tịch UBND huyện Suối Đá - trình bày.", ["Lê Văn Mẫn"]),
        ("Bà Trần Thị Sim trồng 2 ha chè.", []),
    ],
)
def test_an_office_beside_a_name_makes_an_officer(text: str, names: list[str]) -> None:
    assert named_officers(text) == names


def test_an_officer_in_a_sentence_already_cited_is_not_lost() -> None:
    text = (
        "HĐND tỉnh họp ngày 9/7.\n\nÔng Lê Văn Mẫn, chủ tịch UBND huyện Suối Đá, nói bà con ở nhiều thôn "
        "vùng cao năm nay gieo trồng kịp thời vụ; diện tích lúa của toàn huyện đạt 4.100 ha, cao nhất "
        "từ trước đến nay; diện tích ngô đạt 900 ha."
    )
    article = make_report(text)
    fields = write_fields(article).model_copy(update={"results": ()})
    assert fields.figures
    listed = [u for u in find_uncovered(article, fields) if "name" in u.kinds]
    assert [("Lê Văn Mẫn" in u.text) for u in listed] == [True]


def test_a_list_of_persons_with_dashes_is_read_whole() -> None:
    text = (
        "HĐND tỉnh gặp mặt cán bộ ngày 9/7.\n\nDự buổi gặp mặt có các đồng chí: Lê Văn Mẫn - Bí thư "
        "Tỉnh ủy; Trần Thị Sim - Phó Chủ tịch HĐND tỉnh; cùng 87 đại biểu là cán bộ các huyện."
    )
    people = [(p.name, p.role) for p in write_fields(make_report(text, chair=None)).attendees]
    assert people[:2] == [
        ("Lê Văn Mẫn", "Bí thư Tỉnh ủy"),
        ("Trần Thị Sim", "Phó Chủ tịch HĐND tỉnh"),
    ]


def test_who_came_on_the_side_of_a_body_took_part() -> None:
    text = (
        "HĐND tỉnh họp ngày 9/7.\n\nVề phía Hội Nghề cá có: Phó Chủ tịch Hội Nghề cá Lê Văn Đá, cùng "
        "đại diện các xã đảo."
    )
    fields = write_fields(make_report(text, chair=None))
    assert [(p.name, p.role) for p in fields.attendees] == [
        ("Lê Văn Đá", "Phó Chủ tịch Hội Nghề cá"),
        ("", "đại diện các xã đảo"),
    ]
