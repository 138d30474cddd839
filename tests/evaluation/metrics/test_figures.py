"""Figures both ways: what is said stands in the sources, what is wanted is said."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingqa.evaluation.metrics.values import (
    figure_recall,
    unsupported_figures,
)
from meetingqa.evaluation.records import GoldValue

SOURCE = (
    "Năm 2031, toàn tỉnh Vĩnh Hạ trồng 4.512 ha rừng, tăng 8,2%; thu ngân sách đạt 3,8 nghìn tỷ "
    "đồng; 41/52 xã đạt chuẩn; kỳ họp ngày 22.4 thông qua 18 nghị quyết."
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Tỉnh trồng 4.512 ha rừng, tăng 8.2%.", []),
        ("Thu ngân sách đạt 3.800 tỷ đồng.", []),
        ("Có 41 trên tổng số 52 xã đạt chuẩn; thông qua 18 nghị quyết.", []),
        ("Tỉnh trồng 4.612 ha rừng.", ["4.612 ha"]),
        ("Tỉnh trồng 4.512 km đường.", ["4.512 km"]),
        ("Thu ngân sách đạt 3.800 triệu đồng.", ["3.800 triệu đồng"]),
        ("Tăng 22,4%.", ["22,4%"]),  # that is a date there
        ("Họp ngày 22/4 năm 2031.", []),
        ("", []),
    ],
)
def test_a_figure_is_supported_by_value_and_unit(text: str, wrong: list[str]) -> None:
    assert unsupported_figures(text, [SOURCE]) == wrong
    assert unsupported_figures(text, [unicodedata.normalize("NFD", SOURCE)]) == wrong


def test_shares() -> None:
    text = "Trồng 4.512 ha rừng, tăng 8,3%."
    assert unsupported_figures(text, [SOURCE]) == ["8,3%"]
    assert len(unsupported_figures(text, [])) == 2
    name = GoldValue(type="name", value="Lò Văn Sáng")
    wanted = [
        GoldValue(type="number", value="4.512", unit="ha"),
        GoldValue(type="number", value="8,2", unit="%"),
        name,
    ]
    assert figure_recall(text, wanted) == 0.5
    assert figure_recall("Trồng 4512 ha, tăng 8,2 phần trăm.", wanted) == 1
    assert figure_recall("", wanted) == 0
    assert figure_recall(text, [name]) is None


@given(st.integers(10, 999_999), st.integers(0, 5), st.integers(1, 9))
def test_a_changed_digit_is_seen(n: int, place: int, by: int) -> None:
    digits = list(str(n))
    place %= len(digits)
    digits[place] = str((int(digits[place]) + by) % 10)
    other = int("".join(digits))
    source = f"Đã hỗ trợ {n:,} hộ nghèo.".replace(",", ".")
    said = f"Đã hỗ trợ {other:,} hộ nghèo.".replace(",", ".")
    assert unsupported_figures(said, [source]) == ([] if other == n else [said[10:-7].strip()])
