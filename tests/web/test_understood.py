"""What a question names, as the page shows it to be taken out."""

from meetingqa.web.ui.understood import named_in, without

BOTH = "số xã đạt chuẩn của tỉnh Lam Giang năm 2017?; số xã đạt chuẩn của tỉnh Lam Giang năm 1990?"


def test_what_both_halves_of_a_comparison_name_stands_once_and_goes_from_both() -> None:
    assert named_in(BOTH) == ["tỉnh Lam Giang", "năm 2017", "năm 1990"]
    assert without(BOTH, "tỉnh Lam Giang") == (
        "số xã đạt chuẩn năm 2017?; số xã đạt chuẩn năm 1990?"
    )
    assert without(BOTH, "năm 1990") == (
        "số xã đạt chuẩn của tỉnh Lam Giang năm 2017?; số xã đạt chuẩn của tỉnh Lam Giang?"
    )


def test_what_is_not_there_changes_nothing() -> None:
    assert without(BOTH, "tỉnh An Thuận") == without(BOTH, "") == BOTH
