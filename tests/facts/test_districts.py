"""A province told by the districts that a text names."""

import pytest

from meetingqa.facts.districts import home_of_districts


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("Huyện Tuy Phước và TX An Nhơn chậm giải ngân.", "Bình Định"),
        ("Huyện Tuy Phước chậm giải ngân.", None),
        ("Huyện Tuy Phước học huyện Lục Ngạn, huyện Lục Ngạn học lại.", None),
        ("Ông Tuy Phước gặp bà An Nhơn.", None),
        ("Huyện Châu Thành và huyện Châu Thành A.", None),
        ("", None),
    ],
)
def test_the_home_of_districts(text: str, province: str | None) -> None:
    assert home_of_districts(text) == province
