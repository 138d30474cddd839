"""abbreviations: both forms end as the same words, ambiguous ones only where they are sure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetingqa.language.abbreviations import expand


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("HĐND tỉnh", "hội đồng nhân dân tỉnh"),
        ("hđnd tỉnh", "hội đồng nhân dân tỉnh"),
        ("hdnd tinh", "hội đồng nhân dân tinh"),
        ("ubnd huyen", "ủy ban nhân dân huyen"),
        ("btv, bch", "ban thường vụ, ban chấp hành"),
        ("KT-XH và QP-AN", "kinh tế xã hội và quốc phòng an ninh"),
        ("HĐND-UBND", "hội đồng nhân dân ủy ban nhân dân"),
        ("BTV TU", "ban thường vụ tỉnh ủy"),
        ("UVTƯ Đảng", "ủy viên trung ương Đảng"),
        ("UVTU", "ủy viên tỉnh ủy"),
        ("uvtu", "ủy viên tỉnh ủy"),
        ("TP.HCM", "thành phố hồ chí minh"),
        ("Ban Chấp hành T.Ư", "Ban Chấp hành trung ương"),
        ("Sở NN&PTNT", "Sở nông nghiệp và phát triển nông thôn"),
        ("ban VH-XH, PCTT-TKCN", "ban văn hóa xã hội, phòng chống thiên tai tìm kiếm cứu nạn"),
        ("tttu, cds", "thường trực tỉnh ủy, chuyển đổi số"),
    ],
)
def test_abbreviations_are_written_out(text: str, written: str) -> None:
    assert expand(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Nghị quyết số 36/NQ-HĐND", "nghị quyết 36 hội đồng nhân dân"),
        ("nghị quyết số 36", "nghị quyết 36"),
        ("NQ 36/NQ-HĐND", "nghị quyết 36 hội đồng nhân dân"),
        ("05-CT/TU", "chỉ thị 05 tỉnh ủy"),
        ("chi thi so 05-ct/tu", "chỉ thị 05 tỉnh ủy"),
        ("18-NQ/TW", "nghị quyết 18 trung ương"),
        ("18-NQ/TƯ", "nghị quyết 18 trung ương"),
        ("07/2023/QĐ-UBND", "quyết định 07 năm 2023 ủy ban nhân dân"),
        ("qd 07/qd-ubnd", "quyết định 07 ủy ban nhân dân"),
        ("nq 36 cua hdnd", "nghị quyết 36 cua hội đồng nhân dân"),
    ],
)
def test_document_numbers_become_kind_number_and_issuer(text: str, written: str) -> None:
    assert expand(text) == written


@pytest.mark.parametrize(
    "text",
    ["từ tu chí", "ct", "tb", "ĐẦU TƯ CÔNG", "giai đoạn 2020-2025", "20-30 ha", "Ngũ Tử Tư", "nq"],
)
def test_ambiguous_letters_stay_as_they_are(text: str) -> None:
    assert expand(text) == text


def test_short_forms_count_in_capitals_between_ordinary_words() -> None:
    assert expand("theo CT của TU") == "theo chỉ thị của tỉnh ủy"


def test_decomposed_input_is_composed_first() -> None:
    assert expand("HĐND tỉnh ủy") == "hội đồng nhân dân tỉnh ủy"


@settings(max_examples=100)
@given(st.text(alphabet="HĐNDUBCTQ nq05/-.&ủy", max_size=40))
def test_any_text_expands_and_words_already_written_out_stay(text: str) -> None:
    once = expand(text)
    assert expand(once).split() == expand(expand(once)).split()
