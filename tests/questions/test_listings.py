"""Who asks for the members of a group is not answered by how many they are."""

import pytest

from asking import ask
from meetingqa.questions.listings import listing_conflict

COUNTED = "UBND tỉnh thưởng 18 đơn vị, 25 cá nhân vượt kế hoạch năm."


@pytest.mark.parametrize(
    ("question", "statement", "fits"),
    [
        ("18 đơn vị được thưởng là những đơn vị nào?", COUNTED, False),
        ("Kể tên 25 cá nhân được thưởng.", COUNTED, False),
        ("Mười tám đơn vị được thưởng gồm những ai?", COUNTED, True),
        ("Bao nhiêu đơn vị được thưởng?", COUNTED, True),
        (
            "3 huyện đạt chuẩn là những huyện nào?",
            "Có 3 huyện đạt chuẩn: An Lộc, Trà Sơn, Hòa Bình.",
            True,
        ),
        (
            "Ba huyện đạt chuẩn là những huyện nào?",
            "An Lộc, Trà Sơn và Hòa Bình là 3 huyện đạt chuẩn.",
            True,
        ),
        ("Hai chỉ tiêu chưa đạt là gì?", "Có 7/9 chỉ tiêu đạt; 2/9 chỉ tiêu chưa đạt.", False),
        (
            "Nghị quyết 47 của HĐND tỉnh gồm những gì?",
            "Nghị quyết 47 của HĐND tỉnh quy định mức phí.",
            True,
        ),
        ("Chi bộ Nam Thái chuyển về, gồm những ai?", "Chi bộ Nam Thái chuyển về huyện.", True),
        ("Trong 6 tháng, tỉnh làm được gì?", "Trong 6 tháng, tỉnh mở 3 tuyến đường.", True),
    ],
)
def test_a_count_names_no_members(question: str, statement: str, fits: bool) -> None:
    assert (listing_conflict(ask(question).asked, statement) is None) is fits


def test_a_place_is_no_number() -> None:
    assert ask("Chủ tịch UBND tỉnh Hải Dương là ai?").asked.members is None
    assert ask("Ba huyện đạt chuẩn là những huyện nào?").asked.members == (3, "huyen")
