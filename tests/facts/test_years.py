"""Which years govern a text, and which are only spoken of."""

from meetingqa.facts.years import governing_years, last_governing_year, spoken_years


def test_years_that_are_compared_with_do_not_govern() -> None:
    text = "Năm 2023, thu ngân sách tăng 8% so với năm 2022, phấn đấu đến năm 2025 đạt 9%."
    assert governing_years(text) == {2023}
    assert spoken_years(text) == {2023, 2025}


def test_the_years_of_a_programme_do_not_govern() -> None:
    text = "Năm 2022, theo chuẩn nghèo giai đoạn 2022 - 2025, tỷ lệ hộ nghèo còn 27,45%."
    assert governing_years(text) == {2022}
    assert last_governing_year(text) == 2022
    assert last_governing_year("Theo chuẩn nghèo giai đoạn 2022 - 2025.") is None
    assert 2025 in spoken_years("Kế hoạch đầu tư công 2021 - 2025.")


def test_the_time_before_a_year_is_compared_with_too() -> None:
    text = "Toàn tỉnh có 62/141 xã về đích, giảm 17 xã so với trước năm 2020."
    assert governing_years(text) == set()
