"""Names of figures that can stand alone, and those that say too little."""

import pytest

from meetingqa.summarizing import write_fields
from meetingqa.summarizing.coverage import find_uncovered
from meetingqa.summarizing.figure_names import is_vague, tidy_name
from meetingqa.summarizing.figures import find_figures
from summarizing_reports import make_report


@pytest.mark.parametrize(
    ("what", "unit"),
    [
        ("", "%"),
        ("hộ", "hộ"),
        ("con số này", "tỷ đồng"),
        ("bàn giao", "ha"),
        ("nếu chậm bàn giao đất thì mất cơ hội thu hút", "triệu USD"),
        ("mục tiêu đạt", "%"),
        ("không thể đạt mục tiêu", "USD"),
        ("Những năm vừa rồi", "triệu đô"),
        ("Tổng mức đầu tư", "tỷ đồng"),
        ("chi phí", "tỷ đồng"),
    ],
)
def test_a_name_that_says_nothing_by_itself_is_vague(what: str, unit: str) -> None:
    assert is_vague(what, unit)


@pytest.mark.parametrize(
    ("what", "unit"),
    [
        ("hộ nghèo", "hộ"),
        ("biên chế giảm", "biên chế"),
        ("chỉ số sản xuất công nghiệp tăng", "%"),
        ("số xã (từ)", "xã"),
        ("chỉ tiêu đạt và vượt", "chỉ tiêu"),
        ("mục tiêu thu ngân sách", "tỷ đồng"),
        ("thời gian hồ Bản Mòng chậm", "tháng"),
        ("đại biểu tán thành tại kỳ họp này", "%"),
    ],
)
def test_a_name_with_a_noun_of_its_own_is_none(what: str, unit: str) -> None:
    assert not is_vague(what, unit)


def test_words_that_lead_over_are_cut() -> None:
    assert tidy_name("lần đầu tiên, lúa thu hoạch tại") == "lúa thu hoạch"
    assert tidy_name("UBND huyện thông qua phương án") == "UBND huyện thông qua phương án"
    assert tidy_name("Đội Thạch Lam 1) trồng") == "Đội Thạch Lam 1 trồng"


def test_a_vague_figure_is_no_entry_and_its_sentence_is_told_or_listed() -> None:
    text = "HĐND tỉnh họp ngày 9/7.\n\nBà Lê Thị Mơ nói thế này. Hộ này nhận 27 triệu đồng."
    article = make_report(text)
    fields = write_fields(article)
    assert fields.figures == ()
    assert [u.text for u in find_uncovered(article, fields) if "figure" in u.kinds] == [
        "Hộ này nhận 27 triệu đồng."
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Tổng mức đầu tư của 9 dự án chậm tiến độ là 46 tỷ đồng.",
            {"9": "dự án chậm tiến độ", "46": "Tổng mức đầu tư dự án chậm tiến độ"},
        ),
        (
            "Hiện còn 12 hộ với 2,9 ha đất ở chưa bàn giao.",
            {"12": "hộ chưa bàn giao"},
        ),
        (
            "Có 231 cán bộ, công chức, viên chức xin nghỉ theo Nghị định 12/2030/NĐ-CP.",
            {"231": "cán bộ công chức viên chức xin nghỉ theo Nghị định 12/2030/NĐ-CP"},
        ),
        ("Tàu “3 không” còn 41 chiếc; thu 5,2% -6,1% số phí.", {"6,1": "thu (đến)"}),
    ],
)
def test_a_figure_of_a_list_or_a_sum_gets_its_own_name(text: str, values: dict[str, str]) -> None:
    told = {figure.value: figure.what for figure in find_figures(text)}
    assert {value: told.get(value) for value in values} == values
