"""A model's wording stands only when the sentence proves it."""

import pytest

from meetingqa.summarizing import write_fields
from meetingqa.summarizing.proving import why_unproven
from summarizing_reports import make_report

ARTICLE = make_report()
FIELDS = write_fields(ARTICLE)
RESULT = FIELDS.results[0]
FAULT = FIELDS.shortcomings[0]
DECISION = FIELDS.decisions[1]


def test_a_shorter_true_wording_stands() -> None:
    said = "6 tháng đầu năm 2031, GRDP tăng 7,35% so với cùng kỳ; thu ngân sách đạt 2.845 tỷ đồng."
    assert why_unproven(said, "results", RESULT, ARTICLE) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("6 tháng đầu năm 2031, GRDP tăng 7,53% so với cùng kỳ.", "con số"),
        ("6 tháng đầu năm 2031, GRDP giảm 7,35% so với cùng kỳ.", "chiều tăng giảm"),
        ("6 tháng đầu năm 2031, thu ngân sách đạt 2.845 tỷ USD.", "đơn vị"),
        ("Chủ đề 6 tháng đầu năm 2031, GRDP tăng 7,35% so với cùng kỳ.", "“chủ”"),
        ("GRDP tăng 7,35% so với cùng kỳ.", "mất kỳ"),
        ("6 tháng đầu năm 2030, GRDP tăng 7,35% so với cùng kỳ.", "thời gian"),
        ("Theo báo cáo của UBND tỉnh, 6 tháng đầu năm 2031, GRDP tăng 7,35% so với", "cắt ngang"),
        ("Nhờ xuất khẩu cà phê châu Âu, 6 tháng đầu năm 2031, GRDP tăng 7,35%.", "nội dung"),
        ("GRDP tăng.", "không thành một ý"),
        ("6 tháng đầu năm GRDP tăng 7,35% phải không?", "không thành một ý"),
        (RESULT.text + " " + RESULT.text, "không ngắn hơn"),
        ("Theo báo cáo của UBND tỉnh, GRDP tăng so với cùng kỳ.", "mất số liệu"),
    ],
)
def test_a_wrong_or_empty_wording_falls_with_its_reason(text: str, reason: str) -> None:
    assert reason in why_unproven(text, "results", RESULT, ARTICLE)


def test_a_shortcoming_keeps_its_fault_and_a_decision_its_decision() -> None:
    lost = "Giải ngân vốn đầu tư công đạt 31,2% kế hoạch."
    assert why_unproven(lost, "shortcomings", FAULT, ARTICLE)
    kept = "Giải ngân vốn đầu tư công còn chậm, mới đạt 31,2% kế hoạch."
    assert why_unproven(kept, "shortcomings", FAULT, ARTICLE) == ""
    assert why_unproven("Mức học phí năm học 2031 - 2032.", "decisions", DECISION, ARTICLE)
