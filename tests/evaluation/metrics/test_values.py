"""Typed values: figures in their unit, dates as far as written, names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingqa.evaluation.metrics.values import read_iso, read_quantity, states_value
from meetingqa.evaluation.records import GoldValue


def number(value: str, unit: str = "") -> GoldValue:
    return GoldValue(type="number", value=value, unit=unit)


@pytest.mark.parametrize(
    ("text", "gold", "stated"),
    [
        ("thu ngân sách đạt 3,8 nghìn tỷ đồng", number("3.800", "tỷ đồng"), True),
        ("thu ngân sách đạt 3.800 tỷ", number("3,8", "nghìn tỷ đồng"), True),
        ("thu ngân sách đạt 3.800 triệu đồng", number("3.800", "tỷ đồng"), False),
        ("trồng được 1.234,5 ha", number("1234.5", "ha"), True),
        ("trồng được 1234.5 ha", number("1.234,5", "ha"), True),
        ("trồng được 12.345 ha", number("1.234,5", "ha"), False),
        ("tăng 22,4% so với cùng kỳ", number("22,4", "%"), True),
        ("tăng 22.4% so với cùng kỳ", number("22,4", "%"), True),
        ("tăng 22,4 phần trăm", number("22,4", "%"), True),
        ("tăng 22,4% so với cùng kỳ", number("22,4"), True),
        ("họp vào ngày 22.4", number("22,4", "%"), False),
        ("họp vào ngày 22.4", number("22,4"), False),
        ("có 200 hộ", number("200", "người"), False),
        ("thông qua ba nghị quyết", number("3", "nghị quyết"), True),
        ("đạt 11/14 chỉ tiêu", number("11/14", "chỉ tiêu"), True),
        ("đạt 11/15 chỉ tiêu", number("11/14", "chỉ tiêu"), False),
        ("trong 14 chỉ tiêu có 11 đạt", number("12"), False),
        ("", number("12"), False),
        ("cấp đất cho 2000 hộ", number("2000", "hộ"), True),
        ("xong trong năm 2000", number("2000", "hộ"), False),
        ("xong trong năm 2000", number("2000"), False),
    ],
)
def test_figures(text: str, gold: GoldValue, stated: bool) -> None:
    assert states_value(text, gold) is stated
    assert states_value(unicodedata.normalize("NFD", text), gold) is stated


@pytest.mark.parametrize(
    ("text", "gold", "stated"),
    [
        ("họp ngày 22.4", "2031-04-22", True),
        ("tăng 22,4%", "2031-04-22", False),
        ("tăng 22.4%", "2031-04-22", False),
        ("họp sáng 22/4/2031", "2031-04-22", True),
        ("họp ngày 22 tháng 4 năm 2030", "2031-04-22", False),
        ("họp trong tháng 4", "2031-04-22", False),
        ("họp ngày 23/4", "2031-04-22", False),
        ("họp trong tháng 4/2031", "2031-04", True),
        ("họp ngày 22/4/2031", "2031-04", True),
        ("xong trong năm 2031", "2031", True),
        ("xong ngày 22/4", "2031", False),
        ("họp ngày 22-4", "--04-22", True),
    ],
)
def test_dates(text: str, gold: str, stated: bool) -> None:
    assert states_value(text, GoldValue(type="date", value=gold)) is stated


def test_names() -> None:
    gold = GoldValue(type="name", value="Lò Thị Hoà")
    assert states_value("Đồng chí LÒ THỊ HÒA chủ trì", gold)
    assert not states_value("Đồng chí Lò Thị Hoàng chủ trì", gold)
    assert not states_value("Đồng chí Lo Thi Hoa chủ trì", gold)


@pytest.mark.parametrize("value", ["", "hôm qua", "22/4/2031", "31-04", "-"])
def test_a_date_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="ISO"):
        read_iso(value)


@pytest.mark.parametrize("value", ["", "nhiều", "12 và 13"])
def test_a_value_that_is_no_single_figure_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="figure"):
        read_quantity(value, "xã")


@given(st.integers(1, 10**7), st.sampled_from(["ha", "tỷ đồng", "%", "hộ", ""]))
def test_every_figure_states_itself_and_not_its_neighbour(n: int, unit: str) -> None:
    written = f"{n:,}".replace(",", ".")
    assert states_value(f"Kết quả đạt {written} {unit}.", number(str(n), unit))
    assert not states_value(f"Kết quả đạt {written} {unit}.", number(str(n + 1), unit))
