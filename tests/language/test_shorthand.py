"""A clerk's shorthand in questions."""

import pytest

from meetingqa.language.shorthand import write_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("6T đầu 2022 có mấy DN?", "6 tháng đầu năm 2022 có mấy doanh nghiệp?"),
        (
            "Phước Tân hết 9T/2024 đc bao nhiêu xã",
            "Phước Tân hết 9 tháng năm 2024 được bao nhiêu xã",
        ),
        ("tính đến hết T6/2018", "tính đến hết tháng 6/2018"),
        ("thu NS Q1/2020 đạt bn?", "thu ngân sách quý 1 năm 2020 đạt bao nhiêu?"),
        ("Hết Q.III/2024 GN vốn ĐTC", "Hết quý III năm 2024 giải ngân vốn đầu tư công"),
        ("KL bao nhiêu TCĐ, TMĐT bn", "kỷ luật bao nhiêu tổ chức đảng, tổng mức đầu tư bao nhiêu"),
        ("kg có bn DN, giá bn 1 kg", "không có bao nhiêu doanh nghiệp, giá bao nhiêu 1 kg"),
        ("giá cao nhất bao nhiêu một kg?", "giá cao nhất bao nhiêu một kg?"),
        ("SYT và STC phải làm gì?", "Sở Y tế và Sở Tài chính phải làm gì?"),
        ("CT HĐND tỉnh và PBT TU", "Chủ tịch HĐND tỉnh và Phó Bí thư TU"),
        ("HN 13 BCH bàn gì", "hội nghị lần thứ 13 BCH bàn gì"),
        ("Cho em hỏi là kỳ họp có thông qua không ạ?", "kỳ họp có thông qua không?"),
        ("Rốt cuộc ai chủ trì vậy nhỉ?", "ai chủ trì?"),
        ("Ai là Bí thư Huyện ủy Phú Nha?", "Ai là Bí thư Huyện ủy Phú Nha?"),
        ("kỳ họp 15 thông qua gì", "kỳ họp thứ 15 thông qua gì"),
        ("GĐ CA tỉnh, HN BCH ĐB tỉnh", "Giám đốc công an tỉnh, hội nghị BCH Đảng bộ tỉnh"),
    ],
)
def test_shorthand_is_written_out(typed: str, meant: str) -> None:
    assert write_out(typed) == meant


@pytest.mark.parametrize(
    "kept",
    [
        "Chỉ thị số 05-CT/TU nói gì?",
        "kỳ họp 15 tháng 7 bàn gì",
        "hội nghị 28-12 có ai",
        "TP. Hồ Chí Minh có bao nhiêu quận?",
        "Nghị quyết 36/NQ-HĐND",
    ],
)
def test_what_is_no_shorthand_stays(kept: str) -> None:
    assert write_out(kept) == kept
