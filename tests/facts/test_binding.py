"""Which figure of a sentence belongs to which indicator and year."""

import pytest

from meetingqa.facts.binding import (
    figure_words,
    foreign_figures,
    misbound_figures,
    read_figures,
)

QUOTE = (
    "GRDP tăng 6,2%, trong đó nông nghiệp tăng 4,1%, công nghiệp tăng 8,3%, dịch vụ tăng 6,5%; "
    "thu ngân sách đạt 1.146 tỷ đồng, chi đầu tư 512 tỷ đồng."
)


def test_figures_are_read_without_dates_and_numbers_of_papers() -> None:
    text = "Ngày 5/7/2023, Nghị quyết số 36/NQ-HĐND giao 12 chỉ tiêu của kỳ họp thứ 9."
    assert [figure.text for figure in read_figures(text)] == ["12 chỉ"]


def test_the_words_beside_a_figure_speak_for_it() -> None:
    words = figure_words(QUOTE, read_figures(QUOTE))
    assert {"nông", "nghiệp"} <= words[1]
    assert "nông" not in words[2] and "công" in words[2]
    assert "đầu" in words[5] and "thu" not in words[5]


def test_a_year_governs_what_follows() -> None:
    text = "Năm 2020 thu 900 tỷ đồng, năm 2021 thu 1.100 tỷ đồng, chi 800 tỷ đồng."
    words = figure_words(text, read_figures(text))
    assert "2020" in words[0] and "2021" in words[1] and "2021" in words[2]


def test_both_ends_of_a_range_have_the_same_words() -> None:
    text = "mục tiêu tăng trưởng 6,5 - 7%, thu 900 tỷ đồng"
    first, second, _ = figure_words(text, read_figures(text))
    assert first == second


def wrong(question: str, statement: str) -> list[tuple[str, str]]:
    return [(a.text, b.text) for a, b in misbound_figures(question, statement, QUOTE)]


def test_a_figure_of_another_indicator_is_misbound() -> None:
    assert wrong("", "Nông nghiệp tăng 8,3%.") == [("8,3%", "4,1%")]
    assert wrong("", "Nông nghiệp tăng 4,1%.") == []
    assert wrong("", "Thu ngân sách đạt 512 tỷ đồng.") == [("512 tỷ đồng", "1.146 tỷ đồng")]


def test_figures_that_changed_places_are_misbound() -> None:
    assert wrong("", "Nông nghiệp tăng 8,3%, công nghiệp tăng 4,1%.") != []
    assert wrong("", "Công nghiệp tăng 8,3%, nông nghiệp tăng 4,1%.") == []


def test_the_question_binds_a_bare_answer() -> None:
    question = "Công nghiệp tăng bao nhiêu?"
    assert wrong(question, "Tăng 4,1%.") == [("4,1%", "8,3%")]
    assert wrong(question, "Tăng 8,3%.") == []


def test_a_stretch_of_the_quote_binds_itself() -> None:
    assert wrong("", QUOTE) == []
    assert wrong("", "công nghiệp tăng 8,3%, dịch vụ tăng 6,5%") == []


def test_one_figure_cannot_be_mistaken() -> None:
    assert misbound_figures("Thu bao nhiêu?", "Đạt 5 tỷ đồng.", "Chi đạt 5 tỷ đồng.") == []


def test_words_that_only_the_question_has_do_not_carry_a_figure() -> None:
    quote = "Thu ngân sách đạt 4.120 tỷ đồng."
    assert foreign_figures("Chi đầu tư phát triển đạt 4.120 tỷ đồng.", [quote], []) == [
        "4.120 tỷ đồng"
    ]
    assert foreign_figures("Thu ngân sách đạt 4.120 tỷ đồng.", [quote], []) == []
    assert foreign_figures("Đạt 4.120 tỷ đồng.", [quote], []) == []
    framed = "Năm 2023, GRDP tỉnh Đồng Mai tăng 7,9%."
    assert foreign_figures(framed, ["GRDP tăng 7,9%."], ["Đồng Mai 2023"]) == []
    assert foreign_figures(framed, ["IIP tăng 7,9%."], ["Sơn Trà"]) == ["7,9%"]


def test_a_figure_of_the_other_quote_is_misbound() -> None:
    quotes = "Xuất khẩu đạt 12.500 tỷ đồng, tăng 8,2%.\nNhập khẩu đạt 21.900 tỷ đồng, giảm 3,1%."
    question = "Xuất khẩu đạt bao nhiêu?"
    assert misbound_figures(question, "Đạt 12.500 tỷ đồng, giảm 3,1%.", quotes) != []
    assert misbound_figures(question, "Đạt 12.500 tỷ đồng, tăng 8,2%.", quotes) == []


TRADE = (
    "Kim ngạch xuất khẩu đạt 12.500 tỷ đồng, tăng 8,2%; nhập khẩu đạt 21.900 tỷ đồng, giảm 3,1%."
)
REVENUE = (
    "Thu ngân sách nhà nước trên địa bàn ước 1.146 tỷ đồng, đạt 52,3% dự toán HĐND tỉnh giao và tăng "
    "11,4% so với cùng kỳ."
)


@pytest.mark.parametrize(
    ("statement", "quote", "bound"),
    [
        ("Kim ngạch nhập khẩu đạt 12.500 tỷ đồng.", TRADE, False),
        ("Kim ngạch nhập khẩu đạt 21.900 tỷ đồng, giảm 3,1%.", TRADE, True),
        ("Kim ngạch xuất khẩu đạt 12.500 tỷ đồng, tăng 8,2%.", TRADE, True),
        ("Xuất khẩu đạt 12.500 tỷ đồng.", TRADE, True),
        ("Thu ngân sách ước 1.146 tỷ đồng, tăng 11,4% so với cùng kỳ.", REVENUE, True),
        ("Thu ngân sách tăng 11,4%.", REVENUE, True),
        ("Thu ngân sách đạt 11,4% dự toán.", REVENUE, False),
    ],
)
def test_a_shared_subject_and_an_elided_head_bind_too(
    statement: str, quote: str, bound: bool
) -> None:
    assert (misbound_figures("", statement, quote) == []) is bound
