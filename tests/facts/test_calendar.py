"""Dates, periods, ordinals and document numbers as far as they are written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetingqa.facts import read_facts
from meetingqa.facts.calendar import (
    find_documents,
    find_moments,
    find_ordinals,
    find_periods,
    same_moment,
)


def parts(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [(m.year, m.month, m.day) for m in find_moments(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sáng 28-12, hội nghị khai mạc", [(None, 12, 28)]),
        ("Chiều 11/11 tại hội trường", [(None, 11, 11)]),
        ("ngày 5 tháng 7 năm 2023", [(2023, 7, 5)]),
        ("ngày 05 tháng 7, năm 2023", [(2023, 7, 5)]),
        ("Cập nhật 25/03/2020", [(2020, 3, 25)]),
        ("Cập nhật 25-3-2020", [(2020, 3, 25)]),
        ("Cập nhật 25.3.2020", [(2020, 3, 25)]),
        ("trong tháng 6/2017", [(2017, 6, None)]),
        ("đến tháng 6.2025", [(2025, 6, None)]),
        ("tháng 6 năm 2017", [(2017, 6, None)]),
        ("trong tháng 6", [(None, 6, None)]),
        ("năm 2022", [(2022, None, None)]),
        ("Ngày 30 tháng 5", [(None, 5, 30)]),
        ("trước 31.8", [(None, 8, 31)]),
        ("ngày 22.4", [(None, 4, 22)]),
        ("từ ngày 6 đến 8-12", [(None, 12, 6), (None, 12, 8)]),
        ("Hai ngày 7 và 8-12-2017", [(2017, 12, 7), (2017, 12, 8)]),
        ("Trong 2 ngày 8-9/12, HĐND họp", [(None, 12, 8), (None, 12, 9)]),
        ("các ngày 7, 8 và 9/12/2022", [(2022, 12, 7), (2022, 12, 8), (2022, 12, 9)]),
        ("từ 9-11/12", [(None, 12, 9), (None, 12, 11)]),
        ("đạt 7-8/12 chỉ tiêu, từ 5-10/12 xã", []),
        ("bão số 3 tháng 9/2024", [(2024, 9, None)]),
        ("bão số 13 tháng 9", [(None, 9, None)]),
        ("đạt 7/9 chỉ tiêu", []),
        ("có 5/12 huyện", []),
        ("ngày 65/9/2024", []),
        ("22,4 tạ", []),
    ],
)
def test_dates_keep_what_is_written(
    text: str, expected: list[tuple[int | None, int | None, int | None]]
) -> None:
    assert parts(text) == expected


def test_a_date_stands_at_its_offsets_and_in_order() -> None:
    text = "Sáng 3/4/2021 và chiều 28-12, tháng 6/2017."
    moments = find_moments(text)
    assert [text[m.start : m.end] for m in moments] == [m.text for m in moments]
    assert [m.start for m in moments] == sorted(m.start for m in moments)


def test_a_month_count_is_a_period_and_a_day_of_a_month_is_not() -> None:
    assert [p.value for p in find_periods("9 tháng đầu năm 2020")] == ["9 thang dau"]
    assert [p.value for p in find_periods("6 tháng")] == ["6 thang"]
    assert find_periods("ngày 30 tháng 5 năm 2020") == []
    assert find_periods("nợ từ 3 tháng trở lên, quá 6 tháng thì khởi kiện") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("quý III năm 2021", "quy 3"),
        ("quý III/2021", "quy 3"),
        ("Quý 3", "quy 3"),
        ("quý IV", "quy 4"),
        ("giai đoạn 2015-2020", "2015-2020"),
        ("giai đoạn 2015 – 2020", "2015-2020"),
    ],
)
def test_periods(text: str, value: str) -> None:
    assert [p.value for p in find_periods(text)] == [value]
    assert [m for m in parts(text) if m[1]] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Hội nghị lần thứ tám", ["lan 8"]),
        ("hội nghị lần thứ mười hai, khóa XXI", ["lan 12", "khoa 21"]),
        ("kỳ họp thứ 15, khoá XX", ["ky hop 15", "khoa 20"]),
        ("phiên họp thứ 3", ["phien hop 3"]),
        ("Hoi nghi lan thu 13 khoa XX", ["lan 13", "khoa 20"]),
        ("thu 3.800 tỷ đồng", []),
        ("Thu 512 tỷ đồng", []),
        ("sáng thứ hai", []),
        ("hội nghị thứ chín", ["lan 9"]),
        ("Lần tu bổ này và lần sau, mấy lần vì bão", []),
    ],
)
def test_ordinals(text: str, values: list[str]) -> None:
    assert [label.value for label in find_ordinals(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Nghị quyết số 36/NQ-HĐND", ["36/nq-hdnd"]),
        ("Nghị quyết số 036/2023/NQ-HĐND", ["36/nq-hdnd"]),
        ("Chỉ thị 05-CT/TW", ["5/ct-tw"]),
        ("Quyết định số 1234/QĐ-UBND", ["1234/qd-ubnd"]),
        ("Nghị quyết Trung ương 4", ["nghi quyet 4"]),
        ("Nghị quyết số 18", ["nghi quyet 18"]),
        ("Nghị định 178/2024/NĐ-CP", ["178/nd-cp"]),
        ("thông qua 18 nghị quyết", []),
    ],
)
def test_documents(text: str, values: list[str]) -> None:
    assert [label.value for label in find_documents(text)] == values


def test_same_moment_needs_what_was_stated() -> None:
    [full] = find_moments("ngày 27/6/2023")
    [day] = find_moments("ngày 27/6")
    [other] = find_moments("ngày 27/7/2023")
    [month] = find_moments("tháng 6/2023")
    [year] = find_moments("năm 2023")
    assert same_moment(day, full) and same_moment(full, full)
    assert not same_moment(full, other)
    assert not same_moment(full, month), "the day is not proven"
    assert same_moment(year, full)
    assert not same_moment(month, year)


@settings(max_examples=60, deadline=None)
@given(
    day=st.integers(min_value=1, max_value=31),
    month=st.integers(min_value=1, max_value=12),
    year=st.integers(min_value=1990, max_value=2039),
    form=st.sampled_from(["ngày {d}/{m}/{y}", "sáng {d}-{m}-{y}", "ngày {d} tháng {m} năm {y}"]),
)
def test_every_full_date_is_read_back(day: int, month: int, year: int, form: str) -> None:
    text = "Hội nghị diễn ra " + form.format(d=day, m=month, y=year) + " tại trung tâm."
    assert parts(text) == [(year, month, day)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Toàn huyện còn 2000 hộ nghèo", []),
        ("hơn 2000 người dự lễ", []),
        ("vay 1950 tỷ đồng", []),
        ("trao 2015 bánh chưng", []),
        ("từ 1950 - 2000 hộ", []),
        ("tăng 2000%", []),
        ("năm 2000", [2000]),
        ("Năm 2000 hộ dân ở đây được di dời", [2000]),
        ("năm 2020, 2021 hộ nghèo giảm dần", [2020, 2021]),
        ("cao hơn 2020", [2020]),
        ("Từ 2015 đến nay có 2020 đại biểu", [2015]),
        ("kế hoạch 2021 tỉnh giao", [2021]),
        ("kế hoạch 2021 người dân góp ý", [2021]),
    ],
)
def test_four_digits_before_what_is_counted_are_no_year(text: str, years: list[int]) -> None:
    assert [moment.year for moment in read_facts(text).moments] == years


@pytest.mark.parametrize("text", ["2020-2025", "giai đoạn 2020 - 2025", "nhiệm kỳ 2020 – 2025"])
def test_two_years_are_a_period_and_two_counts_are_not(text: str) -> None:
    assert [label.value for label in find_periods(text)] == ["2020-2025"]
    assert find_periods(f"từ {text[-11:]} hộ") == []
