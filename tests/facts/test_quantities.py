"""Figures: value, unit and place, and when two of them are one."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetingqa.facts import read_facts
from meetingqa.facts.quantities import (
    Quantity,
    find_number_words,
    find_quantities,
    find_spelled,
    read_number,
    same_quantity,
    whole_of,
)


def only(text: str) -> Quantity:
    quantities = read_facts(text).quantities
    assert len(quantities) == 1, quantities
    return quantities[0]


def test_read_number_knows_vietnamese_and_stray_english_points() -> None:
    assert read_number("1.234,5") == Decimal("1234.5")
    assert read_number("12.500") == 12500
    assert read_number("1.250.000") == 1_250_000
    assert read_number("8,2") == Decimal("8.2")
    assert read_number("8.2") == Decimal("8.2")
    assert read_number("4.05") == Decimal("4.05")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("đạt 3,8 nghìn tỷ đồng", "3800000000000", "đồng"),
        ("đạt 3.800 tỷ đồng", "3800000000000", "đồng"),
        ("đạt 3.800 tỷ", "3800000000000", "đồng"),
        ("thu 3.800 tỷ đồng", "3800000000000", "đồng"),
        ("Thu 512 tỷ đồng", "512000000000", "đồng"),
        ("chi 450.000 VNĐ", "450000", "đồng"),
        ("giá 21.000 đồng/kg", "21000", "đồng"),
        ("xuất khẩu 1,2 tỷ USD", "1200000000", "usd"),
        ("xuất khẩu 214 triệu USD/năm", "214000000", "usd"),
        ("tăng 8.2%", "8.2", "%"),
        ("tăng 8,2 phần trăm", "8.2", "%"),
        ("giảm 5,9 điểm phần trăm", "5.9", "điểm phần trăm"),
        ("giảm 0,3 điểm %", "0.3", "điểm phần trăm"),
        ("tốc độ -2,3%", "-2.3", "%"),
        ("rộng 96 m2", "96", "m2"),
        ("rộng 96 m²", "96", "m2"),
        ("rộng 96 mét vuông", "96", "m2"),
        ("khai thác 7,4 triệu m3", "7400000", "m3"),
        ("nạo vét 5,2 km", "5.2", "km"),
        ("gieo cấy 4.500ha", "4500", "ha"),
        ("gieo cấy 4.500 héc ta", "4500", "ha"),
        ("có 15 đồng chí", "15", "người"),
        ("có 66 đại biểu", "66", "đại"),
        ("hệ số 1,6 và", "1.6", ""),
    ],
)
def test_a_figure_has_its_value_and_unit(text: str, value: str, unit: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    "text",
    [
        "lúc 20:22, 08/12/2017",
        "Hotline: 0230.3.641.505",
        "phòng dịch Covid-19",
        "Nghị quyết số 36/NQ-HĐND ngày 5/7/2023",
        "lần thứ 13, khóa XX",
        "giai đoạn 2015-2020",
        "sáng 22.4",
        "ngày 22.4",
        "năm 2024",
        "Quý III/2021",
        "lúc 8h30",
    ],
)
def test_times_numbers_of_papers_and_dates_are_no_figures(text: str) -> None:
    assert read_facts(text).quantities == []


def test_a_dotted_pair_is_a_date_after_a_date_word_and_a_figure_elsewhere() -> None:
    assert [(m.day, m.month) for m in read_facts("Sáng 22.4, tỉnh họp").moments] == [(22, 4)]
    assert only("đạt 22,4 tạ/ha").value == Decimal("22.4")
    assert only("tăng 22.4% so với").value == Decimal("22.4")


def test_a_share_keeps_its_whole_and_is_no_date() -> None:
    share = only("đạt 7/9 chỉ tiêu")
    assert (int(share.value), share.unit) == (7, "/9 chỉ")
    whole = whole_of(share)
    assert whole is not None and (int(whole.value), whole.unit) == (9, "chỉ")
    assert whole_of(only("có 7 chỉ tiêu")) is None
    assert only("còn 64/1.187 tàu").unit == "/1187 tàu"
    assert only("bàn giao 171,8/186 ha").value == Decimal("171.8")
    money = only("giải ngân 198/876 tỷ đồng")
    assert (int(money.value), money.unit) == (198 * 10**9, "/876000000000 đồng")


def test_the_ends_of_a_range_share_a_unit() -> None:
    for text in ("tăng 6,5 - 7%", "tăng 6,5-7%", "tăng từ 6,5 đến 7%", "tăng 6,5 – 7%"):
        assert [(str(q.value), q.unit) for q in read_facts(text).quantities] == [
            ("6.5", "%"),
            ("7", "%"),
        ], text


@pytest.mark.parametrize(
    ("said", "found", "same"),
    [
        ("3,8 nghìn tỷ đồng", "3.800 tỷ", True),
        ("3.800 triệu đồng", "3.800 tỷ đồng", False),
        ("5,9%", "5,9 điểm phần trăm", False),
        ("118 tỷ đồng", "118 tỷ USD", False),
        ("118 tỷ đồng", "118 tỷ đồng/năm", True),
        ("200 hộ", "200 người", False),
        ("15 người", "15 đồng chí", True),
        ("96 m2", "96 m3", False),
        ("40 km", "40 ha", False),
        ("12 dự án", "12 dự án đầu tư", True),
        ("12 dự án", "12 xã", False),
        ("28", "28 người", True),
        ("11 chỉ tiêu", "11/14 chỉ tiêu", True),
        ("11/14 chỉ tiêu", "11/15 chỉ tiêu", False),
        ("11/14 xã", "11/14 huyện", False),
        ("11/14 chỉ tiêu", "11 chỉ tiêu", False),
        ("8,2%", "8,20%", True),
        ("-2,3%", "2,3%", False),
    ],
)
def test_figures_are_one_when_values_and_units_agree(said: str, found: str, same: bool) -> None:
    assert same_quantity(only(f"đạt {said}"), only(f"còn {found}")) is same


def test_a_word_before_may_speak_for_an_unknown_unit() -> None:
    assert same_quantity(only("gồm 7 việc"), only("gồm 7 đầu việc"))
    assert not same_quantity(only("gồm 7 việc"), only("trong 7 đầu việc"))


def test_numbers_in_words() -> None:
    assert find_number_words("Hội nghị giao ba nhiệm vụ và bốn chỉ tiêu") == {3, 4}
    assert find_number_words("Năm 2021 và năm nay") == set()
    assert find_spelled("giao ba nhiệm vụ trọng tâm")[0] == (
        3,
        ("nhiệm", "vụ", "trọng", "tâm"),
    )


@settings(max_examples=60, deadline=None)
@given(
    value=st.integers(min_value=1, max_value=99_999_999),
    unit=st.sampled_from(["tỷ đồng", "ha", "người", "%", "USD", "xã", "m3", "nghìn tấn"]),
    before=st.sampled_from(["đạt", "thu ngân sách", "còn", "trồng mới", "hơn", "gần", "trên"]),
)
def test_any_grouped_number_is_read_back(value: int, unit: str, before: str) -> None:
    digits = f"{value:,}".replace(",", ".")
    text = f"Toàn tỉnh {before} {digits} {unit}, theo báo cáo."
    quantity = only(text)
    scale = 10**9 if unit == "tỷ đồng" else 1000 if unit == "nghìn tấn" else 1
    assert quantity.value == value * scale
    assert text[quantity.start : quantity.end] == quantity.text


def test_taken_stretches_are_not_read() -> None:
    text = "đạt 12 xã và 15 huyện"
    assert [q.text for q in find_quantities(text, [(0, 7)])] == ["15 huyện"]
